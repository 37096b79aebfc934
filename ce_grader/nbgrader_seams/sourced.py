"""An assignment read off its source notebooks, where no gradebook holds it."""

from __future__ import annotations

import itertools
from functools import cached_property
from typing import Any

from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import SaveCells
from traitlets.config import Configurable

from ce_grader.intake.assignment import Assignment, MasterCell


class BadSource(Exception):
    """A source notebook that nbgrader would not release; the message says why."""


class SourceAssignment(Assignment):
    """One assignment, as `nbgrader generate_assignment` would enter it into the gradebook.

    Parameters
    ----------
    coursedir : CourseDirectory
        The course.
    name : str
        The assignment.
    parent : Configurable
        Whose configuration holds, for nbgrader's steps from source to release.
    """

    def __init__(self, coursedir: CourseDirectory, name: str, parent: Configurable) -> None:
        super().__init__(coursedir, name)
        self._generator = GenerateAssignment(coursedir=coursedir, parent=parent)

    @cached_property
    def notebooks(self) -> dict[str, list[MasterCell]]:
        """The cells of each notebook by its name, in the notebook's order.

        Raises
        ------
        BadSource
            If nbgrader would not release one of them.
        """
        return {name: self._saved_cells(name) for name in self.own_notebooks}

    def _saved_cells(self, notebook: str) -> list[MasterCell]:
        """Return what nbgrader would save, having carried out what it does before that."""
        nb: Any = self.solution_of(notebook)
        resources: Any = {"nbgrader": {"assignment": self.name, "notebook": notebook}}
        steps = self._generator.preprocessors
        try:
            for step in itertools.takewhile(lambda step: step is not SaveCells, steps):
                nb, resources = step(parent=self._generator)(nb, resources)
        except Exception as error:  # each step raises its own
            where = f"{self.coursedir.source_directory}/{self.name}/{notebook}.ipynb"
            raise BadSource(f"{where} cannot be released: {error}") from error
        return [_master(cell) for cell in nb.cells if _is_saved(cell)]


def _is_saved(cell: NotebookNode) -> bool:
    kinds = (utils.is_grade, utils.is_solution, utils.is_locked, utils.is_task)
    return any(kind(cell) for kind in kinds)


def _master(cell: NotebookNode) -> MasterCell:
    marks = cell.metadata.nbgrader
    return MasterCell(
        name=marks["grade_id"],
        cell_type=cell.cell_type,
        source=cell.source,
        checksum=marks.get("checksum"),
        locked=utils.is_locked(cell),
        grade=utils.is_grade(cell),
        solution=utils.is_solution(cell),
        task=utils.is_task(cell),
        points=float(marks.get("points", 0)),
    )
