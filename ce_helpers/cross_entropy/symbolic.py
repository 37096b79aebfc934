"""Letters and visible checks of the derivations in 02_cross_entropy.

The right values come from SymPy's own derivative of the loss, or from the given sum; no answer
is written down.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
import sympy as sp
from sympy import Expr, KroneckerDelta, Product, Sum, log
from sympy import exp as exp  # the notebook takes all its letters from here

from ce_helpers.checking import CheckFailed, as_list, require, undecided
from ce_helpers.checks import visible
from ce_helpers.gradable import require_gradable
from ce_helpers.symbolic import (
    MANY,
    Formula,
    Point,
    compare,
    differentiate,
    i,
    j,
    k,
    l,
    m,
    require_expression,
    same_value,
    value_at,
    z,
)
from ce_helpers.symbolic.evaluation import Undecided
from ce_helpers.symbolic.exact import shown
from ce_helpers.symbolic.formulas import holds_sums

Rng = np.random.Generator
N_STEPS = 3  # the two ends, and something between them
a, y = sp.IndexedBase("a", positive=True), sp.IndexedBase("y", real=True)
Y, Z = sp.IndexedBase("Y", real=True), sp.IndexedBase("Z", real=True)
c, p, s = sp.symbols("c p s", integer=True)
N = sp.Symbol("N", integer=True, positive=True)
LOSS = -Sum(y[k] * log(a[k]), (k, 1, m))
CHAIN_SUM = Sum(-y[k] / a[k] * (a[k] * (KroneckerDelta(k, j) - a[j])), (k, 1, m))
SUM_IS_ONE = {Sum(y[k], (k, 1, m)): 1}
STEP_LETTERS = [a[j], y[j], z[j], i, k, l, m]


def random_point(rng: Rng, n_classes: int, *, hot: int | None = None) -> Point:
    """Return a point where a is softmax of z, with soft targets or with y_p = 1 at p = hot."""
    # never 7/7: its logarithm is a logit of exactly 0, which has no logarithm itself
    sevenths = np.setdiff1d(np.arange(1, 30), [7])
    u = tuple(Fraction(int(n), 7) for n in rng.permutation(sevenths)[:n_classes])
    weights = [int(n) for n in rng.permutation(np.arange(1, 20))[:n_classes]]
    if hot is not None:
        weights = [int(number == hot) for number in range(1, n_classes + 1)]
    y_k = tuple(Fraction(weight, sum(weights)) for weight in weights)
    return Point({"m": n_classes}, {"a": tuple(n / sum(u) for n in u), "y": y_k}, {"z": u})


def chain_points(rng: Rng) -> Iterator[Point]:
    """Yield points for 2, 3, 4 and many classes, with each class as j."""
    for n_classes in (2, 3, 4, MANY):
        point = random_point(rng, n_classes)
        yield from (point.with_letters(j=index) for index in range(1, n_classes + 1))


def free_points(rng: Rng) -> Iterator[Point]:
    """Yield points where the a_k are free positive numbers that do not sum to 1, some tiny."""
    for point in chain_points(rng):
        unit = 9 * 10 ** (9 * (point.letters["j"] % 2))
        a_k = tuple(Fraction(int(n), unit) for n in rng.integers(5, 30, len(point.entries["y"])))
        yield Point(point.letters, {"a": a_k, "y": point.entries["y"]})


DL_DA = Formula(
    name="dL_da",
    symbols=[a[j], y[j], i, k, l, m, p],
    points=free_points,
    mistakes={
        "has the wrong sign: the loss falls when the probability of the target grows": y[j] / a[j],
        "lacks the target: y_j weights the logarithm": -1 / a[j],
        "is upside down: (log a)′ is 1/a": -a[j] / y[j],
        "is a product: (log a)′ is 1/a, so divide by a": -y[j] * a[j],
        "is the term of the loss itself: differentiate the logarithm": -y[j] * log(a[j]),
        "is the derivative with respect to the logit, the end of the next exercise": a[j] - y[j],
        "has a² in the denominator: (log a)′ is 1/a": -y[j] / a[j] ** 2,
        "sums over all classes: only one term of the sum holds a_j": -Sum(y[k] / a[k], (k, 1, m)),
    },
    otherwise="is not the derivative: only one term of the sum holds a_j",
    misplaced={z: "softmax comes in the next exercise; here write it in a[j] and y[j]"},
    indices=[j],
    unfinished=holds_sums,
    finish="a[j] and y[j], without a sum or delta",
)
FIRST_STEP = Formula(
    name="step 1 of dL_dz_steps",
    symbols=STEP_LETTERS,
    points=chain_points,
    mistakes={},
    otherwise="is not chain_sum, the sum over all outputs with which the derivation begins",
)
LAST_STEP = Formula(
    name="the last step",
    symbols=[a[j], y[j]],
    points=chain_points,
    mistakes={
        "is y_j − a_j: a minus was lost on the way, as in 001": y[j] - a[j],
        "is a_j alone: the case k = j leaves −y_j": a[j],
        "is −y_j alone: the case k = j is not the whole sum": -y[j],
        "is the target row of the sum alone: the other outputs also move with z_j": -y[j]
        * (1 - a[j]),
    },
    otherwise="is not what chain_sum comes to: write both out for m = 2",
)


@visible("dL_da: the derivative of the loss with respect to one probability")
def dL_da(answer: Any, rng: Rng) -> None:
    """Check against SymPy's derivative of the loss, for each class."""
    DL_DA.check(answer, differentiate(LOSS, a[j]), rng)


