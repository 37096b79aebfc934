"""Softmax regression by stochastic gradient descent: loss, gradients, batches, training.

Domain: samples X, any finite (N, D); labels, integers 0..C−1; targets Y, rows that sum to 1.
One sample: z = xᵀW + b, L = −Σ_c y_c log softmax(z)_c, with ∂L/∂w_ij = x_i (a_j − y_j).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ce_helpers import validation
from ce_helpers.reference.cross_entropy.solution import cce_gradient, cce_loss
from ce_helpers.reference.training import Training, minibatches

__all__ = ["loss_and_gradients", "minibatches", "predict", "sgd"]

Floats = NDArray[np.floating]


def loss_and_gradients(
    X: ArrayLike, Y: ArrayLike, W: ArrayLike, b: ArrayLike, l2: float = 0.0
) -> tuple[float, Floats, Floats]:
    """Compute the loss of a one-layer softmax network and its gradients.

    Parameters
    ----------
    X : array_like, shape (N, D)
        One sample per row.
    Y : array_like, shape (N, C)
        Targets: rows that sum to 1.
    W : array_like, shape (D, C)
        Weights; column j belongs to class j.
    b : array_like, shape (C,)
        Biases.
    l2 : float, optional
        Strength of the penalty (l2/2)·‖W‖²; the biases are never penalised.

    Returns
    -------
    loss : float
        Mean cross-entropy over the N samples, in nats, plus the penalty.
    dW : ndarray, shape (D, C)
        Gradient with respect to the weights.
    db : ndarray, shape (C,)
        Gradient with respect to the biases.

    Raises
    ------
    ValueError
        If an array has another rank, the sizes do not match, or an entry is not finite.

    Notes
    -----
    Z = XW + b, A = softmax(Z): dW = Xᵀ(A − Y)/N + l2·W and db = Σ_i (A − Y)_i/N. This is the
    homework that Wocjan 2019, section 5, leaves to the reader.

    Examples
    --------
    Weights of zero give every class 1/C, which costs log C:

    >>> loss, dW, db = loss_and_gradients([[1, 2]], [[0, 1]], np.zeros((2, 2)), np.zeros(2))
    >>> bool(loss == np.log(2))
    True
    >>> dW
    array([[ 0.5, -0.5],
           [ 1. , -1. ]])
    >>> db
    array([ 0.5, -0.5])
    """
    X, W, b, Y = validation.arrays(X=(X, "ND"), W=(W, "DC"), b=(b, "C"), Y=(Y, "NC"))
    l2 = validation.non_negative(l2, "l2")
    Z = X @ W + b
    dZ = cce_gradient(Z, Y)
    return cce_loss(Z, Y) + l2 / 2 * float(np.vdot(W, W)), X.T @ dZ + l2 * W, dZ.sum(axis=0)


def sgd(
    X: ArrayLike,
    labels: ArrayLike,
    n_classes: int,
    *,
    learning_rate: float,
    epochs: int,
    batch_size: int,
    l2: float = 0.0,
    seed: int = 0,
) -> tuple[Floats, Floats, list[float]]:
    """Train softmax regression by minibatch stochastic gradient descent from zeros.

    Parameters
    ----------
    X : array_like, shape (N, D)
        One sample per row.
    labels : array_like of int, shape (N,)
        Class indices 0..C−1.
    n_classes : int
        Number of classes C, whatever labels are present.
    learning_rate : float
        Step length α, positive.
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
    b : ndarray, shape (C,)
        Biases.
    history : list of float
        The full-data loss, penalty included, before training and after each epoch:
        epochs + 1 values.

    Raises
    ------
    ValueError
        If sizes do not match, a label lies outside 0..C−1, or an option is out of range.

    Notes
    -----
    θ ← θ − (α/n) Σ_batch ∂L/∂θ with n the samples in the batch (Lê, gradient descent, with
    the 1/m that the slides drop). The bias is the weight of a constant feature 1 here, so
    that one product serves W and b and both move by the same gradient.

    Examples
    --------
    >>> W, b, history = sgd([[0], [1], [2], [3]], [0, 0, 1, 1], 2,
    ...                     learning_rate=0.5, epochs=20, batch_size=2)
    >>> predict([[0], [3]], W, b)
    array([0, 1])
    >>> len(history), bool(history[0] == np.log(2)), history[-1] < 0.4
    (21, True, True)
    """
    X, labels = validation.samples_and_labels(X, labels, n_classes)
    training = Training(learning_rate, epochs, batch_size, l2, seed)
    features = np.hstack([X, np.ones((len(X), 1), X.dtype)])
    Y = (labels[:, None] == np.arange(n_classes)).astype(X.dtype)
    theta = np.zeros((features.shape[1], n_classes), X.dtype)
    W, b = theta[:-1], theta[-1]
    history = training.run(
        theta,
        W,
        len(X),
        lambda batch: _gradient(features[batch], Y[batch], theta),
        lambda: loss_and_gradients(X, Y, W, b)[0],
    )
    return W.copy(), b.copy(), history


def _gradient(X: Floats, Y: Floats, theta: Floats) -> Floats:
    """Return the gradient of the mean loss of one batch."""
    A = X @ theta
    A -= A.max(axis=1, keepdims=True)
    np.exp(A, out=A)
    A /= A.sum(axis=1, keepdims=True)
    A -= Y
    A /= len(X)
    return X.T @ A


def predict(X: ArrayLike, W: ArrayLike, b: ArrayLike) -> NDArray[np.integer]:
    """Predict the most probable class of each sample.

    Parameters
    ----------
    X : array_like, shape (N, D)
        One sample per row.
    W : array_like, shape (D, C)
        Weights.
    b : array_like, shape (C,)
        Biases.

    Returns
    -------
    ndarray of int, shape (N,)
        Class indices 0..C−1. Softmax keeps the order of the logits, so none is needed.

    Raises
    ------
    ValueError
        If an array has another rank, or the sizes do not match.

    Examples
    --------
    >>> predict([[1, 0], [0, 1]], [[5, 0, 0], [0, 0, 5]], [0, 1, 0])
    array([0, 2])
    """
    X, W, b = validation.arrays(X=(X, "ND"), W=(W, "DC"), b=(b, "C"))
    return np.argmax(X @ W + b, axis=1)
