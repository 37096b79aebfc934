"""The letters of 04_binary, and visible checks of its reduction.

The notebook imports the letters again where its algebra begins: what they have been used for in
between, such as `s = np.array(…)`, then costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby, pairwise, product
from typing import Any

import numpy as np
import sympy as sp
from sympy import exp, log

from ce_helpers.checking import as_list, require
from ce_helpers.checks import visible
from ce_helpers.gradable import require_gradable
from ce_helpers.symbolic import Formula, Point, check_steps, require_expression

s, s_1, s_2, t, t_1 = sp.symbols("s s_1 s_2 t t_1", real=True)
NAME = "reduction_steps"


def sigma(u: sp.Expr) -> sp.Expr:
    """Return the sigmoid 1 / (1 + e^(-u)) as an expression."""
    return 1 / (1 + exp(-u))


def share(first: sp.Expr, second: sp.Expr) -> sp.Expr:
    """Return the first output of softmax with two scores."""
    return exp(first) / (exp(first) + exp(second))


a_1, a_2 = share(s_1, s_2), share(s_2, s_1)


def _binary(first: sp.Expr, second: sp.Expr) -> sp.Expr:
    """Return the binary loss of two probabilities."""
    return -t_1 * log(first) - (1 - t_1) * log(second)


def points_for(*letters: sp.Symbol) -> Callable[[np.random.Generator], Iterator[Point]]:
    """Return what draws points of hundredths between −3 and 3 for letters, with every sign."""

    def draw(rng: np.random.Generator) -> Iterator[Point]:
        for signs in product((1, -1), repeat=len(letters)):
            drawn = [sign * sp.Rational(int(rng.integers(1, 300)), 100) for sign in signs]
            yield Point({letter.name: x for letter, x in zip(letters, drawn, strict=True)})

    return draw


def _points(rng: np.random.Generator) -> Iterator[Point]:
    for point in points_for(s_1, s_2)(rng):
        yield point.with_letters(t_1=sp.Rational(int(rng.integers(1, 100)), 100))


CCE_TWO = _binary(a_1, a_2)
STEP = Formula(NAME, (s_1, s_2, t_1), _points, {}, "does not equal the one before it")
FIRST = Formula(
    f"expression 1 of {NAME}", (s_1, s_2, t_1), _points, {}, "should be cce_two as it was given"
)
LAST = Formula(
    f"the last expression of {NAME}",
    (s_1, s_2, t_1),
    _points,
    {
        "is the printed form: its s_1 stands for the difference s_1 - s_2": _binary(
            share(s_1, sp.S.Zero), share(sp.S.Zero, s_1)
        ),
        "has the argument s_2 - s_1: the sigmoid's is s_1 - s_2": _binary(a_2, a_1),
        "lacks the (1 - t_1) term": -t_1 * log(a_1),
    },
    "is no binary cross-entropy: it should be -t_1 log σ(u) - (1 - t_1) log(1 - σ(u)) with "
    "u = s_1 - s_2",
)


def _in_difference(expression: sp.Expr) -> bool:
    """Return whether s₁ and s₂ stand in an expression as s₁ − s₂ alone.

    With s₁ = d + s₂ put in, s₂ cancels by addition alone, before anything is simplified.
    """
    return s_2 not in expression.subs(s_1, sp.Symbol("d", real=True) + s_2).free_symbols


def _chain_of(steps: Any) -> list[sp.Expr]:
    """Return the steps without repetitions if they are three or more expressions."""
    require_gradable(steps, f"{NAME} is")
    chain = [
        require_expression(step, f"expression {number} of {NAME}", STEP.symbols)
        for number, step in enumerate(as_list(steps, NAME, "expressions"), start=1)
    ]
    # what is one expression to SymPy is one line, however it was written
    chain = [line for line, _ in groupby(chain)]
    require(
        len(chain) >= 3,
        f"{NAME} should have three expressions or more that differ, also to SymPy: one change a "
        "line.",
    )
    return chain


@visible(f"{NAME}: each expression equals the one before")
def reduction_pairs(steps: Any, rng: np.random.Generator) -> None:
    """Check that each expression equals the one before, in algebra and at random points."""
    chain = _chain_of(steps)
    check_steps(chain, name=NAME)
    for number, (before, after) in enumerate(pairwise(chain), start=2):
        replace(STEP, name=f"expression {number} of {NAME}").check(after, before, rng)


@visible(f"{NAME}: from the loss of two classes to one in s_1 - s_2")
def reduction_ends(steps: Any, rng: np.random.Generator) -> None:
    """Compare both ends with the loss of two classes, and see what the last is written in."""
    first, *_, last = _chain_of(steps)
    FIRST.check(first, CCE_TWO, rng)
    require(not _in_difference(first), f"{NAME} should begin with cce_two as it was given.")
    LAST.check(last, CCE_TWO, rng)
    require(
        _in_difference(last),
        f"the last expression of {NAME} still holds s_1 or s_2 outside a difference s_1 - s_2.",
    )
