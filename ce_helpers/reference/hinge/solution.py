"""The multiclass SVM hinge loss: loss, subgradient, training.

Domain: samples X, any finite (N, D); labels, integers 0..C−1; weights W (D, C), no bias.
One sample: z = Wᵀx, L = Σ_{j≠t} max(0, z_j − z_t + Δ), with ∂L/∂w_j = 1[z_j − z_t + Δ > 0] x
for j ≠ t and ∂L/∂w_t = −(number of such j) x.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ce_helpers import validation
from ce_helpers.reference.training import Training

Floats = NDArray[np.floating]
Integers = NDArray[np.integer]
Numbers = Floats | Integers


def hinge_loss(X: ArrayLike, labels: ArrayLike, W: ArrayLike, margin: float = 1.0) -> float:
    """Compute the mean multiclass hinge loss.

    Parameters
    ----------
    X : array_like, shape (N, D)
        One sample per row.
    labels : array_like of int, shape (N,)
        Class indices 0..C−1.
    W : array_like, shape (D, C)
        Weights; column j belongs to class j.
    margin : float, optional
        Lead Δ over every rival that the true class must have to cost nothing.

    Returns
    -------
    float
        Mean over the samples of the sum over the rivals; in units of a score.

    Raises
    ------
    ValueError
        If an array has another rank, the sizes do not match, a label lies outside 0..C−1, or
        an entry is not finite.

    Notes
    -----
    L_i = Σ_{j≠t_i} max(0, w_jᵀx_i − w_{t_i}ᵀx_i + Δ): Quiz 2 of the unsigned sheet
    "Understanding Cross-Entropy Loss …", there with Δ = 1. PyTorch's `multi_margin_loss`
    divides by C besides.

    Examples
    --------
    Without weights every rival costs the whole margin, C − 1 in all:

    >>> hinge_loss([[1.0, 2.0]], [0], np.zeros((2, 5)))
    4.0

    Scores 3, 2.5 and −1, class 0 being right: the second is within the margin, by ½.

    >>> hinge_loss([[1.0]], [0], [[3.0, 2.5, -1.0]])
    0.5
    """
    X, labels, W = _checked(X, labels, W)
    return float(np.maximum(shortfalls(X, labels, W, margin), 0).sum() / len(X))


def hinge_gradient_sample(x: ArrayLike, label: int, W: ArrayLike, margin: float = 1.0) -> Floats:
    """Compute the gradient of the hinge loss of one sample with respect to the weights.

    Parameters
    ----------
    x : array_like, shape (D,)
        The sample.
    label : int
        Its class, 0..C−1.
    W : array_like, shape (D, C)
        Weights.
    margin : float, optional
        Lead Δ that costs nothing.

    Returns
    -------
    ndarray, shape (D, C)
        Column j is the gradient with respect to w_j.

    Raises
    ------
    ValueError
        If the sizes do not match, the label lies outside 0..C−1, or an entry is not finite.

    Notes
    -----
    Equations (3), for j ≠ t alone, and (4) of the sheet. Where a shortfall is exactly 0 the
    loss has a kink; of its subgradients, the strict > takes 0.

    Examples
    --------
    >>> hinge_gradient_sample([1.0, 2.0], 0, [[3.0, 2.5, -1.0], [0.0, 0.0, 0.0]])
    array([[-1.,  1.,  0.],
           [-2.,  2.,  0.]])
    """
    x = np.asarray(x)
    if x.ndim != 1:
        raise ValueError(f"x should be one sample of shape (D,), but has shape {x.shape}")
    return hinge_gradient(x[np.newaxis], [label], W, margin)


def hinge_gradient(X: ArrayLike, labels: ArrayLike, W: ArrayLike, margin: float = 1.0) -> Floats:
    """Compute the gradient of the mean hinge loss with respect to the weights.

    Parameters
    ----------
    X : array_like, shape (N, D)
        One sample per row.
    labels : array_like of int, shape (N,)
        Class indices 0..C−1.
    W : array_like, shape (D, C)
        Weights.
    margin : float, optional
        Lead Δ that costs nothing.

    Returns
    -------
    ndarray, shape (D, C)
        Column j is the gradient with respect to w_j; the columns add up to 0.

    Raises
    ------
    ValueError
        As `hinge_loss`.

    Notes
    -----
    Xᵀ B / N, where row i of B holds 1 for each rival with a positive shortfall and minus
    their number for the true class. At a kink, the subgradient 0 (see
    `hinge_gradient_sample`).

    Examples
    --------
    >>> hinge_gradient([[1.0], [2.0]], [0, 1], np.zeros((1, 2)))
    array([[ 0.5, -0.5]])
    """
    return _gradient(*_checked(X, labels, W), margin)


def svm_sgd(
    X: ArrayLike,
    labels: ArrayLike,
    n_classes: int,
    *,
    learning_rate: float,
    epochs: int,
    batch_size: int,
    l2: float = 0.0,
    seed: int = 0,
) -> tuple[Floats, list[float]]:
    """Train a linear multiclass SVM by minibatch stochastic gradient descent from zeros.

    Parameters
    ----------
    X : array_like, shape (N, D)
        One sample per row; there is no bias, a column of ones takes its place.
    labels : array_like of int, shape (N,)
        Class indices 0..C−1.
    n_classes : int
        Number of classes C, whatever labels are present.
    learning_rate : float
        Step length, positive.
    epochs : int
        Passes over the data.
    batch_size : int
        Samples a step; the gradient is the mean over those actually in the batch.
    l2 : float, optional
        Strength of the penalty (l2/2)·‖W‖².
    seed : int, optional
        Seed of the one generator that shuffles before every epoch.

    Returns
    -------
    W : ndarray, shape (D, C)
        Weights.
    history : list of float
        The full-data loss, penalty included, before training and after each epoch:
        epochs + 1 values, the first of them C − 1.

    Raises
    ------
    ValueError
        If sizes do not match, a label lies outside 0..C−1, or an option is out of range.

    Notes
    -----
    w ← w − α (∂L/∂w + l2·w), a step of Pegasos (Shalev-Shwartz et al. 2007) at a constant α.

    Examples
    --------
    >>> W, history = svm_sgd([[0, 1], [1, 1], [2, 1], [3, 1]], [0, 0, 1, 1], 2,
    ...                      learning_rate=0.5, epochs=20, batch_size=2)
    >>> history[0], len(history), history[-1] < 0.3
    (1.0, 21, True)
    """
    X, labels = validation.samples_and_labels(X, labels, n_classes)
    W = np.zeros((X.shape[1], n_classes), X.dtype)
    history = Training(learning_rate, epochs, batch_size, l2, seed).run(
        W,
        W,
        len(X),
        lambda batch: _gradient(X[batch], labels[batch], W, 1.0),
        lambda: hinge_loss(X, labels, W),
    )
    return W, history


def _gradient(X: Floats, labels: Integers, W: Floats, margin: float) -> Floats:
    violates = (shortfalls(X, labels, W, margin) > 0).astype(X.dtype)
    violates[np.arange(len(X)), labels] = -violates.sum(axis=1)
    return X.T @ violates / X.dtype.type(len(X))


def shortfalls(X: Numbers, labels: Integers, W: Numbers, margin: float) -> Floats:
    """Compute by how much each rival falls short of the margin.

    Parameters
    ----------
    X : ndarray, shape (N, D)
        One sample per row.
    labels : ndarray of int, shape (N,)
        Class indices 0..C−1.
    W : ndarray, shape (D, C)
        Weights.
    margin : float
        Lead Δ that costs nothing.

    Returns
    -------
    ndarray, shape (N, C)
        z_j − z_t + Δ for each rival; −1, which costs nothing, for the true class.
    """
    scores = X @ W
    rows = np.arange(len(X))
    own = scores[rows, labels]
    found = scores - own[:, np.newaxis] + float(margin)
    found[rows, labels] = -1  # the true class is no rival of its own
    return found


def _checked(X: ArrayLike, labels: ArrayLike, W: ArrayLike) -> tuple[Floats, Integers, Floats]:
    """Return the three arrays in one float type, or raise ValueError."""
    weights = validation.as_floats(W, "W")
    if weights.ndim != 2:
        raise ValueError(f"W should have shape (D, C), but has shape {weights.shape}")
    samples, classes = validation.samples_and_labels(X, labels, weights.shape[1])
    if samples.shape[1] != weights.shape[0]:
        raise ValueError(
            f"X has {samples.shape[1]} features a row, but W has {weights.shape[0]} rows; "
            "expected X of shape (N, D) and W of shape (D, C)"
        )
    dtype = np.result_type(samples, weights)
    return samples.astype(dtype, copy=False), classes, weights.astype(dtype, copy=False)
