"""The warm processes of this process, one pair for each environment, started when first needed."""

from __future__ import annotations

import atexit
import contextlib
import functools
import json
import logging
import os
import pickle
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from ce_grader import zygote
from ce_grader.sandbox import SandboxUnavailable, bubblewrap
from ce_grader.task import Environment, GradingTask, Limits
from ce_grader.wire.frames import Channel

log = logging.getLogger("ce_grader")
START_SECONDS = 60.0
_PACKAGES = ("ce_grader",)


@dataclass
class WarmParent:
    """A warm parent process and the socket that takes requests for children."""

    process: subprocess.Popen[bytes]
    control: socket.socket
    errors: IO[bytes]

    def request(self, request: dict[str, Any], fds: list[int]) -> None:
        """Ask for a child."""
        zygote.send_request(self.control, request, fds)

    def complaint(self) -> str:
        """Return the last line that it wrote on stderr."""
        self.errors.seek(0)
        lines = self.errors.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else f"exit code {self.process.poll()}"

    def close(self) -> None:
        """Hang up; it ends when everybody has."""
        self.control.close()


def start(line: list[str], module: str, settings: dict[str, Any], **options: Any) -> WarmParent:
    """Start a warm parent; `line` is what comes before the Python program."""
    mine, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    errors = tempfile.TemporaryFile()
    with its:
        program = [sys.executable, "-P", "-m", module, str(its.fileno()), json.dumps(settings)]
        process = subprocess.Popen(
            line + program,
            pass_fds=[its.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            start_new_session=True,
            **options,
        )
    return WarmParent(process, mine, errors)


def try_student(parent: WarmParent) -> str:
    """Have the parent make a student's process; return why that failed, or nothing."""
    mine, its = socket.socketpair()
    lifeline, held = socket.socketpair()
    with mine, lifeline:
        with its, held, tempfile.TemporaryDirectory() as folder:
            request = {"limits": asdict(Limits()), "folder": folder}
            try:
                parent.request(request, [its.fileno(), held.fileno()])
            except OSError:
                parent.process.wait(START_SECONDS)
                return parent.complaint()
        lifeline.settimeout(START_SECONDS)
        lifeline.shutdown(socket.SHUT_WR)
        try:
            report = json.loads(lifeline.recv(65_536) or b"{}")
        except (OSError, ValueError) as error:
            return str(error)
    return "" if "code" in report else report.get("failed", parent.complaint())


@dataclass
class Pool:
    """The two warm parents of one environment, shared by the threads of this process."""

    trusted: WarmParent
    student: WarmParent
    sandboxed: bool
    made_from: int
    users: int = 0

    def usable(self, now: int) -> bool:
        """Return whether both parents live, and know the modules as they are now."""
        ended = self.trusted.process.poll() is not None or self.student.process.poll() is not None
        return not ended and self.made_from == now

    def judge(self, task: GradingTask) -> Channel:
        """Have a trusted process grade the task; return where its findings come from."""
        mine, its = socket.socketpair()
        with its:
            self.trusted.request({}, [its.fileno(), self.student.control.fileno()])
        channel = Channel(mine, 2**32)
        channel.send(pickle.dumps(task))
        return channel

    def close(self) -> None:
        """Hang up on both."""
        self.trusted.close()
        self.student.close()


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


def start_student(environment: Environment) -> tuple[WarmParent, bool]:
    """Start the student's warm parent, in the sandbox where that is wanted and can be had."""
    settings: dict[str, Any] = {
        "modules": environment.student_modules,
        "hidden": environment.hidden_packages,
        "confined": True,
    }
    reason = "it is switched off"
    if environment.sandbox != "off":
        for line, reason in sandbox_lines(environment):
            parent = start(line, "ce_grader.student", settings) if line else None
            if parent is not None and not (reason := try_student(parent)):
                return parent, True
        if environment.sandbox == "required":
            raise SandboxUnavailable(f"the sandbox is required, but not to be had: {reason}")
        _warn_once(reason)
    plain = {**settings, "confined": False}
    variables = bubblewrap.environment(tempfile.gettempdir()) | {"HOME": tempfile.gettempdir()}
    return start([], "ce_grader.student", plain, env=variables), False


@functools.cache
def _warn_once(reason: str) -> None:
    log.warning(
        "Grading without a sandbox (%s): verdicts stay separate from student code, but student "
        "code can read what you can read and use the network.",
        reason,
    )


def sandbox_lines(environment: Environment) -> list[tuple[list[str], str]]:
    """Return the command lines to try, or the reason why there is none."""
    program = bubblewrap.find_bubblewrap()
    if program is None:
        return [([], "bubblewrap (bwrap) is not installed")]
    packages = (*_PACKAGES, *environment.student_packages)
    kinds = [False, True] if os.getuid() == 0 else [True]
    hidden = environment.hidden_packages
    return [
        (bubblewrap.command(program, packages, hidden, new_user=new_user), "") for new_user in kinds
    ]


def close_all() -> None:
    """Hang up on all warm processes of this process."""
    for pool in _pools.values():
        pool.close()
    _pools.clear()


atexit.register(close_all)
