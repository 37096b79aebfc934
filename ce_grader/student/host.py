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
import types
import warnings
from collections import Counter
from collections.abc import Mapping
from typing import Any

import numpy as np

from ce_grader.processes.files import write_files
from ce_grader.processes.shell import NotebookShell, run_cell, running, undrawn
from ce_grader.sandbox.notices import limit_of
from ce_grader.student.callbacks import Callback
from ce_grader.student.errors import described, names_of, unreadable
from ce_grader.student.files import ChangedFiles
from ce_grader.student.objects import Objects
from ce_grader.wire.codec import Decoder, Encoder
from ce_grader.wire.errors import DecodeError, EncodeError
from ce_grader.wire.frames import Channel, ChannelClosed
from ce_grader.wire.operations import OPERATIONS

_MAX_WARNINGS = 20


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
    channel : Channel
        Where requests come in, and calls of the tests' functions go out.
    noticed : Counter
        What was noticed since the last reply (see `ce_grader.sandbox.notices`).
    """

    def __init__(
        self, shell: NotebookShell, output_limit: int, channel: Channel, noticed: Counter[str]
    ) -> None:
        self._shell = shell
        self._noticed = noticed
        self._output_limit = output_limit
        self._channel = channel
        self.busy = False
        self._objects = Objects()
        self._files = ChangedFiles()
        self._result: list[Any] = []  # the arrays, lists and dicts of the last call's result

    def serve(self) -> None:
        """Answer requests until the trusted side hangs up."""
        with contextlib.suppress(ChannelClosed):
            while True:
                self._channel.send(self._answer(self._channel.receive()))

    def _answer(self, frame: bytes) -> bytes:
        """Return the reply to one request."""
        decoder = Decoder(resolve=self._resolve)
        try:
            request = decoder.decode(frame)
        except DecodeError as error:
            return Encoder().encode({"id": -1, "error": str(error)})
        operation = getattr(self, f"_do_{request['op']}")
        before, self.busy = self.busy, True
        try:
            reply = operation(request, decoder)
        except _Interrupted:
            reply = Encoder().encode({"id": request["id"], "interrupted": True})
        finally:
            self.busy = before
        return bytes(reply)

    def _resolve(self, tag: str, parts: list[Any]) -> Any:
        if tag == "k":
            number, name, whole = parts
            return Callback(number, name, whole, self._ask)
        return self._objects[parts[0]]

    def _ask(self, function: Callback, args: Any, kwargs: Any) -> dict[str, Any]:
        """Call a function of the test's; the test may call the student's again meanwhile."""
        encoder = Encoder(handle_of=self._objects.describer(function.whole))
        message = {"callback": function.number, "arguments": encoder.encode((args, kwargs))}
        self._channel.send(Encoder().encode(message))
        while True:
            frame = self._channel.receive()
            answer: dict[str, Any] = Decoder(resolve=self._resolve).decode(frame)
            if "op" not in answer:
                return answer
            self._channel.send(self._answer(frame))

    def _do_files(self, request: dict[str, Any], decoder: Decoder) -> bytes:
        """Write the files that lie beside the notebook."""
        write_files(".", request["files"])
        os.environ.update(request["environment"])
        sys.path.insert(0, os.getcwd())
        self._files.look()
        return Encoder().encode({"id": request["id"]})

    def _do_run(self, request: dict[str, Any], decoder: Decoder) -> bytes:
        """Run a cell."""
        self._shell.known = frozenset(request["drawn"])
        with contextlib.nullcontext() if request["figures"] else undrawn(self._shell):
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
        names = self._described(request["names"], request["whole"])
        files = self._files.changed(request["files"])
        return Encoder().encode({"id": request["id"], "names": names, "files": files})

    def _described(self, names: list[str], whole: list[str]) -> dict[str, tuple[Any, ...]]:
        # two encoders: each numbers the arrays, lists and dicts that it has written
        encoders = {w: Encoder(handle_of=self._objects.describer(w)) for w in (False, True)}
        return {name: self._describe(name, encoders[name in whole]) for name in names}

    def _describe(self, name: str, encoder: Encoder) -> tuple[Any, ...]:
        namespace: Mapping[str, Any] = self._shell.user_ns
        if name not in namespace:
            return ("missing", None)
        value = namespace[name]
        if type(value) is types.ModuleType:
            return ("module", value.__name__)
        try:
            # once: what can be read only once, such as an iterator, would be empty then
            return ("value", encoder.encode(value))
        except EncodeError as error:
            return ("refused", str(error))
        except Exception as error:
            return ("refused", unreadable(value, error))

    def _do_use(self, request: dict[str, Any], decoder: Decoder) -> bytes:
        """Do something with an object of the student's; report the result, and all it said.

        What the last call returned may change as well, where calls share one buffer.
        """
        write_files(".", request["given"])
        self._bind(request["bind"], request["unbind"])
        objects, result = list(decoder.objects), self._result
        before = [self._contents_of(objects), self._contents_of(result)]
        globals_before = self._described(request["watch"], [])
        reply: dict[str, Any] = {"id": request["id"]}
        with (
            running(self._shell, self._output_limit) as outputs,
            # NumPy's own settings, whatever a cell has set
            np.errstate(divide="warn", over="warn", under="ignore", invalid="warn"),
            warnings.catch_warnings(record=True) as caught,
        ):
            warnings.simplefilter("always")
            encoder = Encoder(objects, self._objects.describer(request["whole"]))
            reply |= self._use(encoder, request)
        reply["outputs"] = outputs.items
        reply["warnings"] = [
            (names_of(item.category), str(item.message)[:2000]) for item in caught[:_MAX_WARNINGS]
        ]
        kept = request["kept"]
        reply["changed"] = self._changes(objects, before[0], kept)
        reply["overwritten"] = self._changes(result, before[1], kept)
        now = self._described(request["watch"], [])
        reply["names"] = {name: now[name] for name in now if now[name] != globals_before[name]}
        reply["files"] = self._files.changed(request["files"])
        self._result = encoder.objects[len(objects) :]
        return Encoder().encode(reply | self._noticed_by())

    def _do_bind(self, request: dict[str, Any], decoder: Decoder) -> bytes:
        """Take over what a test has made of global names."""
        self._bind(request["bind"], request["unbind"])
        return Encoder().encode({"id": request["id"]})

    def _bind(self, values: dict[str, Any], gone: list[str]) -> None:
        """Give global names the values that the test has given them, and take away others."""
        self._shell.user_ns.update(values)
        for name in gone:
            self._shell.user_ns.pop(name, None)

    def _use(self, encoder: Encoder, request: dict[str, Any]) -> dict[str, Any]:
        """Carry out an operation; return what the reply says of its value, or of its error.

        What it gives is encoded here: the body of a generator runs when it is read, and may
        print, warn, raise and change arguments like any function.
        """
        operation = OPERATIONS[request["do"]]
        try:
            value = operation(request["target"], *request["args"], **request["kwargs"])
            return {"value": encoder.encode(value)}
        except EncodeError as error:
            return {"refused": str(error)}
        except _Interrupted:
            raise
        except BaseException as error:
            return {"error": described(error, self._objects)}

    def _contents_of(self, objects: list[Any]) -> list[bytes]:
        """Return what each object holds now, the others in it by their number."""
        return [self._contents(objects, number, True) for number in range(len(objects))]

    def _contents(self, objects: list[Any], number: int, whole: bool) -> bytes:
        try:
            encoder = Encoder(objects, self._objects.describer(whole))
            return encoder.contents(objects[number])
        except Exception:  # it holds what is no plain data, or cannot be read
            return b""

    def _changes(
        self, objects: list[Any], before: list[bytes], whole: bool
    ) -> list[tuple[int, bytes]]:
        now = enumerate(self._contents_of(objects))
        changed = [number for number, contents in now if contents != before[number]]
        return [(number, self._contents(objects, number, whole)) for number in changed]


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
    channel = Channel(sock, 2**31)
    host = Host(NotebookShell.instance(), int(limits["output"]), channel, noticed)
    np.random.seed()  # noqa: NPY002  (else all submissions would draw the same numbers)
    # a child that the student's code forks comes back here when its cell ends, and would answer too
    os.register_at_fork(after_in_child=sock.close)

    def interrupt(number: int, frame: Any) -> None:
        if host.busy:  # else it came too late: the reply is on its way
            raise _Interrupted

    signal.signal(signal.SIGINT, interrupt)
    host.serve()
