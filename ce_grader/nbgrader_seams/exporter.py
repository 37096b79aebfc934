"""Let a submission into nbgrader: its notebook read safely, its other files copied safely.

`nbgrader autograde` is a fixed application, but its exporter is a setting::

    c.Autograde.exporter_class = "ce_grader.nbgrader_seams.exporter.AdmittingExporter"

The exporter reads what was handed in through `ce_grader.intake`, and shows nbgrader a clean copy
of the files beside the notebook, so that nothing a student hands in can stop the batch, be
followed out of its folder, or wait on a pipe. A notebook that cannot be read waits for a person,
with the reason at its top.
"""

from __future__ import annotations

import fnmatch
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory

from ce_grader.intake.assignment import Assignment, UnknownAssignment
from ce_grader.intake.opened import Opened
from ce_grader.intake.outdated import outdated
from ce_grader.intake.submissions import GRADED, Records, find_submissions
from ce_grader.nbgrader_seams.strict import check_settings
from ce_grader.processes.files import own_folder, write_files


class AdmittingExporter(NotebookExporter):
    """nbgrader's notebook exporter that reads submissions as untrusted input.

    Parameters
    ----------
    *args, **kwargs : object
        nbconvert's; the parent is nbgrader's converter.

    Attributes
    ----------
    opened : Opened
        What is being graded.
    """

    opened: Opened

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.converter: Any = self.parent if isinstance(self.parent, Autograde) else None
        if self.converter is not None:
            files = getattr(self.converter.parent, "loaded_config_files", ())
            check_settings(self.converter.config, files)
            self._take_over()

    def _take_over(self) -> None:
        """Have the converter grade what lies there, notebook or not, and what is new in it."""
        coursedir = self.converter.coursedir
        names = [coursedir.assignment_id]
        self._submissions = {str(s.folder): s for s in find_submissions(coursedir, names)}
        try:
            self._records = Records(coursedir, names, self.converter.create_student)
        except UnknownAssignment as error:
            self.log.error("%s", error)
            raise NbGraderException(str(error)) from error
        if changed := outdated(Assignment(coursedir, coursedir.assignment_id)):
            self.log.warning("%s", changed)
        self.converter.assignments = dict.fromkeys(self._submissions, [])
        self.converter.init_destination = self._init_destination
        self.converter.init_assignment = self._init_assignment

    def _init_destination(self, assignment_id: str, student_id: str) -> bool:
        """Return whether a submission is to be graded, its old graded folder out of the way."""
        converter, coursedir = self.converter, self.converter.coursedir
        submission = self._submissions[converter._format_source(assignment_id, student_id)]
        reason = self._records.reason_to_skip(submission, converter.force)
        if reason:
            self.log.log(logging.INFO if reason == GRADED else logging.WARNING,
                         "%s %s", submission, reason)  # fmt: skip
            return False
        if self._records.is_new(student_id):
            self.log.warning("%s is new: entered into the gradebook", student_id)
        own = converter.exclude_overwriting.get(assignment_id, [])
        self.opened = Opened(Assignment(coursedir, assignment_id, own), submission)
        wanted = fnmatch.filter(self.opened.assignment.notebooks, coursedir.notebook_id)
        converter.notebooks = [str(submission.folder / f"{name}.ipynb") for name in wanted]
        force = converter.force
        converter.set_trait("force", True)
        try:
            return bool(Autograde.init_destination(converter, assignment_id, student_id))
        finally:
            converter.set_trait("force", force)

    def _init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Do what nbgrader does before an assignment, with a clean copy of the files."""
        converter, coursedir = self.converter, self.converter.coursedir
        for note in self.opened.notes:
            self.log.warning("%s: %s", self.opened.submission, note)
        with own_folder("admission") as folder:
            with _submitted_from(coursedir, folder):
                staging = Path(converter._format_source(assignment_id, student_id))
                empty = {Path(path).name: b"" for path in converter.notebooks}
                write_files(staging, {**self.opened.files, **empty})
                Autograde.init_assignment(converter, assignment_id, student_id)

    def from_filename(
        self, filename: str, resources: dict[str, Any] | None = None, **kwargs: Any
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Read a submitted notebook safely; one that was let in already, as it is.

        Parameters
        ----------
        filename : str
            The notebook.
        resources : dict, optional
            nbgrader's.
        **kwargs : object
            nbconvert's.

        Returns
        -------
        output : str
            The notebook as JSON.
        resources : dict
            nbgrader's.
        """
        if self.converter is None or not self.converter._sanitizing or resources is None:
            return super().from_filename(filename, resources=resources, **kwargs)
        path = Path(filename)
        nb, notes = self.opened.notebook(resources["nbgrader"]["notebook"])
        for note in notes:
            self.log.warning("%s: %s", filename, note)
        resources["metadata"] = {"name": path.stem, "path": str(path.parent)}
        return self.from_notebook_node(nb, resources=resources, **kwargs)


@contextmanager
def _submitted_from(coursedir: CourseDirectory, folder: str) -> Iterator[None]:
    """Let nbgrader look for submissions in another folder for a while."""
    before = coursedir.submitted_directory
    coursedir.submitted_directory = folder
    try:
        yield
    finally:
        coursedir.submitted_directory = before
