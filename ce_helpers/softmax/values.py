"""Visible checks of the logistic function, softmax and its logarithm: their properties."""

from __future__ import annotations

import numpy as np

from ce_helpers.checking import close, passed, require
from ce_helpers.softmax.calls import BATCH, FAR, LOGITS, Array, Function, on_copies, result
from ce_helpers.softmax.mistakes import (
    by_definition,
    of_log_softmax,
    of_softmax,
    of_softmax_rows,
    reject,
)


def logistic_values(func: Function) -> None:
    """Check the logistic function on moderate scores, by its inverse log(p / (1 − p))."""
    z = np.array([[-3.0, -1.0, 0.0], [0.5, 2.0, 4.0]])
    p = result(func, z, shape=z.shape)
    require(
        bool((p > 0).all() and (p < 1).all()),
        "logistic should lie strictly between 0 and 1; is it another S-shaped curve (tanh)?",
    )
    close(
        np.log(p / (1 - p)),
        z,
        "the log-odds of logistic(z), which should give back z,",
        mistakes={"is −z: the sign in the exponent is wrong": -z},
        otherwise="each score is treated on its own, with one exponential and no added constant",
    )
    counts = np.array([-2, 0, 3])
    close(
        result(func, counts, shape=(3,)),
        result(func, counts.astype(float), shape=(3,)),
        "logistic of integers",
        otherwise="it should equal logistic of the same floats; do not fill an array of integers",
    )
    passed("logistic: between 0 and 1, and its log-odds give back the scores")


def logistic_stable(func: Function) -> None:
    """Check the tails: no warning, and exact where the value is far below 1e-16."""
    far = result(func, np.array([-1e4, -800.0, 800.0, 1e4]), shape=(4,), stable=True)
    close(far, [0.0, 0.0, 1.0, 1.0], "logistic at ±800 and ±10 000")
    z = np.array([-700.0, -40.0])
    tail = result(func, z, shape=(2,), stable=True)
    require(
        bool((tail > 0).all()), "logistic(-700) should be tiny, not 0: use the twin e^s/(1+e^s)."
    )
    close(
        np.log(tail),
        z,
        "the logarithm of logistic far in the lower tail, about z itself,",
        otherwise="a clipped score or a rounded 1 − p has lost the tail; use the twin e^s/(1+e^s)",
    )
    passed("logistic: quiet and exact far out in both tails")


def _is_softmax(a: Array, z: Array, what: str) -> None:
    require(bool((a > 0).all()), f"{what} should be positive everywhere.")
    close(
        a.sum(axis=-1),
        np.ones(a.shape[:-1]),
        f"the sum of {what}, which should be 1,",
        otherwise="divide by the sum of the exponentials of the same row, and add nothing to it",
    )
    close(
        np.diff(np.log(a)),
        np.diff(z),
        f"the difference of neighbouring logarithms of {what}, that of their logits,",
        otherwise="each entry is proportional to e to the power of its logit, with nothing added",
    )


def softmax_values(func: Function) -> None:
    """Check softmax of one vector: positive, of sum 1, in the ratios of the exponentials."""
    reject(result(on_copies(func), LOGITS, shape=LOGITS.shape), "softmax(z)", of_softmax(LOGITS))
    for z in (LOGITS, np.zeros(3)):
        _is_softmax(result(on_copies(func), z, shape=z.shape), z, "softmax(z)")
    passed("softmax: positive, of sum 1, in the ratios of the exponentials")


def softmax_axis(func: Function) -> None:
    """Check that each row of a batch is treated on its own, with any leading shape."""
    rows = result(on_copies(func), BATCH, shape=BATCH.shape)
    reject(rows, f"softmax of a batch of shape {BATCH.shape}", of_softmax_rows(BATCH))
    one = [result(on_copies(func), row, shape=row.shape) for row in BATCH]
    for shape in (BATCH.shape, (3, 1, 4)):
        close(
            result(on_copies(func), BATCH.reshape(shape), shape=shape),
            np.reshape(one, shape),
            f"softmax of a batch of shape {shape}",
            otherwise="each row should equal softmax of that row alone; sum over the last axis, "
            "with keepdims=True",
        )
    passed("softmax: over the last axis, each row on its own")


def softmax_stable(func: Function) -> None:
    """Check logits up to ±10 000: no warning, no NaN, and the shift leaves no trace."""
    small = np.array([0.0, 1.0, 2.0])
    for shift in (1e4, -1e4):
        a = result(on_copies(func), small + shift, shape=(3,), stable=True)
        close(
            a,
            by_definition(small),
            "softmax of (c, c + 1, c + 2) for |c| = 10 000",
            atol=1e-9,
            otherwise="subtract the row's largest logit before taking exponentials; clipping or "
            "replacing NaN hides the overflow, but gives other values",
        )
    rows = np.stack([FAR, -FAR, LOGITS])
    result(on_copies(func), rows, shape=rows.shape, stable=True)
    passed("softmax: quiet and exact for logits up to 10 000")


def softmax_types(func: Function) -> None:
    """Check integers and float32, and that the caller's array is left as it was."""
    counts = np.array([3, 0, 1])
    _is_softmax(result(func, counts, shape=(3,)), counts, "softmax of integers")
    single = LOGITS.astype(np.float32)
    close(
        result(func, single, shape=(4,)).astype(np.float32),
        by_definition(LOGITS),
        "softmax of float32 logits",
    )
    fixed = LOGITS.copy()
    fixed.flags.writeable = False
    result(func, fixed, shape=(4,))
    passed("softmax: integers and float32 work, and z is left as it was")


def log_softmax_values(func: Function) -> None:
    """Check log-softmax: the exponentials sum to 1, differences are those of the logits."""
    for z in (LOGITS, BATCH, BATCH[:, np.newaxis]):
        value = result(func, z, shape=z.shape)
        reject(value, "log_softmax(z)", of_log_softmax(z))
        close(
            np.diff(value),
            np.diff(z),
            "the difference of neighbours in log_softmax(z), that of their logits,",
            otherwise="subtract the same number from all logits of a row, and add no constant",
        )
        close(
            np.exp(value).sum(axis=-1),
            np.ones(z.shape[:-1]),
            "the sum of exp(log_softmax(z)) over the last axis, which should be 1,",
            otherwise="subtract the logarithm of the sum of the row's exponentials",
        )
    passed("log_softmax: the exponentials sum to 1, in the right ratios")


def log_softmax_stable(func: Function) -> None:
    """Check log-softmax where softmax itself rounds to 0."""
    for z in (FAR, np.stack([FAR, -FAR])):
        value = result(func, z, shape=z.shape, stable=True)
        close(
            np.diff(value),
            np.diff(z),
            "log_softmax far out",
            atol=1e-9,
            otherwise="a logarithm of a rounded or clipped softmax has lost the tail; "
            "subtract logarithms instead of dividing",
        )
    passed("log_softmax: quiet and exact for logits up to 10 000")
