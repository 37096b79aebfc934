"""Hidden tests of 02_cross_entropy: one graded property each, on fresh random inputs.

N ≠ C throughout, with a class that no sample has, and with soft targets beside one-hot ones.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ce_helpers.checking import close, require
from ce_helpers.cross_entropy.entropy import require_value_error
from ce_helpers.cross_entropy.inputs import Function, result, scalar
from ce_helpers.cross_entropy.loss import gradient_mistakes
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

__all__ = [
    "cce_gradient_stable", "cce_gradient_types", "cce_gradient_values", "cce_loss_soft",
    "cce_loss_stable", "cce_loss_types", "cce_loss_values", "cross_entropy_axis",
    "cross_entropy_tail", "cross_entropy_values", "dL_da", "dL_dz_steps_ends",
    "dL_dz_steps_pairs", "one_hot_labels", "one_hot_values", "repairs_loss", "repairs_sign",
    "repairs_sums", "verdicts_gradient", "verdicts_loss",
]  # fmt: skip

Array = NDArray[Any]
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


def frozen(*arrays: Array) -> None:
    """Make arrays read-only, so that writing into them fails at once."""
    for array in arrays:
        array.flags.writeable = False


def one_hot_values(func: Function) -> None:
    """Compare with the rows of the identity."""
    rng = grading_rng("one_hot_values")
    for n_samples, n_classes in SHAPES:
        labels = labels_with_gap(rng, n_samples, n_classes)
        expected = np.eye(n_classes)[labels]
        close(result(func, labels, n_classes, shape=expected.shape), expected, "one_hot")


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
        close(
            result(func, p, q, shape=()),
            expected,
            "cross_entropy(p, q)",
            mistakes={
                "is H(q, p): the logarithm is that of q": reference.cross_entropy(q, p),
                "is the entropy of p: the logarithm is that of q": reference.cross_entropy(p, p),
                "lacks the entropy of p: that is the Kullback–Leibler divergence": expected
                - reference.cross_entropy(p, p),
                "is in bits: take the natural logarithm": expected / np.log(2),
                "is averaged over the classes: sum over k": expected / n_classes,
            },
            otherwise="average −log q_k under p",
        )


def cross_entropy_tail(func: Function) -> None:
    """Compare where p and q share zeros, and where q is tiny."""
    rng = grading_rng("cross_entropy_tail")
    for n_classes in (3, 5):
        p, q = rng.dirichlet(np.ones(n_classes), 2)
        p[rng.integers(n_classes)] = 0.0
        p /= p.sum()
        q[p == 0] = 0.0
        q[np.argmax(p)] = 10.0 ** -rng.integers(20, 300)
        close(
            result(func, p, q, shape=()),
            reference.cross_entropy(p, q),
            "cross_entropy with zeros and tiny probabilities",
            otherwise="leave out the entries with p = 0, and leave q as it is",
        )


def cross_entropy_axis(func: Function) -> None:
    """Compare on batches of any leading shape, read-only."""
    rng = grading_rng("cross_entropy_axis")
    for leading in ((3,), (4, 2), (2, 1, 3)):
        P, Q = rng.uniform(0.05, 1, (2, *leading, 4))
        P /= P.sum(axis=-1, keepdims=True)
        Q /= Q.sum(axis=-1, keepdims=True)
        frozen(P, Q)
        # divided by itself: whatever the values are, the rows are treated alike
        rows = [
            result(func, p, q, shape=())
            for p, q in zip(P.reshape(-1, 4), Q.reshape(-1, 4), strict=True)
        ]
        close(
            result(func, P, Q, shape=leading, pure=True),
            np.reshape(rows, leading),
            f"cross_entropy of arrays of shape {(*leading, 4)}",
            otherwise="sum over the last axis, row by row",
        )


def _loss_mistakes(Z: Array, Y: Array) -> dict[str, Any]:
    expected, (N, C) = reference.cce_loss(Z, Y), Z.shape
    A = np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)
    again = reference.cce_loss(A, Y)
    return {
        "is the sum over the batch: take the mean over the samples": N * expected,
        "is the mean over N·C entries: divide by the number of samples alone": expected / C,
        "is in bits: take the natural logarithm": expected / np.log(2),
        "is in tenths of a decade: take the natural logarithm, not log10": expected / np.log(10),
        "applies softmax twice: Z holds logits": again,
        "is divided by N once too often": expected / N,
    }


def cce_loss_values(func: Function) -> None:
    """Compare on one-hot targets with a class that no sample has."""
    rng = grading_rng("cce_loss_values")
    for shape in SHAPES:
        Z, Y = rng.normal(0, 3, shape), one_hot_targets(rng, shape)
        close(
            scalar(func, Z, Y),
            reference.cce_loss(Z, Y),
            f"cce_loss of a batch of shape {shape}",
            mistakes=_loss_mistakes(Z, Y),
            otherwise="it is the mean over the rows of −log softmax at the target",
        )


def cce_loss_soft(func: Function) -> None:
    """Compare on soft targets, relative to the loss for one-hot targets.

    The student's own losses for each class are weighted, so that a wrong factor costs its own
    cell alone.
    """
    rng = grading_rng("cce_loss_soft")
    for n_classes in (3, 5):
        z = rng.normal(0, 2, (1, n_classes))
        losses = np.array([scalar(func, z, row[np.newaxis]) for row in np.eye(n_classes)])
        for y in soft_targets(rng, (3, n_classes)):
            close(
                scalar(func, z, y[np.newaxis]),
                y @ losses,
                "cce_loss of soft targets",
                otherwise="weight every class with its target: −Σ_c y_c log a_c",
            )


def cce_loss_stable(func: Function) -> None:
    """Compare differences of losses far out, where no constant factor of N can hide."""
    rng = grading_rng("cce_loss_stable")
    for n_classes in (3, 6):
        z = rng.uniform(-1e4, 1e4, (1, n_classes))
        losses = np.array(
            [scalar(func, z, row[np.newaxis], stable=True) for row in np.eye(n_classes)]
        )
        expected = np.array([reference.cce_loss(z, row[np.newaxis]) for row in np.eye(n_classes)])
        close(
            losses - losses.min(),
            expected - expected.min(),
            "cce_loss for logits up to 10 000",
            atol=1e-9,
            otherwise="take the logarithm of softmax before any exponential rounds to 0",
        )
    Z, Y = rng.normal(0, 2, (5, 3)), one_hot_targets(rng, (5, 3))
    shift = rng.permutation([9900.0, -9900.0, 0.0, 5000.0, -5000.0])[:, np.newaxis]
    close(
        scalar(func, Z + shift, Y, stable=True),
        scalar(func, Z, Y),
        "cce_loss of rows that are shifted by thousands",
        atol=1e-9,
        otherwise="subtract the maximum of each row on its own",
    )


def cce_loss_types(func: Function) -> None:
    """Compare types against the student's own float64 value; read-only arguments."""
    rng = grading_rng("cce_loss_types")
    Z, Y = rng.integers(-4, 5, (5, 3)), one_hot_targets(rng, (5, 3)).astype(int)
    expected = scalar(func, Z.astype(float), Y.astype(float))
    frozen(Z, Y)
    close(scalar(func, Z, Y, pure=True), expected, "cce_loss of integers")
    single = Z.astype(np.float32), Y.astype(np.float32)
    close(scalar(func, *single, pure=True), expected, "cce_loss of float32", rtol=1e-5)


