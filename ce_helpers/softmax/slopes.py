"""Visible checks of the Jacobian and of Jᵀg: against central differences."""

from __future__ import annotations

import numpy as np

from ce_helpers.checking import close, passed
from ce_helpers.numeric import central_jacobian
from ce_helpers.softmax.calls import BATCH, LOGITS, Array, Function, result
from ce_helpers.softmax.mistakes import by_definition, of_jacobian, of_vjp, reject


def softmax_jacobian(func: Function) -> None:
    """Check the Jacobian against central differences of the printed formula."""
    for z in (LOGITS, np.array([1.0, -0.5, 0.25])):
        J = result(func, z, shape=(z.size, z.size))
        reject(J, "softmax_jacobian(z)", of_jacobian(z))
        close(
            J,
            central_jacobian(by_definition, z),
            "softmax_jacobian(z), compared with central differences,",
            rtol=1e-6,
            atol=1e-8,
            otherwise="its entry [k, j] is your formula da, with a the softmax of z",
        )
        close(
            J.sum(axis=0),
            np.zeros(z.size),
            "the sum of a column of the Jacobian, which is 0 because all a_k sum to 1,",
            otherwise="use the formula; differences of softmax are not exact",
        )
    passed("softmax_jacobian: agrees with central differences; its columns sum to 0")


def softmax_jacobian_stable(func: Function) -> None:
    """Check the Jacobian for large and for integer logits."""
    small = np.array([0.0, 1.0, 2.0])
    expected = central_jacobian(by_definition, small)
    for z in (small + 1e4, small - 1e4, small.astype(int)):
        J = result(func, z, shape=(3, 3), stable=True)
        close(
            J,
            expected,
            "softmax_jacobian of shifted or integer logits",
            rtol=1e-6,
            atol=1e-8,
            otherwise="a shift of all logits should change nothing: build it on a softmax that "
            "subtracts the maximum",
        )
    passed("softmax_jacobian: large and integer logits work")


def _rows_of_jacobian(Z: Array, G: Array) -> Array:
    """Return Jᵀg row by row, with each J measured by central differences."""
    return np.stack([central_jacobian(by_definition, z).T @ g for z, g in zip(Z, G, strict=True)])


def _softmax_vjp(func: Function, Z: Array, G: Array, otherwise: str) -> None:
    A = np.stack([by_definition(z) for z in Z])
    close(
        result(func, A, G, shape=G.shape),
        _rows_of_jacobian(Z, G),
        "softmax_vjp(A, G), compared with measured slopes,",
        rtol=1e-6,
        atol=1e-8,
        mistakes=of_vjp(A, G),
        n_samples=len(Z),
        otherwise=otherwise,
    )


def softmax_vjp(func: Function) -> None:
    """Check Jᵀg of one sample against a measured Jacobian."""
    G = np.array([[1.0, -2.0, 0.5, 3.0]])
    _softmax_vjp(func, LOGITS[np.newaxis], G, "compare with a_j (g_j − Σ_k g_k a_k), one sample")
    passed("softmax_vjp: right for one sample")


def softmax_vjp_batch(func: Function) -> None:
    """Check that each row of a batch is treated on its own."""
    G = np.array([[1.0, 0.0, 0.0, 0.0], [0.5, 2.0, -1.0, 3.0], [1.0, 1.0, 1.0, 1.0]])
    _softmax_vjp(func, BATCH, G, "take the sum over the last axis, one number for each row")
    passed("softmax_vjp: each row of a batch on its own")
