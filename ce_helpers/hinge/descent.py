"""Visible checks of `svm_sgd`, by what must and what must not matter to a run.

At the start every rival violates the margin, so the first steps are known; and samples that
each have a feature of their own show in the weights who was used, and in what batch.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ce_helpers.checking import as_array, call, close, name_of, passed, require

Array = NDArray[Any]
Function = Callable[..., Any]


def trained(
    func: Function,
    X: Array,
    labels: Array,
    n_classes: int,
    *,
    learning_rate: float = 0.01,
    epochs: int = 1,
    batch_size: int = 2,
    **options: Any,
) -> tuple[Array, Array]:
    """Run a student's svm_sgd on copies and return W and the history as arrays."""
    require(callable(func), f"expected a function, but got {func!r}.")

    def on_copies(*args: Any, **kwargs: Any) -> Any:
        return func(*(np.array(a) if isinstance(a, np.ndarray) else a for a in args), **kwargs)

    on_copies.__name__ = name_of(func)
    settings: dict[str, Any] = {
        "learning_rate": learning_rate,
        "epochs": epochs,
        "batch_size": batch_size,
    }
    result = call(on_copies, X, labels, n_classes, **settings, **options)
    whole = isinstance(result, tuple | list) and len(result) == 2
    require(whole, "svm_sgd should return two things: W, history.")
    W = as_array(result[0], (X.shape[1], n_classes), "W")
    return W, history_of(result[1], epochs)


def history_of(value: Any, epochs: int) -> Array:
    """Return a history as an array with one entry more than epochs, or say what came instead."""
    listed = isinstance(value, list | tuple) or (isinstance(value, np.ndarray) and value.ndim == 1)
    require(
        not listed or len(value) == epochs + 1,
        f"history should have epochs + 1 = {epochs + 1} numbers, but has "
        f"{len(value) if listed else 0}: one before training, one after each epoch.",
    )
    return as_array(value, (epochs + 1,), "history")


def small_data() -> tuple[Array, Array]:
    """Return nine samples with three features in three classes."""
    rng = np.random.default_rng(5)
    return rng.normal(size=(9, 3)), np.arange(9) % 3


def own_features() -> tuple[Array, Array]:
    """Return five samples in three classes; no two share a feature, and a sixth is always 0."""
    return np.eye(5, 6), np.array([0, 1, 2, 1, 0])


def svm_step(func: Function) -> None:
    """Check full-batch steps that a head can do, with and without a penalty."""
    X, labels = np.array([[1.0], [2.0], [3.0]]), np.array([0, 1, 1])
    for rate in (0.01, 0.02):
        # each sample pushes +x to the rival, −x to its own class: (−1 + 2 + 3)/3 = 4/3
        step = rate * np.array([[-4 / 3, 4 / 3]])
        W, _ = trained(func, X, labels, 2, learning_rate=rate, batch_size=3)
        close(
            W,
            step,
            "W after one full-batch step",
            n_samples=3,
            mistakes={"does not depend on the learning rate": step / rate},
            otherwise="start from zeros and subtract learning_rate times the mean gradient",
        )
        twice, _ = trained(func, X, labels, 2, learning_rate=rate, batch_size=3, epochs=2, l2=0.5)
        close(
            twice,
            2 * step - rate * 0.5 * step,
            "W after two full-batch steps with l2 = 0.5",
            rtol=1e-9,
            mistakes={
                "is the same as without a penalty: use l2": 2 * step,
                "shrinks twice as fast as it should: the gradient of (l2/2)‖W‖² is l2·W": (
                    2 * step - rate * step
                ),
            },
            otherwise="each step subtracts learning_rate·l2·W besides the gradient",
        )
    call(func, X, labels, 2, learning_rate=0.1, epochs=1, batch_size=2)
    passed("svm_sgd: a full-batch step goes down the mean gradient and the penalty's")


def svm_batches(func: Function) -> None:
    """Check that every sample is used once, with its label, averaged over its own batch."""
    X, labels = own_features()
    weights, _ = trained(func, X, labels, 3, learning_rate=1.0, batch_size=2)
    W, idle = weights[:5], weights[5]
    require(
        not idle.any(), "the weights of a feature that is always 0 are not 0: start from zeros."
    )
    used = np.abs(W).max(axis=1) > 0
    # down the gradient one class gains and two rivals lose; uphill it is the other way round
    uphill = used.any() and ((W[used] > 0).sum(axis=1) == 2).all()
    require(not uphill, "the weights go up the gradient, not down: subtract the step.")
    require(
        bool(used.all()),
        "after one epoch some sample has not been used: step after every batch, and keep the "
        "short last one.",
    )
    require(
        W.argmax(axis=1).tolist() == labels.tolist(),
        "some sample was used with another sample's label: index X and labels by the same batch.",
    )
    # two rivals violate; four samples share a batch with one other, the last has its own
    close(
        np.sort(W.max(axis=1)),
        [1, 1, 1, 1, 2],
        "what five samples in batches of 2, 2 and 1 add to the weights",
        otherwise="divide by the number of samples that are in the batch",
    )
    passed("svm_sgd: each sample is used once an epoch, averaged over its own batch")


