"""The command `check`: the instructor's own answers, graded isolated and plain."""

from __future__ import annotations

import sys
from typing import Any

from nbgrader.apps.baseapp import NbGrader
from nbgrader.coursedir import CourseDirectory
from traitlets import default

from ce_grader.intake.assignment import Assignment
from ce_grader.nbgrader_seams.settings import Isolated
from ce_grader.nbgrader_seams.solutions import report
from ce_grader.task import CannotGrade

_USAGE = "usage: python -m ce_grader check ASSIGNMENT [ASSIGNMENT …] [options]"


class CheckApp(NbGrader):
    """Grade the instructor's own answers isolated and plain, and name the tests that they lose."""

    name = "ce_grader-check"
    description = "Grade the instructor's own answers isolated and plain"
    examples = """
        python -m ce_grader check 01_softmax 02_cross_entropy
    """

    @default("classes")
    def _classes_default(self) -> list[Any]:
        return [*super()._classes_default(), CourseDirectory, Isolated]

    def start(self) -> None:
        """Print what each assignment's answer loses.

        The exit code is 0 if that is nothing, 1 if it is something or could not be found out,
        and 2 without an assignment.
        """
        names = self.extra_args or [self.coursedir.assignment_id]
        if not all(names):
            print(_USAGE)
            sys.exit(2)
        sys.exit(max(map(self._check, names)))

    def _check(self, name: str) -> int:
        if not Assignment(self.coursedir, name).own_notebooks:
            print(f"ce_grader: there is no {name} in {self.coursedir.source_directory}/")
            return 2
        try:
            found = list(report(self.coursedir, self, name))
        except CannotGrade as error:
            found = [str(error)]
        for line in found or ["the instructor's own answer loses no test, isolated or plain"]:
            print(f"{name}: {line}")
        return 1 if found else 0
