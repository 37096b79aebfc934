"""Hidden tests of 02_cross_entropy: one graded property each, on fresh random inputs.

N ≠ C, but for sizes of 1; a class that no sample has; soft targets beside one-hot ones; arrays in
Fortran's order. A wrong answer of one kind costs one test: where a property is tested that others
do not share, the student's own values are compared, once they are known to be no constant.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from ce_helpers.calls import require_fresh, result
from ce_helpers.checking import Array, Function
from ce_helpers.cross_entropy.entropy import (
    CROSS_ENTROPY,
    ONE_HOT,
    TAIL,
    number,
    one_hot_rows,
    require_infinite,
    require_rows,
    require_value_error,
    require_varies,
)
from ce_helpers.cross_entropy.loss import (
    losses_by_target,
    require_far_limit,
    require_follows_target,
    require_own_shift,
    require_sees_logits,
    require_soft,
    require_types,
)
from ce_helpers.cross_entropy.mistakes import FAR_LOSS, GRADIENT, LOSS
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
SHAPES = ((5, 3), (1, 3), (4, 2), (7, 6), (300, 3))
LEVELS = (-1e4, -3500.0, 3000.0, 9500.0)  # logits that lie thousands apart
GAPS = np.array([5.0, 12.0, 15.0, 40.0, 300.0, 600.0])  # of a target behind its rivals


def _labels_with_gap(rng: Rng, n_samples: int, n_classes: int) -> Array:
    """Return labels of which the last class is always absent."""
    return rng.integers(0, n_classes - 1, n_samples)


def _one_hot_targets(rng: Rng, shape: tuple[int, int]) -> Array:
    """Return one-hot rows in Fortran's order, without the last class if there are three or more."""
    labels = rng.integers(0, max(shape[1] - 1, 2), shape[0])
    return np.asfortranarray(np.eye(shape[1])[labels])


def _soft_targets(rng: Rng, shape: tuple[int, int]) -> Array:
    """Return rows of positive numbers that sum to 1, with one zero in each."""
    rows = rng.uniform(0.05, 1.0, shape)
    rows[np.arange(shape[0]), rng.integers(0, shape[1], shape[0])] = 0.0
    return rows / rows.sum(axis=1, keepdims=True)


def one_hot_values(func: Function) -> None:
    """Compare with the rows of the identity: labels in any order, of any type, with gaps."""
    rng = grading_rng("one_hot_values")
    drawn = [(_labels_with_gap(rng, *shape), shape[1]) for shape in (*SHAPES, *SHAPES)]
    many = np.array([290, 2, 270]), 300
    above, between = (rng.permutation([1, 2, 1]), 4), (rng.permutation([0, 2, 0]), 4)
    for labels, n_classes in (*drawn, many, above, between, (np.array([3], np.uint8), 5)):
        rows = one_hot_rows(func, labels, n_classes)
        ONE_HOT.close(rows, np.eye(n_classes)[labels], labels, n_classes)
    require_fresh(func, (np.array([0, 1, 2]), 4), (np.array([2, 0, 1]), 4))


def one_hot_labels(func: Function) -> None:
    """Require ValueError just outside the range, on either side, anywhere in the labels."""
    rng = grading_rng("one_hot_labels")
    for n_classes in (2, 3, 6):
        for bad in (n_classes, -1, -n_classes, n_classes + 5):
            labels = rng.integers(0, n_classes, 4)
            labels[rng.integers(4)] = bad
            require_value_error(func, labels, n_classes)
            require_value_error(func, labels[labels == bad], n_classes)


def cross_entropy_values(func: Function) -> None:
    """Compare on pairs of positive distributions."""
    rng = grading_rng("cross_entropy_values")
    for n_classes in (2, 3, 7, 3):
        p, q = rng.dirichlet(np.ones(n_classes), 2) * 0.9 + 0.1 / n_classes
        CROSS_ENTROPY.close(number(func, p, q), reference.cross_entropy(p, q), p, q)


def cross_entropy_tail(func: Function) -> None:
    """Compare where p and q share zeros, where either is tiny, and where q alone is 0."""
    rng = grading_rng("cross_entropy_tail")
    for n_classes, tiny in ((3, 1e-4), (5, 1e-9)):
        p, q = rng.dirichlet(np.ones(n_classes), 2) * 0.9 + 0.1 / n_classes
        never, rare, known = rng.permutation(n_classes)[:3]
        p[never] = q[never] = 0.0
        p[rare], q[rare] = tiny, 10.0 ** -rng.integers(100, 300)
        q[known] = 10.0 ** -rng.integers(20, 300)
        p[known] += 1.0 - p.sum()
        TAIL.close(number(func, p, q), reference.cross_entropy(p, q), p, q)
        q[known] = 0.0
        require_infinite(func, p, q)


