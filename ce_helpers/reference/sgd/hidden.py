"""Hidden tests of 03_sgd: loss and gradients, minibatches, prediction; one property each.

Those of `sgd` are in `sgd_descent`, those of the symbolic answers in `sgd_symbolic`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ce_helpers.checking import CheckFailed, as_array, as_scalar, call, close, require
from ce_helpers.reference import sgd as reference
from ce_helpers.reference.seed import grading_rng
from ce_helpers.reference.sgd.descent import (
    sgd_batches,
    sgd_history,
    sgd_inputs,
    sgd_penalty,
    sgd_shuffle,
    sgd_step,
)
from ce_helpers.reference.sgd.symbolic import (
    dL_db,
    dL_dw,
    repairs_chain,
    repairs_mean,
    verdicts,
)

__all__ = [
    "dL_db",
    "dL_dw",
    "gradients",
    "gradients_inputs",
    "loss",
    "minibatches_partition",
    "gradients_penalty",
    "minibatches_order",
    "predict",
    "repairs_chain",
    "repairs_mean",
    "settings",
    "sgd_batches",
    "sgd_history",
    "sgd_inputs",
    "sgd_penalty",
    "sgd_shuffle",
    "sgd_step",
    "verdicts",
]

Array = NDArray[Any]
Student = Callable[..., Any]
Problem = tuple[Array, Array, Array, Array]


def problem(rng: np.random.Generator, n: int, d: int, c: int, *, soft: bool) -> Problem:
    """Draw X, Y, W, b away from zero; without soft targets the last class is absent."""
    X, W, b = rng.normal(size=(n, d)), rng.normal(size=(d, c)), rng.normal(size=c)
    hard = np.eye(c)[rng.integers(0, c - 1, size=n)]
    return X, rng.dirichlet(np.ones(c), size=n) if soft else hard, W, b


def problems(test: str) -> Iterable[Problem]:
    """Yield problems with N, D and C all different, one-hot and soft, down to one sample."""
    rng = grading_rng(test)
    for n, d, c in ((7, 4, 3), (5, 2, 6), (1, 3, 4)):
        yield problem(rng, n, d, c, soft=False)
        yield problem(rng, n, d, c, soft=True)
    X, _, W, b = problem(rng, 8, 2, 3, soft=False)
    # logits t, −t, 0 with |t| up to 30, and the least probable class as the target: a clipped
    # probability or an epsilon shows
    W = np.stack([W[:, 0], -W[:, 0], 0 * W[:, 0]], axis=1)
    X = 30 * X / np.abs(X @ W).max()
    yield X, np.eye(3)[(X @ W).argmin(axis=1)], W, b


def parts(result: Any, W: Array) -> tuple[float, Array, Array]:
    """Return (loss, dW, db) of a student's result, or say what came instead."""
    whole = isinstance(result, (tuple, list)) and len(result) == 3
    require(whole, "loss_and_gradients should return three things: loss, dW, db.")
    loss = as_scalar(result[0], "the loss")
    return loss, as_array(result[1], W.shape, "dW"), as_array(result[2], W.shape[1:], "db")


def loss(func: Student) -> None:
    """Test that the loss is the mean cross-entropy over the samples."""
    for X, Y, W, b in problems("loss_value"):
        result = call(func, X, Y, W, b)
        require(
            isinstance(result, (tuple, list)) and len(result) == 3,
            "loss_and_gradients should return three things: loss, dW, db.",
        )
        expected = reference.loss_and_gradients(X, Y, W, b)[0]
        no_bias = reference.loss_and_gradients(X, Y, W, 0 * b)[0]
        close(
            as_scalar(result[0], "the loss"),
            expected,
            "the loss",
            n_samples=len(X),
            mistakes={
                "leaves out the biases": no_bias,
                "is averaged over N·C entries: divide by N alone": expected / Y.shape[1],
                "is in bits: use the natural logarithm": expected / np.log(2),
            },
            otherwise="for every sample −Σ_c y_c log a_c, then the mean over the samples",
        )


def gradients(func: Student) -> None:
    """Test that both gradients are right in every entry, averaged over the samples."""
    for X, Y, W, b in problems("gradient_values"):
        _, dW, db = parts(call(func, X, Y, W, b), W)
        _, right_W, right_b = reference.loss_and_gradients(X, Y, W, b)
        target_only = Y * (softmax(X @ W + b) - Y)
        close(
            dW,
            right_W,
            "dW",
            n_samples=len(X),
            mistakes={
                "moves the weights of the target class alone; the sum over k reaches every "
                "column": X.T @ target_only / len(X),
                "lacks the factor x_i": np.broadcast_to(right_b, W.shape),
            },
            otherwise="its entry (i, j) is the mean of x_i (a_j − y_j) over the samples",
        )
        close(
            db,
            right_b,
            "db",
            n_samples=len(X),
            mistakes={
                "is summed over the classes as well; sum over the samples alone": np.full(
                    b.shape, right_b.sum()
                ),
                "is right for the target class alone": target_only.sum(axis=0) / len(X),
            },
            otherwise="its entry j is the mean of a_j − y_j over the samples",
        )


