"""The properties of the losses of 04_binary, each once, with the mistakes that are really made."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ce_helpers.checking import Mistakes
from ce_helpers.printed import logistic, softmax
from ce_helpers.properties import Property

Array = NDArray[Any]
# a smaller constant hardly shows among moderate logits, only far out
LARGE_GUARDS = (1e-3, 1e-5, 1e-6, 1e-7)
GUARDS = (*LARGE_GUARDS, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15, 1e-16)


def printed_loss(s: Array, t: Array) -> Array:
    """Return eq. (2) of sheet 003 with the right sigmoid: for small logits.

    1 − σ(s) is taken as σ(−s), which keeps its digits.
    """
    return _from_probabilities(logistic(s), logistic(-s), t)


def printed_mean(S: Array, T: Array) -> Any:
    """Return the multi-label loss by its printed formula: for small logits."""
    return printed_loss(S, T).sum(axis=1).mean()


def _from_probabilities(p: Array, not_p: Array, t: Array) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        return -t * np.log(p) - (1 - t) * np.log(not_p)


def guarded_loss(s: Array, t: Array, guard: float) -> Array:
    """Return the printed loss with a constant added inside its logarithms."""
    return _from_probabilities(logistic(s) + guard, logistic(-s) + guard, t)


def _of_guards(s: Array, t: Array, guards: Sequence[float]) -> Mistakes:
    found: dict[str, Array] = {}
    for guard in guards:
        clipped = np.clip(logistic(s), guard, 1 - guard)
        found |= {
            f"has {guard:g} added to a probability, or bounds it there: leave that out": (
                guarded_loss(s, t, guard)
            ),
            f"bounds a probability at {guard:g}, or has that added: leave it out": (
                _from_probabilities(clipped, 1 - clipped, t)
            ),
        }
    return found


def hardened(t: Array) -> dict[str, Array]:
    """Return hard targets in the place of soft ones, by the sentence part that names them."""
    return {
        "rounds the target to 0 or 1": (t > 0.5) * 1.0,
        "takes every target above 0 for 1": (t > 0) * 1.0,
        "takes every target below 1 for 0": (t == 1) * 1.0,
    }


def _rounded(right: Array) -> Mistakes:
    return {
        f"is rounded to {places} places: leave that to whoever prints it": np.round(right, places)
        for places in range(2, 7)
    }


def _of_loss(right: Array, s: Array, t: Array, guards: Sequence[float] = LARGE_GUARDS) -> Mistakes:
    if_0, if_1 = right + t * s, right - (1 - t) * s  # for both targets: they differ by s
    return {
        "is right for the other target: look at the sign in the sigmoid's exponent, and at which "
        "of t and 1 − t goes with which logarithm": t * if_0 + (1 - t) * if_1,
        "lacks the (1 − t) term: a sample of the other class counts as well": t * if_1,
        "lacks the t term: a sample with t = 1 counts as well": (1 - t) * if_0,
        "is in bits, not in nats: use the natural logarithm": right / np.log(2),
        "applies the sigmoid twice: s is a logit, squash it once": printed_loss(logistic(s), t),
        **{
            f"{part}: a soft one weighs both terms": hard * if_1 + (1 - hard) * if_0
            for part, hard in hardened(t).items()
        },
        **_of_guards(s, t, guards),
        **_rounded(right),
    }


LOSS = Property(
    "bce_with_logits(s, t)",
    "compare with −t log σ(s) − (1 − t) log(1 − σ(s)) at s = 1 for t = 0, ½ and 1",
    _of_loss,
)
LOSS_FAR = Property(
    "bce_with_logits(s, t) far out",
    "let no probability round to 0 or 1 before its logarithm, clip no logit and cut nothing off; "
    "work with s, log1p and the exponential of a number that is never positive",
    partial(_of_loss, guards=GUARDS),
    atol=1e-9,
)


def _of_gradient(right: Array, s: Array, t: Array) -> Mistakes:
    p = logistic(s)
    mirrored = right + 1 - 2 * p
    with np.errstate(divide="ignore", invalid="ignore"):
        by_p = right / (p * (1 - p))
    return {
        "has the factor p(1 − p) too many: it cancels between dL/dp and dp/ds": right * p * (1 - p),
        "is the derivative with respect to p: the factor dp/ds = p(1 − p) is missing": by_p,
        "has the wrong sign in the sigmoid's exponent": mirrored,
        "is not right for negative s: there, with e = e^(−|s|), σ(s) is e/(1 + e), not "
        "1/(1 + e)": np.where(s < 0, mirrored, right),
        "lacks the (1 − t) term": -t * (1 - p),
        "is averaged: each element has a loss of its own here": right / s.size,
        **{
            f"{part}: a soft one is subtracted as it is": right + t - hard
            for part, hard in hardened(t).items()
        },
        **_clipped(p, t),
        **_rounded(right),
    }


def _clipped(p: Array, t: Array, n_samples: int = 1) -> Mistakes:
    return {
        f"clips the probability at {guard:g}: leave that out": (
            (np.clip(p, guard, 1 - guard) - t) / n_samples
        )
        for guard in GUARDS
    }


GRADIENT = Property(
    "bce_gradient(s, t)",
    "at s = 0 it is ½ − t; each element is the derivative of its own loss",
    _of_gradient,
)
GRADIENT_FAR = Property(
    "bce_gradient(s, t) far out",
    "clip nothing and cut nothing off; where σ(s) is 0 or 1 to all digits, −t or 1 − t is left",
    _of_gradient,
    atol=1e-9,
)


def _of_label_loss(right: float, S: Array, T: Array) -> Mistakes:
    losses, n_samples = printed_loss(S, T), len(S)

    def mean(terms: ArrayLike) -> float:
        return float(np.sum(terms) / n_samples)

    return {
        "is the mean over samples and classes: add up the C classes": losses.mean(),
        "is the sum over samples and classes: average over the N samples": losses.sum(),
        "averages over the classes and adds up the samples: it is the other way round": (
            losses.mean(axis=1).sum()
        ),
        "is right for the other targets: swap t and 1 − t": mean(printed_loss(S, 1 - T)),
        "counts the labels that are there alone: an absent label has a loss as well, "
        "−log(1 − σ(s))": mean(-T * np.log(logistic(S))),
        "uses softmax: several labels can be right at once, so each class has a sigmoid of its "
        "own": mean(-T * np.log(softmax(S))),
        "divides the targets of a row by their sum: they are no distribution here": mean(
            printed_loss(S, T / np.maximum(T.sum(axis=1, keepdims=True), 1))
        ),
        "takes 2T − 1 for a sign: that is right for targets 0 and 1 alone": mean(
            np.log(1 + np.exp(-(2 * T - 1) * S))
        ),
        "is made of whole numbers: an array like the integer S was filled": mean(np.trunc(losses)),
        **{
            f"{part}: a soft one weighs both terms": mean(printed_loss(S, hard))
            for part, hard in hardened(T).items()
        },
        **{part: mean(wrong) for part, wrong in _of_guards(S, T, LARGE_GUARDS).items()},
    }


LABEL_LOSS = Property(
    "multilabel_loss(S, T)",
    "add up the binary losses of the classes, then average over the samples",
    _of_label_loss,
)
LABEL_LOSS_FAR = Property(
    "multilabel_loss(S, T) for sure answers",
    "no logit and no probability is clipped, and nothing is added in the logarithm",
)


def _of_label_gradient(right: Array, S: Array, T: Array) -> Mistakes:
    n_samples, n_classes = S.shape
    p = logistic(S)
    return {
        "is averaged over the classes as well: the loss adds them up": right / n_classes,
        "is averaged over the classes in place of the samples": right * n_samples / n_classes,
        "uses softmax: each class has a sigmoid of its own": (softmax(S) - T) / n_samples,
        "uses softmax, and is not averaged over the samples": softmax(S) - T,
        "has the factor p(1 − p) too many": right * p * (1 - p),
        "is zero for absent labels: they pull their logits down": np.where(T > 0, right, 0),
        **{
            f"{part}: a soft one is subtracted as it is": right + (T - hard) / n_samples
            for part, hard in hardened(T).items()
        },
        **_clipped(p, T, n_samples),
    }


LABEL_GRADIENT = Property(
    "multilabel_gradient(S, T)",
    "each entry is the derivative of its own binary loss, divided by N",
    _of_label_gradient,
)
