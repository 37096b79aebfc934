"""Checks of arguments: each error names the argument, what it is, and what was expected."""

from __future__ import annotations

import operator
from typing import Any, SupportsIndex

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[Any]
ROUNDING_OF_SUMS = 1e-6  # of a row of float32


def as_floats(value: ArrayLike, name: str, *, ndim: int | None = None, min_ndim: int = 0) -> Floats:
    """Return an argument as an array of finite floats; float32 is kept, the rest is float64.

    Parameters
    ----------
    value : array_like of numbers
        The argument; it is not changed, and not copied where that is not needed.
    name : str
        Its name in the message.
    ndim, min_ndim : int, optional
        Its exact or least number of axes.

    Raises
    ------
    TypeError
        If it does not hold real numbers.
    ValueError
        If it has another number of axes, an empty axis, NaN or infinity.

    Examples
    --------
    >>> as_floats([1, 2], "z", ndim=1)
    array([1., 2.])
    """
    try:
        array = np.asarray(value)
    except ValueError as error:
        raise ValueError(f"{name} should be a rectangular array: {error}") from error
    if array.dtype.kind not in "fiub":
        raise TypeError(f"{name} should hold real numbers, but has dtype {array.dtype}")
    if array.dtype != np.float32:
        array = array.astype(np.float64, copy=False)
    _require_axes(array, name, ndim, min_ndim)
    if not np.isfinite(array).all():
        raise ValueError(f"{name} of shape {array.shape} holds NaN or infinity; expected numbers")
    return array


def _require_axes(array: Floats, name: str, ndim: int | None, min_ndim: int) -> None:
    if ndim is not None and array.ndim != ndim:
        raise ValueError(f"{name} should have {ndim} axes, but has shape {array.shape}")
    if array.ndim < min_ndim:
        raise ValueError(f"{name} should have {min_ndim} axes or more, has shape {array.shape}")
    if array.size == 0:
        raise ValueError(f"{name} is empty: it has shape {array.shape}")


def arrays(**given: tuple[ArrayLike, str]) -> list[Floats]:
    """Return arguments as finite floats, whose axes have one length where they have one letter.

    Parameters
    ----------
    **given : tuple of array_like and str
        Each argument with a letter for each of its axes.

    Raises
    ------
    TypeError, ValueError
        As `as_floats`, and ValueError for another number of axes, or a length that does not fit.

    Examples
    --------
    >>> X, b = arrays(X=([[1, 2, 3]], "NC"), b=([4, 5, 6], "C"))
    >>> arrays(X=(X, "NC"), b=([4, 5], "C"))
    Traceback (most recent call last):
        ...
    ValueError: b should have shape (3,), but has shape (2,)
    """
    lengths: dict[str, int] = {}
    found = []
    for name, (value, axes) in given.items():
        array = as_floats(value, name)
        fits = [lengths.get(axis, n) == n for axis, n in zip(axes, array.shape, strict=False)]
        if array.ndim != len(axes) or not all(fits):
            expected = ", ".join(str(lengths.get(axis, axis)) for axis in axes)
            expected += "," * (len(axes) == 1)
            raise ValueError(f"{name} should have shape ({expected}), but has shape {array.shape}")
        lengths.update(zip(axes, array.shape, strict=True))
        found.append(array)
    return found


def count(value: SupportsIndex, name: str, *, minimum: int = 1) -> int:
    """Return a whole number that is at least `minimum`.

    Raises
    ------
    TypeError
        If it is no whole number.
    ValueError
        If it is too small.
    """
    try:
        number = operator.index(value)
    except TypeError as error:
        raise TypeError(f"{name} should be a whole number, not {value!r}") from error
    if number < minimum:
        raise ValueError(f"{name} should be at least {minimum}, but is {number}")
    return number


def positive_int(value: SupportsIndex, name: str) -> int:
    """Return a whole number that is at least 1; see `count`."""
    return count(value, name)


