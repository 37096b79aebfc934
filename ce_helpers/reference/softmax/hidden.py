"""Hidden tests of 01_softmax: random inputs against the reference, one property each."""

from __future__ import annotations

import numpy as np

from ce_helpers.checking import Array, Function
from ce_helpers.properties import Property
from ce_helpers.reference import softmax as reference
from ce_helpers.reference.seed import grading_rng
from ce_helpers.reference.softmax.symbolic import (
    d_logistic,
    da_diagonal,
    da_off_diagonal,
    da_other,
    da_same,
    repairs_classes,
    repairs_log,
    verdicts,
)
from ce_helpers.softmax.jacobian import JACOBIAN, JACOBIAN_FAR, VJP
from ce_helpers.softmax.values import (
    LOG_SOFTMAX,
    LOG_SOFTMAX_FAR,
    LOGISTIC,
    LOGISTIC_FAR,
    SOFTMAX,
    SOFTMAX_FAR,
    compare,
    keeps_rows_apart,
    of_rows,
)

SHIFTS = np.array([[1e4], [0.0], [-1e4]])


def _softmax(about: Property, func: Function, *arrays: Array, **options: bool) -> None:
    for z in arrays:
        where = f" for z of shape {z.shape} and dtype {z.dtype}"
        expected = reference.softmax(z.astype(np.float64))
        compare(about, func, expected, z, where=where, **options)


def logistic_values(func: Function) -> None:
    """Compare on moderate scores of any shape, floats and integers."""
    rng = grading_rng("logistic_values")
    scores = [rng.uniform(-30, 30, shape) for shape in ((7,), (3, 4), (2, 3, 5))]
    for z in (np.array(rng.normal()), *scores, rng.integers(-9, 10, 6)):
        where = f" for z of shape {z.shape} and dtype {z.dtype}"
        compare(LOGISTIC, func, reference.logistic(z), z, where=where, pure=True)


def logistic_stable(func: Function) -> None:
    """Compare far out in both tails, relative to the tiny value itself."""
    z = grading_rng("logistic_stable").uniform(31, 700, 20) * np.resize([-1, 1], 20)
    for scores in (z, np.array([-1e4, 1e4])):
        compare(LOGISTIC_FAR, func, reference.logistic(scores), scores, stable=True)


def softmax_values(func: Function) -> None:
    """Compare on single vectors: random, equal, and widely spread logits."""
    rng = grading_rng("softmax_values")
    for n_classes in (2, 3, int(rng.integers(4, 9))):
        z, equal = rng.normal(0, 2, n_classes), np.full(n_classes, rng.normal())
        _softmax(SOFTMAX, of_rows(func), z, equal)
    _softmax(SOFTMAX, of_rows(func), rng.permutation([-30.0, 0.0, 11.0, 30.0]))


def softmax_axis(func: Function) -> None:
    """Compare on batches, where rows and classes differ in number."""
    rng = grading_rng("softmax_axis")
    shapes = ((3, 5), (5, 3), (4, 4), (2, 3, 5))
    _softmax(SOFTMAX, func, *[rng.normal(0, 2, shape) for shape in shapes])


def softmax_stable(func: Function) -> None:
    """Compare on large logits, one row and rows that are far apart."""
    rng = grading_rng("softmax_stable")
    rows = rng.normal(0, 2, (3, 4)) + SHIFTS
    spread = rng.uniform(-1e4, 1e4, 6)
    _softmax(SOFTMAX_FAR, of_rows(func), rows[0], rows[2], spread, stable=True)
    if keeps_rows_apart(func):
        _softmax(SOFTMAX_FAR, func, rows, stable=True)


def softmax_types(func: Function) -> None:
    """Compare on integers and float32; the caller's array is left as it was."""
    rng = grading_rng("softmax_types")
    single = rng.normal(0, 2, 5).astype(np.float32)
    counts, z = rng.integers(-5, 6, 6), rng.normal(0, 2, 5)
    _softmax(SOFTMAX, of_rows(func), counts, single, z, pure=True)


def log_softmax_values(func: Function) -> None:
    """Compare on moderate logits of any leading shape."""
    rng = grading_rng("log_softmax_values")
    for shape in ((2,), (5,), (3, 4), (2, 3, 5)):
        z = rng.normal(0, 2, shape)
        compare(LOG_SOFTMAX, func, reference.log_softmax(z), z, where=f" for z of shape {shape}")


def log_softmax_stable(func: Function) -> None:
    """Compare on large logits, one row and rows far apart."""
    rng = grading_rng("log_softmax_stable")
    rows = rng.normal(0, 300, (3, 4)) + SHIFTS
    for z in (rng.uniform(-1e4, 1e4, 6), rng.normal(0, 2, 4) - 1e4, rows):
        compare(LOG_SOFTMAX_FAR, of_rows(func), reference.log_softmax(z), z, stable=True)


def softmax_jacobian(func: Function) -> None:
    """Compare at random logits of several sizes."""
    rng = grading_rng("softmax_jacobian")
    for n_classes in (2, 3, int(rng.integers(4, 8))):
        z = rng.normal(0, 1.5, n_classes)
        compare(JACOBIAN, func, reference.softmax_jacobian(z), z, pure=True)


def softmax_jacobian_stable(func: Function) -> None:
    """Compare at large logits and at integers."""
    rng = grading_rng("softmax_jacobian_stable")
    for z in (rng.normal(0, 2, 4) + 1e4, rng.uniform(-1e4, 1e4, 5), rng.integers(-3, 4, 4)):
        compare(JACOBIAN_FAR, func, reference.softmax_jacobian(z), z, stable=True)


def _vjp(func: Function, A: Array, G: Array) -> None:
    where = f" for a batch of shape {A.shape}"
    expected = reference.softmax_vjp(A, G)
    compare(VJP, func, expected, A, G, where=where, n_samples=len(A), pure=True)


def softmax_vjp(func: Function) -> None:
    """Compare on single samples, where no batch can be mixed up."""
    rng = grading_rng("softmax_vjp")
    for n_classes in (2, 3, 6):
        A = reference.softmax(rng.normal(0, 2, (1, n_classes)))
        _vjp(func, A, rng.normal(size=A.shape))


def softmax_vjp_batch(func: Function) -> None:
    """Compare on batches, with floats and integers for G."""
    rng = grading_rng("softmax_vjp_batch")
    for shape in ((4, 3), (3, 5), (4, 4)):
        A = reference.softmax(rng.normal(0, 2, shape))
        _vjp(func, A, rng.normal(size=shape))
        _vjp(func, A, rng.integers(-3, 4, shape))
