"""Hidden tests of the symbolic answers of 02_cross_entropy, at fresh exact points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sympy import Expr

from ce_helpers.checking import require
from ce_helpers.cross_entropy import claims as visible
from ce_helpers.cross_entropy.exact import (
    Point,
    points,
    require_expression,
    same_value,
    value_at,
)
from ce_helpers.cross_entropy.symbolic import (
    as_steps,
    compare_dL_da,
    outer_index,
    require_pairs,
)
from ce_helpers.reference.seed import grading_rng

TRUE_LINES = frozenset("EIK")


def _points(test: str, *letters: str) -> Iterator[Point]:
    return points(grading_rng(test), *letters)


def dL_da(answer: Any) -> None:
    """Compare with the derivative at fresh points."""
    expression = require_expression(answer, "dL_da", "a, y and an index")
    letter = outer_index(expression)
    require(
        compare_dL_da(expression, _points("dL_da", letter), letter),
        "dL_da does not agree with the derivative at a random point.",
    )


def dL_dz_steps_ends(answer: Any) -> None:
    """Compare both ends with plain arithmetic at fresh points."""
    steps = as_steps(answer)
    for point in _points("dL_dz_steps_ends", "j"):
        index = point.indices["j"]
        expected = point.entry("a", index) - point.y[index - 1]
        for name, step in (("the first step", steps[0]), ("the last step", steps[-1])):
            require(
                same_value(value_at(step, point, name), expected),
                f"{name} of dL_dz_steps does not agree with the slope at a random point.",
            )


def dL_dz_steps_pairs(answer: Any) -> None:
    """Compare the steps pair by pair at fresh points."""
    require_pairs(as_steps(answer), lambda: _points("dL_dz_steps_pairs", "j"))


def verdicts_loss(answer: Any, claims: Mapping[str, Any]) -> None:
    """Compare with the errata."""
    _verdicts(answer, visible.LOSS)


def verdicts_gradient(answer: Any, claims: Mapping[str, Any]) -> None:
    """Compare with the errata."""
    _verdicts(answer, visible.GRADIENT)


def _verdicts(answer: Any, letters: str) -> None:
    given = visible.as_verdicts(answer)
    right = sum(given[letter] == (letter in TRUE_LINES) for letter in letters)
    require(right == len(letters), f"verdicts: {right} of {len(letters)} are right.")


def repairs_loss(repairs: Any, claims: Mapping[str, Expr]) -> None:
    """Compare the repaired losses at fresh points."""
    _repairs(repairs, claims, "loss")


def repairs_sums(repairs: Any, claims: Mapping[str, Expr]) -> None:
    """Compare the repaired sums at fresh points."""
    _repairs(repairs, claims, "sums")


def repairs_sign(repairs: Any, claims: Mapping[str, Expr]) -> None:
    """Compare the repaired signs at fresh points."""
    _repairs(repairs, claims, "sign")


def _repairs(repairs: Any, claims: Mapping[str, Expr], group: str) -> None:
    for letter in visible.REPAIRED[group]:
        rng = grading_rng(f"repairs_{letter}")
        visible.check_repair(letter, visible.repair_of(repairs, letter), claims, rng)
