"""The warm parent of the trusted processes: `python -P -m ce_grader.trusted FD SETTINGS`."""

from __future__ import annotations

import json
import os
import pickle
import resource
import signal
import socket
import sys
import tempfile
import time
import traceback
from typing import Any

import numpy as np

from ce_grader.processes import zygote
from ce_grader.processes.files import own_folder, write_files
from ce_grader.processes.shell import NotebookShell, make_shell
from ce_grader.sandbox import confine, kernel
from ce_grader.task import GIB, Task
from ce_grader.trusted.judge import Emit, Judge
from ce_grader.trusted.session import Session
from ce_grader.wire.frames import Channel

# a test on a student's value must not take the machine down
_MEMORY = 4 * GIB


def main() -> None:
    """Import and fork."""
    control = socket.socket(fileno=int(sys.argv[1]))
    settings: dict[str, Any] = json.loads(sys.argv[2])
    zygote.import_all(settings["modules"])
    make_shell(figures=False)
    with own_folder("trusted") as base:
        zygote.serve(control, lambda request, fds: _grade(base, settings["groups"], fds))
        # the coordinator has ended, perhaps by kill -9: leave nothing behind
        zygote.kill_children()


def _grade(base: str, groups: str, fds: list[int]) -> None:
    """Grade the task that comes over the first socket; report there what is found."""
    if sys.platform == "linux":
        kernel.die_with_parent(signal.SIGKILL)
    os.setsid()
    confine.set_limit(resource.RLIMIT_AS, _MEMORY)
    channel = Channel(socket.socket(fileno=fds[0]), 2**32)
    # written by the coordinator, which is as trusted as this process
    task: Task = pickle.loads(channel.receive())

    def emit(**event: Any) -> None:
        channel.send(json.dumps(event).encode())

    emit(pid=os.getpid())
    with tempfile.TemporaryDirectory(dir=base) as folder:
        student = os.path.join(folder, "student")
        session = Session(socket.socket(fileno=fds[1]), task.limits, student, groups)
        _grade_in(folder, task, session, emit)


def _grade_in(folder: str, task: Task, session: Session, emit: Emit) -> None:
    own, student = os.path.join(folder, "trusted"), os.path.join(folder, "student")
    os.mkdir(own)
    os.mkdir(student)
    write_files(own, task.trusted_files)
    # as a kernel of nbgrader's would have it
    os.environ[task.environment.seed_variable] = str(task.seed)
    os.environ["NBGRADER_EXECUTION"] = "autograde"
    os.chdir(own)
    np.random.seed()  # noqa: NPY002  (else all submissions would draw the same numbers)
    started = time.process_time()
    try:
        cells = json.loads(task.content)["cells"]
        Judge(task, session, NotebookShell.instance(), emit).run(cells)
    except OSError as error:  # the student's side cannot be reached
        emit(problem=f"the trusted side failed: {error!r}\n{traceback.format_exc()}", lost=True)
    except BaseException as error:
        emit(problem=f"the trusted side failed: {error!r}\n{traceback.format_exc()}")
    session.close()
    emit(done=True, cpu=time.process_time() - started + session.cpu_seconds)


if __name__ == "__main__":
    main()
