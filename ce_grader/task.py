"""What goes into grading one submission, and what comes out: plain, picklable data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal

Sandbox = Literal["auto", "required", "off"]
Status = Literal["passed", "partial", "failed", "no-verdict"]
# the outputs of given cells that no answer can change, by the source of the cell
Pictures = Mapping[str, list[dict[str, Any]]]

MIB = 2**20
GIB = 2**30


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
    student_packages : tuple of str
        Packages of ours that the sandbox shows (editable installs live in the repository,
        which it does not show).
    hidden_packages : tuple of str
        Packages that the sandbox masks wherever they are installed.
    """

    sandbox: Sandbox = "auto"
    student_modules: tuple[str, ...] = ("numpy", "sympy", "matplotlib.pyplot", "ce_helpers.*")
    trusted_modules: tuple[str, ...] = ("numpy", "sympy", "matplotlib.pyplot", "ce_helpers.*")
    student_packages: tuple[str, ...] = ("ce_helpers",)
    hidden_packages: tuple[str, ...] = ("ce_helpers.reference",)


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
class GradingTask:
    """One notebook of one submission, ready to be graded anywhere.

    Parameters
    ----------
    assignment, student, notebook : str
        Names, for messages only.
    content : str
        The sanitised notebook as JSON. Its nbgrader metadata is authoritative: it comes from
        the gradebook, never from the student (see `ce_grader.intake.notebook`).
    files : mapping of str to bytes
        What lies beside the notebook, by relative path, on the student's side.
    trusted_files : mapping of str to bytes
        What lies beside it on the trusted side: the instructor's files alone.
    seed : int, optional
        Seed of the hidden tests; None draws a fresh one, which the result reports.
    refusal : str
        If not empty, nothing is executed and every test cell has no verdict, for this reason.
    pictures : mapping of str to list of dict
        What cells of this source show if they end without an error; their figures are not
        drawn again. A rehearsal finds them; nobody else need give them.
    rehearsal : Rehearsal
        Equal ones share warm processes in which these cells have run, so that what SymPy
        simplified and Matplotlib drew in them need not be done again.
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
    pictures: Pictures = field(default_factory=dict)
    rehearsal: Rehearsal = field(default_factory=Rehearsal)


@dataclass(frozen=True)
class CellVerdict:
    """What the trusted side found about one test cell.

    `reason` is a sentence that the student may read; `traceback` is for the instructor.
    """

    grade_id: str
    points: float
    max_points: float
    status: Status
    reason: str = ""
    traceback: str = ""

    @property
    def needs_review(self) -> bool:
        """Whether a person has to look: the trusted side came to no verdict."""
        return self.status == "no-verdict"


@dataclass(frozen=True)
class GradingResult:
    """The executed notebook and the verdicts; `problems` are for the instructor."""

    notebook: str
    verdicts: tuple[CellVerdict, ...]
    seed: int
    sandboxed: bool
    seconds: float
    cpu_seconds: float = 0.0
    problems: tuple[str, ...] = ()

    def to_json(self) -> str:
        """Return the result as JSON text, to keep it or to send it."""
        record = {f.name: getattr(self, f.name) for f in fields(self)}
        record["verdicts"] = [vars(verdict) for verdict in self.verdicts]
        return json.dumps(record)

    @classmethod
    def from_json(cls, text: str) -> GradingResult:
        """Return the result that `to_json` wrote."""
        record: dict[str, Any] = json.loads(text)
        record["verdicts"] = tuple(CellVerdict(**verdict) for verdict in record["verdicts"])
        record["problems"] = tuple(record["problems"])
        return cls(**record)


def grade(task: GradingTask) -> GradingResult:
    """Grade one notebook: sanitised notebook and files in, executed notebook and verdicts out.

    No gradebook is read or written, and no file but in private temporary folders. The warm
    processes that it forks from are kept for the next call of the same process; any
    `concurrent.futures` executor can run it.

    Raises
    ------
    ce_grader.sandbox.SandboxUnavailable
        If the task requires the sandbox and this machine refuses it.
    """
    from ce_grader.grading import grade_task  # the machinery is not needed to make a task

    return grade_task(task)
