"""Visible checks of the symbolic answers of 05_hinge, by exact difference quotients.

The hinge loss is a broken line: between two kinks its slope *is* a difference quotient, to the
last digit of a fraction. So a student's slope is compared with quotients of the printed loss
at fractions drawn at random, off the kinks; no derivative is stored here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import product
from types import MappingProxyType
from typing import Any

import numpy as np
import sympy as sp
from sympy.logic.boolalg import BooleanAtom, BooleanFunction

from ce_helpers.checking import CheckFailed, passed, require
from ce_helpers.symbolic import j, l, m

w = sp.IndexedBase("w", real=True)
w_y, x = sp.symbols("w_y x", real=True)
y = sp.Symbol("y", integer=True)
delta = sp.Symbol("Delta", positive=True)
count = sp.Symbol("n_y", integer=True, nonnegative=True)

Weights = list[sp.Rational]
Point = tuple[Weights, sp.Rational, sp.Rational]


def term(u: sp.Rational) -> sp.Rational:
    """Return max(0, u)."""
    return max(sp.Integer(0), u)


def scalar_loss(rivals: Weights, own: sp.Rational, feature: sp.Rational) -> sp.Rational:
    """Return the printed loss of one scalar feature: a sum over the rivals."""
    return sum((term(rival * feature - own * feature + 1) for rival in rivals), sp.Integer(0))


def fraction(rng: np.random.Generator, low: int = -60, high: int = 60) -> sp.Rational:
    """Draw a fraction with a prime denominator; never 0."""
    numerator = int(rng.integers(low, high)) or 1
    return sp.Rational(numerator, int(rng.choice([7, 11, 13])))


def points(rng: np.random.Generator) -> Iterator[Point]:
    """Yield weights of 1 to 3 rivals, the true class's, and a feature of either sign.

    Every pattern of violated and satisfied rivals comes once for each sign of the feature.
    """
    for size in (1, 2, 3):
        for violated in product((True, False), repeat=size):
            for sign in (1, -1):
                feature, own = sign * abs(fraction(rng)), fraction(rng)
                # pick the shortfall u ≠ 0 first, then the weight that leads to it
                sizes = [abs(fraction(rng)) * (1 if hit else -1) for hit in violated]
                yield [own + (u - 1) / feature for u in sizes], own, feature


def step_off_kinks(point: Point) -> sp.Rational:
    """Return a step of a weight that crosses no kink."""
    rivals, own, feature = point
    nearest = min(abs(rival * feature - own * feature + 1) for rival in rivals)
    return nearest / abs(feature) / 3


def slope_by_rival(point: Point, position: int) -> sp.Rational:
    """Return the slope of the loss by the weight of one rival, as a difference quotient."""
    rivals, own, feature = point
    h = step_off_kinks(point)
    up, down = list(rivals), list(rivals)
    up[position] += h
    down[position] -= h
    rise = scalar_loss(up, own, feature) - scalar_loss(down, own, feature)
    return rise / (2 * h)


def slope_by_own(point: Point) -> sp.Rational:
    """Return the slope of the loss by the weight of the true class."""
    rivals, own, feature = point
    h = step_off_kinks(point)
    rise = scalar_loss(rivals, own + h, feature) - scalar_loss(rivals, own - h, feature)
    return rise / (2 * h)


CONDITIONS = (bool, np.bool_, sp.core.relational.Relational, BooleanAtom, BooleanFunction)


def require_expression(
    answer: Any,
    name: str,
    known: set[sp.Basic],
    misplaced: Mapping[sp.Basic, str] = MappingProxyType({}),
) -> sp.Expr:
    """Return the answer as an expression in known symbols, or say what came instead.

    `misplaced` has a sentence for letters that are known but have no place in this answer.
    """
    require(answer is not None, f"{name} is still None: replace None by an expression.")
    require(not isinstance(answer, str), f"{name} is a string: write it without quotation marks.")
    require(
        not isinstance(answer, CONDITIONS),
        f"{name} is a condition, true or false: indicator(u) turns u > 0 into 1 or 0.",
    )
    require(
        isinstance(answer, sp.Expr | int | float),
        f"{name} should be a SymPy expression, not a {type(answer).__name__}.",
    )
    expression = sp.sympify(answer)
    require(
        not expression.has(sp.Derivative),
        f"{name} holds a derivative that is not carried out: give its closed form.",
    )
    bases = {symbol for symbol in expression.free_symbols if not isinstance(symbol, sp.Indexed)}
    for symbol, sentence in misplaced.items():
        require(symbol not in bases, f"{name}: {sentence}.")
    strangers = sorted(str(symbol) for symbol in bases - known)
    require(
        not strangers,
        f"{name} holds {', '.join(strangers)}: use only what the line Given names.",
    )
    return expression


KNOWN = {w.label, w, w_y, x, m}
WRONG_LETTER_WJ = {l: "w_j occurs in the term of rival j alone: use u(j), not u(l)"}
WRONG_LETTER_WY = {
    j: "w_y occurs in every term: use u(l) under the Sum, not u(j)",
    l: "l is free: put the term under Sum(…, (l, 1, m - 1))",
}


@lru_cache(maxsize=256)
def instantiated(expression: sp.Expr, n_rivals: int, position: int | None) -> sp.Expr:
    """Return an answer for so many rivals, sums written out; j is the rival at the position."""
    at = expression.subs(m, n_rivals + 1)
    return (at if position is None else at.subs(j, position + 1)).doit()


def value_at(expression: sp.Expr, point: Point, position: int | None, name: str) -> sp.Expr:
    """Return the exact value of an answer at one point."""
    rivals, own, feature = point
    weights = {w[k]: value for k, value in enumerate(rivals, start=1)}
    at = instantiated(expression, len(rivals), position)
    value = at.xreplace({**weights, w_y: own, x: feature})
    if not value.is_Rational:
        value = sp.nsimplify(value.doit(), rational=True)
    rest = ", ".join(sorted(str(symbol) for symbol in value.free_symbols))
    require(
        value.is_number and value.is_finite is not False,
        f"{name} is no number when m = {len(rivals) + 1} and all weights are given"
        + (f": {rest} is left. Rivals are numbered from 1 to m − 1." if rest else "."),
    )
    return value


Table = list[tuple[sp.Expr, sp.Expr, Mapping[str, sp.Expr]]]


CHAIN_RULE = (
    "differs from the difference quotient of the loss: apply the chain rule to each term, outer "
    "slope times inner slope"
)


def compare_table(table: Table, name: str, otherwise: str = CHAIN_RULE) -> None:
    """Compare got with expected, row by row; name a mistake that explains every row."""
    if all(got == expected for got, expected, _ in table):
        return
    for sentence in table[0][2]:
        if all(got == wrong[sentence] for got, _, wrong in table):
            raise CheckFailed(f"{name} {sentence}.")
    raise CheckFailed(f"{name} {otherwise}.")


def rival_row(expression: sp.Expr, point: Point, position: int) -> Any:
    """Return got, expected and the known mistakes for the slope by one rival."""
    got = value_at(expression, point, position, "d_hinge_wj")
    slope = slope_by_rival(point, position)
    rivals, own, feature = point
    u = rivals[position] * feature - own * feature + 1
    wrong = {
        "has the wrong sign: w_j raises its own score": -slope,
        "lacks the inner slope: the factor x": slope / feature,
        "has the term's value in the place of the indicator": term(u) * feature,
        "has no indicator: a term that is 0 has slope 0": feature,
        "has the indicator of the opposite case": feature - slope,
    }
    return got, slope, wrong


def d_hinge_wj(answer: Any) -> None:
    """Check the slope by the weight of a rival against exact difference quotients."""
    expression = require_expression(answer, "d_hinge_wj", {*KNOWN, j}, WRONG_LETTER_WJ)
    rng = np.random.default_rng(5)
    table = [
        rival_row(expression, point, position)
        for point in points(rng)
        for position in range(len(point[0]))
    ]
    compare_table(table, "d_hinge_wj")
    passed("d_hinge_wj equals the difference quotient of the loss, for 1, 2 and 3 rivals")


def own_row(expression: sp.Expr, point: Point) -> Any:
    """Return got, expected and the known mistakes for the slope by the true class's weight."""
    got = value_at(expression, point, None, "d_hinge_wy")
    slope = slope_by_own(point)
    rivals, own, feature = point
    terms = [term(rival * feature - own * feature + 1) for rival in rivals]
    wrong = {
        "has the wrong sign: w_y lowers every u_j": -slope,
        "lacks the inner slope: the factor x": slope / feature,
        "counts one violation where there may be several: sum over the rivals": (
            -feature if any(terms) else sp.Integer(0)
        ),
        "has no indicator: only violated terms have a slope": -len(rivals) * feature,
        "has the terms' values in the place of the indicators": -sum(terms) * feature,
        "is averaged over the rivals: the loss is their sum": slope / len(rivals),
    }
    return got, slope, wrong


