"""Hidden tests of 04_binary, one property each: random inputs beside the reference."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import sympy as sp

from ce_helpers.binary.claims import CLAIMS, G_j, N, alpha, table_of
from ce_helpers.binary.descent import fit, require_history, require_steps
from ce_helpers.binary.mistakes import (
    GRADIENT,
    GRADIENT_FAR,
    LABEL_GRADIENT,
    LABEL_LOSS,
    LOSS,
    LOSS_FAR,
    Array,
)
from ce_helpers.binary.symbolic import STEP, chain_of, require_ends, s, s_1, s_2
from ce_helpers.checking import close, require, result, scalar
from ce_helpers.claims import Claims
from ce_helpers.reference import binary as reference
from ce_helpers.reference.seed import grading_rng

Function = Callable[..., Any]

TAILS = np.array([20.0, 33.0, 36.9, 45.0, 100.0, 709.0, 720.0, 750.0, 1e3, 1e4])
RATE = 0.4
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


def _read_only(*arrays: Array) -> tuple[Array, ...]:
    for array in arrays:
        array.flags.writeable = False
    return arrays


def _far(rng: np.random.Generator) -> tuple[Array, Array]:
    """Draw logits far out on both sides, each with the targets 0, 1 and a soft one."""
    distance = TAILS * rng.uniform(0.97, 1.0, TAILS.size)
    s = np.tile(np.concatenate([distance, -distance]), 3)
    t = np.repeat([0.0, 1.0, rng.uniform(0.1, 0.9)], 2 * TAILS.size)
    order = rng.permutation(s.size)
    return s[order], t[order]


def bce_values(func: Function) -> None:
    """Random logits up to 8 with hard and soft targets: the formula itself."""
    rng = grading_rng("bce_values")
    s, t = rng.uniform(-8, 8, 23), _targets(rng, 23)
    LOSS.close(result(func, s, t, shape=s.shape), reference.bce_with_logits(s, t), s, t)


def bce_tails(func: Function) -> None:
    """Logits from 20 to 10⁴ on both sides: no warning and no lost digit."""
    s, t = _far(grading_rng("bce_tails"))
    got = result(func, s, t, shape=s.shape, stable=True)
    LOSS_FAR.close(got, reference.bce_with_logits(s, t), s, t)


def bce_elementwise(func: Function) -> None:
    """Any shape, integers, float32 and read-only arrays; one loss an element."""
    rng = grading_rng("bce_elementwise")
    for shape in [(), (6, 1), (2, 3, 4)]:
        s, t = np.asarray(rng.integers(-5, 6, shape)), np.asarray(rng.integers(0, 2, shape))
        got = result(func, *_read_only(s, t), shape=shape, pure=True)
        where = f" on integers of shape {shape}"
        LOSS.close(got, reference.bce_with_logits(s, t), s, t, where=where, rtol=1e-9)
    s, t = rng.uniform(-5, 5, (4, 3)).astype(np.float32), np.ones((4, 3), np.float32)
    got, expected = result(func, s, t, shape=s.shape), reference.bce_with_logits(s, t)
    LOSS.close(got, expected, s, t, where=" on float32", rtol=1e-5, atol=1e-6)


def bce_gradient_values(func: Function) -> None:
    """Random logits up to 8, hard and soft targets, as a vector and as a matrix."""
    rng = grading_rng("bce_gradient_values")
    for shape in [(23,), (5, 3)]:
        s, t = rng.uniform(-8, 8, shape), _targets(rng, *shape)
        expected = reference.bce_gradient(s, t)
        GRADIENT.close(result(func, s, t, shape=shape), expected, expected, s, t)


def bce_gradient_tails(func: Function) -> None:
    """Logits from 20 to 10⁴ on both sides: no warning, and −t or 1 − t."""
    s, t = _far(grading_rng("bce_gradient_tails"))
    got = result(func, s, t, shape=s.shape, stable=True)
    GRADIENT_FAR.close(got, reference.bce_gradient(s, t))


def _labels(rng: np.random.Generator) -> tuple[Array, ...]:
    """Draw 7 samples with 4 labels; one sample has none of them, one has all."""
    S, T = rng.uniform(-6, 6, (7, 4)), rng.integers(0, 2, (7, 4)).astype(float)
    T[0], T[3] = 0.0, 1.0
    return _read_only(S, T)


def multilabel_loss(func: Function) -> None:
    """Sum over the classes, mean over the samples."""
    S, T = _labels(grading_rng("multilabel_loss"))
    got = scalar(func, S, T, pure=True)
    LABEL_LOSS.close(got, reference.multilabel_loss(S, T), S, T)


def multilabel_gradient(func: Function) -> None:
    """(σ(S) − T)/N, each column from its own logits."""
    S, T = _labels(grading_rng("multilabel_gradient"))
    expected = reference.multilabel_gradient(S, T)
    got = result(func, S, T, shape=S.shape, pure=True)
    LABEL_GRADIENT.close(got, expected, expected, S, T, n_samples=7)


def _samples(rng: np.random.Generator) -> tuple[Array, ...]:
    """Draw 11 samples with 3 features on different scales, hard and soft targets."""
    return _read_only(rng.normal(size=(11, 3)) * [1.0, 2.0, 0.5] + 0.3, _targets(rng, 11))


def logistic_theta(func: Function) -> None:
    """From zeros, by full-batch steps on the mean, all entries at once."""
    X, t = _samples(grading_rng("logistic_theta"))

    def gradient(theta: Array) -> Array:
        return reference.bce_gradient(X @ theta, t) @ X / len(X)

    require_steps(func, X, t, RATE, (1, 2), gradient)
    got, _ = fit(func, X, t, RATE, 6, pure=True)
    expected, _ = reference.logistic_regression(X, t, learning_rate=RATE, steps=6)
    close(got, expected, "theta after 6 steps", otherwise="every step follows the gradient of J")


def logistic_history(func: Function) -> None:
    """Entry k of the history is J at the theta that k steps give; theta may be wrong."""
    X, t = _samples(grading_rng("logistic_history"))
    # a short step, so that theta stays moderate where 1/N is missing
    require_history(func, X, t, 0.05, 4, lambda theta: reference.mean_loss(theta, X, t))


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
