"""What the student's code raised, described as plain data."""

from __future__ import annotations

import os
import traceback
from typing import Any

from ce_grader.student.objects import Objects, is_own_exception
from ce_grader.wire.codec import Encoder

_OWN = os.path.dirname(os.path.dirname(__file__)) + os.sep


def described(error: BaseException, objects: Objects) -> dict[str, Any]:
    """Return an exception as plain data.

    Parameters
    ----------
    error : BaseException
        What was raised.
    objects : Objects
        Those that tests hold: an exception of a class of the student's becomes one.

    Returns
    -------
    dict
        Class names, message, traceback, and what the exception is besides.
    """
    first = error.args[0] if len(error.args) == 1 else None
    message = first if type(first) is str else _text_of(error)
    lines = traceback.format_exception(type(error), error, _skip_own(error))
    parts: dict[str, Any] = {
        "classes": names_of(type(error)),
        "message": message[:10_000],
        "traceback": "".join(lines)[-20_000:],
    }
    raised_by_test = vars(type(error)).get("raised_by_test")
    if raised_by_test is not None:
        parts["raised_by_test"] = raised_by_test
    elif is_own_exception(error):
        encoder = Encoder(handle_of=objects.describer(True))
        parts["object"] = encoder.encode(error)
    return parts


def unreadable(value: Any, error: Exception) -> str:
    """Say that a value cannot be read.

    Parameters
    ----------
    value : object
        The value.
    error : Exception
        What reading it raised.

    Returns
    -------
    str
        Without a subject.
    """
    return f"a value of type {type(value).__name__} that raises {type(error).__name__} when read"


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


def names_of(kind: type) -> list[str]:
    """Return the names of a class and of those that it derives from.

    Parameters
    ----------
    kind : type
        The class.

    Returns
    -------
    list of str
        The nearest first.
    """
    return [base.__name__ for base in kind.__mro__[:20]]
