"""Visible checks of the Jacobian and of Jᵀg, against derivatives that are measured."""

from __future__ import annotations

import time
import tracemalloc
from types import FunctionType

import numpy as np

from ce_helpers.calls import call, require_fresh
from ce_helpers.cascade import builds_on
from ce_helpers.checking import Array, CheckFailed, Function, name_of, passed, require
from ce_helpers.numeric import complex_step_gradient
from ce_helpers.properties import Property
from ce_helpers.softmax import mistakes, printed
from ce_helpers.softmax.values import (
    BATCH,
    LOGITS,
    SPREAD,
    compare,
    softmax_axis,
    softmax_stable,
    softmax_types,
    softmax_values,
)

_on_softmax = builds_on(softmax=(softmax_values, softmax_axis, softmax_stable, softmax_types))
SOME, MORE, MOST = 120, 500, 17_000  # numbers of classes: the last one's Jacobian has 2.3 GB
LONGEST = 4.0  # seconds; a loop in Python takes three times as long

JACOBIAN = Property(
    "softmax_jacobian(z)",
    "its entry [k, j] is your formula da, with a the softmax of z",
    mistakes.of_jacobian,
    atol=1e-15,
)
JACOBIAN_FAR = Property(
    "softmax_jacobian(z) of large or integer logits",
    "a shift of all logits should change nothing: build it on a softmax that subtracts the maximum",
    mistakes.of_jacobian,
    atol=1e-9,
)
VJP = Property(
    "softmax_vjp(A, G)",
    "each entry is a_j (g_j − Σ_k g_k a_k), with the sum of its own row",
    mistakes.of_vjp,
    atol=1e-14,
)


def _measured_vjp(z: Array, g: Array) -> Array:
    """Return the gradient of g · softmax(z) with respect to z, to rounding."""
    return complex_step_gradient(lambda logits: printed.softmax(logits) @ g, z)


def _measured_jacobian(z: Array) -> Array:
    return np.stack([_measured_vjp(z, row) for row in np.eye(z.size)])


@_on_softmax
def softmax_jacobian(func: Function) -> None:
    """Compare with measured derivatives of the printed formula."""
    for z in (LOGITS, np.array([-20.0, 0.0, 1.0]), np.zeros(1)):
        compare(JACOBIAN, func, _measured_jacobian(z), z, pure=True)
    require_fresh(func, [LOGITS], [-LOGITS])
    passed("softmax_jacobian: agrees with measured derivatives")


@_on_softmax
def softmax_jacobian_stable(func: Function) -> None:
    """Check the Jacobian for large and for integer logits."""
    small = np.array([0.0, 1.0, 2.0])
    for z in (small + 1e4, small - 1e4, small.astype(int)):
        compare(JACOBIAN_FAR, func, _measured_jacobian(small), z, stable=True)
    compare(JACOBIAN_FAR, func, _measured_jacobian(SPREAD[0]), SPREAD[0] + 1e4, stable=True)
    passed("softmax_jacobian: large and integer logits work")


def _compare_vjp(func: Function, Z: Array, G: Array) -> None:
    expected = np.stack([_measured_vjp(z, g) for z, g in zip(Z, G, strict=True)])
    A, where = printed.softmax(Z), f" for {len(Z)} × {Z.shape[1]} outputs"
    compare(VJP, func, expected, A, G, where=where, n_samples=len(Z), pure=True)


def softmax_vjp(func: Function) -> None:
    """Compare Jᵀg of one sample with a measured gradient."""
    G = np.array([[1.0, -2.0, 0.5, 3.0]])
    for n_classes in (4, 2, 1):
        _compare_vjp(func, LOGITS[np.newaxis, :n_classes], G[:, :n_classes])
    passed("softmax_vjp: right for one sample")


def softmax_vjp_batch(func: Function) -> None:
    """Check that each row of a batch is treated on its own, and that no Jacobian is formed."""
    G = np.array([[1, 0, 0, 0], [5, 2, -1, 3], [1, 1, 1, 1]])
    for logits, gradient in ((BATCH, G / 2), (BATCH, G), (BATCH[:2], 1e4 * G[:2]), (SPREAD, G / 2)):
        _compare_vjp(func, logits, gradient)
    require_fresh(func, [printed.softmax(BATCH), G / 2], [printed.softmax(BATCH), G / 4])
    _require_no_jacobian(func)
    passed("softmax_vjp: each row of a batch on its own, without a Jacobian")


def _require_no_jacobian(func: Function) -> None:
    """Require that no array of C × C entries is made.

    What a function allocates is counted. One that runs in another process cannot be watched, but
    has its memory limited there: it is called with more classes than a Jacobian has room for,
    unless it is as slow as loops over all pairs of classes, which form none and would never end.
    """
    A = _uniform(SOME)
    call(func, A, A)  # whatever it imports is no array of this call
    tracemalloc.start()
    try:
        call(func, A, A)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    formed = f"{name_of(func)} makes an array of C × C entries: one sum for each row is enough."
    require(most < 4 * SOME**2, formed)
    if not isinstance(func, FunctionType) and _seconds(func) < LONGEST:
        try:
            call(func, _uniform(MOST), _uniform(MOST))
        except CheckFailed as failure:
            raise CheckFailed(formed) from failure


def _uniform(n_classes: int) -> Array:
    return np.full((1, n_classes), 1 / n_classes)


def _seconds(func: Function) -> float:
    """Return how long the most classes would take, if time grows with their square."""
    best = np.inf
    for _ in range(5):
        began = time.perf_counter()
        call(func, _uniform(MORE), _uniform(MORE))
        best = min(best, time.perf_counter() - began)
    return float(best) * (MOST / MORE) ** 2
