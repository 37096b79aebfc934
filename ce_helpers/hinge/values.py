"""Visible checks of the hinge loss and its gradients, on scores that are easy to add up by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ce_helpers.checking import call, close, passed, result, scalar
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


def hinge_loss_values(func: Function) -> None:
    """Check the loss of one sample, at several margins."""
    for (label, margin), cost in LOSSES.items():
        labels = np.array([label])
        LOSS.close(
            scalar(func, ONE, labels, COSTLY, margin=margin),
            cost,
            lambda other, label=label: LOSSES[label, other],
            COSTLY,
            labels,
            margin,
            where=f" of one sample (scores 3, 2.5, 0 and 4; true class {label}, margin {margin:g})",
        )
    passed("hinge_loss: right for one sample, with any margin")


def hinge_loss_batch(func: Function) -> None:
    """Check that the loss is a mean over samples, each with its own label."""
    W = np.array([[1.0, -2.0, 0.5], [0.0, 1.0, 3.0]])
    X, labels = np.array([[1.0, 2.0], [-1.0, 0.5], [3.0, 1.0], [0.0, -1.0]]), np.array([0, 2, 2, 0])
    single = [scalar(func, X[[i]], labels[[i]], W) for i in range(4)]
    close(
        scalar(func, X, labels, W),
        np.mean(single),
        "the loss of four samples",
        n_samples=4,
        otherwise="it should be the mean of the four single losses, each with its own label",
    )
    close(
        scalar(func, X, labels, 0 * W),
        2.0,
        "the loss of four samples in three classes at weights of 0",
        n_samples=4,
        otherwise="all scores are 0, so each rival costs the margin",
    )
    whole = (2 * X).astype(int), labels, (2 * W).astype(int)
    close(
        scalar(func, *whole),
        scalar(func, 2 * X, labels, 2 * W),
        "the loss of integer data",
        otherwise="it is that of the same data as floats",
    )
    call(func, X, labels, W, pure=True)
    passed("hinge_loss: a mean over the samples; integers work, and the arguments stay")


def _columns(label: int, margin: float) -> Array:
    return SAMPLE[:, np.newaxis] * np.array(FACTORS[label, margin], dtype=float)


def _compare(func: Function, X: Array, label: int, margin: float) -> None:
    """Compare with the gradient of the sample, handed over as (D,) or as a batch of one."""
    labels = np.array([label])
    GRADIENT.close(
        result(
            func, X, labels if X.ndim == 2 else label, WEIGHTS, shape=WEIGHTS.shape, margin=margin
        ),
        _columns(label, margin),
        lambda other: _columns(label, other),
        SAMPLE[np.newaxis],
        SCORES,
        labels,
        margin,
        where=f" of one sample (scores 1¾, ½, 2¼, 3, 1, ¼ and −½; true class {label}, margin "
        f"{margin:g}{', so that u_1 is exactly 0' * ((label, margin) == AT_KINK)})",
    )


def _off_kink(func: Function, X: Array) -> None:
    for case in FACTORS:
        if case != AT_KINK:
            _compare(func, X, *case)


def gradient_sample(func: Function) -> None:
    """Check the gradient of one sample, at several margins."""
    _off_kink(func, SAMPLE)
    passed("hinge_gradient_sample: right for one sample, with any margin")


def gradient_sample_kink(func: Function) -> None:
    """Check that a rival exactly at the kink does not count."""
    _compare(func, SAMPLE, *AT_KINK)
    passed("hinge_gradient_sample: a rival exactly at the kink does not count")


def gradient_values(func: Function) -> None:
    """Check the gradient of one sample, and that of a batch as the mean over its samples."""
    _off_kink(func, SAMPLE[np.newaxis])
    X = np.array([[2.0, -1.0], [1.0, 1.0], [0.5, -2.0], [-1.0, 3.0]])
    labels, shape = np.array([0, 3, 0, 0]), WEIGHTS.shape
    single = [result(func, X[[i]], labels[[i]], WEIGHTS, shape=shape) for i in range(4)]
    close(
        result(func, X, labels, WEIGHTS, shape=shape),
        np.mean(single, axis=0),
        "the gradient of four samples, three of them of one class,",
        n_samples=4,
        otherwise="it should be the mean of the four single gradients; dW[:, labels] -= … counts "
        "a label that comes several times only once",
    )
    passed("hinge_gradient: right for one sample, and a mean over a batch")


def gradient_kink(func: Function) -> None:
    """Check that a rival exactly at the kink does not count."""
    _compare(func, SAMPLE[np.newaxis], *AT_KINK)
    passed("hinge_gradient: a rival exactly at the kink does not count")


def gradient_inputs(func: Function) -> None:
    """Check integers, float32, and that the arguments are left as they were."""
    X, labels = np.array([[2, -1], [1, 1], [0, -2]]), np.array([0, 3, 0])
    W = np.array([[0, 1, 1, -2], [-1, 0, -1, -1]])
    right = np.array([[-3, 3, 3, -3], [7, 0, -2, -5]]) / 3
    for kind in (float, int, np.float32):
        close(
            result(func, X.astype(kind), labels, W.astype(kind), shape=(2, 4)),
            right,
            f"the gradient of three samples of type {np.dtype(kind)}",
            n_samples=3,
            otherwise="add x times its row of B over the samples, and divide by their number; "
            "fill no array of integers",
        )
    call(func, X.astype(float), labels, W.astype(float), pure=True)
    passed("hinge_gradient: integers and float32 work, and the arguments stay")
