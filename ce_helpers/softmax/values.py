"""Visible checks of the logistic function, softmax and its logarithm."""

from __future__ import annotations

from functools import wraps
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ce_helpers.calls import require_fresh, result
from ce_helpers.checking import Array, CheckFailed, Function, passed
from ce_helpers.properties import Property
from ce_helpers.softmax import mistakes, printed

LOGITS = np.array([0.5, -1.0, 2.0, 0.0])
BATCH = np.array([[1.0, 2.0, -1.0, 0.5], [3.0, 0.0, 3.0, 0.0], [-2.0, 1.0, 1.0, 4.0]])
# the largest of each row is 0, so that the printed formulas are exact; the shifts take that away
SPREAD = np.array([[0.0, 0.0, -2e4, -1.0], [-3.0, 0.0, -600.0, 0.0], [-2e4, -1.0, -1e4, 0.0]])
SHIFTS = np.array([[1e4], [0.0], [-1e4]])
SHAPED = (LOGITS, BATCH, BATCH[:, np.newaxis], BATCH[:1], BATCH[:, :1], np.asfortranarray(BATCH))

LOGISTIC = Property(
    "logistic(z)",
    "each score is treated on its own, with one exponential and no added constant",
    mistakes.of_logistic,
)
LOGISTIC_FAR = Property(
    "logistic(z) far out",
    "a clipped score or a rounded 1 − p has lost the tail; use the twin e^s/(1+e^s) there",
    mistakes.of_logistic,
    atol=0,
)
SOFTMAX = Property(
    "softmax(z)",
    "each entry is e to the power of its logit, divided by the sum of these powers in its row",
    mistakes.of_softmax,
    atol=0,
)
SOFTMAX_FAR = Property(
    "softmax(z) of large logits",
    "subtract the row's largest logit before taking exponentials; clipping or replacing NaN "
    "hides the overflow, but gives other values",
    mistakes.of_softmax,
    atol=1e-9,
)
LOG_SOFTMAX = Property(
    "log_softmax(z)",
    "subtract the logarithm of each row's sum of exponentials from the row",
    mistakes.of_log_softmax,
)
LOG_SOFTMAX_FAR = Property(
    "log_softmax(z) of large logits",
    "shift each row by its largest logit, then subtract the logarithm of the sum; a logarithm of "
    "a rounded or clipped softmax has lost the tail",
    mistakes.of_log_softmax,
    atol=1e-9,
)


def compare(
    about: Property,
    func: Function,
    expected: ArrayLike,
    *inputs: Array,
    where: str = "",
    n_samples: int | None = None,
    atol: float | None = None,
    **options: Any,
) -> None:
    """Call a student's function and compare what it returns.

    Parameters
    ----------
    about : Property
        What the value is, and which mistakes are known.
    func : callable
        The student's function.
    expected : array_like
        The right value, of the promised shape.
    *inputs : ndarray
        What the function is called with.
    where : str
        Added to what the value is called.
    n_samples : int, optional
    atol : float, optional
        As in `Property.close`.
    **options
        `pure` and `stable`, as in `ce_helpers.calls.call`.

    Raises
    ------
    CheckFailed
        If the call fails or the values differ.
    """
    value = result(func, *inputs, shape=None, **options)
    about.close(value, expected, *inputs, where=where, n_samples=n_samples, atol=atol)


def of_rows(func: Function) -> Function:
    """Return the function, given a vector as a batch of one row where it takes batches alone.

    That it takes no vector is the matter of `softmax_axis`, and costs no other point.
    """

    @wraps(func)
    def called(z: Array) -> Any:
        try:
            return func(z)
        except NotImplementedError:
            raise
        except Exception as error:
            try:
                return np.asarray(func(z[np.newaxis]))[0]
            except Exception:
                raise error from None

    return called


