"""Serves the trusted side's requests in the student's process: run a cell, call a function.

Nothing here is a secret, and nothing that it says is believed: a student's code shares this
process and may answer in its place. All that it can claim is what its function returned.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import sys
import traceback
import warnings
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from ce_grader.processes.files import write_files
from ce_grader.processes.shell import NotebookShell, run_cell, running, undrawn
from ce_grader.sandbox.notices import limit_of
from ce_grader.wire.codec import Decoder, Encoder
from ce_grader.wire.errors import DecodeError, EncodeError
from ce_grader.wire.frames import Channel, ChannelClosed

_MAX_WARNINGS = 20
_OWN = os.path.dirname(os.path.dirname(__file__)) + os.sep


class _Interrupted(KeyboardInterrupt):
    """The trusted side's interrupt, which is none that the student's code raises."""


class Host:
    """One student's namespace, and the requests that it answers.

    Parameters
    ----------
    shell : NotebookShell
        The namespace.
    output_limit : int
        How many bytes of output are kept of each cell and call.
    noticed : Counter
        What was noticed since the last reply (see `ce_grader.sandbox.notices`).
    """

    def __init__(self, shell: NotebookShell, output_limit: int, noticed: Counter[str]) -> None:
        self._shell = shell
        self._noticed = noticed
        self._output_limit = output_limit
        self.busy = False
        self._callables: list[Any] = []
        self._result: list[Any] = []  # the arrays, lists and dicts of the last call's result

    def answer(self, frame: bytes) -> bytes:
        """Return the reply to one request.

        Parameters
        ----------
        frame : bytes
            The request.

        Returns
        -------
        bytes
            The reply.
        """
        decoder = Decoder(resolve=lambda number, name: self._callables[number])
        try:
            request = decoder.decode(frame)
        except DecodeError as error:
            return Encoder().encode({"id": -1, "error": str(error)})
        operation = getattr(self, f"_do_{request['op']}")
        self.busy = True
        try:
            reply = operation(request, decoder)
        except _Interrupted:
            reply = Encoder().encode({"id": request["id"], "interrupted": True})
        finally:
            self.busy = False
        return bytes(reply)

    def _do_files(self, request: dict[str, Any], decoder: Decoder) -> bytes:
        """Write the files that lie beside the notebook."""
        write_files(".", request["files"])
        os.environ.update(request["environment"])
        sys.path.insert(0, os.getcwd())
        return Encoder().encode({"id": request["id"]})

    def _do_run(self, request: dict[str, Any], decoder: Decoder) -> bytes:
        """Run a cell."""
        drawn = contextlib.nullcontext() if request["figures"] else undrawn(self._shell)
        with drawn:
            outputs, error, _ = run_cell(self._shell, request["code"], self._output_limit)
        name = "" if error is None else type(error).__name__
        reply = {"id": request["id"], "outputs": outputs.items, "error": name}
        return Encoder().encode(reply | self._noticed_by(error))

    def _noticed_by(self, error: BaseException | None = None) -> dict[str, dict[str, int]]:
        """Return for a reply what was noticed since the last one."""
        kind = limit_of(error)
        if kind:
            self._noticed[kind] += 1
        found = {kind: count for kind, count in self._noticed.items() if count}
        self._noticed.clear()
        return {"noticed": found}

    def _do_resolve(self, request: dict[str, Any], decoder: Decoder) -> bytes:
        """Say what the names stand for: a value, a function, nothing, or nothing plain."""
        encoder = Encoder(handle_of=self._handle_of)
        names = {name: self._describe(name, encoder) for name in request["names"]}
        return Encoder().encode({"id": request["id"], "names": names})

    def _describe(self, name: str, encoder: Encoder) -> tuple[Any, ...]:
        namespace: Mapping[str, Any] = self._shell.user_ns
        if name not in namespace:
            return ("missing", None)
        try:
            # once: what can be read only once, such as an iterator, would be empty then
            return ("value", encoder.encode(namespace[name]))
        except EncodeError as error:
            return ("refused", str(error))
        except Exception as error:
            return ("refused", _unreadable(namespace[name], error))

    def _handle_of(self, value: Any) -> tuple[int, str] | None:
        """Return number and name of a callable, which stays here."""
        if not callable(value):
            return None
        known = (number for number, item in enumerate(self._callables) if item is value)
        number = next(known, len(self._callables))
        if number == len(self._callables):
            self._callables.append(value)
        return number, str(getattr(value, "__name__", type(value).__name__))

    def _do_call(self, request: dict[str, Any], decoder: Decoder) -> bytes:
        """Call a function of the student's; report result, changed arguments, and all it said.

        What the last call returned may change as well, where calls share one buffer.
        """
        objects, result = list(decoder.objects), self._result
        before = [_contents_of(objects), _contents_of(result)]
        reply: dict[str, Any] = {"id": request["id"]}
        with (
            running(self._shell, self._output_limit) as outputs,
            # NumPy's own settings, whatever a cell has set
            np.errstate(divide="warn", over="warn", under="ignore", invalid="warn"),
            warnings.catch_warnings(record=True) as caught,
        ):
            warnings.simplefilter("always")
            encoder = Encoder(objects, self._handle_of)
            reply |= _call(encoder, request["function"], request["args"], request["kwargs"])
        reply["outputs"] = outputs.items
        reply["warnings"] = [
            (_names(item.category), str(item.message)[:2000]) for item in caught[:_MAX_WARNINGS]
        ]
        reply["changed"] = _changes(before[0], _contents_of(objects))
        reply["overwritten"] = _changes(before[1], _contents_of(result))
        self._result = encoder.objects[len(objects) :]
        return Encoder().encode(reply | self._noticed_by())


def _contents_of(objects: list[Any]) -> list[bytes]:
    """Return what each object holds now, the others in it by their number."""
    return [_contents(objects, number) for number in range(len(objects))]


def _contents(objects: list[Any], number: int) -> bytes:
    try:
        return Encoder(objects).contents(objects[number])
    except Exception:  # it holds what is no plain data, or cannot be read
        return b""


def _changes(before: list[bytes], after: list[bytes]) -> list[tuple[int, bytes]]:
    return [(number, now) for number, now in enumerate(after) if now != before[number]]


def _call(encoder: Encoder, function: Callable[..., Any], args: Any, kwargs: Any) -> dict[str, Any]:
    """Call a function; return what the reply says of its value, or of its error.

    What it returns is encoded here: the body of a generator runs when it is read, and may
    print, warn, raise and change arguments like any function.
    """
    try:
        return {"value": encoder.encode(function(*args, **kwargs))}
    except EncodeError as error:
        return {"refused": str(error)}
    except _Interrupted:
        raise
    except BaseException as error:
        return {"error": _describe_error(error)}


def _unreadable(value: Any, error: Exception) -> str:
    return f"a value of type {type(value).__name__} that raises {type(error).__name__} when read"


def _describe_error(error: BaseException) -> dict[str, Any]:
    """Return an exception as plain data: class names, message, traceback."""
    first = error.args[0] if len(error.args) == 1 else None
    message = first if type(first) is str else _text_of(error)
    lines = traceback.format_exception(type(error), error, _skip_own(error))
    return {
        "classes": _names(type(error)),
        "message": message[:10_000],
        "traceback": "".join(lines)[-20_000:],
    }


def _text_of(error: BaseException) -> str:
    try:
        return str(error)
    except BaseException:
        return "(its message cannot be shown)"


def _skip_own(error: BaseException) -> Any:
    """Return the traceback from the student's first frame on: a generator's is below ours."""
    found = error.__traceback__
    while found is not None and found.tb_frame.f_code.co_filename.startswith(_OWN):
        found = found.tb_next
    return found


def _names(kind: type) -> list[str]:
    return [base.__name__ for base in kind.__mro__[:20]]


def serve(sock: socket.socket, limits: Mapping[str, Any], noticed: Counter[str]) -> None:
    """Answer requests until the trusted side hangs up.

    Parameters
    ----------
    sock : socket.socket
        Where they come in.
    limits : mapping
        The submission's, by name.
    noticed : Counter
        Where this process counts what an instructor may want to know.
    """
    host = Host(NotebookShell.instance(), int(limits["output"]), noticed)
    np.random.seed()  # noqa: NPY002  (else all submissions would draw the same numbers)
    channel = Channel(sock, 2**31)
    # a child that the student's code forks comes back here when its cell ends, and would answer too
    os.register_at_fork(after_in_child=sock.close)

    def interrupt(number: int, frame: Any) -> None:
        if host.busy:  # else it came too late: the reply is on its way
            raise _Interrupted

    signal.signal(signal.SIGINT, interrupt)
    while True:
        try:
            channel.send(host.answer(channel.receive()))
        except ChannelClosed:
            return
