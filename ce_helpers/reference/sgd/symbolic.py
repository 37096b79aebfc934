"""Hidden tests of the symbolic answers of 03_sgd, at fresh exact points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sympy import Expr, KroneckerDelta, Sum

from ce_helpers.claims import Claims
from ce_helpers.reference.seed import grading_rng
from ce_helpers.sgd.claims import CLAIMS
from ce_helpers.sgd.symbolic import DL_DB, DL_DW, A, N, X, Y, a, read, s, x, y
from ce_helpers.symbolic import i, j, k

BY_BIAS = a[j] - y[j]
BY_WEIGHT = BY_BIAS * x[i]
LEFT_SIDES = {
    "A": KroneckerDelta(j, k) * x[i],
    "B": BY_WEIGHT,
    "C": BY_BIAS,
    "D": Sum(X[s, i] * (A[s, j] - Y[s, j]), (s, 1, N)) / N,
}
TRUTHS = {"A": True, "B": False, "C": True, "D": False}
_EXACT = Claims({
    letter: replace(line, left=LEFT_SIDES[letter]) for letter, line in CLAIMS.lines.items()
})  # fmt: skip


def dL_dw(answer: Any) -> None:
    """Test that the derivative holds for every feature and class, soft targets included."""
    DL_DW.check(read(DL_DW, answer), BY_WEIGHT, grading_rng("dL_dw"))


def dL_db(answer: Any) -> None:
    """Test that the derivative holds for every class, soft targets included."""
    DL_DB.check(read(DL_DB, answer), BY_BIAS, grading_rng("dL_db"))


def verdicts(answer: Any, claims: Mapping[str, Expr]) -> None:
    """Test that the verdicts on the four printed lines are right."""
    CLAIMS.verdicts(answer, TRUTHS)


def repairs_chain(answer: Any, claims: Mapping[str, Expr]) -> None:
    """Test that the terms added to B are those of the paths through the other outputs."""
    _EXACT.repairs(answer, "B", claims, lambda letter: grading_rng(f"repairs_{letter}"))


def repairs_mean(answer: Any, claims: Mapping[str, Expr]) -> None:
    """Test that the factor of D is one over the number of samples."""
    _EXACT.repairs(answer, "D", claims, lambda letter: grading_rng(f"repairs_{letter}"))
