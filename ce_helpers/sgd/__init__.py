"""Visible checks of 03_sgd: each tests a property that the banner promises.

No reference solution stands here. The loss is pinned down by cases that a head can do, the
gradients by central differences of the student's own loss; `sgd` by what must not matter:
see `sgd_descent`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ce_helpers.checking import (
    as_array,
    as_scalar,
    call,
    close,
    name_of,
    passed,
    require,
)
from ce_helpers.numeric import central_gradient
from ce_helpers.sgd.descent import (
    sgd_batches,
    sgd_history,
    sgd_inputs,
    sgd_penalty,
    sgd_shuffle,
    sgd_step,
)
from ce_helpers.sgd.repairs import repairs_chain, repairs_mean
from ce_helpers.sgd.symbolic import (
    dL_db,
    dL_dw,
    try_claims,
    verdicts,
)
from ce_helpers.sgd.use import held_out_accuracy, predict, settings

__all__ = [
    "dL_db",
    "dL_dw",
    "gradients",
    "gradients_inputs",
    "loss",
    "gradients_penalty",
    "held_out_accuracy",
    "minibatches_order",
    "minibatches_partition",
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
    "try_claims",
    "verdicts",
]

Array = NDArray[Any]
Function = Callable[..., Any]


def three(result: Any) -> tuple[Any, Any, Any]:
    """Return the three parts of a student's result, or say what came instead."""
    whole = isinstance(result, (tuple, list)) and len(result) == 3
    require(whole, "loss_and_gradients should return three things: loss, dW, db.")
    return result[0], result[1], result[2]


def loss_of(func: Function, *args: Any, **options: Any) -> float:
    """Return the loss alone."""
    return as_scalar(three(call(func, *args, **options))[0], "the loss")


def random_problem() -> tuple[Array, Array, Array, Array]:
    """Return four samples with three features and five classes, one of them absent."""
    rng = np.random.default_rng(3)
    Y = np.eye(5)[[0, 3, 2, 3]]
    return rng.normal(size=(4, 3)), Y, rng.normal(size=(3, 5)), rng.normal(size=5)


def loss(func: Function) -> None:
    """Check the loss on cases that a head can do."""
    X, Y, W, b = random_problem()
    close(
        loss_of(func, X, Y, 0 * W, 0 * b),
        np.log(5),
        "the loss at W = 0, b = 0",
        n_samples=4,
        otherwise="every class has probability 1/5, which costs log 5",
    )
    x, w, bias = np.ones((1, 1)), np.log([[1.0, 2.0, 1.0]]), np.log([1.0, 1.0, 5.0])
    for label, probability in enumerate((1 / 8, 2 / 8, 5 / 8)):
        close(
            loss_of(func, x, np.eye(3)[[label]], w, bias),
            -np.log(probability),
            f"the loss where the true class has probability {probability}",
            otherwise="it is −log of that probability; mind the biases",
        )
    close(
        loss_of(func, x, np.array([[0.5, 0.5, 0.0]]), w, bias),
        2.5 * np.log(2),
        "the loss of a target that is half the first class, half the second",
        otherwise="multiply log_A by Y: its rows are not always one-hot",
    )
    twice = [np.repeat(a, 2, axis=0) for a in (X, Y)]
    close(
        loss_of(func, *twice, W, b),
        loss_of(func, X, Y, W, b),
        "the loss of the same data, every sample twice",
        n_samples=2,
        otherwise="take the mean over the samples",
    )
    passed("the loss is log C at zeros, −log of the true class's probability, and a mean.")


def gradients(func: Function) -> None:
    """Check both gradients against central differences of the student's own loss."""
    X, Y, W, b = random_problem()
    _, dW, db = three(call(func, X, Y, W, b))
    for name, got, numeric in (
        ("dW", dW, central_gradient(lambda w: loss_of(func, X, Y, w, b), W)),
        ("db", db, central_gradient(lambda c: loss_of(func, X, Y, W, c), b)),
    ):
        close(
            as_array(got, numeric.shape, name),
            numeric,
            name,
            rtol=1e-6,
            atol=1e-8,
            n_samples=4,
            mistakes={
                "and your loss differ by the factor N: both are means, taken once": numeric / 4
            },
            otherwise="it differs from the central differences of your loss",
        )
    passed("dW and db agree with central differences of your loss.")


