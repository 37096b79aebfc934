"""Derivatives measured by differences, to check the ones that were derived.

A centred difference has an error of order h² from the third derivative (the curvature cancels) and
of order ε/h from rounding, where ε is the machine's precision. With h = 1e-5 both are near 1e-10
for functions and arguments of size 1; the step grows with the argument so that x + h differs from
x.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ce_helpers.checking import require

Floats = NDArray[np.float64]
STEP = 1e-5
COMPLEX_STEP = 1e-20
TOLERANCE = 1e-6
ROWS_SHOWN = 6


def central_jacobian(f: Callable[[Floats], ArrayLike], x: ArrayLike, h: float = STEP) -> Floats:
    """Return all partial derivatives of a function, by centred differences.

    Parameters
    ----------
    f : callable
        From an array of the shape of `x` to a number or an array.
    x : array_like
        Where to differentiate; integers and float32 are taken as float64. Not changed.
    h : float
        Step for entries of size up to 1; larger entries take h times their size.

    Returns
    -------
    ndarray of shape ``f(x).shape + x.shape``
        Entry [..., i] is the derivative of the output by entry i of `x`.

    Raises
    ------
    ValueError
        If `h` is not positive, or `x` holds NaN or infinity.

    Notes
    -----
    (f(x + h e_i) − f(x − h e_i)) / 2h, exact up to h² f‴/6.

    Examples
    --------
    >>> central_jacobian(lambda x: x**2, [1.0, 3.0]).round(6)
    array([[2., 0.],
           [0., 6.]])
    """
    point = np.array(x, dtype=np.float64)
    if not h > 0:
        raise ValueError(f"h should be positive, but is {h}")
    if not np.isfinite(point).all():
        raise ValueError(f"x of shape {point.shape} holds NaN or infinity")
    columns = [_difference(f, point, index, h) for index in np.ndindex(point.shape)]
    outputs = np.stack(columns, axis=-1)
    return outputs.reshape(outputs.shape[:-1] + point.shape)


def _difference(
    f: Callable[[Floats], ArrayLike], point: Floats, index: tuple[int, ...], h: float
) -> Floats:
    above, below = point.copy(), point.copy()
    step = h * max(1.0, abs(point[index]))
    above[index] += step
    below[index] -= step
    # the step that was taken, after rounding
    width = above[index] - below[index]
    upper = np.array(f(above), dtype=np.float64)
    return (upper - np.asarray(f(below), dtype=np.float64)) / width


def central_gradient(f: Callable[[Floats], Any], x: ArrayLike, h: float = STEP) -> Floats:
    """Return the gradient of a scalar function, by centred differences.

    Parameters
    ----------
    f : callable
        From an array of the shape of `x` to a number.
    x : array_like
        Where to differentiate. Not changed.
    h : float
        Step, as in `central_jacobian`.

    Returns
    -------
    ndarray of the shape of `x`
        The partial derivatives.

    Raises
    ------
    ValueError
        If `f` returns something else than one number; else as `central_jacobian`.

    Examples
    --------
    >>> central_gradient(lambda x: x @ x, [1, 2, 3]).round(6)
    array([2., 4., 6.])
    """
    gradient = central_jacobian(f, x, h)
    if gradient.shape != np.shape(x):
        outputs = gradient.shape[: gradient.ndim - np.ndim(x)]
        raise ValueError(f"f should return one number, but returns an array of shape {outputs}")
    return gradient


def complex_step_gradient(f: Callable[[Any], Any], x: ArrayLike) -> Floats:
    """Return the gradient of a real analytic function to machine precision, in one step.

    Parameters
    ----------
    f : callable
        From a complex array of the shape of `x` to a number, made of analytic operations:
        no absolute value, maximum or comparison.
    x : array_like of real numbers
        Where to differentiate. Not changed.

    Returns
    -------
    ndarray of the shape of `x`
        The partial derivatives.

    Notes
    -----
    Im f(x + ih e_i) / h with h = 1e-20: nothing is subtracted, so nothing cancels.
    W. Squire and G. Trapp, "Using complex variables to estimate derivatives of real
    functions", SIAM Review 40 (1998), 110-112.

    Examples
    --------
    >>> float(complex_step_gradient(lambda x: np.exp(x[0]), [1.0])[0] - np.e)
    0.0
    """
    point = np.array(x, dtype=np.float64)
    gradient = np.empty(point.shape)
    for index in np.ndindex(point.shape):
        moved = point.astype(np.complex128)
        moved[index] += 1j * COMPLEX_STEP
        gradient[index] = np.imag(f(moved)) / COMPLEX_STEP
    return gradient


def relative_error(got: ArrayLike, expected: ArrayLike, floor: float = 1e-8) -> float:
    """Return the largest relative difference of two arrays.

    Parameters
    ----------
    got, expected : array_like of the same shape
        The two arrays.
    floor : float
        Least size that differences are compared with, so that two entries near 0 agree.

    Returns
    -------
    float
        max |a − b| / max(|a|, |b|, floor); 0 for empty arrays.

    Raises
    ------
    ValueError
        If the shapes differ.

    Examples
    --------
    >>> relative_error([1.0, 2.0], [1.0, 1.0])
    0.5
    """
    a, b = np.asarray(got, dtype=np.float64), np.asarray(expected, dtype=np.float64)
    if a.shape != b.shape:
        raise ValueError(f"got has shape {a.shape}, but expected has shape {b.shape}")
    size = np.maximum(np.maximum(np.abs(a), np.abs(b)), floor)
    return float(np.max(np.abs(a - b) / size, initial=0.0))


def gradient_check(
    f: Callable[[Floats], Any],
    gradient: ArrayLike,
    x: ArrayLike,
    *,
    name: str = "the gradient",
    h: float = STEP,
    tolerance: float = TOLERANCE,
) -> float:
    """Compare a derived gradient with centred differences, and print both side by side.

    Parameters
    ----------
    f : callable
        From an array of the shape of `x` to a number.
    gradient : array_like of the shape of `x`
        The gradient to check, at `x`.
    x : array_like
        Where to check it. Not changed.
    name : str
        What it is called in the message.
    h : float
        Step, as in `central_jacobian`.
    tolerance : float
        Largest relative error that passes.

    Returns
    -------
    float
        The largest relative error.

    Raises
    ------
    CheckFailed
        If the shapes differ or the error is larger than the tolerance.

    Examples
    --------
    >>> error = gradient_check(lambda x: x @ x, [2.0, 4.0], [1.0, 2.0])
      entry      derived     measured  rel. error
       (0,)            2            2     ...
       (1,)            4            4     ...
    """
    derived, measured = np.asarray(gradient, dtype=np.float64), central_gradient(f, x, h)
    require(
        derived.shape == measured.shape,
        f"{name} has shape {derived.shape}, but x has shape {measured.shape}.",
    )
    # entries far smaller than the largest are rounding errors of the difference quotient
    floor = max(1e-8, 1e-4 * float(np.max(np.abs(measured), initial=0.0)))
    _print_comparison(derived, measured, floor)
    error = relative_error(derived, measured, floor)
    require(
        error <= tolerance,
        f"{name} differs from the measured slope by up to {error:.1e}: look at the rows above.",
    )
    return error


def _print_comparison(derived: Floats, measured: Floats, floor: float) -> None:
    """Print the entries that differ most, in the order of the array."""
    errors = np.abs(derived - measured) / np.maximum(
        np.maximum(np.abs(derived), np.abs(measured)), floor
    )
    worst = np.sort(np.argsort(errors, axis=None)[::-1][:ROWS_SHOWN])
    print(f"{'entry':>7} {'derived':>12} {'measured':>12}  rel. error")
    for flat in worst:
        index = tuple(int(place) for place in np.unravel_index(flat, derived.shape))
        print(
            f"{index!s:>7} {derived[index]:12.6g} {measured[index]:12.6g}     {errors[index]:.0e}"
        )
    if derived.size > ROWS_SHOWN:
        print(f"… the {ROWS_SHOWN} entries of {derived.size} that differ most")
