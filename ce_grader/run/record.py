"""The one writer: results into the gradebook and into `autograded/`."""

from __future__ import annotations

import os
import shutil
import warnings
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType

import nbformat
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.api import Grade, Gradebook, SubmittedAssignment, SubmittedNotebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy.exc import SAWarning
from traitlets.config import Config

from ce_grader.nbgrader_seams.reviews import review_notes
from ce_grader.run.preparation import Prepared
from ce_grader.run.submissions import Submission
from ce_grader.task import CellVerdict, GradingResult

PARTIAL = ".grading"


def clean_up(todo: Iterable[Submission]) -> None:
    """Remove what a run that was killed left half written."""
    for submission in todo:
        shutil.rmtree(partial_folder(submission), ignore_errors=True)


def partial_folder(submission: Submission) -> Path:
    """Return where a graded folder is written before it is put in its place."""
    return submission.graded.with_name(f".{submission.graded.name}{PARTIAL}")


class Recorder:
    """Writes finished submissions, one transaction each; killed at any moment it loses none.

    The gradebook comes first and the folder in `autograded/`, whose presence says that a
    submission is finished, last and in one rename: a run that dies in between grades that
    submission again, into the same rows.
    """

    def __init__(self, coursedir: CourseDirectory, config: Config) -> None:
        self.coursedir = coursedir
        self.config = config
        self.gradebook = Gradebook(coursedir.db_url, coursedir.course_id)

    def __enter__(self) -> Recorder:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.gradebook.close()

    def record(self, prepared: Prepared, results: Iterable[GradingResult]) -> None:
        """Write one graded submission: grades, comments, late penalty, notebooks, files."""
        by_name = {
            task.notebook: result for task, result in zip(prepared.tasks, results, strict=True)
        }
        try:
            entry = self.entry(prepared)
            for notebook in entry.notebooks:
                write_grades(notebook, by_name[notebook.name])
            self.gradebook.db.commit()
            if entry.total_seconds_late > 0:
                self.penalise(prepared)
        finally:
            # the session would otherwise hold every submission of the run
            self.gradebook.db.remove()
        self.write_files(prepared, {name: r.notebook for name, r in by_name.items()})

    def entry(self, prepared: Prepared) -> SubmittedAssignment:
        """Return the gradebook's row of a submission, made if need be."""
        submission = prepared.submission
        # nbgrader builds its rows one by one; SQLAlchemy warns of the order, which does no harm
        warnings.filterwarnings("ignore", category=SAWarning, module="nbgrader")
        self.gradebook.update_or_create_student(submission.student)
        stamp = prepared.files.get("timestamp.txt")
        when = {"timestamp": stamp.decode().strip()} if stamp else {}
        return self.gradebook.update_or_create_submission(
            submission.assignment, submission.student, **when
        )

    def penalise(self, prepared: Prepared) -> None:
        """Let nbgrader's plugin for late submissions work out the penalty."""
        submission = prepared.submission
        for task in prepared.tasks:
            names = {
                "student": submission.student,
                "assignment": submission.assignment,
                "notebook": task.notebook,
                "db_url": self.coursedir.db_url,
            }
            AssignLatePenalties(config=self.config).preprocess(
                NotebookNode(cells=[], metadata={}), {"nbgrader": names}
            )

    def write_files(self, prepared: Prepared, notebooks: Mapping[str, str]) -> None:
        """Write the graded folder beside its place, then put it there in one rename."""
        target = prepared.submission.graded
        partial = partial_folder(prepared.submission)
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        for name, content in prepared.files.items():
            write_file(partial / name, content)
        for name, text in notebooks.items():
            write_file(partial / f"{name}.ipynb", text.encode())
        shutil.rmtree(target, ignore_errors=True)
        os.replace(partial, target)


def write_file(path: Path, content: bytes) -> None:
    """Write one file that nbgrader may read and overwrite later."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    path.chmod(0o644)


def write_grades(notebook: SubmittedNotebook, result: GradingResult) -> None:
    """Set the scores and comments of one notebook's rows; nothing is committed."""
    nb = nbformat.reads(result.notebook, as_version=4)
    cells = {
        cell.metadata.nbgrader.grade_id: cell
        for cell in nb.cells
        if "grade_id" in cell.metadata.get("nbgrader", {})
    }
    verdicts = {verdict.grade_id: verdict for verdict in result.verdicts}
    for grade in notebook.grades:
        if grade.name in verdicts:
            set_score(grade, verdicts[grade.name])
        elif utils.is_grade(cells[grade.name]):
            grade.auto_score, _ = utils.determine_grade(cells[grade.name])
            grade.needs_manual_grade = grade.manual_score is not None or grade.auto_score is None
    notes = review_notes(nb.cells, verdicts)
    for comment in notebook.comments:
        untouched = "No response." if is_untouched(cells[comment.name]) else None
        comment.auto_comment = notes.get(comment.name, untouched)


def set_score(grade: Grade, verdict: CellVerdict) -> None:
    """Set the score of one test cell; a score that a person gave before is looked at again."""
    grade.auto_score = verdict.points
    grade.needs_manual_grade = verdict.needs_review or grade.manual_score is not None


def is_untouched(cell: NotebookNode) -> bool:
    """Return whether an answer cell still holds the release's text."""
    checksum = cell.metadata.nbgrader.get("checksum")
    return checksum == utils.compute_checksum(cell) and not utils.is_task(cell)
