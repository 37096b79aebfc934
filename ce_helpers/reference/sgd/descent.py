"""Hidden tests of `sgd`: what can be known of a run whatever way it shuffles.

The contract fixes one random permutation an epoch, not which one. Two things do not depend
on it: a run on the full batch, and the set of all results that any order can lead to, which
for four or five samples is small enough to be listed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, permutations, product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ce_helpers.checking import CheckFailed, as_array, call, close, name_of, require
from ce_helpers.reference import sgd as reference
from ce_helpers.reference.seed import grading_rng
from ce_helpers.reference.sgd.epochs import (
    MISTAKES,
    all_batches,
    epoch,
    flat,
    in_batches,
    nearest,
    one_after_the_other,
    other_labels,
    zeros,
)

Array = NDArray[Any]
Student = Callable[..., Any]


def on_copies(func: Student) -> Student:
    """Return the function, handed copies: what it does to its arguments is tested elsewhere."""

    def called(*args: Any, **kwargs: Any) -> Any:
        return func(*(np.array(a) if isinstance(a, np.ndarray) else a for a in args), **kwargs)

    called.__name__ = name_of(func)
    return called if callable(func) else func


def unpacked(result: Any, d: int, c: int) -> tuple[Array, Array, Any]:
    """Return (W, b, history) of a student's result, or say what came instead."""
    whole = isinstance(result, (tuple, list)) and len(result) == 3
    require(whole, "sgd should return three things: W, b, history.")
    return as_array(result[0], (d, c), "W"), as_array(result[1], (c,), "b"), result[2]


def trained(func: Student, X: Array, labels: Array, c: int, **options: Any) -> Any:
    """Run a student's sgd on copies and return (W, b, history)."""
    return unpacked(call(on_copies(func), X, labels, c, **options), X.shape[1], c)


def samples(rng: np.random.Generator, n: int, d: int, c: int) -> tuple[Array, Array]:
    """Draw X and labels, every class present when n ≥ c."""
    return rng.normal(size=(n, d)), rng.permutation(np.arange(n) % c)


def one_hot(labels: Array, c: int) -> Array:
    """Return the targets of class labels."""
    return np.eye(c)[labels]


def sgd_step(func: Student) -> None:
    """Test that on the full batch every epoch is one step of gradient descent from zeros."""
    rng = grading_rng("steps")
    X, labels = samples(rng, 7, 4, 3)
    Y = one_hot(labels, 5)  # two classes without a sample
    for rate in (0.3, 1.5):
        right, late = zeros(4, 5), zeros(4, 5)
        for epochs in (1, 2, 3):
            options = {"learning_rate": rate, "epochs": epochs, "batch_size": 7}
            W, b, _ = trained(func, X, labels, 5, **options)
            right, late = (
                rule(w, X, Y, [range(7)], rate)
                for rule, w in ((epoch, right), (one_after_the_other, late))
            )
            after = f"after {epochs} full-batch step{'s' * (epochs > 1)}"
            follow(W, right[0], late[0], f"W {after}", rate)
            follow(b, right[1], late[1], f"b {after}", rate)


def follow(got: Array, right: Array, late: Array, what: str, rate: float) -> None:
    """Compare parameters after full-batch steps."""
    close(
        got,
        right,
        what,
        n_samples=7,
        rtol=1e-9,
        atol=1e-11,
        mistakes={
            "shows db computed after W has moved: compute both gradients, then update": late,
            "does not depend on the learning rate": right / rate,
            "is still zero: the update is lost": 0 * right,
        },
        otherwise="start from zeros and subtract learning_rate times the gradient",
    )


def sgd_batches(func: Student) -> None:
    """Test that one epoch leads to the weights of some order of the samples, cut into batches."""
    rng = grading_rng("batches")
    for n, size, d, c in ((5, 2, 3, 4), (5, 4, 2, 3), (4, 1, 3, 2), (5, 3, 4, 3), (4, 9, 2, 3)):
        X, labels = samples(rng, n, d, c)
        for rate in (1.0, 0.25):
            W, b, _ = trained(
                func,
                X,
                labels,
                c,
                learning_rate=rate,
                epochs=1,
                batch_size=size,
                seed=int(rng.integers(1000)),
            )
            require_some_order(flat(W, b), X, one_hot(labels, c), size, rate)


