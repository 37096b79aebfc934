"""The warm parent of the students' processes: `python -m ce_grader.student FD SETTINGS`."""

from __future__ import annotations

import contextlib
import json
import os
import random
import resource
import select
import signal
import socket
import sys
import tempfile
from collections.abc import Callable
from typing import Any

from ce_grader.processes import zygote
from ce_grader.sandbox import confine, kernel
from ce_grader.sandbox.shown import copy_parts
from ce_grader.sandbox.watch import MemoryWatch

_WATCH_MILLISECONDS = 250


def main() -> None:
    """Import and fork."""
    control = socket.socket(fileno=int(sys.argv[1]))
    settings: dict[str, Any] = json.loads(sys.argv[2])
    with contextlib.ExitStack() as stack:
        if not settings["confined"]:
            kernel.adopt_orphans()
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="ce-student-"))
            _import_from_copy(settings["parts"], folder)
        zygote.import_all(settings["modules"], settings["hidden"])
        from ce_grader.processes.shell import make_shell
        from ce_grader.student import host  # noqa: F401  (imported here, used by the children)

        make_shell()
        zygote.serve(control, lambda request, fds: _supervise(request, fds, settings["confined"]))
        if not settings["confined"]:  # a supervisor that student code has stopped, say
            zygote.kill_children()


def _import_from_copy(parts: dict[str, str], folder: str) -> None:
    """Import the course's packages from a copy without what is hidden in them."""
    copy_parts(parts, folder)
    sys.path.insert(0, folder)
    # an editable install would find the rest
    own = [
        finder for finder in sys.meta_path if "__editable__" in getattr(finder, "__module__", "")
    ]
    for finder in own:
        sys.meta_path.remove(finder)


def _supervise(request: dict[str, Any], fds: list[int], confined: bool) -> None:
    """Fork the student's process and wait for its end, or for the trusted side to hang up."""
    student, lifeline = fds
    os.setsid()  # a signal to a process group stays in this submission
    with socket.socket(fileno=lifeline) as trusted:
        zygote.close_all_but(student, lifeline)
        proc = os.open("/proc", os.O_RDONLY)
        kernel.adopt_orphans()
        try:
            user = confine.separate() if confined else None
        except OSError as error:
            trusted.send(json.dumps({"failed": str(error)}).encode())
            return
        pid = os.fork()
        if pid == 0:
            trusted.close()
            _become_student(student, request, user, confined)
        os.close(student)
        memory = MemoryWatch(proc, pid)
        code, usage = _wait_for(pid, trusted, lambda: memory.total() > request["limits"]["memory"])
        if not confined:  # the end of a process namespace is the end of all in it
            zygote.kill_children()
        report = {"code": code, "cpu": usage.ru_utime + usage.ru_stime}
        with contextlib.suppress(OSError):  # if nobody wants to know
            trusted.send(json.dumps(report).encode())


def _become_student(
    student: int, request: dict[str, Any], user: int | None, confined: bool
) -> None:
    """Confine this process and serve requests; never returns."""
    from ce_grader.student import host

    limits = request["limits"]
    try:
        zygote.close_all_but(student)
        quiet = os.open("/dev/null", os.O_RDWR)
        for fd in (0, 1, 2):
            os.dup2(quiet, fd)
        random.seed()
        os.setsid()  # student code has not even its supervisor in its group
        if confined:
            confine.enter(user, limits)
        else:
            kernel.die_with_parent(signal.SIGKILL)
            os.chdir(request["folder"])
            confine.set_limits({**limits, "processes": 2**30})
        host.serve(socket.socket(fileno=student), limits)
    finally:
        os._exit(0)


def _wait_for(
    pid: int, trusted: socket.socket, too_large: Callable[[], bool]
) -> tuple[int | str, resource.struct_rusage]:
    """Pass interrupts on; kill on hang-up or excess; return how the process ended."""
    ended = os.pidfd_open(pid)
    waiting = select.poll()
    waiting.register(ended, select.POLLIN)
    waiting.register(trusted, select.POLLIN)
    reason = ""
    while ended not in (ready := dict(waiting.poll(_WATCH_MILLISECONDS))):
        if too_large():
            reason = "the limit on memory"
        elif trusted.fileno() not in ready:
            continue
        elif trusted.recv(1) == b"i":
            os.kill(pid, signal.SIGINT)
            continue
        os.kill(pid, signal.SIGKILL)
        break
    _, status, usage = os.wait4(pid, 0)
    return reason or os.waitstatus_to_exitcode(status), usage


if __name__ == "__main__":
    main()
