"""Visible check of the orders in which `sgd` takes its samples.

Each sample has a feature of its own and all are of one class. The bias then grows with every
step, and what an epoch adds to a sample's weights tells the bias that the sample met: so the
weights show which samples shared a batch, and when.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ce_helpers.checking import CheckFailed, passed, require
from ce_helpers.sgd.descent import small_data, trained

Array = NDArray[Any]
Function = Callable[..., Any]
Order = tuple[frozenset[int], ...]
SEEDS = 12  # by chance alone a right answer fails with probability below 1e-10


def sgd_shuffle(func: Function) -> None:
    """Check that a seed fixes the run, that seeds differ, and that every epoch is shuffled."""
    X, labels = small_data()
    runs = [trained(func, X, labels, 3, seed=seed)[0] for seed in (0, 0, 1, 2, 3)]
    require(
        np.array_equal(runs[0], runs[1]),
        "two runs with one seed differ: draw from np.random.default_rng(seed) alone.",
    )
    differ = any(not np.allclose(runs[0], run, atol=1e-9) for run in runs[2:])
    require(differ, "all seeds give the same weights: are the samples shuffled?")
    read = [orders_of(func, seed) for seed in range(SEEDS)]
    orders = [pair for pair in read if pair is not None]
    if len(orders) == SEEDS:  # else a step is wrong, and the checks of the steps say so
        _require_shuffled(orders)
    passed("the seed fixes the run, other seeds give other runs, and every epoch is shuffled.")


def _require_shuffled(orders: list[tuple[Order, Order]]) -> None:
    """Look at both epochs of successive seeds: what a permutation does, and what it never does."""
    apart = any(not _neighbours(batch) for pair in orders for order in pair for batch in order)
    require(apart, "only neighbours share a batch: permute the samples one by one, not in blocks.")
    anew = any(set(first) != set(second) for first, second in orders)
    require(
        anew,
        "the second epoch has the batches of the first: seed rng once, before both loops, and "
        "shuffle anew in every epoch.",
    )
    shifted = all(this[1] == after[0] for this, after in zip(orders, orders[1:], strict=False))
    require(
        not shifted,
        "the second epoch of a seed has the order of the next seed's first: seed rng once.",
    )


def _neighbours(batch: frozenset[int]) -> bool:
    """Return whether the two samples stand side by side in the data, the ends included."""
    low, high = sorted(batch)
    return high - low in (1, 5)


def orders_of(func: Function, seed: int) -> tuple[Order, Order] | None:
    """Return the batches of two epochs on six samples, or None if they can't be read off."""
    X, labels = np.eye(6), np.ones(6, dtype=int)
    try:
        one, two = (
            trained(func, X, labels, 2, learning_rate=1.0, epochs=epochs, seed=seed)[0]
            for epochs in (1, 2)
        )
    except CheckFailed:  # of a shape, say, which other checks name
        return None
    first, second = _order(0 * one, one), _order(one, two)
    return None if first is None or second is None else (first, second)


def _order(before: Array, after: Array) -> Order | None:
    """Read the batches of an epoch from the weights before and after it."""
    missing = 2 * (after - before)[:, 1]  # what the class lacked of probability 1
    if not np.all((missing > 1e-6) & (missing < 1 - 1e-6)):
        return None
    bias = np.log(1 / missing - 1) - (before[:, 1] - before[:, 0])
    ranked = np.argsort(bias)
    gaps = np.diff(bias[ranked])
    if gaps[::2].max() > 1e-3 or gaps[1::2].min() < 1e-2:
        return None
    return tuple(frozenset(pair.tolist()) for pair in ranked.reshape(3, 2))
