"""The warm processes of this process, one pair for each environment, started when first needed."""

from __future__ import annotations

import atexit
import contextlib
import logging
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ce_grader.processes.branches import Branches, Pair
from ce_grader.processes.parents import WarmParent, start, start_student
from ce_grader.sandbox.bubblewrap import ONE_THREAD
from ce_grader.sandbox.groups import delegated
from ce_grader.sandbox.shown import package_folders
from ce_grader.task import CannotGrade, Environment, Rehearsal, Task
from ce_grader.wire.frames import Channel


@dataclass
class Pool:
    """The two warm parents of one environment, shared by the threads of this process.

    Parameters
    ----------
    trusted, student : WarmParent
        The processes.
    sandboxed : bool
        Whether the student's is in the sandbox.
    made_from : int
        The fingerprint of the course's modules when they were imported.
    """

    trusted: WarmParent
    student: WarmParent
    sandboxed: bool
    made_from: int
    users: int = 0
    given_up: bool = False

    def __post_init__(self) -> None:
        self.branches = Branches(Pair(self.trusted.control, self.student.control))

    def usable(self, now: int) -> bool:
        """Return whether both parents live, and know the modules as they are now.

        Parameters
        ----------
        now : int
            The fingerprint of the modules.

        Returns
        -------
        bool
            False if they have to be started afresh.
        """
        return not self.given_up and not self.has_ended() and self.made_from == now

    def has_ended(self) -> bool:
        """Return whether one of the parents has ended.

        Returns
        -------
        bool
            True if what is being graded by them may be lost.
        """
        return any(side.process.poll() is not None for side in (self.trusted, self.student))

    def begin(self, task: Task) -> Channel:
        """Have a trusted process grade a task.

        Parameters
        ----------
        task : Task
            With a seed.

        Returns
        -------
        Channel
            Where the findings come from.
        """
        self.wake()
        rehearsed = task.rehearsal != Rehearsal()
        return (self.branches if rehearsed else self.branches.parents).begin(task)

    def wake(self) -> None:
        """Let both sides go on that student code may have stopped, where there is no sandbox."""
        if not self.sandboxed:
            self.trusted.wake()
            self.student.wake()

    def close(self) -> None:
        """Hang up on all; they end when nobody is left who could ask."""
        self.branches.close()

    def await_end(self) -> None:
        """Wait for the end of all that hung up."""
        self.trusted.await_end()
        self.student.await_end()

    def end(self) -> None:
        """Hang up, and have both ended when this returns."""
        self.close()
        self.await_end()


_pools: dict[Environment, Pool] = {}
_lock = threading.Lock()


@contextlib.contextmanager
def pool_for(environment: Environment) -> Iterator[Pool]:
    """Lend the warm processes for an environment.

    Parameters
    ----------
    environment : Environment
        What the two sides need.

    Yields
    ------
    Pool
        Started now, or for an earlier task.

    Raises
    ------
    CannotGrade
        If the sandbox is required and cannot be had, or no process can be started.
    """
    with _lock:
        pool = _current_pool(environment)
        pool.users += 1
    try:
        yield pool
    finally:
        with _lock:
            pool.users -= 1
            if not pool.users and _pools.get(environment) is not pool:
                pool.end()


def _current_pool(environment: Environment) -> Pool:
    pool = _pools.get(environment)
    if pool is None or not pool.usable(_fingerprint(environment)):
        # one that somebody still uses is closed when they are done: the modules of a course may
        # be edited while it is being graded
        if pool is not None and not pool.users:
            pool.end()
        pool = _pools[environment] = _make_pool(environment)
    return pool


def _fingerprint(environment: Environment) -> int:
    """Return a number that changes with the course's modules.

    formgrader lives for weeks: after a hidden test was edited, the warm parents still know it as
    it was.
    """
    names = sorted({*environment.student_packages, *environment.hidden_packages})
    folders = [folder for name in names for folder in package_folders(name)]
    files = {path for folder in folders for path in Path(folder).rglob("*.py")}
    return hash(tuple(sorted((str(path), path.stat().st_mtime_ns) for path in files)))


def _make_pool(environment: Environment) -> Pool:
    """Start both parents, which import at the same time."""
    variables = {name: v for name, v in os.environ.items() if name != environment.seed_variable}
    variables |= {"MPLBACKEND": "agg", "PYTHONDONTWRITEBYTECODE": "1", **ONE_THREAD}
    groups = delegated()
    logging.getLogger("ce_grader.run").info("%s", groups)
    settings = {"modules": environment.trusted_modules, "groups": groups.folder}
    trusted = start([], "ce_grader.trusted", settings, env=variables)
    try:
        student, sandboxed = start_student(environment, groups.folder)
    except CannotGrade:
        trusted.end()
        raise
    return Pool(trusted, student, sandboxed, _fingerprint(environment))


def close_all() -> None:
    """End all warm processes of this process, and all that they started."""
    pools = list(_pools.values())
    _pools.clear()
    for pool in pools:
        pool.close()
    for pool in pools:
        pool.await_end()


atexit.register(close_all)
