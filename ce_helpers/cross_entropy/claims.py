"""Visible checks of "find the slip" in 02_cross_entropy: printed lines, verdicts and repairs.

The left sides are derived by SymPy from the definition of the loss; no repair is written down.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import numpy as np
from sympy import Expr, KroneckerDelta, Sum, log

from ce_helpers.checking import passed, require
from ce_helpers.claims import Claims, Line
from ce_helpers.cross_entropy.symbolic import LOSS, STEP_LETTERS, Rng, a, c, p, random_point, y
from ce_helpers.symbolic import Formula, Point, differentiate, j, k, m, softmax_entry, value_at, z

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

    There is every pair of numbers for 2 and 3 classes, and 4 pairs for 4 classes.
    """

    def points(rng: Rng) -> Iterator[Point]:
        for n_classes in (2, 3, 4):
            classes = range(1, n_classes + 1)
            pairs = [(first, second) for first in classes for second in classes]
            soft = random_point(rng, n_classes)
            for first, second in pairs if n_classes < 4 else pairs[::5]:
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


_LOSS = Claims({
    "A": _line(LOSS, ""),
    "B": _line(a[p], "p", hot=True),
    "C": _line(LOSS, ""),
    "D": _line(LOSS, ""),
    "E": _line(LOSS, hot=True),
})  # fmt: skip
_SUMS = Claims({**{letter: _line(slope, "j") for letter in "FGH"}, "I": _line(slope)})
_SIGN = Claims({
    "J": _line(KroneckerDelta(k, j), "jk"),
    "K": _line(slope),
    **{letter: _line(slope, "j") for letter in "LMN"},
})  # fmt: skip
_GRADIENT = Claims({**_SUMS.lines, **_SIGN.lines})
CLAIMS = Claims({**_LOSS.lines, **_GRADIENT.lines})


def try_claims(claims: Mapping[str, Expr]) -> None:
    """Print left and right side of each line for three classes, side by side."""
    rng = np.random.default_rng(4)  # gives a negative logit, which line D trips over
    soft, hot = random_point(rng, 3), random_point(rng, 3, hot=3)
    print("three classes, j = 1, k = 2, p = 3, c = 2\n")
    CLAIMS.show(
        claims, lambda letter: (hot if letter in HOT else soft).with_letters(j=1, k=2, p=3, c=2)
    )


def _verdicts(answer: Any, claims: Mapping[str, Expr], lines: Claims) -> None:
    letters = "".join(lines.lines)
    CLAIMS.verdicts(answer, lines.truths(claims, np.random.default_rng(5)), letters)
    passed(f"verdicts: {letters[0]} to {letters[-1]} are right")


def verdicts_loss(answer: Any, claims: Mapping[str, Expr]) -> None:
    """Check the verdicts on the lines about the loss."""
    _verdicts(answer, claims, _LOSS)


def verdicts_gradient(answer: Any, claims: Mapping[str, Expr]) -> None:
    """Check the verdicts on the lines about the gradient."""
    _verdicts(answer, claims, _GRADIENT)


def require_repairs(
    repairs: Any, claims: Mapping[str, Expr], group: str, rng: Callable[[str], Rng]
) -> None:
    """Require that the lines of a group are mended, and that sums are still sums.

    Parameters
    ----------
    repairs, claims : mapping of str to Expr
        The student's repairs and the printed right sides.
    group : {"loss", "sums", "sign"}
        Which lines.
    rng : callable
        The generator of the points of each letter.
    """
    lines = {"loss": _LOSS, "sums": _SUMS, "sign": _SIGN}[group]
    letters = "".join(letter for letter, line in lines.lines.items() if line.repair)
    lines.repairs(repairs, letters, claims, rng)
    for letter in letters if group == "sums" else "":
        require(
            repairs[letter].has(Sum),
            f'repairs["{letter}"] holds, but it is the end of the chain: repair the printed sum '
            "itself.",
        )


def _repairs(repairs: Any, claims: Mapping[str, Expr], group: str) -> None:
    require_repairs(repairs, claims, group, lambda letter: np.random.default_rng(5))


def repairs_loss(repairs: Any, claims: Mapping[str, Expr]) -> None:
    """Check the repairs of the lines about the loss, and that E has none."""
    _repairs(repairs, claims, "loss")
    passed("repairs: A to D are identities now")


def repairs_sums(repairs: Any, claims: Mapping[str, Expr]) -> None:
    """Check the repairs of the sums over the wrong index, or over none."""
    _repairs(repairs, claims, "sums")
    passed("repairs: F, G and H sum over every output")


def repairs_sign(repairs: Any, claims: Mapping[str, Expr]) -> None:
    """Check the repairs of the delta's cases and of the lost minus."""
    _repairs(repairs, claims, "sign")
    passed("repairs: J, L, M and N are identities now")
