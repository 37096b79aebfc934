"""Hidden tests of 05_hinge: loss and gradient, each function one property.

Random data is redrawn until every shortfall u = s_j − s_y + Δ is at least 1e-3 away from the
kink; the kink has tests of its own, on whole numbers, where u is 0 without rounding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ce_helpers.checking import as_array, as_scalar, call, close, name_of, require
from ce_helpers.reference import hinge as reference
from ce_helpers.reference.hinge.descent import svm_batches, svm_history, svm_shuffle, svm_step
from ce_helpers.reference.hinge.mistakes import gradient_mistakes, loss_mistakes, shortfalls
from ce_helpers.reference.hinge.symbolic import (
    d_hinge_wj,
    d_hinge_wy,
    first_loss,
    repairs,
    verdicts,
)
from ce_helpers.reference.seed import grading_rng

__all__ = [
    "svm_batches",
    "d_hinge_wj",
    "d_hinge_wy",
    "first_loss",
    "gradient_inputs",
    "gradient_kink",
    "gradient_sample",
    "gradient_sample_kink",
    "gradient_values",
    "svm_history",
    "hinge_loss_batch",
    "hinge_loss_values",
    "repairs",
    "svm_shuffle",
    "svm_step",
    "verdicts",
]

Array = NDArray[Any]
Student = Callable[..., Any]
Problem = tuple[Array, Array, Array]
OFF_KINK = 1e-3


def on_copies(func: Student) -> Student:
    """Return the function, handed copies: what it does to its arguments is tested elsewhere."""

    def called(*args: Any, **kwargs: Any) -> Any:
        return func(*(np.array(a) if isinstance(a, np.ndarray) else a for a in args), **kwargs)

    called.__name__ = name_of(func)
    return called if callable(func) else func


def problem(rng: np.random.Generator, n: int, d: int, c: int, margin: float = 1.0) -> Problem:
    """Draw X, labels and W off every kink; with several samples the last class is absent."""
    while True:
        X, W = rng.normal(size=(n, d)), rng.normal(size=(d, c))
        labels = rng.integers(0, c if n == 1 else c - 1, size=n)
        u, rivals = shortfalls(X, labels, W, margin)
        violated = int((u[rivals] > 0).sum())
        mixed = 0 < violated < rivals.sum() or c == 2
        if mixed and np.abs(u[rivals]).min() > OFF_KINK:
            return X, labels, W


def options(margin: float) -> dict[str, Any]:
    """Return the margin as an option, and none for the default."""
    return {} if margin == 1.0 else {"margin": margin}


def singles(test: str) -> Iterator[tuple[Problem, float]]:
    """Yield problems of one sample, with a margin; D and C differ."""
    rng = grading_rng(test)
    for d, c in ((4, 3), (2, 6), (3, 5), (5, 2)):
        for margin in (1.0, float(rng.uniform(0.2, 0.8)), float(rng.uniform(1.5, 3.0))):
            yield problem(rng, 1, d, c, margin), margin


def groups(test: str) -> Iterator[Problem]:
    """Yield problems with N, D and C all different, an absent class and repeated labels."""
    rng = grading_rng(test)
    for n, d, c in ((7, 4, 3), (5, 2, 6), (12, 3, 5), (9, 6, 4)):
        yield problem(rng, n, d, c)


def compare_loss(func: Student, data: Problem, margin: float, what: str) -> None:
    """Compare a student's loss with the reference."""
    X, labels, W = data
    got = as_scalar(call(on_copies(func), X, labels, W, **options(margin)), "the loss")
    close(
        got,
        reference.hinge_loss(X, labels, W, margin),
        what,
        n_samples=len(X),
        mistakes=loss_mistakes(X, labels, W, margin),
        otherwise="for each sample add max(0, s_j − s_y + margin) over the other classes",
    )


def hinge_loss_values(func: Student) -> None:
    """Require: the loss of one sample is the sum over its rivals, at any margin."""
    for data, margin in singles("hinge_loss_values"):
        compare_loss(func, data, margin, "the loss of one sample")


def hinge_loss_batch(func: Student) -> None:
    """Require: the loss of a batch is a mean; integers, float32, read-only arrays are taken."""
    for data in groups("hinge_loss_batch"):
        compare_loss(func, data, 1.0, "the loss of a batch")
    for X, labels, W in disguises(grading_rng("hinge_loss_inputs")):
        arrays = [frozen(array) for array in (X, labels, W)]
        got = as_scalar(call(func, *arrays), "the loss")
        expected = reference.hinge_loss(X.astype(float), labels, W.astype(float))
        single = X.dtype == np.float32
        close(
            got,
            expected,
            f"the loss of data of type {X.dtype}",
            rtol=1e-5 if single else 1e-10,
            otherwise="compute with floats, and leave the caller's arrays alone",
        )


