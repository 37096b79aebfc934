"""Hidden tests of 04_binary: gradient descent for logistic regression."""

from __future__ import annotations

from typing import Any

import numpy as np

from ce_helpers.checking import as_array, call, close, require
from ce_helpers.reference import binary as reference
from ce_helpers.reference.binary.loss import Array, Function, targets
from ce_helpers.reference.seed import grading_rng

RATE = 0.4


def problem(rng: np.random.Generator) -> tuple[Array, Array]:
    """Draw 11 samples with 3 features on different scales, hard and soft targets."""
    X, t = rng.normal(size=(11, 3)) * [1.0, 2.0, 0.5] + 0.3, targets(rng, 11)
    for array in (X, t):
        array.flags.writeable = False
    return X, t


def fit(func: Function, X: Array, t: Array, steps: int, rate: float = RATE) -> tuple[Array, Any]:
    """Call the student's function; it returns theta, of three entries, and history."""
    result = call(func, X, t, learning_rate=rate, steps=steps)
    require(
        isinstance(result, tuple | list) and len(result) == 2,
        "logistic_regression should return the pair theta, history.",
    )
    return as_array(result[0], (3,), "theta").astype(np.float64), result[1]


def one_by_one(X: Array, t: Array, steps: int) -> Array:
    """Return where descent ends that updates one entry after the other."""
    theta = np.zeros(X.shape[1])
    for _ in range(steps):
        for j in range(theta.size):
            residual = reference.bce_gradient(X @ theta, t)
            theta[j] -= RATE * residual @ X[:, j] / len(X)
    return theta


def wrong_ends(X: Array, t: Array, steps: int) -> dict[str, Array]:
    """Return where wrong descents end, by the sentence part that names the mistake."""

    def end(rate: float = RATE, steps: int = steps, t: Array = t) -> Array:
        return reference.logistic_regression(X, t, learning_rate=rate, steps=steps)[0]

    return {
        "is that of the update without 1/N: J is a mean, and so is its gradient": end(
            RATE * len(X)
        ),
        "is that of an update averaged twice: divide by N once": end(RATE / len(X)),
        "is one update short: history has steps + 1 entries, theta steps updates": end(
            steps=steps - 1
        ),
        "has had one update too many": end(steps=steps + 1),
        "is right for the other class: check the sign in the sigmoid's exponent": end(t=1 - t),
        "updates the entries one after the other: all of them need the same residual, taken "
        "before any entry changes": one_by_one(X, t, steps),
        "does not depend on learning_rate": end(1.0),
    }


def logistic_theta(logistic_regression: Function) -> None:
    """From zeros, by full-batch steps on the mean, all entries at once."""
    X, t = problem(grading_rng("logistic_theta"))
    theta, _ = fit(logistic_regression, X, t, 0)
    close(theta, np.zeros(3), "theta before the first of 0 steps")
    for steps in (1, 6):
        theta, _ = fit(logistic_regression, X, t, steps)
        expected, _ = reference.logistic_regression(X, t, learning_rate=RATE, steps=steps)
        close(
            theta,
            expected,
            f"theta after {steps} step{'s' * (steps > 1)}",
            mistakes=wrong_ends(X, t, steps),
            otherwise="one step is θ − (learning_rate/N) Xᵀ(σ(Xθ) − t)",
        )


def logistic_history(logistic_regression: Function) -> None:
    """Entry k of the history is J at the theta that k steps give; theta may be wrong."""
    X, t = problem(grading_rng("logistic_history"))
    steps, rate = 4, 0.05  # short, so that theta stays moderate where 1/N is missing
    thetas = [fit(logistic_regression, X, t, count, rate)[0] for count in range(steps + 1)]
    _, history = fit(logistic_regression, X, t, steps, rate)
    close(
        as_array(history, (steps + 1,), "history").astype(np.float64),
        [reference.mean_loss(theta, X, t) for theta in thetas],
        "history",
        rtol=1e-9,
        n_samples=len(X),
        otherwise="entry 0 is J at zeros, entry k is J at the theta after step k",
    )
