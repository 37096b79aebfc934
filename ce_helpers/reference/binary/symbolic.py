"""Hidden tests of 04_binary: the symbolic answers, the verdicts and the table."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import sympy as sp

from ce_helpers.binary import claims
from ce_helpers.binary import symbolic as visible
from ce_helpers.checking import require
from ce_helpers.reference.binary import LAST_LAYER, SLIPS
from ce_helpers.reference.seed import grading_rng

s, s_1, s_2, t_1 = visible.SYMBOLS
alpha, G_j, N = claims.STEP_SYMBOLS

A_1 = sp.exp(s_1) / (sp.exp(s_1) + sp.exp(s_2))
CCE_TWO = -t_1 * sp.log(A_1) - (1 - t_1) * sp.log(1 - A_1)
REPAIRS = {"A": 1 / (1 + sp.exp(-s)), "C": -s_1, "D": s_1 - s_2, "F": -alpha * G_j / N}
DIGITS = 30


def random_point(rng: Any, symbols: tuple[sp.Symbol, ...]) -> dict[sp.Symbol, sp.Rational]:
    """Draw a rational number between 0 and 3 for each symbol, none of them 0."""
    return {symbol: sp.Rational(int(rng.integers(1, 300)), 100) for symbol in symbols}


def same_value(got: sp.Expr, expected: sp.Expr, point: dict[sp.Symbol, sp.Rational]) -> bool:
    """Return whether two expressions have the same value at a point, to 20 digits."""
    difference = sp.N((got - expected).subs(point), DIGITS)
    return bool(difference.is_number and abs(difference) < sp.Float(10) ** -20)


def reduction_pairs(steps: Any) -> None:
    """Compare every expression with its predecessor at a random point."""
    rng = grading_rng("reduction_pairs")
    for number, (before, after) in enumerate(pairwise(visible.expressions(steps)), start=2):
        require(
            same_value(after, before, random_point(rng, (s_1, s_2, t_1))),
            f"reduction_steps: expression {number} does not equal the one before it.",
        )


def reduction_ends(steps: Any) -> None:
    """Compare the first and the last expression with the two-class loss at a random point."""
    chain = visible.expressions(steps)
    rng = grading_rng("reduction_ends")
    for name, expression in (("first", chain[0]), ("last", chain[-1])):
        point = random_point(rng, (s_1, s_2, t_1))
        require(
            same_value(expression, CCE_TWO, point),
            f"reduction_steps: the {name} expression is not the cross-entropy of two classes.",
        )


def last_layer(table: Any) -> None:
    """Compare the three pairs with Wocjan's table."""
    for problem, pair in LAST_LAYER.items():
        require(tuple(table.get(problem, ())) == pair, f"last_layer[{problem!r}] is not right.")


def verdicts(answers: Any) -> None:
    """Require that exactly the slips are called slips."""
    given = claims.as_verdicts(answers)
    right = sum(given[letter] is (letter not in SLIPS) for letter in claims.LETTERS)
    require(right == len(claims.LETTERS), f"verdicts: {right} of {len(claims.LETTERS)} are right.")


def _repaired(repairs: dict[str, Any], letters: str) -> None:
    rng = grading_rng(f"repairs {letters}")
    for letter in letters:
        point = random_point(rng, claims.REPAIRED_IN[letter])
        require(
            same_value(claims.repair(repairs, letter), REPAIRS[letter], point),
            f"repairs: line {letter} does not hold yet.",
        )


def repairs_scores(repairs: Any) -> None:
    """Compare the sigmoid, the background's score and the argument of the reduction."""
    _repaired(repairs, "ACD")


def repairs_step(repairs: Any) -> None:
    """Compare the step of gradient descent on a mean."""
    _repaired(repairs, "F")
