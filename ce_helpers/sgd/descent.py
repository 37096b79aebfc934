"""Visible checks of `sgd`, by what must and what must not matter to a run.

Batches of identical samples leave no order to choose, so a run on them is known from shorter
ones; samples that each have a feature of their own show in the weights who was used.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ce_helpers.checking import as_array, call, close, name_of, passed, require

Array = NDArray[Any]
Function = Callable[..., Any]


def on_copies(func: Function) -> Function:
    """Return the function on copies of its arrays, for checks of anything but purity."""
    require(callable(func), f"expected a function, but got {func!r}.")

    def on_copy(*args: Any, **options: Any) -> Any:
        copies = [np.array(arg) if isinstance(arg, np.ndarray) else arg for arg in args]
        return func(*copies, **options)

    on_copy.__name__ = name_of(func)
    return on_copy


def trained(
    func: Function,
    X: Array,
    labels: Array,
    n_classes: int,
    *,
    learning_rate: float = 0.5,
    epochs: int = 1,
    batch_size: int = 2,
    **options: Any,
) -> tuple[Array, Array, Any]:
    """Run a student's sgd on copies; return W and b as arrays and the history as it came."""
    result = call(
        on_copies(func),
        X,
        labels,
        n_classes,
        learning_rate=learning_rate,
        epochs=epochs,
        batch_size=batch_size,
        **options,
    )
    whole = isinstance(result, (tuple, list)) and len(result) == 3
    require(whole, "sgd should return three things: W, b, history.")
    W = as_array(result[0], (X.shape[1], n_classes), "W")
    b = as_array(result[1], (n_classes,), "b")
    return W, b, result[2]


def copies_of_one(n: int) -> tuple[Array, Array]:
    """Return n times the same sample of class 1."""
    return np.tile([[1.0, -2.0]], (n, 1)), np.ones(n, dtype=int)


def small_data() -> tuple[Array, Array]:
    """Return nine samples with three features in three classes."""
    rng = np.random.default_rng(5)
    return rng.normal(size=(9, 3)), np.arange(9) % 3


def sgd_step(func: Function) -> None:
    """Check a full-batch step that a head can do, and that longer runs go on from it."""
    X, labels = np.array([[1.0], [2.0], [3.0]]), np.array([0, 1, 1])
    for rate in (1.0, 0.3):
        W, b, _ = trained(func, X, labels, 2, learning_rate=rate, batch_size=3)
        # all probabilities are 1/2, so a − y is ∓1/2, ±1/2, ±1/2
        for name, got, slope in (("W", W, [[2 / 3, -2 / 3]]), ("b", b, [1 / 6, -1 / 6])):
            close(
                got,
                -rate * np.array(slope),
                f"{name} after one full-batch step",
                n_samples=3,
                mistakes={"does not depend on the learning rate": -np.array(slope)},
                otherwise="start from zeros and subtract learning_rate times the mean gradient; "
                "both gradients at the old W and b",
            )
    passed("a full-batch step moves W and b down the mean gradient.")


def sgd_batches(func: Function) -> None:
    """Check that every sample is used with its label, in batches, each averaged by itself."""
    W, _, _ = trained(func, np.eye(5), np.array([0, 1, 2, 1, 0]), 3, batch_size=2)
    require(
        bool(np.all(np.abs(W).max(axis=1) > 0)),
        "after one epoch some sample has not been used: keep the short last batch.",
    )
    uphill = W.argmin(axis=1).tolist() == [0, 1, 2, 1, 0]
    require(not uphill, "the weights move up the gradient: subtract it.")
    require(
        W.argmax(axis=1).tolist() == [0, 1, 2, 1, 0],
        "some sample was used with another sample's label: index X and labels by the same batch.",
    )
    W, b, _ = trained(func, *copies_of_one(5), 3, batch_size=2)
    W_three, b_three, _ = trained(func, *copies_of_one(1), 3, epochs=3, batch_size=1)
    for name, got, expected in (("W", W, W_three), ("b", b, b_three)):
        close(
            got,
            expected,
            f"{name} after batches of 2, 2 and 1 identical samples",
            rtol=1e-9,
            otherwise="it should be that of three steps on one such sample: step after every "
            "batch, and divide by the samples that are in it",
        )
    passed("each batch is one step, averaged over its own samples.")


def losses_of(func: Function, X: Array, labels: Array, **options: Any) -> Array:
    """Return the history of a run with three classes as an array of epochs + 1 losses."""
    history = trained(func, X, labels, 3, **options)[2]
    return as_array(history, (options["epochs"] + 1,), "history")


