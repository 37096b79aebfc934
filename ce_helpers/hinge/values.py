"""Visible checks of the hinge loss and its gradients, on scores that are easy to add up by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
# the factor of x in each column of the gradient for this sample, by true class and margin; the
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
AT_KINK = (4, 0.5)


# whole numbers, their loss and gradient; no u_j is 0, and some rivals tie with the true class
WHOLE = (
    np.array([[2, -1], [1, 1], [0, -2]]),
    np.array([0, 3, 0]),
    np.array([[0, 1, 1, -2], [-1, 0, -1, -1]]),
)
WHOLE_LOSS = (5 + 12 + 2) / 3
WHOLE_GRADIENT = np.array([[-3, 3, 3, -3], [7, 0, -2, -5]]) / 3
FIRST_GRADIENT = np.array([[-4, 2, 2, 0], [2, -1, -1, 0]])  # of the first of the three samples


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
            X @ W,
            labels.tolist(),
            1.0,
            where=f" of three samples ({what})",
            n_samples=3,
        )
    for n_classes in (3, 5):
        close(
            scalar(func, WHOLE[0], np.array([0, 2, 0]), np.zeros((2, n_classes))),
            n_classes - 1,
            f"the loss of three samples in {n_classes} classes at weights of 0",
            n_samples=3,
            otherwise="all scores are 0, so each rival costs the margin",
        )
    passed("hinge_loss: a mean over the samples, of any type; the arguments stay")


def _columns(label: int, margin: float) -> Array:
    return SAMPLE[:, np.newaxis] * np.array(FACTORS[label, margin], dtype=float)


def _compare(func: Function, X: Array, label: int, margin: float) -> None:
    """Compare with the gradient of the sample, handed over as (D,) or as a batch of one."""
    labels = np.array([label]) if X.ndim == 2 else label
    GRADIENT.close(
        result(func, X, labels, WEIGHTS, shape=None, margin=margin),
        _columns(label, margin),
        lambda other: _columns(label, other),
        SAMPLE[np.newaxis],
        SCORES,
        [label],
        margin,
        where=f" of one sample (scores 1¾, ½, 2¼, 3, 1, ¼ and −½; true class {label}, margin "
        f"{margin:g}{', so that u_1 is exactly 0' * ((label, margin) == AT_KINK)})",
    )


def _off_kink(func: Function, X: Array, label: Any) -> None:
    for case in FACTORS:
        if case != AT_KINK:
            _compare(func, X, *case)
    _require_default(func, X, label, WEIGHTS)


def _in_all_forms(func: Function, right: Array, *, single: bool = False) -> None:
    """Compare with the gradient of whole numbers, of the first sample or of all three."""
    for what, scale, (X, labels, W) in forms(*WHOLE):
        X, labels = (X[:1], labels[:1]) if single else (X, labels)
        gradient = scale * right
        GRADIENT.close(
            result(func, *((X[0], labels[0]) if single else (X, labels)), W, shape=None, pure=True),
            gradient,
            lambda _, gradient=gradient: gradient,
            X,
            X @ W,
            labels.tolist(),
            1.0,
            where=f" of {'one sample' if single else 'three samples'} ({what})",
            n_samples=len(X),
        )


def gradient_sample(func: Function) -> None:
    """Check the gradient of one sample: several margins, other types, and that arguments stay."""
    _off_kink(func, SAMPLE, 0)
    _in_all_forms(func, FIRST_GRADIENT, single=True)
    require_fresh(func, (SAMPLE, 0, WEIGHTS), (SAMPLE, 3, WEIGHTS))
    passed("hinge_gradient_sample: right for one sample, with any margin; the arguments stay")


def gradient_sample_kink(func: Function) -> None:
    """Check that a rival exactly at the kink does not count."""
    _compare(func, SAMPLE, *AT_KINK)
    passed("hinge_gradient_sample: a rival exactly at the kink does not count")


def gradient_values(func: Function) -> None:
    """Check the gradient of one sample at several margins, and that of a batch."""
    _off_kink(func, SAMPLE[np.newaxis], np.array([0]))
    X, labels, W = WHOLE[0].astype(float), WHOLE[1], WHOLE[2].astype(float)
    GRADIENT.close(
        result(func, X, labels, W, shape=None),
        WHOLE_GRADIENT,
        lambda _: WHOLE_GRADIENT,
        X,
        X @ W,
        labels.tolist(),
        1.0,
        where=" of three samples, two of them of one class",
        n_samples=3,
    )
    passed("hinge_gradient: right for one sample, and a mean over a batch")


def gradient_kink(func: Function) -> None:
    """Check that a rival exactly at the kink does not count."""
    _compare(func, SAMPLE[np.newaxis], *AT_KINK)
    passed("hinge_gradient: a rival exactly at the kink does not count")


def gradient_inputs(func: Function) -> None:
    """Check other types, layouts and sizes, and that the arguments are left as they were."""
    _in_all_forms(func, WHOLE_GRADIENT)
    X, labels, W = WHOLE
    require_fresh(func, (X, labels, W), (X, labels, -W))
    passed("hinge_gradient: the type of the data does not matter, and the arguments stay")