def d_hinge_wy(answer: Any) -> None:
    """Check the slope by the true class's weight against exact difference quotients."""
    expression = require_expression(answer, "d_hinge_wy", KNOWN, WRONG_LETTER_WY)
    rng = np.random.default_rng(6)
    compare_table([own_row(expression, point) for point in points(rng)], "d_hinge_wy")
    passed("d_hinge_wy equals the difference quotient of the loss, for 1, 2 and 3 rivals")


def first_loss(answer: Any) -> None:
    """Check the loss at W = 0 against the printed loss with scores of 0."""
    expression = require_expression(answer, "first_loss", {m, delta})
    require(
        m in expression.free_symbols,
        "first_loss holds for one number of classes at most: write it with m.",
    )
    for classes, lead in product((2, 3, 10), (sp.Integer(1), sp.Rational(5, 2))):
        got = expression.subs({m: classes, delta: lead})
        expected = sum((term(0 - 0 + lead) for _ in range(classes - 1)), sp.Integer(0))
        require(got != classes * lead, "first_loss counts the true class among its own rivals.")
        require(got != sp.log(classes), "first_loss is that of softmax; here no logarithm occurs.")
        require(got != expected / lead or lead == 1, "first_loss is right for a margin of 1 alone.")
        require(
            sp.simplify(got - expected) == 0,
            f"first_loss is not right for {classes} classes: put scores of 0 into every term.",
        )
    passed("first_loss is what scores of 0 cost, for any number of classes and any margin")
