"""Visible checks of `dL_da` and `dL_dz_steps` in 02_cross_entropy."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
import sympy as sp
from sympy import Expr, KroneckerDelta, Product, Sum

from ce_helpers.checking import CheckFailed, passed, require
from ce_helpers.cross_entropy.exact import (
    Point,
    differs_at,
    points,
    require_expression,
    same_value,
    value_at,
)
from ce_helpers.symbolic import PROVED, compare, j, k, m, z

LETTERS = "a, y and an index"
N_STEPS = 4
a, y = sp.IndexedBase("a", positive=True), sp.IndexedBase("y", real=True)


def fixed_points(*letters: str) -> Iterator[Point]:
    """Yield the points of the visible checks, the same each time."""
    return points(np.random.default_rng(2), *letters)


def outer_index(expression: Expr, default: str = "j") -> str:
    """Return the one free index letter of an answer; students may call it j, k, i or p."""
    free = {s.name for s in expression.free_symbols if s.is_Symbol}
    letters = sorted(free - {"a", "y", "z", "m"})
    require(
        len(letters) <= 1,
        f"the answer has the free indices {', '.join(letters)}; there should be one.",
    )
    return letters[0] if letters else default


def loss_of(n_classes: int, base: str) -> Expr:
    """Return −Σ_k y_k log a_k written out, in free a_k or with a_k in the logits z_k."""
    classes = range(1, n_classes + 1)
    total = sum(sp.exp(z[n]) for n in classes)
    outputs = {n: a[n] if base == "a" else sp.exp(z[n]) / total for n in classes}
    return -sum(y[n] * sp.log(outputs[n]) for n in classes)


@functools.cache
def slope_of_loss(base: str, n_classes: int, index: int) -> Expr:
    """Return SymPy's derivative of the loss by one a or one z."""
    entry = (a if base == "a" else z)[index]
    return sp.diff(loss_of(n_classes, base), entry)


def dL_da_mistakes(letter: str) -> dict[str, Expr]:
    """Return known mistakes, with the sentence part that names each."""
    n = sp.Symbol(letter, integer=True)
    return {
        "has the wrong sign: the loss falls when the probability of the target grows": y[n] / a[n],
        "lacks the target: y_j weights the logarithm": -1 / a[n],
        "is upside down: (log a)′ is 1/a": -a[n] / y[n],
        "is a product: (log a)′ is 1/a, so divide by a": -y[n] * a[n],
        "is the term of the loss itself: differentiate the logarithm": -y[n] * sp.log(a[n]),
        "is the gradient by the logit, the end of the next exercise": a[n] - y[n],
        "has a² in the denominator: (log a)′ is 1/a": -y[n] / a[n] ** 2,
        "sums over all classes: only one term of the sum holds a_j": -Sum(y[k] / a[k], (k, 1, m)),
    }


def compare_dL_da(answer: Any, at: Iterator[Point], letter: str) -> bool:
    """Return whether the answer is the derivative at all points."""
    return all(
        same_value(
            value_at(answer, point, "dL_da"),
            value_at(slope_of_loss("a", point.m, point.indices[letter]), point, "the slope"),
        )
        for point in at
    )


def dL_da(answer: Any) -> None:
    """Check against SymPy's derivative of the loss, class by class."""
    expression = require_expression(answer, "dL_da", LETTERS)
    letter = outer_index(expression)
    if not compare_dL_da(expression, fixed_points(letter), letter):
        for sentence, wrong in dL_da_mistakes(letter).items():
            same = differs_at(expression, wrong, fixed_points(letter), ("dL_da", "it")) is None
            require(not same, f"dL_da {sentence}.")
        raise CheckFailed("dL_da is not the derivative: which term of the sum holds a_j?")
    passed("dL_da: the derivative of the loss by one probability")


def as_steps(answer: Any) -> list[Expr]:
    """Return the steps as expressions, or say what is wrong with their kind."""
    require(answer is not None, "dL_dz_steps is still None: replace it by a list of expressions.")
    require(
        isinstance(answer, Sequence) and not isinstance(answer, str),
        f"dL_dz_steps should be a list of expressions, not a {type(answer).__name__}.",
    )
    require(len(answer) > 0, "dL_dz_steps is an empty list: begin with chain_sum.")
    return [
        require_expression(step, f"step {number}", "a, y, j and sums over k")
        for number, step in enumerate(answer, start=1)
    ]


def chain_sum() -> Expr:
    """Return the given start of the chain, as the notebook writes it."""
    return Sum(-y[k] / a[k] * (a[k] * (KroneckerDelta(k, j) - a[j])), (k, 1, m))


def dL_dz_steps_ends(answer: Any) -> None:
    """Check the first and the last step, and that there are small steps between them."""
    steps = as_steps(answer)
    first, last = steps[0], steps[-1]
    require(
        first.has(Sum)
        and differs_at(first, chain_sum(), fixed_points("j"), ("step 1", "it")) is None,
        "dL_dz_steps should begin with chain_sum, the sum over all outputs.",
    )
    require(
        not last.has(Sum, Product, KroneckerDelta, sp.Piecewise),
        "the last step still holds a sum or a delta: go on, using that the y_k sum to 1.",
    )
    for sentence, wrong in (
        ("is y_j − a_j: a minus was lost on the way, as in 001", y[j] - a[j]),
        ("is a_j alone: the case k = j leaves −y_j", a[j]),
        ("is −y_j alone: the case k = j is not the whole sum", -y[j]),
        (
            "is the target row of the sum alone: the other outputs also move with z_j",
            -y[j] * (1 - a[j]),
        ),
    ):
        same = differs_at(last, wrong, fixed_points("j"), ("the last step", "it")) is None
        require(not same, f"the last step {sentence}.")
    require(
        differs_at(last, a[j] - y[j], fixed_points("j"), ("the last step", "it")) is None,
        "the last step is not what chain_sum comes to: take it at a small example, m = 2.",
    )
    require(
        len(set(steps)) >= N_STEPS,
        f"dL_dz_steps has {len(set(steps))} different expressions; write at least {N_STEPS}, "
        "one idea a step.",
    )
    passed(f"dL_dz_steps: from the chain rule's sum to its end, in {len(steps)} steps")


def dL_dz_steps_pairs(answer: Any) -> None:
    """Check each step against the one before; the first pair that differs is named."""
    steps = as_steps(answer)
    require(len(steps) > 1, "dL_dz_steps holds one expression: a chain has at least two.")
    require_pairs(steps, lambda: fixed_points("j"))
    given = {Sum(y[k], (k, 1, m)): 1}
    proved = [compare(*pair, given=given).how == PROVED for pair in pairwise(steps)]
    how = "proved for any number of classes" if all(proved) else "evaluated for 2, 3 and 4 classes"
    passed(f"dL_dz_steps: {len(proved)} pairs, each equal because Σ y = 1 ({how})")


def require_pairs(steps: Sequence[Expr], at: Callable[[], Iterator[Point]]) -> None:
    """Require every step to equal the one before, at all points."""
    for number, (before, after) in enumerate(pairwise(steps), start=1):
        names = (f"step {number}", f"step {number + 1}")
        point = differs_at(before, after, at(), names)
        if point is not None:
            gap = value_at(after - before, point, names[1])
            raise CheckFailed(
                f"step {number + 1} is not equal to step {number}: with {point.m} classes and "
                f"j = {point.indices['j']} they differ by {_short(gap)}; "
                f"step {number + 1} − step {number} is {after - before!s:.160}."
            )


def _short(gap: Any) -> str:
    return str(gap) if isinstance(gap, Fraction) else f"{complex(gap).real:.6g}"
