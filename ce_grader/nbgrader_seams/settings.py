"""What an instructor sets as `c.Isolated.… = …` in `nbgrader_config.py`, and the tasks it gives."""

from __future__ import annotations

import os
from dataclasses import fields, replace
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory
from traitlets import Bool, Enum, Float, Integer, List, Unicode
from traitlets.config import LoggingConfigurable

from ce_grader.intake.admission import REFUSAL
from ce_grader.intake.assignment import Assignment
from ce_grader.intake.opened import Opened
from ce_grader.intake.restore import KEY
from ce_grader.nbgrader_seams.precedents import precedent_of
from ce_grader.task import Environment, Limits, Precedent, Rehearsal, Task


class Isolated(LoggingConfigurable):
    """Settings of isolated grading; sizes in bytes, times in seconds."""

    sandbox = Enum(
        ["auto", "required", "off"],
        Environment.sandbox,
        help="Whether student code runs under bubblewrap: where it can be had (with one warning "
        "where not), always (else nothing is graded), or never. The separation of test code "
        "from student code is kept in all three.",
    ).tag(config=True)
    seed = Integer(
        None,
        allow_none=True,
        help="Seed of the hidden tests, to repeat a grading; fresh for each notebook when unset. "
        "The environment variable that seed_variable names does the same.",
    ).tag(config=True)
    seed_variable = Unicode(
        Environment.seed_variable, help="The environment variable that gives tests their seed."
    ).tag(config=True)
    memory = Integer(
        Limits.memory, help="Memory of each of the student's processes, and of all together."
    ).tag(config=True)
    processes = Integer(Limits.processes, help="Processes and threads of a submission.").tag(
        config=True
    )
    file_size = Integer(Limits.file_size, help="Largest file that may be written.").tag(config=True)
    disk = Integer(Limits.disk, help="Size of the private temporary folder.").tag(config=True)
    open_files = Integer(Limits.open_files, help="Files that a process may have open.").tag(
        config=True
    )
    output = Integer(Limits.output, help="Output that is kept of each cell.").tag(config=True)
    reply = Integer(Limits.reply, help="Largest value that a function may return.").tag(config=True)
    cell_seconds = Float(Limits.cell_seconds, help="Time for each cell.").tag(config=True)
    submission_seconds = Float(Limits.submission_seconds, help="Time for a whole notebook.").tag(
        config=True
    )
    restarts = Integer(
        Limits.restarts,
        help="How often a student's process that died is replaced, its cells run again.",
    ).tag(config=True)
    student_modules = List(
        Unicode(),
        list(Environment.student_modules),
        help="Imported once before all submissions, on the student's side; `package.*` is a "
        "package with all its modules.",
    ).tag(config=True)
    trusted_modules = List(
        Unicode(),
        list(Environment.trusted_modules),
        help="Imported once before all submissions, on the side of the tests.",
    ).tag(config=True)
    student_distributions = List(
        Unicode(),
        list(Environment.student_distributions),
        help="Installed distributions that student code may import, with all that they require; "
        "none stands for everything that is installed.",
    ).tag(config=True)
    student_packages = List(
        Unicode(),
        list(Environment.student_packages),
        help="Packages of the course that student code may import.",
    ).tag(config=True)
    hidden_packages = List(
        Unicode(),
        list(Environment.hidden_packages),
        help="Packages that student code must not see.",
    ).tag(config=True)
    figures = Bool(
        Environment.figures,
        help="Whether the figures of students' cells are drawn, which takes much of the time; no "
        "point depends on them.",
    ).tag(config=True)
    drawing_modules = List(
        Unicode(),
        list(Environment.drawing_modules),
        help="Modules of the course whose functions do nothing but draw, as patterns: a cell that "
        "only calls them, with constants, shows what it shows in the instructor's own notebook, "
        "and is not run for every submission.",
    ).tag(config=True)

    def environment(self) -> Environment:
        """Return the Python environment of both sides.

        Returns
        -------
        Environment
            As configured.
        """
        lists = self._values(Environment).items()
        values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in lists}
        return Environment(**values)

    def students_own(self, coursedir: CourseDirectory, assignment: str) -> list[str]:
        """Return the instructor's files in whose place a student's are taken.

        Parameters
        ----------
        coursedir : CourseDirectory
            The course.
        assignment : str
            Its name.

        Returns
        -------
        list of str
            As `Autograde.exclude_overwriting` says.
        """
        converter = Autograde(coursedir=coursedir, parent=self)
        return list(converter.exclude_overwriting.get(assignment, []))

    def make_task(self, opened: Opened, name: str, nb: NotebookNode) -> Task:
        """Return the task of grading one notebook, whichever command asks for it.

        Parameters
        ----------
        opened : Opened
            The submission.
        name : str
            The notebook.
        nb : NotebookNode
            As the submission gives it.

        Returns
        -------
        Task
            Ready to be graded, with the seed that is set, else with that of an earlier grading.
        """
        given = self._given_seed()
        return replace(
            self._task(opened.assignment, name, nb),
            student=opened.submission.student,
            files=opened.files,
            seed=opened.seed(name) if given is None else given,
            precedent=self.precedent(opened.assignment, name),
        )

    def make_own_task(self, assignment: Assignment, notebook: str) -> Task | None:
        """Return the task of grading the instructor's own answer.

        Parameters
        ----------
        assignment : Assignment
            What was to be done.
        notebook : str
            Its name.

        Returns
        -------
        Task or None
            None if the course has only the release.
        """
        nb = assignment.solution_of(notebook)
        return None if nb is None else self._task(assignment, notebook, nb)

    def _task(self, assignment: Assignment, notebook: str, nb: NotebookNode) -> Task:
        return Task(
            assignment=assignment.name,
            student="",
            notebook=notebook,
            content=nbformat.writes(nb),
            files=assignment.files,
            trusted_files=assignment.files,
            limits=Limits(**self._values(Limits)),
            environment=self.environment(),
            refusal=nb.metadata.get(KEY, {}).get(REFUSAL, ""),
        )

    def precedent(
        self, assignment: Assignment, notebook: str, rehearsal: Rehearsal | None = None
    ) -> Precedent:
        """Return what grading the instructor's own answer shows; that is done once.

        Parameters
        ----------
        assignment : Assignment
            What was to be done.
        notebook : str
            Its name.
        rehearsal : Rehearsal, optional
            What its submissions will be graded after, if that is to be held.

        Returns
        -------
        Precedent
            Nothing if the course has only the release.
        """
        if notebook not in assignment.precedents:
            own = self.make_own_task(assignment, notebook)
            assignment.precedents[notebook] = (
                Precedent(drawn={})
                if own is None
                else precedent_of(replace(own, rehearsal=rehearsal or Rehearsal()))
            )
        return assignment.precedents[notebook]

    def _values(self, kind: type) -> dict[str, Any]:
        return {field.name: getattr(self, field.name) for field in fields(kind)}

    def _given_seed(self) -> int | None:
        text = os.environ.get(self.seed_variable, "")
        seed: int | None = int(text) if self.seed is None and text else self.seed
        return seed
