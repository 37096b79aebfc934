"""Visible checks of the Jacobian and of Jᵀg, against derivatives that are measured."""

from __future__ import annotations

import numpy as np

from ce_helpers.checking import Array, Function, passed
from ce_helpers.numeric import complex_step_gradient
from ce_helpers.properties import Property
from ce_helpers.softmax import mistakes, printed
from ce_helpers.softmax.values import BATCH, LOGITS, compare

JACOBIAN = Property(
    "softmax_jacobian(z)",
    "its entry [k, j] is your formula da, with a the softmax of z",
    mistakes.of_jacobian,
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
)


def _measured_vjp(z: Array, g: Array) -> Array:
    """Return the gradient of g · softmax(z) with respect to z, to rounding."""
    return complex_step_gradient(lambda logits: printed.softmax(logits) @ g, z)


def _measured_jacobian(z: Array) -> Array:
    return np.stack([_measured_vjp(z, row) for row in np.eye(z.size)])


def softmax_jacobian(func: Function) -> None:
    """Compare with measured derivatives of the printed formula."""
    for z in (LOGITS, np.array([1.0, -0.5, 0.25])):
        compare(JACOBIAN, func, _measured_jacobian(z), z, pure=True)
    passed("softmax_jacobian: agrees with measured derivatives")


def softmax_jacobian_stable(func: Function) -> None:
    """Check the Jacobian for large and for integer logits."""
    small = np.array([0.0, 1.0, 2.0])
    for z in (small + 1e4, small - 1e4, small.astype(int)):
        compare(JACOBIAN_FAR, func, _measured_jacobian(small), z, stable=True)
    passed("softmax_jacobian: large and integer logits work")


def _compare_vjp(func: Function, Z: Array, G: Array) -> None:
    expected = np.stack([_measured_vjp(z, g) for z, g in zip(Z, G, strict=True)])
    compare(VJP, func, expected, printed.softmax(Z), G, n_samples=len(Z), pure=True)


def softmax_vjp(func: Function) -> None:
    """Compare Jᵀg of one sample with a measured gradient."""
    _compare_vjp(func, LOGITS[np.newaxis], np.array([[1.0, -2.0, 0.5, 3.0]]))
    passed("softmax_vjp: right for one sample")


def softmax_vjp_batch(func: Function) -> None:
    """Check that each row of a batch is treated on its own."""
    G = np.array([[1.0, 0.0, 0.0, 0.0], [0.5, 2.0, -1.0, 3.0], [1.0, 1.0, 1.0, 1.0]])
    _compare_vjp(func, BATCH, G)
    passed("softmax_vjp: each row of a batch on its own")
