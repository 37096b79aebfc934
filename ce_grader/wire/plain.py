"""One rule for what is no plain data but stands for it: what it holds travels in its place.

Python and NumPy read a subclass, another container or an array-like object for what it holds,
and so do tests that share a process with the answer. The rule is applied where the value is,
so that no method of it is ever run on the other side.
"""

from __future__ import annotations

import array
import enum
import types
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from itertools import islice
from numbers import Complex, Real
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ce_grader.wire import bounds
from ce_grader.wire.errors import EncodeError

_WAYS_ON: dict[type, str] = {
    types.CoroutineType: "define the function with def, not with async def",
    types.AsyncGeneratorType: "define the function with def, not with async def",
    enum.Enum: "use its .value",
}
_PLAIN_KINDS = "use plain numbers, strings, lists, tuples, dicts, NumPy arrays or SymPy expressions"


def reduced(value: Any) -> Any:
    """Return the plain value that another one stands for; what it holds is not reduced yet.

    Parameters
    ----------
    value : object
        Of a type that does not travel as it is.

    Returns
    -------
    object
        A number, a string, bytes, a tuple, list, dict or set, or an array.

    Raises
    ------
    EncodeError
        If the value stands for none, or cannot be read.
    """
    read = _reading(type(value))
    if read is None:
        raise EncodeError(_refusal(value))
    return read(value)


def stands_for_plain(kind: type) -> bool:
    """Return whether the values of a type stand for plain ones.

    Parameters
    ----------
    kind : type
        A type that does not travel as it is.

    Returns
    -------
    bool
        Whether `reduced` takes them.
    """
    return _reading(kind) is not None


def _reading(kind: type) -> Callable[[Any], Any] | None:
    # not isinstance: a value may say that it is of another class
    found = next((read for base, read in _RULES if issubclass(kind, base)), None)
    if found is None and hasattr(kind, "__array__"):
        return np.asarray
    return _items if found is None and issubclass(kind, Iterable) else found


def plain_array(array: NDArray[Any]) -> NDArray[Any]:
    """Return an array as one of NumPy's own class and of a dtype that is the same everywhere.

    Parameters
    ----------
    array : ndarray
        Of any subclass: a matrix, or a masked array without masked entries.

    Returns
    -------
    ndarray
        The same numbers: those of objects and of long doubles as float64 or complex128.

    Raises
    ------
    EncodeError
        If entries are masked, or objects that are no numbers.
    """
    if np.ma.is_masked(array):
        raise EncodeError("an array with masked entries, which cannot be graded: give each a value")
    plain = np.asarray(array.data if isinstance(array, np.ma.MaskedArray) else array)
    if plain.dtype.kind == "O":
        return plain.astype(_dtype_of(plain.ravel().tolist()))
    wide = {"g": np.float64, "G": np.complex128}.get(plain.dtype.char)
    return plain if wide is None else plain.astype(wide)


def _dtype_of(entries: list[Any]) -> type:
    kinds: dict[type, Any] = {np.float64: (Real, Decimal), np.complex128: Complex, np.str_: str}
    for dtype, kind in kinds.items():
        if all(isinstance(entry, kind) for entry in entries):
            return dtype
    raise EncodeError(
        "an array that holds Python objects, which cannot be graded: are its rows of different "
        "lengths?"
    )


def _items(value: Iterable[Any]) -> list[Any]:
    items = list(islice(value, bounds.ITERATOR_ITEMS + 1))
    if len(items) > bounds.ITERATOR_ITEMS:
        raise EncodeError(
            f"a value of type {type(value).__name__} that gives more than {bounds.ITERATOR_ITEMS} "
            "items, which is too many to be graded"
        )
    return items


_RULES: tuple[tuple[Any, Callable[[Any], Any]], ...] = (
    (np.ndarray, plain_array),
    (np.longdouble, np.float64),
    (np.clongdouble, np.complex128),
    (int, int.__index__),
    (float, float.__float__),
    (complex, complex.__complex__),
    (str, str.__str__),
    ((bytes, bytearray), bytes),
    ((array.array, memoryview), np.asarray),
    (tuple, lambda value: tuple(_items(value))),
    (frozenset, lambda value: frozenset(_items(value))),
    (set, lambda value: set(_items(value))),
    (Mapping, lambda value: dict(_items(value.items()))),
)


def _refusal(value: Any) -> str:
    ways = (way for kind, way in _WAYS_ON.items() if issubclass(type(value), kind))
    return no_plain_data(type(value).__name__, next(ways, _PLAIN_KINDS))


def no_plain_data(kind: str, way: str = _PLAIN_KINDS) -> str:
    """Return what is said of a value of a kind that cannot be graded.

    Parameters
    ----------
    kind : str
        Name of its type.
    way : str
        The way out.

    Returns
    -------
    str
        The end of a sentence that begins with the value's name.
    """
    return f"a value of type {kind}, which cannot be graded: {way}"
