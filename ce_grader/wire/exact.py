"""Fractions, decimals, dates and types on the wire: the name of the type, and its parts."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from ce_grader.wire import bounds
from ce_grader.wire.arrays import DTYPES
from ce_grader.wire.errors import DecodeError, EncodeError


def _clock(value: Any) -> tuple[int, ...]:
    if value.tzinfo is not None:
        raise EncodeError("a time with a time zone, which cannot be graded: leave the zone out")
    return value.hour, value.minute, value.second, value.microsecond


def _day(value: Any) -> tuple[int, ...]:
    return value.year, value.month, value.day


# a datetime is a date, so it comes first
_PARTS: dict[type, Callable[[Any], tuple[Any, ...]]] = {
    Fraction: lambda value: (value.numerator, value.denominator),
    Decimal: lambda value: (str(value),),
    datetime: lambda value: (*_day(value), *_clock(value)),
    date: _day,
    time: _clock,
    timedelta: lambda value: (value.days, value.seconds, value.microseconds),
}
_TYPES = {kind.__name__: kind for kind in _PARTS}

_CONTAINERS = "bool int float complex str bytes list tuple dict set frozenset object".split()
_EXCEPTIONS = [
    name
    for name, kind in vars(builtins).items()
    if isinstance(kind, type) and issubclass(kind, Exception) and kind.__name__ == name
]
_CLASSES = {name: getattr(builtins, name) for name in [*_CONTAINERS, *_EXCEPTIONS]}
_CLASSES |= {f"numpy.{dtype.type.__name__}": dtype.type for dtype in DTYPES}
_NAME_OF_CLASS = {kind: name for name, kind in _CLASSES.items()}


def parts_of(value: Any) -> tuple[Any, ...] | None:
    """Return what a value is made of, or None if it is of no type for which this serves.

    Parameters
    ----------
    value : object
        Of any type.

    Returns
    -------
    tuple or None
        The name of its type, then integers, or one string.

    Raises
    ------
    EncodeError
        If it has a time zone, or is a decimal out of bounds.
    """
    if type(value) is type:
        return ("type", _NAME_OF_CLASS[value]) if value in _NAME_OF_CLASS else None
    if issubclass(type(value), np.dtype) and value in DTYPES:
        return "dtype", str(value)
    kind = next((kind for kind in _PARTS if issubclass(type(value), kind)), None)
    if kind is None:
        return None
    if kind is Decimal and not _is_bounded(value):
        raise EncodeError("a Decimal of too many digits to be graded")
    return kind.__name__, *_PARTS[kind](value)


def build(parts: list[Any]) -> Any:
    """Return the value that is made of the parts.

    Parameters
    ----------
    parts : list
        As `parts_of` gives them.

    Returns
    -------
    object
        The fraction, decimal or date; or one of Python's or NumPy's own types.

    Raises
    ------
    DecodeError
        If they do not fit together.
    """
    if not parts or any(type(part) not in (int, str) for part in parts):
        raise DecodeError("a fraction, decimal or date has an unknown form")
    if parts[0] in ("type", "dtype"):
        return _class_of(parts)
    kind = _TYPES.get(parts[0])
    wanted = str if kind is Decimal else int
    if kind is None or any(type(part) is not wanted for part in parts[1:]):
        raise DecodeError("a fraction, decimal or date of an unknown kind")
    try:
        value = kind(*parts[1:])
    except (ArithmeticError, TypeError, ValueError) as error:
        raise DecodeError("a fraction, decimal or date out of range") from error
    if kind is Decimal and not _is_bounded(value):
        raise DecodeError("a decimal of too many digits")
    return value


def _class_of(parts: list[Any]) -> Any:
    """Return a type that both sides know by its name."""
    table = _CLASSES if parts[0] == "type" else {str(dtype): dtype for dtype in DTYPES}
    if len(parts) != 2 or parts[1] not in table:
        raise DecodeError("a type of an unknown name")
    return table[parts[1]]


def _is_bounded(value: Decimal) -> bool:
    # int() of a decimal writes all its digits
    return len(str(value)) <= bounds.NAME_LENGTH and abs(value.adjusted()) <= bounds.EXPONENT