def _as_steps(answer: Any) -> list[Expr]:
    """Return the steps of `dL_dz_steps` as expressions, or say what is wrong with their kind."""
    require_gradable(answer, "dL_dz_steps is")
    return [
        require_expression(step, f"step {number} of dL_dz_steps", STEP_LETTERS)
        for number, step in enumerate(as_list(answer, "dL_dz_steps", "expressions"), start=1)
    ]


@visible("dL_dz_steps: from the chain rule's sum to its end")
def dL_dz_steps_ends(answer: Any, rng: Rng) -> None:
    """Check the first and the last step, each in its form, and that there is a step between."""
    steps = _as_steps(answer)
    FIRST_STEP.check(steps[0], CHAIN_SUM, rng)
    require(steps[0].has(Sum), f"{FIRST_STEP.name} should be chain_sum, which is still a sum.")
    require(
        not steps[-1].has(Sum, Product, KroneckerDelta, sp.Piecewise),
        f"{LAST_STEP.name} still holds a sum or a delta: go on, using that the y_k sum to 1.",
    )
    LAST_STEP.check(steps[-1], CHAIN_SUM, rng)
    require(
        len(set(steps)) >= N_STEPS,
        "dL_dz_steps jumps from its start to its end: write at least one step between them "
        "(a_k cancels by itself in SymPy, so that step looks like chain_sum).",
    )
    require(
        any(map(_is_own, set(steps) - {steps[0], steps[-1]})),
        "dL_dz_steps holds what SymPy makes of chain_sum alone: carry out the delta yourself, and "
        "write down the sum that is left.",
    )


def _is_own(step: Expr) -> bool:
    """Return whether a step is more than SymPy's rewriting of the sum."""
    return not holds_sums(step) or step not in _by_sympy()


@functools.cache
def _by_sympy() -> frozenset[Expr]:
    """Return what SymPy makes of the sum in two calls at most."""
    ways = (lambda e: e, lambda e: e.doit(), sp.simplify, sp.expand, sp.factor, sp.together)
    return frozenset(second(first(CHAIN_SUM)) for first in ways for second in ways)


def _ways(answer: Any) -> str:
    """Return how the pairs of steps are known to be equal."""
    pairs = list(pairwise(_as_steps(answer)))
    ways = {compare(*pair, given=SUM_IS_ONE).how for pair in pairs}
    how = "some undecided" if "undecided" in ways else "evaluated for m = 2, 3, 4"
    if ways == {"proved"}:
        how = "proved for any number of classes"
    return f"dL_dz_steps: {len(pairs)} pairs, each equal because Σ y = 1 ({how})"


@visible(_ways)
def dL_dz_steps_pairs(answer: Any, rng: Rng) -> None:
    """Check each step against the one before, where a is softmax of z and Σ y = 1."""
    steps = _as_steps(answer)
    require(
        len(set(steps)) > 1 and not steps[0].is_number,
        "dL_dz_steps holds one expression, or none in letters: a chain begins with chain_sum and "
        "has at least two.",
    )
    for number, (before, after) in enumerate(pairwise(steps), start=1):
        if not _equal(before, after, rng):
            gap = compare(after, before, given=SUM_IS_ONE).difference
            raise CheckFailed(
                f"step {number + 1} is not equal to step {number}: "
                f"step {number + 1} − step {number} is {shown(gap)}, not 0."
            )


def _equal(before: Expr, after: Expr, rng: Rng) -> bool:
    try:
        return all(
            same_value(value_at(before, point, "a step"), value_at(after, point, "a step"))
            for point in chain_points(rng)
        )
    except Undecided as reason:
        undecided(str(reason).removesuffix("."))
        return True
