"""What a warm parent does: import once, fork at every request, and never run student code.

A request is one message with file descriptors on a SEQPACKET socket that several processes may
hold; there are no replies, so nothing can be mixed up. The parent ends when the last one of
them hangs up. A branch is a child that takes requests itself, after it has run the given cells
of one assignment.
"""

from __future__ import annotations

import functools
import gc
import importlib
import json
import os
import pickle
import pkgutil
import signal
import socket
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from ce_grader.sandbox import kernel
from ce_grader.wire.frames import Channel

_Child = Callable[[dict[str, Any], list[int]], None]
BRANCH = {"branch": True}
_MAX_REQUEST = 65_536
MAX_CELLS = 2**28
#: More than any assignment's own cells take; if not, its submissions are graded without.
REHEARSAL_SECONDS = 60.0


def send_request(control: socket.socket, request: dict[str, Any], fds: Iterable[int]) -> None:
    """Ask a warm parent for a child.

    Parameters
    ----------
    control : socket.socket
        Where the parent takes requests.
    request : dict
        What the child is told, as JSON.
    fds : iterable of int
        File descriptors that it gets.
    """
    socket.send_fds(control, [json.dumps(request).encode()], list(fds))


def lifeline() -> tuple[socket.socket, socket.socket]:
    """Return the two ends of the stream of messages between a supervisor and who asked for it.

    Returns
    -------
    mine, its : socket.socket
        The stream ends with its owner.
    """
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)


def import_all(names: Iterable[str], hidden: Iterable[str] = ()) -> None:
    """Import what is there of the modules that notebooks use.

    Parameters
    ----------
    names : iterable of str
        Modules; `package.*` stands for the package with all its modules.
    hidden : iterable of str
        Packages that are never imported, even if a name or pattern includes them.
    """
    hidden = tuple(hidden)
    for pattern in names:
        for name in _modules(pattern):
            if not any(name == prefix or name.startswith(prefix + ".") for prefix in hidden):
                _import(name)


def _modules(pattern: str) -> Iterator[str]:
    package, star, _ = pattern.partition(".*")
    yield package
    folders = getattr(sys.modules.get(package), "__path__", ()) if star else ()
    for module in pkgutil.iter_modules(folders, package + "."):
        yield from _modules(module.name + (".*" if module.ispkg else ""))


def _import(name: str) -> None:
    try:
        importlib.import_module(name)
    except Exception as error:  # the notebook that needs it says so
        print(f"not imported beforehand: {name} ({error!r})", file=sys.stderr)


def serve(control: socket.socket, child: _Child) -> None:
    """Fork a child for each request until everybody has hung up.

    Parameters
    ----------
    control : socket.socket
        Where requests come in.
    child : callable
        What a child does with its request and file descriptors; it ends afterwards.
    """
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the coordinator handles Ctrl-C
    while True:
        message, fds, _, _ = socket.recv_fds(control, _MAX_REQUEST, 8)
        _reap()
        if not message:
            return
        if os.fork() == 0:
            control.close()
            request = json.loads(message)
            _run(functools.partial(_branch, child) if request == BRANCH else child, request, fds)
        for fd in fds:
            os.close(fd)


def _branch(child: _Child, request: dict[str, Any], fds: list[int]) -> None:
    """Rehearse the cells that come over the second socket, say how it went, serve on the first."""
    from ce_grader.processes.rehearsal import rehearse  # brings IPython

    if sys.platform == "linux":
        kernel.die_with_parent(signal.SIGKILL)
    control, other = (socket.socket(fileno=fd) for fd in fds)
    channel = Channel(other, MAX_CELLS)
    # written by the coordinator, which is as trusted as this process
    sources, files = pickle.loads(channel.receive())
    problem = rehearse(sources, files, REHEARSAL_SECONDS)
    channel.send(problem.encode())
    channel.close()
    if not problem:
        serve(control, child)


def _run(child: _Child, request: dict[str, Any], fds: list[int]) -> None:
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        child(request, fds)
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def _reap() -> None:
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def kill_children() -> None:
    """Kill the children of this process, and those that it adopts as they end."""
    while True:
        with open(f"/proc/self/task/{os.getpid()}/children") as file:
            children = [int(word) for word in file.read().split()]
        if not children:
            return
        for child in children:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


def close_all_but(*kept: int) -> None:
    """Close every file descriptor above 2 except some.

    Parameters
    ----------
    *kept : int
        Those that stay open.
    """
    low = 3
    for fd in sorted(kept):
        os.closerange(low, fd)
        low = fd + 1
    os.closerange(low, 65_536)
