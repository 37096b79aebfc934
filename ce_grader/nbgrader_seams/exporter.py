"""Let a submission into nbgrader: its notebook read safely, its other files copied safely.

`nbgrader autograde` is a fixed application, but its exporter is a setting::

    c.Autograde.exporter_class = "ce_grader.nbgrader_seams.exporter.AdmittingExporter"

The exporter reads what was handed in through `ce_grader.intake`, and shows nbgrader a clean copy
of the files beside the notebook, so that nothing a student hands in can stop the batch, be
followed out of its folder, or wait on a pipe. A notebook that cannot be read is graded as an
empty one, with the reason at its top.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory

from ce_grader.intake.admission import admitted
from ce_grader.intake.assignment import Assignment
from ce_grader.intake.files import clear_of, read_files
from ce_grader.nbgrader_seams.strict import check_settings
from ce_grader.processes.files import write_files


class AdmittingExporter(NotebookExporter):
    """nbgrader's notebook exporter that reads submissions as untrusted input.

    Parameters
    ----------
    *args, **kwargs : object
        nbconvert's; the parent is nbgrader's converter.

    Attributes
    ----------
    assignment : Assignment
        What is being graded.
    files : dict of str to bytes
        What the student handed in beside the notebooks, by relative path.
    """

    assignment: Assignment
    files: dict[str, bytes]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.converter: Any = self.parent if isinstance(self.parent, Autograde) else None
        if self.converter is not None:
            files = getattr(self.converter.parent, "loaded_config_files", ())
            check_settings(self.converter.config, files)
            self.converter.init_assignment = self._init_assignment

    def _init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Do what nbgrader does before an assignment, with a clean copy of the files."""
        converter, coursedir = self.converter, self.converter.coursedir
        source = Path(converter._format_source(assignment_id, student_id))
        self.assignment = Assignment(coursedir, assignment_id)
        files, notes = read_files(source, coursedir.ignore)
        self.files = clear_of(files, self.assignment.own_paths)
        for note in notes:
            self.log.warning("%s: %s", source, note)
        # a notebook that was not handed in is refused with a reason
        wanted = [n for n in self.assignment.notebooks if fnmatch(n, coursedir.notebook_id)]
        converter.notebooks = [str(source / f"{name}.ipynb") for name in wanted]
        with tempfile.TemporaryDirectory(prefix="ce-admission-") as folder:
            with _submitted_from(coursedir, folder):
                staging = Path(converter._format_source(assignment_id, student_id))
                empty = dict.fromkeys((f"{name}.ipynb" for name in wanted), b"")
                write_files(staging, {**self.files, **empty})
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
        nb, notes = admitted(path, self.assignment.notebooks[resources["nbgrader"]["notebook"]])
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
