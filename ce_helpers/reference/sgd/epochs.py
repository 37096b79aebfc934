"""One epoch of descent, right and wrong, and all the orders that it can take.

Each rule takes weights, data, batches and a learning rate, and returns the weights after it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ce_helpers.reference import sgd as reference

Array = NDArray[Any]
Batches = Sequence[Sequence[int]]
Weights = tuple[Array, Array]
SAME = 1e-8


def zeros(d: int, c: int) -> Weights:
    """Return the weights that training starts from."""
    return np.zeros((d, c)), np.zeros(c)


def step(weights: Weights, X: Array, Y: Array, rate: float, scale: float = 1.0) -> Weights:
    """Return the weights after one step down the mean gradient, times scale."""
    _, dW, db = reference.loss_and_gradients(X, Y, *weights)
    return weights[0] - rate * scale * dW, weights[1] - rate * scale * db


def epoch(weights: Weights, X: Array, Y: Array, batches: Batches, rate: float) -> Weights:
    """Return the weights after a right epoch."""
    for batch in batches:
        weights = step(weights, X[batch], Y[batch], rate)
    return weights


def by_batch_size(weights: Weights, X: Array, Y: Array, batches: Batches, rate: float) -> Weights:
    """Return the weights when every batch is divided by the size of the first."""
    for batch in batches:
        weights = step(weights, X[batch], Y[batch], rate, len(batch) / len(batches[0]))
    return weights


def summed(weights: Weights, X: Array, Y: Array, batches: Batches, rate: float) -> Weights:
    """Return the weights when the gradient is summed over the batch."""
    for batch in batches:
        weights = step(weights, X[batch], Y[batch], rate, len(batch))
    return weights


def by_all(weights: Weights, X: Array, Y: Array, batches: Batches, rate: float) -> Weights:
    """Return the weights when every batch is divided by the number of all samples."""
    for batch in batches:
        weights = step(weights, X[batch], Y[batch], rate, len(batch) / len(X))
    return weights


def without_last(weights: Weights, X: Array, Y: Array, batches: Batches, rate: float) -> Weights:
    """Return the weights when the short batch is dropped."""
    full = [batch for batch in batches if len(batch) == len(batches[0])]
    return epoch(weights, X, Y, full, rate)


def frozen(weights: Weights, X: Array, Y: Array, batches: Batches, rate: float) -> Weights:
    """Return the weights when the gradients of all batches are taken at the epoch's start."""
    ends = [step(weights, X[batch], Y[batch], rate) for batch in batches]
    W = weights[0] + sum(end[0] - weights[0] for end in ends)
    return W, weights[1] + sum(end[1] - weights[1] for end in ends)


def whole(weights: Weights, X: Array, Y: Array, batches: Batches, rate: float) -> Weights:
    """Return the weights after one step on all the data."""
    return step(weights, X, Y, rate)


def one_after_the_other(
    weights: Weights, X: Array, Y: Array, batches: Batches, rate: float
) -> Weights:
    """Return the weights when db is computed after W has moved."""
    W, b = weights
    for batch in batches:
        W = W - rate * reference.loss_and_gradients(X[batch], Y[batch], W, b)[1]
        b = b - rate * reference.loss_and_gradients(X[batch], Y[batch], W, b)[2]
    return W, b


def other_labels(weights: Weights, X: Array, Y: Array, batches: Batches, rate: float) -> Weights:
    """Return the weights when X is shuffled and the labels stay as they were."""
    order = [i for batch in batches for i in batch]
    return epoch(weights, X[order], Y, in_batches(range(len(X)), len(batches[0])), rate)


MISTAKES = {
    "the short batch is divided by batch_size: divide by the samples that are in it": by_batch_size,
    "the gradient is summed over the batch: take its mean": summed,
    "the gradient of a batch is divided by all N samples: divide by those in the batch": by_all,
    "the short last batch is dropped": without_last,
    "the gradients of all batches are taken at the weights the epoch began with: update after "
    "each batch": frozen,
    "all samples are used in each step: take batch_size of them": whole,
    "db is computed after W has moved: compute both, then update both": one_after_the_other,
}


def in_batches(order: Sequence[int], batch_size: int) -> list[list[int]]:
    """Cut an order of the samples into batches."""
    return [list(order[i : i + batch_size]) for i in range(0, len(order), batch_size)]


def all_batches(n: int, batch_size: int) -> list[list[list[int]]]:
    """List every sequence of batches, the order within a batch disregarded."""
    cut = (in_batches(order, batch_size) for order in permutations(range(n)))
    found = {tuple(tuple(sorted(batch)) for batch in batches) for batches in cut}
    return [[list(batch) for batch in batches] for batches in sorted(found)]


def flat(W: Array, b: Array) -> Array:
    """Return all parameters in one row."""
    return np.concatenate([np.ravel(W), np.ravel(b)]).astype(np.float64)


def nearest(row: Array, rows: Array) -> int | None:
    """Return the index of the row that equals the given one to rounding, or None."""
    distance = np.abs(rows - row).max(axis=1)
    return int(distance.argmin()) if distance.min() < SAME else None
