"""Visible checks of `cce_loss` and `cce_gradient` in 02_cross_entropy.

Where logits are small, values are compared with the printed formula as it stands; far out with
the limits that it has. Where one property is tested, a student's own values stand for the others,
so that one mistake costs one test.
"""

from __future__ import annotations

from functools import partial
from itertools import permutations
from typing import Any

import numpy as np

from ce_helpers import printed
from ce_helpers.calls import require_fresh, result
from ce_helpers.cascade import builds_on
from ce_helpers.checking import Array, CheckFailed, Function, name_of, require
from ce_helpers.checks import visible
from ce_helpers.closeness import close
from ce_helpers.cross_entropy.entropy import (
    SHAPES,
    Rng,
    cross_entropy_axis,
    cross_entropy_tail,
    cross_entropy_values,
    number,
)
from ce_helpers.cross_entropy.mistakes import FAR_GRADIENT, FAR_LOSS, GRADIENT, LOSS, SOFT_LOSS
from ce_helpers.numeric import complex_step_gradient

LOGITS = np.array([[0.5, -1.0, 2.0, 0.0], [1.0, 1.0, -2.0, 0.3], [-0.7, 0.2, 0.1, 1.5]])
TARGETS = np.eye(4)[[2, 0, 2]]
LEVELS = (-1e4, -3500.0, 3000.0, 9500.0)  # logits that lie thousands apart
GAPS = np.array([5.0, 12.0, 15.0, 40.0, 300.0, 600.0])  # of a target behind its rivals
LEADS = np.array([15.0, 18.0, 21.0, 24.0, 27.0, 30.0])  # of a target, whose rivals still count

_on_cross_entropy = builds_on(
    cross_entropy=(cross_entropy_values, cross_entropy_tail, cross_entropy_axis)
)


def _one_hot_targets(rng: Rng, shape: tuple[int, int]) -> Array:
    """Return one-hot rows in Fortran's order, without the last class if there are three or more."""
    labels = rng.integers(0, max(shape[1] - 1, 2), shape[0])
    return np.asfortranarray(np.eye(shape[1])[labels])


def _soft_targets(rng: Rng, shape: tuple[int, int]) -> Array:
    """Return rows of positive numbers that sum to 1, with one zero in each."""
    rows = 10 ** rng.uniform(-3, 0, shape)  # small ones count as well
    rows[np.arange(shape[0]), rng.integers(0, shape[1], shape[0])] = 0.0
    return rows / rows.sum(axis=1, keepdims=True)


def _mixed_targets(rng: Rng, shape: tuple[int, int]) -> Array:
    """Return soft rows of which, in a batch, the first is one-hot."""
    rows = _soft_targets(rng, shape)
    if shape[0] > 1:
        rows[0] = np.eye(shape[1])[rng.integers(shape[1])]
    return rows


def _losses_by_target(func: Function, z: Array, **options: bool) -> Array:
    """Return a student's loss of one row of logits for each class as the target, shape (C,)."""
    rows = np.eye(z.size)[:, np.newaxis]
    return np.array([number(func, z[np.newaxis], row, **options) for row in rows])


@visible("cce_loss: the printed formula, the mean over samples")
@_on_cross_entropy
def cce_loss_values(func: Function, rng: Rng) -> None:
    """Compare batches, and single samples, with the printed formula: one-hot targets."""
    for shape in (*SHAPES, *SHAPES):
        Z, Y = rng.uniform(-3, 3, shape), _one_hot_targets(rng, shape)
        LOSS.close(number(func, Z, Y), printed.cce_loss(Z, Y), Z, Y)


@visible("cce_loss: soft targets weight the classes")
@_on_cross_entropy
def cce_loss_soft(func: Function, rng: Rng) -> None:
    """Check targets that are no single 1: their loss is the average of those for one class.

    A wrong factor or sign of the student's losses is no matter here.
    """
    _require_follows_target(func)
    for n_classes in (2, 3, 5):
        z = rng.normal(0, 2, n_classes)
        losses = _losses_by_target(func, z)
        for y in _soft_targets(rng, (3, n_classes)):
            SOFT_LOSS.close(number(func, z[np.newaxis], y[np.newaxis]), y @ losses, losses, y)
    _require_mixture(func, rng)


def _require_mixture(func: Function, rng: Rng) -> None:
    """Require the loss of a batch of mixed targets to be the mixture of the losses."""
    Z, one = rng.normal(0, 2, (5, 3)), np.eye(3)[rng.integers(3, size=5)]
    other = np.vstack([one[:1], np.roll(one[1:], 1, axis=1)])  # the first row stays one-hot
    mixed, *ends = (
        result(func, Z, Y, shape=None).sum() for Y in (0.3 * one + 0.7 * other, one, other)
    )
    close(
        mixed,
        0.3 * ends[0] + 0.7 * ends[1],
        "cce_loss of a batch with soft and one-hot targets",
        rtol=1e-6,
        otherwise="one formula serves all rows, −Σ_c y_c log a_c and then their mean: no row is "
        "treated by what the others are",
    )


def _require_follows_target(func: Function) -> None:
    """Require that the loss falls, or rises, with the logit of a row's target."""
    z, (_, *others) = LOGITS[0], TARGETS
    targets = [np.stack([y, *others]) for y in np.eye(4)]
    losses = np.array([result(func, LOGITS, Y, shape=None).sum() for Y in targets])
    slope, spread = (losses - losses.mean()) @ (z - z.mean()), np.std(losses) * np.std(z)
    require(
        abs(slope) > z.size * spread / 2 > 0,
        f"{name_of(func)} hardly depends on which class is the target: it is −log softmax there.",
    )


