"""Which of an assignment's own cells are rehearsed before its submissions are graded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from ce_grader.cells import bound_names, free_names, kind_of
from ce_grader.task import Rehearsal

#: From how many submissions on it pays to run the cells once more.
WORTH_IT = 4


def untouched_by_answers(cells: Iterable[NotebookNode]) -> Iterator[str]:
    """Yield the sources of the given cells that depend on no answer, in order."""
    touched: set[str] = set()
    for cell in cells:
        kind = kind_of(cell)
        if kind in ("text", "test"):
            continue
        answer = cell.metadata.get("nbgrader", {}).get("solution", False)
        if answer or touched & set(free_names(cell.source)):
            touched |= bound_names(cell.source)
        else:
            yield cell.source


def rehearsal_of(path: Path, files: dict[str, bytes]) -> Rehearsal:
    """Return what each side rehearses of a source notebook, with the files beside it."""
    cells = nbformat.read(path, as_version=4).cells
    own = (cell for cell in cells if cell.cell_type == "code" and "nbgrader" in cell.metadata)
    return Rehearsal(
        student=tuple(untouched_by_answers(cells)),
        trusted=tuple(cell.source for cell in own),
        files=tuple(sorted(files.items())),
    )
