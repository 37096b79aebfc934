"""The claims of 05_hinge: four, beside measured numbers, with verdicts and repairs.

As for the other symbolic answers, what is measured is an exact difference quotient of the loss.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from fractions import Fraction
from typing import Any

import numpy as np
import sympy as sp
from sympy import Piecewise

from ce_helpers.checking import require
from ce_helpers.checks import visible
from ce_helpers.claims import Claims, Line
from ce_helpers.hinge.symbolic import (
    InLetters,
    indicator,
    loss,
    own_slope,
    patterns,
    rival_slope,
    size,
    w,
    w_y,
    x,
)
from ce_helpers.slips import show_slips
from ce_helpers.symbolic import Formula, Point, j, m, require_expression

U = sp.IndexedBase("u", real=True)
n_y = sp.Symbol("n_y", integer=True, nonnegative=True)
y = sp.Symbol("y", integer=True)
side = sp.Symbol("side", integer=True)  # of the kink: 0 is left, 1 right


def _classes(rng: np.random.Generator) -> Iterator[Point]:
    """Yield shortfalls of all classes, for each class j; the true one comes anywhere."""
    for rivals, feature in patterns(rng):
        for own in {1, len(rivals) // 2 + 1, len(rivals) + 1}:
            for index in range(1, len(rivals) + 2):
                yield _point(rivals, feature, own, index)


def _point(rivals: Sequence[Fraction], feature: Fraction, own: int, index: int) -> Point:
    count = sum(fall > 0 for fall in rivals)
    letters = {"x": feature, "n_y": count, "y": own, "j": index, "m": len(rivals) + 1}
    # u_y = w_y x − w_y x + 1
    falls = (*rivals[: own - 1], Fraction(1), *rivals[own - 1 :])
    return Point(letters, {"u": falls})


def _true_class(rng: np.random.Generator) -> Iterator[Point]:
    return (point for point in _classes(rng) if _is_own(point))


def _is_own(point: Point) -> bool:
    return point.letters["j"] == point.letters["y"]


def _rivals(point: Point) -> list[Fraction]:
    own = point.letters["y"]
    return [fall for number, fall in enumerate(point.entries["u"], start=1) if number != own]


def _measured(point: Point) -> Fraction:
    """Measure the derivative of the loss with respect to w_j, be j a rival or the true class."""
    feature, own, index = (point.letters[letter] for letter in ("x", "y", "j"))
    rivals = _rivals(point)
    if _is_own(point):
        return own_slope(rivals, feature)
    return rival_slope(rivals, feature, index - 1 - (index > own))


def _shifted(point: Point) -> Fraction:
    """Return the loss after 5 is added to every weight, from w_y = 1 on."""
    feature, own, shift = point.letters["x"], 1, 5
    weights = [own + (fall - 1) / feature for fall in _rivals(point)]
    return loss([(weight + shift) * feature - (own + shift) * feature + 1 for weight in weights])


def _features(rng: np.random.Generator) -> Iterator[Point]:
    """Yield positive features, for the left and the right side of the kink."""
    return (_side(size(rng), right) for _ in range(5) for right in (0, 1))


def _side(feature: Fraction, right: int) -> Point:
    return Point({"x": feature, "side": right})


def _at_kink(point: Point) -> Fraction:
    """Measure the slope of one term along w_j, on one side of its kink."""
    h = Fraction(2 * point.letters["side"] - 1, 10)
    return (loss([h * point.letters["x"]]) - loss([Fraction(0)])) / h


def _in_cases(for_rivals: Any, for_own: Any) -> Any:
    """Return a mistake by cases: factors of the measured slope for j ≠ y and j = y."""
    return lambda point: _measured(point) * (for_own if _is_own(point) else for_rivals)


_SWITCH = "switch (3) on for j ≠ y and (4) for j = y"
_FORMULA = InLetters(
    name='repairs["A"]',
    symbols=[U[j], n_y, x, y, m],
    needs=[j, y, x],
    points=_classes,
    mistakes={
        "has the wrong sign for j = y: n_y has a minus sign": _in_cases(1, -1),
        "has the wrong sign for j ≠ y: w_j raises its own score": _in_cases(-1, 1),
        "lacks the factor x": lambda point: _measured(point) / point.letters["x"],
        f"is (4) for every j: {_SWITCH}": -n_y * x,
        f"keeps (3) at j = y, besides (4): {_SWITCH}": (
            lambda point: _measured(point) + point.letters["x"] * _is_own(point)
        ),
        "has (3) and (4) in each other's place: δ_jy is 1 where j = y": (
            lambda point: point.letters["x"] * (1 if _is_own(point) else -point.letters["n_y"])
        ),
    },
    otherwise=f"does not give (3) for j ≠ y and (4) for j = y: {_SWITCH}",
    misplaced=dict.fromkeys((w, w_y), "the shortfall is U[j] here, not u(j) with its weights"),
)
_SIDES = Formula(
    name='repairs["D"]',
    symbols=[x, side],
    points=_features,
    mistakes={
        "has left and right swapped": lambda point: point.letters["x"] - _at_kink(point),
        "holds the slopes along u_j: along w_j they have the inner derivative as a factor": side,
    },
    otherwise="is not right: left of the kink the term is 0, right of it u_j; differentiate each "
    "with respect to w_j",
)

CLAIMS = Claims(
    {
        "A": Line(_measured, _classes, repair=_FORMULA),
        "B": Line(_measured, _true_class),
        "C": Line(_shifted, _true_class),
        "D": Line(_at_kink, _features, repair=_SIDES),
    },
    slips={"A": "5b539f00", "D": "3c818686"},
)
PRINTED: dict[str, Any] = {
    "A": indicator(U[j]) * x,
    "B": -n_y * x,
    "C": lambda point: loss(_rivals(point)),
    "D": sp.Integer(0),
}


def _shown() -> dict[str, tuple[str, Point]]:
    """Return the points that are printed, each with the letter of its claim."""
    feature = Fraction(2)
    at = [_point([Fraction(5), Fraction(1, 2), Fraction(-9)], feature, 4, k) for k in (1, 2, 3, 4)]
    rivals = {f"A, rival {k}": ("A", at[k - 1]) for k in (1, 2, 3)}
    own = {"A, j = y": ("A", at[3]), "B": ("B", at[3]), "C, c = 5": ("C", at[3])}
    sides = {f"D, {name}": ("D", _side(feature, k)) for k, name in enumerate(("left", "right"))}
    return rivals | own | sides


def try_claims() -> None:
    """Print each claim beside what is measured, for three rivals and one scalar feature."""
    print("Three rivals with u = 5, 1/2 and -9; x = 2. The left sides are measured.")
    shown = _shown()
    lines = Claims({key: CLAIMS.lines[letter] for key, (letter, _) in shown.items()})
    claims = {key: PRINTED[letter] for key, (letter, _) in shown.items()}
    lines.show(claims, at=lambda key: shown[key][1])
    show_slips()


@visible("all four verdicts agree with what is measured, and both reasons are right")
def verdicts(answer: Any, reasons: Any, rng: np.random.Generator) -> None:
    """Compare the verdicts with what is measured, without saying which is wrong; then reasons."""
    CLAIMS.verdicts(answer, CLAIMS.truths(PRINTED, rng))
    CLAIMS.reasons(reasons)


@visible("the repaired formula holds for every j, and the two slopes at the kink are right")
def repairs(answer: Any, rng: np.random.Generator) -> None:
    """Compare the formula for every j, and the slopes on both sides of the kink."""
    pair = CLAIMS.repair_of(answer, "D", PRINTED)
    ordered = isinstance(pair, Iterable) and not isinstance(pair, str | Mapping | Set | sp.Set)
    sides = tuple(pair) if ordered else ()
    require(len(sides) == 2, 'repairs["D"] should be a pair: (left slope, right slope).')
    CLAIMS.repairs({**answer, "D": _as_one(*sides)}, "AD", PRINTED, lambda _: rng)


def _as_one(*pair: Any) -> sp.Expr:
    """Return one expression that is the first of a pair on the left side, else the second."""
    value = {U: "give a slope of the term, not its value: a number times x"}
    left, right = (require_expression(a, 'repairs["D"]', [x], misplaced=value) for a in pair)
    return Piecewise((left, sp.Eq(side, 0)), (right, True))
