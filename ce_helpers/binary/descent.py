"""Logistic regression of 04_binary: steps beside the measured gradient of J, losses beside J."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np

from ce_helpers.binary.mistakes import (
    LARGE_GUARDS,
    Array,
    guarded_loss,
    hardened,
    printed_loss,
)
from ce_helpers.binary.values import GRADIENT_CHECKS, LOSS_CHECKS, soft_and_hard
from ce_helpers.calls import call, parts, require_fresh
from ce_helpers.cascade import builds_on
from ce_helpers.checking import Mistakes, as_array, require
from ce_helpers.checks import visible
from ce_helpers.closeness import close
from ce_helpers.numeric import complex_step_gradient
from ce_helpers.printed import logistic
from ce_helpers.properties import Property

Function = Callable[..., Any]

Rng = np.random.Generator
Walk = tuple[str, Array, Array, float, int]  # what is special, X, t, learning rate and steps
# a small data set, on which the printed step is measured
X = np.array([[1.0, 0.5], [1.0, -1.5], [1.0, 2.0], [1.0, 1.0], [1.0, -0.5]])
t = np.array([1.0, 0.0, 1.0, 0.0, 1.0])
RATE, LATE = 0.4, (12, 61)
# the third sample pulls the others to scores of −150, where printed logarithms have all digits
FAR_APART = np.array([[1.0, 0.0], [1.0, 0.0], [4.0, 0.0]]), np.array([1.0, 1.0, 0.0])


def _mean_loss(theta: Array, X: Array, t: Array) -> Any:
    """Return J(θ) by its printed formula."""
    return np.mean(printed_loss(X @ theta, t))


@np.errstate(all="ignore")  # whatever a cell of the notebook has set
def slope(theta: Array, X: Array, t: Array) -> Array:
    """Return the gradient of J at θ, measured to rounding."""
    return complex_step_gradient(partial(_mean_loss, X=X, t=t), theta)


def _path(X: Array, t: Array, rate: float, steps: int) -> list[Array]:
    """Return θ from zeros down the measured gradient: at the start and after each step."""
    thetas = [np.zeros(X.shape[1])]
    for _ in range(steps):
        thetas.append(thetas[-1] - rate * slope(thetas[-1], X, t))
    return thetas


def fit(func: Function, X: Array, t: Array, rate: float, steps: int, **options: Any) -> Any:
    """Call the student's function; return theta, float64 of shape (D,), and history as it came."""
    pair = call(func, X, t, learning_rate=rate, steps=steps, **options)
    theta, history = parts(pair, ("theta", "history"), "logistic_regression")
    return as_array(theta, X.shape[1:], "theta").astype(np.float64), history


EVERY_STEP = (
    "every step is θ − (learning_rate/N) Xᵀ(σ(Xθ) − t), from the first to the last; none is left "
    "out, shortened or averaged"
)


def _of_step(
    got: Array, step: Array, theta: Array, X: Array, t: Array, rate: float, count: int
) -> Mistakes:
    one_by_one = theta.copy()
    for j in range(theta.size):
        one_by_one[j] -= rate * slope(one_by_one, X, t)[j]
    in_the_score = complex_step_gradient(
        lambda c: np.mean(printed_loss(X @ theta + c, t)), np.zeros(1)
    )
    squared = complex_step_gradient(lambda w: np.mean((logistic(X @ w) - t) ** 2) / 2, theta)
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


_on_its_parts = builds_on(bce_gradient=GRADIENT_CHECKS, bce_with_logits=LOSS_CHECKS)


def _short_walks(rng: Rng) -> Iterator[Walk]:
    """Yield descents of a few steps, on data of all sizes, types and scales."""
    # three features on different scales
    X, t = rng.normal(size=(11, 3)) * [1.0, 2.0, 0.5] + 0.3, soft_and_hard(rng, 11)
    yield "", X, t, RATE, 6
    yield " with one feature", X[:, :1], t, RATE, 3
    yield " with one sample", X[:1], t[:1], RATE, 3
    yield " on integers", rng.integers(-3, 4, (12, 2)), rng.integers(0, 2, 12), RATE, 3
    whole, soft = rng.integers(-3, 4, (12, 2)), rng.uniform(size=12)
    yield " on integers with soft targets", whole, soft, RATE, 3
    yield ", where σ is sure,", *FAR_APART, 450.0, 2
    yield " with 307 samples", rng.normal(size=(307, 2)), soft_and_hard(rng, 307), RATE, 3
    yield " with large features", 1e3 * X, t, 1e-6 * RATE, 3
    yield " with small features", 1e-5 * X, t, 1e10 * RATE, 3


def _long_walks(rng: Rng) -> Iterator[Walk]:
    """Yield descents that show what begins late, or where J rises.

    XᵀX/N has the eigenvalues 1 and 0.36 and the targets are near ½, so that J is nearly a
    quadratic form with the curvatures ¼ and 0.09: the long descent comes to rest in its last
    steps alone.
    """
    orthogonal = np.linalg.qr(rng.normal(size=(12, 2)))[0] * np.sqrt(12)
    X = orthogonal * [1.0, 0.6] @ np.array([[0.8, 0.6], [-0.6, 0.8]])
    t = rng.uniform(0.2, 0.8, 12)
    yield "", X, t, 2.0, 120
    yield ", on which J rises,", X, t, 12.0, 8


