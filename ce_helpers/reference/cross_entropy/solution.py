"""One-hot targets, cross-entropy, the categorical cross-entropy loss and its gradient.

Domain: logits Z, any finite (N, C); targets Y, rows that sum to 1; labels, integers 0..C−1.
One sample: L = −Σ_c y_c log softmax(z)_c, with ∂L/∂z_j = softmax(z)_j − y_j.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ce_helpers import validation
from ce_helpers.reference.softmax.solution import log_softmax, softmax


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
    p, q = validation.as_floats(p, "p"), validation.as_floats(q, "q")
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
        If Z or Y is no finite, non-empty (N, C) array, their shapes differ, or a row of Y does
        not sum to 1, beyond rounding.

    Notes
    -----
    −(1/N) Σ_i Σ_c y_ic log softmax(z_i)_c (Lê, batch loss; there the sum, here the mean).
    `log_softmax` takes the logarithm before any exponential can underflow, and keeps the digits of
    a loss near 0.

    Examples
    --------
    Equal logits say nothing about the class, which costs log C:

    >>> bool(cce_loss([[7.0, 7.0, 7.0, 7.0]], [[0, 0, 1, 0]]) == np.log(4))
    True
    """
    Z, Y = validation.logits_and_targets(Z, Y)
    return float(np.sum(Y * -log_softmax(Z)) / len(Z))


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
        If Z or Y is no finite, non-empty (N, C) array, their shapes differ, or a row of Y does
        not sum to 1, beyond rounding.

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
    A = softmax(Z)
    A -= Y
    A /= len(Z)
    return A
