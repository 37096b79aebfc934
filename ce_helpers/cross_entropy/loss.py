"""Visible checks of `cce_loss` and `cce_gradient` in 02_cross_entropy.

Where logits are small, values are compared with the printed formula as it stands; far out with
the limits that it has. Where one property is tested, a student's own values stand for the others,
so that one mistake costs one test.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from ce_helpers.checking import (
    Array,
    Function,
    Mistakes,
    as_scalar,
    call,
    close,
    name_of,
    passed,
    require,
    result,
)
from ce_helpers.numeric import central_gradient
from ce_helpers.properties import Property

LOGITS = np.array([[0.5, -1.0, 2.0, 0.0], [1.0, 1.0, -2.0, 0.3], [-0.7, 0.2, 0.1, 1.5]])
TARGETS = np.eye(4)[[2, 0, 2]]
SOFT = np.array([[0.1, 0.2, 0.3, 0.4], [0.7, 0.0, 0.3, 0.0], [0.25, 0.25, 0.25, 0.25]])
FAR = np.array([[1e4, 0.0, -1e4, 9999.0], [-1e4, -1e4, -9990.0, 1e4]])
APART = np.array([[9990.0], [-9990.0], [0.0]])  # a shift for each row of LOGITS
COUNTS, COUNTED = np.array([[1, 0, 3], [0, 2, 1]]), np.array([[0, 1, 0], [1, 0, 0]])


def softmax_by_definition(Z: Array) -> Array:
    """Return softmax row by row as it is printed: for small logits alone."""
    return np.exp(Z) / np.exp(Z).sum(axis=-1, keepdims=True)


def loss_by_definition(Z: Array, Y: Array) -> float:
    """Return the mean loss as it is printed: for small logits alone."""
    return float(-(Y * np.log(softmax_by_definition(Z))).sum() / len(Z))


def _loss_mistakes(Z: Array, Y: Array) -> Mistakes:
    (N, C), right, A = Z.shape, loss_by_definition(Z, Y), softmax_by_definition(Z)
    shifted = Z - Z.max(axis=1, keepdims=True)
    at_target = float((Y * A).sum() / N)
    return {
        "is the sum over the batch: take the mean over the samples": N * right,
        "is divided by C as well: average over the samples, sum over the classes": right / C,
        "is in bits: take the natural logarithm": right / np.log(2),
        "is in tenths of a decade: take the natural logarithm, not log10": right / np.log(10),
        "has the wrong sign: −log of a probability is positive": -right,
        "applies softmax twice: Z holds logits": loss_by_definition(A, Y),
        "is the probability of the target: its logarithm is missing": at_target,
        "is 1 minus the probability of the target: its logarithm is missing": 1 - at_target,
        "is divided by N once too often": right / N,
        "is that of C separate yes-or-no questions: the classes share one softmax": (
            right - ((1 - Y) * np.log1p(-A)).sum() / N
        ),
        "sums the exponentials of the whole batch: each row has its own sum": (
            (Y * (np.log(np.exp(Z).sum()) - Z)).sum() / N
        ),
        "has one normaliser for the whole batch: sum with axis=1": (
            (Y * (np.log(np.exp(shifted).sum()) - shifted)).sum() / N
        ),
        "is normalised over the samples: sum over the classes, axis=1": (
            -(Y * np.log(softmax_by_definition(Z.T).T)).sum() / N
        ),
        "is that of the first row alone: return after the loop": (loss_by_definition(Z[:1], Y[:1])),
    }


def _gradient_mistakes(Z: Array, Y: Array) -> Mistakes:
    (N, C), A = Z.shape, softmax_by_definition(Z)
    G, columns = (A - Y) / N, (Y.sum(axis=0) > 0) / N
    return {
        "is y − a: its sign is that of 001's last line; the loss climbs along it": -G,
        "is N times too large: the loss is a mean, so divide by N": N * G,
        "is N times too small: it is divided by N twice": G / N,
        "is divided by C as well: average over the samples alone": G / C,
        "is softmax alone: the target is not subtracted": A / N,
        "is right at the target alone: the other classes are pushed down as well": (
            G * (Y == Y.max(axis=1, keepdims=True))
        ),
        "subtracts 1 in every row of a column (G[:, labels] -= 1): pair each row with its own "
        "label": A / N - columns,
        "subtracts the target after dividing by N: divide the difference": A / N - Y,
        "pulls up the class beside the target: do its labels count from 1": (
            A / N - np.roll(Y, 1, axis=1) / N
        ),
    }


LOSS = Property(
    "cce_loss(Z, Y)", "it is the mean over the rows of −log softmax at the target", _loss_mistakes
)
SOFT_LOSS = Property(
    "cce_loss of soft targets",
    "weight the loss of every class with its target, −Σ_c y_c log a_c",
    lambda losses, y: {"is that of the largest target alone": losses[y.argmax()]},
)
FAR_LOSS = Property(
    "cce_loss for logits up to 10 000",
    "a logarithm of a rounded or clipped probability has lost the tail; use "
    "z_c − max z − log Σ exp(z − max z)",
    atol=1e-9,
)
SHIFTED_LOSS = Property(
    "cce_loss of rows that are shifted by thousands, each on its own,",
    "the shift should change nothing: subtract the maximum of each row on its own",
    atol=1e-9,
)
GRADIENT = Property(
    "cce_gradient(Z, Y)", "one sample has a − y, of which the mean takes 1/N", _gradient_mistakes
)
SHIFTED_GRADIENT = Property(
    "cce_gradient of rows that are shifted by thousands",
    "the shift should change nothing: subtract the maximum of each row on its own",
    atol=1e-9,
)
AS_FLOATS = "it should equal that of the same floats; was an integer array filled?"


def loss_value(func: Function, Z: Array, Y: Array, **options: bool) -> float:
    """Return a student's loss as a number, also where it is an array of one.

    Parameters
    ----------
    func : callable
        The student's loss.
    Z, Y : ndarray, shape (N, C)
        Logits and targets.
    **options
        As for `call`.

    Returns
    -------
    float
        Its shape is what `cce_loss_types` alone tests.
    """
    value = call(func, Z, Y, **options)
    if isinstance(value, np.ndarray) and value.shape == (1,):
        value = value[0]
    return as_scalar(value, name_of(func))


def losses_by_target(func: Function, z: Array, **options: bool) -> Array:
    """Return a student's loss of one row of logits for each class as the target, shape (C,)."""
    rows = np.eye(z.size)[:, np.newaxis]
    return np.array([loss_value(func, z[np.newaxis], row, **options) for row in rows])


