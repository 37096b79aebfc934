"""Logistic regression of 04_binary: each step beside the gradient of J, each loss beside J.

The visible check hands in what is measured on a small data set, the hidden test the reference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

import numpy as np

from ce_helpers.binary.mistakes import (
    LARGE_GUARDS,
    Array,
    guarded_loss,
    hardened,
    printed_loss,
    squashed,
)
from ce_helpers.binary.values import GRADIENT_CHECKS, LOSS_CHECKS
from ce_helpers.calls import call, parts, require_fresh
from ce_helpers.cascade import builds_on
from ce_helpers.checking import Mistakes, as_array, passed, require
from ce_helpers.numeric import central_gradient
from ce_helpers.properties import Property

Function = Callable[..., Any]

X = np.array([[1.0, 0.5], [1.0, -1.5], [1.0, 2.0], [1.0, 1.0], [1.0, -0.5]])
t = np.array([1.0, 0.0, 1.0, 0.0, 1.0])
SOFT = np.array([0.9, 0.0, 0.7, 0.2, 1.0])
SLOW, RATE, FAST = 0.1, 0.6, 8.0  # with the fast one J rises


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


def _of_step(
    got: Array, step: Array, theta: Array, X: Array, t: Array, rate: float, count: int
) -> Mistakes:
    one_by_one = theta.copy()
    for j in range(theta.size):
        one_by_one[j] -= rate * slope(one_by_one, X, t)[j]
    in_the_score = central_gradient(lambda c: np.mean(printed_loss(X @ theta + c, t)), np.zeros(1))
    squared = central_gradient(lambda w: np.mean((squashed(X @ w) - t) ** 2) / 2, theta)
    known = {
        "is missing: theta takes `steps` steps": 0 * step,
        "changes the entries one after the other: all of them need the same residual, taken "
        "before any entry changes": one_by_one - theta,
        "has the wrong sign in the sigmoid's exponent": rate * slope(theta, X, 1 - t),
        "lacks the factor x": np.full(theta.shape, -rate * in_the_score),
        "has the factor h(1 − h) too many: that is the step of the squared error": -rate * squared,
        "is divided by the number of features: J is a mean over the samples": (
            step * len(X) / X.shape[1]
        ),
        **{part: -rate * slope(theta, X, hard) for part, hard in hardened(t).items()},
    }
    if count > 1 and (share := got @ step / (step @ step)) > 0:
        known[
            "has the right direction, but not the length of learning_rate times the gradient: look "
            "for a rate that changes, and for a gradient that is clipped or normalised"
        ] = share * step
    return known


STEP = Property(
    "the step of theta",
    "it is −learning_rate times the gradient of J over all N samples; all entries of theta change "
    "at once, from the same residual σ(Xθ) − t, and every step is made in the same way",
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
    """Compare what theta does in some of its steps with the gradient where it stood before.

    Parameters
    ----------
    func : callable
        The student's function.
    X, t, rate
        Samples (N, D), targets (N,) and learning rate that it is called with.
    counts : iterable of int
        The steps, counted from 1.
    gradient : callable
        The gradient of J on these samples, measured or right, as a function of theta.
    **tolerances
        As for `Property.close`.
    """
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
        got, step = after - before, -rate * gradient(before)
        where = f" from step {count - 1} to step {count}{_kind(X)}"
        inputs = (got, step, before, X, t, rate, count)
        STEP.close(got, step, *inputs, where=where, n_samples=len(X), **tolerances)


def _kind(X: Array) -> str:
    """Return what is special about samples, for a message."""
    n_samples, n_features = X.shape
    integers = " on integers" if X.dtype.kind == "i" else ""
    sample = " for one sample" if n_samples == 1 else ""
    return integers + sample + (" for one feature" if n_features == 1 else "")


_on_its_parts = builds_on(bce_gradient=GRADIENT_CHECKS, bce_with_logits=LOSS_CHECKS)


@_on_its_parts
def logistic_theta(func: Function) -> None:
    """Check steps at the start, late, and where J rises, against a measured gradient of J."""
    whole = (2 * X).astype(int), t.astype(int)
    for samples, targets, rate, counts in (
        (X, t, RATE, (1, 2, 3, 12, 61)),
        (X, SOFT, FAST, (2, 3, 4)),
        (X[:, 1:], t, RATE, (1, 2)),
        (X[:1], t[:1], RATE, (1, 2)),
        (*whole, RATE, (1, 2)),
    ):
        measured = partial(slope, X=samples, t=targets)
        require_steps(func, samples, targets, rate, counts, measured, rtol=1e-6, atol=1e-8)
    require_fresh(func, (X, t), (X, 1 - t), learning_rate=RATE, steps=2)
    passed("logistic_regression: starts from zeros, and each step follows the gradient of J")


def _of_history(history: Array, J: Array, thetas: Sequence[Array], X: Array, t: Array) -> Mistakes:
    one_more = "one of the two has taken a step more than the other"
    known = {
        f"is one step behind theta: {one_more}": np.append(history[:1], J[:-1]),
        f"is one step ahead of theta: {one_more}": np.append(J[1:], history[-1:]),
        "holds the last loss everywhere": np.full_like(J, J[-1]),
    }
    if not np.isclose(history[-1], J[-1]):
        last = f"ends with another J than that of theta: {one_more}"
        known[last] = np.append(J[:-1], history[-1:])
    for part, hard in hardened(t).items():
        known[part] = np.array([mean_loss(theta, X, hard) for theta in thetas])
    for guard in LARGE_GUARDS:
        known[f"has {guard:g} added in the logarithm: leave it out"] = np.array(
            [guarded_loss(X @ theta, t, guard).mean() for theta in thetas]
        )
    return known


HISTORY = Property(
    "history",
    "entry 0 is J before the first step, entry k is J after step k",
    _of_history,
    rtol=1e-10,
)


def history_of(history: Any, steps: int) -> Array:
    """Return a history as an array if it has steps + 1 entries."""
    return as_array(history, (steps + 1,), f"history after {steps} steps").astype(np.float64)


def require_history(
    func: Function,
    X: Array,
    t: Array,
    rate: float,
    counts: Sequence[int],
    loss: Callable[[Array], float],
) -> None:
    """Compare entry k of the history with J at the theta that k steps give.

    Parameters
    ----------
    func, X, t, rate
        As for `require_steps`.
    counts : sequence of int
        The entries k that are compared; the last is the number of steps.
    loss : callable
        J on these samples as a function of theta.
    """
    thetas, histories = zip(*(fit(func, X, t, rate, count) for count in counts), strict=True)
    *_, history = map(history_of, histories, counts)
    require(
        not np.allclose(thetas[0], thetas[-1]),
        f"theta has not moved after {counts[-1]} steps: descend before you record J.",
    )
    got, J = history[list(counts)], np.array([loss(theta) for theta in thetas])
    HISTORY.close(got, J, got, J, thetas, X, t, n_samples=len(X))


@_on_its_parts
def logistic_history(func: Function) -> None:
    """Check that entry k of the history is J at the theta that k steps give."""
    for rate, counts in ((RATE, range(4)), (SLOW, (0, 30, 60, 61)), (FAST, range(3))):
        require_history(func, X, SOFT, rate, counts, partial(mean_loss, t=SOFT))
    passed("logistic_regression: history holds J before the first step and after each one")
