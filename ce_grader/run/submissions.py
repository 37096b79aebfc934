"""Which submissions there are, and which of them still have to be graded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import parse_utc


@dataclass(frozen=True, order=True)
class Submission:
    """One student's work on one assignment, as it lies in `submitted/`."""

    assignment: str
    student: str
    folder: Path
    graded: Path

    def __str__(self) -> str:
        return f"{self.student}/{self.assignment}"


def find_submissions(coursedir: CourseDirectory, assignments: Iterable[str]) -> list[Submission]:
    """Return the submissions of the named assignments by the students that nbgrader selects.

    Students come from the folder names, whether or not a readable notebook lies there: what
    cannot be read is refused with a reason, not overlooked.
    """
    found = []
    for assignment in assignments:
        pattern = Path(
            coursedir.format_path(coursedir.submitted_directory, "*", assignment)
        ).relative_to(coursedir.root)
        place = pattern.parts.index("*")
        for folder in sorted(Path(coursedir.root).glob(str(pattern))):
            student = folder.relative_to(coursedir.root).parts[place]
            if folder.is_dir() and not folder.is_symlink() and is_wanted(coursedir, student):
                graded = coursedir.format_path(coursedir.autograded_directory, student, assignment)
                found.append(Submission(assignment, student, folder, Path(graded)))
    return found


def is_wanted(coursedir: CourseDirectory, student: str) -> bool:
    """Return whether nbgrader's `--student` and its list of excluded students let one in."""
    excluded = {name.strip() for name in coursedir.student_id_exclude.split(",")}
    return fnmatch(student, coursedir.student_id) and student not in excluded


def pending(submissions: Iterable[Submission], force: bool) -> Iterator[Submission]:
    """Yield what is not graded yet, was handed in again since, or all of it with `force`."""
    for submission in submissions:
        if force or not submission.graded.exists() or handed_in_again(submission):
            yield submission


def handed_in_again(submission: Submission) -> bool:
    """Return whether the submission is newer than the one that was graded."""
    new, old = (timestamp(folder) for folder in (submission.folder, submission.graded))
    return new is not None and (old is None or new > old)


def timestamp(folder: Path) -> str | None:
    """Return the time at which a submission was handed in, in a form that sorts, or None."""
    path = folder / "timestamp.txt"
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > 1000:
            return None
        return str(parse_utc(path.read_text(encoding="utf-8").strip()).isoformat())
    except (OSError, ValueError, OverflowError, TypeError, AttributeError):
        return None
