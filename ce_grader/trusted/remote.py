"""Student functions as the test cells see them: callables whose bodies are elsewhere."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np

from ce_grader.trusted import errors
from ce_grader.trusted.clean import clean_outputs
from ce_grader.trusted.session import Reply, Session
from ce_grader.wire import generators
from ce_grader.wire.codec import Decoder, Encoder
from ce_grader.wire.errors import DecodeError, EncodeError


class RemoteFunction:
    """A function of the student's. Calls happen in the student's process.

    Parameters
    ----------
    caller : Caller
        Through whom calls go.
    number : int
        The function's number in the student's process.
    name : str
        Its name there.
    """

    def __init__(self, caller: Caller, number: int, name: str) -> None:
        self.__name__ = self.__qualname__ = name
        self.__module__ = "__main__"
        self.__doc__ = None
        self._caller = caller
        self._number = number
        self._generation = caller.session.generation

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the student's function with copies; changes of its arguments come back."""
        return self._caller.call(self, args, kwargs)

    def __repr__(self) -> str:
        return f"<function {self.__name__} of the student>"

    def handle(self, generation: int) -> tuple[int, str]:
        """Return by what the student's process knows the function.

        Parameters
        ----------
        generation : int
            Of the process that is asked.

        Returns
        -------
        number : int
            The function's number.
        name : str
            Its name.

        Raises
        ------
        StudentStopped
            If the function belongs to a process that has ended.
        """
        if generation != self._generation:
            raise errors.StudentStopped(f"{self.__name__} belongs to a process that has ended")
        return self._number, self.__name__


# what a check says of a function that stands where a value should
RemoteFunction.__name__ = "function"


class Caller:
    """Looks up a student's names and calls its functions, within the time of a cell.

    Parameters
    ----------
    session : Session
        The student's process.

    Attributes
    ----------
    deadline_left : float
        The seconds that each request may take.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self.deadline_left = 30.0
        self._result: list[Any] = []  # the arrays, lists and dicts of the last call's result

    def _decoder(self, objects: Any = ()) -> Decoder:
        return Decoder(objects, resolve=lambda number, name: RemoteFunction(self, number, name))

    def _handle_of(self, value: Any) -> tuple[int, str] | None:
        """Return the number of a student's function that is handed back to the student."""
        return value.handle(self.session.generation) if type(value) is RemoteFunction else None

    def look_up(self, names: list[str]) -> dict[str, Any]:
        """Return what the student's namespace holds under some names.

        Parameters
        ----------
        names : list of str
            The names to look up.

        Returns
        -------
        dict of str to object
            Values of the names that are bound there; functions are remote ones.

        Raises
        ------
        Ungradable
            If a value is not plain data.
        StudentStopped
            If the student's process has ended, or sends an invalid reply.
        """
        if not names:
            return {}
        reply = self.session.ask("resolve", self.deadline_left, names=names)
        try:
            found = _typed(reply, "names", dict)
            return _values(names, found, self._decoder())
        except DecodeError as error:
            self.session.distrust(error)

    def call(self, function: RemoteFunction, args: Any, kwargs: dict[str, Any]) -> Any:
        """Call a student's function; raise what it raises, change what it changes.

        Parameters
        ----------
        function : RemoteFunction
            What to call.
        args : tuple
            Its arguments by position.
        kwargs : dict
            Its arguments by name.

        Returns
        -------
        object
            What it returns.

        Raises
        ------
        Ungradable
            If an argument or the result is not plain data.
        StudentStopped, StudentTimeout
            If no value comes back.
        """
        encoder = Encoder(handle_of=self._handle_of)
        fields = {"function": function, "args": args, "kwargs": kwargs}
        try:
            reply = self.session.ask("call", self.deadline_left, encoder, **fields)
        except (errors.StudentStopped, errors.StudentTimeout) as error:
            raise type(error)(f"{function.__name__} gave no answer: {error}") from None
        except EncodeError as error:
            raise errors.Ungradable(
                f"the test cannot call {function.__name__} with {error}"
            ) from None
        try:
            return self._finish(function, reply, encoder.objects)
        except DecodeError as error:
            self.session.stop(f"{function.__name__} gave no answer: {error}")

    def _finish(self, function: RemoteFunction, reply: Reply, objects: list[Any]) -> Any:
        _print(reply.get("outputs"))
        self._change(objects, reply.get("changed"))
        # as in one process, where calls may share a buffer
        self._change(self._result, reply.get("overwritten"))
        for classes, message in _pairs(reply.get("warnings"), list, str):
            errors.issue_warning(classes, message)
        if "error" in reply:
            raise errors.rebuild(reply["error"])
        if "refused" in reply:
            reason = _typed(reply, "refused", str)[:500]
            raise errors.Ungradable(f"{function.__name__} returned {reason}")
        decoder = self._decoder(objects)
        value = decoder.decode(_typed(reply, "value", bytes))
        self._result = decoder.objects[len(objects) :]
        return value

    def _change(self, objects: list[Any], changes: Any) -> None:
        """Give objects that both sides have numbered the contents that they have over there."""
        for number, data in _pairs(changes, int, bytes):
            if not 0 <= number < len(objects):
                raise DecodeError("a change of an object that is not there")
            _update(objects[number], self._decoder(objects).decode(data))


def _values(names: list[str], found: dict[Any, Any], decoder: Decoder) -> dict[str, Any]:
    if set(found) != set(names):
        raise DecodeError("other names than those asked for")
    values = {}
    for name, entry in found.items():
        if type(entry) is not tuple or len(entry) != 2:
            raise DecodeError("a name has an unknown form")
        kind, value = entry
        if kind == "refused":
            raise errors.Ungradable(f"{name} is {str(value)[:300]}")
        if kind == "value":
            if type(value) is not bytes:
                raise DecodeError("a name's value has an unknown form")
            values[name] = decoder.decode(value)
    return values


def _print(outputs: Any) -> None:
    """Print what a student's function printed; its figures are dropped."""
    for output in clean_outputs(outputs):
        if output["output_type"] == "stream":
            (sys.stderr if output["name"] == "stderr" else sys.stdout).write(output["text"])


def _typed(reply: Reply, key: str, kind: type) -> Any:
    value = reply.get(key)
    if type(value) is not kind:
        raise DecodeError(f"the answer's {key} has an unknown form")
    return value


def _pairs(value: Any, first: type, second: type) -> list[tuple[Any, Any]]:
    items: list[Any] = value if type(value) is list else [None]
    for item in items:
        if type(item) is not tuple or [type(part) for part in item] != [first, second]:
            raise DecodeError("the answer has an unknown form")
    return items


def _update(target: Any, new: Any) -> None:
    """Give a test's object the contents that the student's function left in its copy."""
    if type(target) is not type(new):
        raise DecodeError("an argument came back as something else")
    if type(target) is np.ndarray:
        _update_array(target, new)
    elif type(target) is np.random.Generator:
        generators.set_state(target, generators.state_of(new))
    elif type(target) is list:
        target[:] = new
    else:
        target.clear()
        target.update(new)


def _update_array(target: Any, new: Any) -> None:
    if target.shape != new.shape or target.dtype.newbyteorder("=") != new.dtype:
        raise DecodeError("an array came back with another shape or type")
    was_writeable = target.flags.writeable
    target.flags.writeable = True  # raises ValueError where the student's line would have
    target[...] = new
    target.flags.writeable = was_writeable
