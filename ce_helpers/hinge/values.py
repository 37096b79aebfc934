"""Visible checks of the hinge loss and its gradients, on scores that are easy to add up by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ce_helpers.calls import call, require_fresh, result, scalar
from ce_helpers.checking import name_of, passed, require
from ce_helpers.closeness import close
from ce_helpers.hinge.mistakes import GRADIENT, LOSS

Array = NDArray[Any]
Function = Callable[..., Any]

# one feature of value 1 makes the weights the scores
ONE, COSTLY = np.array([[1.0]]), np.array([[3.0, 2.5, 0.0, 4.0]])
# the loss for these scores, by true class and margin; the first case tells all mistakes apart
LOSSES = {
    (0, 1.2): 0.7 + 2.2,
    (0, 0.0): 1.0,
    (0, 1.0): 0.5 + 2.0,
    (2, 0.0): 3.0 + 2.5 + 4.0,
    (2, 0.5): 3.5 + 3.0 + 4.5,
    (2, 1.0): 4.0 + 3.5 + 5.0,
    # the true class leads by the margin: nothing to pay
    (3, 0.0): 0.0,
    (3, 1.0): 0.0,
}
SAMPLE = np.array([2.0, -1.0])
WEIGHTS = np.array(
    [[0.75, 0.25, 1.5, 1.0, 0.0, 0.5, 0.0], [-0.25, 0.0, 0.75, -1.0, -1.0, 0.75, 0.5]]
)
SCORES = np.array([[1.75, 0.5, 2.25, 3.0, 1.0, 0.25, -0.5]])
# the factor of x in each column of the gradient for these scores, by true class and margin; the
# first two cases tell nearly all mistakes apart
FACTORS = {
    (4, 0.25): (1, 0, 1, 1, -3, 0, 0),
    (4, 1.0): (1, 1, 1, 1, -5, 1, 0),
    (4, 0.0): (1, 0, 1, 1, -3, 0, 0),
    (3, 0.0): (0, 0, 0, 0, 0, 0, 0),
    (3, 1.0): (0, 0, 1, -1, 0, 0, 0),
    (3, 2.25): (1, 0, 1, -3, 1, 0, 0),
    (6, 0.0): (1, 1, 1, 1, 1, 1, -6),
    (6, 1.0): (1, 1, 1, 1, 1, 1, -6),
    # rival 1 stands exactly at the kink
    (4, 0.5): (1, 0, 1, 1, -3, 0, 0),
}
MANY = np.arange(600).reshape(2, 300) / 1000  # weights of so many classes, with close scores
AT_KINK = (4, 0.5)


# whole numbers, their loss and gradient; no u_j is 0, and some rivals tie with the true class
WHOLE = (
    np.array([[2, -1], [1, 1], [1, -1], [2, -2], [3, -3]]),
    np.array([0, 3, 0, 2, 2]),
    np.array([[0, 1, 1, -2], [-1, 0, -1, -1]]),
)
WHOLE_LOSS = (5 + 12 + 3 + 0 + 0) / 5
WHOLE_GRADIENT = np.array([[-5, 4, 4, -3], [5, -1, -1, -3]]) / 5
TIED, TIED_GRADIENT = 2, np.array([[-2, 1, 1, 0], [2, -1, -1, 0]])  # of the third sample


def forms(
    X: Array, labels: Array, W: Array
) -> Iterator[tuple[str, float, tuple[Array, Array, Array]]]:
    """Yield whole numbers in other types, layouts and sizes, all with the same scores.

    Parameters
    ----------
    X, labels, W : ndarray of int, shapes (N, D), (N,) and (D, C)
        Samples, their classes, weights.

    Yields
    ------
    tuple
        What the three arrays are, how many times larger the samples are, and the arrays.
    """
    single, whole = np.float32, X.astype(np.float64)
    yield "whole numbers as floats", 1, (whole, labels, W.astype(np.float64))
    yield "integers", 1, (X, labels, W)
    yield "type float32", 1, (X.astype(single), labels.astype(np.int32), W.astype(single))
    columns = np.asfortranarray(whole), labels.astype(np.uint8), np.asfortranarray(W, whole.dtype)
    yield "Fortran's layout", 1, columns
    yield "fractions and whole weights", 0.5, (whole / 2, labels, 2 * W)
    yield "large samples", 2.0**13, (whole * 2**13, labels, W / 2**13)


def _require_default(func: Function, *args: Any) -> None:
    """Require that a margin that is left out is 1."""
    require(
        np.array_equal(call(func, *args), call(func, *args, margin=1.0)),
        f"{name_of(func)} takes another margin than 1 where none is given: write margin=1.0 in its "
        "first line.",
    )


def hinge_loss_values(func: Function) -> None:
    """Check the loss of one sample, at several margins."""
    for scale, ((label, margin), cost) in product((1, 1e4), LOSSES.items()):
        labels = np.array([label])
        LOSS.close(
            scalar(func, ONE, labels, scale * COSTLY, margin=scale * margin) / scale,
            cost,
            lambda other, label=label: LOSSES[label, other],
            ONE,
            COSTLY,
            [label],
            margin,
            where=f" of one sample (scores 3, 2.5, 0 and 4; true class {label}, margin {margin:g}"
            f"{'; all of them times 10 000' * (scale > 1)})",
        )
    close(
        scalar(func, np.array([[1]]), np.array([2]), np.array([[3, 2, 0, 4]]), margin=0.5),
        3.5 + 2.5 + 4.5,
        "the loss of one sample (scores 3, 2, 0 and 4, all of them integers; margin 0.5)",
        otherwise="an array of integers cannot hold what a rival costs",
    )
    _require_default(func, ONE, np.array([0]), COSTLY)
    passed("hinge_loss: right for one sample, with any margin")


def hinge_loss_batch(func: Function) -> None:
    """Check that the loss is a mean over samples, each with its own label."""
    for what, _, (X, labels, W) in forms(*WHOLE):
        LOSS.close(
            result(func, X, labels, W, shape=(), pure=True),
            WHOLE_LOSS,
            lambda _: WHOLE_LOSS,
            X,
            W,
            labels.tolist(),
            1.0,
            where=f" of five samples ({what})",
            n_samples=5,
        )
    for n_classes in (3, 5):
        close(
            scalar(func, WHOLE[0], np.array([0, 2, 0, 1, 1]), np.zeros((2, n_classes))),
            n_classes - 1,
            f"the loss of five samples in {n_classes} classes at weights of 0",
            n_samples=5,
            otherwise="all scores are 0, so each rival costs the margin",
        )
    passed("hinge_loss: a mean over the samples, of any type; the arguments stay")


def _compare(func: Function, case: tuple[int, float], batch: bool) -> None:
    """Compare with the gradient of one sample, or of a batch that holds no other.

    It has two features, or a single one of value 1; the scores are the same.
    """
    label, margin = case
    for x, W in ((SAMPLE, WEIGHTS), (ONE[0], SCORES)):
        X = x[np.newaxis]
        given = (X, np.array([label])) if batch else (x, label)
        right = partial(_columns, x, label)
        GRADIENT.close(
            result(func, *given, W, shape=None, margin=margin),
            right(margin),
            right,
            X,
            W,
            [label],
            margin,
            where=f" of one sample (scores 1¾, ½, 2¼, 3, 1, ¼ and −½; true class {label}, margin "
            f"{margin:g}{', so that u_1 is exactly 0' * (case == AT_KINK)})",
        )


def _columns(x: Array, label: int, margin: float) -> Array:
    return np.outer(x, np.array(FACTORS[label, margin], dtype=float))


def _off_kink(func: Function, batch: bool) -> None:
    for case in FACTORS:
        if case != AT_KINK:
            _compare(func, case, batch)
    x, label = (SAMPLE[np.newaxis], np.array([4])) if batch else (SAMPLE, 4)
    _require_default(func, x, label, WEIGHTS)
    close(
        result(func, x, label, MANY, shape=MANY.shape),
        np.outer(SAMPLE, np.where(np.arange(300) == 4, -299, 1)),
        "the gradient of one sample in 300 classes",
        otherwise="all of the 299 rivals violate the margin; count them in a type that reaches so "
        "far",
    )


def _in_all_forms(func: Function, right: Array, *, single: bool = False) -> None:
    """Compare with the gradient of whole numbers, of the sample with a tie or of all five."""
    for what, scale, (X, labels, W) in forms(*WHOLE):
        X, labels = (X[[TIED]], labels[[TIED]]) if single else (X, labels)
        gradient = scale * right
        GRADIENT.close(
            result(func, *((X[0], labels[0]) if single else (X, labels)), W, shape=None, pure=True),
            gradient,
            lambda _, gradient=gradient: gradient,
            X,
            W,
            labels.tolist(),
            1.0,
            where=f" of {'one sample' if single else 'five samples'} ({what})",
            n_samples=len(X),
        )


def gradient_sample(func: Function) -> None:
    """Check the gradient of one sample: several margins, other types, and that arguments stay."""
    _off_kink(func, batch=False)
    _in_all_forms(func, TIED_GRADIENT, single=True)
    require_fresh(func, (SAMPLE, 0, WEIGHTS), (SAMPLE, 3, WEIGHTS))
    passed("hinge_gradient_sample: right for one sample, with any margin; the arguments stay")


def gradient_sample_kink(func: Function) -> None:
    """Check that a rival exactly at the kink does not count."""
    _compare(func, AT_KINK, batch=False)
    passed("hinge_gradient_sample: a rival exactly at the kink does not count")


def gradient_values(func: Function) -> None:
    """Check the gradient of one sample at several margins, and that of a batch."""
    _off_kink(func, batch=True)
    X, labels, W = WHOLE[0].astype(float), WHOLE[1], WHOLE[2].astype(float)
    GRADIENT.close(
        result(func, X, labels, W, shape=None),
        WHOLE_GRADIENT,
        lambda _: WHOLE_GRADIENT,
        X,
        W,
        labels.tolist(),
        1.0,
        where=" of five samples, with a class that comes twice",
        n_samples=5,
    )
    passed("hinge_gradient: right for one sample, and a mean over a batch")


def gradient_kink(func: Function) -> None:
    """Check that a rival exactly at the kink does not count."""
    _compare(func, AT_KINK, batch=True)
    passed("hinge_gradient: a rival exactly at the kink does not count")


def gradient_inputs(func: Function) -> None:
    """Check other types, layouts and sizes, and that the arguments are left as they were."""
    _in_all_forms(func, WHOLE_GRADIENT)
    X, labels, W = WHOLE
    require_fresh(func, (X, labels, W), (X, labels, -W))
    passed("hinge_gradient: the type of the data does not matter, and the arguments stay")
