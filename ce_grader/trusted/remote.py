"""Using what a student's names stand for: each request goes to the student's process and back."""

from __future__ import annotations

import contextlib
import importlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ce_grader.trusted import errors
from ce_grader.trusted.callbacks import Callbacks
from ce_grader.trusted.files import SharedFiles
from ce_grader.trusted.handles import RemoteFunction, Seat, Seats, name_of, seat_of
from ce_grader.trusted.replies import entry, pairs, print_outputs, typed, update
from ce_grader.trusted.session import Reply, Session
from ce_grader.trusted.shared import SharedNames
from ce_grader.wire.codec import Encoder, PatientDecoder
from ce_grader.wire.encoder import Handle
from ce_grader.wire.errors import DecodeError, EncodeError
from ce_grader.wire.operations import ITERATORS
from ce_grader.wire.plain import no_plain_data


class Caller:
    """Looks up a student's names and uses what they stand for, within the time of a cell.

    Where the instructor's own answer gave plain data, only plain data is taken of a student's:
    an object could answer each question of a test as it likes.

    Parameters
    ----------
    session : Session
        The student's process.
    namespace : dict
        That of the test cells.
    shared : sequence of str
        Global names that the functions of the instructor's own answer read.
    own_files : iterable of str
        Paths of the instructor's files, which the student's never replace.
    learning : bool
        Whether the answer is the instructor's own: then what it gives is a precedent.

    Attributes
    ----------
    deadline_left : float
        The seconds that each request may take.
    learned : set of str
        Where the instructor's own answer gave other than plain data to the cell that runs.
    """

    def __init__(
        self,
        session: Session,
        namespace: dict[str, Any],
        shared: Sequence[str] = (),
        own_files: Iterable[str] = (),
        learning: bool = False,
    ) -> None:
        self.session = session
        self.deadline_left = 30.0
        self.learned: set[str] = set()
        self._learning = learning
        self._precedent: frozenset[str] = frozenset()
        self._shared = SharedNames(namespace, shared)
        self._files = SharedFiles(own_files)
        self._seats = Seats(self)
        self._callbacks = Callbacks()
        self._result: list[Any] = []  # the arrays, lists and dicts of the last call's result

    def enter(self, names: list[str], precedent: Iterable[str] = ()) -> None:
        """Bind what the student's namespace holds under some names, for one test cell.

        Parameters
        ----------
        names : list of str
            The names to look up; functions become remote ones.
        precedent : iterable of str
            Where the instructor's own answer gave other than plain data to this cell.

        Raises
        ------
        Ungradable
            If a value is not plain data.
        StudentStopped
            If the student's process has ended, or sends an invalid reply.
        """
        self._precedent, self.learned = frozenset(precedent), set()
        fields: dict[str, Any] = {"names": names, "files": self._wanted_files()}
        if not names and fields["files"] == []:
            return self._shared.enter((), {})
        fields["whole"] = [name for name in names if self._has_precedent(name)]
        reply = self.session.ask("resolve", self.deadline_left, **fields)
        with self._distrusting():
            found = typed(reply, "names", dict)
            if set(found) != set(names):
                raise DecodeError("other names than those asked for")
            self._save(reply)
            self._shared.enter(names, self._values(found))

    def leave(self) -> None:
        """Take the student's names back; what the test made of shared ones goes over."""
        bound, gone = self._shared.put_back(*self._changes())
        with contextlib.suppress(errors.NoAnswer):
            if bound or gone:
                encoder = Encoder(handle_of=self._handle_of)
                self.session.ask("bind", self.deadline_left, encoder, bind=bound, unbind=gone)
        self._shared.leave()

    def use(
        self, target: Any, seat: Seat, operation: str, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Any:
        """Do something with an object of the student's; raise what that raises.

        Parameters
        ----------
        target : object
            What stands for the object.
        seat : Seat
            Where that is.
        operation : str
            One of the closed list.
        args : tuple
            Arguments by position, besides the object.
        kwargs : dict
            Arguments by name.

        Returns
        -------
        object
            What it gives.

        Raises
        ------
        AttributeError
            If the object is a function, and the instructor's own has no use of that kind.
        Ungradable
            If the result is not plain data, where that of the instructor's own answer is.
        Untestable
            If an argument is not plain data.
        StudentStopped, StudentTimeout
            If no value comes back.
        """
        name, path = name_of(target), _path(seat.path, operation, args)
        if type(target) is RemoteFunction and not path.endswith(_ON_FUNCTIONS):
            self._require(f"{seat.path} has attributes", name)
        whole = operation in ITERATORS or self._has_precedent(path)
        bound, gone = self._changes()
        fields = {"target": target, "do": operation, "args": args, "kwargs": kwargs}
        fields |= {"whole": whole, "files": self._wanted_files(), "watch": self._shared.watched}
        fields |= {"kept": self._has_precedent(_CHANGED)}
        fields |= {"given": self._files.given([*args, *kwargs.values()])}
        encoder = Encoder(handle_of=self._handle_of)
        try:
            reply = self.session.ask(
                "use", self.deadline_left, encoder, self._answer, **fields, bind=bound, unbind=gone
            )
        except (errors.StudentStopped, errors.StudentTimeout) as error:
            raise type(error)(f"{name} gave no answer: {error}") from None
        except EncodeError as error:
            raise errors.Untestable(f"the test cannot call {name} with {error}") from None
        with self._distrusting(f"{name} gave no answer"):
            return self._finish(name, reply, encoder.objects, path, whole)

    def _has_precedent(self, path: str) -> bool:
        return self._learning or path in self._precedent

    def _require(self, use: str, name: str) -> None:
        """Refuse what the instructor's own answer was not asked for."""
        if not self._has_precedent(use):
            raise AttributeError(f"the function {name} has no such attribute")
        self.learned.add(use)

    def _changes(self) -> tuple[dict[str, Any], list[str]]:
        """Return what the test has made of shared names, as far as it can travel."""
        bound, gone = self._shared.changes()
        self._shared.sent()
        return {name: value for name, value in bound.items() if self._travels(value)}, gone

    def _travels(self, value: Any) -> bool:
        try:
            return bool(Encoder(handle_of=self._handle_of).encode(value))
        except EncodeError:
            return False

    @contextlib.contextmanager
    def _distrusting(self, what: str = "") -> Iterator[None]:
        """End the student's process if what it sent is no message of an honest one."""
        try:
            yield
        except DecodeError as error:
            if what:
                self.session.stop(f"{what}: {error}")
            self.session.distrust(error)

    def _decoder(self, objects: Any = (), path: str = "", whole: bool = False) -> PatientDecoder:
        def resolve(tag: str, parts: list[Any]) -> Any:
            if tag == "k":
                return self._callbacks.function(*parts[:1])
            made = self._seats.make(parts, path, whole)
            if self._learning and type(made) is not RemoteFunction:
                self.learned.add(path)
            return made

        return PatientDecoder(objects, resolve=resolve)

    def _handle_of(self, value: Any) -> Handle | None:
        """Return the handle of an object of the student's, or of a function of the test's."""
        seat = seat_of(value)
        if seat is None:
            return self._handle_of_callback(value) if callable(value) else None
        if seat.generation != self.session.generation:
            raise errors.StudentStopped(f"{name_of(value)} belongs to a process that has ended")
        return b"p", (seat.number,)

    def _handle_of_callback(self, function: Any) -> Handle:
        number, name = self._callbacks.parts_of(function)
        return b"k", (number, name, self._has_precedent(_GIVEN + name))

    def _answer(self, message: Reply) -> bytes:
        """Call a function of the test's for the student's code."""
        with self._distrusting():
            path = _GIVEN + self._callbacks.name(message["callback"])
            decoder = self._decoder((), path, self._has_precedent(path))
            arguments = decoder.decode(typed(message, "arguments", bytes))
            if type(arguments) is not tuple or len(arguments) != 2:
                raise DecodeError("a function of the test was called with no arguments")
            answer = self._callbacks.call(message["callback"], *arguments)
        try:
            return Encoder(handle_of=self._handle_of).encode(answer)
        except EncodeError as error:
            raise errors.Untestable(f"a function of the test gave {error}") from None

    def _finish(self, name: str, reply: Reply, objects: list[Any], path: str, whole: bool) -> Any:
        print_outputs(reply.get("outputs"))
        self._save(reply)
        self._change(objects, reply.get("changed"))
        # as in one process, where calls may share a buffer
        self._change(self._result, reply.get("overwritten"))
        for watched, value in self._values(typed(reply, "names", dict)).items():
            self._shared.update(watched, value)
        for classes, message in pairs(reply.get("warnings"), list, str):
            errors.issue_warning(classes, message)
        if "error" in reply:
            raise self._error(reply["error"])
        if "refused" in reply:
            reason = typed(reply, "refused", str)[:500]
            raise errors.Ungradable(f"{name} returned {reason}")
        decoder = self._decoder(objects, path, whole)
        value = decoder.decode(typed(reply, "value", bytes))
        self._result = decoder.objects[len(objects) :]
        return value

    def _error(self, description: Any) -> Exception:
        """Return the exception that the student's code raised, to be raised here."""
        if type(description) is dict and "raised_by_test" in description:
            return self._callbacks.raised(description["raised_by_test"])
        own = description.get("object") if type(description) is dict else None
        raised = self._decoder((), "raised", True).decode(own) if type(own) is bytes else None
        return errors.rebuild(description, raised)

    def _change(self, objects: list[Any], changes: Any) -> None:
        """Give objects that both sides have numbered the contents that they have over there."""
        for number, data in pairs(changes, int, bytes):
            if not 0 <= number < len(objects):
                raise DecodeError("a change of an object that is not there")
            decoder = self._decoder(objects, _CHANGED, self._has_precedent(_CHANGED))
            update(objects[number], decoder.decode(data))

    def _values(self, found: dict[Any, Any]) -> dict[str, Any]:
        """Return the values of names; those that are not bound are left out."""
        entries = {name: entry(described) for name, described in found.items()}
        return {
            name: self._value_of(name, kind, value)
            for name, (kind, value) in entries.items()
            if kind != "missing"
        }

    def _value_of(self, name: str, kind: str, value: Any) -> Any:
        if kind == "module":
            return self._module(name, value)
        if kind != "value" or type(value) is not bytes:
            raise errors.Ungradable(f"{name} is {str(value)[:300]}")
        return self._decoder((), name, self._has_precedent(name)).decode(value)

    def _module(self, name: str, module: Any) -> Any:
        """Return the module that a name stands for in the instructor's own answer."""
        if self._learning:
            self.learned.add(f"{name} = {module}")
        known = [use.partition(" = ") for use in self.learned | self._precedent]
        wanted = next((found for given, _, found in known if given == name and found), None)
        if wanted is None or wanted != module:
            what = "another module than the test expects" if wanted else no_plain_data("module")
            raise errors.Ungradable(f"{name} is {what}")
        return importlib.import_module(wanted)

    def _save(self, reply: Reply) -> None:
        """Keep the files that the student's code has written, where the test looks for them."""
        kept = self._files.save(typed(reply, "files", dict), self._wanted_files())
        self.learned |= {_FILE + path for path in kept} if self._learning else set()

    def _wanted_files(self) -> list[str] | None:
        """Return the files that the test may read of the student's; None stands for all."""
        if self._learning:
            return None
        return [use.removeprefix(_FILE) for use in self._precedent if use.startswith(_FILE)]


_FILE = "file "
_GIVEN = "given to "
_CHANGED = "changed by"
#: Of a function, what is always asked on: its calls, and what Python says of functions.
_ON_FUNCTIONS = ("()", "__")


def _path(path: str, operation: str, args: tuple[Any, ...]) -> str:
    """Return how a test comes by the result of an operation on what it came by so."""
    if operation == "__call__":
        return f"{path}()"
    return f".{args[0]}" if operation == "__getattr__" else operation
