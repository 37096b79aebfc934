"""Visible checks of 05_hinge: each tests a property that the banner promises.

No reference solution stands here. Loss and gradient are pinned down by cases that a head can
do and by what must not matter; `svm_sgd` likewise, see `hinge_descent`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ce_helpers.checking import as_array, as_scalar, call, close, name_of, passed, require
from ce_helpers.hinge.claims import repairs, try_claims, verdicts
from ce_helpers.hinge.descent import svm_batches, svm_history, svm_shuffle, svm_step
from ce_helpers.hinge.symbolic import d_hinge_wj, d_hinge_wy, first_loss

__all__ = [
    "d_hinge_wj",
    "d_hinge_wy",
    "first_loss",
    "gradient_inputs",
    "gradient_kink",
    "gradient_sample",
    "gradient_sample_kink",
    "gradient_values",
    "hinge_loss_batch",
    "hinge_loss_values",
    "repairs",
    "svm_batches",
    "svm_history",
    "svm_shuffle",
    "svm_step",
    "try_claims",
    "verdicts",
]

Array = NDArray[Any]
Function = Callable[..., Any]

# one feature of value 1 makes the weights the scores
ONE = np.array([[1.0]])
SCORES = np.array([[3.0, 2.5, 0.0, 4.0]])
# a sample with two features whose scores are 1, ½, 3, −4
SAMPLE = np.array([2.0, -1.0])
WEIGHTS = np.array([[0.0, 0.25, 1.0, -2.5], [-1.0, 0.0, -1.0, -1.0]])


def on_copies(func: Function) -> Function:
    """Return the function on copies of its arrays, for checks of anything but purity."""
    require(callable(func), f"expected a function, but got {func!r}.")

    def on_copy(*args: Any, **options: Any) -> Any:
        copies = [np.array(arg) if isinstance(arg, np.ndarray) else arg for arg in args]
        return func(*copies, **options)

    on_copy.__name__ = name_of(func)
    return on_copy


def loss_of(func: Function, *args: Any, **options: Any) -> float:
    """Return the loss of a student's function, called on copies."""
    return as_scalar(call(on_copies(func), *args, **options), f"the result of {name_of(func)}")


def gradient_of(func: Function, *args: Any, **options: Any) -> Array:
    """Return the gradient of a student's function, called on copies."""
    result = call(on_copies(func), *args, **options)
    return as_array(result, args[2].shape, f"the result of {name_of(func)}")


def hinge_loss_values(func: Function) -> None:
    """Check the loss of one sample on scores that a head can do."""
    # the last three: without a margin, at margin 1, and with s_y − s_j in the place of s_j − s_y
    for label, margin, costs, bare, at_one, reversed_ in (
        (0, 1.0, (0.5, 0.0, 2.0), 1.0, 2.5, 5.5),
        (0, 2.0, (1.5, 0.0, 3.0), 1.0, 2.5, 8.5),
        # the true class leads by the margin: nothing to pay
        (3, 1.0, (0.0, 0.0, 0.0), 0.0, 0.0, 9.5),
        (2, 0.5, (3.5, 3.0, 4.5), 9.5, 12.5, 0.0),
    ):
        total = sum(costs)
        close(
            loss_of(func, ONE, np.array([label]), SCORES, margin=margin),
            total,
            f"the loss for scores 3, 2.5, 0, 4, true class {label}, margin {margin},",
            mistakes={
                "holds the term j = y, which is always the margin: leave it out": total + margin,
                "has the difference the wrong way round: s_j − s_y": reversed_,
                "does not use the margin, but always 1": at_one,
                "does not use the margin": bare,
                "counts the largest violation alone: add all of them": max(costs),
                "is squared: the sheet's loss is not": sum(cost**2 for cost in costs),
                "is divided by the number of classes: it is a sum over them": total / 4,
                "is divided by the number of rivals: it is a sum over them": total / 3,
            },
            otherwise="add max(0, s_j − s_y + margin) over the other classes",
        )
    passed("hinge_loss: right for one sample, with any margin")


def hinge_loss_batch(func: Function) -> None:
    """Check that the loss is a mean over samples, each with its own label."""
    W = np.array([[1.0, -2.0, 0.5], [0.0, 1.0, 3.0]])
    X, labels = np.array([[1.0, 2.0], [-1.0, 0.5], [3.0, 1.0], [0.0, -1.0]]), np.array([0, 2, 2, 0])
    single = [loss_of(func, X[i : i + 1], labels[i : i + 1], W) for i in range(4)]
    close(
        loss_of(func, X, labels, W),
        np.mean(single),
        "the loss of four samples",
        n_samples=4,
        otherwise="it should be the mean of the four single losses, each with its own label",
    )
    close(
        loss_of(func, X, labels, 0 * W),
        2.0,
        "the loss of four samples in three classes at weights of 0",
        n_samples=4,
        otherwise="all scores are 0, so each rival costs the margin",
    )
    whole = (2 * X).astype(int), labels, (2 * W).astype(int)
    close(
        loss_of(func, *whole),
        loss_of(func, 2 * X, labels, 2 * W),
        "the loss of integer data",
        otherwise="it is that of the same data as floats",
    )
    call(func, X, labels, W)
    passed("hinge_loss: a mean over the samples; integers work, and the arguments stay")