def sgd_history(func: Function) -> None:
    """Check the length of the history, its first entry, and its last in known cases."""
    X, labels = small_data()
    for epochs, size in ((1, 4), (3, 9)):
        history = losses_of(func, X, labels, epochs=epochs, batch_size=size)
        close(
            history[0],
            np.log(3),
            "the first entry of history",
            n_samples=9,
            otherwise="before training every class has probability 1/C",
        )
    steps = losses_of(func, X, labels, learning_rate=0.1, epochs=5, batch_size=9)
    lowered = bool(np.all(np.diff(steps) < 0))
    require(lowered, "small full-batch steps should lower the loss, recorded after each epoch.")
    same = copies_of_one(5)
    long = losses_of(func, *same, learning_rate=0.1, epochs=3)
    ends = [losses_of(func, *same, learning_rate=0.1, epochs=n)[-1] for n in (1, 2)]
    close(
        long[1:3],
        ends,
        "history for identical samples",
        rtol=1e-9,
        n_samples=5,
        otherwise="each entry should be the last one of a run with as many epochs",
    )
    _history_with_penalty(func, X, labels)
    passed("history starts at log C, with one entry more than epochs and the penalty included.")


def _history_with_penalty(func: Function, X: Array, labels: Array) -> None:
    """Check that the penalty counts; from zeros it does not change where the first step ends."""
    plain, pulled = (trained(func, X, labels, 3, batch_size=len(X), l2=l2) for l2 in (0.0, 0.8))
    if not np.allclose(plain[0], pulled[0], atol=1e-6):
        return  # `sgd_penalty` says so
    before, after = (as_array(run[2], (2,), "history") for run in (plain, pulled))
    close(
        after[1] - before[1],
        0.4 * np.sum(np.square(plain[0])),
        "what l2 = 0.8 adds to the last entry of history",
        rtol=1e-4,
        atol=1e-6,
        mistakes={"is nothing: hand l2 on to the loss, too": 0.0},
        otherwise="it is (l2/2)·‖W‖²",
    )


def sgd_penalty(func: Function) -> None:
    """Check what a penalty takes from the second step: learning_rate · l2 · W, nothing of b."""
    # classes of unlike size, so that the first step moves the biases
    X, labels = small_data()[0], np.array([0, 0, 0, 0, 0, 1, 1, 1, 2])
    first, b_first, _ = trained(func, X, labels, 3, batch_size=9, l2=0.8)
    plain, b_plain, _ = trained(func, X, labels, 3, epochs=2, batch_size=9)
    pulled, b_pulled, _ = trained(func, X, labels, 3, epochs=2, batch_size=9, l2=0.8)
    close(
        plain - pulled,
        0.5 * 0.8 * first,
        "what the penalty takes from W in the second step",
        rtol=1e-8,
        mistakes={"is nothing: hand l2 on": 0 * first},
        otherwise="it is learning_rate·l2·W",
    )
    close(
        b_pulled,
        b_plain,
        "b with a penalty",
        rtol=1e-8,
        mistakes={"is pulled as well: add l2·W to dW alone": b_plain - 0.5 * 0.8 * b_first},
        otherwise="the biases are never penalised",
    )
    _penalty_in_every_step(func)
    passed("the penalty pulls at W alone, in every step.")


def _penalty_in_every_step(func: Function) -> None:
    """Check that two epochs of two like batches are four steps on one such batch."""
    runs = [
        trained(func, *copies_of_one(n), 3, epochs=epochs, l2=0.7, learning_rate=0.1)
        for n, epochs in ((4, 2), (2, 4))
    ]
    close(
        runs[0][0],
        runs[1][0],
        "W with a penalty and two batches an epoch",
        rtol=1e-8,
        otherwise="the penalty pulls in every step, not once an epoch",
    )


def sgd_inputs(func: Function) -> None:
    """Check that data and labels are left as they were, and that integers work."""
    X, labels = small_data()
    call(func, X, labels, 3, learning_rate=0.5, epochs=1, batch_size=4)
    whole = np.rint(2 * X)
    one, other = (
        trained(func, v, labels, 3, epochs=2, batch_size=9)[0] for v in (whole.astype(int), whole)
    )
    close(
        one,
        other,
        "W for integer data",
        rtol=1e-9,
        otherwise="it is that of the same data as floats",
    )
    passed("the arguments are left as they were, and integers work.")
