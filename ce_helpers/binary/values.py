"""Visible checks of 04_binary's losses and gradients, on fixed inputs.

The hidden tests hand random inputs and the reference to the functions that compare.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from ce_helpers.binary.mistakes import (
    GRADIENT,
    GRADIENT_FAR,
    LABEL_GRADIENT,
    LABEL_LOSS,
    LABEL_LOSS_FAR,
    LOSS,
    LOSS_FAR,
    Array,
    printed_loss,
    printed_mean,
)
from ce_helpers.calls import require_fresh, result, scalar
from ce_helpers.cascade import builds_on
from ce_helpers.checking import passed
from ce_helpers.numeric import central_gradient, central_jacobian
from ce_helpers.properties import Property

Function = Callable[..., Any]

LOGITS = np.array([-4.0, -1.0, 0.0, 0.5, 2.0, 5.0])
SOFT = np.array([0.0, 0.25, 0.5, 0.7, 0.9, 1.0])
FAR = np.array([-1e4, -720.0, -40.0, 40.0, 720.0, 1e4])
WHOLE = np.array([3, -2, 0, 1, -4, 5, 2, -1, -3, 4, 0, 6])
HITS = np.array([1, 0, 0, 1, 1, 0, 1, 1, 0, 1, 1, 0])
LAYOUTS: tuple[Callable[[Array], Any], ...] = (
    lambda array: array,
    lambda array: array.reshape(12, 1),
    lambda array: array.reshape(1, 12),
    lambda array: array.reshape(2, 3, 2),
    lambda array: np.asfortranarray(array.reshape(3, 4)),
    lambda array: array[:1],
    lambda array: array[:1].reshape(()),
    lambda array: array[0].item(),
)
S = np.array([[2.0, -1.0, 0.5], [0.0, 3.0, -2.0], [-0.5, 1.0, 1.5], [1.0, 0.0, -3.0]])
T = np.array([[1.0, 0.0, 1.0], [0.0, 0.0, 0.0], [1.0, 1.0, 1.0], [0.0, 1.0, 0.0]])
SHARES = np.array([[0.9, 0.2, 0.5], [0.0, 0.3, 1.0], [0.6, 0.8, 0.4], [0.1, 0.7, 0.0]])
SURE = np.array([[30.0, -28.0, 26.0, -30.0]])
SURE_AND_RIGHT = (SURE > 0) * 1.0


def require_layouts(func: Function, known: Property, s: Array, t: Array, right: Array) -> None:
    """Compare twelve elements in every shape and order, and one result after another.

    Arrays are read-only. The first element comes as a plain number, too.

    Parameters
    ----------
    func : callable
        The student's function of logits and targets.
    known : Property
        What it is compared for.
    s, t, right : ndarray, shape (12,)
        Logits, targets, and what belongs to them.
    """
    for layout in LAYOUTS:
        logits, targets, expected = (layout(np.array(array)) for array in (s, t, right))
        shaped = isinstance(logits, np.ndarray)
        if shaped:
            logits.flags.writeable = targets.flags.writeable = False
        got = result(func, logits, targets, shape=np.shape(logits), pure=True)
        where = f" on {s.dtype} of shape {logits.shape}" if shaped else " on two plain numbers"
        known.close(got, expected, expected, *map(np.asarray, (logits, targets)), where=where)
    require_fresh(func, [s, t], [s[::-1], t[::-1]])


def bce_values(func: Function) -> None:
    """Check moderate logits against the printed formula, for hard and soft targets."""
    for t in (np.zeros(6), np.ones(6), SOFT):
        right = printed_loss(LOGITS, t)
        LOSS.close(result(func, LOGITS, t, shape=(6,)), right, right, LOGITS, t)
    passed("bce_with_logits: the formula, for hard and soft targets")


def bce_tails(func: Function) -> None:
    """Check logits up to ±10 000: no warning, and losses right to 1e-9."""
    for target, right in ((0.0, np.maximum(FAR, 0)), (1.0, np.maximum(-FAR, 0))):
        t = np.full(FAR.size, target)
        LOSS_FAR.close(result(func, FAR, t, shape=(6,), stable=True), right, right, FAR, t)
    passed("bce_with_logits: quiet, and right to 1e-9, for logits up to 10 000")


def bce_elementwise(func: Function) -> None:
    """Check shapes, integers, float32, and that the arguments are left as they were."""
    right = printed_loss(WHOLE, HITS)
    require_layouts(func, LOSS, WHOLE, HITS, right)
    floats = [array.astype(np.float32) for array in (WHOLE, HITS)]
    single = result(func, *floats, shape=(12,))
    LOSS.close(single, right, right, WHOLE, HITS, where=" on float32")
    passed("bce_with_logits: one loss an element, for every shape; integers work")


def bce_gradient_values(func: Function) -> None:
    """Check the gradient against central differences of the printed formula."""
    measured = replace(GRADIENT, rtol=1e-6, atol=1e-8)
    for t in (np.zeros(6), np.ones(6), SOFT):
        right = _measured(LOGITS, t)
        measured.close(result(func, LOGITS, t, shape=(6,)), right, right, LOGITS, t)
    require_layouts(func, measured, WHOLE, HITS, _measured(WHOLE * 1.0, HITS))
    passed("bce_gradient: agrees with central differences, for every shape; integers work")


def _measured(s: Array, t: Array) -> Array:
    return np.diag(central_jacobian(partial(printed_loss, t=t), s))


def bce_gradient_tails(func: Function) -> None:
    """Check the gradient far out: no warning, and −t or 1 − t."""
    for target in (0.0, 0.3, 1.0):
        t = np.full(FAR.size, target)
        right = (FAR > 0) - target
        GRADIENT_FAR.close(result(func, FAR, t, shape=(6,), stable=True), right, right, FAR, t)
    passed("bce_gradient: quiet, and right to 1e-9, for logits up to 10 000")


def label_batches(S: Array, T: Array, shares: Array) -> Iterator[tuple[str, Array, Array]]:
    """Yield a batch of many labels as it is, with soft targets, as integers, and in parts.

    Parameters
    ----------
    S, T, shares : ndarray, shape (N, C)
        Logits, hard targets, and soft ones.

    Yields
    ------
    tuple of str, ndarray and ndarray
        What is special about a batch, its logits and its targets, read-only.
    """
    batches = {
        "": (S, T),
        " for soft targets": (S, shares),
        " on integers": (np.rint(S).astype(int), T.astype(int)),
        " for one sample": (S[:1], T[:1]),
        " for one class": (S[:, :1], T[:, :1]),
        " for one sample with one class": (S[:1, :1], T[:1, :1]),
        " in Fortran order": (np.asfortranarray(S), np.asfortranarray(T)),
    }
    for where, (logits, targets) in batches.items():
        logits, targets = np.array(logits), np.array(targets)
        logits.flags.writeable = targets.flags.writeable = False
        yield where, logits, targets


LOSS_CHECKS = (bce_values, bce_tails, bce_elementwise)
GRADIENT_CHECKS = (bce_gradient_values, bce_gradient_tails)


@builds_on(bce_with_logits=LOSS_CHECKS)
def multilabel_loss(func: Function) -> None:
    """Check that the printed losses are added up over classes and averaged over samples."""
    for where, logits, targets in label_batches(S, T, SHARES):
        right = printed_mean(logits, targets)
        got = scalar(func, logits, targets, pure=True)
        LABEL_LOSS.close(got, right, right, logits, targets, where=where)
    wrong = 1 - SURE_AND_RIGHT
    # as the notebook prints it, 1 − σ(s) has three digits left here
    LABEL_LOSS_FAR.close(scalar(func, SURE, wrong), printed_mean(SURE, wrong), rtol=1e-3)
    passed("multilabel_loss: classes add up, samples are averaged")


@builds_on(bce_gradient=GRADIENT_CHECKS)
def multilabel_gradient(func: Function) -> None:
    """Check the gradient against central differences of the printed loss."""
    measured = replace(LABEL_GRADIENT, rtol=1e-6, atol=1e-8)
    for where, logits, targets in label_batches(S, T, SHARES):
        right = central_gradient(partial(printed_mean, T=targets), logits)
        got = result(func, logits, targets, shape=logits.shape, pure=True)
        measured.close(got, right, right, logits, targets, where=where, n_samples=len(logits))
    got, nothing = result(func, SURE, SURE_AND_RIGHT, shape=SURE.shape), np.zeros(SURE.shape)
    where = " for sure answers that are right"
    LABEL_GRADIENT.close(got, nothing, nothing, SURE, SURE_AND_RIGHT, where=where, atol=1e-9)
    require_fresh(func, [S, T], [-S, T])
    passed("multilabel_gradient: agrees with central differences, classes do not mix")
