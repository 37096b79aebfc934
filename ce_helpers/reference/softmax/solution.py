"""Reference solutions of 01_softmax: the logistic function, softmax, and their derivatives.

The array functions keep float32, compute in float64 otherwise, leave their arguments alone
and are right to rounding for logits up to 1e4 and beyond.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ce_helpers import validation

Array = NDArray[np.floating]


def logistic(z: ArrayLike) -> Array:
    """Logistic function of each score.

    Parameters
    ----------
    z : array_like of any shape
        Scores, finite.

    Returns
    -------
    ndarray of the same shape
        Probabilities, each in [0, 1].

    Raises
    ------
    TypeError
        If `z` is not numeric.
    ValueError
        If `z` holds NaN or infinity.

    Notes
    -----
    σ(s) = 1 / (1 + e^{−s}) (Lê Anh Cường, "Logistic function"), computed from e^{−|s|}, which
    cannot overflow. Not `(1 + tanh(s / 2)) / 2`: it rounds the lower tail to 0.

    Examples
    --------
    >>> logistic([0, 1000, -1000])
    array([0.5, 1. , 0. ])
    """
    scores = validation.as_floats(z, "z")
    exp_minus_abs = np.exp(-np.abs(scores))
    return np.where(scores >= 0, 1, exp_minus_abs) / (1 + exp_minus_abs)


def softmax(z: ArrayLike) -> Array:
    """Softmax over the last axis.

    Parameters
    ----------
    z : (..., C) array_like
        Logits, finite.

    Returns
    -------
    (..., C) ndarray
        Probabilities; those of one row sum to 1.

    Raises
    ------
    TypeError
        If `z` is not numeric.
    ValueError
        If `z` has no axis or no class, or holds NaN or infinity.

    Notes
    -----
    a_k = e^{z_k} / Σ_l e^{z_l} (Pawel Wocjan, eq. (1), with the sum over the classes). The
    shift by each row's maximum cancels and makes the largest exponent 0. One maximum for the
    whole batch would not do: a row far below it has a sum that rounds to 0.

    Examples
    --------
    >>> softmax([0, 0])
    array([0.5, 0.5])
    >>> softmax([[1000, 1000, 1000, 1000], [0, -1000, 0, -1000]])
    array([[0.25, 0.25, 0.25, 0.25],
           [0.5 , 0.  , 0.5 , 0.  ]])
    """
    exponentials, sums = _exp_shifted(_shifted(z))
    exponentials /= sums
    return exponentials


def log_softmax(z: ArrayLike) -> Array:
    """Logarithm of softmax over the last axis, in nats.

    Parameters
    ----------
    z : (..., C) array_like
        Logits, finite.

    Returns
    -------
    (..., C) ndarray
        Logarithms of probabilities, each ≤ 0.

    Raises
    ------
    TypeError
        If `z` is not numeric.
    ValueError
        If `z` has no axis or no class, or holds NaN or infinity.

    Notes
    -----
    log a_k = z_k − log Σ_l e^{z_l}, after the same shift as in `softmax`. It keeps its digits
    where a_k rounds to 0 and, as log(1 + x) of all terms but the largest, where a_k rounds to 1.

    Examples
    --------
    >>> log_softmax([0, 1000])
    array([-1000.,     0.])
    >>> log_softmax([0, 40]).tolist()
    [-40.0, -4.248354255291589e-18]
    """
    shifted = _shifted(z)
    others = np.exp(shifted)
    np.put_along_axis(others, shifted.argmax(axis=-1, keepdims=True), 0, axis=-1)
    shifted -= np.log1p(others.sum(axis=-1, keepdims=True))
    return shifted


def softmax_jacobian(z: ArrayLike) -> Array:
    """Jacobian of softmax at one vector of logits.

    Parameters
    ----------
    z : (C,) array_like
        Logits of one sample, finite.

    Returns
    -------
    (C, C) ndarray
        Entry [k, j] is ∂a_k/∂z_j. The matrix is symmetric; each row and column sums to 0.

    Raises
    ------
    TypeError
        If `z` is not numeric.
    ValueError
        If `z` is no vector, is empty, or holds NaN or infinity.

    Notes
    -----
    ∂a_k/∂z_j = a_k (δ_jk − a_j) (Pawel Wocjan, eq. (2)).

    Examples
    --------
    >>> softmax_jacobian([0, 0])
    array([[ 0.25, -0.25],
           [-0.25,  0.25]])
    """
    a = softmax(validation.as_floats(z, "z", ndim=1))
    jacobian = np.multiply.outer(-a, a)
    np.einsum("kk->k", jacobian)[:] += a
    return jacobian


def softmax_vjp(A: ArrayLike, G: ArrayLike) -> Array:
    """Gradient with respect to the logits, from that with respect to the outputs, row by row.

    Parameters
    ----------
    A : (N, C) array_like
        Softmax outputs, one sample per row.
    G : (N, C) array_like
        Derivatives of a scalar with respect to the entries of `A`.

    Returns
    -------
    (N, C) ndarray
        Jᵀg for each row, in O(N C) time and memory.

    Raises
    ------
    TypeError
        If `A` or `G` is not numeric.
    ValueError
        If the shapes differ, a batch is empty, or an entry is NaN or infinite.

    Notes
    -----
    Σ_k g_k a_k (δ_jk − a_j) = a_j (g_j − Σ_k g_k a_k), from Pawel Wocjan, eq. (2).

    Examples
    --------
    >>> softmax_vjp([[0.5, 0.5]], [[1.0, -1.0]])
    array([[ 0.5, -0.5]])
    """
    outputs, upstream = validation.arrays(A=(A, "NC"), G=(G, "NC"))
    gradient = upstream - np.einsum("nk,nk->n", outputs, upstream)[:, np.newaxis]
    gradient *= outputs
    return gradient


def _shifted(z: ArrayLike) -> Array:
    """Return a new array, the logits less the largest one of each row."""
    logits = validation.as_floats(z, "z", min_ndim=1)
    return logits - logits.max(axis=-1, keepdims=True)


def _exp_shifted(shifted: Array) -> tuple[Array, Array]:
    """Return the exponentials, in the place of their argument, and the sum of each row."""
    exponentials = np.exp(shifted, out=shifted)
    return exponentials, exponentials.sum(axis=-1, keepdims=True)
