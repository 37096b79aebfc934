"""Hidden tests of 01_softmax: random inputs against the reference, one property each."""

from __future__ import annotations

from functools import partial

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
SHAPES = (
    (4,), (1,), (1, 4), (3, 1), (1, 1), (3, 5), (5, 3), (4, 4), (2, 3, 5), (2, 1, 3), (300, 3)
)  # fmt: skip


@np.errstate(all="ignore")  # whatever a cell of the notebook has set
def _compare(
    about: Property, solve: Function, func: Function, *arrays: Array, **options: bool
) -> None:
    """Compare with the reference, in float64, on each array."""
    for z in arrays:
        where = f" for z of shape {z.shape} and dtype {z.dtype}"
        compare(about, func, solve(z.astype(np.float64)), z, where=where, **options)


def _shaped(rng: np.random.Generator) -> list[Array]:
    """Return logits of all shapes, one array in Fortran's order."""
    logits = [rng.normal(0, 2, shape) for shape in SHAPES]
    return [*logits, np.asfortranarray(logits[5])]


def _tied(rng: np.random.Generator) -> list[Array]:
    """Return rows whose largest logit stands twice, near the others and ever further from them."""
    gaps = (1.0, 40.0, 100.0, 800.0, 1e4)
    return [rng.permutation([0.0, 0.0, -gap, -2 * gap]) + rng.normal() for gap in gaps]


def logistic_values(func: Function) -> None:
    """Compare on moderate scores of any shape, floats and integers, and densely about 0."""
    rng = grading_rng("logistic_values")
    about = partial(_compare, LOGISTIC, reference.logistic, func, pure=True)
    about(*[rng.uniform(-30, 30, shape) for shape in ((), (400,), *SHAPES)])
    near = 10 ** rng.uniform(-4, 0, 100) * rng.choice([-1, 1], 100)
    about(np.append(near, 0.0), rng.integers(-9, 10, 6))
    about(np.asfortranarray(rng.normal(size=(3, 4))))


def logistic_stable(func: Function) -> None:
    """Compare far out in both tails, relative to the tiny value itself."""
    z = grading_rng("logistic_stable").uniform(31, 700, 60) * np.resize([-1, 1], 60)
    extremes = np.array([-1e4, 1e4])
    _compare(LOGISTIC_FAR, reference.logistic, func, z, extremes, stable=True)


def softmax_values(func: Function) -> None:
    """Compare on single vectors: random, equal, tied, and widely spread logits."""
    rng = grading_rng("softmax_values")
    sizes = (2, 3, int(rng.integers(4, 9)), 300)
    vectors = [rng.normal(0, 2, size) for size in sizes]
    equal = [np.full(size, rng.normal()) for size in sizes]
    spread = rng.permutation([-30.0, 0.0, 11.0, 30.0])
    about = partial(_compare, SOFTMAX, reference.softmax, of_rows(func))
    about(*vectors, *equal, spread, *_tied(rng)[:3])


def softmax_axis(func: Function) -> None:
    """Compare on vectors and batches, where rows and classes differ in number."""
    _compare(SOFTMAX, reference.softmax, func, *_shaped(grading_rng("softmax_axis")))


def softmax_stable(func: Function) -> None:
    """Compare on large logits, one row and rows that are far apart."""
    rng = grading_rng("softmax_stable")
    rows = rng.normal(0, 2, (3, 4)) + SHIFTS
    about = partial(_compare, SOFTMAX_FAR, reference.softmax, stable=True)
    about(of_rows(func), rows[0], rows[2], rng.uniform(-1e4, 1e4, 6), *_tied(rng))
    if keeps_rows_apart(func):
        about(func, rows, rng.permutation(rows))


def softmax_types(func: Function) -> None:
    """Compare on integers and float32; the caller's array is left as it was."""
    rng = grading_rng("softmax_types")
    single = rng.normal(0, 2, 5).astype(np.float32)
    about = partial(_compare, SOFTMAX, reference.softmax, of_rows(func), pure=True)
    about(rng.integers(-5, 6, 6), single, rng.normal(0, 2, 5))


def log_softmax_values(func: Function) -> None:
    """Compare on moderate logits of any leading shape, floats and integers."""
    rng = grading_rng("log_softmax_values")
    about = partial(_compare, LOG_SOFTMAX, reference.log_softmax, func, pure=True)
    about(*_shaped(rng), *_tied(rng)[:1], rng.integers(-5, 6, (3, 4)))


def log_softmax_stable(func: Function) -> None:
    """Compare on large logits, one row and rows far apart."""
    rng = grading_rng("log_softmax_stable")
    rows = rng.normal(0, 300, (3, 4)) + SHIFTS
    about = partial(_compare, LOG_SOFTMAX_FAR, reference.log_softmax, stable=True)
    about(of_rows(func), rng.uniform(-1e4, 1e4, 6), rng.normal(0, 2, 4) - 1e4, rows, *_tied(rng))


def softmax_jacobian(func: Function) -> None:
    """Compare at random logits of several sizes, tied ones among them."""
    rng = grading_rng("softmax_jacobian")
    about = partial(_compare, JACOBIAN, reference.softmax_jacobian, func, pure=True)
    about(*[rng.normal(0, 1.5, size) for size in (1, 2, 3, int(rng.integers(4, 8)))])
    about(*_tied(rng)[:1], rng.permutation([-20.0, 0.0, 1.0]))


def softmax_jacobian_stable(func: Function) -> None:
    """Compare at large logits and at integers."""
    rng = grading_rng("softmax_jacobian_stable")
    about = partial(_compare, JACOBIAN_FAR, reference.softmax_jacobian, func, stable=True)
    about(rng.normal(0, 2, 4) + 1e4, rng.uniform(-1e4, 1e4, 5), rng.integers(-3, 4, 4))
    about(*_tied(rng))


def _vjp(func: Function, A: Array, G: Array) -> None:
    where = f" for a batch of shape {A.shape}"
    expected, atol = reference.softmax_vjp(A, G), VJP.atol * max(1.0, np.abs(G).max())
    compare(VJP, func, expected, A, G, where=where, n_samples=len(A), atol=atol, pure=True)


def softmax_vjp(func: Function) -> None:
    """Compare on single samples, where no batch can be mixed up."""
    rng = grading_rng("softmax_vjp")
    for n_classes in (1, 2, 3, 6):
        A = reference.softmax(rng.normal(0, 2, (1, n_classes)))
        _vjp(func, A, rng.normal(size=A.shape))


@np.errstate(all="ignore")
def softmax_vjp_batch(func: Function) -> None:
    """Compare on batches, with outputs that are 0 and 1 and with integers for G."""
    rng = grading_rng("softmax_vjp_batch")
    for shape in ((4, 3), (3, 5), (4, 4), (300, 2)):
        A = reference.softmax(rng.normal(0, 2, shape))
        _vjp(func, A, rng.normal(size=shape))
        _vjp(func, A, rng.integers(-3, 4, shape))
        _vjp(func, A, rng.normal(0, 1e4, shape))
    sure = reference.softmax(rng.uniform(-1e4, 1e4, (3, 4)))
    _vjp(func, np.asfortranarray(sure), rng.normal(size=(3, 4)))
