"""Hidden tests of the symbolic answers of 05_hinge, at fresh fractions.

A formula with steps cannot be proved equal by simplification in general. Off the kinks, for
up to five rivals and every pattern of violated and satisfied ones, equality is decided by
exact evaluation at random fractions; at the kink itself any value is accepted.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import numpy as np
import sympy as sp

from ce_helpers.checking import require
from ce_helpers.hinge import claims as hinge_claims
from ce_helpers.hinge import symbolic as hinge_symbolic
from ce_helpers.hinge.symbolic import KNOWN, delta, fraction, require_expression, value_at
from ce_helpers.reference.hinge import answers as reference
from ce_helpers.reference.seed import grading_rng
from ce_helpers.symbolic import j, m


def points(rng: np.random.Generator) -> Iterator[hinge_symbolic.Point]:
    """Yield points for 1 to 5 rivals: all patterns of up to three, some of the larger ones."""
    yield from hinge_symbolic.points(rng)
    for size in (4, 5):
        for violated in rng.integers(0, 2, size=(4, size)):
            feature, own = fraction(rng), fraction(rng)
            sizes = [abs(fraction(rng)) * (1 if hit else -1) for hit in violated]
            yield [own + (u - 1) / feature for u in sizes], own, feature


def d_hinge_wj(answer: Any) -> None:
    """Require: the slope by a rival's weight, for each rival."""
    expression = require_expression(answer, "d_hinge_wj", {*KNOWN, j})
    for point in points(grading_rng("d_hinge_wj")):
        for position in range(len(point[0])):
            got = value_at(expression, point, position, "d_hinge_wj")
            right = value_at(reference.D_HINGE_WJ, point, position, "the reference")
            require(got == right, "d_hinge_wj is not the slope of the loss for some weights.")


def d_hinge_wy(answer: Any) -> None:
    """Require: the slope by the true class's weight, for any number of rivals."""
    expression = require_expression(answer, "d_hinge_wy", KNOWN)
    for point in points(grading_rng("d_hinge_wy")):
        got = value_at(expression, point, None, "d_hinge_wy")
        right = value_at(reference.D_HINGE_WY, point, None, "the reference")
        require(got == right, "d_hinge_wy is not the slope of the loss for some weights.")


def first_loss(answer: Any) -> None:
    """Require: the loss at zeros, proved for symbolic C and Δ where SymPy can."""
    expression = require_expression(answer, "first_loss", {m, delta})
    rng = grading_rng("first_loss")
    for classes, lead in product(rng.integers(2, 40, size=4), (fraction(rng) ** 2, 1)):
        values = {m: int(classes), delta: lead}
        difference = (expression - reference.FIRST_LOSS).subs(values).doit()
        require(sp.simplify(difference) == 0, "first_loss is not right for every m and Δ.")


def verdicts(answer: Any) -> None:
    """All four verdicts."""
    for letter, verdict in reference.VERDICTS.items():
        require(bool(answer[letter]) == verdict, f"the verdict on {letter} is not right.")


def repairs(answer: Any) -> None:
    """Require: the formula for every j at fresh fractions, and the slopes at the kink."""
    known = {hinge_claims.u.label, hinge_claims.u, hinge_symbolic.x, hinge_symbolic.y, j}
    expression = require_expression(answer["A"], 'repairs["A"]', known | {hinge_symbolic.count})
    for point in points(grading_rng("repairs")):
        for own_number in range(1, len(point[0]) + 2):
            hinge_claims.compare_formula(expression, point, own_number)
    for side, right in zip(answer["D"], reference.REPAIRS["D"], strict=True):
        require(sp.simplify(sp.sympify(side) - right) == 0, "a slope at the kink is not right.")
