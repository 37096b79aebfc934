"""Visible checks of `cce_loss` and `cce_gradient` in 02_cross_entropy.

The loss is pinned down by its properties (equal logits cost log C, two classes differ by their
logits, a batch is the mean of its rows), the gradient by central differences of the printed
formula.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from ce_helpers.checking import call, close, passed, require
from ce_helpers.cross_entropy.inputs import (
    APART,
    FAR,
    LOGITS,
    NEARLY,
    SOFT,
    TARGETS,
    Array,
    Function,
    result,
    scalar,
)
from ce_helpers.numeric import central_gradient


def one_sample_losses(func: Function, z: Array, stable: bool = False) -> Array:
    """Return the student's loss of one sample for each class as the target."""
    return np.array(
        [scalar(func, z[np.newaxis], row[np.newaxis], stable=stable) for row in np.eye(z.size)]
    )


def cce_loss_values(func: Function) -> None:
    """Check log C for equal logits, the differences between classes, and the mean."""
    C = 4
    equal = scalar(func, np.full((1, C), 3.0), TARGETS[:1])
    close(
        equal,
        np.log(C),
        "the loss of equal logits, which is log C whatever the target,",
        mistakes={
            "is divided by C as well: average over the samples, sum over the classes": np.log(C)
            / C,
            "is in bits: take the natural logarithm": np.log2(C),
            "is that of log10: take the natural logarithm": np.log10(C),
            "is 1/C: the logarithm is missing": 1 / C,
            "is that of the wrong sign: −log of a probability is positive": -np.log(C),
            NEARLY: np.log(C),
        },
        otherwise="every class has probability 1/C there",
    )
    z = LOGITS[0]
    losses = one_sample_losses(func, z)
    close(
        np.diff(losses),
        -np.diff(z),
        "the difference of the loss for two targets, that of their logits,",
        otherwise="take −log softmax of the logits, once, at the target",
    )
    close(np.exp(-losses).sum(), 1.0, "the sum of exp(−loss) over all targets")
    close(
        scalar(func, LOGITS, TARGETS),
        np.mean([scalar(func, LOGITS[i : i + 1], TARGETS[i : i + 1]) for i in range(3)]),
        "the loss of a batch, compared with the mean of its rows' losses,",
        n_samples=3,
        otherwise="each row has its own normaliser",
    )
    passed("cce_loss: log C for equal logits, right differences, the mean over samples")


def cce_loss_soft(func: Function) -> None:
    """Check targets that are no single 1: the loss is linear in the target row."""
    losses = one_sample_losses(func, LOGITS[0])
    for y in SOFT:
        close(
            scalar(func, LOGITS[:1], y[np.newaxis]),
            y @ losses,
            "the loss of a target row like (0.1, 0.2, 0.3, 0.4)",
            mistakes={"is that of the largest target alone": losses[y.argmax()]},
            otherwise="weight the loss of every class with its target, −Σ_c y_c log a_c",
        )
    passed("cce_loss: soft targets weight the classes")


def cce_loss_stable(func: Function) -> None:
    """Check logits up to ±10 000: quiet, and exact where the probability rounds to 0."""
    for z in FAR:
        losses = one_sample_losses(func, z, stable=True)
        close(
            losses - losses.min(),
            z.max() - z,
            "the loss for logits up to 10 000",
            atol=1e-9,
            otherwise="a logarithm of a rounded or clipped probability has lost the tail; use "
            "z_c − max z − log Σ exp(z − max z)",
        )
    close(
        scalar(func, LOGITS + APART, TARGETS, stable=True),
        scalar(func, LOGITS, TARGETS),
        "the loss of rows that are shifted by ±10 000, each on its own,",
        atol=1e-9,
        otherwise="the shift should change nothing: subtract each row's own maximum",
    )
    passed("cce_loss: quiet and exact for logits up to 10 000")


