"""The one writer: results into the gradebook and into `autograded/`."""

from __future__ import annotations

import os
import shutil
import warnings
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

from nbformat import NotebookNode
from nbgrader.api import Gradebook, SubmittedAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy.exc import SAWarning
from traitlets.config import Config

from ce_grader.intake.files import TIMESTAMP
from ce_grader.intake.submissions import Submission
from ce_grader.nbgrader_seams.scores import write_scores
from ce_grader.processes.files import write_files
from ce_grader.run.forced import Forced
from ce_grader.run.preparation import Prepared
from ce_grader.task import Result

_PARTIAL = ".grading"


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
    """

    def __init__(
        self, coursedir: CourseDirectory, config: Config, forced: Forced | None = None
    ) -> None:
        self._forced = forced
        self._coursedir = coursedir
        self._config = config
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

    def record(self, prepared: Prepared, results: Iterable[Result]) -> None:
        """Write one graded submission: grades, comments, late penalty, notebooks, files.

        Parameters
        ----------
        prepared : Prepared
            What was graded.
        results : iterable of Result
            One for each of its tasks, in order.
        """
        pairs = zip(prepared.tasks, results, strict=True)
        found = {task.notebook: result for task, result in pairs}
        try:
            entry = self._entry(prepared)
            for notebook in entry.notebooks:
                earlier = prepared.earlier[notebook.name]
                write_scores(notebook, found[notebook.name], earlier)
            self._gradebook.db.commit()
            penalised = any(notebook.late_submission_penalty for notebook in entry.notebooks)
            if penalised or entry.total_seconds_late > 0:
                self._penalise(prepared)
        finally:
            # the session would otherwise hold every submission of the run
            self._gradebook.db.remove()
        written = {f"{name}.ipynb": result.notebook.encode() for name, result in found.items()}
        _write_folder(prepared.submission, {**prepared.files, **written})
        if self._forced is not None:
            self._forced.add(prepared.submission)

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

    def _penalise(self, prepared: Prepared) -> None:
        """Let nbgrader work out the penalty for lateness, or take back one that was given."""
        submission = prepared.submission
        for task in prepared.tasks:
            names = {
                "student": submission.student,
                "assignment": submission.assignment,
                "notebook": task.notebook,
                "db_url": self._coursedir.db_url,
            }
            AssignLatePenalties(config=self._config).preprocess(
                NotebookNode(cells=[], metadata={}), {"nbgrader": names}
            )


def _write_folder(submission: Submission, files: dict[str, bytes]) -> None:
    """Write the graded folder beside its place, then put it there in one rename."""
    partial = _partial_folder(submission)
    shutil.rmtree(partial, ignore_errors=True)
    write_files(partial, files)
    shutil.rmtree(submission.graded, ignore_errors=True)
    os.replace(partial, submission.graded)