def frozen(array: Array) -> Array:
    """Return a read-only copy."""
    copy = array.copy()
    copy.flags.writeable = False
    return copy


def disguises(rng: np.random.Generator) -> Iterator[Problem]:
    """Yield whole numbers, float32, int32 labels and large data, all off the kinks."""
    X, labels, W = problem(rng, 6, 3, 5)
    yield X.astype(np.float32), labels, W.astype(np.float32)
    yield 1e4 * X, labels.astype(np.int32), W
    while True:
        X, W = rng.integers(-3, 4, size=(6, 3)), rng.integers(-3, 4, size=(3, 5))
        u, rivals = shortfalls(X, labels, W, 1.0)
        if (u[rivals] != 0).all() and (u[rivals] > 0).any():
            yield X, labels, W
            return


def compare_gradient(
    func: Student, args: tuple[Any, ...], data: Problem, margin: float, what: str
) -> None:
    """Compare a student's gradient with the reference."""
    X, labels, W = data
    result = call(on_copies(func), *args, **options(margin))
    close(
        as_array(result, W.shape, f"the result of {name_of(func)}"),
        reference.hinge_gradient(X, labels, W, margin),
        what,
        n_samples=len(X),
        mistakes=gradient_mistakes(X, labels, W, margin),
        otherwise="column j is x where u_j > 0, else 0; column y is minus their number times x",
    )


def gradient_sample(func: Student) -> None:
    """Require: for one sample, x for each violator, minus their number for the class."""
    for (X, labels, W), margin in singles("hinge_gradient_sample"):
        args = (X[0], int(labels[0]), W)
        compare_gradient(func, args, (X, labels, W), margin, "the gradient of one sample")


def at_the_kink(rng: np.random.Generator, n: int, d: int, c: int) -> tuple[Problem, float]:
    """Draw whole numbers for which some shortfall is exactly 0, in a way that > and ≥ differ."""
    while True:
        X, W = rng.integers(-3, 4, size=(n, d)), rng.integers(-3, 4, size=(d, c))
        labels, margin = rng.integers(0, c, size=n), float(rng.integers(1, 4))
        u, rivals = shortfalls(X, labels, W, margin)
        greedy = (X.T @ ((u >= 0) & rivals) - X.T @ ((u > 0) & rivals)).any()
        if greedy and (u[rivals] > 0).any():
            return (X.astype(float), labels, W.astype(float)), margin


def gradient_sample_kink(func: Student) -> None:
    """Require: a rival at a shortfall of exactly 0 does not count: the comparison is strict."""
    rng = grading_rng("hinge_gradient_sample_kink")
    for d, c in ((2, 4), (3, 6), (4, 3)):
        data, margin = at_the_kink(rng, 1, d, c)
        args = (data[0][0], int(data[1][0]), data[2])
        compare_gradient(func, args, data, margin, "the gradient of one sample at a kink")


def gradient_values(func: Student) -> None:
    """Require: the gradient of a batch is the mean over its samples, at any margin."""
    rng = grading_rng("hinge_gradient margins")
    for data in groups("hinge_gradient_values"):
        compare_gradient(func, data, data, 1.0, "the gradient of a batch")
    for margin in (float(rng.uniform(0.2, 0.8)), float(rng.uniform(1.5, 3.0))):
        data = problem(rng, 8, 3, 5, margin)
        compare_gradient(func, data, data, margin, f"the gradient at a margin of {margin:.2f}")
    data = problem(rng, 1, 4, 3)
    compare_gradient(func, data, data, 1.0, "the gradient of a batch of one")


def gradient_kink(func: Student) -> None:
    """Require: a rival at a shortfall of exactly 0 does not count: the comparison is strict."""
    rng = grading_rng("hinge_gradient_kink")
    for n, d, c in ((1, 3, 4), (6, 3, 5), (7, 2, 3)):
        data, margin = at_the_kink(rng, n, d, c)
        compare_gradient(func, data, data, margin, "the gradient at a kink")


def gradient_inputs(func: Student) -> None:
    """Whole numbers, float32, large and read-only arrays are taken and left as they were."""
    for X, labels, W in disguises(grading_rng("hinge_gradient_inputs")):
        arrays = [frozen(array) for array in (X, labels, W)]
        got = as_array(call(func, *arrays), W.shape, "the gradient")
        expected = reference.hinge_gradient(X.astype(float), labels, W.astype(float))
        single = X.dtype == np.float32
        close(
            got,
            expected,
            f"the gradient of data of type {X.dtype}",
            rtol=1e-5 if single else 1e-10,
            atol=1e-6 if single else 1e-9,
            otherwise="compute with floats, and leave the caller's arrays alone",
        )
    X, labels, W = np.eye(3), np.array([0, 1, 2]), 5 * np.eye(3)
    got = as_array(call(func, X, labels, W), W.shape, "the gradient")
    require(not got.any(), "where no rival violates the margin, the gradient should be 0.")