def require_some_order(got: Array, X: Array, Y: Array, size: int, rate: float) -> None:
    """Raise unless some order leads to these weights; name the mistake that does."""
    orders = all_batches(len(X), size)
    start = zeros(X.shape[1], Y.shape[1])
    if nearest(got, np.array([flat(*epoch(start, X, Y, o, rate)) for o in orders])) is not None:
        return
    for sentence, rule in MISTAKES.items():
        if nearest(got, np.array([flat(*rule(start, X, Y, o, rate)) for o in orders])) is not None:
            raise CheckFailed(f"in sgd {sentence}.")
    cuts = [in_batches(order, size) for order in permutations(range(len(X)))]
    apart = [flat(*other_labels(start, X, Y, cut, rate)) for cut in cuts]
    if nearest(got, np.array(apart)) is not None:
        raise CheckFailed("in sgd X is shuffled without its labels: index both by the same batch.")
    raise CheckFailed(
        "one epoch of sgd ends at weights that no order of the samples leads to: take each "
        "sample once, X and labels by the same indices, and step after every batch."
    )


RUNS = 100


def two_epochs(X: Array, Y: Array, rate: float) -> tuple[list[tuple[int, int]], Array]:
    """List what two epochs of four samples in pairs can lead to: orders and weights."""
    orders = all_batches(4, 2)
    ends = [epoch(zeros(X.shape[1], Y.shape[1]), X, Y, order, rate) for order in orders]
    pairs = list(product(range(len(orders)), range(len(orders))))
    return pairs, np.array([flat(*epoch(ends[p], X, Y, orders[q], rate)) for p, q in pairs])


def separated(rng: np.random.Generator) -> tuple[Array, Array, list[tuple[int, int]], Array]:
    """Draw four samples whose 36 two-epoch results all differ visibly."""
    while True:
        X, labels = samples(rng, 4, 3, 3)
        pairs, ends = two_epochs(X, one_hot(labels, 3), 1.0)
        gaps = [np.abs(one - other).max() for one, other in combinations(ends, 2)]
        if min(gaps) > 1e-5:
            return X, labels, pairs, ends


def sgd_shuffle(func: Student) -> None:
    """Test for a fresh order every epoch, from one generator seeded once.

    Four samples in pairs have 6 orders an epoch, 36 in two. A hundred seeds meet 18 or fewer
    of them with probability below 1e-16; an order that is fixed, repeated or merely rotated
    has 16 at most.
    """
    X, labels, pairs, ends = separated(grading_rng("shuffling"))
    first_seed = int(grading_rng("first seed").integers(1000))

    def run(seed: int) -> Array:
        options = {"learning_rate": 1.0, "epochs": 2, "batch_size": 2, "seed": seed}
        return flat(*trained(func, X, labels, 3, **options)[:2])

    rows = [run(first_seed + i) for i in range(RUNS)]
    repeated = all(np.array_equal(run(first_seed + i), rows[i]) for i in range(12))
    require(repeated, "two runs of sgd with one seed differ: shuffle with default_rng(seed) alone.")
    known = [nearest(row, ends) for row in rows]
    if None not in known:
        explain([pairs[k] for k in known if k is not None])
    require(
        distinct(rows) > 18,
        "the seeds lead to too few different results: permute all "
        "samples anew in every epoch, with the generator of the seed.",
    )


def explain(runs: list[tuple[int, int]]) -> None:
    """Name what is wrong with the orders (first epoch, second epoch) of successive seeds."""
    require(
        len(set(runs)) > 1,
        "the order is the same for every seed: shuffle with default_rng(seed), once an epoch.",
    )
    require(
        any(p != q for p, q in runs),
        "both epochs have the same order: seed the generator "
        "once, and draw a new permutation every epoch.",
    )
    shifted = all(this[1] == after[0] for this, after in zip(runs, runs[1:], strict=False))
    require(
        not shifted,
        "the second epoch of a seed has the order of the next seed's first: "
        "seed one generator, once.",
    )


def distinct(rows: Sequence[Array]) -> int:
    """Count the rows that differ by more than rounding."""
    found: list[Array] = []
    for row in rows:
        if not found or nearest(row, np.array(found)) is None:
            found.append(row)
    return len(found)


def full_loss(X: Array, labels: Array, W: Array, b: Array, l2: float) -> float:
    """Return the loss on all the data."""
    return reference.loss_and_gradients(X, one_hot(labels, len(b)), W, b, l2)[0]


def sgd_history(func: Student) -> None:
    """Test that the history holds the full-data loss before training and after each epoch."""
    rng = grading_rng("history")
    X, labels = samples(rng, 11, 3, 4)
    for epochs, size, l2 in histories():
        options: dict[str, Any] = {"learning_rate": 0.4, "batch_size": size, "l2": l2, "seed": 3}
        W, b, losses = trained(func, X, labels, 4, epochs=epochs, **options)
        losses = as_array(losses, (epochs + 1,), "history")
        end = full_loss(X, labels, W, b, l2)
        close(
            losses[0],
            np.log(4),
            "the first entry of history",
            n_samples=11,
            mistakes={"comes after the first epoch, not before": end},
            otherwise="before training all logits are 0 and every class has probability 1/C",
        )
        close(
            losses[-1],
            end,
            "the last entry of history",
            rtol=1e-9,
            n_samples=11,
            mistakes={"leaves out the penalty": full_loss(X, labels, W, b, 0.0)},
            otherwise="it is the loss on all the data, at the weights that are returned",
        )
    between(func, X, labels)


