"""Which submissions there are, and which of them still have to be graded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from fnmatch import fnmatch
from pathlib import Path

from nbgrader.api import Gradebook, Student, SubmittedAssignment
from nbgrader.coursedir import CourseDirectory

from ce_grader.intake.assignment import Assignment
from ce_grader.intake.earlier import read_earlier
from ce_grader.intake.files import TIMESTAMP, Refused, read_regular, time_of
from ce_grader.intake.handed_in import digest_of

GRADED = "is graded already"


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
            if folder.is_dir() and not folder.is_symlink() and is_wanted(coursedir, student):
                graded = coursedir.format_path(coursedir.autograded_directory, student, assignment)
                found.append(Submission(assignment, student, folder, Path(graded)))
    return found


def is_wanted(coursedir: CourseDirectory, student: str) -> bool:
    """Return whether nbgrader's `--student` and its list of excluded students let one in.

    Parameters
    ----------
    coursedir : CourseDirectory
        The course.
    student : str
        An id.

    Returns
    -------
    bool
        True for all unless something was set.
    """
    excluded = {name.strip() for name in coursedir.student_id_exclude.split(",")}
    return fnmatch(student, coursedir.student_id) and student not in excluded


class Records:
    """What the gradebook and `autograded/` say of earlier gradings.

    Parameters
    ----------
    coursedir : CourseDirectory
        The course.
    assignments : iterable of str
        Names.
    create_students : bool
        Whether somebody who is not in the gradebook is entered there.

    Raises
    ------
    ce_grader.intake.assignment.UnknownAssignment
        If the gradebook has not one of the assignments.
    """

    def __init__(
        self, coursedir: CourseDirectory, assignments: Iterable[str], create_students: bool = True
    ) -> None:
        self._create_students = create_students
        self._ignore = list(coursedir.ignore)
        self._recorded: set[tuple[str, str]] = set()
        with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
            self._students = {student for (student,) in gradebook.db.query(Student.id)}
            for name in assignments:
                Assignment(coursedir, name).require_in(gradebook)
                entry = gradebook.find_assignment(name)
                graded = gradebook.db.query(SubmittedAssignment.student_id).filter_by(
                    assignment_id=entry.id
                )
                self._recorded |= {(name, student) for (student,) in graded}

    def reason_to_skip(self, submission: Submission, force: bool) -> str:
        """Return why a submission is not graded now.

        Parameters
        ----------
        submission : Submission
            One that was found.
        force : bool
            Whether what is graded already is graded again.

        Returns
        -------
        str
            Empty if it is graded: it never was, the gradebook does not know of it, or other
            files were handed in since.
        """
        graded, student = submission.graded.exists(), submission.student
        if self.is_new(student) and (graded or not self._create_students):
            which = "any more" if graded else "(Autograde.create_student is off)"
            return (
                f"was left out: {student} is not in the gradebook {which}; "
                f"enter them with: nbgrader db student add {student}"
            )
        recorded = (submission.assignment, student) in self._recorded
        if force or not (graded and recorded) or self._handed_in_again(submission):
            return ""
        return GRADED

    def is_new(self, student: str) -> bool:
        """Return whether a student is not in a gradebook that has others.

        Parameters
        ----------
        student : str
            An id.

        Returns
        -------
        bool
            False for everybody if the gradebook has no students yet.
        """
        return bool(self._students) and student not in self._students

    def _handed_in_again(self, submission: Submission) -> bool:
        notebooks = sorted(submission.graded.glob("*.ipynb"))
        before = [earlier.digest for earlier in map(read_earlier, notebooks) if earlier.digest]
        if before:
            return before[0] != digest_of(submission.folder, self._ignore)
        new, old = (_timestamp(folder) for folder in (submission.folder, submission.graded))
        return new is not None and (old is None or new > old)


def _timestamp(folder: Path) -> datetime | None:
    try:
        return time_of(read_regular(folder / TIMESTAMP, 1000))
    except Refused:
        return None
