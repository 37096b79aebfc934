"""A course with one small assignment, for tests of the command that run in seconds."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook

from tests import commands
from tests.course import empty_gradebook
from tools.build import ROOT, full_metadata, venv_environment, write_notebook

NAME = "small"
Cells = Sequence[tuple[dict[str, Any], str]]
CELLS: Cells = (
    ({"grade_id": "setup", "locked": True}, "import numpy as np"),
    ({"grade_id": "double", "solution": True}, "def double(x):\n    return 2 * x"),
    (
        {"grade_id": "test_double", "points": 2},
        "assert (double(np.arange(3)) == [0, 2, 4]).all()",
    ),
    ({"grade_id": "half", "solution": True}, "def half(x):\n    return x / 2"),
    ({"grade_id": "test_half", "points": 1}, "assert half(3) == 1.5"),
)
#: All that its cells import: warm processes are started for a few submissions at a time.
_MODULES = "c.Isolated.student_modules = c.Isolated.trusted_modules = ['numpy']\n"
WRONG = "def double(x):\n    return x"
POINTS = {"right": 3.0, "wrong": 1.0}


def notebook(double: str | None = None, cells: Cells = CELLS) -> NotebookNode:
    """Return an assignment, with another answer to the exercise `double` if one is given.

    Cells are code unless their marks say `cell_type`; one without a name is prose.
    """
    made = []
    for number, (marks, source) in enumerate(cells):
        kind = marks.get("cell_type", "code")
        text = double if double is not None and marks.get("grade_id") == "double" else source
        make = {"code": nbformat.v4.new_code_cell, "markdown": nbformat.v4.new_markdown_cell}[kind]
        cell = make(text, id=marks.get("grade_id", f"cell-{number:02d}"))
        if "grade_id" in marks:
            short = {key: value for key, value in marks.items() if key != "cell_type"}
            cell.metadata["nbgrader"] = full_metadata(short, kind)
        made.append(cell)
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    return nbformat.v4.new_notebook(cells=made, metadata=metadata)


class SmallCourse:
    """A small course in a folder of its own."""

    def __init__(
        self, folder: Path, db_url: str | None = None, cells: Cells = CELLS, config: str = ""
    ) -> None:
        self.folder = folder
        self.db_url = db_url or f"sqlite:///{folder / 'gradebook.db'}"
        write_notebook(notebook(cells=cells), folder / "source" / NAME / f"{NAME}.ipynb")
        ours = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
        more = f"\nc.CourseDirectory.db_url = {self.db_url!r}\nc.QuizHeader.header = ''\n{_MODULES}"
        (folder / "nbgrader_config.py").write_text(f"{ours}{more}{config}\n", encoding="utf-8")
        if db_url is None:
            (folder / "gradebook.db").write_bytes(empty_gradebook())
        self.run("nbgrader", "generate_assignment", NAME)

    def copy(self, folder: Path) -> SmallCourse:
        """Return a course in another folder that is like this one."""
        other = SmallCourse.__new__(SmallCourse)
        other.folder, other.db_url = folder, f"sqlite:///{folder / 'gradebook.db'}"
        shutil.copytree(self.folder, folder)
        config = folder / "nbgrader_config.py"
        config.write_text(config.read_text().replace(self.db_url, other.db_url))
        return other

    def run(self, *arguments: str, code: int = 0) -> str:
        """Run `python -m …` in the course; return what it printed."""
        env = {**venv_environment(), "NBGRADER_EXCHANGE": str(self.folder / "exchange")}
        result = commands.run(arguments, self.folder, env)
        output = result.stdout + result.stderr
        assert result.returncode == code, f"exit code {result.returncode}:\n{output}"
        return output

    def autograde(self, *options: str, code: int = 0) -> str:
        """Grade everything that is handed in."""
        return self.run("ce_grader", "autograde", NAME, *options, code=code)

    def hand_in(self, student: str, double: str | None = None, when: str = "") -> None:
        """Write one submission, with the time at which it was handed in if one is given."""
        folder = self.folder / "submitted" / student / NAME
        write_notebook(notebook(double), folder / f"{NAME}.ipynb")
        if when:
            (folder / "timestamp.txt").write_text(when)

    def hand_in_class(self, size: int) -> dict[str, float]:
        """Write a class in which every third answer is wrong; return the points to come."""
        points = {}
        for number in range(size):
            wrong = number % 3 == 0
            self.hand_in(f"student{number:03d}", WRONG if wrong else None)
            points[f"student{number:03d}"] = POINTS["wrong" if wrong else "right"]
        return points

    def set_due_date(self, when: str) -> None:
        """Set or move the due date of the assignment."""
        with Gradebook(self.db_url) as gradebook:
            gradebook.update_or_create_assignment(NAME, duedate=when)

    def scores(self) -> dict[str, float]:
        """Return the points of every student in the gradebook."""
        return self._of_students("score")

    def penalties(self) -> dict[str, float]:
        """Return what every student loses by being late."""
        return self._of_students("late_submission_penalty")

    def _of_students(self, what: str) -> dict[str, float]:
        with Gradebook(self.db_url) as gradebook:
            found = gradebook.find_assignment(NAME).submissions
            return {submission.student_id: getattr(submission, what) for submission in found}
