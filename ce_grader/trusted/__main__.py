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
from ce_grader.processes.shell import NotebookShell, make_shell
from ce_grader.sandbox import kernel
from ce_grader.task import GIB, GradingTask
from ce_grader.trusted import judge
from ce_grader.trusted.session import Session
from ce_grader.wire.frames import Channel

# what a student's value makes of a test must not take the machine down
MEMORY = 4 * GIB


def main() -> None:
    """Import and fork."""
    control = socket.socket(fileno=int(sys.argv[1]))
    settings: dict[str, Any] = json.loads(sys.argv[2])
    zygote.import_all(settings["modules"])
    make_shell(figures=False)
    with tempfile.TemporaryDirectory(prefix="ce-grader-") as base:
        zygote.serve(control, lambda request, fds: grade(base, fds))
        # whoever held the other end is gone, perhaps by kill -9: leave nothing behind
        zygote.kill_children()


def grade(base: str, fds: list[int]) -> None:
    """Grade the task that comes over the first socket; report there what is found."""
    if sys.platform == "linux":
        kernel.die_with_parent(signal.SIGKILL)
    os.setsid()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    channel = Channel(socket.socket(fileno=fds[0]), 2**32)
    # written by the coordinator, which is as trusted as this process
    task: GradingTask = pickle.loads(channel.receive())

    def emit(**event: Any) -> None:
        channel.send(json.dumps(event).encode())

    emit(pid=os.getpid())
    with tempfile.TemporaryDirectory(dir=base) as folder:
        _grade_in(folder, task, socket.socket(fileno=fds[1]), emit)


def _grade_in(folder: str, task: GradingTask, control: socket.socket, emit: judge.Emit) -> None:
    own, student = os.path.join(folder, "trusted"), os.path.join(folder, "student")
    os.mkdir(own)
    os.mkdir(student)
    for path, data in task.trusted_files.items():
        os.makedirs(os.path.dirname(os.path.join(own, path)), exist_ok=True)
        with open(os.path.join(own, path), "wb") as file:
            file.write(data)
    judge.prepare(int(task.seed or 0), own)
    np.random.seed()  # noqa: NPY002  (else all submissions would draw the same numbers)
    session = Session(control, task.limits, student)
    started = time.process_time()
    try:
        cells = json.loads(task.content)["cells"]
        judge.Judge(task, session, NotebookShell.instance(), emit).run(cells)
    except BaseException as error:
        emit(problem=f"the trusted side failed: {error!r}\n{traceback.format_exc()}")
    session.close()
    cpu = time.process_time() - started + session.usage["cpu"]
    emit(done=True, cpu=cpu, memory=session.usage["memory"])


if __name__ == "__main__":
    main()
