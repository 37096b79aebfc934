"""Put the assignment's own cells back into a submitted notebook.

Which cells there are, their order, type, points, locks and the text of the read-only ones are
the instructor's; the submission only says what stands in the answers. nbgrader's own repairs
stop the whole batch at a duplicated cell or an old schema version, and leave a deleted test
cell without a score.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook

from ce_grader.intake.markup import fenced, harmless

SCHEMA_VERSION = 3


@dataclass(frozen=True)
class MasterCell:
    """One cell of the assignment as the gradebook knows it."""

    name: str
    cell_type: str
    source: str
    checksum: str | None
    locked: bool
    grade: bool
    solution: bool
    task: bool
    points: float

    def metadata(self) -> dict[str, Any]:
        """Return nbgrader's metadata of the cell."""
        data: dict[str, Any] = {
            "grade_id": self.name,
            "schema_version": SCHEMA_VERSION,
            "cell_type": self.cell_type,
            "locked": self.locked,
            "grade": self.grade,
            "solution": self.solution,
            "task": self.task,
        }
        if self.checksum:
            data["checksum"] = self.checksum
        return {**data, "points": self.points} if self.grade or self.task else data


def master_cells(
    db_url: str, assignment: str, notebook: str, order: Path | None = None
) -> list[MasterCell]:
    """Return the assignment's cells from the gradebook, in the notebook's order.

    Parameters
    ----------
    db_url : str
        The gradebook.
    assignment, notebook : str
        Their names.
    order : Path, optional
        The release or source notebook. The gradebook promises no order of its own, so this is
        asked where the file exists.
    """
    with Gradebook(db_url) as gradebook:
        entry = gradebook.find_notebook(notebook, assignment)
        points = {cell.name: cell.max_score for cell in [*entry.grade_cells, *entry.task_cells]}
        grades = {cell.name for cell in entry.grade_cells}
        solutions = {cell.name for cell in entry.solution_cells}
        tasks = {cell.name for cell in entry.task_cells}
        cells = [
            MasterCell(
                name=cell.name,
                cell_type=cell.cell_type,
                source=cell.source or "",
                checksum=cell.checksum,
                locked=bool(cell.locked),
                grade=cell.name in grades,
                solution=cell.name in solutions,
                task=cell.name in tasks,
                points=float(points.get(cell.name, 0)),
            )
            for cell in entry.source_cells
        ]
    return in_order(cells, order)


def in_order(cells: list[MasterCell], order: Path | None) -> list[MasterCell]:
    """Return the cells in the order of the notebook file, if there is one."""
    if order is None or not order.is_file():
        return cells
    names = [grade_id(cell) for cell in nbformat.read(order, as_version=4).cells]
    places = {name: place for place, name in enumerate(names) if name is not None}
    return sorted(cells, key=lambda cell: places.get(cell.name, len(places)))


def grade_id(cell: NotebookNode) -> str | None:
    """Return the name that a cell claims, or None; the metadata may be anything."""
    data = cell.get("metadata", {}).get("nbgrader")
    name = data.get("grade_id") if isinstance(data, dict) else None
    return name if isinstance(name, str) else None


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
    notes = described(claims, last, by_name)
    cells = [
        filled(cell, by_name[name]) if name in last and last[name] == place else plain(cell)
        for place, (cell, name) in enumerate(zip(nb.cells, claims, strict=True))
    ]
    cells = completed(reordered(cells, master), master)
    result = nbformat.from_dict({**nb, "cells": cells})
    for number, cell in enumerate(result.cells):
        cell.id = grade_id(cell) or f"cell-{number}"
    return unique_ids(result), notes


def described(
    claims: Sequence[str | None], last: dict[str, int], master: dict[str, MasterCell]
) -> list[str]:
    """Return the repairs in words: cells deleted, doubled or out of order."""
    known = [name for name in claims if name in master]
    doubled = sorted({name for name in known if name is not None and known.count(name) > 1})
    missing = [name for name in master if name not in last]
    kept = [name for name in sorted(last, key=lambda name: last[name])]
    notes = [f"The cell {name} stood there more than once: the last counts." for name in doubled]
    notes += [f"The cell {name} was missing and was put back." for name in missing]
    if kept != [name for name in master if name in last]:
        notes.append("Cells were put back into the assignment's order.")
    return notes


def filled(cell: NotebookNode, master: MasterCell) -> NotebookNode:
    """Return the assignment's cell with the student's text, if it is one to write in."""
    metadata = {"nbgrader": master.metadata()}
    if master.locked:
        return new_cell(master.cell_type, master.source, metadata)
    return written(master.cell_type, cell, metadata)


def plain(cell: NotebookNode) -> NotebookNode:
    """Return an ordinary cell of the student's, with no claim to be the assignment's."""
    if cell.cell_type == "raw":  # nbconvert copies raw cells into the page as they are
        return new_cell("markdown", fenced(cell.source), {})
    return written(cell.cell_type, cell, {})


def written(kind: str, cell: NotebookNode, metadata: dict[str, Any]) -> NotebookNode:
    """Return a cell of the kind with what the student wrote; text that could run is fenced."""
    if kind != "markdown":
        return new_cell(kind, cell.source, metadata)
    pasted = cell.get("attachments", {})
    extra = {"attachments": pasted} if pasted else {}
    return new_cell(kind, harmless(cell.source, pasted), metadata, **extra)


def new_cell(kind: str, source: str, metadata: dict[str, Any], **extra: Any) -> NotebookNode:
    """Return a cell without outputs."""
    if kind == "code":
        extra = {"outputs": [], "execution_count": None}
    return nbformat.from_dict({"cell_type": kind, "source": source, "metadata": metadata, **extra})


def reordered(cells: list[NotebookNode], master: Sequence[MasterCell]) -> list[NotebookNode]:
    """Return the cells with the assignment's own in its order, the others where they were."""
    rank = {cell.name: place for place, cell in enumerate(master)}
    own = [place for place, cell in enumerate(cells) if grade_id(cell) is not None]
    sorted_own = sorted((cells[place] for place in own), key=lambda cell: rank[str(grade_id(cell))])
    result = list(cells)
    for place, cell in zip(own, sorted_own, strict=True):
        result[place] = cell
    return result


def completed(cells: list[NotebookNode], master: Sequence[MasterCell]) -> list[NotebookNode]:
    """Return the cells with the assignment's missing ones put after their predecessors."""
    result = list(cells)
    position = 0
    for cell in master:
        places = [p for p, other in enumerate(result) if grade_id(other) == cell.name]
        if not places:
            fresh = new_cell(cell.cell_type, cell.source, {"nbgrader": cell.metadata()})
            result.insert(position, fresh)
            places = [position]
        position = places[0] + 1
    return result


def unique_ids(nb: NotebookNode) -> NotebookNode:
    """Return the notebook with cell ids that differ and are legal in format 4.5."""
    seen: set[str] = set()
    for number, cell in enumerate(nb.cells):
        if len(cell.id) > 64 or cell.id in seen:
            cell.id = f"cell-{number}-again"
        seen.add(cell.id)
    return nb
