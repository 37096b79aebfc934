"""Objects of the student's as test cells see them: what is done with one is done over there.

A class of the student's is a class here, and its instances are of it, so `isinstance`, `type`
and `except` work. None of the student's code is in it: it has the special methods of a closed
list that the student's class defines, and each of them asks the student's process.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, NamedTuple, NoReturn, Protocol

import numpy as np
from sympy.core.sympify import CantSympify

from ce_grader.trusted import errors
from ce_grader.trusted.session import Session
from ce_grader.wire import bounds
from ce_grader.wire.errors import DecodeError
from ce_grader.wire.operations import SPECIAL

#: Of the attributes that Python and libraries ask every object for, those that are asked on.
#: Never among them: what makes an array of memory (`__array_interface__`), an expression
#: (`_sympy_`), a page (`_repr_html_`) or another object (`__reduce__`) of the student's word.
_SHOWN = frozenset(
    "__annotations__ __code__ __defaults__ __dict__ __doc__ __func__ __kwdefaults__ __members__ "
    "__dataclass_fields__ __match_args__ __self__ __version__ __init__ __new__ __abstractmethods__"
    .split()
)  # fmt: skip


class Asking(Protocol):
    """What carries an operation over: a `ce_grader.trusted.remote.Caller`."""

    session: Session

    @property
    def use(self) -> Callable[..., Any]:
        """Do something with an object of the student's."""


class Seat(NamedTuple):
    """Where an object of the student's is.

    Attributes
    ----------
    caller : Asking
        Through whom it is asked.
    generation : int
        Of the student's process that has it.
    number : int
        Its number there.
    path : str
        How the test came by it.
    """

    caller: Asking
    generation: int
    number: int
    path: str


class RemoteType(type):
    """The type of the student's classes."""

    def __new__(cls, name: str, *args: Any, **kwargs: Any) -> RemoteType:
        """Refuse: a class of the test's cannot have a base in another process."""
        raise errors.Untestable(f"the class {name} of the test derives from one of the answer's")

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        """Make an object in the student's process."""
        return _use(cls, "__call__", *args, **kwargs)

    def __getattr__(cls, name: str) -> Any:
        return _attribute(cls, name)

    def __setattr__(cls, name: str, value: Any) -> None:
        _use(cls, "__setattr__", name, value)

    def __delattr__(cls, name: str) -> None:
        _use(cls, "__delattr__", name)

    def __bool__(cls) -> bool:
        return True

    def __len__(cls) -> Any:
        return _use(cls, "__len__")

    def __iter__(cls) -> Any:
        return _use(cls, "__iter__")

    def __contains__(cls, item: Any) -> Any:
        return _use(cls, "__contains__", item)

    def __getitem__(cls, key: Any) -> Any:
        return _use(cls, "__getitem__", key)


