"""Values that no grader takes for plain data: what is said of them, word for word, everywhere.

The isolated grader refuses them in the student's process before a check sees them
(`ce_grader.wire.plain`); in one process, as in Validate, they are refused here.
"""

from __future__ import annotations

import enum
import types
from collections.abc import Iterable, Mapping
from decimal import Decimal
from numbers import Number
from typing import Any

import numpy as np

from ce_helpers.checking import require

_ASYNC = "define the function with def, not with async def"
_WAYS_ON: dict[type, str] = {
    types.CoroutineType: _ASYNC,
    types.AsyncGeneratorType: _ASYNC,
    enum.Enum: "use its .value",
}
_PLAIN = "use plain numbers, strings, lists, tuples, dicts, NumPy arrays or SymPy expressions"


def require_gradable(value: Any, said: str) -> None:
    """Require a value that is plain data, or stands for it.

    Parameters
    ----------
    value : object
        What a student's name holds, or what a function returned.
    said : str
        The beginning of the sentence: "softmax returned" or "da is".

    Raises
    ------
    CheckFailed
        If the value, or a part of it, is of another kind, or has masked entries.
    """
    reason = _refusal(value)
    require(not reason, f"{said} {reason}.")


def plain_word(value: Any) -> Any:
    """Return a string as a plain one, such as the value of an enumeration; all else as it is."""
    return str.__str__(value) if isinstance(value, str) else value


def _refusal(value: Any) -> str:
    if np.ma.isMaskedArray(value) and np.ma.is_masked(value):
        return "an array with masked entries, which cannot be graded: give each a value"
    if isinstance(value, (list, tuple, Mapping)):
        parts = value.values() if isinstance(value, Mapping) else value
        return next(filter(None, map(_refusal, parts)), "")
    if _is_plain(value):
        return ""
    ways = (way for kind, way in _WAYS_ON.items() if isinstance(value, kind))
    return f"a value of type {type(value).__name__}, which cannot be graded: {next(ways, _PLAIN)}"


def _is_plain(value: Any) -> bool:
    """Return whether a value is a number, made of items, an array, an expression or a function."""
    if isinstance(value, (Number, Iterable, Decimal, type(None), np.random.Generator)):
        return True
    kind = type(value)
    return callable(value) or hasattr(kind, "__array__") or hasattr(kind, "free_symbols")
