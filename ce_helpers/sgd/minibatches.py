"""Visible checks of `minibatches` in 03_sgd."""

from __future__ import annotations

from typing import Any

import numpy as np

from ce_helpers import descent
from ce_helpers.calls import call
from ce_helpers.checking import Array, CheckFailed, Function, describe, name_of, require
from ce_helpers.checks import visible

Rng = np.random.Generator


def drawn(func: Function, n: int, size: int, rng: Rng) -> list[Array]:
    """Return the batches of one epoch as index arrays, or say what is wrong with one."""

    def listed(*args: Any) -> list[Any]:
        found = func(*args)
        require(found is not None, "minibatches gave None: yield the batches, or return a list.")
        return list(found)

    require(callable(func), f"expected a function, but got {describe(func)}.")
    listed.__name__ = name_of(func)
    batches = [_as_indices(batch) for batch in call(listed, n, size, rng)]
    require(len(batches) > 0, f"minibatches gives no batch at all for {n} samples.")
    return batches


def _as_indices(batch: Any) -> Array:
    try:
        indices = np.asarray(batch)
    except ValueError:  # of unequal parts
        indices = np.empty(0, dtype=object)
    require(
        indices.ndim == 1 and indices.dtype.kind in "iu",
        f"each batch should be a 1-D array of integer indices alone, not {describe(batch)}; "
        "the caller takes X[batch] itself.",
    )
    return indices


@visible("each sample comes exactly once, and only the last batch is short.")
def minibatches_partition(func: Function, rng: Rng) -> None:
    """Check that the batches hold every sample once, full but for the last, for several sizes."""
    sizes = ((10, 4), (6, 3), (5, 8), (7, 1), (1, 1), (300, 128), (int(rng.integers(40, 60)), 16))
    for n, size in sizes:
        batches = drawn(func, n, size, rng)
        seen, where = np.concatenate(batches), f"{n} samples in batches of {size}:"
        require(set(seen) <= set(range(n)), f"{where} an index lies outside 0..{n - 1}.")
        comes = np.bincount(seen, minlength=n)
        if comes.max() > 1:
            raise CheckFailed(f"{where} {_repeated(batches, comes)}.")
        missing = n - len(seen)
        short = missing == n % size and missing
        require(not short, f"{where} the short last batch is dropped.")
        require(not missing, f"{where} some samples never come.")
        require(all(map(len, batches)), f"{where} a batch is empty.")
        require(
            [len(batch) for batch in batches[:-1]] == [size] * ((n - 1) // size),
            f"{where} the batches should be full, but for a short last one.",
        )


def _repeated(batches: list[Array], comes: Array) -> str:
    """Return what is wrong where a sample comes more than once."""
    if comes.min() > 0 and len(batches) > 1 and len(set(batches[-1]) & set(batches[0])) > 0:
        return "the last batch holds samples that came before: let it be short"
    if all(len(set(batch)) == len(batch) for batch in batches) and comes.min() == 0:
        return (
            "each batch is drawn anew, so that some samples come twice and others never: cut one "
            "permutation"
        )
    return "a sample comes twice: cut one permutation, draw nothing with replacement"


@visible("the order is drawn from rng, anew for every epoch.")
def minibatches_order(func: Function, rng: Rng) -> None:
    """Check that the orders are permutations drawn afresh from the generator that is handed in."""
    seed = int(rng.integers(2**32))

    def order(rng: Rng) -> Array:
        return np.concatenate(drawn(func, 40, 8, rng))

    given = np.random.default_rng(seed)
    first, second = order(given), order(given)
    require(not np.array_equal(first, np.arange(40)), "the samples come in their given order.")
    require(
        not np.array_equal(first, second),
        "a second epoch has the order of the first: draw a new permutation from rng at each call.",
    )
    require(
        np.array_equal(first, order(np.random.default_rng(seed))),
        "two generators of one seed give two orders: draw from rng, not from np.random.",
    )
    halves, triples = (_batches(func, seed, *read) for read in (descent.HALVES, descent.TRIPLES))
    descent.require_permuted(halves[:, :, 0], triples)
    _require_even(func, given)


def _require_even(func: Function, rng: Rng, n: int = 300, epochs: int = 40) -> None:
    """Require orders of many samples, in one batch and in many, as permutations have them."""
    for size in (n, 7):
        orders = np.array([np.concatenate(drawn(func, n, size, rng)) for _ in range(epochs)])
        if not np.array_equal(np.sort(orders), np.tile(np.arange(n), (epochs, 1))):
            return  # which minibatches_partition names
        descent.require_even(orders)


def _batches(func: Function, seed: int, runs: int, n: int, size: int, epochs: int) -> Array:
    """Return who is in each full batch of each epoch, (runs, epochs, batches, n) of bool."""
    found = np.zeros((runs, epochs, n // size, n), dtype=bool)
    for run in range(runs):
        rng = np.random.default_rng(seed + run)
        for epoch in range(epochs):
            for number, batch in enumerate(drawn(func, n, size, rng)[: n // size]):
                found[run, epoch, number, batch % n] = True
    return found