def histories() -> Iterator[tuple[int, int, float]]:
    """Yield epochs, batch size and penalty of the runs whose last entry is compared."""
    yield from ((1, 4, 0.0), (1, 4, 0.5), (3, 4, 0.0), (2, 11, 0.5), (2, 1, 0.0))


def between(func: Student, X: Array, labels: Array) -> None:
    """Full-batch steps need no order: every entry is the end of a shorter run."""
    options = {"learning_rate": 0.4, "batch_size": 11}
    losses = np.asarray(trained(func, X, labels, 4, epochs=4, **options)[2])
    for epochs in (1, 2, 3):
        W, b, _ = trained(func, X, labels, 4, epochs=epochs, **options)
        close(
            losses[epochs],
            full_loss(X, labels, W, b, 0.0),
            f"entry {epochs} of history",
            rtol=1e-9,
            otherwise=f"it is the loss on all the data after {epochs} of the epochs",
        )


def sgd_penalty(func: Student) -> None:
    """Test that the penalty pulls at the weights in every step, and never at the biases.

    Both runs agree after the first step, from zeros; in the second the penalty takes
    learning_rate · l2 · W more, whatever the gradient is.
    """
    rng = grading_rng("sgd penalty")
    X, labels = samples(rng, 6, 3, 4)
    for rate, l2 in ((0.5, 0.6), (0.2, 1.5)):
        options = {"learning_rate": rate, "batch_size": 6}
        start, first = (trained(func, X, labels, 4, **options, epochs=1, l2=v) for v in (0.0, l2))
        plain, pulled = (trained(func, X, labels, 4, **options, epochs=2, l2=v) for v in (0.0, l2))
        close(
            first[0],
            start[0],
            "W after the first step with a penalty",
            rtol=1e-8,
            otherwise="that step starts at zeros, where the penalty has no slope",
        )
        close(
            plain[0] - pulled[0],
            rate * l2 * first[0],
            "what the penalty takes from W in the second step",
            rtol=1e-8,
            mistakes={"is nothing: hand l2 on": 0 * first[0]},
            otherwise="it is learning_rate·l2·W",
        )
        close(
            pulled[1],
            plain[1],
            "b with a penalty",
            rtol=1e-8,
            otherwise="the biases are never penalised",
        )
    penalty_in_every_batch(func, rng)


def penalty_in_every_batch(func: Student, rng: np.random.Generator) -> None:
    """Test that two batches of a pair of samples are two steps on that pair."""
    sample = rng.normal(size=(1, 3))
    options = {"learning_rate": 0.4, "batch_size": 2, "l2": 0.7}
    runs = [
        trained(func, np.tile(sample, (n, 1)), np.ones(n, int), 3, **options, epochs=epochs)
        for n, epochs in ((4, 2), (2, 4))
    ]
    close(
        runs[0][0],
        runs[1][0],
        "W with a penalty and two batches an epoch",
        rtol=1e-8,
        otherwise="the penalty pulls in every step, not once an epoch",
    )


def sgd_inputs(func: Student) -> None:
    """Test that integer, float32 and read-only data are taken and left as they were."""
    rng = grading_rng("sgd inputs")
    X, labels = samples(rng, 6, 3, 4)
    integers = rng.integers(-2, 3, size=X.shape)
    for data, classes in (
        (integers, labels.astype(np.int32)),
        (X.astype(np.float32), labels),
        (X, labels),
    ):
        options: dict[str, Any] = {"learning_rate": 0.1, "batch_size": 6, "epochs": 2}
        plain = trained(func, data.astype(np.float64), labels, 4, **options)
        call(func, data.copy(), classes.copy(), 4, learning_rate=0.1, batch_size=4, epochs=2)
        fixed = [data.copy(), classes.copy()]
        for array in fixed:
            array.flags.writeable = False
        W, b, _ = unpacked(call(func, *fixed, 4, **options), 3, 4)
        for name, mine, same in (("W", W, plain[0]), ("b", b, plain[1])):
            close(
                mine,
                same,
                f"{name} for data of type {data.dtype}",
                rtol=1e-5,
                atol=1e-6,
                otherwise="it should be that of the same data as float64",
            )
