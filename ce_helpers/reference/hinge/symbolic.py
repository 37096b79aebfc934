"""Reference answers to the symbolic questions of 05_hinge, and the tests against them.

One scalar feature x; the m − 1 rivals have the weights w_1, …, w_{m−1}, the true class w_y:
L = Σ_j max(0, w_j x − w_y x + 1).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import sympy as sp

from ce_helpers.claims import Claims
from ce_helpers.hinge import claims, symbolic
from ce_helpers.hinge.claims import U, n_y, side, y
from ce_helpers.hinge.symbolic import delta, indicator, u, x
from ce_helpers.reference.seed import grading_rng
from ce_helpers.symbolic import j, l, m

_DELTA_JY = sp.KroneckerDelta(j, y)
D_HINGE_WJ = indicator(u(j)) * x
D_HINGE_WY = -sp.Sum(indicator(u(l)), (l, 1, m - 1)) * x
FIRST_LOSS = delta * (m - 1)
VERDICTS = {"A": False, "B": True, "C": True, "D": False}
REPAIRS = {
    "A": ((1 - _DELTA_JY) * indicator(U[j]) - _DELTA_JY * n_y) * x,
    "D": (sp.Integer(0), x),
}
_LEFT, _RIGHT = REPAIRS["D"]
_SIDES = {"A": REPAIRS["A"], "D": _LEFT + side * (_RIGHT - _LEFT)}
_CLAIMS = Claims({a: replace(claims.CLAIMS.lines[a], left=right) for a, right in _SIDES.items()})


def d_hinge_wj(answer: Any) -> None:
    """Require: the derivative with respect to a rival's weight, for each rival."""
    symbolic.D_HINGE_WJ.check(answer, D_HINGE_WJ, grading_rng("d_hinge_wj"))


def d_hinge_wy(answer: Any) -> None:
    """Require: the derivative with respect to the true class's weight, for any rivals."""
    symbolic.D_HINGE_WY.check(answer, D_HINGE_WY, grading_rng("d_hinge_wy"))


def first_loss(answer: Any) -> None:
    """Require: the loss at zeros, for any number of classes and any margin."""
    symbolic.FIRST_LOSS.check(answer, FIRST_LOSS, grading_rng("first_loss"))


def verdicts(answer: Any) -> None:
    """Require: all four verdicts."""
    claims.CLAIMS.verdicts(answer, VERDICTS)


def repairs(answer: Any) -> None:
    """Require: the formula for every j, and the slopes on both sides of the kink."""
    claims.both_repairs(answer, lambda letter: grading_rng(f"repairs {letter}"), _CLAIMS)