def gradients_penalty(func: Function) -> None:
    """Check what l2 adds to the loss and to both gradients."""
    X, Y, _, b = random_problem()
    W = np.zeros((3, 5))
    W[0, 0], W[2, 4] = 3.0, -4.0
    plain, pulled = (three(call(func, X, Y, W, b, l2=v)) for v in (0.0, 0.1))
    close(
        as_scalar(pulled[0], "the loss") - as_scalar(plain[0], "the loss"),
        1.25,
        "what l2 = 0.1 adds to the loss where ‖W‖² = 25",
        rtol=1e-8,
        mistakes={"is nothing: add (l2/2)·‖W‖²": 0.0},
        otherwise="it is (l2/2)·‖W‖², without the biases",
    )
    for name, got, base, change in (
        ("dW", pulled[1], plain[1], 0.1 * W),
        ("db", pulled[2], plain[2], 0 * b),
    ):
        added = as_array(got, change.shape, name) - as_array(base, change.shape, name)
        close(
            added,
            change,
            f"what l2 adds to {name}",
            rtol=1e-8,
            atol=1e-10,
            otherwise="the gradient of (l2/2)·‖W‖² is l2·W, and b is not penalised",
        )
    passed("the penalty adds (l2/2)·‖W‖² to the loss, l2·W to dW, nothing to db.")


def gradients_inputs(func: Function) -> None:
    """Check integers, large logits, and that the arguments are left alone."""
    X, Y, W, b = random_problem()
    whole = [np.rint(3 * a).astype(int) for a in (X, Y / 3, W, b)]
    for arrays in (whole, [1e3 * X, Y, W, b]):
        loss, dW, db = three(call(func, *arrays))
        as_scalar(loss, "the loss")
        as_array(dW, W.shape, "dW"), as_array(db, b.shape, "db")
    close(
        loss_of(func, *whole),
        loss_of(func, *(a.astype(float) for a in whole)),
        "the loss of integer data",
        otherwise="it is that of the same data as floats",
    )
    passed("integers and large logits work, and the arguments are left as they were.")


def batches_of(func: Function, n: int, batch_size: int, rng: np.random.Generator) -> list[Array]:
    """Return the batches of one epoch as a list of index arrays."""

    def listed(*args: Any) -> list[Any]:
        found = func(*args)
        require(found is not None, "minibatches gave None: yield the batches, or return a list.")
        return list(found)

    require(callable(func), f"expected a function, but got {func!r}.")
    listed.__name__ = name_of(func)
    batches = [np.asarray(batch) for batch in call(listed, n, batch_size, rng)]
    good = all(batch.ndim == 1 and batch.dtype.kind in "iu" for batch in batches)
    require(good and len(batches) > 0, "each batch should be a 1-D array of integer indices.")
    return batches


def minibatches_partition(func: Function) -> None:
    """Check that the batches hold every sample once, full but for the last."""
    for n, size, expected in ((10, 4, [4, 4, 2]), (6, 3, [3, 3]), (3, 8, [3])):
        batches = batches_of(func, n, size, np.random.default_rng(1))
        seen = np.concatenate(batches)
        require(
            sorted(seen.tolist()) == list(range(n)),
            f"{n} samples in batches of {size}: each of 0..{n - 1} should come once.",
        )
        require(
            [len(batch) for batch in batches] == expected,
            f"{n} samples in batches of {size} should give batches of sizes {expected}.",
        )
    passed("each sample comes exactly once, and only the last batch is short.")


def minibatches_order(func: Function) -> None:
    """Check that the order is random and comes from the generator alone."""
    rng = np.random.default_rng(1)
    first, second = (np.concatenate(batches_of(func, 40, 8, rng)) for _ in range(2))
    again = np.concatenate(batches_of(func, 40, 8, np.random.default_rng(1)))
    require(not np.array_equal(first, np.arange(40)), "the samples come in their given order.")
    require(
        not np.array_equal(first, second),
        "a second epoch has the order of the first: draw a new permutation from rng at each call.",
    )
    require(
        np.array_equal(first, again),
        "a generator of the same seed should give the same "
        "order: draw from rng, not from np.random.",
    )
    rng = np.random.default_rng(2)  # a given pair of 6 shares no batch: probability 0.8 ** 120
    dealt = [batch.tolist() for _ in range(120) for batch in batches_of(func, 6, 2, rng)]
    require(
        len({frozenset(batch) for batch in dealt}) >= 15,
        "some samples never share a batch: permute the samples one by one, not in blocks.",
    )
    passed("the order is drawn from rng, anew for every epoch.")
