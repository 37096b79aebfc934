"""What goes into grading one notebook, and what comes out: plain, picklable data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Sandbox = Literal["auto", "required", "off"]
Status = Literal["passed", "partial", "undecided", "failed", "no-verdict"]

MIB = 2**20
GIB = 2**30
_LIBRARIES = ("numpy", "sympy", "matplotlib.pyplot")


class CannotGrade(RuntimeError):
    """Nothing can be graded on this machine as it is; the message is a sentence that says why."""


@dataclass(frozen=True)
class Limits:
    """What one submission may use; sizes in bytes, times in seconds."""

    memory: int = 2 * GIB
    processes: int = 64
    file_size: int = 64 * MIB
    disk: int = 128 * MIB
    open_files: int = 256
    output: int = MIB
    reply: int = 64 * MIB
    cell_seconds: float = 30.0
    submission_seconds: float = 300.0
    restarts: int = 12


@dataclass(frozen=True)
class Environment:
    """The Python environment of the two sides; equal environments share warm processes.

    Parameters
    ----------
    sandbox : {"auto", "required", "off"}
        Whether the student's side runs under bubblewrap.
    student_modules, trusted_modules : tuple of str
        Imported once, before the processes fork; `package.*` is a package with all its modules.
    student_distributions : tuple of str
        Installed distributions that student code may import, with all that they require; none
        stands for everything that is installed.
    student_packages : tuple of str
        Packages of the course that student code may import, wherever they lie.
    hidden_packages : tuple of str
        Packages in these that student code does not see.
    seed_variable : str
        The environment variable in which the tests find the seed. Only the trusted side has it.
    figures : bool
        Whether the figures of students' cells are drawn.
    drawing_modules : tuple of str
        Patterns of modules whose functions do nothing but draw: a cell that only calls them, with
        constants, is not run for every submission (see `ce_grader.intake.pictures`).
    """

    sandbox: Sandbox = "auto"
    student_modules: tuple[str, ...] = _LIBRARIES
    trusted_modules: tuple[str, ...] = _LIBRARIES
    student_distributions: tuple[str, ...] = ()
    student_packages: tuple[str, ...] = ()
    hidden_packages: tuple[str, ...] = ()
    seed_variable: str = "GRADING_SEED"
    figures: bool = True
    drawing_modules: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rehearsal:
    """The instructor's cells that each side runs once before the submissions.

    Parameters
    ----------
    student : tuple of str
        Given cells that depend on no answer.
    trusted : tuple of str
        Given cells, the instructor's own answers, and the tests.
    files : tuple of (str, bytes)
        The instructor's files beside the notebook, by relative path.
    """

    student: tuple[str, ...] = ()
    trusted: tuple[str, ...] = ()
    files: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True)
class Precedent:
    """What grading the instructor's own answer has shown about the tests.

    Parameters
    ----------
    uses : mapping of str to tuple of str
        By test cell, where the answer gave other than plain data: a student's may there, too.
    names : tuple of str
        Global names that functions of the answer read: what a test makes of them, they see.
    untestable : mapping of str to str
        The test cells that the answer itself loses, with the reason: no verdict for anybody.
    drawn : mapping of str to str, optional
        Figures that need not be drawn again, as PNG in base64, by what they show (see
        `ce_grader.processes.drawings`). None has those of this grading reported.
    shown : mapping of str to list of dict
        The outputs of the cells that draw the same in everybody's notebook, by their text.
    """

    uses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    untestable: Mapping[str, str] = field(default_factory=dict)
    drawn: Mapping[str, str] | None = None
    shown: Mapping[str, list[dict[str, Any]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Task:
    """One notebook of one submission, ready to be graded anywhere.

    Parameters
    ----------
    assignment, student, notebook : str
        Names, for messages only.
    content : str
        The cleaned notebook as JSON. Its nbgrader metadata can be relied on: it comes from the
        gradebook, never from the student (see `ce_grader.intake.restore`).
    files : mapping of str to bytes
        What lies beside the notebook, by relative path, on the student's side.
    trusted_files : mapping of str to bytes
        What lies beside it on the trusted side: the instructor's files alone.
    seed : int, optional
        Seed of the hidden tests; None draws a fresh one, which the result reports.
    limits : Limits
        What the submission may use.
    environment : Environment
        Which warm processes it is forked from.
    refusal : str
        If not empty, nothing is executed and every test cell has no verdict, for this reason.
    rehearsal : Rehearsal
        Equal ones share warm processes in which these cells have run, so that what SymPy
        simplified in them need not be done again.
    precedent : Precedent
        What grading the instructor's own answer has shown.
    learning : bool
        Whether this is the instructor's own answer.
    """

    assignment: str
    student: str
    notebook: str
    content: str
    files: Mapping[str, bytes] = field(default_factory=dict)
    trusted_files: Mapping[str, bytes] = field(default_factory=dict)
    seed: int | None = None
    limits: Limits = field(default_factory=Limits)
    environment: Environment = field(default_factory=Environment)
    refusal: str = ""
    rehearsal: Rehearsal = field(default_factory=Rehearsal)
    precedent: Precedent = field(default_factory=Precedent)
    learning: bool = False


@dataclass(frozen=True)
class Verdict:
    """What the trusted side found about one test cell.

    Parameters
    ----------
    grade_id : str
        The cell's name.
    points, max_points : float
        The score, and the most that the cell gives.
    status : {"passed", "partial", "undecided", "failed", "no-verdict"}
        How the test ended; undecided gives its points, and a person has to look.
    reason : str
        A sentence that the student may read.
    traceback : str
        For the instructor.
    hidden : bool
        Whether a hidden test came to it: the student cannot see why.
    """

    grade_id: str
    points: float
    max_points: float
    status: Status
    reason: str = ""
    traceback: str = ""
    hidden: bool = False

    @classmethod
    def missing(cls, grade_id: str, max_points: float, reason: str) -> Verdict:
        """Return a verdict that says there is none: no points, and a person has to look.

        Parameters
        ----------
        grade_id : str
            The cell's name.
        max_points : float
            The most that it gives.
        reason : str
            Why there is none, in a sentence for the student.

        Returns
        -------
        Verdict
            With the status "no-verdict".
        """
        return cls(grade_id, 0.0, max_points, "no-verdict", reason)

    @property
    def needs_review(self) -> bool:
        """Whether a person has to look: the trusted side, or the test, came to no verdict."""
        return self.status in ("undecided", "no-verdict")


@dataclass(frozen=True)
class Event:
    """Something that a cell's code did, or that happened to it: a question, not a verdict.

    Parameters
    ----------
    cell : str
        The cell's name, or its place in the notebook where it has none.
    what : str
        A sentence without its subject: "opened a network socket".
    count : int
        How often.
    """

    cell: str
    what: str
    count: int

    def __str__(self) -> str:
        times = f" ({self.count} times)" if self.count > 1 else ""
        return f"{self.cell} {self.what}{times}"


@dataclass(frozen=True)
class Result:
    """The outcome of grading one notebook.

    Parameters
    ----------
    notebook : str
        The executed notebook as JSON.
    verdicts : tuple of Verdict
        One for each test cell, in the notebook's order.
    seed : int
        The seed that the hidden tests had.
    sandboxed : bool
        Whether nothing of the student's ran but under bubblewrap.
    cpu_seconds : float
        Computing time of both sides.
    problems : tuple of str
        What went wrong with the grader itself, for the instructor.
    events : tuple of Event
        What the instructor may want to ask the student about.
    uses : mapping of str to tuple of str
        By test cell, where the answer gave other than plain data, if it was the instructor's.
    drawn : mapping of str to str
        The figures that were drawn, by what they show, if none were known.
    """

    notebook: str
    verdicts: tuple[Verdict, ...]
    seed: int
    sandboxed: bool
    cpu_seconds: float = 0.0
    problems: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
    uses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    drawn: Mapping[str, str] = field(default_factory=dict)
