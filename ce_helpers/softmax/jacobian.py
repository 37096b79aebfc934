"""Visible checks of the Jacobian and of Jᵀg, against derivatives that are measured."""

from __future__ import annotations

import time
import tracemalloc
from functools import partial
from types import FunctionType

import numpy as np

from ce_helpers import printed
from ce_helpers.calls import call, require_fresh
from ce_helpers.cascade import builds_on
from ce_helpers.checking import Array, CheckFailed, Function, name_of, require
from ce_helpers.checks import visible
from ce_helpers.numeric import complex_step_gradient
from ce_helpers.properties import Property
from ce_helpers.softmax import mistakes
from ce_helpers.softmax.values import (
    LEADS,
    compare,
    compare_all,
    softmax_axis,
    softmax_stable,
    softmax_types,
    softmax_values,
    spread,
    tied,
)

Rng = np.random.Generator
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


@visible("softmax_jacobian: agrees with measured derivatives")
@_on_softmax
def softmax_jacobian(func: Function, rng: Rng) -> None:
    """Compare with measured derivatives at logits of several sizes, tied ones among them."""
    sizes = (3, int(rng.integers(8, 12)), 2, 1)
    about = partial(compare_all, JACOBIAN, _measured_jacobian, func, pure=True)
    about(*[rng.normal(0, 1.5, size) for size in sizes], rng.permutation([-30.0, 0.0, 1.0]))
    about(*tied(rng)[:1], shift=rng.normal())
    require_fresh(func, *rng.normal(0, 1.5, (2, 1, 4)))


@visible("softmax_jacobian: large and integer logits work")
@_on_softmax
def softmax_jacobian_stable(func: Function, rng: Rng) -> None:
    """Check the Jacobian for large and for integer logits."""
    about = partial(compare_all, JACOBIAN_FAR, _measured_jacobian, func, stable=True)
    about(rng.integers(-3, 4, 4))
    about(spread(rng, 5), spread(rng, 2), *tied(rng), shift=9000 + rng.normal())
    for shift in (1e4, -1e4):
        about(rng.normal(0, 2, 4), shift=shift)


def _compare_vjp(func: Function, Z: Array, G: Array) -> None:
    expected = np.stack([_measured_vjp(z, g) for z, g in zip(Z, G, strict=True)])
    A, where = printed.softmax(Z), f" for {len(Z)} × {Z.shape[1]} outputs"
    atol = VJP.atol * max(1.0, np.abs(G).max())
    compare(VJP, func, expected, A, G, where=where, n_samples=len(Z), atol=atol, pure=True)


@visible("softmax_vjp: right for one sample")
def softmax_vjp(func: Function, rng: Rng) -> None:
    """Compare Jᵀg of single samples, where no batch can be mixed up, with measured gradients."""
    rows = [rng.normal(0, 2, (1, n_classes)) for n_classes in (3, 6, 2, 1)]
    for Z in (*rows, LEADS[:1]):  # small outputs count as well
        _compare_vjp(func, Z, rng.normal(size=Z.shape))


@visible("softmax_vjp: each row of a batch on its own, without a Jacobian")
def softmax_vjp_batch(func: Function, rng: Rng) -> None:
    """Check batches, with outputs that are 0 and 1 and integers for G; no Jacobian is formed."""
    for shape in ((4, 3), (3, 5), (4, 4), (307, 2)):
        Z = rng.normal(0, 2, shape)
        for G in (rng.normal(size=shape), rng.integers(-3, 4, shape), rng.normal(0, 1e4, shape)):
            _compare_vjp(func, Z, G)
    _compare_vjp(func, np.asfortranarray(spread(rng, 3, 4)), rng.normal(size=(3, 4)))
    A, G = printed.softmax(Z), rng.normal(size=Z.shape)
    require_fresh(func, [A, G], [A, G / 2])
    _require_no_jacobian(func)


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
