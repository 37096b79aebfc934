"""Values of 02's loss and gradient that are really handed in, each under its sentence."""

from __future__ import annotations

import numpy as np

from ce_helpers.checking import Array, Mistakes
from ce_helpers.printed import cce_loss, softmax
from ce_helpers.properties import Property


def _scaled(right: Array | float, n_classes: int) -> Mistakes:
    """Return the losses with another logarithm, divisor or sign."""
    return {
        "is divided by C as well: average over the samples, sum over the classes": (
            right / n_classes
        ),
        "is in bits: take the natural logarithm": right / np.log(2),
        "is in tenths of a decade: take the natural logarithm, not log10": right / np.log(10),
        "has the wrong sign: −log of a probability is positive": -right,
    }


def _wrong_softmaxes(Z: Array) -> dict[str, Array]:
    """Return softmax with a wrong sum, before and after a shift of each row."""
    plain, shifted = np.exp(Z), np.exp(Z - Z.max(axis=1, keepdims=True))
    return {
        "sums the exponentials of the whole batch: each row has its own sum": plain / plain.sum(),
        "has one normaliser for the whole batch: sum with axis=1": shifted / shifted.sum(),
        "is normalised over the samples: sum over the classes, axis=1": plain / plain.sum(axis=0),
        "divides by sums over the samples: sum over the classes, axis=1": (
            shifted / shifted.sum(axis=0)
        ),
    }


def _loss_mistakes(Z: Array, Y: Array) -> Mistakes:
    N, right, A = len(Z), cce_loss(Z, Y), softmax(Z)
    at_target = float((Y * A).sum() / N)
    return {
        "is the sum over the batch: take the mean over the samples": N * right,
        **_scaled(right, Z.shape[1]),
        "applies softmax twice: Z holds logits": cce_loss(A, Y),
        "is the probability of the target: its logarithm is missing": at_target,
        "is 1 minus the probability of the target: its logarithm is missing": 1 - at_target,
        "is divided by N once too often": right / N,
        "is that of C separate yes-or-no questions: the classes share one softmax": (
            right - ((1 - Y) * np.log1p(-A)).sum() / N
        ),
        **{name: -(Y * np.log(B)).sum() / N for name, B in _wrong_softmaxes(Z).items()},
        "is that of the first row alone: return after the loop": cce_loss(Z[:1], Y[:1]),
        "is rounded to four digits: return all of them": round(right, 4),
    }


def _gradient_mistakes(Z: Array, Y: Array) -> Mistakes:
    (N, C), A = Z.shape, softmax(Z)
    G, columns, hottest = (A - Y) / N, (Y.sum(axis=0) > 0) / N, np.eye(C)[Y.argmax(axis=1)]
    return {
        "is y − a, as in 001's last line: with it a descent step raises the loss": -G,
        "is N times too large: the loss is a mean, so divide by N": N * G,
        "is N times too small: it is divided by N twice": G / N,
        "is divided by C as well: average over the samples alone": G / C,
        "is softmax alone: the target is not subtracted": A / N,
        "takes the largest target for a 1: subtract all of Y, which may be soft": (
            (A - hottest) / N
        ),
        "is right at the target alone: a logit reaches the loss through every output, so the other "
        "classes are pushed down as well": G * (Y == Y.max(axis=1, keepdims=True)),
        "is −y/a, the derivative with respect to the probabilities, not the logits": -Y / A / N,
        "subtracts 1 in every row of a column (G[:, labels] -= 1): pair each row with its own "
        "label": A / N - columns,
        "subtracts the target after dividing by N: divide the difference": A / N - Y,
        "pulls up the class beside the target: in code labels count from 0": (
            A / N - np.roll(Y, 1, axis=1) / N
        ),
        **{name: (B - Y) / N for name, B in _wrong_softmaxes(Z).items()},
        "is 0 in a row whose probability was clipped, as a clip has no slope: clip nothing": G
        * (Y * A > 1e-7).any(axis=1, keepdims=True),
        "is rounded to four digits: return all of them": np.round(G, 4),
    }


LOSS = Property(
    "cce_loss(Z, Y)", "it is the mean over the rows of −log softmax at the target", _loss_mistakes
)


SOFT_LOSS = Property(
    "cce_loss of soft targets",
    "weight the loss of every class with its target, −Σ_c y_c log a_c",
    lambda losses, y: {"is that of the largest target alone": losses[y.argmax()]},
    rtol=1e-6,
)


FAR_LOSS = Property(
    "cce_loss for logits up to 10 000",
    "compute it as max z − z_c + log Σ exp(z − max z), because a probability that was rounded or "
    "clipped has lost the tail",
    lambda right: _scaled(right, len(right)),
    atol=1e-9,
)


GRADIENT = Property(
    "cce_gradient(Z, Y)", "one sample has a − y, of which the mean takes 1/N", _gradient_mistakes
)


FAR_GRADIENT = Property(
    "cce_gradient for logits up to 10 000",
    "where a logit leads by 60 or by 10 000, its probability is 1 to rounding",
    atol=1e-9,
)
