"""Symbolic answers of 05_hinge, compared with exact difference quotients of the loss.

The hinge loss is piecewise linear: between two kinks its slope *is* a difference quotient, to the
last digit of a fraction. No derivative is stored here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
import sympy as sp

from ce_helpers.checking import CheckFailed, require
from ce_helpers.checks import visible
from ce_helpers.symbolic import Formula, Point, j, l, m

w = sp.IndexedBase("w", real=True)
w_y, x = sp.symbols("w_y x", real=True)
delta = sp.Symbol("Delta", positive=True)

Shortfalls = Sequence[Fraction]


def indicator(shortfall: sp.Expr) -> sp.Expr:
    """Return the expression that is 1 where a shortfall is positive, else 0.

    Parameters
    ----------
    shortfall : Expr
        Real.

    Returns
    -------
    Expr
        A Piecewise with a strict comparison.

    Examples
    --------
    >>> indicator(x), indicator(sp.Integer(0))
    (Piecewise((1, x > 0), (0, True)), 0)
    """
    return sp.Piecewise((1, shortfall > 0), (0, True))


def u(index: sp.Expr) -> sp.Expr:
    """Return the shortfall of a rival, for one feature and a margin of 1.

    Parameters
    ----------
    index : Expr
        The rival's number, from 1 to m − 1.

    Returns
    -------
    Expr
        w_j x − w_y x + 1.

    Examples
    --------
    >>> u(j)
    -w_y*x + x*w[j] + 1
    """
    return w[index] * x - w_y * x + 1


def size(rng: np.random.Generator) -> Fraction:
    """Draw a positive fraction that is no integer: shortfalls stay off 0, with and without Δ."""
    return Fraction(2 * int(rng.integers(60)) + 1, 2 * int(rng.choice([7, 11, 13])))


def patterns(rng: np.random.Generator) -> Iterator[tuple[Shortfalls, Fraction]]:
    """Yield the shortfalls of all rivals, and a feature of either sign.

    Every pattern of violated and satisfied rivals comes for up to three of them, a few for more.
    """
    more = [tuple(rng.choice((1, -1), number)) for number in (4, 4, 5, 5, 10)]
    few = [signs for number in (3, 2, 1) for signs in product((1, -1), repeat=number)]
    for signs in few + more:
        for side in (1, -1):
            yield tuple(int(sign) * size(rng) for sign in signs), side * size(rng)


def loss(falls: Shortfalls) -> Fraction:
    """Return the printed loss, a sum over the rivals."""
    return sum((max(Fraction(0), fall) for fall in falls), Fraction(0))


def _slope(falls: Shortfalls, moves: Shortfalls) -> Fraction:
    """Return the slope of the loss along a move of the shortfalls, with a step off all kinks."""
    h = min(map(abs, falls)) / max(map(abs, moves)) / 3
    up, down = ([a + side * h * b for a, b in zip(falls, moves, strict=True)] for side in (1, -1))
    return (loss(up) - loss(down)) / (2 * h)


def rival_slope(falls: Shortfalls, feature: Fraction, position: int) -> Fraction:
    """Measure the derivative of the loss with respect to the weight of one rival."""
    return _slope(falls, [feature * (place == position) for place in range(len(falls))])


def own_slope(falls: Shortfalls, feature: Fraction) -> Fraction:
    """Measure the derivative of the loss with respect to the weight of the true class."""
    return _slope(falls, [-feature] * len(falls))


def _weights(rng: np.random.Generator) -> Iterator[Point]:
    """Yield weights that lead to all patterns of shortfalls."""
    for falls, feature in patterns(rng):
        own = size(rng) * int(rng.choice([1, -1]))
        rivals = tuple(own + (fall - 1) / feature for fall in falls)
        yield Point({"m": len(falls) + 1, "w_y": own, "x": feature}, {"w": rivals})


def _each_rival(rng: np.random.Generator) -> Iterator[Point]:
    for point in _weights(rng):
        for index in range(1, len(point.entries["w"]) + 1):
            yield point.with_letters(j=index)


def _shortfalls(point: Point) -> Shortfalls:
    feature, own = point.letters["x"], point.letters["w_y"]
    return [(weight - own) * feature + 1 for weight in point.entries["w"]]


def _by_rival(point: Point) -> Fraction:
    return rival_slope(_shortfalls(point), point.letters["x"], int(point.letters["j"]) - 1)


def _by_own(point: Point) -> Fraction:
    return own_slope(_shortfalls(point), point.letters["x"])


def _without_margin(point: Point) -> list[Fraction]:
    return [fall - 1 for fall in _shortfalls(point)]


@dataclass(frozen=True)
class InLetters(Formula):
    """A formula; where an answer is wrong since a cell has made a letter a number, that is said.

    Attributes
    ----------
    needs : sequence of Symbol
        The letters without which no answer is right.
    """

    needs: Sequence[sp.Symbol] = ()

    def check(self, answer: Any, right: Any, rng: np.random.Generator) -> sp.Expr:
        """Compare as `Formula.check` does."""
        try:
            return super().check(answer, right, rng)
        except CheckFailed as failure:
            expression = self.read(answer)
            if expression.free_symbols and not any(part in str(failure) for part in self.mistakes):
                self._require_letters(expression)
            raise

    def _require_letters(self, answer: sp.Expr) -> None:
        entries = [e for e in answer.atoms(sp.Indexed) if any(i.is_Integer for i in e.indices)]
        missing = [letter for letter in self.needs if letter not in answer.free_symbols]
        what = [f"has a number for an index in {entry}" for entry in entries]
        what += [f"does not hold {letter}" for letter in missing]
        require(
            not what,
            f"{self.name} {''.join(what[:1])}: if a cell has used the notebook's letter, rename it "
            "there, and run again from the top.",
        )


_CHAIN_RULE = (
    "differs from the difference quotient of the loss: apply the chain rule to each term, outer "
    "derivative times inner derivative"
)
_NO_FACTOR = "lacks the inner derivative: the factor x"

D_HINGE_WJ = InLetters(
    name="d_hinge_wj",
    symbols=[w[j], w_y, x, m],
    needs=[j, x],
    points=_each_rival,
    mistakes={
        "has the wrong sign: w_j raises its own score": lambda p: -_by_rival(p),
        _NO_FACTOR: lambda p: _by_rival(p) / p.letters["x"],
        "has the term's value in the place of the indicator": (
            lambda p: max(0, _shortfalls(p)[p.letters["j"] - 1]) * p.letters["x"]
        ),
        "has no indicator: a term that is 0 has slope 0": x,
        "has the indicator of the opposite case": lambda p: p.letters["x"] - _by_rival(p),
        "leaves out the margin: the indicator is that of u_j > 0": (
            lambda p: rival_slope(_without_margin(p), p.letters["x"], p.letters["j"] - 1)
        ),
        "is the derivative with respect to w_y": _by_own,
    },
    otherwise=_CHAIN_RULE,
    misplaced={l: "w_j occurs in the term of rival j alone: use u(j), not u(l)"},
    unfinished=lambda entered: entered.has(sp.Sum, sp.KroneckerDelta),
    finish="indicator(u(j)) and x, without a sum or delta",
)

D_HINGE_WY = InLetters(
    name="d_hinge_wy",
    symbols=[w[l], w_y, x, m],
    needs=[m, x],
    points=_weights,
    mistakes={
        "has the wrong sign: w_y lowers every u_j": lambda p: -_by_own(p),
        _NO_FACTOR: lambda p: _by_own(p) / p.letters["x"],
        "counts one violation where there may be several: sum over the rivals": (
            lambda p: -p.letters["x"] * any(fall > 0 for fall in _shortfalls(p))
        ),
        "has no indicator: only violated terms have a slope": -(m - 1) * x,
        "has the terms' values in the place of the indicators": (
            lambda p: -loss(_shortfalls(p)) * p.letters["x"]
        ),
        "is averaged over the rivals: the loss is their sum": (
            lambda p: _by_own(p) / len(p.entries["w"])
        ),
        "counts the true class as well: the sum is over the rivals": (
            lambda p: _by_own(p) - p.letters["x"]
        ),
        "leaves out the margin: the indicators are those of u_j > 0": (
            lambda p: own_slope(_without_margin(p), p.letters["x"])
        ),
    },
    otherwise=_CHAIN_RULE,
    misplaced={
        j: "w_y occurs in every term: use u(l) under the Sum, not u(j)",
        l: "l is free: put the term under Sum(…, (l, 1, m - 1))",
    },
)


def _with_scores_of_zero(point: Point) -> Fraction:
    score, margin = Fraction(0), point.letters["Delta"]
    return loss([score - score + margin] * (point.letters["m"] - 1))


def _sizes(rng: np.random.Generator) -> Iterator[Point]:
    for classes, margin in product((1, 2, 3, *rng.integers(4, 40, size=2)), (1, size(rng))):
        yield Point({"m": int(classes), "Delta": margin})


FIRST_LOSS = Formula(
    name="first_loss",
    symbols=[m, delta],
    points=_sizes,
    mistakes={
        "counts the true class among its own rivals": m * delta,
        "is that of softmax; here no logarithm occurs": sp.log(m),
        "is right for a margin of 1 alone": m - 1,
    },
    otherwise="is not what the loss costs with scores of 0: put them into every term",
)


@visible("d_hinge_wj equals the difference quotient of the loss, for one rival and for several")
def d_hinge_wj(answer: Any, rng: np.random.Generator) -> None:
    """Compare the derivative with respect to a rival's weight with difference quotients."""
    D_HINGE_WJ.check(answer, _by_rival, rng)


@visible("d_hinge_wy equals the difference quotient of the loss, for one rival and for several")
def d_hinge_wy(answer: Any, rng: np.random.Generator) -> None:
    """Compare the derivative with respect to the true class's weight with difference quotients."""
    D_HINGE_WY.check(answer, _by_own, rng)


@visible("first_loss is what scores of 0 cost, for any number of classes and any margin")
def first_loss(answer: Any, rng: np.random.Generator) -> None:
    """Compare the loss at W = 0 with the printed loss for scores of 0."""
    require(
        m in FIRST_LOSS.read(answer).free_symbols,
        "first_loss holds for one number of classes at most: write it with m.",
    )
    FIRST_LOSS.check(answer, _with_scores_of_zero, rng)
