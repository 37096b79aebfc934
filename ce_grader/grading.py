"""Grading one submission, seen from outside: start a judge, listen, put the notebook together."""

from __future__ import annotations

import json
import os
import secrets
import signal
import time
from dataclasses import dataclass, field, replace
from typing import Any

from ce_grader.cells import kind_of
from ce_grader.processes.pool import pool_for
from ce_grader.task import CellVerdict, GradingResult, GradingTask
from ce_grader.wire.errors import WireError
from ce_grader.wire.frames import Channel

# the judge enforces the limits itself; this is for one that cannot
LAST_RESORT_SECONDS = 30.0
Notebook = dict[str, Any]


@dataclass
class Findings:
    """What a judge has reported so far."""

    outputs: dict[int, list[Any]] = field(default_factory=dict)
    verdicts: dict[str, CellVerdict] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    cpu_seconds: float = 0.0
    done: bool = False

    def take(self, event: dict[str, Any]) -> None:
        """Add one report."""
        if "outputs" in event:
            self.outputs[event["cell"]] = event["outputs"]
        if "verdict" in event:
            verdict = CellVerdict(**event["verdict"])
            self.verdicts[verdict.grade_id] = verdict
        if "problem" in event:
            self.problems.append(event["problem"])
        self.done = event.get("done", False)
        self.cpu_seconds += event.get("cpu", 0.0)


def grade_task(task: GradingTask) -> GradingResult:
    """Grade one notebook; see `ce_grader.task.grade`."""
    started = time.monotonic()
    seeded = replace(task, seed=secrets.randbits(32) if task.seed is None else task.seed)
    notebook: Notebook = json.loads(task.content)
    findings, sandboxed = Findings(), False
    if not task.refusal:
        # a cell on both sides, and then some: a judge reports after every cell
        patience = 2 * task.limits.cell_seconds + LAST_RESORT_SECONDS
        with pool_for(task.environment) as pool:
            sandboxed = pool.sandboxed
            listen(pool.judge(seeded), findings, patience)
    verdicts = complete(notebook, findings, task.refusal)
    fill_in(notebook, findings, verdicts, int(seeded.seed or 0))
    return GradingResult(
        notebook=json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False) + "\n",
        verdicts=tuple(verdicts.values()),
        seed=int(seeded.seed or 0),
        sandboxed=sandboxed,
        seconds=time.monotonic() - started,
        cpu_seconds=findings.cpu_seconds,
        problems=tuple(findings.problems),
    )


def listen(channel: Channel, findings: Findings, patience: float) -> None:
    """Take the judge's reports until it is done, dead or silent for so many seconds."""
    judge: int | None = None
    try:
        while not findings.done:
            event = json.loads(channel.receive(time.monotonic() + patience))
            if "pid" in event:
                judge = os.pidfd_open(event["pid"])
            findings.take(event)
    except WireError as error:
        findings.problems.append(f"the trusted side did not finish: {error}")
        if judge is not None:
            _kill(judge)
    finally:
        channel.close()
        if judge is not None:
            os.close(judge)


def _kill(judge: int) -> None:
    try:
        signal.pidfd_send_signal(judge, signal.SIGKILL)
    except ProcessLookupError:
        pass


def complete(notebook: Notebook, findings: Findings, refusal: str) -> dict[str, CellVerdict]:
    """Return a verdict for every test cell: where there is none, that there is none."""
    reason = refusal or "the grader did not come to this cell"
    verdicts = {}
    for cell in notebook["cells"]:
        if kind_of(cell) == "test":
            marks = cell["metadata"]["nbgrader"]
            name, most = marks["grade_id"], float(marks.get("points", 0))
            missing = CellVerdict(name, 0.0, most, "no-verdict", reason)
            verdicts[name] = findings.verdicts.get(name, missing)
    return verdicts


def fill_in(
    notebook: Notebook, findings: Findings, verdicts: dict[str, CellVerdict], seed: int
) -> None:
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
            verdict = verdicts[cell["metadata"]["nbgrader"]["grade_id"]]
            cell["metadata"]["ce_grader"] = {"status": verdict.status, "reason": verdict.reason}
            if verdict.reason:
                outputs.append(error_output(verdict))
    notebook.setdefault("metadata", {})["ce_grader"] = {"seed": seed}


def error_output(verdict: CellVerdict) -> dict[str, Any]:
    """Return what a test cell without full points shows to the instructor."""
    name = "CheckFailed" if verdict.status == "failed" else "NoVerdict"
    lines = (verdict.traceback or f"{name}: {verdict.reason}").splitlines()
    error = {"output_type": "error", "ename": name, "evalue": verdict.reason}
    return error | {"traceback": lines}
