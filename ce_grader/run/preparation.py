"""From a submission's folder to grading tasks: read safely, put right, packed to travel."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from nbgrader.coursedir import CourseDirectory

from ce_grader.intake.assignment import Assignment, rehearsal_of
from ce_grader.intake.earlier import Earlier
from ce_grader.intake.opened import Opened
from ce_grader.intake.outdated import outdated
from ce_grader.intake.submissions import Submission
from ce_grader.nbgrader_seams.settings import Isolated
from ce_grader.processes.pool import pool_for
from ce_grader.run.executors import local
from ce_grader.task import Precedent, Rehearsal, Task

#: From how many submissions on it pays to run an assignment's own cells once more.
WORTH_A_REHEARSAL = 4


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
    names : iterable of str
        The assignment of each submission that is to be graded.
    rehearse_from : int
        How many of one assignment are worth a rehearsal.
    jobs : int
        How many of the instructor's own answers to grade at a time; 0 for one a core.

    Raises
    ------
    ce_grader.intake.assignment.UnknownAssignment
        If one of the assignments is not in the gradebook.
    """

    def __init__(
        self,
        coursedir: CourseDirectory,
        settings: Isolated,
        names: Iterable[str],
        rehearse_from: int = WORTH_A_REHEARSAL,
        jobs: int = 0,
    ) -> None:
        self._coursedir = coursedir
        self._jobs = jobs
        self._settings = settings
        self._assignments: dict[str, Assignment] = {}
        self._rehearsals: dict[tuple[str, str], Rehearsal] = {}
        for name, count in Counter(names).items():
            self._read(name, count >= rehearse_from)

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
        for assignment in self._assignments.values():
            if changed := outdated(assignment):
                yield changed
        for name, precedent in self._precedents():
            yield from (f"{name}, {test}: {why}" for test, why in precedent.untestable.items())

    def _precedents(self) -> Iterator[tuple[str, Precedent]]:
        """Yield for each assignment what its own answers show; they are graded side by side."""
        pairs = [(name, nb) for name, a in self._assignments.items() for nb in a.notebooks]
        workers, finished = local(len(pairs), self._jobs), False
        try:
            found = workers.executor.map(self._precedent, pairs)
            yield from (
                (name, precedent) for (name, _), precedent in zip(pairs, found, strict=True)
            )
            finished = True
        finally:
            workers.close(finished)

    def _precedent(self, pair: tuple[str, str]) -> Precedent:
        # after the rehearsal, most of what is simplified is known
        rehearsal = self._rehearsals.get(pair, Rehearsal())
        return self._settings.precedent(self._assignments[pair[0]], pair[1], rehearsal)

    def warm_up(self) -> None:
        """Do now what the first submission would wait for."""
        for _ in self.warnings():  # which `watch` gives with each grading
            pass
        with pool_for(self._settings.environment()) as pool:
            for rehearsal in self._rehearsals.values():
                pool.branches.hold(rehearsal)

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
