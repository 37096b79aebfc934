"""Hidden tests of `svm_sgd`: what can be known of a run whatever way it shuffles.

The contract fixes one random permutation an epoch, not which one. Two things do not depend
on it: a run on the full batch, and the set of all results that any order can lead to, which
for four or five samples is small enough to be listed. The hinge loss is a broken line: as long
as no rival changes sides, order is without effect. So problems are redrawn until it shows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations, permutations, product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ce_helpers.checking import CheckFailed, as_array, call, close, name_of, require
from ce_helpers.reference import hinge as reference
from ce_helpers.reference.seed import grading_rng

Array = NDArray[Any]
Student = Callable[..., Any]
Batches = Sequence[Sequence[int]]
SAME, APART = 1e-8, 1e-4


def on_copies(func: Student) -> Student:
    """Return the function, handed copies: what it does to its arguments is tested elsewhere."""

    def called(*args: Any, **kwargs: Any) -> Any:
        return func(*(np.array(a) if isinstance(a, np.ndarray) else a for a in args), **kwargs)

    called.__name__ = name_of(func)
    return called if callable(func) else func


def unpacked(result: Any, d: int, c: int) -> tuple[Array, Any]:
    """Return (W, history) of a student's result, or say what came instead."""
    whole = isinstance(result, tuple | list) and len(result) == 2
    require(whole, "svm_sgd should return two things: W, history.")
    return as_array(result[0], (d, c), "W"), result[1]


def trained(func: Student, X: Array, labels: Array, c: int, **options: Any) -> tuple[Array, Any]:
    """Run a student's svm_sgd on copies and return (W, history)."""
    return unpacked(call(on_copies(func), X, labels, c, **options), X.shape[1], c)


def samples(rng: np.random.Generator, n: int, d: int, c: int) -> tuple[Array, Array]:
    """Draw X and labels, every class present when n ≥ c."""
    return rng.normal(scale=1.5, size=(n, d)), rng.permutation(np.arange(n) % c)


# One epoch, right and wrong. Each takes weights, data and batches, and returns weights.


def step(W: Array, X: Array, labels: Array, rate: float, scale: float = 1.0) -> Array:
    """Return the weights after one step down the mean gradient, times scale."""
    return W - rate * scale * reference.hinge_gradient(X, labels, W)


def epoch(W: Array, X: Array, labels: Array, batches: Batches, rate: float) -> Array:
    """Return the weights after a right epoch."""
    for batch in batches:
        W = step(W, X[batch], labels[batch], rate)
    return W


def by_batch_size(W: Array, X: Array, labels: Array, batches: Batches, rate: float) -> Array:
    """Return the weights when every batch is divided by the size of the first."""
    for batch in batches:
        W = step(W, X[batch], labels[batch], rate, len(batch) / len(batches[0]))
    return W


def summed(W: Array, X: Array, labels: Array, batches: Batches, rate: float) -> Array:
    """Return the weights when the gradient is summed over the batch."""
    for batch in batches:
        W = step(W, X[batch], labels[batch], rate, len(batch))
    return W


def by_all(W: Array, X: Array, labels: Array, batches: Batches, rate: float) -> Array:
    """Return the weights when every batch is divided by the number of all samples."""
    for batch in batches:
        W = step(W, X[batch], labels[batch], rate, len(batch) / len(X))
    return W


def without_last(W: Array, X: Array, labels: Array, batches: Batches, rate: float) -> Array:
    """Return the weights when the short batch is dropped."""
    full = [batch for batch in batches if len(batch) == len(batches[0])]
    return epoch(W, X, labels, full, rate)


def frozen(W: Array, X: Array, labels: Array, batches: Batches, rate: float) -> Array:
    """Return the weights when the gradients of all batches are taken at the epoch's start."""
    return W + sum(step(W, X[batch], labels[batch], rate) - W for batch in batches)


def whole(W: Array, X: Array, labels: Array, batches: Batches, rate: float) -> Array:
    """Return the weights after one step on all the data."""
    return step(W, X, labels, rate)


