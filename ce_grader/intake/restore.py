"""Put the assignment's own cells back into a submitted notebook.

Which cells there are, their type, points, locks and the text of the read-only ones are the
instructor's; the submission only says what stands in the answers, and in which order it is to
run. nbgrader's own repairs stop the whole batch at a duplicated cell or an old schema version,
and leave a deleted test cell without a score.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import nbformat
from nbformat import NotebookNode

from ce_grader.intake.answers import has_foreign_code, united, with_essays
from ce_grader.intake.assignment import MasterCell, Prose, grade_id
from ce_grader.intake.located import Found, located, place_of
from ce_grader.intake.markup import fenced, harmless
from ce_grader.intake.order import ordered
from ce_grader.intake.renderer import one_notebook

#: Of a restored cell's metadata: which answer a test is of, and where an answer stands.
KEY = "ce_grader"
ELSEWHERE, UNSURE = "elsewhere", "unsure"
_NO_PROSE = Prose()


def restored(
    nb: NotebookNode, master: Sequence[MasterCell], prose: Prose = _NO_PROSE
) -> tuple[NotebookNode, list[str]]:
    """Return the notebook with the assignment's cells put right, and what had to be changed.

    The cells of the assignment come out once each, with its metadata; read-only ones with its
    text. Further cells stay as ordinary cells of the student's.

    Parameters
    ----------
    nb : NotebookNode
        A well-formed notebook (`ce_grader.intake.notebook`); it is not changed.
    master : sequence of MasterCell
        The assignment's cells in order.
    prose : Prose
        What else the release holds.

    Returns
    -------
    notebook : NotebookNode
        The repaired notebook.
    notes : list of str
        One sentence for each repair that the student should know of.
    """
    found = located([nbformat.from_dict(cell) for cell in nb.cells], master)
    names = [part.name for part in found if part.name]
    parts, essays = with_essays(united(found, master), master, prose)
    notes = [*_described(names, master, essays), *_conflicts(parts)]
    marks = dict(_marks(parts, master, prose))
    parts = ordered(_completed(parts, master, marks), master)
    with one_notebook():
        cells = list(_filled(parts, master, marks, prose))
    result = nbformat.from_dict({**nb, "cells": cells})
    for number, cell in enumerate(result.cells):
        cell.id = grade_id(cell) or f"cell-{number}"
    return _with_unique_ids(result), notes


def _described(
    names: Sequence[str], master: Sequence[MasterCell], essays: Sequence[MasterCell]
) -> Iterator[str]:
    """Yield the repairs in words: cells deleted, doubled or out of order, answers elsewhere."""
    counts = Counter(names)
    taken = {cell.name for cell in essays}
    for cell in master:
        if cell.name in taken:
            yield f"What you wrote for {cell.name} stood in another cell; a person will read it."
        elif not counts[cell.name]:
            yield f"The cell {cell.name} was missing and was put back."
        elif counts[cell.name] > 1:
            yield (
                f"The cell {cell.name} stood there more than once: what you wrote in it counts, "
                "and of several versions the last."
            )
    first = list(counts)
    if first != [cell.name for cell in master if cell.name in counts]:
        yield "Cells were put back into the assignment's order."


def _conflicts(parts: Sequence[Found]) -> Iterator[str]:
    """Yield a note for each cell in which git has left both sides of a merge."""
    for part in parts:
        lines = [line[:7] for line in part.cell.source.splitlines()]
        if "<<<<<<<" in lines and ">>>>>>>" in lines:
            where = f"The cell {part.name}" if part.name else "A cell"
            yield f"{where} holds git's conflict markers: keep one of the two versions."


def _marks(
    parts: Sequence[Found], master: Sequence[MasterCell], prose: Prose
) -> Iterator[tuple[str, str]]:
    """Yield the answers that do not stand in their own cell, and what that means."""
    for cell in master:
        own = [part for part in parts if part.name == cell.name]
        if not (cell.solution and cell.is_code) or any(part.answers(cell) for part in own):
            continue
        others = [part for part in parts if part not in own and _writes(part, master)]
        if cell.binds and cell.binds <= {name for part in others for name in part.binds}:
            yield cell.name, ELSEWHERE
        elif not own and has_foreign_code(parts, master, cell, prose):
            yield cell.name, UNSURE


def _writes(part: Found, master: Sequence[MasterCell]) -> bool:
    """Return whether a cell is the student's: one of their own, or an answer that is written."""
    if not part.name:
        return part.is_code
    cell = next(cell for cell in master if cell.name == part.name)
    return not cell.locked and part.answers(cell)


