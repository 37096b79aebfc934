"""What each exercise is worth: stated in its heading, and told to the visible checks.

Both are derived from the `points` of the test cells, so that nothing is typed twice.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from nbformat import NotebookNode

#: An exercise is headed below its section, and its number may have a letter: "Exercise 9a · …".
_EXERCISE = re.compile(r"^### (Exercise \d+[a-z]? · .+)$")
_HEADING = re.compile(r"^##{1,2} .+$", re.MULTILINE)
FILE = Path("ce_helpers", "data", "points.json")


class Exercise(NamedTuple):
    """An exercise: the cell with its heading, and its graded cells."""

    cell: NotebookNode
    heading: str
    graded: list[NotebookNode]

    @property
    def points(self) -> int:
        """What its cells are worth together."""
        return sum(cell.metadata["nbgrader"]["points"] for cell in self.graded)


def exercises(cells: Iterable[NotebookNode]) -> Iterator[Exercise]:
    """Yield the exercises of a notebook, each with the graded cells up to the next heading."""
    current: Exercise | None = None
    for cell in cells:
        if cell.cell_type == "markdown":
            for heading in _HEADING.findall(cell.source):
                if current:
                    yield current
                found = _EXERCISE.match(heading)
                current = Exercise(cell, found[1], []) if found else None
        if current and "points" in cell.metadata.get("nbgrader", {}):
            current.graded.append(cell)
    if current:
        yield current


def state(cells: Iterable[NotebookNode]) -> None:
    """Write behind the heading of each exercise what it is worth."""
    for cell, heading, worth in [(e.cell, e.heading, e.points) for e in exercises(cells)]:
        if worth:
            stated = f"### {heading} ({worth} point{'s' if worth > 1 else ''})"
            lines = cell.source.split("\n")
            cell.source = "\n".join(stated if line == f"### {heading}" else line for line in lines)


def plan(cells: Iterable[NotebookNode]) -> dict[str, Any]:
    """Return the points of each visible check with its exercise, and those marked by hand."""
    found = [(e.heading, cell) for e in exercises(cells) for cell in e.graded]
    by_hand = [c.metadata["nbgrader"] for _, c in found if c.metadata["nbgrader"]["solution"]]
    return {
        "by hand": sum(marks["points"] for marks in by_hand),
        "checks": {
            cell.id.removeprefix("test_"): [cell.metadata["nbgrader"]["points"], heading]
            for heading, cell in found
            if not cell.metadata["nbgrader"]["solution"]
        },
    }


def text(notebooks: dict[str, NotebookNode]) -> str:
    """Return the points of all topics, each by its name, as the visible checks read them."""
    plans = {topic: plan(nb.cells) for topic, nb in notebooks.items()}
    return json.dumps(plans, indent=1, ensure_ascii=False) + "\n"