MISTAKES: dict[str, Callable[..., Array]] = {
    "the gradient of the short batch is divided by batch_size: divide by the samples in it": (
        by_batch_size
    ),
    "the gradient is summed over the batch: take its mean": summed,
    "the gradient of a batch is divided by all N samples: divide by those in the batch": by_all,
    "the short last batch is dropped": without_last,
    "the gradients of all batches are taken at the weights the epoch began with: update after "
    "each batch": frozen,
    "all samples are used in each step: take batch_size of them": whole,
}


def in_batches(order: Sequence[int], batch_size: int) -> list[list[int]]:
    """Cut an order of the samples into batches."""
    return [list(order[i : i + batch_size]) for i in range(0, len(order), batch_size)]


def all_batches(n: int, batch_size: int) -> list[list[list[int]]]:
    """List every sequence of batches, the order within a batch disregarded."""
    cut = (in_batches(order, batch_size) for order in permutations(range(n)))
    found = {tuple(tuple(sorted(batch)) for batch in batches) for batches in cut}
    return [[list(batch) for batch in batches] for batches in sorted(found)]


Ends = dict[str, Array]
Rules = dict[str, Callable[..., Array]]
# at a small rate every rival violates throughout: who was in which batch is all that shows
SMALL, LARGE = 0.01, 1.0


def ends_of(
    rule: Callable[..., Array], X: Array, labels: Array, c: int, size: int, rate: float
) -> Array:
    """Return the weights of every order after one epoch by the rule."""
    start = np.zeros((X.shape[1], c))
    return np.array([rule(start, X, labels, o, rate) for o in all_batches(len(X), size)])


def contains(rows: Array, W: Array, tolerance: float = SAME) -> bool:
    """Return whether some row equals the weights within the tolerance."""
    return bool((np.abs(rows - W).max(axis=(1, 2)) < tolerance).any())


def telling(
    rng: np.random.Generator, n: int, size: int, d: int, c: int, rate: float
) -> tuple[Array, Array, Array, Ends]:
    """Draw samples on which the mistakes lead away from all right results.

    At the large rate that is asked of the one mistake which does not show at the small one.
    """
    while True:
        X, labels = samples(rng, n, d, c)
        right = ends_of(epoch, X, labels, c, size, rate)
        wrong = {s: ends_of(rule, X, labels, c, size, rate) for s, rule in MISTAKES.items()}
        shown = [wrong[s] for s, rule in MISTAKES.items() if (rule is frozen) == (rate == LARGE)]
        if not any(contains(right, W, APART) for ends in shown for W in ends):
            return X, labels, right, wrong


def svm_batches(func: Student) -> None:
    """One epoch leads to the weights of some order of the samples, cut into batches."""
    rng = grading_rng("svm batches")
    for n, size, d, c, rate in (
        (5, 2, 3, 4, SMALL),
        (5, 3, 4, 3, SMALL),
        # three samples of two classes: whatever the order, a class comes twice in a batch
        (5, 3, 4, 2, SMALL),
        (5, 2, 3, 4, LARGE),
        (4, 1, 3, 2, LARGE),
    ):
        X, labels, right, wrong = telling(rng, n, size, d, c, rate)
        for seed in rng.integers(1000, size=2):
            options = {"learning_rate": rate, "epochs": 1, "batch_size": size, "seed": int(seed)}
            W, _ = trained(func, X, labels, c, **options)
            if not contains(right, W):
                explain_batches(W, X, labels, size, rate, wrong)


def explain_batches(W: Array, X: Array, labels: Array, size: int, rate: float, wrong: Ends) -> None:
    """Raise, naming the mistake that leads to these weights if one does."""
    for sentence, ends in wrong.items():
        if contains(ends, W):
            raise CheckFailed(f"in svm_sgd {sentence}.")
    for order in permutations(range(len(X))):
        cut = in_batches(range(len(X)), size)
        mixed = epoch(np.zeros(W.shape), X[list(order)], labels, cut, rate)
        if np.abs(mixed - W).max() < SAME:
            raise CheckFailed(
                "in svm_sgd X is shuffled without its labels: index both by the same batch."
            )
    raise CheckFailed(
        "one epoch of svm_sgd ends at weights that no order of the samples leads to: take each "
        "sample once, X and labels by the same indices, and step after every batch."
    )


