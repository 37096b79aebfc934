"""Visible checks of `cce_loss` and `cce_gradient` in 02_cross_entropy.

Where logits are small, values are compared with the printed formula as it stands; far out with
the limits that it has. Where one property is tested, a student's own values stand for the others,
so that one mistake costs one test.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np

from ce_helpers.checking import (
    Array,
    CheckFailed,
    Function,
    Mistakes,
    close,
    name_of,
    passed,
    require,
    require_fresh,
    result,
)
from ce_helpers.cross_entropy.entropy import number
from ce_helpers.numeric import central_gradient
from ce_helpers.properties import Property

LOGITS = np.array([[0.5, -1.0, 2.0, 0.0], [1.0, 1.0, -2.0, 0.3], [-0.7, 0.2, 0.1, 1.5]])
TARGETS = np.eye(4)[[2, 0, 2]]
SOFT = np.array([[0.1, 0.2, 0.3, 0.4], [0.7, 0.0, 0.3, 0.0], [0.25, 0.25, 0.25, 0.25]])
PAIR, SECOND = np.array([[1.0, 2.0]]), np.array([[0.0, 1.0]])  # one sample of two classes
# batches whose rows have one maximum, which so many classes share
FAR = np.array([
    [[1e4, 0.0, -1e4, 1e4], [-1e4, 1e4, 0.0, 0.0]],
    [[-4000.0, -1e4, -1e4, -4000.0], [-1e4, -1e4, -4000.0, -1e4]],
])  # fmt: skip
WINNERS = (2, 1, 2, 1)
APART = np.array([[9990.0], [-9990.0], [0.0]])  # a shift for each row of LOGITS
COUNTS, COUNTED = np.array([[1, 0, 3], [0, 2, 1]]), np.array([[0, 1, 0], [1, 0, 0]])
SHARED = np.array([[0.5, 0.25, 0.25], [0.0, 0.25, 0.75]])  # soft targets for COUNTS


def softmax_by_definition(Z: Array) -> Array:
    """Return softmax row by row as it is printed: for small logits alone."""
    return np.exp(Z) / np.exp(Z).sum(axis=-1, keepdims=True)


def loss_by_definition(Z: Array, Y: Array) -> float:
    """Return the mean loss as it is printed: for small logits alone."""
    return float(-(Y * np.log(softmax_by_definition(Z))).sum() / len(Z))


def _scaled(right: Array | float, n_classes: int) -> Mistakes:
    """Return the losses with another logarithm, divisor or sign."""
    return {
        "is divided by C as well: average over the samples, sum over the classes": (
            right / n_classes
        ),
        "is in bits: take the natural logarithm": right / np.log(2),
        "is in tenths of a decade: take the natural logarithm, not log10": right / np.log(10),
        "has the wrong sign: −log of a probability is positive": -right,
    }


def _wrong_softmaxes(Z: Array) -> dict[str, Array]:
    """Return softmax with a wrong sum, before and after a shift of each row."""
    plain, shifted = np.exp(Z), np.exp(Z - Z.max(axis=1, keepdims=True))
    return {
        "sums the exponentials of the whole batch: each row has its own sum": plain / plain.sum(),
        "has one normaliser for the whole batch: sum with axis=1": shifted / shifted.sum(),
        "is normalised over the samples: sum over the classes, axis=1": plain / plain.sum(axis=0),
        "divides by sums over the samples: sum over the classes, axis=1": (
            shifted / shifted.sum(axis=0)
        ),
    }


def _loss_mistakes(Z: Array, Y: Array) -> Mistakes:
    N, right, A = len(Z), loss_by_definition(Z, Y), softmax_by_definition(Z)
    at_target = float((Y * A).sum() / N)
    return {
        "is the sum over the batch: take the mean over the samples": N * right,
        **_scaled(right, Z.shape[1]),
        "applies softmax twice: Z holds logits": loss_by_definition(A, Y),
        "is the probability of the target: its logarithm is missing": at_target,
        "is 1 minus the probability of the target: its logarithm is missing": 1 - at_target,
        "is divided by N once too often": right / N,
        "is that of C separate yes-or-no questions: the classes share one softmax": (
            right - ((1 - Y) * np.log1p(-A)).sum() / N
        ),
        **{name: -(Y * np.log(B)).sum() / N for name, B in _wrong_softmaxes(Z).items()},
        "is that of the first row alone: return after the loop": loss_by_definition(Z[:1], Y[:1]),
        "is rounded to four digits: return all of them": round(right, 4),
    }


def _gradient_mistakes(Z: Array, Y: Array) -> Mistakes:
    (N, C), A = Z.shape, softmax_by_definition(Z)
    G, columns, hottest = (A - Y) / N, (Y.sum(axis=0) > 0) / N, np.eye(C)[Y.argmax(axis=1)]
    return {
        "is y − a, as in 001's last line: with it a descent step raises the loss": -G,
        "is N times too large: the loss is a mean, so divide by N": N * G,
        "is N times too small: it is divided by N twice": G / N,
        "is divided by C as well: average over the samples alone": G / C,
        "is softmax alone: the target is not subtracted": A / N,
        "takes the largest target for a 1: subtract all of Y, which may be soft": (
            (A - hottest) / N
        ),
        "is right at the target alone: a logit reaches the loss through every output, so the other "
        "classes are pushed down as well": G * (Y == Y.max(axis=1, keepdims=True)),
        "is −y/a, the derivative with respect to the probabilities, not the logits": -Y / A / N,
        "subtracts 1 in every row of a column (G[:, labels] -= 1): pair each row with its own "
        "label": A / N - columns,
        "subtracts the target after dividing by N: divide the difference": A / N - Y,
        "pulls up the class beside the target: in code labels count from 0": (
            A / N - np.roll(Y, 1, axis=1) / N
        ),
        **{name: (B - Y) / N for name, B in _wrong_softmaxes(Z).items()},
        "is rounded to four digits: return all of them": np.round(G, 4),
    }


LOSS = Property(
    "cce_loss(Z, Y)", "it is the mean over the rows of −log softmax at the target", _loss_mistakes
)
SOFT_LOSS = Property(
    "cce_loss of soft targets",
    "weight the loss of every class with its target, −Σ_c y_c log a_c",
    lambda losses, y: {"is that of the largest target alone": losses[y.argmax()]},
    rtol=1e-6,
)
FAR_LOSS = Property(
    "cce_loss for logits up to 10 000",
    "compute it as max z − z_c + log Σ exp(z − max z), because a probability that was rounded or "
    "clipped has lost the tail",
    lambda right: _scaled(right, len(right)),
    atol=1e-9,
)
GRADIENT = Property(
    "cce_gradient(Z, Y)", "one sample has a − y, of which the mean takes 1/N", _gradient_mistakes
)
FAR_GRADIENT = Property(
    "cce_gradient for logits up to 10 000",
    "where a logit leads by 60 or by 10 000, its probability is 1 to rounding",
    atol=1e-9,
)


def losses_by_target(func: Function, z: Array, **options: bool) -> Array:
    """Return a student's loss of one row of logits for each class as the target, shape (C,)."""
    rows = np.eye(z.size)[:, np.newaxis]
    return np.array([number(func, z[np.newaxis], row, **options) for row in rows])


