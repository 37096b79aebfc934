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
import types
import warnings
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any

import numpy as np

from ce_grader.processes.files import write_files
from ce_grader.processes.shell import NotebookShell, run_cell, running, undrawn
from ce_grader.wire import bounds
from ce_grader.wire.codec import Decoder, Encoder
from ce_grader.wire.errors import DecodeError, EncodeError
from ce_grader.wire.frames import Channel, ChannelClosed

_MAX_WARNINGS = 20
_LAZY = (types.GeneratorType, map, zip, filter)


class Host:
    """One student's namespace, and the requests that it answers.

    Parameters
    ----------
    shell : NotebookShell
        The namespace.
    output_limit : int
        How many bytes of output are kept of each cell and call.
    """

    def __init__(self, shell: NotebookShell, output_limit: int) -> None:
        self._shell = shell
        self._output_limit = output_limit
        self.busy = False
        self._callables: list[Any] = []

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
        except KeyboardInterrupt:
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
            outputs, error = run_cell(self._shell, request["code"], self._output_limit)
        name = "" if error is None else type(error).__name__
        return Encoder().encode({"id": request["id"], "outputs": outputs.items, "error": name})

    def _do_resolve(self, request: dict[str, Any], decoder: Decoder) -> bytes:
        """Say what the names stand for: a value, a function, nothing, or nothing plain."""
        found = {name: self._describe(name) for name in request["names"]}
        names = Encoder(handle_of=self._handle_of).encode(found)
        return Encoder().encode({"id": request["id"], "names": names})

    def _describe(self, name: str) -> tuple[Any, ...]:
        namespace: Mapping[str, Any] = self._shell.user_ns
        if name not in namespace:
            return ("missing", None)
        value = namespace[name]
        try:
            Encoder(handle_of=self._handle_of).encode(value)
        except EncodeError as error:
            return ("refused", str(error))
        return ("value", value)

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
        """Call a function of the student's; report result, changed arguments, and all it said."""
        objects = list(decoder.objects)
        before = [_contents_of(objects, number) for number in range(len(objects))]
        reply: dict[str, Any] = {"id": request["id"]}
        with (
            running(self._shell, self._output_limit) as outputs,
            warnings.catch_warnings(record=True) as caught,
        ):
            warnings.simplefilter("always")
            result = _call(request["function"], request["args"], request["kwargs"], reply)
        reply["outputs"] = outputs.items
        reply["warnings"] = [
            (_names(item.category), str(item.message)[:2000]) for item in caught[:_MAX_WARNINGS]
        ]
        return self._encode_call(reply, result, objects, before)

    def _encode_call(
        self, reply: dict[str, Any], result: Any, objects: list[Any], before: list[bytes]
    ) -> bytes:
        encoder = Encoder(objects, self._handle_of)
        changed = [
            (number, _contents_of(objects, number))
            for number in range(len(before))
            if _contents_of(objects, number) != before[number]
        ]
        reply["changed"] = changed
        try:
            reply["value"] = encoder.encode(result)
        except EncodeError as error:
            reply["refused"] = str(error)
        return Encoder().encode(reply)


def _contents_of(objects: list[Any], number: int) -> bytes:
    """Return what an argument holds now, other arguments in it by their number."""
    try:
        return Encoder(objects).contents(objects[number])
    except EncodeError:
        return b""


def _call(function: Callable[..., Any], args: Any, kwargs: Any, reply: dict[str, Any]) -> Any:
    try:
        result = function(*args, **kwargs)
        # the body of a generator runs when it is read, and may raise like any function
        return _list_of(result) if isinstance(result, _LAZY) else result
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        reply["error"] = _describe_error(error)
        return None


def _list_of(items: Iterator[Any]) -> list[Any]:
    """Return the items of an iterator, as many as can travel."""
    return list(islice(items, bounds.ITERATOR_ITEMS + 1))


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
    """Return the traceback from the student's first frame on."""
    found = error.__traceback__
    while found is not None and found.tb_frame.f_code.co_filename == __file__:
        found = found.tb_next
    return found


def _names(kind: type) -> list[str]:
    return [base.__name__ for base in kind.__mro__[:20]]


def serve(sock: socket.socket, limits: Mapping[str, Any]) -> None:
    """Answer requests until the trusted side hangs up.

    Parameters
    ----------
    sock : socket.socket
        Where they come in.
    limits : mapping
        The submission's, by name.
    """
    host = Host(NotebookShell.instance(), int(limits["output"]))
    np.random.seed()  # noqa: NPY002  (else all submissions would draw the same numbers)
    channel = Channel(sock, 2**31)
    # a child that the student's code forks comes back here when its cell ends, and would answer too
    os.register_at_fork(after_in_child=sock.close)

    def interrupt(number: int, frame: Any) -> None:
        if host.busy:  # else it came too late: the reply is on its way
            raise KeyboardInterrupt

    signal.signal(signal.SIGINT, interrupt)
    while True:
        try:
            channel.send(host.answer(channel.receive()))
        except ChannelClosed:
            return
