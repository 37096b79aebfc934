"""Hidden tests of 05_hinge: its checks on drawn data, with the reference's loss and gradient.

Random data is redrawn until every shortfall u = z_j − z_t + Δ is at least 1e-3 away from the
kink; the kink has tests of its own, on whole numbers, where u is 0 without rounding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ce_helpers import hinge
from ce_helpers.hinge.cases import Case, Cases, Problem, forms
from ce_helpers.hinge.descent import SVM
from ce_helpers.reference import hinge as reference
from ce_helpers.reference.descent import ExactDescent, losses_on_the_way, step_after_step
from ce_helpers.reference.seed import hidden_test

Array = NDArray[Any]
Drawn = Iterator[tuple[Problem, str, float]]
Rng = np.random.Generator
OFF_KINK = 1e-3


def problem(rng: Rng, n: int, d: int, c: int, margin: float = 1.0) -> Problem:
    """Draw X, labels and W off every kink; with several samples the last class is absent."""
    while True:
        X, W = rng.normal(size=(n, d)), rng.normal(size=(d, c))
        labels = rng.integers(0, c if n == 1 else c - 1, size=n)
        u = reference.shortfalls(X, labels, W, margin)
        mixed = 0 < (u > 0).sum() < n * (c - 1) or c == 2
        if mixed and np.abs(u).min() > OFF_KINK:
            return X, labels, W


# one feature, two classes; N, D and C differ
SINGLES = [(1, 4, 3), (1, 2, 6), (1, 3, 5), (1, 5, 2), (1, 1, 4)]
BATCHES = [(7, 4, 3), (5, 2, 6), (12, 3, 5), (9, 6, 2), (6, 1, 4), (307, 2, 4)]
KINKS_OF_ONE = [(1, 2, 4), (1, 3, 6), (1, 4, 3), (1, 1, 4)]
KINKS = [(1, 3, 4), (6, 3, 5), (7, 2, 3), (4, 1, 3)]


def many_classes(rng: Rng, n: int) -> Problem:
    """Draw samples of more classes than a byte can count, where all rivals violate the margin."""
    labels = rng.integers(256, 299, size=n)
    return rng.normal(size=(n, 2)), labels, 0.01 * rng.normal(size=(2, 300))


def whole_numbers(
    rng: Rng, n: int, d: int, c: int, margin: float, *, kink: bool = False
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


def at_the_kink(rng: Rng, n: int, d: int, c: int) -> tuple[Problem, float]:
    """Draw whole numbers for which some shortfall is exactly 0, and > and ≥ differ."""
    margin = float(rng.integers(2, 4))
    X, labels, W = whole_numbers(rng, n, d, c, margin, kink=True)
    return (X.astype(float), labels, W.astype(float)), margin


def _disguised(rng: Rng, n: int = 6) -> Drawn:
    """Yield whole numbers in all forms, read-only, with a tie; then large data, and zeros."""
    X, labels, W = whole_numbers(rng, 6, 3, 5, 1.0)
    W[:, 4] = W[:, labels[0]]
    for what, _, (A, t, V) in forms(X, labels, W):
        yield _frozen(A[:n], t[:n], V), f" of data in another form ({what})", 1.0
    X, labels, W = problem(rng, n, 3, 5)
    yield _frozen(1e4 * X, labels, W), " of large data", 1.0
    yield _frozen(X, labels, 0 * W), " at weights of 0", 1.0


def _frozen(*arrays: Array) -> Problem:
    X, labels, W = (array.copy(order="K") for array in arrays)
    for array in (X, labels, W):
        array.flags.writeable = False
    return X, labels, W


def _at_margins(rng: Rng, sizes: Iterable[tuple[int, int, int]]) -> Drawn:
    """Yield problems of N samples, D features and C classes, each with several margins."""
    for n, d, c in sizes:
        of = f" of {n} samples" if n > 1 else " of one sample"
        for margin in (1.0, 0.0, float(rng.uniform(0.2, 0.8)), float(rng.uniform(1.5, 3.0))):
            yield problem(rng, n, d, c, margin), f"{of}, at a margin of {margin:.2f},", margin
    n = min(n, 3)
    yield many_classes(rng, n), f" of {n} sample{'s' * (n > 1)} in 300 classes", 1.0


def _loss_of_one(rng: Rng) -> Drawn:
    yield from _at_margins(rng, SINGLES)
    yield whole_numbers(rng, 1, 3, 5, 0.75), " of integers, at a margin of 0.75,", 0.75


def _loss_of_batch(rng: Rng) -> Drawn:
    for n, d, c in BATCHES:
        yield problem(rng, n, d, c), f" of a batch of {n} samples", 1.0
    yield from _disguised(rng)


def _gradient_of_one(rng: Rng) -> Drawn:
    yield from _at_margins(rng, SINGLES)
    yield from _disguised(rng, 1)


def _gradient_of_batch(rng: Rng) -> Drawn:
    return _at_margins(rng, [(1, 4, 3), *BATCHES])


def _gradient_in_forms(rng: Rng) -> Drawn:
    yield from _disguised(rng)
    yield (np.eye(3), np.arange(3), 5 * np.eye(3)), " where no rival violates the margin", 1.0


def _at_kink(sizes: Iterable[tuple[int, int, int]], rng: Rng) -> Drawn:
    for n, d, c in sizes:
        data, margin = at_the_kink(rng, n, d, c)
        yield data, " at a kink", margin


def _cases(right: Callable[..., Any], draw: Callable[[Rng], Drawn]) -> Cases:
    """Return what is drawn with what the reference, in float64, makes of it."""

    def cases(rng: Rng) -> Iterator[Case]:
        for data, where, margin in draw(rng):
            X, labels, W = data
            exact = partial(right, X.astype(np.float64), labels, W.astype(np.float64))
            yield Case(data, exact, where, margin, pure=not X.flags.writeable)

    return cases


EXACT = ExactDescent(
    **vars(SVM),
    exact_gradients=lambda p, data: {"W": reference.hinge_gradient(data.X, data.labels, p["W"])},
    exact_loss=lambda p, data: reference.hinge_loss(data.X, data.labels, p["W"]),
)
_LOSS = partial(_cases, reference.hinge_loss)
_GRADIENT = partial(_cases, reference.hinge_gradient)
_RIGHT: dict[str, tuple[Any, ...]] = {
    "hinge_loss_values": (_LOSS(_loss_of_one),),
    "hinge_loss_batch": (_LOSS(_loss_of_batch),),
    "gradient_sample": (_GRADIENT(_gradient_of_one),),
    "gradient_sample_kink": (_GRADIENT(partial(_at_kink, KINKS_OF_ONE)),),
    "gradient_values": (_GRADIENT(_gradient_of_batch),),
    "gradient_kink": (_GRADIENT(partial(_at_kink, KINKS)),),
    "gradient_inputs": (_GRADIENT(_gradient_in_forms),),
    "svm_step": (EXACT,),
    "svm_batches": (EXACT, step_after_step),
    "svm_shuffle": (EXACT,),
    "svm_history": (EXACT, losses_on_the_way),
}


def __getattr__(name: str) -> Callable[..., None]:
    return hidden_test(hinge, name, _RIGHT.get(name))