def cce_loss_values(func: Function) -> None:
    """Compare a batch, and a single sample of two classes, with the printed formula."""
    for Z, Y in ((LOGITS, TARGETS), (PAIR, SECOND)):
        LOSS.close(number(func, Z, Y), loss_by_definition(Z, Y), Z, Y)
    passed("cce_loss: the printed formula, the mean over samples")


def cce_loss_soft(func: Function) -> None:
    """Check targets that are no single 1: the loss is linear in the target row."""
    require_soft(func, LOGITS[0], SOFT)
    passed("cce_loss: soft targets weight the classes")


def require_soft(func: Function, z: Array, targets: Array) -> None:
    """Require that the loss of soft targets is the average of those for a single class.

    Parameters
    ----------
    func : callable
        The student's loss, of which a wrong factor or sign is no matter here.
    z : ndarray, shape (C,)
        Logits that are not all equal.
    targets : ndarray, shape (N, C)
        Rows that sum to 1.
    """
    require_follows_target(func)
    losses = losses_by_target(func, z)
    for y in targets:
        SOFT_LOSS.close(number(func, z[np.newaxis], y[np.newaxis]), y @ losses, losses, y)


def require_follows_target(func: Function) -> None:
    """Require that the loss falls, or rises, with the logit of a row's target."""
    z, (_, *others) = LOGITS[0], TARGETS
    targets = [np.stack([y, *others]) for y in np.eye(4)]
    losses = np.array([result(func, LOGITS, Y, shape=None).sum() for Y in targets])
    slope, spread = (losses - losses.mean()) @ (z - z.mean()), np.std(losses) * np.std(z)
    require(
        abs(slope) > z.size * spread / 2 > 0,
        f"{name_of(func)} hardly depends on which class is the target: it is −log softmax there.",
    )


def cce_loss_stable(func: Function) -> None:
    """Check logits up to ±10 000: quiet, and exact where the probability rounds to 0."""
    for z, winners in zip(FAR.reshape(-1, 4), WINNERS, strict=True):
        right = z.max() - z + np.log(winners)
        FAR_LOSS.close(losses_by_target(func, z, stable=True), right, right)
    require_own_shift(partial(number, func), LOGITS, TARGETS, APART)
    passed("cce_loss: quiet and exact for logits up to 10 000")


