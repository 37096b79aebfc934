"""The formulas of the course as they are printed, overflow and all.

They are exact for scores and logits of moderate size, and for logits of any size whose largest
is near 0; further out they come to infinity or NaN.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ce_helpers.checking import Array


def logistic(z: Array) -> Array:
    """Return 1 / (1 + exp(-z)), element by element.

    Examples
    --------
    >>> logistic(np.zeros(2))
    array([0.5, 0.5])
    """
    with np.errstate(all="ignore"):
        return 1 / (1 + np.exp(-z))


def softmax(z: Array, axis: int | None = -1) -> Array:
    """Return exp(z) over the sum of exp(z) along an axis, or of all where it is None.

    Examples
    --------
    >>> softmax(np.zeros(4))
    array([0.25, 0.25, 0.25, 0.25])
    """
    with np.errstate(all="ignore"):
        return np.exp(z) / np.exp(z).sum(axis=axis, keepdims=True)


def log_softmax(z: Array, axis: int | None = -1) -> Array:
    """Return z less the logarithm of the sum of exp(z) along an axis, or of all.

    Examples
    --------
    >>> log_softmax(np.zeros(4)).round(4)
    array([-1.3863, -1.3863, -1.3863, -1.3863])
    """
    with np.errstate(all="ignore"):
        return z - np.log(np.exp(z).sum(axis=axis, keepdims=True))


def cce_loss(Z: Array, Y: Array) -> Any:
    """Return the mean over the rows of −Σ_c y_c log softmax(z)_c, as a NumPy number.

    Examples
    --------
    >>> float(cce_loss(np.zeros((1, 2)), np.array([[0.0, 1.0]])).round(4))
    0.6931
    """
    with np.errstate(all="ignore"):
        return -(Y * np.log(softmax(Z))).sum() / len(Z)
