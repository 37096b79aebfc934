"""The instructor's own answers, graded isolated and by nbgrader's own way."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import determine_grade
from traitlets.config import Configurable

from ce_grader.cells import kind_of, marks_of
from ce_grader.intake.assignment import Assignment
from ce_grader.nbgrader_seams.precedents import keep_clean, known_clean, learn
from ce_grader.nbgrader_seams.settings import Isolated
from ce_grader.processes.files import write_files
from ce_grader.task import Task, Verdict

_SECONDS = 600  # for a cell; nbgrader has no limit


@dataclass(frozen=True)
class Loss:
    """A test that the instructor's own answer does not pass.

    Parameters
    ----------
    test : str
        The test cell.
    most : float
        Its points.
    isolated, plain : float
        What the answer gets, by either way of grading.
    reason : str
        Why, where the isolated grader knows.
    """

    test: str
    most: float
    isolated: float
    plain: float
    reason: str

    def __str__(self) -> str:
        ways = f"{self.test}: {self.isolated:g} of {self.most:g} isolated, {self.plain:g} plain"
        if self.isolated < self.most:
            return f"{ways}; no verdict for anybody ({self.reason or 'the test says no more'})"
        return f"{ways}; nbgrader alone would take these points from everybody"


def report(coursedir: CourseDirectory, parent: Configurable, name: str) -> Iterator[str]:
    """Grade an assignment's own answers both ways, unless they were found to lose nothing before.

    Parameters
    ----------
    coursedir : CourseDirectory
        The course.
    parent : Configurable
        Whose configuration holds.
    name : str
        The assignment.

    Yields
    ------
    str
        A line for each test that they lose.

    Raises
    ------
    ce_grader.sandbox.SandboxUnavailable
        If the course requires the sandbox and this machine refuses it.
    """
    assignment, settings = Assignment(coursedir, name), Isolated(parent=parent)
    for notebook in assignment.own_notebooks:
        task = settings.make_own_task(assignment, notebook)
        if task is None or known_clean(task):
            continue
        found = _losses(task)
        if not found:
            keep_clean(task)
        yield from map(str, found)


def _losses(task: Task) -> list[Loss]:
    with ThreadPoolExecutor(1) as aside:  # the kernel is a process of its own
        waiting = aside.submit(_plain_points, task)
        _, result = learn(task)
        plain = waiting.result()
    found = [_loss(verdict, plain[verdict.grade_id]) for verdict in result.verdicts]
    return [loss for loss in found if min(loss.isolated, loss.plain) < loss.most]


def _loss(verdict: Verdict, plain: float) -> Loss:
    return Loss(verdict.grade_id, verdict.max_points, verdict.points, plain, verdict.reason)


def _plain_points(task: Task) -> dict[str, float]:
    """Return the points of each test as nbgrader's own way of grading gives them."""
    nb = nbformat.reads(task.content, as_version=4)
    with tempfile.TemporaryDirectory(prefix="ce-check-") as folder:
        write_files(folder, task.files)
        where = {"metadata": {"path": folder}}
        client = NotebookClient(
            nb, timeout=_SECONDS, allow_errors=True, kernel_name="python3", resources=where
        )
        env = {**os.environ, "NBGRADER_EXECUTION": "autograde"}
        # what the cells write is kept; the kernel's own log is no concern of the instructor's
        client.execute(env=env, stderr=subprocess.DEVNULL)
    tests = [cell for cell in nb.cells if kind_of(cell) == "test"]
    return {marks_of(cell)[0]: _points(cell) for cell in tests}


def _points(cell: Any) -> float:
    try:
        return float(determine_grade(cell)[0] or 0)
    except ValueError:  # more points than there are
        return 0.0