def cce_gradient_values(func: Function) -> None:
    """Compare on one-hot and soft targets, all rows and columns."""
    rng = grading_rng("cce_gradient_values")
    for shape in SHAPES:
        for targets in (one_hot_targets, soft_targets):
            Z, Y = rng.normal(0, 2, shape), targets(rng, shape)
            expected = reference.cce_gradient(Z, Y)
            close(
                result(func, Z, Y, shape=shape),
                expected,
                f"cce_gradient of a batch of shape {shape}",
                mistakes=gradient_mistakes(expected, Y),
                otherwise="each row is (softmax(z) − y)/N",
            )


def cce_gradient_stable(func: Function) -> None:
    """Compare gradients under a random large shift, row by row."""
    rng = grading_rng("cce_gradient_stable")
    Z, Y = rng.normal(0, 2, (5, 3)), one_hot_targets(rng, (5, 3))
    shift = rng.choice([-1.0, 1.0], (5, 1)) * rng.uniform(5000, 9990, (5, 1))
    close(
        result(func, Z + shift, Y, shape=Z.shape, stable=True),
        result(func, Z, Y, shape=Z.shape),
        "cce_gradient of rows that are shifted by thousands",
        atol=1e-9,
        otherwise="subtract the maximum of each row on its own",
    )
    require(
        bool(np.isfinite(result(func, 1e4 * Z, Y, shape=Z.shape, stable=True)).all()),
        "cce_gradient of widely spread logits is not finite.",
    )


def cce_gradient_types(func: Function) -> None:
    """Compare types against the student's own float64 value; read-only arguments."""
    rng = grading_rng("cce_gradient_types")
    Z, Y = rng.integers(-4, 5, (5, 3)), one_hot_targets(rng, (5, 3)).astype(int)
    expected = result(func, Z.astype(float), Y.astype(float), shape=(5, 3))
    frozen(Z, Y)
    close(result(func, Z, Y, shape=(5, 3), pure=True), expected, "cce_gradient of integers")
    single = Z.astype(np.float32), Y.astype(np.float32)
    value = result(func, *single, shape=(5, 3), pure=True).astype(np.float32)
    close(value, expected, "cce_gradient of float32")
