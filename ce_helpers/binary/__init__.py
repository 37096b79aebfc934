"""Visible checks of 04_binary: each tests a property that the banner promises.

No reference solution stands here. Two facts pin the binary cross-entropy down: the two outcomes
have probabilities e^{−L} that sum to 1, and their losses differ by the logit. Slopes are compared
with central differences of the printed formula.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ce_helpers.binary.claims import repairs_scores, repairs_step, try_claims, verdicts
from ce_helpers.binary.descent import logistic_history, logistic_theta
from ce_helpers.binary.labels import multilabel_gradient, multilabel_loss, printed_loss
from ce_helpers.binary.symbolic import reduction_ends, reduction_pairs
from ce_helpers.binary.table import last_layer
from ce_helpers.checking import CheckFailed, as_array, call, close, name_of, passed
from ce_helpers.numeric import central_jacobian

__all__ = [
    "bce_elementwise",
    "bce_gradient_values",
    "bce_gradient_tails",
    "bce_tails",
    "bce_values",
    "last_layer",
    "logistic_history",
    "logistic_theta",
    "multilabel_gradient",
    "multilabel_loss",
    "reduction_ends",
    "reduction_pairs",
    "repairs_scores",
    "repairs_step",
    "try_claims",
    "verdicts",
]

Array = NDArray[Any]
Function = Callable[..., Any]

LOGITS = np.array([-4.0, -1.0, 0.0, 0.5, 2.0, 5.0])
FAR = np.array([-1e4, -720.0, -40.0, 40.0, 720.0, 1e4])
BOTH_BRANCHES = "np.where computes both of its branches, also where they are not chosen"


def result(func: Function, s: Array, t: Array, stable: bool = False) -> Array:
    """Call an elementwise function on copies; the result is float64, of the shape of the logits."""
    value = call(func, np.array(s), np.array(t), stable=stable)
    value = as_array(value, s.shape, f"{name_of(func)}(s, t)")
    return value.astype(np.float64)


def quiet_result(func: Function, t: Array) -> Array:
    """Call an elementwise function on far logits; a warning fails, and np.where is named."""
    try:
        return result(func, FAR, t, stable=True)
    except CheckFailed as error:
        if "warned «" not in str(error):
            raise
        raise CheckFailed(f"{str(error).removesuffix('.')} ({BOTH_BRANCHES}).") from error


def bce_values(func: Function) -> None:
    """Check the formula: two outcomes of total probability 1, losses that differ by s."""
    if_0, if_1 = (result(func, LOGITS, np.full(LOGITS.size, target)) for target in (0.0, 1.0))
    close(
        if_0 - if_1,
        LOGITS,
        "loss(s, t=0) − loss(s, t=1), which should be s,",
        mistakes={
            "is −s: a large s should be cheap for t = 1; look at the sign in the exponent": -LOGITS,
            "is s counted in bits: use the natural logarithm": LOGITS / np.log(2),
        },
        otherwise="both terms of the formula are needed, −t log σ(s) and −(1 − t) log(1 − σ(s))",
    )
    close(
        np.exp(-if_0) + np.exp(-if_1),
        np.ones(LOGITS.size),
        "e^(−loss) for t = 0 plus e^(−loss) for t = 1, two probabilities with the sum 1,",
        otherwise="look for a constant or a factor too many",
    )
    t = np.array([0.0, 0.25, 0.5, 0.7, 0.9, 1.0])
    close(
        result(func, LOGITS, t),
        if_0 - t * (if_0 - if_1),
        "bce_with_logits for soft targets",
        otherwise="it should run in a straight line from its value at t = 0 to that at t = 1",
    )
    passed("bce_with_logits: probabilities sum to 1, losses differ by s, soft targets work")


def bce_tails(func: Function) -> None:
    """Check logits up to ±10 000: no warning, and losses right to 1e-9."""
    if_0, if_1 = (quiet_result(func, np.full(FAR.size, target)) for target in (0.0, 1.0))
    close(
        if_0 - if_1,
        FAR,
        "loss(s, t=0) − loss(s, t=1), which should be s far out as well,",
        otherwise="a probability has been rounded to 0 or 1 before its logarithm was taken",
    )
    close(
        np.minimum(if_0, if_1),
        np.zeros(FAR.size),
        "the loss of a right and sure answer, which should vanish,",
        atol=1e-9,
        otherwise="nothing should be added inside the logarithm",
    )
    passed("bce_with_logits: quiet, and right to 1e-9, for logits up to 10 000")


def bce_elementwise(func: Function) -> None:
    """Check shapes, integers, and that the arguments are left as they were."""
    s, t = np.array([3, -2, 0, 1]), np.array([1, 0, 0, 1])
    pairs = zip(s.astype(float), t.astype(float), strict=True)
    one = [float(result(func, np.array(a), np.array(b))) for a, b in pairs]
    for shape in [(4,), (4, 1), (2, 1, 2)]:
        logits, hits = s.reshape(shape), t.reshape(shape)
        logits.flags.writeable = hits.flags.writeable = False
        close(
            as_array(call(func, logits, hits), shape, "bce_with_logits(s, t)"),
            np.reshape(one, shape),
            f"bce_with_logits on integers of shape {shape}",
            otherwise="each element should equal the loss of that element alone, given as a "
            "float; was an integer array filled",
        )
    single = call(func, s.astype(np.float32), t.astype(np.float32))
    single = as_array(single, (4,), "bce_with_logits(s, t)")
    close(single, one, "bce_with_logits on float32", rtol=1e-5)
    passed("bce_with_logits: one loss an element, whatever the shape; integers work")


def measured_slope(t: Array) -> Array:
    """Return the slope of the printed formula at the logits, by central differences."""
    return np.diag(central_jacobian(partial(printed_loss, t=t), LOGITS))


def bce_gradient_values(func: Function) -> None:
    """Check the slope against central differences of the printed formula."""
    for t in (np.zeros(6), np.ones(6), np.array([0.0, 0.2, 0.5, 0.5, 0.8, 1.0])):
        measured, mirrored = measured_slope(t), measured_slope(1 - t)
        p = 1 / (1 + np.exp(-LOGITS))
        close(
            result(func, LOGITS, t),
            measured,
            "bce_gradient(s, t), compared with central differences,",
            rtol=1e-6,
            atol=1e-8,
            n_samples=6,
            mistakes={
                "has the factor p(1 − p) too many; it cancels between dL/dp and dp/ds": measured
                * p
                * (1 - p),
                "is the slope dL/dp: the factor dp/ds = p(1 − p) is missing": measured
                / (p * (1 - p)),
                "has the wrong sign in the sigmoid's exponent": -mirrored,
                "is not right for negative s: there, with e = e^(−|s|), σ(s) is e/(1 + e), not "
                "1/(1 + e)": np.where(LOGITS < 0, -mirrored, measured),
            },
            otherwise="at s = 0 it is ½ − t; each element is the slope of its own loss",
        )
    grid = result(func, LOGITS.reshape(3, 2), np.ones((3, 2)))
    close(grid.ravel(), result(func, LOGITS, np.ones(6)), "bce_gradient of a (3, 2) array")
    passed("bce_gradient: agrees with central differences")


def bce_gradient_tails(func: Function) -> None:
    """Check the slope far out: no warning, between −t and 1 − t, and at one of the two."""
    for target in (0.0, 0.3, 1.0):
        got = quiet_result(func, np.full(FAR.size, target))
        close(
            got,
            (FAR > 0) - target,
            "bce_gradient(s, t) for |s| of 40 and more",
            atol=1e-9,
            otherwise="the probability is 0 or 1 there, so −t or 1 − t is left",
        )
    passed("bce_gradient: quiet, and right to 1e-9, for logits up to 10 000")
