"""Checks of 04_binary's losses and gradients.

Losses are compared with the printed formula, and derivatives with measured ones; where a logit is
beyond ±40 a probability is 0 or 1 to all digits that count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
from ce_helpers.checks import visible
from ce_helpers.numeric import complex_step_gradient
from ce_helpers.properties import Property

Function = Callable[..., Any]

Rng = np.random.Generator
TAILS = np.array([9, 12, 15, 18, 20, 33, 36.6, 45, 100, 700, 709, 720, 750, 1e3, 9999])
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


def soft_and_hard(rng: Rng, *shape: int) -> Array:
    """Draw targets in [0, 1]; about half of them are hard, 0 or 1."""
    soft = rng.uniform(size=shape)
    return np.where(rng.uniform(size=shape) < 0.5, soft.round(), soft)


def _far(rng: Rng) -> tuple[Array, Array, Array]:
    """Draw logits far out on both sides, with targets 0, 1 and a soft one, and where σ is sure."""
    distance = TAILS + rng.uniform(0, 0.5, TAILS.size)
    s = np.tile(np.concatenate([distance, -distance]), 3)
    t = np.repeat([0.0, 1.0, rng.uniform(0.1, 0.9)], 2 * TAILS.size)
    order = rng.permutation(s.size)
    return s[order], t[order], np.abs(s[order]) > 40


def _whole(rng: Rng) -> tuple[Array, Array]:
    """Draw twelve integer logits, 0 among them, and hard integer targets."""
    return rng.permutation([0, *rng.integers(-5, 6, 11)]), rng.integers(0, 2, 12)


def _require_layouts(func: Function, known: Property, s: Array, t: Array, right: Array) -> None:
    """Compare twelve elements in every shape and order, and one result after another.

    Arrays are read-only. The first element comes as a plain number, too.
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


def _measured(s: Array, t: Array) -> Array:
    """Return the derivative of each printed loss, to rounding."""
    return complex_step_gradient(lambda logits: printed_loss(logits, t).sum(), s)


@visible("bce_with_logits: the formula, for hard and soft targets")
def bce_values(func: Function, rng: Rng) -> None:
    """Check moderate logits against the printed formula, for hard and soft targets."""
    s, t = rng.uniform(-8, 8, 23), soft_and_hard(rng, 23)
    right = printed_loss(s, t)
    LOSS.close(result(func, s, t, shape=s.shape), right, right, s, t)


@visible("bce_with_logits: quiet, and right to 1e-9, for logits up to 10 000")
def bce_tails(func: Function, rng: Rng) -> None:
    """Check logits from 9 to 10 000 on both sides: no warning, and losses right to 1e-9."""
    s, t, sure = _far(rng)
    right = np.where(sure, np.where(s > 0, 1 - t, -t) * s, printed_loss(s, t))
    LOSS_FAR.close(result(func, s, t, shape=s.shape, stable=True), right, right, s, t)


@visible("bce_with_logits: one loss an element, for every shape; integers work")
def bce_elementwise(func: Function, rng: Rng) -> None:
    """Check shapes, integers, float32, and that the arguments are left as they were."""
    s, t = _whole(rng)
    _require_layouts(func, LOSS, s, t, printed_loss(s, t))
    s, t = rng.uniform(-5, 5, (4, 3)).astype(np.float32), np.ones((4, 3), np.float32)
    right = printed_loss(s.astype(float), t)
    LOSS.close(result(func, s, t, shape=s.shape), right, right, s, t, where=" on float32")


@visible("bce_gradient: agrees with measured derivatives, for every shape; integers work")
def bce_gradient_values(func: Function, rng: Rng) -> None:
    """Check the gradient against measured derivatives, for hard and soft targets."""
    s, t = rng.uniform(-8, 8, 23), soft_and_hard(rng, 23)
    right = _measured(s, t)
    GRADIENT.close(result(func, s, t, shape=s.shape), right, right, s, t)
    whole, hard = _whole(rng)
    for logits, targets in ((whole, hard), (whole, t[:12]), (s[:12], t[:12])):
        _require_layouts(func, GRADIENT, logits, targets, _measured(logits, targets))


