"""The properties of the losses of 04_binary, each once, with the mistakes that are really made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ce_helpers.checking import Mistakes
from ce_helpers.properties import Property

Array = NDArray[Any]
# a smaller constant hardly shows among moderate logits, only far out
LARGE_GUARDS = (1e-3, 1e-5, 1e-6, 1e-7)
GUARDS = (*LARGE_GUARDS, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15, 1e-16)


def squashed(s: Array) -> Array:
    """Return 1/(1 + e^(−s)) as it is printed."""
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-s))


def printed_loss(s: Array, t: Array) -> Array:
    """Return eq. (2) of sheet 003 as it is printed, with the right sigmoid: for small logits."""
    return _from_probabilities(squashed(s), 1 - squashed(s), t)


def printed_mean(S: Array, T: Array) -> float:
    """Return the multi-label loss as it is printed: for small logits."""
    return float(printed_loss(S, T).sum(axis=1).mean())


def _from_probabilities(p: Array, not_p: Array, t: Array) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        return -t * np.log(p) - (1 - t) * np.log(not_p)


def _of_guards(s: Array, t: Array, guards: Sequence[float]) -> Mistakes:
    p = squashed(s)
    found: dict[str, Array] = {}
    for guard in guards:
        clipped = np.clip(p, guard, 1 - guard)
        found |= {
            f"has {guard:g} added inside the logarithm: leave it out": (
                _from_probabilities(p + guard, 1 - p + guard, t)
            ),
            f"clips the probability at {guard:g}, where the loss has to go on": (
                _from_probabilities(clipped, 1 - clipped, t)
            ),
        }
    return found


def _of_terms(if_0: Array, if_1: Array, t: Array) -> Mistakes:
    """Return what becomes of the losses for t = 0 and t = 1 when they are joined wrongly."""
    right = t * if_1 + (1 - t) * if_0
    return {
        "is right for the other target: look at the sign in the sigmoid's exponent, and at which "
        "of t and 1 − t goes with which logarithm": t * if_0 + (1 - t) * if_1,
        "lacks the (1 − t) term: a sample of the other class counts as well": t * if_1,
        "lacks the t term: a sample with t = 1 counts as well": (1 - t) * if_0,
        "is in bits, not in nats: use the natural logarithm": right / np.log(2),
        "rounds the target to 0 or 1: a soft one weighs both terms": np.where(t > 0.5, if_1, if_0),
        "takes every target above 0 for 1: a soft one weighs both terms": np.where(t, if_1, if_0),
        "takes every target below 1 for 0: a soft one weighs both terms": np.where(
            t == 1, if_1, if_0
        ),
        "is cut to whole numbers: an array like the integer s was filled": np.trunc(right),
    }


def _of_loss(s: Array, t: Array) -> Mistakes:
    p = squashed(s)
    return {
        **_of_terms(-np.log(1 - p), -np.log(p), t),
        "applies the sigmoid twice: s is a logit, squash it once": printed_loss(p, t),
        **_of_guards(s, t, LARGE_GUARDS),
    }


def _of_far_loss(s: Array, t: Array) -> Mistakes:
    # a sure answer costs nothing if it is right, and as much as its logit if it is wrong
    return {**_of_terms(np.maximum(s, 0), np.maximum(-s, 0), t), **_of_guards(s, t, GUARDS)}


LOSS = Property(
    "bce_with_logits(s, t)",
    "compare with −t log σ(s) − (1 − t) log(1 − σ(s)) at s = 1 for t = 0, ½ and 1",
    _of_loss,
)
LOSS_FAR = Property(
    "bce_with_logits(s, t) far out",
    "let no probability round to 0 or 1 before its logarithm, and clip no logit; work with s, "
    "log1p and the exponential of a number that is never positive",
    _of_far_loss,
    atol=1e-9,
)


def _of_gradient(right: Array, s: Array, t: Array) -> Mistakes:
    p = squashed(s)
    mirrored = right + 1 - 2 * p
    return {
        "has the factor p(1 − p) too many: it cancels between dL/dp and dp/ds": right * p * (1 - p),
        "is the derivative with respect to p: the factor dp/ds = p(1 − p) is missing": right
        / (p * (1 - p)),
        "has the wrong sign in the sigmoid's exponent": mirrored,
        "is not right for negative s: there, with e = e^(−|s|), σ(s) is e/(1 + e), not "
        "1/(1 + e)": np.where(s < 0, mirrored, right),
        "lacks the (1 − t) term": -t * (1 - p),
        "is averaged: each element has a loss of its own here": right / s.size,
        "rounds the target to 0 or 1: a soft one is subtracted as it is": right + t - (t > 0.5),
        "takes every target above 0 for 1: a soft one is subtracted as it is": right + t - (t > 0),
        "takes every target below 1 for 0: a soft one is subtracted as it is": right + t - (t == 1),
    }


GRADIENT = Property(
    "bce_gradient(s, t)",
    "at s = 0 it is ½ − t; each element is the derivative of its own loss",
    _of_gradient,
)
GRADIENT_FAR = Property(
    "bce_gradient(s, t) far out",
    "the probability there is 0 or 1 to all digits, so −t or 1 − t is left",
    atol=1e-9,
)


def _softmax(S: Array) -> Array:
    return np.exp(S) / np.exp(S).sum(axis=1, keepdims=True)


def _of_label_loss(S: Array, T: Array) -> Mistakes:
    losses, n_samples = printed_loss(S, T), len(S)
    return {
        "is the mean over samples and classes: add up the C classes": losses.mean(),
        "is the sum over samples and classes: average over the N samples": losses.sum(),
        "averages over the classes and adds up the samples: it is the other way round": (
            losses.mean(axis=1).sum()
        ),
        "is right for the other targets: swap t and 1 − t": printed_mean(S, 1 - T),
        "counts the labels that are there alone: an absent label has a loss as well, "
        "−log(1 − σ(s))": -(T * np.log(squashed(S))).sum() / n_samples,
        "uses softmax: several labels can be right at once, so each class has a sigmoid of its "
        "own": -(T * np.log(_softmax(S))).sum() / n_samples,
    }


LABEL_LOSS = Property(
    "multilabel_loss(S, T)",
    "add up the binary losses of the classes, then average over the samples",
    _of_label_loss,
)


def _of_label_gradient(right: Array, S: Array, T: Array) -> Mistakes:
    n_samples, n_classes = S.shape
    p = squashed(S)
    return {
        "is averaged over the classes as well: the loss adds them up": right / n_classes,
        "is averaged over the classes in place of the samples": right * n_samples / n_classes,
        "uses softmax: each class has a sigmoid of its own": (_softmax(S) - T) / n_samples,
        "uses softmax, and is not averaged over the samples": _softmax(S) - T,
        "has the factor p(1 − p) too many": right * p * (1 - p),
        "is zero for absent labels: they pull their logits down": np.where(T > 0, right, 0),
    }


LABEL_GRADIENT = Property(
    "multilabel_gradient(S, T)",
    "each entry is the derivative of its own binary loss, divided by N",
    _of_label_gradient,
)
