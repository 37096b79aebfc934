"""What can go wrong with a student's function, as exceptions of the trusted side."""

from __future__ import annotations

import builtins
import warnings
from typing import Any

import numpy as np

from ce_grader.wire.errors import DecodeError

_SILENT = (StopIteration, StopAsyncIteration)


class StudentError(Exception):
    """An exception of the student's whose class the trusted side does not know."""


class NoAnswer(BaseException):
    """No value came back; the message is a sentence.

    Not an `Exception`: a test that expects *some* exception must not take this for one.
    """


class StudentStopped(NoAnswer):
    """The student's process has ended, or was ended."""


class StudentTimeout(NoAnswer):
    """The student's code did not come to an end in time."""


class MachineFailed(StudentStopped):
    """The machine has ended the student's process, or could not start it."""


class MachineBusy(StudentTimeout):
    """The machine did not let the student's code run for as long as it may."""


class Ungradable(NoAnswer):
    """The student's value is not plain data."""


class Untestable(NoAnswer):
    """The test asks for what cannot be done between two processes: nobody's wrong answer."""


def rebuild(description: Any, raised: Any = None) -> Exception:
    """Return the exception that a student's process described.

    A class of the same name is used where it is built in; else one is made, below the first
    built-in class that it descends from there.

    Parameters
    ----------
    description : object
        What came as class names, message and traceback.
    raised : object
        What stands for the exception, if its class is the student's own.

    Returns
    -------
    Exception
        To be raised on this side.

    Raises
    ------
    DecodeError
        If the description is not one.
    """
    classes, message, trace = _checked(description)
    known = next((kind for name in classes if (kind := builtin_exception(name))), None)
    if isinstance(raised, StudentError):
        raised.args, raised.student_message = (message,), message  # type: ignore[attr-defined]
    error = raised if isinstance(raised, StudentError) else _make(classes[0], known, message)
    error.student_traceback = trace  # type: ignore[attr-defined]
    return error


def is_students(error: BaseException) -> bool:
    """Return whether the student's code raised an exception, and not a test.

    Parameters
    ----------
    error : BaseException
        What ended a test cell.

    Returns
    -------
    bool
        True if `rebuild` made it.
    """
    return hasattr(error, "student_traceback")


def is_machines(error: BaseException) -> bool:
    """Return whether no answer came because of the machine, and not because of the answer.

    Parameters
    ----------
    error : BaseException
        What ended a cell.

    Returns
    -------
    bool
        Whether it is for a person to look at.
    """
    return isinstance(error, (MachineBusy, MachineFailed))


def _checked(description: Any) -> tuple[list[str], str, str]:
    known: dict[Any, Any] = description if type(description) is dict else {}
    parts: list[Any] = [known.get(key) for key in ("classes", "message", "traceback")]
    classes, message, trace = parts
    texts = [message, trace, *classes] if type(classes) is list and classes else [None]
    if any(type(text) is not str for text in texts):
        raise DecodeError("an exception has an unknown form")
    return classes, message, trace


def builtin_exception(name: str) -> type[Exception] | None:
    """Return the built-in exception of a name.

    Parameters
    ----------
    name : str
        As a student's process says it.

    Returns
    -------
    type or None
        None if there is none; RuntimeError for those that would end a test's loop.
    """
    kind = getattr(builtins, name, None)
    if kind in _SILENT:  # it would end a test's loop over `map(answer, cases)` without a word
        return RuntimeError
    return kind if isinstance(kind, type) and issubclass(kind, Exception) else None


def _make(name: str, known: type[Exception] | None, message: str) -> Exception:
    if known is not None and known.__name__ == name:
        try:
            return known(message)
        except TypeError:  # some want more than a message: UnicodeDecodeError
            known = None
    bases = (StudentError,) if known in (None, Exception) else (StudentError, known)
    safe = name if name.isidentifier() and len(name) < 100 else "StudentError"
    try:
        made = type(safe, bases, {"__module__": "student"})(message)
    except TypeError:
        return StudentError(message)
    return made if isinstance(made, Exception) else StudentError(message)


_NUMPY_WARNINGS = ("ComplexWarning", "RankWarning", "VisibleDeprecationWarning")


def issue_warning(classes: Any, message: Any) -> None:
    """Issue a student's warning again, on this side.

    Parameters
    ----------
    classes : object
        What came as the names of its class and those above.
    message : object
        What came as its text.

    Raises
    ------
    DecodeError
        If it is no warning.
    """
    if type(classes) is not list or type(message) is not str:
        raise DecodeError("a warning has an unknown form")
    for name in classes:
        kind = getattr(builtins, name, None) if type(name) is str else None
        if name in _NUMPY_WARNINGS:
            kind = getattr(np.exceptions, name, None)
        if isinstance(kind, type) and issubclass(kind, Warning):
            return warnings.warn(message, kind, stacklevel=4)
    warnings.warn(message, UserWarning, stacklevel=4)