@visible("bce_gradient: quiet, and right to 1e-9, for logits up to 10 000")
def bce_gradient_tails(func: Function, rng: Rng) -> None:
    """Check the gradient far out: no warning, and −t or 1 − t where σ is 0 or 1."""
    s, t, sure = _far(rng)
    right = np.where(sure, (s > 0) - t, _measured(np.where(sure, 0.0, s), t))
    GRADIENT_FAR.close(result(func, s, t, shape=s.shape, stable=True), right, right, s, t)


def _label_batches(rng: Rng) -> Iterator[tuple[str, Array, Array]]:
    """Yield batches of many labels, read-only, each with what is special about it.

    In the first one sample has none of the labels, and one has all; a logit is 0.
    """
    S, T = rng.uniform(-8, 8, (7, 4)), rng.integers(0, 2, (7, 4)).astype(float)
    T[0], T[3], S[1, 2] = 0.0, 1.0, 0.0
    for where, logits, targets in (
        ("", S, T),
        (" for soft targets", S, soft_and_hard(rng, 7, 4)),
        (" for soft targets alone", S, rng.uniform(0.1, 0.9, (7, 4))),
        (" on integers with soft targets", np.rint(S).astype(int), soft_and_hard(rng, 7, 4)),
        # a prime number of samples, so that no part has as many as the others
        (" for 307 samples", rng.uniform(-8, 8, (307, 1)), soft_and_hard(rng, 307, 1)),
        (" on integers", np.rint(S).astype(int), T.astype(int)),
        (" for one sample", S[:1], T[:1]),
        (" for one class", S[:, :1], T[:, :1]),
        (" for one sample with one class", S[:1, :1], T[:1, :1]),
        (" in Fortran order", np.asfortranarray(S), np.asfortranarray(T)),
    ):
        logits, targets = np.array(logits), np.array(targets)
        logits.flags.writeable = targets.flags.writeable = False
        yield where, logits, targets


def _sure(rng: Rng) -> tuple[Array, Array]:
    """Draw a sample of 64 labels, all of them sure, and whether each is there."""
    return rng.uniform(34, 36, (1, 64)) * rng.choice([-1, 1], (1, 64)), rng.integers(0, 2, (1, 64))


LOSS_CHECKS = (bce_values, bce_tails, bce_elementwise)
GRADIENT_CHECKS = (bce_gradient_values, bce_gradient_tails)


@visible("multilabel_loss: classes add up, samples are averaged")
@builds_on(bce_with_logits=LOSS_CHECKS)
def multilabel_loss(func: Function, rng: Rng) -> None:
    """Check that the printed losses are added up over classes and averaged over samples."""
    for where, S, T in _label_batches(rng):
        right = printed_mean(S, T)
        LABEL_LOSS.close(scalar(func, S, T, pure=True), right, right, S, T, where=where)
    S, T = _sure(rng)
    # as the notebook prints it, 1 − σ(s) has one or two digits left here, which is enough
    LABEL_LOSS_FAR.close(scalar(func, S, T), printed_mean(S, T), rtol=0.05)


@visible("multilabel_gradient: agrees with measured derivatives, classes do not mix")
@builds_on(bce_gradient=GRADIENT_CHECKS)
def multilabel_gradient(func: Function, rng: Rng) -> None:
    """Check the gradient against measured derivatives of the printed loss."""
    for where, S, T in (*_label_batches(rng), (" for sure answers", *_sure(rng))):
        right = complex_step_gradient(partial(printed_mean, T=T), S)
        got = result(func, S, T, shape=S.shape, pure=True)
        LABEL_GRADIENT.close(got, right, right, S, T, where=where, n_samples=len(S))
    require_fresh(func, [S, T], [-S, T])
