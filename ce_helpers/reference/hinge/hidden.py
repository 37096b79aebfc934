"""Hidden tests of 05_hinge: loss and gradient, each function one property.

Random data is redrawn until every shortfall u = s_j − s_y + Δ is at least 1e-3 away from the
kink; the kink has tests of its own, on whole numbers, where u is 0 without rounding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ce_helpers.calls import require_fresh, result
from ce_helpers.checking import require
from ce_helpers.hinge.cases import compare, forms
from ce_helpers.hinge.mistakes import GRADIENT, LOSS
from ce_helpers.properties import Property
from ce_helpers.reference import hinge as reference
from ce_helpers.reference.hinge.descent import svm_batches, svm_history, svm_shuffle, svm_step
from ce_helpers.reference.hinge.symbolic import (
    d_hinge_wj,
    d_hinge_wy,
    first_loss,
    repairs,
    verdicts,
)
from ce_helpers.reference.seed import grading_rng

Array = NDArray[Any]
Student = Callable[..., Any]
Problem = tuple[Array, Array, Array]
OFF_KINK = 1e-3


def problem(rng: np.random.Generator, n: int, d: int, c: int, margin: float = 1.0) -> Problem:
    """Draw X, labels and W off every kink; with several samples the last class is absent."""
    while True:
        X, W = rng.normal(size=(n, d)), rng.normal(size=(d, c))
        labels = rng.integers(0, c if n == 1 else c - 1, size=n)
        u = reference.shortfalls(X, labels, W, margin)
        mixed = 0 < (u > 0).sum() < n * (c - 1) or c == 2
        if mixed and np.abs(u).min() > OFF_KINK:
            return X, labels, W


def _problems(test: str, sizes: Iterable[tuple[int, int, int]]) -> Iterator[tuple[Problem, float]]:
    """Yield problems of N samples, D features and C classes, each with several margins."""
    rng = grading_rng(test)
    for n, d, c in sizes:
        for margin in (1.0, 0.0, float(rng.uniform(0.2, 0.8)), float(rng.uniform(1.5, 3.0))):
            yield problem(rng, n, d, c, margin), margin


# one feature, two classes; N, D and C differ
SINGLES = [(1, 4, 3), (1, 2, 6), (1, 3, 5), (1, 5, 2), (1, 1, 4)]
BATCHES = [(7, 4, 3), (5, 2, 6), (12, 3, 5), (9, 6, 2), (6, 1, 4), (300, 2, 4)]


def many_classes(rng: np.random.Generator, n: int) -> Problem:
    """Draw samples of more classes than a byte can count, where all rivals violate the margin."""
    labels = rng.integers(256, 299, size=n)
    return rng.normal(size=(n, 2)), labels, 0.01 * rng.normal(size=(2, 300))


def whole_numbers(
    rng: np.random.Generator, n: int, d: int, c: int, margin: float, *, kink: bool = False
) -> Problem:
    """Draw integers with some violators, some shortfall of 0 for a kink and else none.

    The data is not negative, as bytes are not. No rival ties with the true class, so
    that one property is tested at a time.
    """
    while True:
        X, W = rng.integers(0, 5, size=(n, d)), rng.integers(-3, 4, size=(d, c))
        labels = rng.integers(0, c - 1, size=n)
        u = reference.shortfalls(X, labels, W, margin)
        satisfied = n == 1 or (u <= 0).all(axis=1).any()
        at_kink = (X.T @ (u == 0)).any() if kink else (u != 0).all()
        if at_kink and satisfied and (u > 0).any() and (u != margin).all():
            return X, labels, W


def at_the_kink(rng: np.random.Generator, n: int, d: int, c: int) -> tuple[Problem, float]:
    """Draw whole numbers for which some shortfall is exactly 0, and > and ≥ differ."""
    margin = float(rng.integers(2, 4))
    X, labels, W = whole_numbers(rng, n, d, c, margin, kink=True)
    return (X.astype(float), labels, W.astype(float)), margin


def _disguised(rng: np.random.Generator) -> Iterator[tuple[Problem, str]]:
    """Yield whole numbers in all forms, read-only, with a tie; then large data, and zeros."""
    X, labels, W = whole_numbers(rng, 6, 3, 5, 1.0)
    W[:, 4] = W[:, labels[0]]
    for what, _, arrays in forms(X, labels, W):
        yield _frozen(*arrays), f" of data in another form ({what})"
    X, labels, W = problem(rng, 6, 3, 5)
    yield _frozen(1e4 * X, labels, W), " of large data"
    yield _frozen(X, labels, 0 * W), " at weights of 0"


def _frozen(*arrays: Array) -> Problem:
    X, labels, W = (array.copy(order="K") for array in arrays)
    for array in (X, labels, W):
        array.flags.writeable = False
    return X, labels, W


def _compare(
    about: Property, func: Student, data: Problem, margin: float, where: str, **how: bool
) -> None:
    """Compare a student's loss or gradient with the reference, which computes in float64."""
    X, labels, W = data
    right = reference.hinge_loss if about is LOSS else reference.hinge_gradient
    exact = partial(right, X.astype(np.float64), labels, W.astype(np.float64))
    compare(about, func, data, exact, margin=margin, where=where, **how)