def _completed(
    parts: Sequence[Found], master: Sequence[MasterCell], marks: dict[str, str]
) -> list[Found]:
    """Return the parts with the assignment's missing cells after their predecessors.

    An answer in code is put back without text, and stands without it where it is written in
    another cell: what the release says there would overwrite the student's own.
    """
    result = list(parts)
    present = {part.name: part for part in parts}
    for cell in master:
        part = present.get(cell.name)
        if part is None:
            part = Found(new_cell(cell.cell_type, cell.source, {}), cell.name)
            result.insert(place_of(result, master, cell), part)
        if cell.solution and cell.is_code and (cell.name not in present or cell.name in marks):
            part.cell.source = ""
    return result


def _filled(
    parts: Sequence[Found], master: Sequence[MasterCell], marks: dict[str, str], prose: Prose
) -> Iterator[NotebookNode]:
    """Yield the assignment's cells with the student's text, and ordinary cells of theirs."""
    by_name = {cell.name: cell for cell in master}
    answer_of = dict(_answers_before(master))
    for part in parts:
        cell = by_name.get(part.name)
        if cell is None:
            yield _plain(part.cell, prose)
            continue
        own = {"answer": marks.get(cell.name), "of": answer_of.get(cell.name)}
        metadata = {"nbgrader": cell.metadata, KEY: {k: v for k, v in own.items() if v}}
        if not metadata[KEY]:
            del metadata[KEY]
        if cell.locked:
            yield new_cell(cell.cell_type, cell.source, metadata)
        else:
            yield _written(cell.cell_type, part.cell, metadata)


def _answers_before(master: Sequence[MasterCell]) -> Iterator[tuple[str, str]]:
    """Yield each test with the last answer before it."""
    answer = ""
    for cell in master:
        if cell.solution:
            answer = cell.name
        elif cell.grade and answer:
            yield cell.name, answer


def _plain(cell: NotebookNode, prose: Prose) -> NotebookNode:
    """Return an ordinary cell, with no claim to be the assignment's."""
    if cell.cell_type == "raw":  # nbconvert copies raw cells into the page as they are
        return new_cell("markdown", fenced(cell.source), {})
    if cell.source in prose.sources and not cell.get("attachments"):
        return new_cell(cell.cell_type, cell.source, {})  # the instructor's own words
    return _written(cell.cell_type, cell, {})


def _written(kind: str, cell: NotebookNode, metadata: dict[str, Any]) -> NotebookNode:
    """Return a cell of the kind with what the student wrote; text that could run is fenced."""
    if kind != "markdown":
        return new_cell(kind, cell.source, metadata)
    pasted = cell.get("attachments", {})
    extra = {"attachments": pasted} if pasted else {}
    return new_cell(kind, harmless(cell.source, pasted), metadata, **extra)


def new_cell(kind: str, source: str, metadata: dict[str, Any], **extra: Any) -> NotebookNode:
    """Return a cell without outputs.

    Parameters
    ----------
    kind : str
        Its type.
    source : str
        Its text.
    metadata : dict
        Its metadata.
    **extra : object
        Further entries, such as attachments; a code cell has none.

    Returns
    -------
    NotebookNode
        The cell, without an id.
    """
    if kind == "code":
        extra = {"outputs": [], "execution_count": None}
    return nbformat.from_dict({"cell_type": kind, "source": source, "metadata": metadata, **extra})


def _with_unique_ids(nb: NotebookNode) -> NotebookNode:
    """Return the notebook with cell ids that differ and are legal in format 4.5."""
    seen: set[str] = set()
    for number, cell in enumerate(nb.cells):
        if len(cell.id) > 64 or cell.id in seen:
            cell.id = f"cell-{number}-again"
        seen.add(cell.id)
    return nb
