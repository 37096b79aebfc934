"""Hidden tests of 02_cross_entropy: one graded property each, on fresh random inputs.

N ≠ C throughout, with a class that no sample has, and with soft targets beside one-hot ones.
"""

from __future__ import annotations

import numpy as np

from ce_helpers.checking import Array, Function, require, result
from ce_helpers.cross_entropy.entropy import (
    CROSS_ENTROPY,
    ONE_HOT,
    TAIL,
    one_hot_rows,
    require_rows,
    require_value_error,
)
from ce_helpers.cross_entropy.loss import (
    FAR_LOSS,
    GRADIENT,
    LOSS,
    SHIFTED_GRADIENT,
    SHIFTED_LOSS,
    SOFT_LOSS,
    loss_value,
    losses_by_target,
    require_types,
)
from ce_helpers.reference import cross_entropy as reference
from ce_helpers.reference.cross_entropy.symbolic import (
    dL_da,
    dL_dz_steps_ends,
    dL_dz_steps_pairs,
    repairs_loss,
    repairs_sign,
    repairs_sums,
    verdicts_gradient,
    verdicts_loss,
)
from ce_helpers.reference.seed import grading_rng

Rng = np.random.Generator
SHAPES = ((5, 3), (2, 4), (7, 6))


def labels_with_gap(rng: Rng, n_samples: int, n_classes: int) -> Array:
    """Return labels of which the last class is always absent."""
    return rng.integers(0, n_classes - 1, n_samples)


def one_hot_targets(rng: Rng, shape: tuple[int, int]) -> Array:
    """Return one-hot rows, without the last class."""
    return np.eye(shape[1])[labels_with_gap(rng, *shape)]


def soft_targets(rng: Rng, shape: tuple[int, int]) -> Array:
    """Return rows of positive numbers that sum to 1, with one zero in each."""
    rows = rng.uniform(0.05, 1.0, shape)
    rows[np.arange(shape[0]), rng.integers(0, shape[1], shape[0])] = 0.0
    return rows / rows.sum(axis=1, keepdims=True)


def one_hot_values(func: Function) -> None:
    """Compare with the rows of the identity."""
    rng = grading_rng("one_hot_values")
    for n_samples, n_classes in SHAPES:
        labels = labels_with_gap(rng, n_samples, n_classes)
        rows = one_hot_rows(func, labels, n_classes)
        ONE_HOT.close(rows, np.eye(n_classes)[labels], labels, n_classes)


def one_hot_labels(func: Function) -> None:
    """Require ValueError just outside the range, on either side, anywhere in the labels."""
    rng = grading_rng("one_hot_labels")
    for n_classes in (2, 3, 6):
        for bad in (n_classes, -1, -n_classes, n_classes + 5):
            labels = rng.integers(0, n_classes, 4)
            labels[rng.integers(4)] = bad
            require_value_error(func, labels, n_classes)


def cross_entropy_values(func: Function) -> None:
    """Compare on pairs of positive distributions."""
    rng = grading_rng("cross_entropy_values")
    for n_classes in (2, 3, 7):
        p, q = rng.dirichlet(np.ones(n_classes), 2) * 0.9 + 0.1 / n_classes
        expected = reference.cross_entropy(p, q)
        CROSS_ENTROPY.close(result(func, p, q, shape=()), expected, p, q)


def cross_entropy_tail(func: Function) -> None:
    """Compare where p and q share zeros, and where q is tiny."""
    rng = grading_rng("cross_entropy_tail")
    for n_classes in (3, 5):
        p, q = rng.dirichlet(np.ones(n_classes), 2)
        p[rng.integers(n_classes)] = 0.0
        p /= p.sum()
        q[p == 0] = 0.0
        q[np.argmax(p)] = 10.0 ** -rng.integers(20, 300)
        TAIL.close(result(func, p, q, shape=()), reference.cross_entropy(p, q), p, q)