def penalised(X: Array, labels: Array, c: int, rate: float, l2: float, epochs: int) -> Array:
    """Return the weights after full-batch steps with a penalty."""
    W = np.zeros((X.shape[1], c))
    for _ in range(epochs):
        W = W - rate * (reference.hinge_gradient(X, labels, W) + l2 * W)
    return W


def svm_step(func: Student) -> None:
    """On the full batch every epoch is one step of descent from zeros, penalty included."""
    rng = grading_rng("svm steps")
    for rate, l2, size in ((0.3, 0.0, 7), (0.9, 0.0, 100), (0.5, 0.4, 7), (0.2, 1.5, 7)):
        X, labels = samples(rng, 7, 4, 3)
        for epochs in (1, 2, 4):
            options = {"learning_rate": rate, "epochs": epochs, "batch_size": size, "l2": l2}
            W, _ = trained(func, X, labels, 5, **options)  # two classes have no sample
            follow(W, X, labels, rate, l2, epochs)
    inputs(func, rng)


def follow(W: Array, X: Array, labels: Array, rate: float, l2: float, epochs: int) -> None:
    """Compare weights after full-batch steps."""
    right = penalised(X, labels, 5, rate, l2, epochs)
    pulled = {
        "is the same as without a penalty: use l2": penalised(X, labels, 5, rate, 0.0, epochs),
        "shrinks twice as fast as it should: the gradient of (l2/2)‖W‖² is l2·W": penalised(
            X, labels, 5, rate, 2 * l2, epochs
        ),
        "grows by the penalty: it pulls towards 0": penalised(X, labels, 5, rate, -l2, epochs),
    }
    close(
        W,
        right,
        f"W after {epochs} full-batch step{'s' * (epochs > 1)}" + ", with l2," * (l2 > 0),
        n_samples=len(X),
        rtol=1e-9,
        atol=1e-11,
        mistakes={
            "does not depend on the learning rate": penalised(X, labels, 5, 1.0, l2, epochs),
            "is still zero: is the update lost?": 0 * right,
            **(pulled if l2 > 0 else {}),
        },
        otherwise="start from zeros; each step subtracts learning_rate times (gradient + l2·W)",
    )


def inputs(func: Student, rng: np.random.Generator) -> None:
    """Whole numbers and read-only data are taken and left as they were."""
    X, labels = rng.integers(-3, 4, size=(6, 3)), rng.permutation(np.arange(6) % 4)
    for data in (X, X.astype(float)):
        X_frozen, labels_frozen = data.copy(), labels.copy()
        X_frozen.flags.writeable = labels_frozen.flags.writeable = False
        options: dict[str, Any] = {"learning_rate": 0.01, "epochs": 1, "batch_size": 6}
        W, _ = unpacked(call(func, X_frozen, labels_frozen, 4, **options), 3, 4)
        close(
            W,
            penalised(X, labels, 4, 0.01, 0.0, 1),
            f"W for data of type {data.dtype}",
            otherwise="compute with floats and leave the caller's arrays alone",
        )


RUNS, FRESH = 100, 12
Pairs = set[tuple[int, int]]


def svm_shuffle(func: Student) -> None:
    """Require: a fresh order every epoch, from one generator seeded once.

    At a small rate an epoch of five samples in batches of 3 and 2 shows which of the 10 pairs
    came last; two epochs show how often each sample did, in 45 ways. A hundred seeds meet 12 or
    fewer of them with probability below 1e-8; orders that are fixed or repeated, 10 at most.
    """
    X, labels, ends = separated(grading_rng("svm shuffling"))
    first_seed = int(grading_rng("svm first seed").integers(1000))

    def run(seed: int, **options: Any) -> Array:
        settings = {"learning_rate": SMALL, "batch_size": 3, "epochs": 2, "seed": seed, **options}
        return trained(func, X, labels, 3, **settings)[0].astype(np.float64)

    rows = [run(first_seed + i) for i in range(RUNS)]
    repeated = all(np.array_equal(run(first_seed + i), rows[i]) for i in range(12))
    require(
        repeated, "two runs of svm_sgd with one seed differ: shuffle with default_rng(seed) alone."
    )
    if distinct(rows) <= FRESH:
        # a wrong gradient can hide the order; a strong penalty, which forgets early steps, shows
        # it: of one that looks at the labels alone, 25 results are left
        rows = [run(first_seed + i, l2=30.0) for i in range(RUNS)]
        require_fresh(distinct(rows))
    require_one_generator([pairs_of(row, ends) for row in rows])


