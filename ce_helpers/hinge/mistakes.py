"""Known mistakes in the hinge loss and its gradient, each as the wrong value that it leads to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ce_helpers.checking import Mistakes
from ce_helpers.properties import Property

Array = NDArray[Any]
Labels = Sequence[int]  # a list: an array of integers would be taken for integer data
AtMargin = Callable[[float], ArrayLike]  # from a margin to the right value

_TIES = "rivals that tie with the true class: tell it by its label, not by its score"
_ONE_AGAINST_REST = "of one class against the rest: compare each score with the true class's"


def _shortfalls(scores: Array, labels: Labels, margin: float) -> tuple[Array, Array]:
    """Return z_j − z_t + Δ for all classes, and which entries belong to the true class."""
    own = np.arange(scores.shape[1]) == np.array(labels)[:, np.newaxis]
    return scores - scores[own][:, np.newaxis] + margin, own


def _of_loss(right: AtMargin, X: Array, W: Array, labels: Labels, margin: float) -> Mistakes:
    """Return wrong losses, from samples (N, D), weights (D, C) and labels."""
    scores = X @ W
    n, c = scores.shape
    u, own = _shortfalls(scores, labels, margin)
    costs = np.maximum(u, 0) * ~own
    loss = np.asarray(right(margin))
    rest = np.maximum(0, margin - np.where(own, scores, -scores)).sum() / n
    return {
        "holds the term j = t, which is always the margin: leave it out": loss + margin,
        "has the difference the wrong way round: z_j − z_t": (
            (np.maximum(0, 2 * margin - u) * ~own).sum() / n
        ),
        "is squared: the sheet's loss is not": (costs**2).sum() / n,
        "counts the largest violation alone: add all of them": costs.max(axis=1).sum() / n,
        "counts the first violation alone: look for a return inside the loop": (
            costs[np.arange(n), (costs > 0).argmax(axis=1)].sum() / n
        ),
        "is that of the first sample alone: look for a return inside the loop": costs[0].sum() / n,
        "is divided by the number of classes: it is a sum over them": loss / c,
        "is divided by the number of rivals: it is a sum over them": loss / max(c - 1, 1),
        "is divided by the number of terms that are not 0: divide by the number of samples": (
            costs.sum() / max(1, np.count_nonzero(costs))
        ),
        f"leaves out {_TIES}": costs[u != margin].sum() / n,
        "leaves out the margin": right(0.0),
        "does not use its argument margin, but always 1": right(1.0),
        "adds negative terms as well: max(0, …) is missing": u[~own].sum() / n,
        "counts violations instead of adding what they cost": (costs > 0).sum() / n,
        f"is that {_ONE_AGAINST_REST}": rest,
        f"is 1/C of that {_ONE_AGAINST_REST}": rest / c,
    }


def _of_gradient(right: AtMargin, X: Array, W: Array, labels: Labels, margin: float) -> Mistakes:
    """Return wrong gradients, from samples (N, D), weights (D, C) and labels."""
    scores = X @ W
    n, c = scores.shape
    u, own = _shortfalls(scores, labels, margin)
    hit = (u > 0) & ~own
    count = hit.sum(axis=1, keepdims=True)
    gradient = np.asarray(right(margin))

    def by_marks(rivals: Any, samples: Array = X) -> Array:
        marks = rivals * ~own
        return samples.T @ (marks - own * marks.sum(axis=1, keepdims=True)) / n

    return {
        "counts rivals at exactly 0: the comparison is a strict >": gradient + by_marks(u == 0),
        "counts half of a rival at exactly 0: 0 is taken there": gradient + by_marks(u == 0) / 2,
        "is divided by the number of classes": gradient / c,
        "leaves out a rival whose u_j is hardly above 0: that counts as well": by_marks(u > 1e-2),
        "leaves out the margin": right(0.0),
        "does not use its argument margin, but always 1": right(1.0),
        "is 0, though rivals violate the margin": 0 * gradient,
        "has a row for each class: column j belongs to class j": gradient.T,
        "lacks the factor x": by_marks(hit, np.ones_like(X)),
        "is averaged over the samples that have a violator: divide by all samples": (
            gradient * n / max(1, hit.any(axis=1).sum())
        ),
        f"leaves out {_TIES}": by_marks(hit & (u != margin)),
        "counts a label that comes several times once: use np.add.at, or a matrix product": (
            _last_label_wins(X, labels, hit)
        ),
        **{sentence: X.T @ (hit + own * factor) / n for sentence, factor in _own(count).items()},
        **{sentence: by_marks(marks) for sentence, marks in _rivals(u, hit).items()},
        f"is that {_ONE_AGAINST_REST}": (
            X.T @ np.where(own, -1 * (scores < margin), scores > -margin) / n
        ),
    }


def _own(count: Array) -> Mistakes:
    """Return wrong factors of x in the true class's column, from the number of violators."""
    return {
        "lacks the column of the true class": 0 * count,
        "has −x in the true class's column: it is minus the number of violators": -1 * (count > 0),
        "has −x in the true class's column, violators or not": -1 + 0 * count,
        "has +x in the true class's column, as a boolean matrix does: it is minus the count "
        "times x, so use .astype(float)": 1 * (count > 0),
        "has the wrong sign in the true class's column": count,
        "holds the term j = t: the true class is no rival of its own": 1 - count,
        "counts the true class among its own violators": -1 - count,
    }


def _rivals(u: Array, hit: Array) -> Mistakes:
    """Return wrong factors of x in the columns of the rivals."""
    return {
        "has the value of the term for the indicator": u * hit,
        "is that of the squared loss": 2 * u * hit,
        "takes the largest violator alone: each of them counts": (
            hit & (u == np.where(hit, u, 0).max(axis=1, keepdims=True))
        ),
        "takes the first violator alone: look for a return inside the loop": (
            hit & (hit.cumsum(axis=1) == 1)
        ),
        "takes the first class alone: look for a return inside the loop": (
            hit & (np.arange(u.shape[1]) == 0)
        ),
        "has no indicator: only violated terms count": np.ones_like(u),
    }


def _last_label_wins(X: Array, labels: Labels, hit: Array) -> Array:
    """Return what ``dW[:, labels] -= …`` gives."""
    dW = X.T @ hit.astype(float)
    dW[:, labels] -= (hit.sum(axis=1)[:, np.newaxis] * X).T
    return dW / len(X)


LOSS = Property(
    what="the loss",
    otherwise="for each sample add max(0, z_j − z_t + margin) over the other classes",
    mistakes=_of_loss,
)
GRADIENT = Property(
    what="the gradient",
    otherwise="column j is x where u_j > 0, else 0; column t is minus their number times x",
    mistakes=_of_gradient,
)
