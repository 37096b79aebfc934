"""Visible checks of what comes after training in 03_sgd: predictions and settings."""

from __future__ import annotations

from collections.abc import Callable
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ce_helpers.checking import as_array, call, passed, require

Array = NDArray[Any]
Function = Callable[..., Any]


def predict(func: Function) -> None:
    """Check predictions that a head can do, with biases that decide two of them."""
    X = np.array([[2.0, 0.0], [0.0, 2.0], [1.0, 0.0], [-2.0, -2.0]])
    W, b = np.array([[2.0, 0.0, 0.0], [0.0, 0.0, 2.0]]), np.array([0.0, 3.0, 0.0])
    result = call(func, X, W, b)
    over_samples = isinstance(result, np.ndarray) and result.shape == b.shape
    require(not over_samples, "argmax runs over the samples: take axis=1.")
    found = as_array(result, (4,), "predict's result").tolist()
    require(found != [1, 3, 2, 2], "classes count from 0.")
    require(found != [0, 2, 0, 1], "the biases are left out: Z = XW + b.")
    require(found[:2] == [0, 2], "the class with the largest logit should win.")
    require(found[2:] == [1, 1], "where a bias outweighs the features, it decides.")
    passed("the class with the largest logit is predicted, biases included.")


def settings(chosen: Any) -> None:
    """Check that the settings are a dictionary that `sgd` takes.

    Parameters
    ----------
    chosen : dict
        learning_rate, epochs, batch_size, and l2 or seed if wanted.
    """
    require(chosen is not None, "settings is still None: replace it by a dictionary.")
    require(isinstance(chosen, dict), "settings should be a dictionary.")
    missing = {"learning_rate", "epochs", "batch_size"} - set(chosen)
    require(not missing, f"settings lacks {', '.join(sorted(missing))}.")
    unknown = set(chosen) - {"learning_rate", "epochs", "batch_size", "l2", "seed"}
    require(not unknown, f"sgd does not know the setting {', '.join(sorted(map(str, unknown)))}.")
    for name in ("epochs", "batch_size"):
        whole = isinstance(chosen[name], (int, np.integer)) and chosen[name] >= 1
        require(whole, f"settings: {name} should be a whole number, at least 1.")
    require(chosen["epochs"] <= 60, "settings should ask for at most 60 epochs.")
    for name in {"learning_rate", "l2"} & set(chosen):
        number = isinstance(chosen[name], Real) and bool(np.isfinite(float(chosen[name])))
        require(number, f"settings: {name} should be a number.")
    require(chosen["learning_rate"] > 0, "settings: learning_rate should be positive.")
    require(chosen.get("l2", 0) >= 0, "settings: l2 should not be negative.")
    passed("sgd can run with these settings; the accuracy is printed below, and graded.")


def held_out_accuracy(predicted: Any, labels: Array) -> None:
    """Tell how many of the held-out samples are predicted right, and whether that is enough."""
    right = float(np.mean(as_array(predicted, labels.shape, "predict's result") == labels))
    require(right >= 0.95, f"{right:.1%} of the held-out samples are right; 95 % are asked for.")
    passed(f"{right:.1%} of the held-out samples are predicted right.")
