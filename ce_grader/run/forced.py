"""A run with --force that was stopped goes on where it ended, if nothing has changed since.

Without --force, what is graded is skipped; with it, a run that was stopped would begin anew.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from nbgrader.coursedir import CourseDirectory

from ce_grader.intake.assignment import Assignment
from ce_grader.intake.submissions import Submission
from ce_grader.nbgrader_seams.precedents import digest_of_task
from ce_grader.nbgrader_seams.settings import Isolated

_FILE = ".autograde.forced"


class Forced:
    """Which submissions the run has graded, in a file of the course until all are.

    Parameters
    ----------
    root : Path
        The course's folder.
    made_from : iterable of bytes
        All that the run depends on: if any of it is another, everything is graded again.
    """

    def __init__(self, root: Path, made_from: Iterable[bytes]) -> None:
        self._path = root / _FILE
        digests = b"".join(hashlib.sha256(part).digest() for part in made_from)
        key = hashlib.sha256(digests).hexdigest()
        lines: list[str] = []
        if self._path.exists():  # a disk that was full may have kept any part of it
            lines = self._path.read_text("utf-8", errors="replace").splitlines()
        self.done = set(lines[1:]) if lines[:1] == [key] else set()
        if not self.done:
            self._path.write_text(f"{key}\n", "utf-8")

    def add(self, submission: Submission) -> None:
        """Note that a submission is graded and recorded.

        Parameters
        ----------
        submission : Submission
            Which.
        """
        with self._path.open("a", encoding="utf-8") as file:
            file.write(f"{submission}\n")

    def end(self) -> None:
        """Forget the run, which has graded everything."""
        self._path.unlink(missing_ok=True)


def made_from(
    coursedir: CourseDirectory, settings: Isolated, names: Iterable[str], files: Iterable[str]
) -> Iterator[bytes]:
    """Yield what a grading depends on, beside the submissions.

    Parameters
    ----------
    coursedir : CourseDirectory
        The course.
    settings : Isolated
        How it grades.
    names : iterable of str
        Of assignments that are in the gradebook.
    files : iterable of str
        Of the configuration.

    Yields
    ------
    bytes
        The seed, the configuration, and each assignment with the modules that its tests use.
    """
    yield repr(os.environ.get(settings.seed_variable)).encode()
    for file in files:
        yield Path(file).read_bytes()
    for assignment in (Assignment(coursedir, name) for name in names):
        yield repr(assignment.notebooks).encode()
        own = (settings.make_own_task(assignment, name) for name in assignment.own_notebooks)
        yield from (digest_of_task(task).encode() for task in own if task is not None)
