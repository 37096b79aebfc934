"""How long a notebook takes a careful reader, by one rule (docs/students.md)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from nbformat import NotebookNode

#: Minutes for each of the things that a reader meets.
WORD, FORMULA_IN_LINE, FORMULA, FIGURE, LINE_OF_CODE, POINT = 0.01, 0.05, 1, 1, 0.75, 3
_ENDS = re.compile(r"^## You have$", re.MULTILINE)
_FOLDED = re.compile(r"<details>.*?</details>|=== BEGIN MARK.*?=== END MARK SCHEME ===", re.DOTALL)
_DISPLAYED = re.compile(r"\$\$.*?\$\$", re.DOTALL)
_IN_LINE = re.compile(r"\$[^$]*\$")
_LETTERS = re.compile(r"[^\W\d_]{2,}|`[^`]+`")


def unfolded(markdown: str) -> str:
    """Return what a reader of the release has before them, folds closed."""
    return _FOLDED.sub(" ", markdown)


def minutes(cells: Iterable[NotebookNode]) -> float:
    """Return the minutes for a notebook from its top to "You have", folds closed."""
    return sum(_minutes(cell) for cell in _before_the_end(cells))


def _before_the_end(cells: Iterable[NotebookNode]) -> Iterator[NotebookNode]:
    for cell in cells:
        if cell.cell_type == "markdown" and _ENDS.search(cell.source):
            return
        yield cell


def _minutes(cell: NotebookNode) -> float:
    marks = cell.metadata.get("nbgrader", {})
    if marks.get("solution") or marks.get("grade"):
        return POINT * marks.get("points", 0)
    return _text(cell.source) if cell.cell_type == "markdown" else _code(cell.source)


def _text(markdown: str) -> float:
    markdown, displayed = _DISPLAYED.subn(" ", unfolded(markdown))
    markdown, in_line = _IN_LINE.subn(" ", markdown)
    words = len(_LETTERS.findall(markdown))
    return displayed * FORMULA + in_line * FORMULA_IN_LINE + words * WORD


def _code(source: str) -> float:
    lines = [line for line in source.splitlines() if re.search(r"\w", line)]
    read = [line for line in lines if not line.startswith(("import ", "from ", "#"))]
    return len(read) * LINE_OF_CODE + ("plots." in source) * FIGURE
