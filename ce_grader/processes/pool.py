"""The warm processes of this process, one pair for each environment, started when first needed."""

from __future__ import annotations

import atexit
import contextlib
import json
import logging
import os
import pickle
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from ce_grader.processes import zygote
from ce_grader.processes.parents import WarmParent, start, start_student
from ce_grader.sandbox import SandboxUnavailable, bubblewrap
from ce_grader.task import Environment, GradingTask, Pictures, Rehearsal
from ce_grader.wire.errors import WireError
from ce_grader.wire.frames import Channel

log = logging.getLogger("ce_grader")
# formgrader lives for weeks, and a source that is edited makes another rehearsal
MOST_BRANCHES = 8


@dataclass(frozen=True)
class Pair:
    """Where the two sides take requests for children."""

    trusted: socket.socket
    student: socket.socket

    def judge(self, task: GradingTask) -> Channel:
        """Have a trusted process grade the task; return where its findings come from."""
        mine, its = socket.socketpair()
        with its:
            zygote.send_request(self.trusted, {}, [its.fileno(), self.student.fileno()])
        channel = Channel(mine, 2**32)
        channel.send(pickle.dumps(task))
        return channel

    def close(self) -> None:
        """Hang up on both."""
        self.trusted.close()
        self.student.close()


@dataclass
class Branch:
    """The pair of processes that remember one rehearsal, and its figures, once it was held."""

    pair: Pair | None = None
    pictures: Pictures = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)


@dataclass
class Pool:
    """The two warm parents of one environment, shared by the threads of this process.

    Each assignment that is rehearsed has a branch of both (see `ce_grader.processes.rehearsal`).
    """

    trusted: WarmParent
    student: WarmParent
    sandboxed: bool
    made_from: int
    users: int = 0
    branches: dict[Rehearsal, Branch] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def usable(self, now: int) -> bool:
        """Return whether both parents live, and know the modules as they are now."""
        ended = self.trusted.process.poll() is not None or self.student.process.poll() is not None
        return not ended and self.made_from == now

    @property
    def parents(self) -> Pair:
        """Where processes are forked that remember no rehearsal."""
        return Pair(self.trusted.control, self.student.control)

    def judge(self, task: GradingTask) -> Channel:
        """Have a trusted process grade the task; return where its findings come from."""
        if task.rehearsal == Rehearsal():
            return self.parents.judge(task)
        branch = self.branch_for(task.rehearsal)
        with branch.lock:  # others may rehearse another assignment meanwhile
            if branch.pair is None:
                branch.pair, branch.pictures = self.rehearsed(task.rehearsal)
            known = replace(task, rehearsal=Rehearsal(), pictures=branch.pictures)
            return branch.pair.judge(known)

    def branch_for(self, rehearsal: Rehearsal) -> Branch:
        """Return the branch of a rehearsal; hang up on the oldest when there are too many."""
        with self.lock:
            if rehearsal not in self.branches and len(self.branches) >= MOST_BRANCHES:
                self.drop(next(iter(self.branches)))
            return self.branches.setdefault(rehearsal, Branch())

    def rehearsed(self, rehearsal: Rehearsal) -> tuple[Pair, Pictures]:
        """Return a new pair of branches, or the parents if the rehearsal goes wrong; figures."""
        started = [
            start_branch(self.parents.trusted, rehearsal.trusted, rehearsal.files),
            start_branch(self.parents.student, rehearsal.student, rehearsal.files),
        ]  # and only now wait for both
        (problem, _), (other, pictures) = (report_of(channel) for _, channel in started)
        pair = Pair(started[0][0], started[1][0])
        if not problem and not other:
            return pair, pictures
        pair.close()
        log.info("graded without a rehearsal: %s", problem or other)
        return self.parents, {}

    def drop(self, rehearsal: Rehearsal) -> None:
        """Hang up on a branch; what it forked ends in its own time."""
        branch = self.branches.pop(rehearsal)
        with branch.lock:
            pair, branch.pair = branch.pair, None
        if pair is not None and pair != self.parents:
            pair.close()

    def close(self) -> None:
        """Hang up on all."""
        for rehearsal in list(self.branches):
            self.drop(rehearsal)
        self.parents.close()


def start_branch(
    parent: socket.socket, sources: tuple[str, ...], files: tuple[tuple[str, bytes], ...]
) -> tuple[socket.socket, Channel]:
    """Ask a parent for a branch; return where it will take requests and where it reports."""
    control, its_control = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    mine, its = socket.socketpair()
    with its_control, its:
        zygote.send_request(parent, zygote.BRANCH, [its_control.fileno(), its.fileno()])
    channel = Channel(mine, zygote.MAX_CELLS)
    channel.send(pickle.dumps((sources, files)))
    return control, channel


def report_of(channel: Channel) -> tuple[str, Pictures]:
    """Return why no submission can be forked from a new branch, or nothing, and its figures."""
    try:
        # longer than a branch gives itself: a cell may hang where no signal reaches it
        deadline = time.monotonic() + zygote.REHEARSAL_SECONDS + 5
        problem, pictures = json.loads(channel.receive(deadline))
        return problem, pictures
    except WireError as error:
        return str(error), {}
    finally:
        channel.close()


_pools: dict[Environment, Pool] = {}
_lock = threading.Lock()


@contextlib.contextmanager
def pool_for(environment: Environment) -> Iterator[Pool]:
    """Lend the warm processes for an environment.

    Raises
    ------
    SandboxUnavailable
        If the sandbox is required and cannot be had.
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
                pool.close()


def _current_pool(environment: Environment) -> Pool:
    pool = _pools.get(environment)
    if pool is None or not pool.usable(fingerprint(environment)):
        # one that somebody still uses is closed when they are done: the modules of a course may
        # be edited while it is being graded
        if pool is not None and not pool.users:
            pool.close()
        pool = _pools[environment] = make_pool(environment)
    return pool


def fingerprint(environment: Environment) -> int:
    """Return a number that changes with the course's modules.

    formgrader lives for weeks: a hidden test that was edited meanwhile must not be graded with
    as it was when the parents were warmed.
    """
    names = sorted({*environment.student_packages, *environment.hidden_packages})
    folders = [folder for name in names for folder in bubblewrap.package_folders(name)]
    files = {path for folder in folders for path in Path(folder).rglob("*.py")}
    return hash(tuple(sorted((str(path), path.stat().st_mtime_ns) for path in files)))


def make_pool(environment: Environment) -> Pool:
    """Start both parents, which import at the same time."""
    variables = {name: value for name, value in os.environ.items() if name != "CE_GRADING_SEED"}
    variables |= {"MPLBACKEND": "agg", "PYTHONDONTWRITEBYTECODE": "1"}
    settings = {"modules": environment.trusted_modules}
    trusted = start([], "ce_grader.trusted", settings, env=variables)
    try:
        student, sandboxed = start_student(environment)
    except SandboxUnavailable:
        trusted.close()
        raise
    return Pool(trusted, student, sandboxed, fingerprint(environment))


def close_all() -> None:
    """Hang up on all warm processes of this process."""
    for pool in _pools.values():
        pool.close()
    _pools.clear()


atexit.register(close_all)
