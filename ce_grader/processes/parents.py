"""Starting the warm parents, the student's in the sandbox where it can be had."""

from __future__ import annotations

import contextlib
import functools
import json
import logging
import os
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import IO, Any

from ce_grader.processes import zygote
from ce_grader.processes.files import own_folder
from ce_grader.sandbox import SandboxUnavailable, bubblewrap, interpreter, shown
from ce_grader.sandbox.groups import Group
from ce_grader.task import CannotGrade, Environment, Limits
from ce_grader.wire.codec import encode
from ce_grader.wire.errors import WireError
from ce_grader.wire.frames import Channel

_log = logging.getLogger("ce_grader")
_START_SECONDS = 60.0
_END_SECONDS = 5.0


@dataclass
class WarmParent:
    """A warm parent process.

    Parameters
    ----------
    process : subprocess.Popen
        The process.
    control : socket.socket
        Where it takes requests for children.
    errors : file
        What it writes on stderr.
    """

    process: subprocess.Popen[bytes]
    control: socket.socket
    errors: IO[bytes]

    def complaint(self) -> str:
        """Return its last words.

        Returns
        -------
        str
            The last line on stderr, else how it ended.
        """
        self.errors.seek(0)
        lines = self.errors.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else f"exit code {self.process.poll()}"

    def close(self) -> None:
        """Hang up; it ends when everybody has."""
        self.control.close()

    def wake(self) -> None:
        """Let it go on, and its branches: without a sandbox, student code can stop them."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGCONT)

    def await_end(self) -> None:
        """Have it ended when this returns; everybody has hung up."""
        self.wake()
        try:
            self.process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.errors.close()

    def end(self) -> None:
        """Hang up, and have it ended when this returns."""
        self.close()
        self.await_end()


def start(line: list[str], module: str, settings: dict[str, Any], **options: Any) -> WarmParent:
    """Start a warm parent.

    Parameters
    ----------
    line : list of str
        What comes before the Python program on the command line.
    module : str
        The package to run.
    settings : dict
        What it is told, as JSON.
    **options : object
        For `subprocess.Popen`.

    Returns
    -------
    WarmParent
        Still importing: requests wait until it is ready.
    """
    mine, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    errors = tempfile.TemporaryFile()
    with its:
        program = [
            interpreter.program(),
            "-P",
            "-m",
            module,
            str(its.fileno()),
            json.dumps(settings),
        ]
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


def _try_student(parent: WarmParent, groups: str) -> str:
    """Have the parent make a student's process; return why that failed, or nothing."""
    mine, its = socket.socketpair()
    lifeline, held = zygote.lifeline()
    channel, group = Channel(mine, 2**16), Group(groups, Limits())
    with own_folder("start") as folder, contextlib.closing(channel), lifeline:
        with its, held, group.entrance() as entrance:
            request = {"limits": asdict(Limits()), "folder": folder}
            descriptors = [its.fileno(), held.fileno(), *entrance]
            try:
                zygote.send_request(parent.control, request, descriptors)
            except OSError:
                parent.process.wait(_START_SECONDS)
                return parent.complaint()
        try:  # it answers when its walls stand
            channel.send(encode({"id": 1, "op": "files", "files": {}, "environment": {}}))
            channel.receive(time.monotonic() + _START_SECONDS)
        except WireError:
            return _last_words(lifeline).get("failed") or parent.complaint()
    group.remove()
    return ""


def _last_words(lifeline: socket.socket) -> dict[str, Any]:
    """Return what the supervisor of a process that does not answer says of its end."""
    lifeline.settimeout(_START_SECONDS)
    with contextlib.suppress(OSError, ValueError):
        lifeline.shutdown(socket.SHUT_WR)
        return dict(json.loads(lifeline.recv(65_536)))
    return {}


def start_student(environment: Environment, groups: str = "") -> tuple[WarmParent, bool]:
    """Start the student's warm parent, in the sandbox where that is wanted and can be had.

    Parameters
    ----------
    environment : Environment
        What the student's side needs.
    groups : str
        Where control groups are made, if they are.

    Returns
    -------
    parent : WarmParent
        The process.
    sandboxed : bool
        Whether it is in the sandbox.

    Raises
    ------
    SandboxUnavailable
        If the sandbox is required and cannot be had.
    CannotGrade
        If the process cannot be started without it either.
    """
    settings: dict[str, Any] = {
        "modules": environment.student_modules,
        "hidden": environment.hidden_packages,
        "figures": environment.figures,
        "confined": True,
    }
    reason = "it is switched off"
    if environment.sandbox != "off":
        for line, reason in _sandbox_lines(environment):
            parent = start(line, "ce_grader.student", settings) if line else None
            if parent is not None and not (reason := _try_student(parent, groups)):
                return parent, True
            if parent is not None:
                parent.end()
        if environment.sandbox == "required" or bubblewrap.is_possible():
            raise SandboxUnavailable(
                f"the sandbox did not start: {reason}. Nothing is graded without it where "
                "bubblewrap works, or where c.Isolated.sandbox is 'required'"
            )
        _warn_once(reason)
    plain = {**settings, "confined": False, "parts": shown.student_parts(environment)}
    variables = bubblewrap.variables(tempfile.gettempdir()) | {"HOME": tempfile.gettempdir()}
    parent = start([], "ce_grader.student", plain, env=variables)
    if reason := _try_student(parent, groups):
        parent.end()
        raise CannotGrade(f"no process for the student's code could be started: {reason}")
    return parent, False


@functools.cache
def _warn_once(reason: str) -> None:
    _log.warning(
        "Grading without a sandbox (%s): verdicts stay separate from student code, but student "
        "code can read what you can read and use the network.",
        reason,
    )


def _sandbox_lines(environment: Environment) -> Iterator[tuple[list[str], str]]:
    """Yield the command lines to try, each made when its turn comes, or why there is none."""
    program = bubblewrap.find_bubblewrap()
    if program is None:
        yield [], "bubblewrap (bwrap) is not installed"
    elif os.getuid() == 0 and (private := shown.private_folders(environment)):
        why = "student code runs as another user, who cannot read"
        yield [], f"{why} {private[0]}: chmod -R go+rX {' '.join(private)}"
    else:
        for new_user in [False, True] if os.getuid() == 0 else [True]:
            yield bubblewrap.command(program, environment, new_user=new_user), ""