def cce_loss_types(func: Function) -> None:
    """Check one number, integers, float32, and that the arguments are left as they were."""
    expected = scalar(func, LOGITS, TARGETS)
    value = call(func, LOGITS, TARGETS)
    require(
        np.shape(value) == (),
        f"cce_loss should return one number, not {np.shape(value)}: the mean over the batch.",
    )
    single = scalar(func, LOGITS.astype(np.float32), TARGETS.astype(np.float32), pure=True)
    close(single, expected, "cce_loss of float32", rtol=1e-5)
    counts = np.array([[1, 0, 3], [0, 2, 1]])
    rows = np.array([[0, 1, 0], [1, 0, 0]])
    close(
        scalar(func, counts, rows, pure=True),
        scalar(func, counts.astype(float), rows.astype(float)),
        "cce_loss of integers",
        otherwise="it should equal the loss of the same floats; was an integer array filled?",
    )
    fixed = LOGITS.copy()
    fixed.flags.writeable = False
    scalar(func, fixed, TARGETS, pure=True)
    passed("cce_loss: one number; integers and float32 work; Z and Y are left as they were")


def printed_loss(Z: Array, Y: Array) -> float:
    """Return the mean loss by the printed formula, as it stands: for small logits alone."""
    A = np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)
    return float(-(Y * np.log(A)).sum() / len(Z))


def gradient_mistakes(G: Array, Y: Array) -> dict[str, Array]:
    """Return known mistakes, from the right gradient and one-hot or soft targets."""
    N, C = G.shape
    A_per_N, columns = G + Y / N, (Y.sum(axis=0) > 0) / N
    return {
        "is y − a: its sign is that of 001's last line; the loss climbs along it": -G,
        "is N times too large: the loss is a mean, so divide by N": N * G,
        "is N times too small: it is divided by N twice": G / N,
        "is divided by C as well: average over the samples alone": G / C,
        "is softmax alone: the target is not subtracted": A_per_N,
        "is right at the target alone: the other classes are pushed down as well": G
        * (Y == Y.max(axis=1, keepdims=True)),
        "subtracts 1 in every row of a column (G[:, labels] -= 1): pair each row with its own "
        "label": A_per_N - columns,
        "subtracts the target after dividing by N: divide the difference": A_per_N - Y,
        "pulls up the class beside the target: do its labels count from 1": A_per_N
        - np.roll(Y, 1, axis=1) / N,
    }


def cce_gradient_values(func: Function) -> None:
    """Compare with central differences of the printed loss, one-hot and soft."""
    for Y in (TARGETS, SOFT):
        measured = central_gradient(partial(printed_loss, Y=Y), LOGITS)
        G = result(func, LOGITS, Y, shape=LOGITS.shape)
        close(
            G,
            measured,
            "cce_gradient(Z, Y), compared with central differences,",
            rtol=1e-6,
            atol=1e-8,
            mistakes=gradient_mistakes(measured, Y),
            otherwise="one sample has a − y, of which the mean takes 1/N",
        )
    passed("cce_gradient: agrees with central differences of the loss")


def cce_gradient_stable(func: Function) -> None:
    """Check logits up to ±10 000: a shift changes nothing, far winners have probability 1."""
    middle = result(func, LOGITS, TARGETS, shape=LOGITS.shape)
    for shift in (1e4 - 2, -1e4 + 2):
        close(
            result(func, LOGITS + shift, TARGETS, shape=LOGITS.shape, stable=True),
            middle,
            "cce_gradient of logits that are all shifted by 10 000",
            atol=1e-9,
            otherwise="the shift should change nothing: subtract each row's maximum",
        )
    result(func, FAR, TARGETS[:2], shape=(2, 4), stable=True)
    result(func, LOGITS + APART, TARGETS, shape=LOGITS.shape, stable=True)
    passed("cce_gradient: quiet for logits up to 10 000, blind to a shift")


def cce_gradient_types(func: Function) -> None:
    """Check integers, float32, and that the arguments are left as they were."""
    expected = result(func, LOGITS, TARGETS, shape=LOGITS.shape)
    single = LOGITS.astype(np.float32), TARGETS.astype(np.float32)
    close(
        result(func, *single, shape=LOGITS.shape, pure=True).astype(np.float32),
        expected,
        "cce_gradient of float32",
    )
    counts, rows = np.array([[1, 0, 3], [0, 2, 1]]), np.array([[0, 1, 0], [1, 0, 0]])
    close(
        result(func, counts, rows, shape=(2, 3), pure=True),
        result(func, counts.astype(float), rows.astype(float), shape=(2, 3)),
        "cce_gradient of integers",
        otherwise="it should equal the gradient of the same floats; was an integer array filled?",
    )
    fixed = LOGITS.copy()
    fixed.flags.writeable = False
    result(func, fixed, TARGETS, shape=LOGITS.shape, pure=True)
    passed("cce_gradient: integers and float32 work; Z and Y are left as they were")
