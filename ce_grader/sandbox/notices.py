"""What an answer did that an instructor may want to ask about: a question, not a verdict.

Python's audit hook sees it in the student's own process, and the kernel tells the supervisor of
the calls that the filter names, whichever program makes them.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import struct
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from importlib.abc import MetaPathFinder
from typing import Any

#: What may be noticed, in words.
SENTENCES = {
    "reference": "looked for a package that is hidden from it",
    "socket": "opened a network socket",
    "signal": "sent a signal to a process",
    "memory": "reached the limit on memory",
    "processes": "reached the limit on processes",
    "disk": "reached the limit on disk space",
    "file size": "reached the limit on the size of a file",
    "open files": "reached the limit on open files",
}
_REFUSED = "refused "
_ERRORS = {
    errno.EAGAIN: "processes",
    errno.ENOSPC: "disk",
    errno.EDQUOT: "disk",
    errno.EFBIG: "file size",
    errno.EMFILE: "open files",
}
_PATHS = ("open", "os.listdir", "os.scandir")
_AUDITED = {"socket.__new__": "socket", "os.kill": "signal", "os.killpg": "signal",
            **dict.fromkeys(_PATHS, "reference")}  # fmt: skip
_INTERNET = (2, 10)


def sentence(kind: str) -> str | None:
    """Return what was noticed, in words.

    Parameters
    ----------
    kind : str
        As it was counted; it may come from a student's process.

    Returns
    -------
    str or None
        None for what nobody counts.

    Examples
    --------
    >>> sentence("refused ptrace")
    'made a system call that is refused: ptrace'
    """
    call = kind.removeprefix(_REFUSED)
    if call != kind and call.isidentifier() and len(call) < 40:
        return f"made a system call that is refused: {call}"
    return SENTENCES.get(kind)


def limit_of(error: BaseException | None) -> str | None:
    """Return the limit that an error speaks of.

    Parameters
    ----------
    error : BaseException or None
        What ended a cell or a call.

    Returns
    -------
    str or None
        A key of `SENTENCES`.
    """
    if isinstance(error, MemoryError):
        return "memory"
    return _ERRORS.get(error.errno or 0) if isinstance(error, OSError) else None


class _Tripwire(MetaPathFinder):
    """Finds no module, and counts who asks for a hidden one."""

    def __init__(self, hidden: Sequence[str], noticed: Counter[str]) -> None:
        self._hidden = hidden
        self._noticed = noticed

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> None:
        if any(name == package or name.startswith(f"{package}.") for package in self._hidden):
            self._noticed["reference"] += 1


def watch(hidden: Sequence[str], noticed: Counter[str], calls: bool) -> None:
    """Count what this process does from now on, as far as it goes through Python.

    Parameters
    ----------
    hidden : sequence of str
        Packages that it is not shown.
    noticed : Counter
        Where to count.
    calls : bool
        Whether sockets and signals count too, where no filter tells of them.
    """
    folders = tuple(f"/{name.replace('.', '/')}" for name in hidden)
    sys.meta_path.insert(0, _Tripwire(hidden, noticed))

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        kind = _AUDITED.get(event)
        if kind is None:
            return
        if event in _PATHS:
            path = arguments[0]
            noticed[kind] += type(path) is str and any(folder in path for folder in folders)
        elif calls:
            own = arguments[1] not in _INTERNET if kind == "socket" else _is_child(arguments[0])
            noticed[kind] += not own

    sys.addaudithook(hook)


def _is_child(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            return int(file.read().rpartition(b")")[2].split()[1]) == os.getpid()
    except OSError:
        return False


class Listener:
    """Answers the calls that the filter names to the supervisor, and counts them.

    Whoever calls waits for the answer, so none is overlooked; after so many, the kernel refuses
    them without asking.

    Parameters
    ----------
    descriptor : int
        The kernel's end, from `ce_grader.sandbox.filter.install`.
    names : mapping of int to str
        What the calls are called.
    """

    _RECEIVE, _SEND = 0xC0502100, 0xC0182101  # the ioctls of linux/seccomp.h
    _CALL, _ANSWER = struct.Struct("=QIIiIQ6Q"), struct.Struct("=QqiI")
    _GO_ON = 1
    _MOST = 2_000
    #: Each may hold megabytes in the kernel, which no limit counts.
    _MOST_SOCKETS = 256

    def __init__(self, descriptor: int, names: Mapping[int, str]) -> None:
        self.descriptor = descriptor
        self._names = names
        self._left = self._MOST
        self._sockets = 0

    def take(self, tell: Callable[[str], None]) -> None:
        """Answer one call.

        Parameters
        ----------
        tell : callable
            Told, before the caller goes on, what the call counts as, if it does.

        Raises
        ------
        EOFError
            If there will be no more.
        """
        room = bytearray(self._CALL.size)
        try:
            fcntl.ioctl(self.descriptor, self._RECEIVE, room)
        except OSError as error:  # the caller has ended, or all have
            if error.errno != errno.ENOENT:
                raise EOFError from error
            return
        number, _, _, call, _, _, first, second, *_ = self._CALL.unpack(room)
        kind, refusal = self._decide(self._names.get(call, str(call)), first, second)
        if kind is not None:
            tell(kind)
        self._answer(number, refusal)
        self._left -= 1
        if self._left <= 0:
            raise EOFError

    def _decide(self, name: str, first: int, second: int) -> tuple[str | None, int]:
        """Return what a call counts as, and the error that refuses it (0: it goes on)."""
        if name == "kill":
            # the processes with higher numbers are all its own: a pool ends its workers so
            aimed = ctypes.c_int(first & 0xFFFFFFFF).value <= 1
            return "signal" if second and aimed else None, 0
        if name not in ("socket", "socketpair"):
            return f"{_REFUSED}{name}", errno.EPERM
        self._sockets += 1
        if self._sockets > self._MOST_SOCKETS:
            return "open files", errno.EMFILE
        return "socket" if first in _INTERNET else None, 0

    def _answer(self, number: int, refusal: int) -> None:
        answer = self._ANSWER.pack(number, 0, -refusal, 0 if refusal else self._GO_ON)
        try:
            fcntl.ioctl(self.descriptor, self._SEND, answer)
        except OSError as error:  # the caller has ended meanwhile
            if error.errno != errno.ENOENT:
                raise EOFError from error

    def close(self) -> None:
        """Hear no more; whoever calls from now on is refused."""
        os.close(self.descriptor)