def softmax(Z: Array) -> Array:
    """Return the softmax of each row."""
    shifted = np.exp(Z - Z.max(axis=1, keepdims=True))
    return shifted / shifted.sum(axis=1, keepdims=True)


def gradients_penalty(func: Student) -> None:
    """Test that the penalty adds (l2/2)‖W‖² to the loss and l2·W to dW, and nothing to db."""
    rng = grading_rng("penalty")
    for l2 in (0.3, 2.5):
        X, Y, W, b = problem(rng, 6, 4, 3, soft=False)
        plain = parts(call(func, X, Y, W, b), W)
        loss, dW, db = parts(call(func, X, Y, W, b, l2), W)
        half_square = l2 / 2 * np.vdot(W, W)
        close(
            loss - plain[0],
            half_square,
            "what the penalty adds to the loss",
            rtol=1e-8,
            n_samples=len(X),
            mistakes={
                "is nothing: add (l2/2)·‖W‖²": 0.0,
                "counts the biases: penalise the weights alone": half_square
                + l2 / 2 * np.vdot(b, b),
                "is the norm, not its square": l2 / 2 * np.sqrt(np.vdot(W, W)),
            },
            otherwise="it is (l2/2) times the sum of all squared weights",
        )
        close(
            dW - plain[1],
            l2 * W,
            "what the penalty adds to dW",
            rtol=1e-8,
            atol=1e-10,
            n_samples=len(X),
            mistakes={"is nothing: its gradient l2·W is missing": 0 * W},
            otherwise="the gradient of (l2/2)·‖W‖² is l2·W",
        )
        close(
            db - plain[2],
            0 * b,
            "what the penalty adds to db",
            atol=1e-10,
            mistakes={"is l2·b: the biases are never penalised": l2 * b},
            otherwise="it adds nothing: the biases are never penalised",
        )


def gradients_inputs(func: Student) -> None:
    """Test that integer, float32, read-only and large inputs are taken and left as they were."""
    rng = grading_rng("inputs")
    X, Y, W, b = problem(rng, 6, 4, 3, soft=False)
    for arrays, what in variants(rng, X, Y, W, b):
        plain = parts(call(func, *(a.astype(np.float64) for a in arrays)), W)
        for array in arrays:
            array.flags.writeable = False
        got = parts(call(func, *arrays), W)
        rtol = 1e-4 if what == "float32 arrays" else 1e-9
        for name, mine, same in zip(("the loss", "dW", "db"), got, plain, strict=True):
            close(
                np.asarray(mine),
                np.asarray(same),
                f"{name} for {what}",
                rtol=rtol,
                atol=rtol,
                otherwise="it should be that of the same numbers as float64",
            )


def variants(
    rng: np.random.Generator, X: Array, Y: Array, W: Array, b: Array
) -> Iterable[tuple[list[Array], str]]:
    """Yield the four arrays in the types that the exercise promises to take."""
    whole = [rng.integers(-3, 4, size=a.shape) for a in (X, W, b)]
    yield [whole[0], Y.astype(int), whole[1], whole[2]], "integer arrays"
    yield [a.astype(np.float32) for a in (X, Y, W, b)], "float32 arrays"
    yield [X.copy(), Y.copy(), W.copy(), b.copy()], "read-only arrays"
    # every row decided by thousands, right or wrong: exp overflows, log(softmax) is log 0
    yield [X * 1e3, Y.copy(), W.copy(), b.copy()], "logits in the thousands"


def drawn(func: Student, n: int, batch_size: int, rng: np.random.Generator) -> list[Array]:
    """Return the batches of one epoch as index arrays, or say what is wrong with one."""

    def listed(*args: Any) -> list[Any]:
        found = func(*args)
        require(found is not None, "minibatches gave None: yield the batches, or return a list.")
        return list(found)

    listed.__name__ = "minibatches"
    batches = [np.asarray(batch) for batch in call(listed, n, batch_size, rng)]
    for batch in batches:
        require(
            batch.ndim == 1 and batch.dtype.kind in "iu",
            "each batch should be a one-dimensional array of integer indices.",
        )
    return batches


