"""Visible checks of the exercise on printed lines: which hold, and what mends the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import numpy as np
import sympy as sp
from sympy import Expr, Sum, exp, log

from ce_helpers import printed
from ce_helpers.claims import Claims, Line
from ce_helpers.numeric import central_gradient
from ce_helpers.slips import show_slips
from ce_helpers.softmax.symbolic import powers
from ce_helpers.symbolic import MANY, Formula, Point, j, k, m, z

n = sp.Symbol("n", integer=True, positive=True)
x = sp.Symbol("x", positive=True)
SHOWN = Point(
    {"n": 2, "m": 3, "k": 1, "x": 2},
    exponentials={"z": tuple(map(Fraction, np.exp([0.5, -1.0, 2.0]))), "s": Fraction(np.e)},
)


def _points(rng: np.random.Generator) -> Iterator[Point]:
    """Yield logits of some classes, another number of features, a score and a number."""
    for n_features, n_classes in ((2, 3), (4, 5), (3, 2), (6, MANY)):
        index = int(rng.integers(1, n_classes + 1))
        letters = {"n": n_features, "m": n_classes, "k": index, "x": powers(rng, 1)[0]}
        logits = powers(rng, max(n_features, n_classes))
        yield Point(letters, {}, {"z": logits, "s": powers(rng, 1)[0]})


def _outputs(point: Point) -> list[float]:
    """Return softmax by the printed formula, one entry for each class."""
    logits = np.log([float(u) for u in point.exponentials["z"]])
    return printed.softmax(logits[: point.letters["m"]]).tolist()


def _other_probability(point: Point) -> float:
    return 1 - float(printed.logistic(np.log(float(point.exponentials["s"]))))


def _measured_slope_over_x(point: Point) -> float:
    value = float(point.letters["x"])
    return float(central_gradient(np.log, value)) / value


def _line(left: Any, symbols: list[Any], otherwise: str, mistakes: Mapping[str, Expr]) -> Line:
    return Line(left, _points, Formula("repairs", symbols, _points, mistakes, otherwise))


CLAIMS = Claims(
    {
        "A": _line(
            lambda point: len(_outputs(point)),
            [m, n],
            "is not the number of entries of a",
            {"is as printed: n counts the features": n},
        ),
        "B": _line(
            lambda point: _outputs(point)[point.letters["k"] - 1],
            [z[k], j, m, n],
            "is not softmax over the classes",
            {
                "is as printed: with n below m the entries add up to more than 1": (
                    exp(z[k]) / Sum(exp(z[j]), (j, 1, n))
                ),
                "is 1: that is the sum of all entries, not one of them": sp.Integer(1),
                "is not normalised": exp(z[k]),
            },
        ),
        "C": Line(_other_probability, _points),
        "D": _line(
            _measured_slope_over_x,
            [x],
            "is not the derivative of log x, divided by x",
            {
                "is as printed: 1/x is the derivative of log x before it is divided by x": 1 / x,
                "is the second derivative of log x, which has another sign": -1 / x**2,
                "is log x divided by x: differentiate first": log(x) / x,
                "is x · 1/x: the left side divides by x": sp.Integer(1),
                "is the derivative of (log x)/x: only log x is differentiated": (
                    sp.diff(log(x) / x, x)
                ),
            },
        ),
    },
    slips={"A": "dd4f2b94", "B": "d5423d46", "D": "76702280"},
)


def try_claims(claims: Mapping[str, Expr]) -> None:
    """Print left and right side of each claim at one point, side by side."""
    print("n = 2 features, m = 3 classes, z = (0.5, -1, 2), k = 1, s = 1, x = 2\n")
    CLAIMS.show(claims, lambda letter: SHOWN)
    show_slips()


verdicts = CLAIMS.check_verdicts(
    "verdicts: all four agree with the numbers; reasons: all three are right"
)
repairs_classes = CLAIMS.check_repairs("repairs: A and B count the classes", "AB")
repairs_log = CLAIMS.check_repairs("repairs: D is an identity now", "D")
