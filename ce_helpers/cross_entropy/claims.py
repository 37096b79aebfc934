"""Visible checks of the printed lines in 02_cross_entropy: verdicts and repairs.

The left sides are derived by SymPy from the definition of the loss; no repair is written down.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import numpy as np
from sympy import Eq, Expr, KroneckerDelta, Piecewise, Product, Sum, exp, log

from ce_helpers.checking import require
from ce_helpers.checks import visible
from ce_helpers.claims import Claims, Line
from ce_helpers.cross_entropy.symbolic import LOSS, STEP_LETTERS, Rng, a, c, p, random_point, y
from ce_helpers.slips import show_slips
from ce_helpers.symbolic import (
    MANY,
    Formula,
    Point,
    differentiate,
    i,
    j,
    k,
    l,
    m,
    softmax_entry,
    value_at,
    z,
)

HOT = "BE"  # lines whose target is the single class p
Points = Callable[[Rng], Iterable[Point]]


@functools.cache
def _derivative() -> Expr:
    return differentiate(-Sum(y[k] * log(softmax_entry(k)), (k, 1, m)), z[j])


def slope(point: Point) -> Any:
    """Return ∂L/∂z_j, differentiated by SymPy with each a_k written out in the logits."""
    return value_at(_derivative(), point, "the derivative")


def _points(letters: str, hot: bool) -> Points:
    """Return a function that yields points with numbers for some of the letters j, k, c and p.

    There is every pair of numbers for 2 and 3 classes, and some for 4 and for many.
    """

    def points(rng: Rng) -> Iterator[Point]:
        for n_classes in (2, 3, 4, MANY):
            classes = range(1, n_classes + 1)
            pairs = [(first, second) for first in classes for second in classes]
            soft = random_point(rng, n_classes)
            for first, second in pairs if n_classes < 4 else pairs[:: n_classes + 3]:
                target = random_point(rng, n_classes, hot=first)
                numbers = {"j": first, "k": second, "p": first, "c": second}
                known = {letter: numbers[letter] for letter in letters}
                yield (target if hot else soft).with_letters(**known)

    return points


def _line(left: Any, free: str | None = None, *, hot: bool = False) -> Line:
    """Return a line; its repair may leave the letters in `free`, and it holds if that is None."""
    repair = None
    if free is not None:
        repair = Formula(
            name="",
            symbols=[*STEP_LETTERS, c, p],
            points=_points(free, hot),
            mistakes={},
            otherwise="is not equal to the left side for all classes: try it with m = 2",
        )
    return Line(left, _points("jkcp", hot), repair)


_OTHERS = {
    **dict.fromkeys("ACD", _line(LOSS, "")),
    "B": _line(a[p], "p", hot=True),
    "E": _line(LOSS, hot=True),
    **dict.fromkeys("IK", _line(slope)),
    "J": _line(KroneckerDelta(k, j), "jk"),
}
CLAIMS = Claims(
    {letter: _OTHERS.get(letter, _line(slope, "j")) for letter in "ABCDEFGHIJKLMN"},
    slips={
        "A": "2060693f",
        "B": "e4f68ab7",
        "C": "3dcbf78c",
        "D": "f0d0869e",
        "F": "e099324f",
        "G": "7168cdf5",
        "H": "252c6c12",
        "J": "cb8553bf",
        "L": "480d4c03",
        "M": "58703cf2",
        "N": "96f13474",
    },
    told="BCFJKLM",  # in the notebook; they are judged where they are given
)


def printed_lines() -> dict[str, Expr]:
    """Return the right side of each line, by its letter, as the notes print it."""
    others = Sum(y[k] * a[j], (k, 1, m)) - y[j] * a[j]  # the sum over all k ≠ j
    return {
        "A": -Sum(y[k] * log(a[k]), (i, 1, m)),
        "B": Product(a[c] ** y[c], (i, c, m)),
        "C": Sum(y[k] * log(a[k]), (k, 1, m)),
        "D": -Sum(y[k] * log(z[k]), (k, 1, m)),
        "E": -log(exp(z[p]) / Sum(exp(z[l]), (l, 1, m))),
        "F": Sum(-y[k] / a[k] * a[k] * (KroneckerDelta(k, j) - a[j]), (i, 1, m)),
        "G": Sum(y[k] * (a[j] - KroneckerDelta(k, j)), (j, 1, m)),
        "H": -y[j] / a[j] * a[j] * (1 - a[j]),
        "I": -y[j] + y[j] * a[j] + others,
        "J": Piecewise((0, Eq(k, j)), (1, True)),
        "K": -Sum(y[k] * (KroneckerDelta(k, j) - a[j]), (k, 1, m)),
        "L": y[j] * (1 - a[j]) - others,
        "M": y[j] - a[j] * Sum(y[k], (k, 1, m)),
        "N": y[j] - a[j],
    }


def try_claims(claims: Mapping[str, Expr]) -> None:
    """Print left and right side of each line for three classes, side by side."""
    rng = np.random.default_rng(4)  # gives a negative logit, which line D trips over
    soft, hot = random_point(rng, 3), random_point(rng, 3, hot=3)
    print("three classes, j = 1, k = 2, p = 3, c = 2\n")
    CLAIMS.show(
        claims, lambda letter: (hot if letter in HOT else soft).with_letters(j=1, k=2, p=3, c=2)
    )
    show_slips()


verdicts_loss = CLAIMS.check_verdicts("verdicts and reasons: A, D and E are right", "ABCDE")
verdicts_gradient = CLAIMS.check_verdicts(
    "verdicts and reasons: G, H, I and N are right", "FGHIJKLMN"
)
repairs_loss = CLAIMS.part("ABCDE").check_repairs("repairs: A and D are identities now", "ABCD")
repairs_sign = CLAIMS.part("JKLMN").check_repairs("repairs: N is an identity now", "JLMN")


@visible("repairs: G and H sum over every output")
def repairs_sums(repairs: Any, claims: Mapping[str, Expr], rng: Rng) -> None:
    """Check the repairs of the sums over the wrong index, or over none: they are still sums."""
    CLAIMS.part("FGHI").repairs(repairs, "FGH", claims, lambda letter: rng)
    for letter in "FGH":
        require(
            letter not in repairs or repairs[letter].has(Sum),
            f'repairs["{letter}"] holds, but it is the end of the chain: repair the printed sum '
            "itself.",
        )
