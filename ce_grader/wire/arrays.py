"""NumPy arrays and scalars on the wire: kind, shape, order, read-only flag, raw bytes."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ce_grader.wire import bounds
from ce_grader.wire.binary import Reader, Writer
from ce_grader.wire.errors import DecodeError, EncodeError

_NAMES = (
    "bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64 "
    "complex64 complex128"
).split()
DTYPES = tuple(np.dtype(name) for name in _NAMES)
_CODES = {dtype: code for code, dtype in enumerate(DTYPES)}
_READ_ONLY, _FORTRAN = 1, 2


def _code_of(dtype: np.dtype[Any], what: str) -> int:
    code = _CODES.get(dtype.newbyteorder("="))
    if code is None:
        raise EncodeError(
            f"{what} of dtype {dtype}, which cannot be graded "
            "(numbers and truth values can: bool, int, float, complex)"
        )
    return code


def write_array(writer: Writer, array: NDArray[Any]) -> None:
    """Add an array of numbers to a message.

    Parameters
    ----------
    writer : Writer
        The message.
    array : ndarray
        Of any shape.

    Raises
    ------
    EncodeError
        If its dtype cannot travel, or it has too many dimensions.
    """
    code = _code_of(array.dtype, "an array")
    native = array.astype(array.dtype.newbyteorder("="), copy=False)
    fortran = native.flags.f_contiguous and not native.flags.c_contiguous
    flags = (0 if array.flags.writeable else _READ_ONLY) | (_FORTRAN if fortran else 0)
    if array.ndim > bounds.ARRAY_DIMENSIONS:
        raise EncodeError(f"an array of {array.ndim} dimensions, which cannot be graded")
    writer.tag(bytes((code, flags, array.ndim)))
    for size in array.shape:
        writer.parts.append(size.to_bytes(8, "big"))
    # a broadcast view is small here and huge there: the frame's bound meets the real size
    writer.raw(native.tobytes("F" if fortran else "C"))


def read_array(reader: Reader) -> NDArray[Any]:
    """Return the next array.

    Parameters
    ----------
    reader : Reader
        The message.

    Returns
    -------
    ndarray
        In memory of its own, with no bool but 0 and 1, and one kind of NaN.

    Raises
    ------
    DecodeError
        If shape, kind and bytes do not fit together.
    """
    code, flags, ndim = reader.take(3)
    if code >= len(DTYPES) or flags > (_READ_ONLY | _FORTRAN) or ndim > bounds.ARRAY_DIMENSIONS:
        raise DecodeError("an array has an unknown kind")
    shape = tuple(int.from_bytes(reader.take(8), "big") for _ in range(ndim))
    raw, dtype = reader.raw(), DTYPES[code]
    if max(shape, default=0) > 2**40 or math.prod(shape) * dtype.itemsize != len(raw):
        raise DecodeError("an array's shape does not fit its bytes")
    flat = np.frombuffer(raw, dtype=dtype).copy()
    _make_plain(flat)
    try:
        array = flat.reshape(shape, order="F" if flags & _FORTRAN else "C")
    except ValueError as error:
        raise DecodeError("an array has an impossible shape") from error
    array = array if array.base is None else _owning(array)
    array.flags.writeable = not flags & _READ_ONLY
    return array


def _owning(array: NDArray[Any]) -> NDArray[Any]:
    # what is no view of other memory looks like what the caller had (flags.owndata)
    return array.copy(order="K")


def _make_plain(flat: NDArray[Any]) -> None:
    """Leave no bit pattern that arithmetic would not make."""
    if flat.dtype.kind == "b":
        if flat.size and flat.view(np.uint8).max() > 1:
            raise DecodeError("a truth value is neither 0 nor 1")
    elif flat.dtype.kind == "f":
        flat[np.isnan(flat)] = np.nan
    elif flat.dtype.kind == "c":
        for part in (flat.real, flat.imag):
            part[np.isnan(part)] = np.nan


def is_scalar(value: Any) -> bool:
    """Return whether a value is a NumPy scalar that travels as it is.

    Parameters
    ----------
    value : object
        Of any type.

    Returns
    -------
    bool
        False for text and for long doubles, which are reduced.
    """
    return issubclass(type(value), np.generic) and value.dtype.char not in "gGSUO"


def write_scalar(writer: Writer, value: np.generic) -> None:
    """Add a NumPy scalar to a message.

    Parameters
    ----------
    writer : Writer
        The message.
    value : numpy.generic
        The scalar.

    Raises
    ------
    EncodeError
        If its dtype cannot travel.
    """
    writer.tag(bytes((_code_of(value.dtype, "a NumPy scalar"),)))
    writer.parts.append(value.tobytes())


def read_scalar(reader: Reader) -> np.generic:
    """Return the next NumPy scalar.

    Parameters
    ----------
    reader : Reader
        The message.

    Returns
    -------
    numpy.generic
        The scalar.

    Raises
    ------
    DecodeError
        If its kind is unknown.
    """
    code = reader.take(1)[0]
    if code >= len(DTYPES):
        raise DecodeError("a NumPy scalar has an unknown kind")
    flat = np.frombuffer(reader.take(DTYPES[code].itemsize), dtype=DTYPES[code]).copy()
    _make_plain(flat)
    scalar: np.generic = flat[0]
    return scalar