def keeps_rows_apart(func: Function) -> bool:
    """Return whether moderate rows are right: if not, that is the matter of `softmax_axis`."""
    try:
        compare(SOFTMAX, func, printed.softmax(BATCH), BATCH)
    except CheckFailed:
        return False
    return True


def logistic_values(func: Function) -> None:
    """Compare with the printed formula, for floats and integers of several shapes."""
    z = np.array([[-3.0, -1.0, 0.0], [0.005, 0.3, 4.0]])
    for scores in (z, np.array([-2, 0, 3]), np.array(0.5), z[:, :1]):
        where = f" for z of shape {scores.shape} and dtype {scores.dtype}"
        compare(LOGISTIC, func, printed.logistic(scores), scores, where=where, pure=True)
    require_fresh(func, [z], [-z])
    passed("logistic: the values of the printed formula, in a new array of any shape")


def logistic_stable(func: Function) -> None:
    """Check the tails: no warning, and exact where the value is far below 1e-16."""
    z = np.array([-1e4, -800.0, 800.0, 1e4])
    compare(LOGISTIC_FAR, func, [0.0, 0.0, 1.0, 1.0], z, stable=True)
    z = np.array([-700.0, -40.0])
    compare(LOGISTIC_FAR, func, np.exp(z), z, where=", where it is nearly e^s,", stable=True)
    passed("logistic: quiet and exact far out in both tails")


def softmax_values(func: Function) -> None:
    """Compare with the printed formula on single vectors."""
    for z in (LOGITS, np.zeros(3), np.array([-30.0, 1.0, 30.0])):
        compare(SOFTMAX, of_rows(func), printed.softmax(z), z)
    passed("softmax: the exponentials of one vector over their sum")


def softmax_axis(func: Function) -> None:
    """Check that each row is treated on its own, with any leading shape."""
    for z in SHAPED:
        compare(SOFTMAX, func, printed.softmax(z), z, where=f" for z of shape {z.shape}")
    passed("softmax: over the last axis, each row on its own")


def softmax_stable(func: Function) -> None:
    """Check logits up to ±10 000: no warning, and a shift leaves no trace."""
    small = np.array([0.0, 1.0, 2.0])
    for shift in (1e4, -1e4):
        compare(SOFTMAX_FAR, of_rows(func), printed.softmax(small), small + shift, stable=True)
    if keeps_rows_apart(func):
        compare(SOFTMAX_FAR, func, printed.softmax(SPREAD), SPREAD + SHIFTS, stable=True)
    passed("softmax: quiet and exact for logits up to 10 000")


def softmax_types(func: Function) -> None:
    """Check integers and float32, and that the caller's array is left as it was."""
    for z in (np.array([3, 0, 1]), LOGITS.astype(np.float32), LOGITS):
        where = f" for z of dtype {z.dtype}"
        expected = printed.softmax(z.astype(np.float64))
        compare(SOFTMAX, of_rows(func), expected, z, where=where, pure=True)
    require_fresh(of_rows(func), [LOGITS], [-LOGITS])
    passed("softmax: integers and float32 work; the result is a new array, and z as it was")


def log_softmax_values(func: Function) -> None:
    """Compare with the printed formula, with any leading shape."""
    for z in (*SHAPED, np.array([3, 0, 1])):
        where = f" for z of shape {z.shape}"
        compare(LOG_SOFTMAX, func, printed.log_softmax(z), z, where=where, pure=True)
    require_fresh(func, [LOGITS], [-LOGITS])
    passed("log_softmax: the logits less the logarithm of their row's sum")


def log_softmax_stable(func: Function) -> None:
    """Compare where softmax itself rounds to 0."""
    for z, shift in ((SPREAD[0], 1e4), (SPREAD, SHIFTS)):
        expected = printed.log_softmax(z)
        compare(LOG_SOFTMAX_FAR, of_rows(func), expected, z + shift, stable=True)
    passed("log_softmax: quiet and exact for logits up to 10 000")
