"""Hidden tests of the symbolic answers of 01_softmax: exact fractions at random points."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from ce_helpers.claims import Claims
from ce_helpers.reference.seed import grading_rng
from ce_helpers.softmax.claims import CLAIMS
from ce_helpers.softmax.symbolic import D_LOGISTIC, DA_OTHER, DA_SAME, check_da
from ce_helpers.symbolic import Point


def _softmax(point: Point) -> list[Fraction]:
    powers = point.exponentials["z"][: point.letters["m"]]
    return [power / sum(powers) for power in powers]


def _derivative(point: Point) -> Fraction:
    """Return ∂a_k/∂z_j, with j = k where there is no j."""
    a, k = _softmax(point), int(point.letters["k"])
    j = int(point.letters.get("j", k))
    return a[k - 1] * ((j == k) - a[j - 1])


def _sigma(point: Point) -> Fraction:
    power = point.exponentials["s"]
    return power / (1 + power)


def d_logistic(answer: Any) -> None:
    """Compare at random scores."""
    rng = grading_rng("d_logistic")
    D_LOGISTIC.check(answer, lambda point: _sigma(point) * (1 - _sigma(point)), rng)


def da_same(answer: Any) -> None:
    """Compare the case j = k."""
    DA_SAME.check(answer, _derivative, grading_rng("da_same"))


def da_other(answer: Any) -> None:
    """Compare the case j ≠ k."""
    DA_OTHER.check(answer, _derivative, grading_rng("da_other"))


def da_diagonal(answer: Any) -> None:
    """Compare the formula with the delta where j = k."""
    check_da(answer, _derivative, functools.partial(grading_rng, "da"), "same")


def da_off_diagonal(answer: Any) -> None:
    """Compare the formula with the delta where j ≠ k."""
    check_da(answer, _derivative, functools.partial(grading_rng, "da"), "other")


def verdicts(answer: Any, claims: Mapping[str, Any]) -> None:
    """Compare with the errata: C alone holds."""
    CLAIMS.verdicts(answer, {"A": False, "B": False, "C": True, "D": False})


EXACT = {
    "A": lambda point: point.letters["m"],
    "B": lambda point: _softmax(point)[point.letters["k"] - 1],
    "C": lambda point: 1 - _sigma(point),
    "D": lambda point: 1 / point.letters["x"] ** 2,
}
EXACT_CLAIMS = Claims(
    {letter: replace(line, left=EXACT[letter]) for letter, line in CLAIMS.lines.items()}
)


def repairs_classes(repairs: Any, claims: Mapping[str, Any]) -> None:
    """Compare the length and the entry for several numbers of features and classes."""
    EXACT_CLAIMS.repairs(repairs, "AB", claims, grading_rng)


def repairs_log(repairs: Any, claims: Mapping[str, Any]) -> None:
    """Compare at random positive numbers."""
    EXACT_CLAIMS.repairs(repairs, "D", claims, grading_rng)