def separated(rng: np.random.Generator) -> tuple[Array, Array, list[Array]]:
    """Draw five samples on which the ten last pairs lead to visibly different weights."""
    while True:
        X, labels = samples(rng, 5, 4, 3)
        ends = list(ends_of(epoch, X, labels, 3, 3, SMALL))
        if min(np.abs(one - other).max() for one, other in combinations(ends, 2)) > APART:
            return X, labels, ends


def require_fresh(results: int) -> None:
    """Raise unless a hundred seeds lead to enough different results, and say what is wrong."""
    require(
        results > 1,
        "the order is the same for every seed: shuffle with default_rng(seed), once an epoch.",
    )
    require(
        results > FRESH,
        "the seeds lead to too few different results: seed the generator once, and draw a new "
        "permutation of all samples every epoch.",
    )


def pairs_of(W: Array, ends: list[Array]) -> Pairs:
    """Return which last pairs the two epochs can have had; none for weights of no right run."""
    all_pairs = product(range(len(ends)), repeat=2)
    return {(p, q) for p, q in all_pairs if np.abs(ends[p] + ends[q] - W).max() < SAME}


def require_one_generator(runs: list[Pairs]) -> None:
    """Raise if the second epoch of each seed can have had the order of the next seed's first."""
    possible = {q for _, q in runs[0]}
    for pairs in runs[1:]:
        possible = {q for p, q in pairs if p in possible}
    require(
        not possible,
        "the second epoch of a seed has the order of the next seed's first: seed one generator, "
        "once.",
    )


def distinct(rows: Sequence[Array]) -> int:
    """Count the results that differ by more than rounding."""
    found: list[Array] = []
    for row in rows:
        if not found or not contains(np.array(found), row):
            found.append(row)
    return len(found)


def full_loss(X: Array, labels: Array, W: Array, l2: float) -> float:
    """Return the loss on all the data, penalty included."""
    return reference.hinge_loss(X, labels, W) + l2 / 2 * float((W**2).sum())


def svm_history(func: Student) -> None:
    """Require: the history holds the full-data loss before training and after each epoch."""
    X, labels = samples(grading_rng("svm history"), 11, 3, 4)
    for epochs, size, l2 in ((1, 4, 0.0), (1, 4, 0.5), (3, 4, 0.0), (2, 11, 0.5), (2, 1, 0.0)):
        options = {"learning_rate": 0.4, "batch_size": size, "l2": l2, "seed": 3}
        W, losses = trained(func, X, labels, 4, epochs=epochs, **options)
        losses = as_array(losses, (epochs + 1,), "history")
        close(
            losses[0],
            3.0,
            "the first entry of history",
            mistakes={
                "comes after the first epoch, not before": full_loss(X, labels, W, l2),
                "is a sum over the samples: take the mean": 33.0,
            },
            otherwise="before training all scores are 0 and each rival costs the margin",
        )
        close(
            losses[-1],
            full_loss(X, labels, W, l2),
            "the last entry of history",
            rtol=1e-9,
            n_samples=11,
            mistakes={"leaves out the penalty": full_loss(X, labels, W, 0.0)},
            otherwise="it is the loss on all the data, at the weights that are returned",
        )
    between(func, X, labels)


def between(func: Student, X: Array, labels: Array) -> None:
    """Full-batch steps need no order: every entry is the end of a shorter run."""
    options = {"learning_rate": 0.4, "batch_size": 11}
    losses = np.asarray(trained(func, X, labels, 4, epochs=4, **options)[1])
    for epochs in (1, 2, 3):
        W, _ = trained(func, X, labels, 4, epochs=epochs, **options)
        close(
            losses[epochs],
            full_loss(X, labels, W, 0.0),
            f"entry {epochs} of history",
            rtol=1e-9,
            otherwise=f"it is the loss on all the data after {epochs} of the epochs",
        )