def minibatches_partition(func: Student) -> None:
    """Test that every sample occurs exactly once, in batches of batch_size and a short last one."""
    rng = grading_rng("partition")
    sizes = ((10, 4), (6, 3), (5, 8), (7, 1), (1, 1), (int(rng.integers(40, 60)), 16))
    for n, batch_size in sizes:
        batches = drawn(func, n, batch_size, rng)
        case = f"with {n} samples and batch_size {batch_size}"
        require(len(batches) > 0, f"{case} there is no batch at all.")
        seen = np.concatenate(batches)
        require(set(seen.tolist()) <= set(range(n)), f"{case} an index lies outside 0..{n - 1}.")
        repeated = len(set(seen.tolist())) < len(seen)
        require(not repeated, f"{case} a sample comes twice: cut one permutation, don't draw anew.")
        require(len(seen) == n, f"{case} {n - len(seen)} samples never come: keep the short batch.")
        expected = [batch_size] * (n // batch_size) + [n % batch_size] * (n % batch_size > 0)
        require(
            [batch.size for batch in batches] == expected,
            f"{case} the batches should be full, except for a short last one.",
        )


EPOCHS = 120


def minibatches_order(func: Student) -> None:
    """Test that the order is random, comes from the generator, and changes at each call."""
    seed = int(grading_rng("permutation").integers(2**32))
    rng = np.random.default_rng(seed)
    first, second = (np.concatenate(drawn(func, 50, 50, rng)) for _ in range(2))
    require(not np.array_equal(first, np.arange(50)), "the samples come in their given order.")
    require(
        not np.array_equal(first, second),
        "two epochs have the same order: draw from rng at each call, never seed anew.",
    )
    again = np.concatenate(drawn(func, 50, 50, np.random.default_rng(seed)))
    require(
        np.array_equal(first, again),
        "two generators of one seed give two orders: draw from rng, not from np.random.",
    )
    mixing(func, rng)


def mixing(func: Student, rng: np.random.Generator) -> None:
    """Test that any two samples can share a batch, and any sample can be in the short one.

    A permutation puts two of five samples in the same pair with probability 1/5 and a
    sample in the batch of one with 1/5: never in 120 epochs has probability below 1e-10.
    """
    epochs = [drawn(func, 5, 2, rng) for _ in range(EPOCHS)]
    together = Counter(
        pair
        for epoch in epochs
        for batch in epoch
        for pair in combinations(sorted(set(batch.tolist())), 2)
    )
    require(
        len(together) == 10,
        f"in {EPOCHS} epochs some samples never shared a batch: permute the samples, "
        "not the batches.",
    )
    last = {int(epoch[-1][-1]) for epoch in epochs}
    require(len(last) == 5, "some samples never come last: permute all samples, then cut.")


def predict(func: Student) -> None:
    """Test that the predicted class is the one with the largest logit, biases included."""
    rng = grading_rng("predicted_labels")
    for n, d, c in ((9, 3, 4), (1, 2, 3), (40, 5, 2)):
        X, W, b = rng.normal(size=(n, d)), rng.normal(size=(d, c)), 3 * rng.normal(size=c)
        for array in (X, W, b):
            array.flags.writeable = False
        result = call(func, X, W, b)
        found = as_array(result, (n,), "predict's result")
        require(
            np.asarray(result).dtype.kind in "iu", "predict should return class indices: integers."
        )
        Z = X @ W + b
        require(
            not np.array_equal(found, Z.argmin(axis=1)) or n == 1,
            "predict returns the least probable class: take the largest logit.",
        )
        require(np.array_equal(found, Z.argmax(axis=1)), wrong_class(found, X @ W))


def wrong_class(found: Array, without_bias: Array) -> str:
    """Return the sentence for a wrong prediction."""
    if np.array_equal(found, without_bias.argmax(axis=1)):
        return "predict leaves out the biases."
    return "predict should return, for each sample, the index of its largest logit."


def settings(chosen: Any, train: Any, held_out: Any) -> None:
    """Test that training with these settings reaches 95 %, with the reference's functions.

    A right `sgd` may shuffle in another way and meet 95 % where the reference just misses
    it, so the best of three seeds counts.
    """
    for seed in (int(chosen.get("seed", 0)), 1, 2):
        options = {**chosen, "seed": seed}
        W, b, _ = reference.sgd(train.X, train.labels, len(train.class_names), **options)
        if np.mean(reference.predict(held_out.X, W, b) == held_out.labels) >= 0.95:
            return
    raise CheckFailed(
        "with these settings fewer than 95 % of the held-out samples are right: take larger "
        "steps, smaller batches or more epochs, and little or no penalty."
    )
