"""The process that waits for the end of one student's process, and ends it when it must.

What it is told over the lifeline: `b"i"` interrupts, `b"w"` asks how long the process had to wait
for a core, and the end of the stream ends the process. What it tells, as JSON: calls that the
filter named, the answer, and last the way in which the process ended.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import time
from collections import Counter
from collections.abc import Mapping
from typing import Any

from ce_grader.sandbox import filter as seccomp
from ce_grader.sandbox.notices import Listener
from ce_grader.sandbox.watch import MemoryWatch

_LOOK_SECONDS = 0.25
#: What the process says when it is confined, and before it runs anything of the student's.
WALLS_STAND = b"\0"
_HUNG_UP = "the grader, which needs it no more"


class Supervisor:
    """Waits for one process.

    Parameters
    ----------
    pid : int
        The process, a child of this one.
    lifeline : socket.socket
        To the trusted side.
    proc : int
        Descriptor of a `/proc` that shows the process.
    memory : int
        How many bytes its descendants may use together.
    filtered : socket.socket
        Where the process says that its walls stand, or why not; the filter's listener may come
        with it.
    """

    def __init__(
        self, pid: int, lifeline: socket.socket, proc: int, memory: int, filtered: socket.socket
    ) -> None:
        self._pid = pid
        self._lifeline = lifeline
        self._watch = MemoryWatch(proc, pid)
        self._kills = self._watch.machine_kills()
        self._memory = memory
        self._filtered = filtered
        self._ended = os.pidfd_open(pid)
        self._listener: Listener | None = None
        self._said = b""
        self._noticed: Counter[str] = Counter()
        self._poll = select.poll()
        for source in (self._ended, lifeline, filtered):
            self._poll.register(source, select.POLLIN)

    def wait(self) -> None:
        """Come back when the process has ended, and has been reported."""
        reason, look = "", time.monotonic()
        while not reason and self._ended not in (ready := self._ready()):
            self._listen(ready)
            if self._lifeline.fileno() in ready:
                reason = self._obey()
            elif time.monotonic() >= look:
                look = time.monotonic() + _LOOK_SECONDS
                if self._watch.total() > self._memory:
                    reason = "the limit on memory"
        if reason:
            os.kill(self._pid, signal.SIGKILL)
        _, status, usage = os.wait4(self._pid, 0)
        code = reason or os.waitstatus_to_exitcode(status)
        self._tell(code=code, cpu=usage.ru_utime + usage.ru_stime, **self._failed(code))

    def _failed(self, code: int | str) -> dict[str, str]:
        """Return what the process has ended of, if that is not the answer's doing."""
        said = self._said or self._filtered.recv(1000, socket.MSG_DONTWAIT)
        if said != WALLS_STAND:
            why = said.decode("utf-8", "replace") or "it ended before"
            return {"failed": f"its walls could not be put up: {why}"}
        if code == -signal.SIGKILL and self._watch.machine_kills() > self._kills:
            return {"failed": "the machine's memory was short"}
        return {}

    def _ready(self) -> dict[int, int]:
        return dict(self._poll.poll(_LOOK_SECONDS * 1000))

    def _obey(self) -> str:
        """Do what the trusted side asks; return why the process is to end, or nothing."""
        asked = self._lifeline.recv(1)
        if asked == b"i":
            os.kill(self._pid, signal.SIGINT)
        elif asked == b"w":
            self._tell(waited=self._watch.waited())
        return "" if asked else _HUNG_UP

    def _listen(self, ready: Mapping[int, int]) -> None:
        """Answer a call that the filter names, or take the listener itself."""
        if self._listener is not None and self._listener.descriptor in ready:
            self._hear(self._listener)
        elif self._filtered.fileno() in ready:
            self._said, descriptors, _, _ = socket.recv_fds(self._filtered, 1000, 1)
            self._poll.unregister(self._filtered)
            for descriptor in descriptors:
                self._listener = Listener(descriptor, seccomp.names())
                self._poll.register(descriptor, select.POLLIN)

    def _hear(self, listener: Listener) -> None:
        try:
            listener.take(self._notice)
        except EOFError:
            self._poll.unregister(listener.descriptor)
            listener.close()
            self._listener = None

    def _notice(self, kind: str) -> None:
        self._noticed[kind] += 1
        self._tell()

    def _tell(self, **what: Any) -> None:
        """Tell the trusted side; what it cannot take now, it is told the next time."""
        with contextlib.suppress(OSError):  # nobody listens, or not as fast
            message = json.dumps({**what, "noticed": self._noticed}).encode()
            self._lifeline.send(message, 0 if what else socket.MSG_DONTWAIT)
            self._noticed.clear()
