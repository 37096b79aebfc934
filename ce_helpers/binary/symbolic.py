"""Visible checks of 04_binary's reduction: step by step, and by what it is written in."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import sympy as sp

from ce_helpers.checking import describe, passed, require
from ce_helpers.symbolic import check_steps, compare, require_expression

SYMBOLS = s, s_1, s_2, t_1 = sp.symbols("s s_1 s_2 t_1", real=True)


def share(first: sp.Expr, second: sp.Expr) -> sp.Expr:
    """Return the first output of softmax with two scores."""
    return sp.exp(first) / (sp.exp(first) + sp.exp(second))


def in_difference(expression: sp.Expr) -> bool:
    """Return whether s₁ and s₂ stand in an expression as s₁ − s₂ alone.

    With s₁ = d + s₂ put in, s₂ cancels by addition alone, before anything is simplified.
    """
    return s_2 not in expression.subs(s_1, sp.Symbol("d", real=True) + s_2).free_symbols


def expressions(steps: Any) -> list[sp.Expr]:
    """Return the steps if they are three or more expressions, no two neighbours alike."""
    require(
        isinstance(steps, list | tuple),
        f"reduction_steps should be a list of expressions, not {describe(steps)}.",
    )
    chain = [
        require_expression(step, f"expression {number} of reduction_steps", (s_1, s_2, t_1))
        for number, step in enumerate(steps, start=1)
    ]
    require(
        len(chain) >= 3,
        "reduction_steps should have three expressions or more: one change a line.",
    )
    for number, (before, after) in enumerate(pairwise(chain), start=2):
        require(
            before != after,
            f"expression {number} of reduction_steps is the same to SymPy as the one before it.",
        )
    return chain


def reduction_pairs(steps: Any) -> None:
    """Check that each expression equals the one before."""
    check_steps(expressions(steps), name="reduction_steps")
    passed("reduction_steps: each expression equals the one before")


def reduction_ends(steps: Any) -> None:
    """Check the first expression, and that the last is written in s₁ − s₂."""
    chain = expressions(steps)
    first, second = share(s_1, s_2), share(s_2, s_1)
    start = -t_1 * sp.log(first) - (1 - t_1) * sp.log(second)
    require(
        compare(chain[0], start).equal and not in_difference(chain[0]),
        "reduction_steps should begin with cce_two as it was given.",
    )
    last = chain[-1]
    require(
        compare(last.subs(s_2, 0), start.subs(s_2, 0)).equal,
        "the last expression of reduction_steps is no binary cross-entropy: with s_2 = 0 it "
        "should be -t_1 log σ(s_1) - (1 - t_1) log(1 - σ(s_1)).",
    )
    require(
        in_difference(last),
        "the last expression of reduction_steps still holds s_1 or s_2 outside a difference "
        "s_1 - s_2.",
    )
    require(
        last.has(s_2),
        "the last expression of reduction_steps has lost s_2: the sigmoid's argument is a "
        "difference of both scores.",
    )
    passed("reduction_steps: from the loss of two classes to one in s_1 - s_2")
