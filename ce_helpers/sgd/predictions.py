"""Visible checks of what comes after training in 03_sgd: predictions and settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from numbers import Integral, Real
from typing import Any

import numpy as np

from ce_helpers.calls import call, require_fresh
from ce_helpers.checking import Array, CheckFailed, Function, as_array, is_stream, passed, require
from ce_helpers.checks import visible
from ce_helpers.gradable import require_gradable

Rng = np.random.Generator


@visible("the class with the largest logit is predicted, biases included.")
def predict(func: Function, rng: Rng) -> None:
    """Check predictions for several sizes and types, where a bias decides, far out and close."""
    sizes = ((9, 3, 4, 1.0), (1, 2, 3, 1.0), (40, 1, 2, 1.0), (60, 3, 15, 1e4), (20, 3, 4, 1e-7))
    for n, d, c, scale in (*sizes, (20, 3, 2, 1.0), (4, 3, 4, 1.0), (60, 2, 300, 1.0)):
        X, W = scale * rng.normal(size=(n, d)), rng.normal(size=(d, c))
        b = (3 if scale >= 1 else scale) * rng.normal(size=c)
        _require_largest(func, X, W, b)
    _require_largest(func, X, W, b + 1e8)  # all by as much: the same one is the largest
    W = np.array([[2, 0, 0], [0, 0, 2]])
    X, b = np.array([[2, 0], [0, 2], [1, 0], [-2, -2]]), np.array([0, 3, 0])
    _require_largest(func, X, W, b)
    require_fresh(func, (X, W, b), (-X, W, b))


def _require_largest(func: Function, X: Array, W: Array, b: Array) -> None:
    for array in (X, W, b):
        array.flags.writeable = False
    returned = call(func, X, W, b, pure=True)
    returned = list(returned) if is_stream(returned) else returned
    Z, n, single = X @ W + b, len(X), np.float32
    shape = as_array(returned, None, "predict's result").shape
    require(not shape == b.shape != (n,), "argmax runs over the samples: take axis=1.")
    found = as_array(returned, (n,), "predict's result")
    if np.array_equal(found, Z.argmax(axis=1)):
        values = np.asarray(returned).ravel().tolist()
        whole = all(isinstance(v, Integral) and not isinstance(v, bool) for v in values)
        require(whole, "predict should return class indices: integers.")
        return
    for sentence, wrong in {
        "predict leaves out the biases: Z = XW + b.": (X @ W).argmax(axis=1),
        "predict counts classes from 1: they count from 0.": Z.argmax(axis=1) + 1,
        "predict counts in a type of eight bits: there are more classes than that.": (
            Z.argmax(axis=1) % 256
        ),
        "predict computes in float32, in which logits that are close become one: take float64.": (
            (X.astype(single) @ W.astype(single) + b.astype(single)).argmax(axis=1)
        ),
        "predict returns the least probable class: take the largest logit.": Z.argmin(axis=1),
        "predict takes the largest size, sign left out: take the largest logit.": np.abs(Z).argmax(
            axis=1
        ),
    }.items():
        require(n == 1 or not np.array_equal(found, wrong), sentence)
    raise CheckFailed(
        "predict should return, for each sample, the index of its largest logit; no exponential "
        "is needed, which overflows for large logits."
    )


def as_settings(chosen: Any) -> dict[str, Any]:
    """Return settings as plain numbers.

    Parameters
    ----------
    chosen : mapping
        A student's `settings`.

    Returns
    -------
    dict
        Options of `sgd`.

    Raises
    ------
    CheckFailed
        If `sgd` cannot take them.
    """
    require(chosen is not None, "settings is still None: replace it by a dictionary.")
    require_gradable(chosen, "settings is")
    require(isinstance(chosen, Mapping), "settings should be a dictionary.")
    missing = {"learning_rate", "epochs", "batch_size"} - set(chosen)
    require(not missing, f"settings lacks {', '.join(sorted(missing))}.")
    unknown = set(chosen) - {"learning_rate", "epochs", "batch_size", "l2", "seed"}
    require(not unknown, f"sgd does not know the setting {', '.join(sorted(map(str, unknown)))}.")
    found: dict[str, Any] = {}
    for name, value in chosen.items():
        if name in ("learning_rate", "l2"):
            number = isinstance(value, Real) and bool(np.isfinite(float(value)))
            require(number, f"settings: {name} should be a number.")
            found[name] = float(value)
        else:
            whole = isinstance(value, Integral) and int(value) >= (name != "seed")
            require(
                whole, f"settings: {name} should be a whole number, at least {name != 'seed':d}."
            )
            found[name] = int(value)
    require(found["epochs"] <= 60, "settings should ask for at most 60 epochs.")
    require(found["learning_rate"] > 0, "settings: learning_rate should be positive.")
    require(found.get("l2", 0) >= 0, "settings: l2 should not be negative.")
    return found


@visible("settings can be run; whether they reach 95 % is printed below, and graded.")
def settings(chosen: Any, train: Any, held_out: Any, rng: Rng, *reach: Callable[..., bool]) -> None:
    """Check that the settings are such that `sgd` takes them; graded, that they reach 95 %."""
    options = as_settings(chosen)
    require(
        all(reaches(options, train, held_out) for reaches in reach),
        "with these settings fewer than 95 % of the held-out samples are right: take larger "
        "steps, smaller batches or more epochs, and little or no penalty.",
    )


def held_out_accuracy(predicted: Any, labels: Array) -> None:
    """Tell how many of the held-out samples are predicted right, and whether that is enough."""
    right = float(np.mean(as_array(predicted, labels.shape, "predict's result") == labels))
    require(right >= 0.95, f"{right:.1%} of the held-out samples are right; 95 % are asked for.")
    passed(f"{right:.1%} of the held-out samples are predicted right.")
