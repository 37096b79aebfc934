"""Hidden tests of 04_binary: both losses and their gradients."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ce_helpers.checking import as_array, as_scalar, call, close, name_of
from ce_helpers.reference import binary as reference
from ce_helpers.reference.seed import grading_rng

Function = Callable[..., Any]
Array = NDArray[Any]

TAILS = np.array([20.0, 33.0, 36.9, 45.0, 100.0, 709.0, 720.0, 750.0, 1e3, 1e4])
OTHER_TARGET = (
    "is right for the other target: look at the sign in the sigmoid's exponent, and at which of "
    "t and 1 − t goes with which logarithm"
)
LOST_DIGITS = (
    "far out, a probability rounds to 0 or 1 before the logarithm sees it; work with s, log1p "
    "and the exponential of a number that is never positive"
)


def targets(rng: np.random.Generator, *shape: int) -> Array:
    """Draw targets in [0, 1]; about half of them are hard, 0 or 1."""
    soft = rng.uniform(size=shape)
    return np.where(rng.uniform(size=shape) < 0.5, soft.round(), soft)


def elementwise(func: Function, s: Array, t: Array, **options: Any) -> Array:
    """Call an elementwise function; its result has the shape of the logits.

    float32 is a loss of digits unless the logits came as float32.
    """
    got = as_array(call(func, s, t, **options), s.shape, f"{name_of(func)}(s, t)")
    return got if s.dtype == np.float32 else got.astype(np.float64)


def tail_problem(rng: np.random.Generator) -> tuple[Array, Array]:
    """Draw logits far out on both sides, each with the targets 0, 1 and a soft one."""
    distance = TAILS * rng.uniform(0.97, 1.0, TAILS.size)
    s = np.tile(np.concatenate([distance, -distance]), 3)
    t = np.repeat([0.0, 1.0, rng.uniform(0.1, 0.9)], 2 * TAILS.size)
    order = rng.permutation(s.size)
    return s[order], t[order]


def bce_values(bce_with_logits: Function) -> None:
    """Random logits up to 8 with hard and soft targets: the formula itself."""
    rng = grading_rng("bce_values")
    s, t = rng.uniform(-8, 8, 23), targets(rng, 23)
    p = reference.sigmoid(s)
    alternatives = {
        OTHER_TARGET: reference.bce_with_logits(-s, t),
        "lacks the (1 − t) term: a sample of the other class counts as well": -t * np.log(p),
        "lacks the t term: a sample with t = 1 counts as well": -(1 - t) * np.log(1 - p),
        "is in bits, not in nats: use the natural logarithm": reference.bce_with_logits(s, t)
        / np.log(2),
        "applies the sigmoid twice: s is a logit, squash it once": reference.bce_with_logits(p, t),
    }
    close(
        elementwise(bce_with_logits, s, t),
        reference.bce_with_logits(s, t),
        "bce_with_logits(s, t) for hard and soft targets",
        mistakes=alternatives,
        otherwise="compare with −t log σ(s) − (1 − t) log(1 − σ(s)) at s = 1 for t = 0, ½ and 1",
    )


def bce_tails(bce_with_logits: Function) -> None:
    """Logits from 20 to 10⁴ on both sides: no warning and no lost digit."""
    s, t = tail_problem(grading_rng("bce_tails"))
    close(
        elementwise(bce_with_logits, s, t, stable=True),
        reference.bce_with_logits(s, t),
        "bce_with_logits(s, t) for |s| from 20 to 10⁴",
        atol=1e-9,
        otherwise=LOST_DIGITS,
    )


def bce_elementwise(bce_with_logits: Function) -> None:
    """Any shape, integers, float32 and read-only arrays; one loss an element."""
    rng = grading_rng("bce_elementwise")
    for shape in [(), (6, 1), (2, 3, 4)]:
        s, t = np.asarray(rng.integers(-5, 6, shape)), np.asarray(rng.integers(0, 2, shape))
        for array in (s, t):
            array.flags.writeable = False
        got = elementwise(bce_with_logits, s, t)
        what = f"bce_with_logits on integers of shape {shape}"
        close(got, reference.bce_with_logits(s, t), what, rtol=1e-9)
    s, t = rng.uniform(-5, 5, (4, 3)).astype(np.float32), np.ones((4, 3), np.float32)
    got, expected = elementwise(bce_with_logits, s, t), reference.bce_with_logits(s, t)
    close(got, expected, "bce_with_logits on float32", rtol=1e-5, atol=1e-6)


def bce_gradient_values(bce_gradient: Function) -> None:
    """Random logits up to 8, hard and soft targets, as a vector and as a matrix."""
    rng = grading_rng("bce_gradient_values")
    for shape in [(23,), (5, 3)]:
        s, t = rng.uniform(-8, 8, shape), targets(rng, *shape)
        p = reference.sigmoid(s)
        alternatives = {
            "has a factor p(1 − p) too many: that is the slope of σ, which the slope of the "
            "loss with respect to p cancels": (p - t) * p * (1 - p),
            "is the slope with respect to the probability: one link of the chain rule is missing": (
                p - t
            )
            / (p * (1 - p)),
            "has the wrong sign in the sigmoid's exponent": 1 - p - t,
            "is averaged: each element has a loss of its own here": (p - t) / s.size,
        }
        close(
            elementwise(bce_gradient, s, t),
            p - t,
            "bce_gradient(s, t)",
            mistakes=alternatives,
            otherwise="compare with central differences of bce_with_logits in s",
        )


def bce_gradient_tails(bce_gradient: Function) -> None:
    """Logits from 20 to 10⁴ on both sides: no warning, and finite."""
    s, t = tail_problem(grading_rng("bce_gradient_tails"))
    close(
        elementwise(bce_gradient, s, t, stable=True),
        reference.bce_gradient(s, t),
        "bce_gradient(s, t) for |s| from 20 to 10⁴",
        atol=1e-9,
        otherwise="the probability there is 0 or 1 to all digits, so −t or 1 − t is left",
    )


def label_problem(rng: np.random.Generator) -> tuple[Array, Array]:
    """Draw 7 samples with 4 labels; one sample has none of them, one has all."""
    S, T = rng.uniform(-6, 6, (7, 4)), rng.integers(0, 2, (7, 4)).astype(float)
    T[0], T[3] = 0.0, 1.0
    for array in (S, T):
        array.flags.writeable = False
    return S, T


def multilabel_loss(multilabel_loss: Function) -> None:
    """Sum over the classes, mean over the samples."""
    rng = grading_rng("multilabel_loss")
    S, T = label_problem(rng)
    losses = reference.bce_with_logits(S, T)
    log_softmax = S - np.log(np.exp(S).sum(axis=1, keepdims=True))
    alternatives = {
        "is the mean over samples and classes: sum over the C classes": losses.mean(),
        "is the sum over samples and classes: average over the N samples": losses.sum(),
        "averages over the classes and sums over the samples: it is the other way "
        "round": losses.sum() / 4,
        "is right for the other targets: swap t and 1 − t": reference.multilabel_loss(S, 1 - T),
        "counts the labels that are there alone: an absent label has a loss as well, "
        "−log(1 − σ(s))": -(T * np.log(reference.sigmoid(S))).sum() / 7,
        "uses softmax: several labels can be right at once, so each class gets a sigmoid of "
        "its own": -(T * log_softmax).sum() / 7,
    }
    got = as_scalar(call(multilabel_loss, S, T), "multilabel_loss(S, T)")
    close(got, losses.sum() / 7, "multilabel_loss(S, T)", mistakes=alternatives)


def multilabel_gradient(multilabel_gradient: Function) -> None:
    """(σ(S) − T)/N, each column from its own logits."""
    rng = grading_rng("multilabel_gradient")
    S, T = label_problem(rng)
    softmax = np.exp(S) / np.exp(S).sum(axis=1, keepdims=True)
    expected = reference.multilabel_gradient(S, T)
    alternatives = {
        "is averaged over the classes as well: the loss sums over them": expected / 4,
        "uses softmax: each class has a sigmoid of its own": (softmax - T) / 7,
        "uses softmax, and is not averaged over the samples": softmax - T,
        "has a factor p(1 − p) too many": expected * reference.sigmoid(S) * reference.sigmoid(-S),
        "is zero for absent labels: they pull their logits down": np.where(T > 0, expected, 0),
    }
    got = as_array(call(multilabel_gradient, S, T), S.shape, "multilabel_gradient(S, T)")
    got = got.astype(np.float64)
    close(got, expected, "multilabel_gradient(S, T)", n_samples=7, mistakes=alternatives)
