"""Which submissions there are, and which of them still have to be graded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from fnmatch import fnmatch
from pathlib import Path

from nbgrader.coursedir import CourseDirectory

from ce_grader.intake.files import TIMESTAMP, Refused, read_regular, time_of


@dataclass(frozen=True, order=True)
class Submission:
    """One student's work on one assignment, as it lies in `submitted/`.

    Parameters
    ----------
    assignment, student : str
        Names.
    folder : Path
        Where it lies.
    graded : Path
        Where the graded one goes.
    """

    assignment: str
    student: str
    folder: Path
    graded: Path

    def __str__(self) -> str:
        return f"{self.student}/{self.assignment}"


def find_submissions(coursedir: CourseDirectory, assignments: Iterable[str]) -> list[Submission]:
    """Return the submissions of some assignments by the students that nbgrader selects.

    Students come from the folder names, whether or not a readable notebook lies there: what
    cannot be read is refused with a reason, not overlooked.

    Parameters
    ----------
    coursedir : CourseDirectory
        The course.
    assignments : iterable of str
        Names.

    Returns
    -------
    list of Submission
        By assignment and student.
    """
    found = []
    for assignment in assignments:
        pattern = Path(
            coursedir.format_path(coursedir.submitted_directory, "*", assignment)
        ).relative_to(coursedir.root)
        place = pattern.parts.index("*")
        for folder in sorted(Path(coursedir.root).glob(str(pattern))):
            student = folder.relative_to(coursedir.root).parts[place]
            if folder.is_dir() and not folder.is_symlink() and _is_wanted(coursedir, student):
                graded = coursedir.format_path(coursedir.autograded_directory, student, assignment)
                found.append(Submission(assignment, student, folder, Path(graded)))
    return found


def _is_wanted(coursedir: CourseDirectory, student: str) -> bool:
    """Return whether nbgrader's `--student` and its list of excluded students let one in."""
    excluded = {name.strip() for name in coursedir.student_id_exclude.split(",")}
    return fnmatch(student, coursedir.student_id) and student not in excluded


def pending(submissions: Iterable[Submission], force: bool) -> Iterator[Submission]:
    """Yield what is still to be graded.

    Parameters
    ----------
    submissions : iterable of Submission
        All that was handed in.
    force : bool
        Whether what is graded already is graded again.

    Yields
    ------
    Submission
        One that is not graded yet, or was handed in again since.
    """
    for submission in submissions:
        if force or not submission.graded.exists() or _handed_in_again(submission):
            yield submission


def _handed_in_again(submission: Submission) -> bool:
    """Return whether the submission is newer than the one that was graded."""
    new, old = (_timestamp(folder) for folder in (submission.folder, submission.graded))
    return new is not None and (old is None or new > old)


def _timestamp(folder: Path) -> datetime | None:
    try:
        return time_of(read_regular(folder / TIMESTAMP, 1000))
    except Refused:
        return None