def cross_entropy_axis(func: Function) -> None:
    """Compare on batches of any leading shape, read-only."""
    rng = grading_rng("cross_entropy_axis")
    for leading in ((3,), (4, 2), (2, 1, 3)):
        P, Q = rng.uniform(0.05, 1, (2, *leading, 4))
        P /= P.sum(axis=-1, keepdims=True)
        Q /= Q.sum(axis=-1, keepdims=True)
        P.flags.writeable = Q.flags.writeable = False
        require_rows(func, P, Q)


def cce_loss_values(func: Function) -> None:
    """Compare on one-hot targets with a class that no sample has."""
    rng = grading_rng("cce_loss_values")
    for shape in SHAPES:
        Z, Y = rng.normal(0, 3, shape), one_hot_targets(rng, shape)
        LOSS.close(loss_value(func, Z, Y), reference.cce_loss(Z, Y), Z, Y)


def cce_loss_soft(func: Function) -> None:
    """Compare on soft targets, relative to the student's own losses for one-hot targets."""
    rng = grading_rng("cce_loss_soft")
    for n_classes in (3, 5):
        z = rng.normal(0, 2, (1, n_classes))
        losses = losses_by_target(func, z[0])
        for y in soft_targets(rng, (3, n_classes)):
            SOFT_LOSS.close(loss_value(func, z, y[np.newaxis]), y @ losses, losses, y)


def cce_loss_stable(func: Function) -> None:
    """Compare differences of losses far out, and rows that are shifted by thousands."""
    rng = grading_rng("cce_loss_stable")
    for n_classes in (3, 6):
        z = rng.uniform(-1e4, 1e4, n_classes)
        losses = losses_by_target(func, z, stable=True)
        expected = losses_by_target(reference.cce_loss, z)
        FAR_LOSS.close(losses - losses.min(), expected - expected.min())
    Z, Y = rng.normal(0, 2, (5, 3)), one_hot_targets(rng, (5, 3))
    shift = rng.permutation([9900.0, -9900.0, 0.0, 5000.0, -5000.0])[:, np.newaxis]
    SHIFTED_LOSS.close(loss_value(func, Z + shift, Y, stable=True), loss_value(func, Z, Y))


def cce_loss_types(func: Function) -> None:
    """Compare integers and float32 with the student's own float64 value; read-only arguments."""
    rng = grading_rng("cce_loss_types")
    require_types(func, rng.integers(-4, 5, (5, 3)), one_hot_targets(rng, (5, 3)).astype(int), ())


def cce_gradient_values(func: Function) -> None:
    """Compare on one-hot and soft targets, all rows and columns."""
    rng = grading_rng("cce_gradient_values")
    for shape in SHAPES:
        for targets in (one_hot_targets, soft_targets):
            Z, Y = rng.normal(0, 2, shape), targets(rng, shape)
            G = result(func, Z, Y, shape=shape)
            GRADIENT.close(G, reference.cce_gradient(Z, Y), Z, Y)


def cce_gradient_stable(func: Function) -> None:
    """Compare gradients under a random large shift, row by row."""
    rng = grading_rng("cce_gradient_stable")
    Z, Y = rng.normal(0, 2, (5, 3)), one_hot_targets(rng, (5, 3))
    shift = rng.choice([-1.0, 1.0], (5, 1)) * rng.uniform(5000, 9990, (5, 1))
    moved = result(func, Z + shift, Y, shape=Z.shape, stable=True)
    SHIFTED_GRADIENT.close(moved, result(func, Z, Y, shape=Z.shape))
    far = result(func, 1e4 * Z, Y, shape=Z.shape, stable=True)
    require(bool(np.isfinite(far).all()), "cce_gradient of widely spread logits is not finite.")


def cce_gradient_types(func: Function) -> None:
    """Compare integers and float32 with the student's own float64 value; read-only arguments."""
    rng = grading_rng("cce_gradient_types")
    counts, rows = rng.integers(-4, 5, (5, 3)), one_hot_targets(rng, (5, 3)).astype(int)
    require_types(func, counts, rows, counts.shape)
