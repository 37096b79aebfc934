"""The one writer: results into the gradebook and into `autograded/`."""

from __future__ import annotations

import logging
import os
import shutil
import warnings
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType

from nbformat import NotebookNode
from nbgrader.api import Gradebook, SubmittedAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import AssignLatePenalties
from rich.console import Console
from sqlalchemy.exc import SAWarning
from traitlets.config import Config

from ce_grader.intake.files import TIMESTAMP
from ce_grader.intake.submissions import GRADED, Submission
from ce_grader.nbgrader_seams.extensions import Extensions
from ce_grader.nbgrader_seams.scores import write_scores
from ce_grader.processes.files import write_files
from ce_grader.run.forced import Forced
from ce_grader.run.preparation import Prepared
from ce_grader.task import Result

_PARTIAL = ".grading"
_LOG = logging.getLogger("ce_grader.run")
_LOG.addHandler(logging.NullHandler())  # until a run has opened its file


def clean_up(todo: Iterable[Submission]) -> None:
    """Remove what a run that was killed left half written.

    Parameters
    ----------
    todo : iterable of Submission
        What is to be graded now.
    """
    for submission in todo:
        shutil.rmtree(_partial_folder(submission), ignore_errors=True)


def _partial_folder(submission: Submission) -> Path:
    """Return where a graded folder is written before it is put in its place."""
    return submission.graded.with_name(f".{submission.graded.name}{_PARTIAL}")


class Recorder:
    """Writes finished submissions; killed at any moment it loses none.

    The gradebook comes first and the folder in `autograded/`, whose presence says that a
    submission is finished, last and in one rename: a run that dies in between grades that
    submission again, into the same rows.

    Parameters
    ----------
    coursedir : CourseDirectory
        The course.
    config : Config
        nbgrader's, for the plugin for late submissions.
    forced : Forced, optional
        Told of each submission that is written, so that a stopped run can go on.

    Raises
    ------
    ce_grader.nbgrader_seams.extensions.UnclearExtension
        If the table of extensions cannot be read.
    """

    def __init__(
        self, coursedir: CourseDirectory, config: Config, forced: Forced | None = None
    ) -> None:
        self._forced = forced
        self._coursedir = coursedir
        self._config = config
        self._extensions = Extensions(Path(coursedir.root))
        self._gradebook = Gradebook(coursedir.db_url, coursedir.course_id)

    def __enter__(self) -> Recorder:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._gradebook.close()

    def record(self, prepared: Prepared, results: Iterable[Result]) -> bool:
        """Write one graded submission: grades, comments, late penalty, notebooks, files.

        Parameters
        ----------
        prepared : Prepared
            What was graded.
        results : iterable of Result
            One for each of its tasks, in order.

        Returns
        -------
        bool
            Whether it was handed in late.
        """
        pairs = zip(prepared.tasks, results, strict=True)
        found = {task.notebook: result for task, result in pairs}
        try:
            entry = self._entry(prepared)
            self._extensions.grant(entry)
            for notebook in entry.notebooks:
                earlier = prepared.earlier[notebook.name]
                write_scores(notebook, found[notebook.name], earlier)
            self._gradebook.db.commit()
            self._penalise(entry)
            late = bool(entry.total_seconds_late > 0)
        finally:
            # the session would otherwise hold every submission of the run
            self._gradebook.db.remove()
        written = {f"{name}.ipynb": result.notebook.encode() for name, result in found.items()}
        _write_folder(prepared.submission, {**prepared.files, **written})
        if self._forced is not None:
            self._forced.add(prepared.submission)
        return late

    def _entry(self, prepared: Prepared) -> SubmittedAssignment:
        """Return the gradebook's row of a submission, made if need be."""
        submission = prepared.submission
        # nbgrader builds its rows one by one; SQLAlchemy warns of the order, which does no harm
        warnings.filterwarnings("ignore", category=SAWarning, module="nbgrader")
        self._gradebook.update_or_create_student(submission.student)
        stamp = prepared.files.get(TIMESTAMP)
        when = {"timestamp": stamp.decode().strip()} if stamp else {}
        return self._gradebook.update_or_create_submission(
            submission.assignment, submission.student, **when
        )

    def extend(self, reasons: Mapping[Submission, str], console: Console) -> list[Submission]:
        """Give graded submissions the time that the table of extensions says by now.

        Parameters
        ----------
        reasons : mapping of Submission to str
            All that was handed in, and why it is not graded now: `GRADED`, or something else.
        console : Console
            Shows a line for each whose time has changed, and for each line that names nobody.

        Returns
        -------
        list of Submission
            Whose time has changed.
        """
        extended = []
        students = [submission.student for submission in reasons]
        for line in self._extensions.unknown(self._gradebook, students):
            console.print(line, markup=False)
        graded = (one for one, why in reasons.items() if why == GRADED)
        granted = [one for one in graded if self._extensions.concerns(one.student, one.assignment)]
        for submission in granted:
            entry = self._gradebook.find_submission(submission.assignment, submission.student)
            if self._extensions.grant(entry):
                self._gradebook.db.commit()
                self._penalise(entry)
                console.print(f"{submission} has until {entry.duedate} UTC now", markup=False)
                extended.append(submission)
        return extended

    def _penalise(self, entry: SubmittedAssignment) -> None:
        """Let nbgrader work out the penalty for lateness, or take back one that was given."""
        penalised = any(notebook.late_submission_penalty for notebook in entry.notebooks)
        if not penalised and entry.total_seconds_late <= 0:
            return
        names = {"student": entry.student_id, "assignment": entry.name}
        for notebook in [notebook.name for notebook in entry.notebooks]:
            # three lines a student, which are for the log
            AssignLatePenalties(config=self._config, log=_LOG).preprocess(
                NotebookNode(cells=[], metadata={}),
                {"nbgrader": {**names, "notebook": notebook, "db_url": self._coursedir.db_url}},
            )


def _write_folder(submission: Submission, files: dict[str, bytes]) -> None:
    """Write the graded folder beside its place, then put it there in one rename."""
    partial = _partial_folder(submission)
    shutil.rmtree(partial, ignore_errors=True)
    write_files(partial, files)
    shutil.rmtree(submission.graded, ignore_errors=True)
    os.replace(partial, submission.graded)