def expected_columns(*factors: int) -> Array:
    """Return the gradient whose column j is the j-th factor times the sample."""
    return SAMPLE[:, np.newaxis] * np.array(factors, dtype=float)


def _gradient_cases(
    func: Function, one_sample: Callable[..., tuple[Any, ...]], plus_x: str
) -> None:
    """Check one sample; `plus_x` is what to say where column y holds +x."""
    for label, margin, factors in (
        (3, 1.0, (1, 1, 1, -3)),
        (0, 1.0, (-2, 1, 1, 0)),
        (2, 1.0, (0, 0, 0, 0)),
        (0, 0.25, (-1, 0, 1, 0)),
        (2, 2.25, (1, 0, -1, 0)),
    ):
        got = gradient_of(func, *one_sample(label), WEIGHTS, margin=margin)
        right = expected_columns(*factors)
        own, plus = np.arange(4) == label, SAMPLE[:, np.newaxis]
        close(
            got,
            right,
            f"the gradient of one sample with scores 1, ½, 3, −4, class {label}, margin {margin},",
            mistakes={
                "lacks the column of the true class": np.where(own, 0, right),
                "counts one rival in the true class's column, where there are several": np.where(
                    own, -plus, right
                ),
                f"has +x in the true class's column: {plus_x}": np.where(own, plus, right),
                "counts the true class among its own violators": np.where(own, right - plus, right),
                "has the wrong sign in the true class's column": np.where(own, -right, right),
                "lacks the factor x": np.sign(SAMPLE * SAMPLE)[:, np.newaxis] * factors,
                "is divided by the number of classes": right / 4,
                "does not use the margin": expected_columns(*unit_margin(label)),
                "holds the term j = y": np.where(own, right + plus, right),
            },
            otherwise="column j is x where u_j > 0, else 0; column y is minus their number times x",
        )


def unit_margin(label: int) -> tuple[int, ...]:
    """Return the factors of x at a margin of 1."""
    return {0: (-2, 1, 1, 0), 2: (0, 0, 0, 0), 3: (1, 1, 1, -3)}[label]


def gradient_sample(func: Function) -> None:
    """Check the gradient of one sample where a head can count the violators."""
    _gradient_cases(func, lambda label: (SAMPLE, label), "it is minus the count times x")
    passed("hinge_gradient_sample: right for one sample, with any margin")


def _kink_case(func: Function, *sample: Any) -> None:
    # scores 1, ½, 3, −4 and a margin of ½: rival 1 stands exactly at the kink of class 0
    right, greedy = expected_columns(-1, 0, 1, 0), expected_columns(-2, 1, 1, 0)
    close(
        gradient_of(func, *sample, WEIGHTS, margin=0.5),
        right,
        "the gradient where u_j is exactly 0 for one rival",
        mistakes={
            "counts that rival: the comparison is a strict >, or the margin is not used": greedy
        },
        otherwise="that rival counts neither in its own column nor in that of the true class",
    )


def gradient_sample_kink(func: Function) -> None:
    """Check that a rival exactly at the kink does not count."""
    _kink_case(func, SAMPLE, 0)
    passed("hinge_gradient_sample: a rival exactly at the kink does not count")


def gradient_values(func: Function) -> None:
    """Check the gradient of one sample, and that of a batch as the mean over its samples."""
    _gradient_cases(
        func,
        lambda label: (SAMPLE[np.newaxis], np.array([label])),
        "is B still boolean? Use .astype(float)",
    )
    X, labels = (
        np.array([[2.0, -1.0], [1.0, 1.0], [0.5, -2.0], [-1.0, 3.0]]),
        np.array([0, 3, 0, 0]),
    )
    single = [gradient_of(func, X[i : i + 1], labels[i : i + 1], WEIGHTS) for i in range(4)]
    close(
        gradient_of(func, X, labels, WEIGHTS),
        np.mean(single, axis=0),
        "the gradient of four samples, three of them of one class,",
        n_samples=4,
        otherwise="it should be the mean of the four single gradients; dW[:, labels] -= … counts "
        "a label that comes several times only once",
    )
    passed("hinge_gradient: right for one sample, and a mean over a batch")


def gradient_kink(func: Function) -> None:
    """Check that a rival exactly at the kink does not count."""
    _kink_case(func, SAMPLE[np.newaxis], np.array([0]))
    passed("hinge_gradient: a rival exactly at the kink does not count")


def gradient_inputs(func: Function) -> None:
    """Check integers, float32, and that the arguments are left as they were."""
    X, labels = np.array([[2, -1], [1, 1], [0, -2]]), np.array([0, 3, 0])
    W = np.array([[0, 1, 1, -2], [-1, 0, -1, -1]])
    right = np.array([[-3, 3, 3, -3], [7, 0, -2, -5]]) / 3
    close(
        gradient_of(func, X.astype(float), labels, W.astype(float)),
        right,
        "the gradient of three samples",
        n_samples=3,
        otherwise="add x times its row of B over the samples, and divide by their number",
    )
    for kind in (int, np.float32):
        arrays = X.astype(kind), labels, W.astype(kind)
        close(
            gradient_of(func, *arrays),
            right,
            f"the gradient of data of type {np.dtype(kind)}",
            rtol=1e-6,
            otherwise="it is that of the same data as floats; was an integer array filled?",
        )
    call(func, X.astype(float), labels, W.astype(float))
    passed("hinge_gradient: integers and float32 work, and the arguments stay")
