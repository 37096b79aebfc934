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
    at_kink: float = 0.0,
) -> Any:
    """Return a multiclass hinge loss, and the subgradient that a library returns.

    Parameters
    ----------
    z, t : ndarray
        Scores (N, C) and labels (N,).
    kind : {"ww", "cs", "cs0", "ovr"}
        The sum over the rivals, the worst of them, the worst of them and one of score 0, or C
        machines of one class each.
    reduce : {"mean", "rows"}
        Over the samples.
    margin : float
        What the target has to lead by.
    divisor : bool
        Whether the sum over the classes is divided by C.
    at_kink : float
        How much of its slope a term has that is exactly 0; "cs" has a rule of its own.
    """
    y = one_hot(t, z.shape[1])
    losses, gradient = _HINGES[kind](z, y, margin, at_kink)
    scale = z.shape[1] if divisor else 1
    return _reduced(reduce, losses / scale, gradient / scale)


def _counts(term: Array, at_kink: float) -> Array:
    """Return 1 where a term costs something, 0 where it does not, and at_kink in between."""
    return np.heaviside(term, at_kink)


def _behind(z: Array, y: Array, margin: float, own: float | Array) -> Array:
    """Return by how much each rival is too near, and in the target's place its own."""
    return np.where(y == 1, own, margin - (y * z).sum(axis=1, keepdims=True) + z)


def _shared(term: Array) -> Array:
    """Return the slope of a maximum: 1, shared by all that tie."""
    largest = term == term.max(axis=1, keepdims=True)
    return largest / largest.sum(axis=1, keepdims=True)


def _rivals(slopes: Array, y: Array) -> Array:
    """Return the rivals' slopes, and the target's, that of all of them less than nothing."""
    rivals = slopes * (1 - y)
    return rivals - y * rivals.sum(axis=1, keepdims=True)


def _sum_of_rivals(z: Array, y: Array, margin: float, at_kink: float) -> tuple[Array, Array]:
    short = _behind(z, y, margin, -np.inf)
    return np.maximum(0, short).sum(axis=1), _rivals(_counts(short, at_kink), y)


def _worst_rival(z: Array, y: Array, margin: float, at_kink: float) -> tuple[Array, Array]:
    """Take the maximum with the target's own 0 in it, which shares a tie."""
    short = _behind(z, y, margin, 0.0)
    return short.max(axis=1), _rivals(_shared(short), y)


def _worst_or_zero(z: Array, y: Array, margin: float, at_kink: float) -> tuple[Array, Array]:
    """In the target's place stands a score of 0, which is a rival: its share goes nowhere."""
    short = _behind(z, y, margin, margin - (y * z).sum(axis=1, keepdims=True))
    worst = short.max(axis=1, keepdims=True)
    gradient = _counts(worst, at_kink) * ((1 - y) * _shared(short) - y)
    return np.maximum(0, worst)[:, 0], gradient


def _one_versus_rest(z: Array, y: Array, margin: float, at_kink: float) -> tuple[Array, Array]:
    sign = 2 * y - 1
    short = margin - sign * z
    return np.maximum(0, short).sum(axis=1), -sign * _counts(short, at_kink)


_HINGES = {
    "ww": _sum_of_rivals,
    "cs": _worst_rival,
    "cs0": _worst_or_zero,
    "ovr": _one_versus_rest,
}


def binary(
    z: Array,
    y: Array,
    *,
    reduce: str = "mean",
    low: float = -np.inf,
    high: float = 0.0,
    dtype: type | None = None,
    flat: bool = False,
    least: float = 0.0,
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
        Where the logarithms are clipped.
    dtype : type, optional
        In which the sigmoid was rounded before its logarithm; None if it never was.
    flat : bool
        Whether the derivative is 0 where a logarithm is clipped.
    least : float
        The least s(1 − s) that the slope of the logarithms is divided by, if not 0.
    wrong_at_zero : bool
        Whether the sigmoid of a logit of exactly 0 counts as −1/2 in the gradient.
    """
    yes, no = _logarithms(z, dtype)
    losses = -y * np.clip(yes, low, high) - (1 - y) * np.clip(no, low, high)
    gradient = np.exp(yes) - y - wrong_at_zero * (z == 0)
    if flat:
        gradient *= (yes > low) & (yes < high)
    if least:
        gradient *= np.minimum(1, np.exp(yes + no) / least)
    if reduce == "classes":
        return _reduced("mean", losses.sum(axis=1), gradient)
    return _reduced(reduce, losses, gradient)


def _logarithms(z: Array, dtype: type | None) -> tuple[Array, Array]:
    """Return log s and log(1 − s), exact or those of a rounded s."""
    if dtype is None:
        return -np.logaddexp(0, -z), -np.logaddexp(0, z)
    with np.errstate(over="ignore", divide="ignore"):
        s = (1 / (1 + np.exp(-z.astype(dtype)))).astype(float)
        return np.log(s), np.log1p(-s)
