"""The losses in the variants that libraries have: one function a loss, one option a difference."""

from __future__ import annotations

from typing import Any

import numpy as np

from libraries.inputs import Array, one_hot


def softmax(z: Array) -> Array:
    """Return the probabilities of the rows."""
    return np.exp(log_softmax(z))


def log_softmax(z: Array) -> Array:
    """Return their logarithms."""
    shifted = z - z.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def _reduced(reduce: str, losses: Array, gradient: Array) -> Any:
    """Return the losses as they are, their sum or their mean, each with its gradient."""
    if reduce == "mean":
        return losses.mean(), gradient / losses.size
    return (losses.sum() if reduce == "sum" else losses), gradient


def cross_entropy(
    z: Array,
    y: Array,
    *,
    reduce: str = "mean",
    low: float = -np.inf,
    high: float = 0.0,
    flat: bool = False,
    short: bool = False,
    shifted: bool = False,
) -> Any:
    """Return cross-entropy and gradient.

    Parameters
    ----------
    z, y : ndarray, shape (N, C)
        Logits and targets.
    reduce : {"mean", "rows", "sum"}
        Over the samples.
    low, high : float
        Where log a is clipped.
    flat : bool
        Whether the derivative is 0 where it is.
    short : bool
        Whether the gradient is a − y, whatever the targets sum to.
    shifted : bool
        Whether the loss takes logits less their maximum, which matters if they do not sum to 1.
    """
    log_a = log_softmax(z)
    losses = -(y * np.clip(log_a, low, high)).sum(axis=1)
    if shifted:
        shift = z - z.max(axis=1, keepdims=True)
        losses = np.log(np.exp(shift).sum(axis=1)) - (y * shift).sum(axis=1)
    kept = y * ((log_a > low) & (log_a < high)) if flat else y
    scale = 1.0 if short else kept.sum(axis=1, keepdims=True)
    return _reduced(reduce, losses, scale * softmax(z) - kept)


def hinge(
    z: Array,
    t: Array,
    *,
    kind: str = "ww",
    reduce: str = "mean",
    margin: float = 1.0,
    divisor: bool = False,
    floor: bool = False,
) -> Any:
    """Return a multiclass hinge loss and a gradient, right wherever there is one.

    Parameters
    ----------
    z, t : ndarray
        Scores (N, C) and labels (N,).
    kind : {"ww", "cs", "ovr"}
        The sum over the rivals, the worst of them, or C machines of one class each.
    reduce : {"mean", "rows"}
        Over the samples.
    margin : float
        What the target has to lead by.
    divisor : bool
        Whether the sum over the classes is divided by C.
    floor : bool
        Whether one rival more has the score 0.
    """
    y = one_hot(t, z.shape[1])
    short = margin + z - (y * z).sum(axis=1, keepdims=True)
    if kind == "ovr":
        losses = np.maximum(0, margin - (2 * y - 1) * z)
        slopes = (losses > 0) * (1 - 2 * y)
    else:
        losses = np.maximum(0, short) * (1 - y)
        slopes = losses > 0
    if kind == "cs":
        # a rival of score 0, which the zero at the target's place is: 1 + 0 − z_t
        rival = np.maximum(0, margin - (y * z).sum(axis=1, keepdims=True)) if floor else 0.0
        losses = np.where(y == 1, rival, losses)
        worst = losses == losses.max(axis=1, keepdims=True)
        slopes = worst * (losses > 0) / worst.sum(axis=1, keepdims=True)
        rivals = slopes * (1 - y)
        gradient = rivals - y * slopes.sum(axis=1, keepdims=True)
        losses = losses.max(axis=1, keepdims=True)
    elif kind == "ww":
        gradient = slopes - y * slopes.sum(axis=1, keepdims=True)
    else:
        gradient = slopes
    scale = z.shape[1] if divisor else 1
    return _reduced(reduce, losses.sum(axis=1) / scale, gradient / scale)


def binary(
    z: Array,
    y: Array,
    *,
    reduce: str = "mean",
    low: float = -np.inf,
    high: float = 0.0,
    wrong_at_zero: bool = False,
) -> Any:
    """Return binary cross-entropy and gradient.

    Parameters
    ----------
    z, y : ndarray, shape (N, C)
        Logits and targets.
    reduce : {"mean", "elements", "classes"}
        Over all N·C, not at all, or a sum over the classes and a mean over the samples.
    low, high : float
        Where the logarithms are clipped; there the derivative is 0.
    wrong_at_zero : bool
        Whether the sigmoid of a logit of exactly 0 counts as −1/2 in the gradient.
    """
    costs = -np.logaddexp(0, -z), -np.logaddexp(0, z)
    losses = -y * np.clip(costs[0], low, high) - (1 - y) * np.clip(costs[1], low, high)
    own = np.where(y == 1, *costs)
    gradient = (np.exp(costs[0]) - y) * ((own > low) & (own < high) | (low == -np.inf))
    if wrong_at_zero:
        gradient -= z == 0
    if reduce == "classes":
        return _reduced("mean", losses.sum(axis=1), gradient)
    return _reduced(reduce, losses, gradient)
