"""nbgrader's converters where they would lose or keep the wrong thing.

A release is built aside and swapped in whole, so that a refused or broken one deletes nothing;
feedback is written again where it no longer fits the gradebook. Named in `nbgrader_config.py`,
which every command and every formgrader of the course reads::

    use_own_converters()
    c.ExchangeFactory.release_feedback = "ce_grader.nbgrader_seams.converters.ReleaseFeedback"
"""

from __future__ import annotations

import contextlib
import glob
import hashlib
import shutil
from importlib import metadata
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry, SubmittedAssignment
from nbgrader.apps import api, generateassignmentapp, generatefeedbackapp
from nbgrader.converters import GenerateAssignment, GenerateFeedback
from nbgrader.exchange.default import ExchangeReleaseFeedback

from ce_grader.nbgrader_seams.feedback import StudentView
from ce_grader.nbgrader_seams.solutions import report
from ce_grader.task import CannotGrade

_SHOWS = ".shows"  # the digest of what a student's feedback shows, beside it


class WholeRelease(GenerateAssignment):
    """Builds the release beside the old one, which stays if anything goes wrong.

    With `force`, nbgrader removes the old release before it looks at the new one.
    """

    _aside = ""

    def start(self) -> None:
        """Build the release, and say which tests the instructor's own answer loses."""
        super().start()
        try:
            for line in report(self.coursedir, self, self.coursedir.assignment_id):
                self.log.warning("%s", line)
        except CannotGrade as error:
            self.log.warning("The tests were not tried: %s", error)

    @property
    def _output_directory(self) -> str:
        return self._aside or self.coursedir.release_directory

    def convert_notebooks(self) -> None:
        """Build what was asked for; only then replace what stands in the release."""
        if not self.force:
            super().convert_notebooks()
            return
        name = self.coursedir.assignment_id
        release = Path(self._format_dest(name, "."))
        folder = Path(self.coursedir.release_directory)
        self._aside = str(folder.with_name(f".{folder.name}.new"))
        built = Path(self._format_dest(name, "."))
        shutil.rmtree(built, ignore_errors=True)  # of a run that was killed
        try:
            if self.coursedir.notebook_id != "*" and release.exists():
                shutil.copytree(release, built)  # the other notebooks stay
            super().convert_notebooks()
            _swap(built, release)
        finally:
            shutil.rmtree(built, ignore_errors=True)
            with contextlib.suppress(OSError):  # another assignment is being built
                built.parent.rmdir()
            self._aside = ""


def _swap(built: Path, release: Path) -> None:
    """Put a new folder where an old one may stand; the old one is gone last."""
    old = built.with_name(f"{built.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    release.parent.mkdir(parents=True, exist_ok=True)
    if release.exists():
        release.rename(old)
    built.rename(release)
    shutil.rmtree(old, ignore_errors=True)


class FreshFeedback(GenerateFeedback):
    """Writes feedback again once the work, its points or its comments have changed.

    nbgrader skips what exists unless the student has handed in again: after marking by hand or
    a regrade, the page would say what was.
    """

    _shown = ""

    def init_destination(self, assignment_id: str, student_id: str) -> bool:
        """Say whether there is anything to write, and clear the way for it.

        Parameters
        ----------
        assignment_id, student_id : str
            Names.

        Returns
        -------
        bool
            False if the pages fit what they are made from.
        """
        # before the pages are made: what changes meanwhile makes them stale
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            self._shown = self._digest(gradebook, assignment_id, student_id)
        pages = Path(self._format_dest(assignment_id, student_id))
        if not pages.exists() or self.force or self.coursedir.notebook_id != "*":
            return bool(super().init_destination(assignment_id, student_id))
        if _shown_in(pages) == self._shown:
            self.log.info("Feedback of %s for %s is up to date", assignment_id, student_id)
            return False
        self.set_trait("force", True)
        try:
            return bool(super().init_destination(assignment_id, student_id))
        finally:
            self.set_trait("force", False)

    def set_permissions(self, assignment_id: str, student_id: str) -> None:
        """Record what the finished pages show.

        Parameters
        ----------
        assignment_id, student_id : str
            Names.
        """
        if self.coursedir.notebook_id == "*":
            shows = Path(self._format_dest(assignment_id, student_id), _SHOWS)
            shows.write_text(self._shown)
        super().set_permissions(assignment_id, student_id)

    def is_fresh(self, gradebook: Gradebook, assignment_id: str, student_id: str) -> bool:
        """Return whether a student's pages are there and fit what they are made from.

        Parameters
        ----------
        gradebook : Gradebook
            The course's.
        assignment_id, student_id : str
            Names.

        Returns
        -------
        bool
            False where they have to be written.
        """
        pages = Path(self._format_dest(assignment_id, student_id))
        return _shown_in(pages) == self._digest(gradebook, assignment_id, student_id)

    def _digest(self, gradebook: Gradebook, assignment_id: str, student_id: str) -> str:
        """Return a digest of all that a student's pages are made from."""
        parts = [f"{name} {metadata.version(name)}" for name in ("ce-course", "nbgrader")]
        view = StudentView(parent=self)
        parts.append(f"{view.tells} {view.marking_scheme}")
        with contextlib.suppress(MissingEntry):
            parts += _marks(gradebook.find_submission(assignment_id, student_id))
        work = Path(self._format_source(assignment_id, student_id))
        for path in sorted(path for path in work.rglob("*") if path.is_file()):
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            parts.append(f"{path.relative_to(work)} {digest}")
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _shown_in(pages: Path) -> str | None:
    """Return the digest of what the pages in a folder show, if they are finished."""
    shows = pages / _SHOWS
    return shows.read_text() if shows.exists() else None


def _marks(submission: SubmittedAssignment) -> list[str]:
    """Return all points and comments of a submission, as text."""
    marks = [repr(submission.late_submission_penalty)]
    for notebook in submission.notebooks:
        marks += sorted(
            repr((g.name, g.score, g.manual_score, g.extra_credit, g.needs_manual_grade))
            for g in notebook.grades
        )
        marks += sorted(repr((c.name, c.comment)) for c in notebook.comments)
    return marks


class ReleaseFeedback(ExchangeReleaseFeedback):
    """Releases what can be released, and names who cannot fetch theirs.

    A submission that did not come through the exchange has no secret, and nobody to fetch its
    feedback by it; nbgrader stops there, with the rest of the class unreleased.
    """

    def copy_files(self) -> None:
        """Copy the pages of every student who handed in through the exchange."""
        folders = map(Path, glob.glob(self.src_path))
        wanted = ("submission_secret.txt", "timestamp.txt")
        left = sorted(
            folder.parent.name
            for folder in folders
            if not all((folder / name).exists() for name in wanted)
        )
        for student in left:
            self.log.warning(
                "%s did not hand in %s through the exchange, and cannot fetch feedback from "
                "there; it stands in %s/%s",
                student, self.coursedir.assignment_id, self.coursedir.feedback_directory, student,
            )  # fmt: skip
        before = self.coursedir.student_id_exclude
        self.coursedir.student_id_exclude = ",".join(filter(None, [before, *left]))
        try:
            super().copy_files()
        finally:
            self.coursedir.student_id_exclude = before


def use_own_converters() -> None:
    """Have nbgrader's commands and formgrader's buttons use the converters above."""
    for module in (generateassignmentapp, api):
        vars(module)["GenerateAssignment"] = WholeRelease
    for module in (generatefeedbackapp, api):
        vars(module)["GenerateFeedback"] = FreshFeedback
