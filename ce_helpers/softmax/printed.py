"""The formulas of 01_softmax as they are printed, overflow and all.

They are exact for scores and logits of moderate size, and for logits of any size whose largest
is near 0; further out they come to infinity or NaN.
"""

from __future__ import annotations

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