@visible("cce_loss: quiet and exact for logits up to 10 000")
@_on_cross_entropy
def cce_loss_stable(func: Function, rng: Rng) -> None:
    """Check logits up to ±10 000: quiet, and exact where the probability rounds to 0."""
    far, tie = rng.permutation(LEVELS) + rng.uniform(-400, 400, 4), rng.choice(LEVELS, 3)
    tie[rng.permutation(3)[:2]] = 9800.0
    # where all others are far behind, as many as lead share the first place
    for z in (far, tie):
        limit = z.max() - z + np.log(np.sum(z == z.max()))
        FAR_LOSS.close(_losses_by_target(func, z, stable=True), limit, limit)
        _require_soft_far(func, z, limit, _soft_targets(rng, (1, z.size)))
    # the printed formula sees no overflow here
    for z in (np.append(0.0, -1.2 * GAPS), np.append(0.0, -LEADS), -GAPS):
        right = _losses_by_target(printed.cce_loss, z)
        FAR_LOSS.close(_losses_by_target(func, z, stable=True), right, right)
    _require_own_shift(partial(number, func), rng)


def _require_soft_far(func: Function, z: Array, right: Array, y: Array) -> None:
    """Require the same of soft targets, where those of small logits are right."""
    near = LOGITS[0, : z.size]
    if np.isclose(number(func, near[np.newaxis], y), y @ _losses_by_target(func, near)):
        FAR_LOSS.close(number(func, z[np.newaxis], y, stable=True), (y @ right).item(), right)


def _require_own_shift(value: partial[Any], rng: Rng) -> None:
    """Require that a shift of each row by thousands changes nothing and warns of nothing.

    `value` calls and reads the student's function, which is known to be quiet for a single row.
    """
    Z, Y = rng.normal(0, 2, (5, 3)), _one_hot_targets(rng, (5, 3))
    shift = rng.permutation([9900.0, -9900.0, 0.0, 5000.0, -5000.0])[:, np.newaxis]
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


@visible("cce_loss: one number; integers and float32 work; Z and Y are left as they were")
@_on_cross_entropy
def cce_loss_types(func: Function, rng: Rng) -> None:
    """Check one number, integers, float32, and that the arguments are left as they were."""
    shape = result(func, LOGITS, TARGETS, shape=None).shape
    require(shape == (), f"cce_loss should return one number, not {shape}: average over the batch.")
    _require_follows_target(func)
    _require_types(func, rng, ())


def _require_types(func: Function, rng: Rng, shape: tuple[int, ...]) -> None:
    """Require the same value for integers and float32, and arguments that are left alone."""
    Z, hot = rng.integers(-4, 5, (5, 3)), _one_hot_targets(rng, (5, 3)).astype(int)
    name, soft, floats = name_of(func), _soft_targets(rng, (5, 3)), (Z * 1.0, hot * 1.0)
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


@visible("cce_gradient: agrees with measured derivatives of the loss")
def cce_gradient_values(func: Function, rng: Rng) -> None:
    """Compare with measured derivatives of the printed loss: one-hot, soft, and hopeless rows."""
    drawn = [
        (rng.normal(0, 2, shape), targets(rng, shape))
        for shape in SHAPES
        for targets in (_one_hot_targets, _mixed_targets)
    ]
    near, Y = rng.normal(0, 0.5, (6, 3)), _one_hot_targets(rng, (6, 3))
    hopeless = near - GAPS[:, np.newaxis] * Y
    for Z, targets, where in (
        *((*pair, "") for pair in drawn),
        (hopeless, Y, " where the target has hardly any probability"),
        (near + LEADS[:, np.newaxis] * Y, Y, " where the target is nearly sure"),
        (-40.0 * np.array(list(permutations(range(3)))), Y, " where one class is sure"),
    ):
        G, measured = result(func, Z, targets, shape=Z.shape), _slope(Z, targets)
        GRADIENT.close(G, measured, Z, targets, where=where, atol=1e-14)
    require_fresh(func, (near, Y), (hopeless, Y))


def _slope(Z: Array, Y: Array) -> Array:
    """Return the gradient of the printed loss, measured row by row to rounding."""
    rows = [
        complex_step_gradient(partial(printed.cce_loss, Y=y[np.newaxis]), z[np.newaxis])
        for z, y in zip(Z, Y, strict=True)
    ]
    return np.concatenate(rows) / len(Z)


@visible("cce_gradient: quiet for logits up to 10 000, unchanged by a shift of a row")
def cce_gradient_stable(func: Function, rng: Rng) -> None:
    """Check logits up to ±10 000: a shift changes nothing, far winners have probability 1."""
    _require_sees_logits(func)
    for n_classes, top in ((2, 3), (3, 1), (5, 2)):
        # each difference is 0 or 6000 and more: a hundredth of it decides a row as well
        Z = rng.choice(LEVELS[: top + 1], (4, n_classes))
        if n_classes > 2:  # a class that is far behind in every row
            Z[:, -1] = LEVELS[0]
        Z[np.arange(4), rng.integers(0, max(n_classes - 1, 2), 4)] = LEVELS[top]
        for targets in (_one_hot_targets, _mixed_targets):
            Y = targets(rng, Z.shape)
            far = result(func, Z, Y, shape=Z.shape, stable=True)
            FAR_GRADIENT.close(far, result(func, (Z - Z.max()) / 100, Y, shape=Z.shape))
    _require_own_shift(partial(result, func, shape=(5, 3)), rng)


def _require_sees_logits(func: Function) -> None:
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


@visible("cce_gradient: integers and float32 work; Z and Y are left as they were")
def cce_gradient_types(func: Function, rng: Rng) -> None:
    """Check integers, float32, and that the arguments are left as they were."""
    _require_sees_logits(func)
    _require_types(func, rng, (5, 3))
