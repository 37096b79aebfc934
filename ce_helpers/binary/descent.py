"""Logistic regression of 04_binary: each step beside the gradient of J, each loss beside J.

The visible check hands in what is measured on a small data set, the hidden test the reference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import numpy as np

from ce_helpers.binary.mistakes import Array, printed_loss, squashed
from ce_helpers.checking import Mistakes, as_array, call, parts, passed, require
from ce_helpers.numeric import central_gradient
from ce_helpers.properties import Property

Function = Callable[..., Any]

X = np.array([[1.0, 0.5], [1.0, -1.5], [1.0, 2.0], [1.0, 1.0], [1.0, -0.5]])
t = np.array([1.0, 0.0, 1.0, 0.0, 1.0])
RATE = 0.6


def mean_loss(theta: Array, X: Array = X, t: Array = t) -> float:
    """Return J(θ) by its printed formula: on the small data set, unless other data are given."""
    return float(np.mean(printed_loss(X @ theta, t)))


def slope(theta: Array, X: Array = X, t: Array = t) -> Array:
    """Return the measured gradient of J at θ."""
    return central_gradient(partial(mean_loss, X=X, t=t), theta)


def fit(func: Function, X: Array, t: Array, rate: float, steps: int, **options: Any) -> Any:
    """Call the student's function; return theta, float64 of shape (D,), and history as it came."""
    pair = call(func, X, t, learning_rate=rate, steps=steps, **options)
    theta, history = parts(pair, ("theta", "history"), "logistic_regression")
    return as_array(theta, X.shape[1:], "theta").astype(np.float64), history


def _of_step(step: Array, theta: Array, X: Array, t: Array, rate: float) -> Mistakes:
    one_by_one = theta.copy()
    for j in range(theta.size):
        one_by_one[j] -= rate * slope(one_by_one, X, t)[j]
    in_the_score = central_gradient(lambda c: np.mean(printed_loss(X @ theta + c, t)), np.zeros(1))
    squared = central_gradient(lambda w: np.mean((squashed(X @ w) - t) ** 2) / 2, theta)
    return {
        "is missing: theta takes `steps` steps": 0 * step,
        "changes the entries one after the other: all of them need the same residual, taken "
        "before any entry changes": one_by_one - theta,
        "has the wrong sign in the sigmoid's exponent": rate * slope(theta, X, 1 - t),
        "lacks the factor x": np.full(theta.shape, -rate * in_the_score),
        "has the factor h(1 − h) too many: that is the step of the squared error": -rate * squared,
        "is divided by the number of features: J is a mean over the samples": (
            step * len(X) / X.shape[1]
        ),
    }


STEP = Property(
    "the step of theta",
    "it is −learning_rate times the gradient of J over all N samples; all entries of theta change "
    "at once, from the same residual σ(Xθ) − t",
    _of_step,
)


def require_steps(
    func: Function,
    X: Array,
    t: Array,
    rate: float,
    counts: Iterable[int],
    gradient: Callable[[Array], Array],
    **tolerances: float,
) -> None:
    """Compare what theta does in some of its steps with the gradient where it stood before."""
    start, first, longer = (
        fit(func, X, t, scale * rate, steps, pure=True)[0]
        for scale, steps in ((1, 0), (1, 1), (2, 1))
    )
    require(
        bool(np.allclose(start, 0, atol=1e-12)),
        "theta after steps = 0 should be zeros: start from zeros and take exactly `steps` steps.",
    )
    require(
        bool(np.allclose(first, 0) or not np.allclose(first, longer)),
        "theta after a step is the same for two learning rates: multiply the gradient by "
        "learning_rate.",
    )
    for count in counts:
        before, after = (fit(func, X, t, rate, steps)[0] for steps in (count - 1, count))
        step = -rate * gradient(before)
        where = f" from step {count - 1} to step {count}"
        STEP.close(
            after - before, step, step, before, X, t, rate, where=where, n_samples=len(X),
            **tolerances,
        )  # fmt: skip


def logistic_theta(func: Function) -> None:
    """Check the start, then each of three steps against a measured gradient of J."""
    require_steps(func, X, t, RATE, (1, 2, 3), slope, rtol=1e-6, atol=1e-8)
    passed("logistic_regression: starts from zeros, and each step follows the gradient of J")


def _of_history(history: Array, J: Array) -> Mistakes:
    one_more = "one of the two has taken a step more than the other"
    return {
        f"is one step behind theta: {one_more}": np.append(history[:1], J[:-1]),
        f"is one step ahead of theta: {one_more}": np.append(J[1:], history[-1:]),
        f"ends with another J than that of theta: {one_more}": np.append(J[:-1], history[-1:]),
        "holds the last loss everywhere": np.full_like(J, J[-1]),
    }


HISTORY = Property(
    "history",
    "entry 0 is J before the first step, entry k is J after step k",
    _of_history,
    rtol=1e-9,
)


def require_history(
    func: Function, X: Array, t: Array, rate: float, steps: int, loss: Callable[[Array], float]
) -> None:
    """Compare entry k of the history with J at the theta that k steps give."""
    history = as_array(
        fit(func, X, t, rate, steps)[1], (steps + 1,), f"history after {steps} steps"
    )
    expected = np.array([loss(fit(func, X, t, rate, count)[0]) for count in range(steps + 1)])
    history = history.astype(np.float64)
    HISTORY.close(history, expected, history, expected, n_samples=len(X))


def logistic_history(func: Function) -> None:
    """Check that entry k of the history is J at the theta that k steps give."""
    require_history(func, X, t, RATE, 3, mean_loss)
    passed("logistic_regression: history holds J before the first step and after each one")
