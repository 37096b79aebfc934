"""What nbgrader's Validate says: first how many checks fail, and where to begin.

Set in the `nbgrader_config.py` of a student's folder, as `tools/desk/nbgrader_config.py` does.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Sequence
from typing import Any

_HEADING = re.compile(r"^#{2,3} (.+)$", re.MULTILINE)
_UNDEFINED = re.compile(r"name '(\w+)' is not defined")
#: What `nbgrader validate` says above the list, which begins with the sentence of `Head`.
WARNING = (
    "SOME CHECKS FAIL! The first entry below says how many and where to begin. If you submit your "
    "assignment as it is, you WILL NOT receive full credit.\n"
)


class Head:
    """The last step of Validate, after the notebook was run.

    Parameters
    ----------
    parent : object, optional
        nbgrader's validator, which makes its steps with it.
    """

    def __init__(self, parent: Any = None) -> None:
        self.parent = parent

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Put in front how many checks fail, and at each the error of the answer behind it.

        Parameters
        ----------
        nb : nbformat.NotebookNode
            As it was run; it is changed in place.
        resources : dict
            nbconvert's.

        Returns
        -------
        nb : nbformat.NotebookNode
            The notebook.
        resources : dict
            As they were.
        """
        checks = [cell for cell in nb.cells if _marks(cell).get("grade") and _is_code(cell)]
        failed = [cell for cell in checks if _error(cell)]
        for cell in failed:
            _blame_the_answer(cell, nb.cells[: nb.cells.index(cell)])
        if failed:
            where = _exercise(nb.cells[: nb.cells.index(failed[0])])
            told = f"{len(failed)} of {len(checks)} checks fail; the first is in {where}."
            nb.cells.insert(0, _head(failed[0], told))
        return nb, resources


def _marks(cell: Any) -> Any:
    return cell.metadata.get("nbgrader", {})


def _is_code(cell: Any) -> bool:
    return bool(cell.cell_type == "code")


def _error(cell: Any) -> Any:
    """Return the error that a code cell ended with, or None."""
    outputs = cell.outputs if _is_code(cell) else []
    return next((output for output in outputs if output.output_type == "error"), None)


def _exercise(before: Sequence[Any]) -> str:
    """Return the heading of the exercise that some cells lead to."""
    texts = (cell.source for cell in reversed(before) if not _is_code(cell))
    headings = (_HEADING.findall(text) for text in texts)
    return next((found[-1] for found in headings if found), "its first part")


def _blame_the_answer(check: Any, before: Sequence[Any]) -> None:
    """Say of a check that misses a name why the cell that should define it did not."""
    error = _error(check)
    missing = _UNDEFINED.search(error.evalue)
    if not missing:
        return
    for answer in _defining(missing[1], before):
        cause = _error(answer)
        error.traceback = [
            f"The answer cell above it stops, so there is no {missing[1]}: "
            f"{cause.ename}: {cause.evalue}"
        ]


def _defining(name: str, cells: Sequence[Any]) -> Iterator[Any]:
    """Yield the answer cells with an error that would define a name."""
    defines = re.compile(rf"^\s*(?:def {name}\b|{name}\s*=)", re.MULTILINE)
    for cell in cells:
        if _marks(cell).get("solution") and _error(cell) and defines.search(cell.source):
            yield cell


def _head(failed: Any, sentence: str) -> Any:
    """Return a cell that Validate lists as a failed one, to be shown before all."""
    cell = copy.deepcopy(failed)  # with its error
    cell.source = sentence
    cell.metadata.nbgrader.pop("checksum", None)
    return cell
