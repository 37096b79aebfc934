"""Hidden tests of the symbolic answers of 02_cross_entropy, at fresh exact points."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sympy import Expr

from ce_helpers.cross_entropy.claims import CLAIMS, require_repairs
from ce_helpers.cross_entropy.symbolic import (
    DL_DA,
    a,
    as_steps,
    require_ends,
    require_pairs,
    y,
)
from ce_helpers.reference.seed import grading_rng
from ce_helpers.symbolic import j

TRUTHS = {letter: letter in "EIK" for letter in "ABCDEFGHIJKLMN"}


def dL_da(answer: Any) -> None:
    """Compare with the derivative."""
    DL_DA.check(answer, -y[j] / a[j], grading_rng("dL_da"))


def dL_dz_steps_ends(answer: Any) -> None:
    """Compare both ends with the derivative."""
    require_ends(as_steps(answer), a[j] - y[j], lambda: grading_rng("dL_dz_steps_ends"))


def dL_dz_steps_pairs(answer: Any) -> None:
    """Compare the steps pair by pair."""
    require_pairs(as_steps(answer), lambda: grading_rng("dL_dz_steps_pairs"))


def verdicts_loss(answer: Any, claims: Mapping[str, Expr]) -> None:
    """Compare with the errata."""
    CLAIMS.verdicts(answer, TRUTHS, "ABCDE")


def verdicts_gradient(answer: Any, claims: Mapping[str, Expr]) -> None:
    """Compare with the errata."""
    CLAIMS.verdicts(answer, TRUTHS, "FGHIJKLMN")


def _repairs(repairs: Any, claims: Mapping[str, Expr], group: str) -> None:
    require_repairs(repairs, claims, group, lambda letter: grading_rng(f"repairs_{letter}"))


def repairs_loss(repairs: Any, claims: Mapping[str, Expr]) -> None:
    """Compare the repaired losses."""
    _repairs(repairs, claims, "loss")


def repairs_sums(repairs: Any, claims: Mapping[str, Expr]) -> None:
    """Compare the repaired sums."""
    _repairs(repairs, claims, "sums")


def repairs_sign(repairs: Any, claims: Mapping[str, Expr]) -> None:
    """Compare the repaired signs."""
    _repairs(repairs, claims, "sign")
