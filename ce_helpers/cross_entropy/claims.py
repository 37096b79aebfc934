"""Visible checks of "find the slip" in 02_cross_entropy: claims beside numbers, and repairs.

The left sides are derived here by SymPy from the definition of the loss, for each number of
classes; no repair is written down.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

import numpy as np
import sympy as sp
from sympy import Expr, Sum

from ce_helpers.checking import CheckFailed, passed, require
from ce_helpers.cross_entropy.exact import (
    Number,
    Point,
    random_point,
    require_expression,
    same_value,
    value_at,
)
from ce_helpers.cross_entropy.symbolic import loss_of, slope_of_loss

LOSS, GRADIENT = "ABCDE", "FGHIJKLMN"
HOT = "BE"  # lines whose target is the single class p
WITH_SUM = "FGH"
REPAIRED = {"loss": "ABCD", "sums": "FGH", "sign": "JLMN"}


def loss(point: Point) -> Number:
    """Return −Σ_k y_k log a_k."""
    return value_at(loss_of(point.m, "a"), point, "the loss")


def likelihood(point: Point) -> Number:
    """Return the probability of the target class p."""
    return point.entry("a", point.indices["p"])


def slope(point: Point) -> Number:
    """Return ∂L/∂z_j, differentiated by SymPy with each a_k written out in the logits."""
    return _slope(point.u, point.y, point.indices["j"])


@functools.lru_cache(maxsize=256)
def _slope(u: tuple[Fraction, ...], y: tuple[Fraction, ...], index: int) -> Number:
    return value_at(slope_of_loss("z", len(u), index), Point(u, y, {}), "the slope")


def delta(point: Point) -> Number:
    """Return δ_kj."""
    return Fraction(point.indices["k"] == point.indices["j"])


LEFT: dict[str, Callable[[Point], Number]] = {
    "A": loss, "B": likelihood, "C": loss, "D": loss, "E": loss, "J": delta,
    **dict.fromkeys("FGHIKLMN", slope),
}  # fmt: skip


def line_points(letter: str, rng: np.random.Generator) -> Iterator[Point]:
    """Yield points for one line: every pair of indices for 2 and 3 classes, 4 for 4 classes."""
    for m in (2, 3, 4):
        pairs = [(first, second) for first in range(1, m + 1) for second in range(1, m + 1)]
        soft = random_point(rng, m)
        for first, second in pairs if m < 4 else pairs[::5]:
            hot = random_point(rng, m, one_hot=first)
            point = hot if letter in HOT else soft
            yield point.with_indices(j=first, k=second, p=first, c=second)


def holds(letter: str, right: Any, rng: np.random.Generator) -> bool:
    """Return whether a right side equals the left side of its line at all points."""
    return all(
        same_value(LEFT[letter](point), value_at(right, point, f"line {letter}"))
        for point in line_points(letter, rng)
    )


def _shown(value: Number) -> str:
    number = complex(value)
    return f"{number.real:10.6f}" if abs(number.imag) < 1e-12 else "   no real"


def try_claims(claims: Mapping[str, Expr]) -> None:
    """Print left and right side of each line for three classes, side by side."""
    rng = np.random.default_rng(4)  # gives a negative logit, which line D trips over
    soft, hot = random_point(rng, 3), random_point(rng, 3, one_hot=3)
    numbers = {"j": 1, "k": 2, "p": 3, "c": 2}
    print("three classes, j = 1, k = 2, p = 3, c = 2\n\n      left side    printed right side")
    for letter, claim in claims.items():
        point = (hot if letter in HOT else soft).with_indices(**numbers)
        left, right = LEFT[letter](point), value_at(claim, point, f"line {letter}")
        print(f"{letter}    {_shown(left)}    {_shown(right)}")


def as_verdicts(answer: Any) -> dict[str, bool]:
    """Return the verdicts as Python bools, or say what is wrong with their form."""
    letters = LOSS + GRADIENT
    require(isinstance(answer, Mapping), "verdicts should be a dictionary with the keys A to N.")
    require(set(answer) == set(letters), "verdicts should have the keys A to N, no others.")
    for letter, value in answer.items():
        require(
            isinstance(value, (bool, np.bool_, type(sp.true), type(sp.false))),
            f'verdicts["{letter}"] should be True or False, not {value!r:.40}.',
        )
    return {letter: bool(value) for letter, value in answer.items()}


def _verdicts(answer: Any, claims: Mapping[str, Expr], letters: str) -> None:
    given = as_verdicts(answer)
    agree = sum(
        given[letter] == holds(letter, claims[letter], np.random.default_rng(5))
        for letter in letters
    )
    require(
        agree == len(letters),
        f"verdicts: {agree} of the {len(letters)} from {letters[0]} to {letters[-1]} are right; a "
        "line holds when its two sides are equal for all classes, not at one point alone.",
    )
    passed(f"verdicts: {letters[0]} to {letters[-1]} are right")


def verdicts_loss(answer: Any, claims: Mapping[str, Expr]) -> None:
    """Check the verdicts on the lines about the loss."""
    _verdicts(answer, claims, LOSS)


def verdicts_gradient(answer: Any, claims: Mapping[str, Expr]) -> None:
    """Check the verdicts on the lines about the gradient."""
    _verdicts(answer, claims, GRADIENT)


def repair_of(repairs: Any, letter: str) -> Expr:
    """Return the repair of one line, or say that it is missing."""
    require(isinstance(repairs, Mapping), "repairs should be a dictionary: letter → expression.")
    require(letter in repairs, f'repairs["{letter}"] is missing: that line does not hold.')
    return require_expression(repairs[letter], f'repairs["{letter}"]', "the letters of its line")


def free_indices(letter: str, point: Point) -> Point:
    """Return the point with the letters alone that a repair may leave free."""
    allowed = {"J": "jk"}.get(letter, "p" if letter in HOT else "" if letter in LOSS else "j")
    return Point(point.u, point.y, {key: point.indices[key] for key in allowed})


def _known_slip(letter: str, repair: Expr, claims: Mapping[str, Expr]) -> str:
    """Return the sentence part for a repair that is as printed, or of the wrong sign."""
    rng = np.random.default_rng(5)
    cases = [(p, LEFT[letter](p), value_at(repair, p, letter)) for p in line_points(letter, rng)]
    if all(same_value(value_at(claims[letter], p, letter), right) for p, _, right in cases):
        return "is as printed, which does not hold"
    if all(same_value(-left, right) for _, left, right in cases):
        return "is the negative of the left side: look at the sign"
    return "is not equal to the left side for all classes: try it with m = 2"


def _repairs(repairs: Any, claims: Mapping[str, Expr], letters: Iterable[str]) -> None:
    for letter in letters:
        check_repair(letter, repair_of(repairs, letter), claims, np.random.default_rng(5))


def check_repair(
    letter: str, repair: Expr, claims: Mapping[str, Expr], rng: np.random.Generator
) -> None:
    """Require that one repaired line is an identity, and that F, G and H keep their sum."""
    name = f'repairs["{letter}"]'
    for point in line_points(letter, rng):
        right = value_at(repair, free_indices(letter, point), name)
        if not same_value(LEFT[letter](point), right):
            raise CheckFailed(f"{name} {_known_slip(letter, repair, claims)}.")
    require(
        letter not in WITH_SUM or repair.has(Sum),
        f"{name} holds, but it is the end of the chain: repair the printed sum itself.",
    )


def repairs_loss(repairs: Any, claims: Mapping[str, Expr]) -> None:
    """Check the repairs of the lines about the loss, and that E has none."""
    _repairs(repairs, claims, REPAIRED["loss"])
    require("E" not in repairs, 'repairs["E"] is there, but line E holds as it is printed.')
    passed("repairs: A to D are identities now")


def repairs_sums(repairs: Any, claims: Mapping[str, Expr]) -> None:
    """Check the repairs of the sums over the wrong index, or over none."""
    _repairs(repairs, claims, REPAIRED["sums"])
    require("I" not in repairs, 'repairs["I"] is there, but line I holds as it is printed.')
    passed("repairs: F, G and H sum over every output")


def repairs_sign(repairs: Any, claims: Mapping[str, Expr]) -> None:
    """Check the repairs of the delta's cases and of the lost minus."""
    _repairs(repairs, claims, REPAIRED["sign"])
    require("K" not in repairs, 'repairs["K"] is there, but line K holds as it is printed.')
    passed("repairs: J, L, M and N are identities now")
