"""Visible checks of "find the slip" in 05_hinge: claims beside measured numbers, repairs.

As for the other symbolic answers, what is measured is an exact difference quotient of the
printed loss.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy as np
import sympy as sp

from ce_helpers.checking import passed, require
from ce_helpers.hinge.symbolic import (
    Point,
    Table,
    compare_table,
    count,
    fraction,
    points,
    require_expression,
    scalar_loss,
    slope_by_own,
    slope_by_rival,
    term,
    x,
    y,
)
from ce_helpers.symbolic import j

u = sp.IndexedBase("u", real=True)
LETTERS = "ABCD"

RIVALS = [sp.Rational(3), sp.Rational(3, 4), sp.Rational(-4)]
EXAMPLE: Point = (RIVALS, sp.Rational(1), sp.Rational(2))


def shortfalls(point: Point) -> list[sp.Rational]:
    """Return u_j of each rival."""
    rivals, own, feature = point
    return [rival * feature - own * feature + 1 for rival in rivals]


def try_claims() -> None:
    """Print each claim beside what is measured, for three rivals and one scalar feature."""
    for line in claim_lines(EXAMPLE):
        print(line)


def claim_lines(point: Point) -> Iterator[str]:
    """Yield one line for each comparison of a claim with a measured slope."""
    rivals, own, feature = point
    marks = [sp.Integer(bool(value > 0)) for value in shortfalls(point)]
    yield f"x = {feature}, w_y = {own}, rivals' weights {rivals}, u = {shortfalls(point)}"
    for position, mark in enumerate(marks):
        yield (
            f"A  rival {position + 1}: claimed {mark * feature}, "
            f"measured {slope_by_rival(point, position)}"
        )
    # u_y = w_y x − w_y x + 1 = 1 is always positive
    yield f"A  j = y:    claimed {feature}, measured {slope_by_own(point)}"
    yield f"B  w_y:      claimed {-sum(marks) * feature}, measured {slope_by_own(point)}"
    moved = scalar_loss([rival + 5 for rival in rivals], own + 5, feature)
    yield f"C  c = 5:    loss before {scalar_loss(*point)}, after {moved}"
    left, right = kink_slopes(feature)
    yield f"D  u_j = 0:  measured {left} from the left, {right} from the right"


def kink_slopes(feature: sp.Rational) -> tuple[sp.Rational, sp.Rational]:
    """Return the slopes of one term by w_j on the left and on the right of its kink."""
    h = sp.Rational(1, 10)
    return (term(sp.Integer(0)) - term(-h * feature)) / h, term(h * feature) / h


def verdicts(answer: Any) -> None:
    """Check that each claim is called True or False, and compare with the numbers."""
    require(isinstance(answer, dict), "verdicts should be a dictionary with the keys A to D.")
    for letter in LETTERS:
        value = answer.get(letter)
        require(value is not None, f"verdicts has no True or False for {letter} yet.")
        require(isinstance(value, bool | np.bool_), f"verdicts[{letter!r}] is not True or False.")
    rng = np.random.default_rng(7)
    found = [holds_at(point) for point in points(rng)]
    for letter in LETTERS:
        true_everywhere = all(row[letter] for row in found)
        require(
            bool(answer[letter]) == true_everywhere,
            f"{letter}: compare the claim with the measured numbers above once more.",
        )
    passed("all four verdicts agree with what is measured")


def holds_at(point: Point) -> dict[str, bool]:
    """Return for each claim whether it agrees with the difference quotients at one point."""
    rivals, own, feature = point
    marks = [sp.Integer(bool(value > 0)) for value in shortfalls(point)]
    by_rivals = [slope_by_rival(point, position) for position in range(len(rivals))]
    moved = scalar_loss([rival + 5 for rival in rivals], own + 5, feature)
    return {
        "A": by_rivals == [mark * feature for mark in marks] and slope_by_own(point) == feature,
        "B": slope_by_own(point) == -sum(marks) * feature,
        "C": moved == scalar_loss(*point),
        "D": kink_slopes(abs(feature)) == (0, 0),
    }


def repairs(answer: Any) -> None:
    """Check the formula for every j, and the two slopes at the kink."""
    require(isinstance(answer, dict), 'repairs should be a dictionary with the keys "A" and "D".')
    require("A" in answer, "repairs has no entry A yet: one formula for every j.")
    require("D" in answer, "repairs has no entry D yet: the pair (left slope, right slope).")
    repaired_formula(answer["A"])
    repaired_kink(answer["D"])
    passed("the repaired formula holds for every j, and the two slopes at the kink are right")


def repaired_formula(answer: Any) -> None:
    """Check one formula for all classes: rivals and the true class."""
    expression = require_expression(answer, 'repairs["A"]', {u.label, u, x, y, j, count})
    rng = np.random.default_rng(8)
    cases = [(point, own_number) for point in points(rng) for own_number in (1, len(point[0]) + 1)]
    compare_formulas(expression, cases)


def compare_formula(expression: sp.Expr, point: Point, own_number: int) -> None:
    """Compare the formula with every measured slope when the true class has this number."""
    compare_formulas(expression, [(point, own_number)])


def compare_formulas(expression: sp.Expr, cases: list[tuple[Point, int]]) -> None:
    """Compare the formula at all points, first for the rivals and then for the true class."""
    rivals: Table = []
    own: Table = []
    for point, own_number in cases:
        rows = formula_rows(expression, point, own_number)
        own.append(rows.pop(own_number))
        rivals.extend(rows.values())
    for table, here, there in ((rivals, "j ≠ y", "j = y"), (own, "j = y", "j ≠ y")):
        compare_table(
            table,
            'repairs["A"]',
            otherwise=f"is not right for {here} ({there} is judged separately)",
        )


@lru_cache(maxsize=256)
def for_classes(expression: sp.Expr, k: int, own_number: int) -> sp.Expr:
    """Return the formula for class k when the true class has this number."""
    return expression.subs({j: k, y: own_number}).doit()


def formula_rows(expression: sp.Expr, point: Point, own_number: int) -> dict[int, Any]:
    """Return got, measured and known mistakes for every class; the true one has this number."""
    falls = shortfalls(point)
    others = [k for k in range(1, len(falls) + 2) if k != own_number]
    violations = sp.Integer(sum(bool(fall > 0) for fall in falls))
    given = {u[k]: fall for k, fall in zip(others, falls, strict=True)}
    given |= {u[own_number]: sp.Integer(1), x: point[2], count: violations}
    slopes = {k: slope_by_rival(point, place) for place, k in enumerate(others)}
    slopes[own_number] = slope_by_own(point)
    rows = {}
    for k, slope in slopes.items():
        got = for_classes(expression, k, own_number).xreplace(given)
        which = "j = y" if k == own_number else "j ≠ y"
        sign = "n_y has a minus sign" if k == own_number else "w_j raises its own score"
        wrong = {
            f"has the wrong sign for {which}: {sign}": -slope,
            f"lacks the factor x for {which}": slope / point[2],
        }
        rows[k] = (
            got if got.is_Rational else sp.nsimplify(sp.simplify(got), rational=True),
            slope,
            wrong,
        )
    return rows


def repaired_kink(answer: Any) -> None:
    """Check the slopes on both sides of the kink, for positive features."""
    pair = isinstance(answer, tuple | list) and len(answer) == 2
    require(pair, 'repairs["D"] should be a pair: (left slope, right slope).')
    value = "give a slope of the term, not its value: a number times x"
    sides = [require_expression(side, 'repairs["D"]', {x}, {u.label: value}) for side in answer]
    rng = np.random.default_rng(9)
    for _ in range(5):
        feature = abs(fraction(rng))
        # as fractions: 1.0*x is right, too
        got = tuple(sp.nsimplify(side.subs(x, feature).doit(), rational=True) for side in sides)
        require(got != kink_slopes(feature)[::-1], 'repairs["D"] has left and right swapped.')
        require(
            got == kink_slopes(feature),
            'repairs["D"] is not right: on one side of the kink the term is 0, on the other '
            "it is u_j itself; differentiate each by w_j.",
        )
