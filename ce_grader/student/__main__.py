"""The warm parent of the students' processes: `python -m ce_grader.student FD SETTINGS`."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import socket
import sys
from collections import Counter
from typing import Any

from ce_grader.processes import zygote
from ce_grader.processes.files import own_folder
from ce_grader.sandbox import confine, kernel, notices
from ce_grader.sandbox.shown import copy_parts
from ce_grader.sandbox.supervisor import WALLS_STAND, Supervisor


def main() -> None:
    """Import and fork."""
    control = socket.socket(fileno=int(sys.argv[1]))
    settings: dict[str, Any] = json.loads(sys.argv[2])
    with contextlib.ExitStack() as stack:
        if not settings["confined"]:
            kernel.adopt_orphans()
            folder = stack.enter_context(own_folder("student"))
            _import_from_copy(settings["parts"], folder)
        if not settings["figures"]:
            os.environ["MPLBACKEND"] = "agg"  # which draws when it is asked to save
        zygote.import_all(settings["modules"], settings["hidden"])
        from ce_grader.processes.shell import make_shell
        from ce_grader.student import host  # noqa: F401  (imported here, used by the children)

        make_shell(settings["figures"])
        zygote.serve(control, lambda request, fds: _supervise(request, fds, settings))
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


def _supervise(request: dict[str, Any], fds: list[int], settings: dict[str, Any]) -> None:
    """Fork the student's process and wait for its end, or for the trusted side to hang up."""
    student, lifeline, *entrance = fds
    confined = settings["confined"]
    if not confined:  # student code might stop this process
        kernel.die_with_parent(signal.SIGKILL)
    os.setsid()  # a signal to a process group stays in this submission
    with socket.socket(fileno=lifeline) as trusted:
        zygote.close_all_but(student, lifeline, *entrance)
        proc = os.open("/proc", os.O_RDONLY)
        kernel.adopt_orphans()
        filtered, its = socket.socketpair()
        try:
            user = confine.separate() if confined else None
            pid = os.fork()
        except OSError as error:  # memory or processes are short, say
            trusted.send(json.dumps({"failed": str(error)}).encode())
            return
        if pid == 0:
            trusted.close()
            filtered.close()
            for group in entrance:
                os.write(group, b"0")
            _become_student(student, its, request, user, settings)
        for descriptor in (student, *entrance):
            os.close(descriptor)
        its.close()
        Supervisor(pid, trusted, proc, request["limits"]["memory"], filtered).wait()
        if not confined:  # the end of a process namespace is the end of all in it
            zygote.kill_children()


def _become_student(
    student: int,
    listener: socket.socket,
    request: dict[str, Any],
    user: int | None,
    settings: dict[str, Any],
) -> None:
    """Confine this process and serve requests; whatever happens, it ends here."""
    from ce_grader.student import host

    limits = request["limits"]
    try:
        zygote.close_all_but(student, listener.fileno())
        quiet = os.open("/dev/null", os.O_RDWR)
        for fd in (0, 1, 2):
            os.dup2(quiet, fd)
        random.seed()
        os.setsid()  # student code has not even its supervisor in its group
        try:
            told = _put_up_walls(request, user, settings["confined"])
        except OSError as error:
            listener.send(str(error).encode())
            return
        socket.send_fds(listener, [WALLS_STAND], [] if told is None else [told])
        listener.close()
        zygote.close_all_but(student)
        noticed: Counter[str] = Counter()
        notices.watch(settings["hidden"], noticed, calls=told is None)
        host.serve(socket.socket(fileno=student), limits, noticed)
    finally:
        os._exit(0)


def _put_up_walls(request: dict[str, Any], user: int | None, confined: bool) -> int | None:
    """Limit this process, and separate it; return the descriptor of the filter's listener."""
    limits = request["limits"]
    if confined:
        return confine.enter(user, limits)
    kernel.die_with_parent(signal.SIGKILL)
    os.chdir(request["folder"])
    confine.set_limits({**limits, "processes": 2**30})
    return None


if __name__ == "__main__":
    main()
