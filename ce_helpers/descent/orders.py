"""The orders of the samples, read from weights that a penalty halves in every step.

Where each sample has a feature of its own, and all gradients stay those at zeros, a sample's
weights are a sum of halves, quarters, eighths: their binary digits are the steps in which the
sample was used. So one run tells the batches of ten epochs, whatever generator drew them.
"""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np

from ce_helpers.checking import Array, CheckFailed, Function, require
from ce_helpers.descent.batches import shares
from ce_helpers.descent.runs import TINY, Data, Descent, own_features, same, samples

# seeds, samples, batch size, epochs: halves of 60 samples; three and 36 samples, one by one
HALVES, TRIPLES, SINGLES = (8, 60, 30, 10), (20, 3, 1, 11), (20, 36, 1, 1)
# of a hundred counts one strays so far from its mean less than once in a million gradings
DEVIATIONS = 6.0

Cut = frozenset[int]


def check_orders(descent: Descent, func: Function, rng: np.random.Generator) -> None:
    """Check that a seed fixes the run, and that every epoch has a fresh random permutation.

    Parameters
    ----------
    descent : Descent
        What is known of the training.
    func : callable
        The student's function.
    rng : numpy.random.Generator
        Draws data and the first seed.

    Raises
    ------
    CheckFailed
        If the orders are not random, not fresh, or not those of the seed.
    """
    _require_seeded(descent, func, samples(rng, 9, 3, 3))
    start = int(rng.integers(1000))
    halves = _batches(descent, func, start, *HALVES)
    triples = _batches(descent, func, start, *TRIPLES)
    if halves is None or triples is None:
        _require_many_results(descent, func, rng)
    else:
        require_fresh(halves[:, :, 0])
        require_permuted(halves[:, :, 0], triples)
        singles = _batches(descent, func, start, *SINGLES)
        if singles is not None:
            require_even(singles.argmax(axis=3).reshape(-1, singles.shape[3]))


def _require_seeded(descent: Descent, func: Function, data: Data) -> None:
    # without a penalty many orders lead to one sum of the hinge's gradients
    options: dict[str, Any] = {"learning_rate": 0.7, "epochs": 2, "batch_size": 2, "l2": 0.1}
    runs = [
        descent.run(func, data, **options, **seed).parameters
        for seed in ({"seed": 0}, {"seed": 0}, {}, *({"seed": n} for n in (1, 2, 3, 4)))
    ]
    first, again, unseeded, *others = runs
    for other, sentence in (
        (again, "two runs with one seed differ: draw from np.random.default_rng(seed) alone."),
        (unseeded, "without a seed the run is not that of seed=0, which is the default."),
    ):
        require(all(np.array_equal(first[name], other[name]) for name in first), sentence)
    differ = not all(same(first, other) for other in others)
    require(differ, "all seeds give the same weights: are the samples shuffled?")
    one, two = (
        descent.run(func, data, learning_rate=0.01, epochs=epochs).parameters for epochs in (1, 2)
    )
    require(not same(one, two), "a second epoch changes nothing: is its update lost?")


def _batches(
    descent: Descent, func: Function, start: int, seeds: int, n: int, size: int, epochs: int
) -> Array | None:
    """Return who is in each batch of each epoch, (seeds, epochs, batches, n) of bool.

    Where a step or the penalty is wrong the digits are none; then it is None.
    """
    found = []
    for seed in range(start, start + seeds):
        steps = _steps_used(descent, func, seed, n, size, epochs)
        if steps is None:
            return None
        found.append(steps.reshape(epochs, -1, n))
    return np.array(found)


