"""Cross-entropy, the categorical cross-entropy loss and its gradient, and both in one pass.

Domain: logits Z, any finite (N, C); targets Y, rows that sum to 1; labels, integers 0..C−1.
One sample: L = −Σ_c y_c log softmax(z)_c, with ∂L/∂z_j = softmax(z)_j − y_j.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ce_helpers import validation

Fill = Callable[[NDArray[Any], NDArray[Any], NDArray[Any], int], float]
BLOCK_BYTES = 1 << 20  # a block of rows stays in the second-level cache between its passes


def one_hot(labels: ArrayLike, n_classes: int) -> NDArray[np.float64]:
    """Encode class labels as rows with a single 1.

    Parameters
    ----------
    labels : array_like of int, shape (N,)
        Class indices 0..C−1.
    n_classes : int
        Number of classes C, whatever labels are present.

    Returns
    -------
    ndarray of float64, shape (N, C)
        Row i is 1 at column ``labels[i]`` and 0 elsewhere.

    Raises
    ------
    ValueError
        If a label lies outside 0..C−1 (also −1, which an index would take for the last
        class), or the labels are not one-dimensional.
    TypeError
        If the labels are not integers.

    Notes
    -----
    Wocjan 2019, section 4, counts labels from 1; code counts from 0.

    Examples
    --------
    >>> one_hot([2, 0], 4)
    array([[0., 0., 1., 0.],
           [1., 0., 0., 0.]])
    """
    labels = validation.labels(labels, n_classes)
    encoded = np.zeros((labels.size, n_classes))
    encoded[np.arange(labels.size), labels] = 1.0
    return encoded


def cross_entropy(p: ArrayLike, q: ArrayLike) -> NDArray[np.floating] | float:
    """Compute the cross-entropy of q relative to p over the last axis, in nats.

    Parameters
    ----------
    p : array_like, shape (..., C)
        The distribution that the outcomes follow.
    q : array_like, shape (..., C)
        The distribution that is assumed; broadcast against p.

    Returns
    -------
    ndarray, shape (...), or float for two vectors
        Infinite where q is 0 at a possible outcome.

    Raises
    ------
    ValueError
        If an entry is negative, or the shapes do not broadcast.

    Notes
    -----
    H(p, q) = −Σ_k p_k log q_k (Wocjan 2019, eq. 3), with 0·log 0 = 0, the limit of p log p.

    Examples
    --------
    >>> float(cross_entropy([0.5, 0.5, 0.0], [0.25, 0.75, 0.0]).round(6))
    0.836988
    """
    p, q = validation.as_float(p, "p"), validation.as_float(q, "q")
    for name, value in (("p", p), ("q", q)):
        if (value < 0).any():
            raise ValueError(f"{name} should hold probabilities, but its minimum is {value.min()}")
    p, q = np.broadcast_arrays(p, q)
    log_q = np.zeros(q.shape, dtype=q.dtype)
    with np.errstate(divide="ignore"):
        np.log(q, out=log_q, where=p > 0)
    # 0 − Σ: the sum of zeros negated would be −0.0
    return 0.0 - np.sum(p * log_q, axis=-1)


def cce_loss(Z: ArrayLike, Y: ArrayLike) -> float:
    """Compute the categorical cross-entropy of logits, averaged over the samples.

    Parameters
    ----------
    Z : array_like, shape (N, C)
        Logits.
    Y : array_like, shape (N, C)
        Targets: rows that sum to 1.

    Returns
    -------
    float
        The mean of the N losses, in nats.

    Raises
    ------
    ValueError
        If Z or Y is no finite, non-empty (N, C) array, or their shapes differ.

    Notes
    -----
    −(1/N) Σ_i Σ_c y_ic log softmax(z_i)_c (Lê, batch loss; there the sum, here the mean).
    The logarithm of the softmax is taken before any exponential can underflow:
    log softmax(z)_c = z_c − max z − log Σ_d exp(z_d − max z).

    Examples
    --------
    Equal logits say nothing about the class, which costs log C:

    >>> bool(cce_loss([[7.0, 7.0, 7.0, 7.0]], [[0, 0, 1, 0]]) == np.log(4))
    True
    """
    Z, Y = validation.logits_and_targets(Z, Y)
    shifted = Z - Z.max(axis=1, keepdims=True)
    log_total = np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return float(np.sum(Y * (log_total - shifted)) / len(Z))


def cce_gradient(Z: ArrayLike, Y: ArrayLike) -> NDArray[np.floating]:
    """Compute the gradient of `cce_loss` with respect to the logits.

    Parameters
    ----------
    Z : array_like, shape (N, C)
        Logits.
    Y : array_like, shape (N, C)
        Targets: rows that sum to 1.

    Returns
    -------
    ndarray, shape (N, C)
        (A − Y)/N with A = softmax(Z); every row sums to 0.

    Raises
    ------
    ValueError
        If Z or Y is no finite, non-empty (N, C) array, or their shapes differ.

    Notes
    -----
    ∂L/∂z_j = a_j − y_j (Lê; Wocjan 2019, eq. 8 carried to its end; Purcell 2021 with the
    sign restored).

    Examples
    --------
    >>> cce_gradient([[0.0, 0.0], [0.0, 0.0]], [[1, 0], [0.5, 0.5]])
    array([[-0.25,  0.25],
           [ 0.  ,  0.  ]])
    """
    Z, Y = validation.logits_and_targets(Z, Y)
    A = np.exp(Z - Z.max(axis=1, keepdims=True))
    A /= A.sum(axis=1, keepdims=True)
    A -= Y
    A /= len(Z)
    return A


def cce_loss_and_gradient(Z: ArrayLike, targets: ArrayLike) -> tuple[float, NDArray[np.floating]]:
    """Compute the loss and its gradient together, with one exponential per logit.

    Parameters
    ----------
    Z : array_like, shape (N, C)
        Logits.
    targets : array_like, shape (N, C) or (N,)
        Rows that sum to 1, or integer class labels 0..C−1.

    Returns
    -------
    loss : float
        As `cce_loss`.
    gradient : ndarray, shape (N, C)
        As `cce_gradient`, to rounding.

    Raises
    ------
    ValueError
        As `cce_loss` and `one_hot`.

    Notes
    -----
    The gradient's own buffer holds the shifted logits, then their exponentials, then the
    gradient; the rows go through it block by block, so that each pass finds them in cache.

    Examples
    --------
    >>> loss, gradient = cce_loss_and_gradient(np.zeros((2, 4)), [3, 0])
    >>> bool(np.isclose(loss, np.log(4)))
    True
    >>> gradient[0]
    array([ 0.125,  0.125,  0.125, -0.375])
    """
    fill: Fill
    goal: Any
    if np.ndim(targets) == 1:
        fill = _fill_from_labels
        Z, goal = validation.logits_and_labels(Z, targets)
    else:
        fill = _fill_from_rows
        Z, goal = validation.logits_and_targets(Z, targets)
    gradient = np.empty_like(Z)
    rows = max(1, BLOCK_BYTES // (Z.itemsize * Z.shape[1]))
    blocks = [slice(start, start + rows) for start in range(0, len(Z), rows)]
    losses = [fill(Z[block], goal[block], gradient[block], len(Z)) for block in blocks]
    return sum(losses) / len(Z), gradient


def _fill_from_labels(
    Z: NDArray[np.floating], labels: NDArray[np.integer], G: NDArray[np.floating], n_samples: int
) -> float:
    """Write a block's gradient into G and return the sum of its losses."""
    target = (np.arange(len(Z)), labels)
    np.subtract(Z, Z.max(axis=1, keepdims=True), out=G)
    at_target = G[target].sum(dtype=np.float64)
    log_total = _exp_and_normalise(G, n_samples)
    G[target] -= 1.0 / n_samples
    return float(log_total.sum(dtype=np.float64) - at_target)


def _fill_from_rows(
    Z: NDArray[np.floating], Y: NDArray[np.floating], G: NDArray[np.floating], n_samples: int
) -> float:
    """Write a block's gradient into G and return the sum of its losses."""
    np.subtract(Z, Z.max(axis=1, keepdims=True), out=G)
    at_target = np.einsum("ic,ic->", Y, G)  # no temporary, and no threads to wake
    log_total = _exp_and_normalise(G, n_samples)
    G -= Y / n_samples
    return float(np.sum(Y.sum(axis=1) * log_total) - at_target)


def _exp_and_normalise(G: NDArray[np.floating], n_samples: int) -> NDArray[np.floating]:
    """Turn shifted logits into softmax/N in place; return each row's log Σ exp."""
    np.exp(G, out=G)
    total = G.sum(axis=1, keepdims=True)
    G *= 1.0 / (n_samples * total)
    return np.log(total[:, 0])
