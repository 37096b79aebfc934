"""From a submission's folder to grading tasks: read safely, put right, packed to travel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from nbgrader.coursedir import CourseDirectory

from ce_grader.intake.assignment import Assignment, rehearsal_of
from ce_grader.intake.earlier import Earlier
from ce_grader.intake.opened import Opened
from ce_grader.intake.outdated import outdated
from ce_grader.intake.submissions import Submission
from ce_grader.nbgrader_seams.settings import Isolated
from ce_grader.task import Rehearsal, Task

#: From how many submissions on it pays to run an assignment's own cells once more.
_WORTH_A_REHEARSAL = 4


@dataclass(frozen=True)
class Prepared:
    """A submission ready to be graded.

    Parameters
    ----------
    submission : Submission
        Whose.
    tasks : tuple of Task
        One for each notebook of the assignment.
    files : dict of str to bytes
        The other files of the graded folder, by relative path.
    notes : tuple of str
        What had to be repaired or left out, for the instructor.
    earlier : dict of str to Earlier
        What an earlier grading of each notebook has left.
    """

    submission: Submission
    tasks: tuple[Task, ...]
    files: dict[str, bytes]
    notes: tuple[str, ...] = ()
    earlier: dict[str, Earlier] = field(default_factory=dict)


class Preparation:
    """Makes the tasks of a run; each assignment is read once.

    Parameters
    ----------
    coursedir : CourseDirectory
        The course.
    settings : Isolated
        Go into every task.
    todo : iterable of Submission
        All that is to be graded.

    Raises
    ------
    ce_grader.intake.assignment.UnknownAssignment
        If one of the assignments is not in the gradebook.
    """

    def __init__(
        self, coursedir: CourseDirectory, settings: Isolated, todo: Iterable[Submission]
    ) -> None:
        self._coursedir = coursedir
        self._settings = settings
        self._assignments: dict[str, Assignment] = {}
        self._rehearsals: dict[tuple[str, str], Rehearsal] = {}
        names = [submission.assignment for submission in todo]
        for name in dict.fromkeys(names):
            self._read(name, names.count(name) >= _WORTH_A_REHEARSAL)

    def _read(self, name: str, rehearsed: bool) -> None:
        own = self._settings.students_own(self._coursedir, name)
        assignment = self._assignments[name] = Assignment(self._coursedir, name, own)
        for notebook in assignment.notebooks:
            path = assignment.path_of(notebook)
            if rehearsed and path is not None:
                self._rehearsals[name, notebook] = rehearsal_of(path, assignment.files)

    def warnings(self) -> Iterator[str]:
        """Compare the source with the gradebook, and grade the instructor's own answers.

        Yields
        ------
        str
            A line for each assignment that was changed since it was entered into the gradebook,
            and for each test that the answers lose, and that therefore gives nobody a verdict.
        """
        for name, assignment in self._assignments.items():
            if changed := outdated(assignment):
                yield changed
            for notebook in assignment.notebooks:
                lost = self._settings.precedent(assignment, notebook).untestable
                yield from (f"{name}, {test}: {reason}" for test, reason in lost.items())

    def prepare(self, submission: Submission) -> Prepared:
        """Read one submission.

        Parameters
        ----------
        submission : Submission
            One of those to be graded.

        Returns
        -------
        Prepared
            Its tasks, also where nothing of it could be read: the notes say so.
        """
        opened = Opened(self._assignments[submission.assignment], submission)
        tasks, notes = [], []
        for name in opened.assignment.notebooks:
            nb, repairs = opened.notebook(name)
            notes += repairs
            task = self._settings.make_task(opened, name, nb)
            rehearsal = self._rehearsals.get((submission.assignment, name), Rehearsal())
            tasks.append(replace(task, rehearsal=rehearsal))
        notes += opened.notes
        return Prepared(submission, tuple(tasks), opened.files, tuple(notes), opened.earlier)