class Remote(CantSympify):
    """An object of the student's."""

    # without annotations: `__annotations__` is asked of the student's function
    __slots__ = ("__weakref__", "_seat")

    def __getattr__(self, name: str) -> Any:
        return _attribute(self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        _use(self, "__setattr__", name, value)

    def __delattr__(self, name: str) -> None:
        _use(self, "__delattr__", name)

    def __reduce_ex__(self, protocol: Any) -> Any:
        raise TypeError(f"an object of the student's class {type(self).__name__} stays there")

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of the student>"


class RemoteFunction(Remote):
    """A function of the student's, or anything else of which only calls are allowed."""

    __slots__ = ("__name__", "__qualname__")

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the student's function with copies; changes of its arguments come back."""
        return _use(self, "__call__", *args, **kwargs)

    def __repr__(self) -> str:
        return f"<function {self.__name__} of the student>"


_DOC = property(lambda self: _attribute(self, "__doc__"))
RemoteFunction.__doc__ = _DOC  # type: ignore[assignment]
RemoteType.__doc__ = _DOC  # type: ignore[assignment]
# what a check says of a function that stands where a value should
RemoteFunction.__name__, RemoteFunction.__module__ = "function", "__main__"


def seat_of(value: Any) -> Seat | None:
    """Return where a value is, if it is an object of the student's.

    Parameters
    ----------
    value : object
        Of the test's.

    Returns
    -------
    Seat or None
        None for every other value.
    """
    seat: Seat | None = None
    if type(value) is RemoteType:
        seat = type.__getattribute__(value, "_class_seat")
    elif type(value) is RemoteFunction or type(type(value)) is RemoteType:
        seat = object.__getattribute__(value, "_seat")
    return seat


def name_of(value: Any) -> str:
    """Return the name of an object of the student's, as a sentence says it.

    Parameters
    ----------
    value : object
        For which `seat_of` gives a seat.

    Returns
    -------
    str
        Its own, or that of its class.
    """
    named = isinstance(value, (RemoteFunction, RemoteType))
    return str(value.__name__ if named else type(value).__name__)


def _use(target: Any, operation: str, /, *args: Any, **kwargs: Any) -> Any:
    seat = seat_of(target)
    assert seat is not None
    return seat.caller.use(target, seat, operation, args, kwargs)


def _attribute(target: Any, name: str) -> Any:
    if name == "__signature__":
        return _signature(target)
    if name.startswith("_") and name.endswith("_") and name not in _SHOWN:
        raise AttributeError(f"{name_of(target)} has no attribute {name}", name=name, obj=None)
    return _use(target, "__getattr__", name)


def _signature(target: Any) -> inspect.Signature:
    """Return the signature that the student's process describes."""
    try:
        return inspect.Signature([_parameter(*part) for part in _use(target, "__signature__")])
    except (TypeError, ValueError, AttributeError, LookupError) as error:
        raise errors.Ungradable("the signature of an answer cannot be read") from error


def _parameter(name: str, kind: int, default: Any, annotation: Any) -> inspect.Parameter:
    given = {"default": default, "annotation": annotation}
    kinds = list(inspect._ParameterKind)
    kept = {key: value[0] for key, value in given.items() if value}
    return inspect.Parameter(name, kinds[kind], **kept)


def _asking(operation: str) -> Any:
    """Return the special method that asks the student's process."""

    def method(self: Any, *args: Any, **kwargs: Any) -> Any:
        return _use(self, operation, *args, **kwargs)

    method.__name__ = operation
    return method


def _next(self: Any) -> Any:
    found = _use(self, "__next__")
    if found == ():
        raise StopIteration
    if type(found) is not tuple or len(found) != 1:
        _distrust(self, "an iterator gave something else than a value")
    return found[0]


def _distrust(target: Any, why: str) -> NoReturn:
    seat = seat_of(target)
    assert seat is not None
    seat.caller.session.distrust(DecodeError(why))


def _exit(self: Any, kind: Any, error: Any, trace: Any) -> Any:
    known = kind is not None and kind.__module__ == "builtins"
    name = (kind.__name__ if known else "RuntimeError") if kind else None
    return _use(self, "__exit__", name, "" if error is None else str(error))


def _array(self: Any, dtype: Any = None, copy: Any = None) -> Any:
    found = _use(self, "__array__")
    if type(found) is not np.ndarray:
        raise TypeError(f"{name_of(self)} does not give an array")
    return found if dtype is None else found.astype(dtype)


_METHODS = {name: _asking(name) for name in SPECIAL}
_METHODS |= {"__next__": _next, "__exit__": _exit, "__array__": _array}
_METHODS["__deepcopy__"] = lambda self, memo: _use(self, "__deepcopy__")


class Seats:
    """Makes what stands for the student's objects, and the same for the same.

    Parameters
    ----------
    caller : Asking
        Through whom they are asked.
    """

    def __init__(self, caller: Asking) -> None:
        self._caller = caller
        self._made: dict[tuple[int, int, str], Any] = {}

    def make(self, parts: list[Any], path: str, whole: bool) -> Any:
        """Return what stands for an object.

        Parameters
        ----------
        parts : list
            What the student's process says of it.
        path : str
            How the test came by it.
        whole : bool
            Whether it may be other than a function.

        Returns
        -------
        object
            A class, an object of one, or a function.

        Raises
        ------
        DecodeError
            If the parts do not fit, or the object may be nothing but a function.
        """
        if not _fit(parts, (int, str)) and not (whole and _fit(parts, (int, str, str, tuple))):
            raise DecodeError("an object has an unknown form")
        number, name = parts[:2]
        generation = self._caller.session.generation
        key = (generation, number, path if len(parts) == 2 else "")
        if key not in self._made:
            self._made[key] = self._new(Seat(self._caller, generation, number, path), name, parts)
        return self._made[key]

    def _new(self, seat: Seat, name: str, parts: list[Any]) -> Any:
        if len(parts) == 2:
            made = object.__new__(RemoteFunction)
            for key, value in {"_seat": seat, "__name__": name, "__qualname__": name}.items():
                object.__setattr__(made, key, value)
            return made
        kind = self._class(parts[3], seat)
        if parts[2] != "class":
            return _instance(kind, seat)
        own = type.__getattribute__(kind, "_class_seat")
        type.__setattr__(kind, "_class_seat", own._replace(path=seat.path))
        return kind

    def _class(self, parts: Any, seat: Seat) -> Any:
        """Return the class that stands for one of the student's, which is made once."""
        if not _fit(parts, (int, str, str, tuple)):
            raise DecodeError("a class has an unknown form")
        number, name, methods, bases = parts
        if not set(methods.split()) <= set(SPECIAL):
            raise DecodeError("a class has unknown methods")
        key = (seat.generation, number, "class")
        if key not in self._made:
            own = seat._replace(number=number, path=name)
            above = [self._class(b, seat) if type(b) is tuple else _builtin(b) for b in bases]
            self._made[key] = _new_class(name, methods.split(), above, own)
        return self._made[key]


def _builtin(name: Any) -> type[Exception]:
    return errors.builtin_exception(name) or Exception if type(name) is str else Exception


def _fit(parts: Any, kinds: tuple[type, ...]) -> bool:
    return [type(part) for part in parts] == [*kinds] and len(parts[1]) <= bounds.NAME_LENGTH


def _new_class(name: str, methods: list[str], above: list[Any], seat: Seat) -> RemoteType:
    raised = any(issubclass(base, BaseException) for base in above)
    space: dict[str, Any] = {"__module__": "student", "_class_seat": seat, "__doc__": _DOC}
    if raised:
        space |= {"__getattr__": _attribute, "__str__": _message}
        own = any(type(base) is RemoteType for base in above)
        above = above if own else [errors.StudentError, *above]
    else:
        space |= {"__slots__": ()} | {method: _METHODS[method] for method in methods}
    bases = tuple(above) or (Remote,)
    try:
        return type.__new__(RemoteType, name, bases, space)
    except (TypeError, ValueError) as error:  # bases that do not go together
        raise DecodeError("a class cannot be made") from error


def _instance(kind: RemoteType, seat: Seat) -> Any:
    if not issubclass(kind, BaseException):
        made = object.__new__(kind)
        object.__setattr__(made, "_seat", seat)
        return made
    raised: Any = kind.__new__(kind)
    raised._seat = seat
    return raised


def _message(self: Any) -> str:
    return str(self.__dict__.get("student_message", ""))