def _first_steps(rng: Rng) -> Iterator[Walk]:
    """Yield single steps to a J that is large, tiny, or the mean of many losses."""
    X, t = FAR_APART
    yield ", on which J is large,", X, t, 450.0, 1
    yield ", on which J is tiny,", X[:2], t[:2], 30.0, 1
    yield " of 307 samples", rng.normal(size=(307, 2)), soft_and_hard(rng, 307), RATE, 1


def _require_zeros_and_rate(func: Function, X: Array, t: Array) -> None:
    """Require a start from zeros, and a step that depends on the learning rate."""
    start, first, longer = (
        fit(func, X, t, rate, steps, pure=True)[0]
        for rate, steps in ((RATE, 0), (RATE, 1), (2 * RATE, 1))
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


@visible("logistic_regression: starts from zeros, and each step follows the gradient of J")
@_on_its_parts
def logistic_theta(func: Function, rng: Rng) -> None:
    """Check single steps from where theta stood, then where many of them lead."""
    _, X, t, *_ = next(_short_walks(rng))
    _require_zeros_and_rate(func, X, t)
    require_fresh(func, (X, t), (X, 1 - t), learning_rate=RATE, steps=2)
    for what, X, t, rate, steps in (*_short_walks(rng), *_long_walks(rng)):
        for count in range(1, steps + 1) if steps < 10 else LATE:
            before, after = (fit(func, X, t, rate, n, pure=True)[0] for n in (count - 1, count))
            got, step = after - before, -rate * slope(before, X, t)
            where = f" from step {count - 1} to step {count}{what}"
            inputs = (got, step, before, X, t, rate, count)
            STEP.close(got, step, *inputs, where=where, n_samples=len(X), atol=1e-12 * rate)
        end = _path(X, t, rate, steps)[-1]
        got, _ = fit(func, X, t, rate, steps)
        close(got, end, f"theta after {steps} steps{what}", rtol=1e-8, otherwise=EVERY_STEP)


def _of_history(history: Array, J: Array, thetas: Sequence[Array], X: Array, t: Array) -> Mistakes:
    one_more = "one of the two has taken a step more than the other"
    known = {
        f"is one step behind theta: {one_more}": np.append(history[:1], J[:-1]),
        f"is one step ahead of theta: {one_more}": np.append(J[1:], history[-1:]),
        "holds the last loss everywhere": np.full_like(J, J[-1]),
    }
    if len(J) > 2 and not np.isclose(history[-1], J[-1]):
        last = f"ends with another J than that of theta: {one_more}"
        known[last] = np.append(J[:-1], history[-1:])
    for part, hard in hardened(t).items():
        known[part] = np.array([_mean_loss(theta, X, hard) for theta in thetas])
    for guard in LARGE_GUARDS:
        known[f"has {guard:g} added in the logarithm: leave it out"] = np.array(
            [guarded_loss(X @ theta, t, guard).mean() for theta in thetas]
        )
    return known


HISTORY = Property(
    "history",
    "entry 0 is J before the first step, entry k is J after step k, of all samples, however large "
    "or small",
    _of_history,
    rtol=1e-10,
)


def history_of(history: Any, steps: int) -> Array:
    """Return a history as an array if it has steps + 1 entries."""
    return as_array(history, (steps + 1,), f"history after {steps} steps").astype(np.float64)


@visible("logistic_regression: history holds J before the first step and after each one")
@_on_its_parts
def logistic_history(func: Function, rng: Rng) -> None:
    """Check that entry k of the history is J at the theta that k steps give, right or not."""
    scaled, flat, rising = next(_short_walks(rng)), *_long_walks(rng)
    for X, t, rate in ((*scaled[1:3], 0.05), rising[1:4]):
        thetas, histories = zip(*(fit(func, X, t, rate, count) for count in range(4)), strict=True)
        if rate > 1 and np.abs(X @ np.transpose(thetas)).max() > 10:
            continue  # without 1/N, say, theta is where a printed logarithm has no digits left
        history = [history_of(found, count) for count, found in enumerate(histories)][-1]
        require(
            not np.allclose(thetas[0], thetas[-1]),
            "theta has not moved after 3 steps: descend before you record J.",
        )
        _compare_history(history, thetas, X, t)
    for what, X, t, rate, steps in (flat, rising, *_first_steps(rng)):
        path, (theta, found) = _path(X, t, rate, steps), fit(func, X, t, rate, steps)
        require(
            len(entries := list(found)) == steps + 1,
            f"history after {steps} steps should have {steps + 1} entries.",
        )
        first, _ = fit(func, X, t, rate, 1)
        if all(np.allclose(*pair, rtol=1e-9) for pair in ((theta, path[-1]), (first, path[1]))):
            _compare_history(history_of(entries, steps), path, X, t, what)


def _compare_history(
    history: Array, thetas: Sequence[Array], X: Array, t: Array, where: str = ""
) -> None:
    J = np.array([_mean_loss(theta, X, t) for theta in thetas])
    HISTORY.close(history, J, history, J, thetas, X, t, n_samples=len(X), where=where)