def cce_loss_values(func: Function) -> None:
    """Compare a batch, and a single sample of two classes, with the printed formula."""
    for Z, Y in ((LOGITS, TARGETS), (np.array([[1.0, 2.0]]), np.array([[0.0, 1.0]]))):
        LOSS.close(loss_value(func, Z, Y), loss_by_definition(Z, Y), Z, Y)
    passed("cce_loss: the printed formula, the mean over samples")


def cce_loss_soft(func: Function) -> None:
    """Check targets that are no single 1: the loss is linear in the target row."""
    losses = losses_by_target(func, LOGITS[0])
    for y in SOFT:
        value = loss_value(func, LOGITS[:1], y[np.newaxis])
        SOFT_LOSS.close(value, y @ losses, losses, y)
    passed("cce_loss: soft targets weight the classes")


def cce_loss_stable(func: Function) -> None:
    """Check logits up to ±10 000: quiet, and exact where the probability rounds to 0."""
    for z in FAR:
        losses = losses_by_target(func, z, stable=True)
        FAR_LOSS.close(losses - losses.min(), z.max() - z)
    value = loss_value(func, LOGITS + APART, TARGETS, stable=True)
    SHIFTED_LOSS.close(value, loss_value(func, LOGITS, TARGETS))
    passed("cce_loss: quiet and exact for logits up to 10 000")


def cce_loss_types(func: Function) -> None:
    """Check one number, integers, float32, and that the arguments are left as they were."""
    shape = np.shape(call(func, LOGITS, TARGETS))
    require(shape == (), f"cce_loss should return one number, not {shape}: average over the batch.")
    require_types(func, LOGITS, TARGETS, ())
    require_types(func, COUNTS, COUNTED, ())
    passed("cce_loss: one number; integers and float32 work; Z and Y are left as they were")


def require_types(func: Function, Z: Array, Y: Array, shape: tuple[int, ...]) -> None:
    """Require the same value for all types, of arguments that are left alone.

    Parameters
    ----------
    func : callable
        The student's function of Z and Y.
    Z, Y : ndarray, shape (N, C)
        Numbers that float32 holds well enough.
    shape : tuple of int
        That of its value.
    """
    expected, name = result(func, Z.astype(float), Y.astype(float), shape=shape), name_of(func)
    kind = "integers" if Z.dtype.kind == "i" else "floats"
    value = result(func, Z, Y, shape=shape, pure=True)
    close(value, expected, f"{name} of {kind}", otherwise=AS_FLOATS)
    single = result(func, Z.astype(np.float32), Y.astype(np.float32), shape=shape, pure=True)
    close(single.astype(np.float32), expected, f"{name} of float32")
    fixed = Z.copy(), Y.copy()
    for array in fixed:
        array.flags.writeable = False
    result(func, *fixed, shape=shape, pure=True)


def cce_gradient_values(func: Function) -> None:
    """Compare with central differences of the printed loss, one-hot and soft."""
    for Y in (TARGETS, SOFT):
        measured = central_gradient(partial(loss_by_definition, Y=Y), LOGITS)
        G, where = (
            result(func, LOGITS, Y, shape=LOGITS.shape),
            ", compared with central differences,",
        )
        GRADIENT.close(G, measured, LOGITS, Y, where=where, rtol=1e-6, atol=1e-8)
    passed("cce_gradient: agrees with central differences of the loss")


def cce_gradient_stable(func: Function) -> None:
    """Check logits up to ±10 000: a shift changes nothing, far winners have probability 1."""
    middle = result(func, LOGITS, TARGETS, shape=LOGITS.shape)
    for shift in (9998.0, -9998.0):
        moved = result(func, LOGITS + shift, TARGETS, shape=LOGITS.shape, stable=True)
        SHIFTED_GRADIENT.close(moved, middle)
    result(func, FAR, TARGETS[:2], shape=(2, 4), stable=True)
    result(func, LOGITS + APART, TARGETS, shape=LOGITS.shape, stable=True)
    passed("cce_gradient: quiet for logits up to 10 000, unchanged by a shift of a row")


def cce_gradient_types(func: Function) -> None:
    """Check integers, float32, and that the arguments are left as they were."""
    require_types(func, LOGITS, TARGETS, LOGITS.shape)
    require_types(func, COUNTS, COUNTED, COUNTS.shape)
    passed("cce_gradient: integers and float32 work; Z and Y are left as they were")
