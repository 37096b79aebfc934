"""Visible checks of 04_binary's logistic regression: step by step against measured slopes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ce_helpers.checking import as_array, call, close, passed, require
from ce_helpers.numeric import central_gradient

Array = NDArray[Any]
X = np.array([[1.0, 0.5], [1.0, -1.5], [1.0, 2.0], [1.0, 1.0], [1.0, -0.5]])
t = np.array([1.0, 0.0, 1.0, 0.0, 1.0])
RATE = 0.6


def mean_loss(theta: Array) -> float:
    """Return J(θ) on the small data set by its printed formula."""
    h = 1 / (1 + np.exp(-X @ theta))
    return float(-np.mean(t * np.log(h) + (1 - t) * np.log(1 - h)))


def fit(func: Callable[..., Any], steps: int) -> tuple[Array, Array]:
    """Call the student's function and return theta and history, of the promised shapes."""
    pair = call(func, X.copy(), t.copy(), learning_rate=RATE, steps=steps)
    require(
        isinstance(pair, tuple | list) and len(pair) == 2,
        "logistic_regression should return the pair theta, history.",
    )
    theta = as_array(pair[0], (2,), "theta")
    return theta.astype(np.float64), pair[1]


def one_after_another(theta: Array) -> Array:
    """Return the step that moves each entry by a slope measured after the one before moved."""
    moved = theta.copy()
    for j in range(theta.size):
        moved[j] -= RATE * central_gradient(mean_loss, moved)[j]
    return moved - theta


def logistic_theta(func: Callable[..., Any]) -> None:
    """Check the start, then each of three steps against a measured gradient of J."""
    theta, _ = fit(func, 0)
    require(
        bool(np.allclose(theta, 0, atol=1e-12)),
        "theta after steps = 0 should be zeros: start from zeros and take exactly `steps` steps.",
    )
    for steps in (1, 2, 3):
        after, _ = fit(func, steps)
        step = -RATE * central_gradient(mean_loss, theta)
        close(
            after - theta,
            step,
            f"step {steps}, compared with −learning_rate times the measured gradient of J,",
            rtol=1e-6,
            atol=1e-8,
            n_samples=len(X),
            mistakes={
                "is missing": 0 * step,
                "ignores learning_rate": step / RATE,
                "changes the entries one after the other; all of them need the same residual, "
                "taken before any entry changes": one_after_another(theta),
            },
            otherwise="all entries of theta change at once, from the same residual σ(Xθ) − t",
        )
        theta = after
    passed("logistic_regression: starts from zeros, and each step follows the gradient of J")


def out_of_step(history: Array, expected: Array) -> bool:
    """Return whether the last entry alone is wrong, or each entry is J one step earlier."""
    last_differs = not np.isclose(history[-1], expected[-1], rtol=1e-9)
    others_right = np.allclose(history[:-1], expected[:-1], rtol=1e-9)
    one_behind = np.allclose(history[1:], expected[:-1], rtol=1e-9)
    return bool(last_differs and (others_right or one_behind))


def logistic_history(func: Callable[..., Any]) -> None:
    """Check that entry k of the history is J at the theta that k steps give."""
    history = as_array(fit(func, 3)[1], (4,), "history after 3 steps")
    expected = np.array([mean_loss(fit(func, steps)[0]) for steps in range(4)])
    require(
        not out_of_step(history, expected),
        "history[-1] is not J of the returned theta: one has taken a step more than the other.",
    )
    close(
        history,
        expected,
        "history",
        rtol=1e-9,
        n_samples=len(X),
        otherwise="entry 0 is J before the first step, entry k is J after step k",
    )
    passed("logistic_regression: history holds J before the first step and after each one")