def require_own_shift(value: partial[Any], Z: Array, Y: Array, shift: Array) -> None:
    """Require that a shift of each row by thousands changes nothing and warns of nothing.

    Parameters
    ----------
    value : partial
        Calls and reads the student's function, which is known to be quiet for a single row.
    Z, Y : ndarray, shape (N, C)
        Logits of moderate size, and targets.
    shift : ndarray, shape (N, 1)
        Rows that lie thousands apart.
    """
    expected, name = value(Z, Y), name_of(value.args[0])
    try:
        moved = value(Z + shift, Y, stable=True)
    except CheckFailed as error:
        raise CheckFailed(
            f"{name} serves one row of large logits, but not a batch whose rows lie far apart: "
            "shift each row by its own maximum, with axis=1 and keepdims=True."
        ) from error
    close(
        moved,
        expected,
        f"{name} of rows that are shifted by thousands",
        atol=1e-9,
        otherwise="the shift should change nothing: subtract the maximum of each row on its own",
    )


def cce_loss_types(func: Function) -> None:
    """Check one number, integers, float32, and that the arguments are left as they were."""
    shape = result(func, LOGITS, TARGETS, shape=None).shape
    require(shape == (), f"cce_loss should return one number, not {shape}: average over the batch.")
    require_follows_target(func)
    require_types(func, COUNTS, COUNTED, SHARED, ())
    passed("cce_loss: one number; integers and float32 work; Z and Y are left as they were")


def require_types(
    func: Function, Z: Array, hot: Array, soft: Array, shape: tuple[int, ...]
) -> None:
    """Require the same value for integers and float32, and arguments that are left alone.

    Parameters
    ----------
    func : callable
        The student's function of Z and Y.
    Z, hot : ndarray of int, shape (N, C)
        Logits and one-hot targets.
    soft : ndarray of float, shape (N, C)
        Soft targets.
    shape : tuple of int
        That of its value.
    """
    name, floats = name_of(func), (Z.astype(float), hot.astype(float))
    expected = result(func, *floats, shape=shape, pure=True)
    single = [array.astype(np.float32) for array in floats]
    way_on = "it should equal that of the same floats: fill no array that is made of integers"
    for kind, given, right in (
        ("integers", (Z, hot), expected),
        ("integers with soft targets", (Z, soft), result(func, floats[0], soft, shape=shape)),
        ("float32", single, expected),
    ):
        value = result(func, *given, shape=shape, pure=True)
        close(value, right, f"{name} of {kind}", otherwise=way_on)
    for array in floats:
        array.flags.writeable = False
    result(func, *floats, shape=shape, pure=True)


def cce_gradient_values(func: Function) -> None:
    """Compare with central differences of the printed loss: one-hot, soft, hopeless, a pair."""
    hopeless = LOGITS - 20 * TARGETS
    for Z, Y in ((LOGITS, TARGETS), (LOGITS, SOFT), (hopeless, TARGETS), (PAIR, SECOND)):
        measured = central_gradient(partial(loss_by_definition, Y=Y), Z)
        where = ", compared with central differences,"
        if Z is hopeless:
            where = " where the target has hardly any probability"
        G = result(func, Z, Y, shape=Z.shape)
        GRADIENT.close(G, measured, Z, Y, where=where, rtol=1e-6, atol=1e-8)
    require_fresh(func, (LOGITS, TARGETS), (LOGITS, SOFT))
    passed("cce_gradient: agrees with central differences of the loss")


def cce_gradient_stable(func: Function) -> None:
    """Check logits up to ±10 000: a shift changes nothing, far winners have probability 1."""
    require_sees_logits(func)
    for Z in FAR:
        require_far_limit(func, Z, TARGETS[:2])
    require_own_shift(partial(result, func, shape=LOGITS.shape), LOGITS, TARGETS, APART)
    passed("cce_gradient: quiet for logits up to 10 000, unchanged by a shift of a row")


def require_far_limit(func: Function, Z: Array, Y: Array) -> None:
    """Require the gradient far out to be that of logits a hundred times smaller.

    Parameters
    ----------
    func : callable
        The student's gradient.
    Z, Y : ndarray, shape (N, C)
        Logits whose differences are 0 or at least 6000, with one maximum for all rows; targets.
    """
    far = result(func, Z, Y, shape=Z.shape, stable=True)
    FAR_GRADIENT.close(far, result(func, (Z - Z.max()) / 100, Y, shape=Z.shape))


def require_sees_logits(func: Function) -> None:
    """Require a gradient that a shift leaves alone, and other logits do not."""
    here, there, moved, again = (
        result(func, Z, TARGETS, shape=Z.shape) for Z in (LOGITS, -LOGITS, LOGITS + 1, LOGITS)
    )
    name = name_of(func)
    require(
        np.allclose(here, again),
        f"{name} returns other values when it is called again: make a new array in each call.",
    )
    require(
        not np.allclose(here, there), f"{name} is the same for all logits: softmax of Z is missing."
    )
    require(
        np.allclose(here, moved),
        f"{name} changes when all logits of a row grow by 1, which leaves softmax as it is.",
    )


def cce_gradient_types(func: Function) -> None:
    """Check integers, float32, and that the arguments are left as they were."""
    require_sees_logits(func)
    require_types(func, COUNTS, COUNTED, SHARED, COUNTS.shape)
    passed("cce_gradient: integers and float32 work; Z and Y are left as they were")
