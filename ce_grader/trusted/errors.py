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


class Ungradable(NoAnswer):
    """The student's value is not plain data."""


def rebuild(description: Any) -> Exception:
    """Return the exception that a student's process described.

    A class of the same name is used where it is built in; else one is made, below the first
    built-in class that it descends from there.

    Parameters
    ----------
    description : object
        What came as class names, message and traceback.

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
    known = next((kind for name in classes if (kind := _builtin(name))), None)
    error = _make(classes[0], known, message)
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


def _checked(description: Any) -> tuple[list[str], str, str]:
    try:
        classes = description["classes"]
        message, trace = description["message"], description["traceback"]
    except (KeyError, TypeError) as error:
        raise DecodeError("an exception has an unknown form") from error
    texts = [message, trace, *classes] if type(classes) is list and classes else [None]
    if any(type(text) is not str for text in texts):
        raise DecodeError("an exception has an unknown form")
    return classes, message, trace


def _builtin(name: str) -> type[Exception] | None:
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
