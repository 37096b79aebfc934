"""Visible checks of 04_binary's losses and gradients, on fixed inputs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from ce_helpers.binary.mistakes import (
    GRADIENT,
    GRADIENT_FAR,
    LABEL_GRADIENT,
    LABEL_LOSS,
    LOSS,
    LOSS_FAR,
    Array,
    printed_loss,
    printed_mean,
)
from ce_helpers.checking import CheckFailed, passed, result, scalar
from ce_helpers.numeric import central_gradient, central_jacobian

Function = Callable[..., Any]

LOGITS = np.array([-4.0, -1.0, 0.0, 0.5, 2.0, 5.0])
SOFT = np.array([0.0, 0.25, 0.5, 0.7, 0.9, 1.0])
FAR = np.array([-1e4, -720.0, -40.0, 40.0, 720.0, 1e4])
BOTH_BRANCHES = "np.where computes both of its branches, also where they are not chosen"
S = np.array([[2.0, -1.0, 0.5], [0.0, 3.0, -2.0], [-0.5, 1.0, 1.5], [1.0, 0.0, -3.0]])
T = np.array([[1.0, 0.0, 1.0], [0.0, 0.0, 0.0], [1.0, 1.0, 1.0], [0.0, 1.0, 0.0]])


def elementwise(func: Function, s: Array, t: Array, **options: Any) -> Array:
    """Call an elementwise function; a warning on far logits reminds of np.where."""
    try:
        return result(func, s, t, shape=s.shape, **options)
    except CheckFailed as error:
        if "warned «" not in str(error):
            raise
        raise CheckFailed(f"{str(error).removesuffix('.')} ({BOTH_BRANCHES}).") from error


def bce_values(func: Function) -> None:
    """Check moderate logits against the printed formula, for hard and soft targets."""
    for t in (np.zeros(6), np.ones(6), SOFT):
        LOSS.close(elementwise(func, LOGITS, t), printed_loss(LOGITS, t), LOGITS, t)
    passed("bce_with_logits: the formula, for hard and soft targets")


def bce_tails(func: Function) -> None:
    """Check logits up to ±10 000: no warning, and losses right to 1e-9."""
    for target, expected in ((0.0, np.maximum(FAR, 0)), (1.0, np.maximum(-FAR, 0))):
        t = np.full(FAR.size, target)
        LOSS_FAR.close(elementwise(func, FAR, t, stable=True), expected, FAR, t)
    passed("bce_with_logits: quiet, and right to 1e-9, for logits up to 10 000")


def bce_elementwise(func: Function) -> None:
    """Check shapes, integers, and that the arguments are left as they were."""
    s, t = np.array([3, -2, 0, 1]), np.array([1, 0, 0, 1])
    expected = printed_loss(s, t)
    for shape in [(4,), (4, 1), (2, 1, 2)]:
        logits, hits = s.reshape(shape), t.reshape(shape)
        logits.flags.writeable = hits.flags.writeable = False
        got = elementwise(func, logits, hits, pure=True)
        LOSS.close(
            got, expected.reshape(shape), logits, hits, where=f" on integers of shape {shape}"
        )
    for one in range(4):
        LOSS.close(elementwise(func, s[one], t[one]), expected[one], where=" for one number")
    single = elementwise(func, s.astype(np.float32), t.astype(np.float32))
    LOSS.close(single, expected, s, t, where=" on float32", rtol=1e-5)
    passed("bce_with_logits: one loss an element, whatever the shape; integers work")


def bce_gradient_values(func: Function) -> None:
    """Check the gradient against central differences of the printed formula."""
    for t in (np.zeros(6), np.ones(6), SOFT):
        measured = np.diag(central_jacobian(partial(printed_loss, t=t), LOGITS))
        for shape in ((6,), (3, 2)):
            s, hits, expected = (array.reshape(shape) for array in (LOGITS, t, measured))
            got = elementwise(func, s, hits)
            GRADIENT.close(got, expected, expected, s, hits, rtol=1e-6, atol=1e-8)
    passed("bce_gradient: agrees with central differences")


def bce_gradient_tails(func: Function) -> None:
    """Check the gradient far out: no warning, and −t or 1 − t."""
    for target in (0.0, 0.3, 1.0):
        got = elementwise(func, FAR, np.full(FAR.size, target), stable=True)
        GRADIENT_FAR.close(got, (FAR > 0) - target)
    passed("bce_gradient: quiet, and right to 1e-9, for logits up to 10 000")


def multilabel_loss(func: Function) -> None:
    """Check that the printed losses are added up over classes and averaged over samples."""
    LABEL_LOSS.close(scalar(func, S, T), printed_mean(S, T), S, T)
    passed("multilabel_loss: classes add up, samples are averaged")


def multilabel_gradient(func: Function) -> None:
    """Check the gradient against central differences of the printed loss."""
    measured = central_gradient(partial(printed_mean, T=T), S)
    LABEL_GRADIENT.close(
        result(func, S, T, shape=S.shape),
        measured,
        measured,
        S,
        T,
        n_samples=len(S),
        rtol=1e-6,
        atol=1e-8,
    )
    passed("multilabel_gradient: agrees with central differences, classes do not mix")