def svm_shuffle(func: Function) -> None:
    """Check that a seed fixes the run, that seeds differ, and that epochs do."""
    X, labels = small_data()
    settings: dict[str, Any] = {"learning_rate": 0.7, "epochs": 2}
    runs = [trained(func, X, labels, 3, seed=seed, **settings)[0] for seed in (0, 0, 1, 2, 3, 4)]
    require(
        np.array_equal(runs[0], runs[1]),
        "two runs with one seed differ: draw from np.random.default_rng(seed) alone.",
    )
    differ = any(not np.allclose(runs[0], run, atol=1e-9) for run in runs[2:])
    require(differ, "all seeds give the same weights: are the samples shuffled?")
    require(
        not all(alone_twice(func, seed) for seed in range(20)),
        "every epoch has the same order: create the generator once, before the loops, and draw "
        "a permutation in each epoch.",
    )
    passed("svm_sgd: the seed fixes the run; other seeds and other epochs have other orders")


def alone_twice(func: Function, seed: int) -> bool:
    """Return whether one sample was the short last batch of both epochs.

    Who is alone in a batch moves its weights twice as far. In fresh orders that is the same
    sample twice for one seed of five, so for twenty seeds in a row with probability 1e-14.
    """
    X, labels = own_features()
    W, _ = trained(func, X, labels, 3, epochs=2, seed=seed)
    moves = np.sort(np.abs(W[:5]).max(axis=1))
    return moves[0] > 0 and np.allclose(moves / moves[0], [1, 1, 1, 1, 2], rtol=1e-4)


def svm_history(func: Function) -> None:
    """Check the history's length, its first entry, and its later ones in a known case."""
    X, labels = small_data()
    for classes, epochs in ((3, 1), (5, 3)):
        _, history = trained(func, X, labels, classes, epochs=epochs, batch_size=4, l2=0.1)
        close(
            history[0],
            classes - 1,
            "the first entry of history",
            n_samples=9,
            otherwise="before training all scores are 0; add what each rival then costs",
        )
    # one sample of class 0 with x = 1, two classes: each step of 0.1 moves the lead by 0.2
    _, history = trained(func, np.ones((1, 1)), np.array([0]), 2, learning_rate=0.1, epochs=3)
    close(
        history,
        [1.0, 0.8, 0.6, 0.4],
        "the history of a single sample with x = 1 at learning rate 0.1",
        rtol=1e-9,
        otherwise="record the loss on all the data after each whole epoch",
    )
    for epochs in (1, 2):
        last_entry(func, epochs)
    passed("svm_sgd: history starts at zeros and holds loss plus penalty on all the data")


def last_entry(func: Function, epochs: int) -> None:
    """Check the last entry of a run in small batches with a penalty."""
    X, labels = own_features()
    options: dict[str, Any] = {"learning_rate": 0.5, "epochs": epochs, "l2": 1.0}
    W, history = trained(func, X / 10, labels, 3, **options)
    costs, penalty = costs_of_violators(W[:5] / 10, labels), (W**2).sum() / 2
    right = costs.mean() + penalty
    batches = [costs[[i, k]].mean() + penalty for i in range(5) for k in range(i + 1)]
    # samples that were all treated alike cost the same: then a batch's loss is that of all
    require(
        bool(np.isclose(history[-1], right)) or not np.isclose(history[-1], batches).any(),
        "the last entry of history holds the loss of one batch: use all the data.",
    )
    close(
        history[-1],
        right,
        "the last entry of history, with l2,",
        rtol=1e-6,
        mistakes={
            "lacks the penalty: add (l2/2)‖W‖²": costs.mean(),
            "counts the penalty twice: it is (l2/2)‖W‖²": costs.mean() + 2 * penalty,
        },
        otherwise="it is the loss on all the data plus (l2/2)‖W‖², at the weights returned",
    )


def costs_of_violators(scores: Array, labels: Array) -> Array:
    """Return what each sample pays where all rivals violate: then the loss is linear."""
    own = scores[np.arange(len(labels)), labels]
    classes = scores.shape[1]
    return scores.sum(axis=1) - classes * own + classes - 1
