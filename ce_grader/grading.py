"""Grading one notebook, seen from outside: begin in a trusted process, listen, write it down."""

from __future__ import annotations

import json
import os
import secrets
import signal
import time
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from ce_grader.cells import kind_of, marks_of
from ce_grader.processes.pool import pool_for
from ce_grader.sandbox.groups import delegated
from ce_grader.task import CannotGrade, Event, Rehearsal, Result, Task, Verdict
from ce_grader.trusted.session import MOST_WAITING
from ce_grader.wire.errors import WireError
from ce_grader.wire.frames import Channel, ChannelClosed

# the trusted process enforces the limits itself; this is for one that cannot
_LAST_RESORT_SECONDS = 30.0
#: How often a notebook is graded whose processes on our side were killed by somebody else.
_TRIES = 3
_Notebook = dict[str, Any]


class JudgeUnavailable(CannotGrade):
    """No process that decides could be started."""


@dataclass
class _Findings:
    """What a trusted process has reported so far."""

    outputs: dict[int, list[Any]] = field(default_factory=dict)
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    noticed: list[tuple[int, tuple[str, int]]] = field(default_factory=list)
    uses: dict[str, tuple[str, ...]] = field(default_factory=dict)
    drawn: dict[str, str] = field(default_factory=dict)
    cpu_seconds: float = 0.0
    begun: bool = False
    done: bool = False
    lost: bool = False

    def take(self, event: dict[str, Any]) -> None:
        """Add one report."""
        self.begun = True
        if "outputs" in event:
            self.outputs[event["cell"]] = event["outputs"]
        if "verdict" in event:
            verdict = Verdict(**event["verdict"])
            self.verdicts[verdict.grade_id] = verdict
            self.uses[verdict.grade_id] = tuple(event["learned"])
        if "problem" in event:
            self.problems.append(event["problem"])
        self.drawn |= event.get("drawn", {})
        self.noticed += [(event["cell"], found) for found in event.get("noticed", {}).items()]
        self.lost |= event.get("lost", False)
        self.done = event.get("done", False)
        self.cpu_seconds += event.get("cpu", 0.0)


def grade_task(task: Task) -> Result:
    """Grade one notebook.

    Parameters
    ----------
    task : Task
        What to grade.

    Returns
    -------
    Result
        See `ce_grader.grade`, which everybody else calls.

    Raises
    ------
    JudgeUnavailable
        If no process that decides has come as far as saying so.
    """
    seed = secrets.randbits(128) if task.seed is None else task.seed
    notebook: _Notebook = json.loads(task.content)
    findings, sandboxed = _Findings(), True  # what is refused does not run at all
    for _ in range(0 if task.refusal else _TRIES):
        findings, sandboxed = _graded_once(replace(task, seed=seed))
        if not findings.lost:
            break
        task = replace(task, rehearsal=Rehearsal())  # its branch may be what is gone
    if findings.lost and not findings.begun:
        why = findings.problems[-1]
        raise JudgeUnavailable(f"no process that grades could start, so nothing is graded: {why}")
    verdicts = _complete(notebook, findings, task.refusal)
    _fill_in(notebook, findings, verdicts)
    events = [Event(_name(notebook, cell), *found) for cell, found in findings.noticed]
    about = {
        "seed": seed,
        "sandboxed": sandboxed,
        "control_groups": delegated().controllers,
        "events": list(map(asdict, events)),
        "cpu_seconds": round(findings.cpu_seconds, 2),
    }
    notebook.setdefault("metadata", {}).setdefault("ce_grader", {}).update(about)
    return Result(
        notebook=json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False) + "\n",
        verdicts=tuple(verdicts.values()),
        seed=seed,
        sandboxed=sandboxed,
        cpu_seconds=findings.cpu_seconds,
        problems=tuple(findings.problems),
        events=tuple(events),
        uses={name: uses for name, uses in findings.uses.items() if uses},
        drawn=findings.drawn,
    )


def _graded_once(task: Task) -> tuple[_Findings, bool]:
    """Return what one trusted process finds, and whether there was a sandbox."""
    findings = _Findings()
    # a cell on both sides, and then some: the trusted process reports after every cell
    # on a machine that may be busy
    patience = 2 * (1 + MOST_WAITING) * task.limits.cell_seconds + _LAST_RESORT_SECONDS
    with pool_for(task.environment) as pool:
        try:
            _listen(pool.begin(task), findings, patience)
        except OSError as error:
            findings.lost = True
            findings.problems.append(f"the trusted side could not be reached: {error}")
        if findings.lost and not findings.begun:
            findings.problems.append(pool.trusted.complaint())
        # a student's process dies with its parent, and its answers would be blamed
        findings.lost |= pool.has_ended()
        pool.given_up |= findings.lost  # it may end so soon that nobody has seen it
        return findings, pool.sandboxed


def _name(notebook: _Notebook, index: int) -> str:
    """Return what an instructor calls a cell."""
    marks = notebook["cells"][index]["metadata"].get("nbgrader", {})
    return marks.get("grade_id") or f"cell {index + 1}"


def _listen(channel: Channel, findings: _Findings, patience: float) -> None:
    """Take reports until the process is done, dead, or silent for so many seconds."""
    process: int | None = None
    try:
        while not findings.done:
            event = json.loads(channel.receive(time.monotonic() + patience))
            if "pid" in event:
                process = os.pidfd_open(event["pid"])
            findings.take(event)
    except WireError as error:
        findings.lost = isinstance(error, ChannelClosed)
        findings.problems.append(f"the trusted side did not finish: {error}")
        if process is not None:
            _kill(process)
    finally:
        channel.close()
        if process is not None:
            os.close(process)


def _kill(process: int) -> None:
    try:
        signal.pidfd_send_signal(process, signal.SIGKILL)
    except ProcessLookupError:
        pass


def _complete(notebook: _Notebook, findings: _Findings, refusal: str) -> dict[str, Verdict]:
    """Return a verdict on every test cell, also on those that nothing was reported of."""
    reason = refusal or "the grader did not come to this cell"
    tests = [marks_of(cell) for cell in notebook["cells"] if kind_of(cell) == "test"]
    return {
        name: findings.verdicts.get(name, Verdict.missing(name, most, reason))
        for name, most in tests
    }


def _fill_in(notebook: _Notebook, findings: _Findings, verdicts: dict[str, Verdict]) -> None:
    """Write outputs and verdicts into the notebook, the instructor's traceback included."""
    count = 0
    for index, cell in enumerate(notebook["cells"]):
        if cell.get("cell_type") != "code":
            continue
        cell["outputs"] = outputs = list(findings.outputs.get(index, []))
        cell["execution_count"] = count = count + 1
        for output in outputs:
            if output["output_type"] == "execute_result":
                output["execution_count"] = count
        if kind_of(cell) == "test":
            verdict = verdicts[marks_of(cell)[0]]
            found = {
                "status": verdict.status, "reason": verdict.reason, "hidden": verdict.hidden,
            }  # fmt: skip
            cell["metadata"].setdefault("ce_grader", {}).update(found)
            if verdict.reason and verdict.status != "undecided":
                outputs.append(_error_output(verdict))


def _error_output(verdict: Verdict) -> dict[str, Any]:
    """Return what a test cell without full points shows to the instructor."""
    name = "CheckFailed" if verdict.status == "failed" else "NoVerdict"
    lines = (verdict.traceback or f"{name}: {verdict.reason}").splitlines()
    error = {"output_type": "error", "ename": name, "evalue": verdict.reason}
    return error | {"traceback": lines}
