"""Wrong hinge losses and gradients that are really handed in, each under its sentence."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def shortfalls(X: Array, labels: Array, W: Array, margin: float) -> tuple[Array, Array]:
    """Return u = s_j − s_y + Δ of every sample and class, and which entries are rivals."""
    scores = X.astype(float) @ W.astype(float)
    rows = np.arange(len(X))
    rivals = np.ones(scores.shape, dtype=bool)
    rivals[rows, labels] = False
    return scores - scores[rows, labels][:, np.newaxis] + margin, rivals


def loss_mistakes(X: Array, labels: Array, W: Array, margin: float) -> dict[str, Any]:
    """Return the wrong losses to recognise."""
    u, rivals = shortfalls(X, labels, W, margin)
    terms = np.where(rivals, np.maximum(u, 0), 0)
    n, c = terms.shape
    loss = terms.sum() / n

    def at_margin(other: float) -> float:
        return float(np.where(rivals, np.maximum(u - margin + other, 0), 0).sum() / n)

    return {
        "holds the term j = y, which is always the margin: leave it out": loss + margin,
        "is squared: the sheet's loss is not": (terms**2).sum() / n,
        "counts the largest violation alone: add all of them": terms.max(axis=1).sum() / n,
        "counts the first violation alone: is there a return inside the loop?": (
            np.take_along_axis(terms, (terms > 0).argmax(axis=1)[:, np.newaxis], axis=1).sum() / n
        ),
        "is divided by the number of classes: it is a sum over them": loss / c,
        "is divided by the number of rivals: it is a sum over them": loss / max(c - 1, 1),
        "leaves out the margin": at_margin(0.0),
        "does not use its argument margin": at_margin(1.0),
        "adds negative terms as well: max(0, …) is missing": u[rivals].sum() / n,
        "counts violations instead of adding what they cost": (terms > 0).sum() / n,
    }


def gradient_mistakes(X: Array, labels: Array, W: Array, margin: float) -> dict[str, Array]:
    """Return the wrong gradients to recognise."""
    u, rivals = shortfalls(X, labels, W, margin)
    rows, n = np.arange(len(X)), len(X)

    def gradient(marks: Array, own: Any = None) -> Array:
        weights = np.where(rivals, marks, 0.0)
        weights[rows, labels] = -weights.sum(axis=1) if own is None else own
        return X.T @ weights / n

    hit = (u > 0) & rivals
    first = np.zeros_like(hit)
    first[rows, hit.argmax(axis=1)] = hit.any(axis=1)
    largest = np.where(rivals, u, -np.inf) == np.where(rivals, u, -np.inf).max(axis=1)[:, None]
    right = gradient(hit)
    return {
        "counts rivals at exactly 0: the comparison is a strict >": gradient((u >= 0) & rivals),
        "lacks the column of the true class": gradient(hit, np.zeros(n)),
        "has −x in the true class's column: it is minus the number of violators": gradient(
            hit, -1.0 * hit.any(axis=1)
        ),
        "has −x in the true class's column, violators or not": gradient(hit, -np.ones(n)),
        "has the wrong sign in the true class's column": gradient(hit, 1.0 * hit.sum(axis=1)),
        "holds the term j = y: the true class is no rival of its own": gradient(
            hit, 1.0 - hit.sum(axis=1)
        ),
        "has the value of the term for the indicator": gradient(np.maximum(u, 0)),
        "is that of the squared loss": gradient(2 * np.maximum(u, 0)),
        "takes the largest violator alone: each of them counts": gradient(largest & hit),
        "takes the first violator alone: is there a return inside the loop?": gradient(first),
        "is divided by the number of classes": right / W.shape[1],
        "leaves out the margin": gradient((u - margin > 0) & rivals),
        "does not use its argument margin": gradient((u - margin + 1 > 0) & rivals),
        "has no indicator: only violated terms count": gradient(rivals.astype(float)),
        "counts a label that comes several times once: use np.add.at, or a matrix product": (
            fancy(X, labels, hit)
        ),
    }


def fancy(X: Array, labels: Array, hit: Array) -> Array:
    """Return what `dW[:, labels] -= …` gives, where the last of equal labels wins."""
    dW = X.T @ hit.astype(float)
    dW[:, labels] -= (hit.sum(axis=1)[:, np.newaxis] * X).T
    return dW / len(X)