def positive(value: float, name: str) -> float:
    """Return a positive, finite number as a float.

    Raises
    ------
    TypeError
        If it is no number.
    ValueError
        If it is 0, negative, NaN or infinite.
    """
    number = _number(value, name)
    if not number > 0:
        raise ValueError(f"{name} should be positive, but is {number}")
    return number


def non_negative(value: float, name: str) -> float:
    """Return a finite number that is 0 or more as a float; raises as `positive` does."""
    number = _number(value, name)
    if number < 0:
        raise ValueError(f"{name} should be 0 or more, but is {number}")
    return number


def _number(value: float, name: str) -> float:
    return float(as_floats(value, name, ndim=0))


def labels(value: ArrayLike, n_classes: int, n_samples: int | None = None) -> NDArray[np.intp]:
    """Return class labels as indices.

    Parameters
    ----------
    value : (N,) array_like of int
        Class indices from 0 to `n_classes` - 1.
    n_classes : int
        Number of classes, C.
    n_samples : int, optional
        The length that the other arguments have.

    Raises
    ------
    TypeError
        If the labels are not whole numbers.
    ValueError
        If they have another shape, are none at all, or lie outside 0 to C - 1.

    Examples
    --------
    >>> labels([0, 2], 3)
    array([0, 2])
    >>> labels([1, 2, 3], 3)
    Traceback (most recent call last):
        ...
    ValueError: labels should lie in 0..2, but reach from 1 to 3: do they count from 1?
    """
    n_classes = positive_int(n_classes, "n_classes")
    indices = np.asarray(value)
    if indices.dtype.kind not in "iu" and indices.size:
        raise TypeError(f"labels should be whole numbers, but have dtype {indices.dtype}")
    if indices.ndim != 1 or not indices.size:
        raise ValueError(f"labels should have shape (N,) with N > 0, but have {indices.shape}")
    if n_samples is not None and len(indices) != n_samples:
        raise ValueError(f"labels should have length N = {n_samples}, but have {len(indices)}")
    low, high = int(indices.min()), int(indices.max())
    if low < 0 or high >= n_classes:
        hint = ": do they count from 1?" if low == 1 and high == n_classes else ""
        raise ValueError(
            f"labels should lie in 0..{n_classes - 1}, but reach from {low} to {high}{hint}"
        )
    return indices.astype(np.intp, copy=False)


def samples_and_labels(
    X: ArrayLike, y: ArrayLike, n_classes: int
) -> tuple[Floats, NDArray[np.intp]]:
    """Return samples (N, D) and their labels (N,); raises as `as_floats` and `labels` do."""
    (samples,) = arrays(X=(X, "ND"))
    return samples, labels(y, n_classes, len(samples))


def require_sums_of_one(targets: Floats, name: str) -> None:
    """Raise ValueError for a target row that does not sum to 1, beyond rounding.

    Softmax minus target is the derivative of the cross-entropy loss for sums of 1 alone.

    Examples
    --------
    >>> require_sums_of_one(np.array([[0.0, 1.0], [1.0, 1.0]]), "Y")
    Traceback (most recent call last):
        ...
    ValueError: the rows of Y should sum to 1, but row 1 sums to 2
    """
    sums = targets.sum(axis=1, dtype=np.float64)
    wrong = np.flatnonzero(np.abs(sums - 1) > ROUNDING_OF_SUMS)
    if wrong.size:
        row = int(wrong[0])
        raise ValueError(f"the rows of {name} should sum to 1, but row {row} sums to {sums[row]:g}")


def logits_and_targets(Z: ArrayLike, Y: ArrayLike) -> tuple[Floats, Floats]:
    """Return logits and target rows, both (N, C) and of one dtype.

    Raises
    ------
    TypeError, ValueError
        As `arrays` and `require_sums_of_one`.
    """
    logits, targets = arrays(Z=(Z, "NC"), Y=(Y, "NC"))
    require_sums_of_one(targets, "Y")
    return logits, targets.astype(logits.dtype, copy=False)
