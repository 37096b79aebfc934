"""Hidden tests of 04_binary, one property each: random inputs beside the reference."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import sympy as sp

from ce_helpers.binary.claims import CLAIMS, G_j, N, alpha, table_of
from ce_helpers.binary.descent import HISTORY, fit, history_of, require_history, require_steps
from ce_helpers.binary.mistakes import (
    GRADIENT,
    GRADIENT_FAR,
    LABEL_GRADIENT,
    LABEL_LOSS,
    LABEL_LOSS_FAR,
    LOSS,
    LOSS_FAR,
    Array,
)
from ce_helpers.binary.symbolic import STEP, chain_of, require_ends, s, s_1, s_2
from ce_helpers.binary.values import label_batches, require_layouts
from ce_helpers.calls import result, scalar
from ce_helpers.checking import require
from ce_helpers.claims import Claims
from ce_helpers.closeness import close
from ce_helpers.reference import binary as reference
from ce_helpers.reference.seed import grading_rng

Function = Callable[..., Any]

TAILS = np.array([9, 12, 15, 18, 20, 33, 36.6, 45, 100, 700, 709, 720, 750, 1e3, 9999])
RATE = 0.4
EVERY_STEP = (
    "every step is θ − (learning_rate/N) Xᵀ(σ(Xθ) − t), from the first to the last; none is left "
    "out, shortened or averaged"
)
REPAIRED = Claims(
    {
        letter: replace(CLAIMS.lines[letter], left=right)
        for letter, right in {
            "A": 1 / (1 + sp.exp(-s)),
            "C": -s_1,
            "D": s_1 - s_2,
            "F": -alpha * G_j / N,
        }.items()
    }
)


def _targets(rng: np.random.Generator, *shape: int) -> Array:
    """Draw targets in [0, 1]; about half of them are hard, 0 or 1."""
    soft = rng.uniform(size=shape)
    return np.where(rng.uniform(size=shape) < 0.5, soft.round(), soft)


def _far(rng: np.random.Generator) -> tuple[Array, Array]:
    """Draw logits far out on both sides, each with the targets 0, 1 and a soft one."""
    distance = TAILS + rng.uniform(0, 0.5, TAILS.size)
    s = np.tile(np.concatenate([distance, -distance]), 3)
    t = np.repeat([0.0, 1.0, rng.uniform(0.1, 0.9)], 2 * TAILS.size)
    order = rng.permutation(s.size)
    return s[order], t[order]


def _whole(rng: np.random.Generator) -> tuple[Array, Array]:
    """Draw twelve integer logits and hard integer targets."""
    return rng.integers(-5, 6, 12), rng.integers(0, 2, 12)


def bce_values(func: Function) -> None:
    """Random logits up to 8 with hard and soft targets: the formula itself."""
    rng = grading_rng("bce_values")
    s, t = rng.uniform(-8, 8, 23), _targets(rng, 23)
    right = reference.bce_with_logits(s, t)
    LOSS.close(result(func, s, t, shape=s.shape), right, right, s, t)


def bce_tails(func: Function) -> None:
    """Logits from 9 to 10⁴ on both sides: no warning and no lost digit."""
    s, t = _far(grading_rng("bce_tails"))
    right = reference.bce_with_logits(s, t)
    LOSS_FAR.close(result(func, s, t, shape=s.shape, stable=True), right, right, s, t)


def bce_elementwise(func: Function) -> None:
    """Every shape and order, integers, float32 and read-only arrays; one loss an element."""
    rng = grading_rng("bce_elementwise")
    s, t = _whole(rng)
    require_layouts(func, LOSS, s, t, reference.bce_with_logits(s, t))
    s, t = rng.uniform(-5, 5, (4, 3)).astype(np.float32), np.ones((4, 3), np.float32)
    right = reference.bce_with_logits(s, t)
    LOSS.close(result(func, s, t, shape=s.shape), right, right, s, t, where=" on float32")


def bce_gradient_values(func: Function) -> None:
    """Random logits up to 8 with hard and soft targets, and every shape and order."""
    rng = grading_rng("bce_gradient_values")
    s, t = rng.uniform(-8, 8, 23), _targets(rng, 23)
    right = reference.bce_gradient(s, t)
    GRADIENT.close(result(func, s, t, shape=s.shape), right, right, s, t)
    for logits, hits in (_whole(rng), (s[:12], t[:12])):
        require_layouts(func, GRADIENT, logits, hits, reference.bce_gradient(logits, hits))


def bce_gradient_tails(func: Function) -> None:
    """Logits from 9 to 10⁴ on both sides: no warning, and −t or 1 − t far out."""
    s, t = _far(grading_rng("bce_gradient_tails"))
    right = reference.bce_gradient(s, t)
    GRADIENT_FAR.close(result(func, s, t, shape=s.shape, stable=True), right, right, s, t)


def _labels(rng: np.random.Generator) -> tuple[Array, Array, Array]:
    """Draw 7 samples with 4 labels; one sample has none of them, one has all."""
    S, T = rng.uniform(-8, 8, (7, 4)), rng.integers(0, 2, (7, 4)).astype(float)
    T[0], T[3] = 0.0, 1.0
    return S, T, _targets(rng, 7, 4)


def _sure(rng: np.random.Generator) -> tuple[Array, Array]:
    """Draw a sample of 64 labels, all of them sure, and whether each is there."""
    return rng.uniform(34, 36, (1, 64)) * rng.choice([-1, 1], (1, 64)), rng.integers(0, 2, (1, 64))


def multilabel_loss(func: Function) -> None:
    """Sum over the classes, mean over the samples."""
    rng = grading_rng("multilabel_loss")
    for where, S, T in label_batches(*_labels(rng)):
        right = reference.multilabel_loss(S, T)
        LABEL_LOSS.close(scalar(func, S, T, pure=True), right, right, S, T, where=where)
    S, T = _sure(rng)
    # the printed formula has one or two digits left, which is enough here
    LABEL_LOSS_FAR.close(scalar(func, S, T), reference.multilabel_loss(S, T), rtol=0.05)


def multilabel_gradient(func: Function) -> None:
    """(σ(S) − T)/N, each column from its own logits."""
    rng = grading_rng("multilabel_gradient")
    for where, S, T in (*label_batches(*_labels(rng)), (" for sure answers", *_sure(rng))):
        right = reference.multilabel_gradient(S, T)
        got = result(func, S, T, shape=S.shape, pure=True)
        LABEL_GRADIENT.close(got, right, right, S, T, where=where, n_samples=len(S))


def _samples(rng: np.random.Generator) -> tuple[Array, Array]:
    """Draw 11 samples with 3 features on different scales, hard and soft targets."""
    return rng.normal(size=(11, 3)) * [1.0, 2.0, 0.5] + 0.3, _targets(rng, 11)


Walk = tuple[str, Array, Array, float, int]  # where it is, X, t, learning rate and steps


def _long_walks(rng: np.random.Generator) -> Iterator[Walk]:
    """Yield descents that show what begins late, or where J rises.

    XᵀX/N has the eigenvalues 1 and 0.36 and the targets are near ½, so that J is nearly a
    quadratic form with the curvatures ¼ and 0.09: the long descent comes to rest in its last
    steps alone.
    """
    orthogonal = np.linalg.qr(rng.normal(size=(12, 2)))[0] * np.sqrt(12)
    X = orthogonal * [1.0, 0.6] @ np.array([[0.8, 0.6], [-0.6, 0.8]])
    t = rng.uniform(0.2, 0.8, 12)
    yield "", X, t, 2.0, 120
    yield ", on which J rises,", X, t, 12.0, 8


def _short_walks(rng: np.random.Generator) -> Iterator[Walk]:
    """Yield descents on data of other sizes, types and scales."""
    X, t = rng.normal(size=(12, 2)), _targets(rng, 12)
    yield " with one feature", X[:, :1], t, RATE, 3
    yield " with one sample", X[:1], t[:1], RATE, 3
    yield " on integers", rng.integers(-3, 4, (12, 2)), rng.integers(0, 2, 12), RATE, 3
    yield " with 300 samples", rng.normal(size=(300, 2)), _targets(rng, 300), RATE, 3
    yield " with large features", 1e3 * X, t, 1e-6 * RATE, 3
    yield " with small features", 1e-5 * X, t, 1e10 * RATE, 3


def logistic_theta(func: Function) -> None:
    """From zeros, by full-batch steps on the mean, all entries at once."""
    rng = grading_rng("logistic_theta")
    X, t = _samples(rng)

    def gradient(theta: Array) -> Array:
        return reference.bce_gradient(X @ theta, t) @ X / len(X)

    require_steps(func, X, t, RATE, (1, 2, 6), gradient)
    for where, X, t, rate, steps in (*_short_walks(rng), *_long_walks(rng)):
        got, _ = fit(func, X, t, rate, steps, pure=True)
        expected, _ = reference.logistic_regression(X, t, learning_rate=rate, steps=steps)
        close(got, expected, f"theta after {steps} steps{where}", rtol=1e-8, otherwise=EVERY_STEP)


def logistic_history(func: Function) -> None:
    """Entry k of the history is J at the theta that k steps give; theta may be wrong."""
    rng = grading_rng("logistic_history")
    X, t = _samples(rng)
    # a short step, so that theta stays moderate where 1/N is missing
    require_history(func, X, t, 0.05, range(5), lambda theta: reference.mean_loss(theta, X, t))
    for _, X, t, rate, steps in _long_walks(rng):
        history = list(fit(func, X, t, rate, steps)[1])
        require(
            len(history) == steps + 1,
            f"history after {steps} steps should have {steps + 1} entries.",
        )
        if all(_same_theta(func, X, t, rate, count) for count in (1, steps)):
            got = history_of(history, steps)
            right = reference.logistic_regression(X, t, learning_rate=rate, steps=steps)[1]
            HISTORY.close(got, right, got, np.array(right), (), X, t, n_samples=len(X))


def _same_theta(func: Function, X: Array, t: Array, rate: float, steps: int) -> bool:
    right, _ = reference.logistic_regression(X, t, learning_rate=rate, steps=steps)
    return np.allclose(fit(func, X, t, rate, steps)[0], right, rtol=1e-9, atol=0)


def reduction_pairs(answer: Any) -> None:
    """Compare every expression with its predecessor at random points."""
    rng = grading_rng("reduction_pairs")
    for number, (before, after) in enumerate(pairwise(chain_of(answer)), start=2):
        replace(STEP, name=f"expression {number} of {STEP.name}").check(after, before, rng)


def reduction_ends(answer: Any) -> None:
    """Compare the first and the last expression with the two-class loss at random points."""
    require_ends(answer, grading_rng("reduction_ends"))


def last_layer(answer: Any) -> None:
    """Compare the three pairs with Wocjan's table."""
    for problem, pair in table_of(answer).items():
        require(pair == reference.LAST_LAYER[problem], f"last_layer[{problem!r}] is not right.")


def verdicts(answer: Any, claims: Mapping[str, sp.Expr]) -> None:
    """Require that exactly the slips are called slips."""
    CLAIMS.verdicts(answer, {letter: letter not in reference.SLIPS for letter in CLAIMS.lines})


def repairs_scores(answer: Any, claims: Mapping[str, sp.Expr]) -> None:
    """Compare the sigmoid, the background's score and the argument of the reduction."""
    REPAIRED.repairs(answer, "ACD", claims, lambda letter: grading_rng(f"repairs {letter}"))


def repairs_step(answer: Any, claims: Mapping[str, sp.Expr]) -> None:
    """Compare the step of gradient descent on a mean."""
    REPAIRED.repairs(answer, "F", claims, lambda letter: grading_rng(f"repairs {letter}"))
