"""The exercises that are not graded: the notebooks' losses as libraries report them.

What each library computes is on docs/libraries.md, from its own answers. An answer is a dictionary
from a library's name to what it returns; each entry is compared with the library's formula.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from ce_helpers.calls import call
from ce_helpers.checking import Array, Function, as_array, describe, require
from ce_helpers.checks import visible
from ce_helpers.printed import log_softmax
from ce_helpers.properties import Property

Rng = np.random.Generator
LEAST, FLOOR = 1e-7, 1e-16


def _compare(func: Function, right: Mapping[str, tuple[Any, str]], *args: Any) -> None:
    """Compare each library's entry with its value, or say what the library does."""
    found = call(func, *args)
    require(
        isinstance(found, Mapping),
        f"matched should return a dictionary, one entry a library, not {describe(found)}.",
    )
    for library, (expected, does) in right.items():
        require(library in found, f"matched has no entry {library!r} yet.")
        entry = f"matched(…)[{library!r}]"
        got = as_array(found[library], np.shape(expected), entry)
        Property(entry, does).close(got, expected)


def _pair(W: Array, b: Array) -> Array:
    """Return new weights and biases as one array: the weights' rows, and the biases below."""
    return np.vstack([W, b])


@visible("matched: the losses of optax, Keras and XGBoost from yours")
def matched_losses(func: Function, rng: Rng) -> None:
    """Check cross-entropy by rows, clipped and floored, near and far from the target."""
    for n, c in ((4, 3), (6, 5)):
        Z = rng.normal(size=(n, c)) * np.array([1.0, 20.0])[rng.permutation(n) % 2, np.newaxis]
        labels = rng.integers(0, c, n)
        Z[0, labels[0]] -= 60.0  # so far behind that both limits are met
        Y = np.eye(c)[labels]
        log_a = log_softmax(Z - Z.max(axis=1, keepdims=True))[np.arange(n), labels]
        clipped = np.clip(np.exp(log_a), LEAST, 1 - LEAST)
        right = {
            "optax": (-log_a, "it has one loss a row, and leaves the mean to its user"),
            "Keras": (
                -np.log(clipped).mean(),
                "it is given probabilities, and clips each at both ends before the logarithm",
            ),
            "XGBoost": (
                np.minimum(-log_a, -np.log(FLOOR)).mean(),
                "it raises each probability to the floor, and does nothing at the other end",
            ),
        }
        _compare(func, right, Z, Y)


@visible("matched: the step of PyTorch, Keras and optax in the wrong order from yours")
def matched_steps(func: Function, rng: Rng) -> None:
    """Check a step of descent with a penalty: who halves it, and who spares the biases."""
    for d, c in ((3, 4), (2, 3)):
        W, G, b, g = (rng.normal(size=shape) for shape in ((d, c), (d, c), (c,), (c,)))
        rate, l2 = rng.uniform(0.1, 0.6, 2)
        right = {
            "PyTorch": (
                (W - rate * (G + l2 * W), b - rate * (g + l2 * b)),
                "its weight_decay takes every parameter, the biases too",
            ),
            "Keras": (
                (W - rate * (G + 2 * l2 * W), b - rate * g),
                "its regularizers.L2 has no half, and is given to the weights alone",
            ),
            "optax": (
                (W - rate * G + l2 * W, b - rate * g + l2 * b),
                "what stands behind sgd is added to the step as it is: no rate, and no minus",
            ),
        }
        _compare_pairs(func, right, W, b, G, g, rate, l2)


def _compare_pairs(func: Function, right: Mapping[str, tuple[Any, str]], *args: Any) -> None:
    """Compare entries that are pairs of weights and biases."""

    def stacked(*given: Any) -> Any:
        found = func(*given)
        if not isinstance(found, Mapping):
            return found
        return {key: _stacked(key, value, np.shape(args[0])) for key, value in found.items()}

    _compare(stacked, {key: (_pair(*pair), does) for key, (pair, does) in right.items()}, *args)


def _stacked(library: str, value: Any, shape: tuple[int, ...]) -> Array:
    entry = f"matched(…)[{library!r}]"
    pair = isinstance(value, tuple | list) and len(value) == 2
    require(pair, f"{entry} should be two things, weights and biases, not {describe(value)}.")
    return _pair(
        as_array(value[0], shape, f"{entry}[0]"), as_array(value[1], shape[1:], f"{entry}[1]")
    )


@visible("matched: the losses of PyTorch, optax and Keras from yours")
def matched_binary(func: Function, rng: Rng) -> None:
    """Check binary cross-entropy: a mean over classes too, none at all, and a clipped one."""
    for n, c in ((4, 3), (5, 2)):
        S, T = rng.normal(size=(n, c)) * 3, rng.integers(0, 2, (n, c)).astype(float)
        S[0, 0], T[0, 0] = 40.0, 0.0
        losses = np.logaddexp(0, S) - T * S
        a = np.clip(1 / (1 + np.exp(-S)), LEAST, 1 - LEAST)
        clipped = -T * np.log(a) - (1 - T) * np.log(1 - a)
        right = {
            "PyTorch": (losses.mean(), "it divides by the number of classes as well"),
            "optax": (losses, "it has a loss for every entry, and takes no mean"),
            "Keras": (
                clipped.mean(),
                "it is given probabilities, clips each at both ends, and averages over the classes "
                "too",
            ),
        }
        _compare(func, right, S, T)


@visible("matched: the hinge losses of PyTorch, optax and TensorFlow.js from yours")
def matched_hinges(func: Function, rng: Rng) -> None:
    """Check the three multiclass hinge losses on the same scores."""
    for n, c in ((5, 4), (4, 3)):
        S, labels = rng.normal(size=(n, c)) * 2, rng.integers(0, c, n)
        target = np.eye(c)[labels] == 1
        short = np.where(target, 0.0, np.maximum(0, 1 + S - S[target][:, np.newaxis]))
        rest = np.maximum(0, 1 - np.where(target, 1, -1) * S)
        right = {
            "PyTorch": (
                short.sum() / (n * c),
                "it sums over the rivals as you do, and divides by the number of classes too",
            ),
            "optax": (short.max(axis=1), "it takes the worst rival of each row, and no mean"),
            "TensorFlow.js": (
                rest.mean(),
                "it asks one question a class, with the sign +1 for the true one and −1 for the "
                "others, and averages them all",
            ),
        }
        _compare(func, right, S, labels)