def hinge_loss_values(func: Student) -> None:
    """Require: the loss of one sample is the sum over its rivals, at any margin."""
    for data, margin in _problems("hinge_loss_values", SINGLES):
        _compare(LOSS, func, data, margin, f" of one sample, at a margin of {margin:.2f},")
    rng = grading_rng("hinge_loss_values classes")
    _compare(LOSS, func, many_classes(rng, 1), 1.0, " of one sample in 300 classes")
    whole = whole_numbers(rng, 1, 3, 5, 0.75)
    _compare(LOSS, func, whole, 0.75, " of integers, at a margin of 0.75,")


def hinge_loss_batch(func: Student) -> None:
    """Require: the loss of a batch is a mean, whatever type, layout and size the data have."""
    rng = grading_rng("hinge_loss_batch")
    for n, d, c in BATCHES:
        _compare(LOSS, func, problem(rng, n, d, c), 1.0, f" of a batch of {n} samples")
    for data, where in _disguised(grading_rng("hinge_loss_inputs")):
        _compare(LOSS, func, data, 1.0, where, pure=True)


def gradient_sample(func: Student) -> None:
    """Require: for one sample, x for each violator, minus their number for the class."""
    for data, margin in _problems("hinge_gradient_sample", SINGLES):
        where = f" of one sample, at a margin of {margin:.2f},"
        _compare(GRADIENT, func, data, margin, where, single=True)
    rng = grading_rng("hinge_gradient_sample inputs")
    where = " of one sample in 300 classes"
    _compare(GRADIENT, func, many_classes(rng, 1), 1.0, where, single=True)
    for data, where in _disguised(rng):
        first = data[0][:1], data[1][:1], data[2]
        _compare(GRADIENT, func, first, 1.0, where, single=True, pure=True)
    require_fresh(func, *(_first(problem(rng, 1, 3, 4)) for _ in range(2)))


def _first(data: Problem) -> tuple[Array, int, Array]:
    """Return a sample, its class as a plain integer, and the weights."""
    X, labels, W = data
    return X[0], int(labels[0]), W


def gradient_sample_kink(func: Student) -> None:
    """Require: a rival at a shortfall of exactly 0 does not count: the comparison is strict."""
    rng = grading_rng("hinge_gradient_sample_kink")
    for d, c in ((2, 4), (3, 6), (4, 3), (1, 4)):
        data, margin = at_the_kink(rng, 1, d, c)
        _compare(GRADIENT, func, data, margin, " of one sample at a kink", single=True)


def gradient_values(func: Student) -> None:
    """Require: the gradient of a batch is the mean over its samples, at any margin."""
    for data, margin in _problems("hinge_gradient_values", [*BATCHES, (1, 4, 3)]):
        n = len(data[0])
        where = f" of {n} sample{'s' * (n > 1)}, at a margin of {margin:.2f},"
        _compare(GRADIENT, func, data, margin, where)
    classes = many_classes(grading_rng("hinge_gradient_values classes"), 3)
    _compare(GRADIENT, func, classes, 1.0, " of three samples in 300 classes")


def gradient_kink(func: Student) -> None:
    """Require: a rival at a shortfall of exactly 0 does not count: the comparison is strict."""
    rng = grading_rng("hinge_gradient_kink")
    for n, d, c in ((1, 3, 4), (6, 3, 5), (7, 2, 3), (4, 1, 3)):
        _compare(GRADIENT, func, *at_the_kink(rng, n, d, c), " at a kink")


def gradient_inputs(func: Student) -> None:
    """Whole numbers, float32, large and read-only arrays are taken and left as they were."""
    rng = grading_rng("hinge_gradient_inputs")
    for data, where in _disguised(rng):
        _compare(GRADIENT, func, data, 1.0, where, pure=True)
    require_fresh(func, problem(rng, 4, 3, 5), problem(rng, 4, 3, 5))
    got = result(func, np.eye(3), np.array([0, 1, 2]), 5 * np.eye(3), shape=(3, 3))
    require(not got.any(), "where no rival violates the margin, the gradient should be 0.")
