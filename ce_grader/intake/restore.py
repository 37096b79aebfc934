"""Put the assignment's own cells back into a submitted notebook.

Which cells there are, their order, type, points, locks and the text of the read-only ones are
the instructor's; the submission only says what stands in the answers. nbgrader's own repairs
stop the whole batch at a duplicated cell or an old schema version, and leave a deleted test
cell without a score.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import nbformat
from nbformat import NotebookNode

from ce_grader.intake.assignment import MasterCell, grade_id
from ce_grader.intake.markup import fenced, harmless


def restored(nb: NotebookNode, master: Sequence[MasterCell]) -> tuple[NotebookNode, list[str]]:
    """Return the notebook with the assignment's cells put right, and what had to be changed.

    The cells of the assignment come out once each, in the assignment's order, with its
    metadata; read-only ones with its text. Where a cell stands twice, the last counts, as in
    nbgrader; the others, and all further cells, stay as ordinary cells of the student's.

    Parameters
    ----------
    nb : NotebookNode
        A well-formed notebook (`ce_grader.intake.notebook`); it is not changed.
    master : sequence of MasterCell
        The assignment's cells in order.

    Returns
    -------
    notebook : NotebookNode
        The repaired notebook.
    notes : list of str
        One sentence for each repair that the student should know of.
    """
    by_name = {cell.name: cell for cell in master}
    claims = [grade_id(cell) for cell in nb.cells]
    last = {
        name: place for place, name in enumerate(claims) if name is not None and name in by_name
    }
    notes = _described(claims, last, by_name)
    cells = [
        _filled(cell, by_name[name]) if name in last and last[name] == place else _plain(cell)
        for place, (cell, name) in enumerate(zip(nb.cells, claims, strict=True))
    ]
    cells = _completed(_reordered(cells, master), master)
    result = nbformat.from_dict({**nb, "cells": cells})
    for number, cell in enumerate(result.cells):
        cell.id = grade_id(cell) or f"cell-{number}"
    return _with_unique_ids(result), notes


def _described(
    claims: Sequence[str | None], last: dict[str, int], master: dict[str, MasterCell]
) -> list[str]:
    """Return the repairs in words: cells deleted, doubled or out of order."""
    known = [name for name in claims if name in master]
    doubled = sorted({name for name in known if name is not None and known.count(name) > 1})
    missing = [name for name in master if name not in last]
    notes = [f"The cell {name} stood there more than once: the last counts." for name in doubled]
    notes += [f"The cell {name} was missing and was put back." for name in missing]
    if sorted(last, key=lambda name: last[name]) != [name for name in master if name in last]:
        notes.append("Cells were put back into the assignment's order.")
    return notes


def _filled(cell: NotebookNode, master: MasterCell) -> NotebookNode:
    """Return the assignment's cell with the student's text, if it is one to write in."""
    metadata = {"nbgrader": master.metadata}
    if master.locked:
        return new_cell(master.cell_type, master.source, metadata)
    return _written(master.cell_type, cell, metadata)


def _plain(cell: NotebookNode) -> NotebookNode:
    """Return an ordinary cell of the student's, with no claim to be the assignment's."""
    if cell.cell_type == "raw":  # nbconvert copies raw cells into the page as they are
        return new_cell("markdown", fenced(cell.source), {})
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


def _reordered(cells: list[NotebookNode], master: Sequence[MasterCell]) -> list[NotebookNode]:
    """Return the cells with the assignment's own in its order, the others where they were."""
    rank = {cell.name: place for place, cell in enumerate(master)}
    own = [place for place, cell in enumerate(cells) if grade_id(cell) is not None]
    sorted_own = sorted((cells[place] for place in own), key=lambda cell: rank[str(grade_id(cell))])
    result = list(cells)
    for place, cell in zip(own, sorted_own, strict=True):
        result[place] = cell
    return result


def _completed(cells: list[NotebookNode], master: Sequence[MasterCell]) -> list[NotebookNode]:
    """Return the cells with the assignment's missing ones put after their predecessors."""
    result = list(cells)
    position = 0
    for cell in master:
        places = [p for p, other in enumerate(result) if grade_id(other) == cell.name]
        if not places:
            fresh = new_cell(cell.cell_type, cell.source, {"nbgrader": cell.metadata})
            result.insert(position, fresh)
            places = [position]
        position = places[0] + 1
    return result


def _with_unique_ids(nb: NotebookNode) -> NotebookNode:
    """Return the notebook with cell ids that differ and are legal in format 4.5."""
    seen: set[str] = set()
    for number, cell in enumerate(nb.cells):
        if len(cell.id) > 64 or cell.id in seen:
            cell.id = f"cell-{number}-again"
        seen.add(cell.id)
    return nb
