"""What no answer can change is done once an assignment, not once a student.

Most of the time that a notebook takes goes into drawing. A given cell that reads no answer, and
nothing that was made from one, shows the same to everybody. It is run in every submission all
the same, as later cells may use what it binds; only the drawing is left out, and what the
instructor's cell showed is put in its place. Cells without figures are not touched.

The warm processes run the same cells before they fork (see `ce_grader.rehearsal`), and the
trusted one the instructor's answers and tests as well.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from ce_grader.cells import bound_names, free_names, kind_of, source_of
from ce_grader.task import (
    Environment,
    GradingResult,
    GradingTask,
    Limits,
    Pictures,
    Rehearsal,
)

#: From how many submissions on it pays to run the given cells once more.
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


def drawing_task(
    path: Path, assignment: str, files: dict[str, bytes], limits: Limits, environment: Environment
) -> GradingTask:
    """Return the task of running the given cells of a source notebook, and nothing else."""
    nb = nbformat.read(path, as_version=4)
    cells = [new_code_cell(source) for source in untouched_by_answers(nb.cells)]
    content = nbformat.writes(new_notebook(cells=cells))
    return GradingTask(
        assignment, "given", path.stem, content, files, limits=limits, environment=environment
    )


def rehearsal_of(path: Path) -> Rehearsal:
    """Return what each side rehearses of a source notebook."""
    cells = nbformat.read(path, as_version=4).cells
    own = (cell for cell in cells if cell.cell_type == "code" and "nbgrader" in cell.metadata)
    return Rehearsal(
        student=tuple(untouched_by_answers(cells)), trusted=tuple(cell.source for cell in own)
    )


def pictures_of(result: GradingResult) -> Pictures:
    """Return what the cells with figures showed, by their source."""
    # plain data: a judge would have to import nbformat to unpickle its own kind of dict
    cells = json.loads(result.notebook)["cells"]
    return {source_of(cell): cell["outputs"] for cell in cells if drew(cell["outputs"])}


def drew(outputs: Iterable[dict[str, Any]]) -> bool:
    """Return whether a cell came to its end and showed a figure."""
    outputs = list(outputs)
    failed = any(output["output_type"] == "error" for output in outputs)
    return not failed and any("image/png" in output.get("data", {}) for output in outputs)
