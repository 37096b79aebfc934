"""Visible checks of `cce_loss` and `cce_gradient` in 02_cross_entropy.

Where logits are small, values are compared with the printed formula as it stands; far out with
the limits that it has. Where one property is tested, a student's own values stand for the others,
so that one mistake costs one test.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np

from ce_helpers.calls import require_fresh, result
from ce_helpers.checking import Array, CheckFailed, Function, name_of, passed, require
from ce_helpers.closeness import close
from ce_helpers.cross_entropy.entropy import number
from ce_helpers.cross_entropy.mistakes import (
    FAR_GRADIENT,
    FAR_LOSS,
    GRADIENT,
    LOSS,
    SOFT_LOSS,
    loss_by_definition,
)
from ce_helpers.numeric import central_gradient

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