def cross_entropy_axis(func: Function) -> None:
    """Compare on batches of any leading shape, read-only, in both orders, and of integers."""
    rng = grading_rng("cross_entropy_axis")
    for leading in ((3,), (4, 2), (2, 1, 3), (1,), (1, 1)):
        P, Q = rng.dirichlet(np.ones(4), (2, *leading)) * 0.9 + 0.025
        P, Q = np.asfortranarray(P), np.asfortranarray(Q)
        P.flags.writeable = Q.flags.writeable = False
        require_rows(func, P, Q)
    P, Q = rng.dirichlet(np.ones(4), (2, 3)) * 0.9 + 0.025
    require_varies(func, P, Q)
    require_fresh(func, (P, Q), (Q, P))
    require_rows(func, np.eye(4, dtype=int)[rng.permutation(4)], rng.dirichlet(np.full(4, 5.0), 4))


def cce_loss_values(func: Function) -> None:
    """Compare on one-hot targets with a class that no sample has."""
    rng = grading_rng("cce_loss_values")
    for shape in (*SHAPES, *SHAPES):
        Z, Y = rng.uniform(-3, 3, shape), _one_hot_targets(rng, shape)
        LOSS.close(number(func, Z, Y), reference.cce_loss(Z, Y), Z, Y)


def cce_loss_soft(func: Function) -> None:
    """Compare on soft targets, relative to the student's own losses for one-hot targets."""
    rng = grading_rng("cce_loss_soft")
    for n_classes in (2, 3, 5):
        require_soft(func, rng.normal(0, 2, n_classes), _soft_targets(rng, (3, n_classes)))


def cce_loss_stable(func: Function) -> None:
    """Compare far out, with a tie and without, and rows that are shifted by thousands."""
    rng = grading_rng("cce_loss_stable")
    far, tie = rng.uniform(-1e4, 1e4, 6), rng.choice(LEVELS, 3)
    tie[rng.permutation(3)[:2]] = 9800.0
    for z in (far, tie, -GAPS, np.append(0.0, -1.2 * GAPS)):
        expected = losses_by_target(reference.cce_loss, z)
        FAR_LOSS.close(losses_by_target(func, z, stable=True), expected, expected)
    Z, Y = rng.normal(0, 2, (5, 3)), _one_hot_targets(rng, (5, 3))
    shift = rng.permutation([9900.0, -9900.0, 0.0, 5000.0, -5000.0])[:, np.newaxis]
    require_own_shift(partial(number, func), Z, Y, shift)


def cce_loss_types(func: Function) -> None:
    """Compare integers and float32 with the student's own float64 value; read-only arguments."""
    rng = grading_rng("cce_loss_types")
    require_follows_target(func)
    require_types(func, *_of_integers(rng), ())


def _of_integers(rng: Rng) -> tuple[Array, Array, Array]:
    """Return logits and one-hot targets of integers, and soft targets, (5, 3) each."""
    shape = (5, 3)
    hot = _one_hot_targets(rng, shape).astype(int)
    return rng.integers(-4, 5, shape), hot, _soft_targets(rng, shape)


def cce_gradient_values(func: Function) -> None:
    """Compare on one-hot and soft targets, all rows and columns, and on hopeless rows."""
    rng = grading_rng("cce_gradient_values")
    drawn = [
        (rng.normal(0, 2, shape), targets(rng, shape))
        for shape in SHAPES
        for targets in (_one_hot_targets, _soft_targets)
    ]
    near, Y = rng.normal(0, 0.5, (6, 3)), _one_hot_targets(rng, (6, 3))
    hopeless = near - GAPS[:, np.newaxis] * Y
    for Z, targets in (*drawn, (hopeless, Y)):
        G = result(func, Z, targets, shape=Z.shape)
        GRADIENT.close(G, reference.cce_gradient(Z, targets), Z, targets)
    require_fresh(func, (near, Y), (hopeless, Y))


def cce_gradient_stable(func: Function) -> None:
    """Compare gradients far out, and under a random large shift, row by row."""
    rng = grading_rng("cce_gradient_stable")
    require_sees_logits(func)
    for n_classes, top in ((2, 3), (3, 1), (5, 2)):
        Z = rng.choice(LEVELS[: top + 1], (4, n_classes))
        Z[np.arange(4), rng.integers(0, n_classes, 4)] = LEVELS[top]
        require_far_limit(func, Z, _one_hot_targets(rng, Z.shape))
    Z, Y = rng.normal(0, 2, (5, 3)), _one_hot_targets(rng, (5, 3))
    shift = rng.choice([-1.0, 1.0], (5, 1)) * rng.uniform(5000, 9990, (5, 1))
    require_own_shift(partial(result, func, shape=Z.shape), Z, Y, shift)


def cce_gradient_types(func: Function) -> None:
    """Compare integers and float32 with the student's own float64 value; read-only arguments."""
    rng = grading_rng("cce_gradient_types")
    require_sees_logits(func)
    require_types(func, *_of_integers(rng), (5, 3))