def _steps_used(
    descent: Descent, func: Function, seed: int, n: int, size: int, epochs: int
) -> Array | None:
    """Return who is used in each step of a run, (steps, n) of bool; None if it can't be read."""
    data = own_features(np.arange(n) % 3, min(n, 3))
    options: dict[str, Any] = {"epochs": epochs, "batch_size": size, "seed": seed}
    options |= {"learning_rate": TINY, "l2": 0.5 / TINY}
    try:
        run = descent.run(func, data, **options)
    except CheckFailed:  # of numbers beyond all bounds, say, where the rate is not used
        return None
    if 0 < run.entries < epochs:
        return None  # it ended early, which the check of the history names
    moved = shares(descent, run, data)
    steps = epochs * (n // size)
    # all digits of all samples together; a wrong scale, or going uphill, cancels out
    digits = moved * (size * (2.0**steps - 1)) / (moved.sum() or 1.0)
    if not np.all(np.abs(digits) < 2.0**steps):
        return None
    codes = np.rint(digits).astype(np.int64)
    used = (codes >> np.arange(steps)[:, np.newaxis]) & 1 > 0
    exact = np.abs(digits - codes).max() < 0.1 and codes.min() >= 0
    once = used.reshape(epochs, -1, n).sum(axis=1) == 1
    return used if exact and once.all() and (used.sum(axis=1) == size).all() else None


def _require_many_results(descent: Descent, func: Function, rng: np.random.Generator) -> None:
    """Check that seeds lead to many results: of one order for both epochs there are ten."""
    data = samples(rng, 5, 3, 3)
    # a small step, as what ends training where the loss rises is another check's
    options: dict[str, Any] = {"learning_rate": 0.1, "epochs": 2, "batch_size": 3, "l2": 0.5}
    found: list[Any] = []
    for seed in range(100):
        new = descent.run(func, data, **options, seed=seed).parameters
        if not any(same(new, old) for old in found):
            found.append(new)
        if len(found) > 12:
            return
    raise CheckFailed(
        "the seeds lead to too few different results: seed one generator, once, and draw a new "
        "permutation of all samples in every epoch."
    )


def require_fresh(halves: Array) -> None:
    """Raise if an epoch repeats another, of its own run or of another seed's.

    Parameters
    ----------
    halves : ndarray of bool, shape (runs, epochs, N)
        Who is in the first half of each epoch; the runs have successive seeds.

    Raises
    ------
    CheckFailed
        Naming the epoch that is repeated.
    """
    runs = [[_cut(half) for half in run] for run in halves]
    epochs = range(halves.shape[1])
    for number in epochs:
        fixed = all(run[number] == runs[0][number] for run in runs)
        require(
            not fixed,
            f"epoch {number + 1} has the same order for every seed: shuffle with "
            "np.random.default_rng(seed).",
        )
    for earlier, later in combinations(epochs, 2):
        require(
            not all(run[earlier] == run[later] for run in runs),
            f"epoch {later + 1} has the order of epoch {earlier + 1}, or its reverse: seed rng "
            "once, before both loops, and shuffle anew in every epoch.",
        )
    require(
        not all(this[1] == after[0] for this, after in zip(runs, runs[1:], strict=False)),
        "the second epoch of a seed has the order of the next seed's first: seed rng once.",
    )


def _cut(half: Array) -> Cut:
    """Return the half that holds the first sample, so that a reversed order has the same cut."""
    return frozenset(np.flatnonzero(half == half[0]).tolist())


def require_permuted(halves: Array, triples: Array) -> None:
    """Raise unless every order of the samples is equally likely, in every epoch.

    Parameters
    ----------
    halves : ndarray of bool, shape (runs, epochs, N)
        Who is in the first half of each epoch, of many samples.
    triples : ndarray of bool, shape (runs, epochs, 3, 3)
        Which of three samples comes first, second and last.

    Raises
    ------
    CheckFailed
        If samples stay together, or stay where they were.
    """
    flat = halves.reshape(-1, halves.shape[2])
    cuts = {_cut(half) for half in flat}
    require(
        len(cuts) == len(flat),
        "the same samples share a batch again and again: permute the samples one by one, not in "
        "blocks, and do not only rotate or reverse their order.",
    )
    for each in (flat, *np.moveaxis(triples, 2, 0).reshape(3, -1, 3)):
        share = each.mean()
        stray = np.abs(each.mean(axis=0) - share).max()
        require(
            stray <= DEVIATIONS * np.sqrt(share * (1 - share) / len(each)),
            "some samples have the same place far more often than others: permute all the samples, "
            "so that each order is equally likely.",
        )
    given = np.arange(halves.shape[2]) < halves.shape[2] // 2
    for stay, places in (
        (halves[:, 1:] == halves[:, :-1], "their places from one epoch to the next"),
        (halves == given, "the places in which they were given"),
    ):
        require(
            abs(stay.sum() - stay.size / 2) < DEVIATIONS * np.sqrt(stay.size) / 2,
            f"too many samples keep {places}: draw a new permutation of all in every epoch.",
        )


def require_even(orders: Array) -> None:
    """Raise unless orders have as many of what can be counted as permutations have.

    Parameters
    ----------
    orders : ndarray of int, shape (runs, N)
        Permutations of 0 … N−1, for an even N.

    Raises
    ------
    CheckFailed
        If some orders come more often than others, by a swap with any sample, by keys that tie, or
        by shuffling a few samples at a time.
    """
    n, given = orders.shape[1], np.arange(orders.shape[1])
    euler = (n - 1) / 2, (n + 1) / 12  # mean and variance
    for counted, (mean, variance), sentence in (
        (
            orders > given,
            euler,
            "some orders come more often than others: use rng.permutation, or swap each sample "
            "with one of those that have no place yet.",
        ),
        (
            np.diff(orders) < 0,
            euler,
            "some samples keep their order too often, as where random keys tie: use "
            "rng.permutation, or keys of which no two are equal.",
        ),
        (
            (orders < n / 2) & (given < n / 2),
            (n / 4, n**2 / (16 * (n - 1))),
            "early samples stay early too often: permute all the samples at once, not some of "
            "them at a time.",
        ),
    ):
        off = (np.sum(counted) - len(orders) * mean) / np.sqrt(len(orders) * variance)
        require(bool(abs(off) < DEVIATIONS), sentence)
