"""Binary cross-entropy from logits, its multi-label form, and logistic regression.

Domain: logits s, any finite array; targets t in [0, 1], hard or soft.
One element: L = −t log σ(s) − (1 − t) log(1 − σ(s)), with dL/ds = σ(s) − t.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ce_helpers import validation
from ce_helpers.reference.softmax.solution import logistic as sigmoid


def bce_with_logits(s: ArrayLike, t: ArrayLike) -> NDArray[np.floating]:
    """Compute the binary cross-entropy of each logit with its target, in nats.

    Parameters
    ----------
    s : array_like of any shape
        Logits.
    t : array_like
        Targets in [0, 1]; of the shape of the logits, or a scalar for all of them.

    Returns
    -------
    ndarray
        Of the shape of the logits, never negative.

    Raises
    ------
    ValueError
        If the shapes differ (an (N, 1) array against an (N,) array would silently make
        (N, N)), a target lies outside [0, 1], or a value is NaN or infinite.
    TypeError
        If an argument does not hold real numbers.

    Notes
    -----
    −t log σ(s) − (1 − t) log(1 − σ(s)), sheet 003, eq. 2, with the sigmoid and the logarithm
    taken together: (weight of the side that s is not on)·|s| + log(1 + e^{−|s|}). No term is
    negative, so nothing cancels in either tail.

    Examples
    --------
    >>> bce_with_logits([0.0, 2.0, -1e4], [1, 0, 1]).round(6).tolist()
    [0.693147, 2.126928, 10000.0]
    """
    s, t = _logits_and_targets(s, t)
    wrong_side = np.where(s > 0, 1 - t, t)
    distance = np.abs(s)
    return wrong_side * distance + np.log1p(np.exp(-distance))


def bce_gradient(s: ArrayLike, t: ArrayLike) -> NDArray[np.floating]:
    """Compute the derivative of each binary cross-entropy with respect to its own logit.

    Parameters
    ----------
    s, t : array_like
        Logits and targets as in `bce_with_logits`.

    Returns
    -------
    ndarray
        σ(s) − t, of the shape of the logits.

    Raises
    ------
    ValueError, TypeError
        As `bce_with_logits`.

    Notes
    -----
    The residual a − y of softmax with cross-entropy, for one of two classes. It is right to
    1e-16: for t = 1 and large s, where it goes to 0, no digits are left of 1 − σ(s).

    Examples
    --------
    >>> bce_gradient([0.0, 1e4], [1, 0]).tolist()
    [-0.5, 1.0]
    """
    s, t = _logits_and_targets(s, t)
    return sigmoid(s) - t


def multilabel_loss(S: ArrayLike, T: ArrayLike) -> float:
    """Sum the binary cross-entropies over the classes and average over the samples.

    Parameters
    ----------
    S : array_like, shape (N, C)
        Logits.
    T : array_like, shape (N, C)
        Targets in [0, 1]; any number of ones in a row.

    Returns
    -------
    float
        The loss in nats per sample.

    Raises
    ------
    ValueError
        If the arrays are not (N, C) with N ≥ 1, or as in `bce_with_logits`.
    TypeError
        If an argument does not hold real numbers.

    Notes
    -----
    Sheet 003: C independent binary problems, their losses added up.

    Examples
    --------
    >>> round(multilabel_loss([[0.0, 0.0, 0.0]], [[1, 1, 0]]), 6)  # 3 log 2
    2.079442
    """
    S, T = validation.arrays(S=(S, "NC"), T=(T, "NC"))
    return float(bce_with_logits(S, T).sum(axis=1).mean())


def multilabel_gradient(S: ArrayLike, T: ArrayLike) -> NDArray[np.floating]:
    """Compute the gradient of `multilabel_loss` with respect to the logits.

    Parameters
    ----------
    S, T : array_like, shape (N, C)
        As in `multilabel_loss`.

    Returns
    -------
    ndarray, shape (N, C)
        (σ(S) − T)/N; a column depends on its own logits alone.

    Raises
    ------
    ValueError, TypeError
        As `multilabel_loss`.

    Examples
    --------
    >>> multilabel_gradient([[0.0, 0.0], [0.0, 0.0]], [[1, 0], [1, 1]]).tolist()
    [[-0.25, 0.25], [-0.25, -0.25]]
    """
    S, T = validation.arrays(S=(S, "NC"), T=(T, "NC"))
    return bce_gradient(S, T) / len(S)


def logistic_regression(
    X: ArrayLike, t: ArrayLike, *, learning_rate: float, steps: int
) -> tuple[NDArray[np.float64], list[float]]:
    """Fit logistic regression by full-batch gradient descent from zeros.

    Parameters
    ----------
    X : array_like, shape (N, D)
        Samples; a column of ones if an intercept is wanted.
    t : array_like, shape (N,)
        Targets in [0, 1].
    learning_rate : float
        Positive step length, on the gradient of the mean.
    steps : int
        Number of updates, at least 0.

    Returns
    -------
    theta : ndarray of float64, shape (D,)
        The parameters after the last update.
    history : list of float
        J before the first update and after each one: steps + 1 entries.

    Raises
    ------
    ValueError
        If the sizes do not match, the batch is empty, a target lies outside [0, 1], a value is
        NaN or infinite, or the learning rate or the number of steps is out of range.
    TypeError
        If an argument is of the wrong kind.

    Notes
    -----
    J(θ) = −(1/N) Σ_i t_i log h_i + (1 − t_i) log(1 − h_i) with h = σ(Xθ), and
    θ ← θ − (α/N) Xᵀ(h − t), all entries from the same h; Lê Anh Cường, slide "Gradient
    Descent?", where the update lacks the 1/N.

    Examples
    --------
    >>> theta, history = logistic_regression([[1.0], [-1.0]], [1, 0], learning_rate=2.0, steps=1)
    >>> theta.tolist(), [round(value, 6) for value in history]
    ([1.0], [0.693147, 0.313262])
    """
    X, t = (array.astype(np.float64) for array in validation.arrays(X=(X, "ND"), t=(t, "N")))
    learning_rate = validation.positive(learning_rate, "learning_rate")
    steps = validation.count(steps, "steps", minimum=0)
    theta = np.zeros(X.shape[1])
    history = [mean_loss(theta, X, t)]
    for _ in range(steps):
        theta = theta - learning_rate * (bce_gradient(X @ theta, t) @ X) / len(X)
        history.append(mean_loss(theta, X, t))
    return theta, history


def mean_loss(theta: ArrayLike, X: NDArray[np.floating], t: NDArray[np.floating]) -> float:
    """Return J(θ), the mean binary cross-entropy of logistic regression on the data."""
    return float(bce_with_logits(X @ np.asarray(theta), t).mean())


def _logits_and_targets(
    s: ArrayLike, t: ArrayLike
) -> tuple[NDArray[np.floating], NDArray[np.floating]]:
    s, t = validation.as_floats(s, "s"), validation.as_floats(t, "t")
    if t.shape not in ((), s.shape):
        raise ValueError(f"t should have the shape of s, {s.shape}, or be a scalar, got {t.shape}")
    if ((t < 0) | (t > 1)).any():
        raise ValueError(f"t should lie in [0, 1], but holds {t.min()} to {t.max()}")
    return s, t
