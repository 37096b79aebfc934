"""Evaluate expressions at random rational points, for several numbers of classes."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import sympy as sp
from sympy import Expr, Indexed, KroneckerDelta, Sum

DIGITS = 50
# rounding loses a few of the 50 digits, a real difference at a random point not 20 of them
THRESHOLD = sp.Float("1e-30", DIGITS)
SIZES = (2, 3, 4, 5)
PLAIN_POINTS = 6
MOST_INDEX_CHOICES = 9


def differs_at_some_point(
    first: Expr, second: Expr, known: Mapping[Expr, Any], rng: random.Random
) -> bool | None:
    """Return whether the two differ at a point that was tried; None if no point has values."""
    defined = False
    both = sp.Tuple(first, second, *known)
    for point in points(both, known, rng):
        left, right = (value_at(expression, point) for expression in (first, second))
        if left is None or right is None:
            continue
        defined = True
        if abs(left - right) > THRESHOLD * max(1, abs(left), abs(right)):
            return True
    return False if defined else None


class Point:
    """Numbers for sizes and indices, and for everything else when it is asked for."""

    def __init__(self, fixed: Mapping[Any, int], rng: random.Random) -> None:
        self.fixed = dict(fixed)
        self.rng = rng
        self.values: dict[Any, Expr] = {}

    def value(self, atom: Expr) -> Expr:
        """Return the number of a symbol or of an entry of an array, always the same."""
        if atom not in self.values:
            self.values[atom] = draw(atom, self.rng)
        return self.values[atom]


def draw(atom: Expr, rng: random.Random) -> Expr:
    """Draw a rational number that has the properties of a symbol; never 0 or 1."""
    if atom.is_integer:
        return sp.Integer(rng.randint(2, 9))
    number = Fraction(rng.randint(13, 299), 97)
    negative = not atom.is_nonnegative and rng.random() < 0.5
    return sp.Rational(-number.numerator if negative else number.numerator, number.denominator)


def points(both: Any, known: Mapping[Expr, Any], rng: random.Random) -> Iterator[Point]:
    """Yield points: each size with each way in which the indices may coincide."""
    sizes, indices = sizes_of(both), indices_of(both)
    if not sizes and not indices:
        yield from (Point({}, rng) for _ in range(PLAIN_POINTS))
        return
    for size in SIZES:
        numbers = {s: size + extra for extra, s in enumerate(sizes)}
        choices = list(itertools.product(range(1, size + 1), repeat=len(indices)))
        if len(choices) > MOST_INDEX_CHOICES:
            choices = rng.sample(choices, MOST_INDEX_CHOICES)
        for choice in choices:
            point = Point({**numbers, **dict(zip(indices, choice, strict=True))}, rng)
            satisfy(known, point)
            yield point


def sizes_of(both: Any) -> list[Expr]:
    """Return the symbols that are upper limits of sums or named as one, in a fixed order."""
    limits = {high for s in both.atoms(Sum, sp.Product) for _, _, high in s.limits}
    found = {symbol for high in limits for symbol in high.free_symbols}
    found |= {s for s in both.free_symbols if s.is_Symbol and s.is_integer and s.is_positive}
    return sorted(found, key=str)


def indices_of(both: Any) -> list[Expr]:
    """Return the free symbols that stand as an index, in a fixed order."""
    places = [argument for entry in both.atoms(Indexed) for argument in entry.indices]
    places += [argument for delta in both.atoms(KroneckerDelta) for argument in delta.args]
    found = {s for place in places for s in place.free_symbols if s.is_Symbol}
    summed = {index for s in both.atoms(Sum, sp.Product) for index, _, _ in s.limits}
    free = {s for s in found - summed | (found & summed & both.free_symbols) if s.is_integer}
    return sorted(free - set(sizes_of(both)), key=str)


def satisfy(known: Mapping[Expr, Any], point: Point) -> None:
    """Scale the entries of a sum so that it has the value that is known."""
    for total, value in known.items():
        expanded = total.subs(point.fixed).doit()
        entries = sorted(expanded.atoms(Indexed), key=str)
        weights = [sp.Rational(point.rng.randint(1, 30)) for _ in entries]
        for entry, weight in zip(entries, weights, strict=True):
            point.values[entry] = sp.sympify(value) * weight / sum(weights)


def value_at(expression: Expr, point: Point) -> Expr | None:
    """Return the value with 50 digits, or None where there is none."""
    plain = expression.subs(point.fixed).doit()
    entries = {entry: point.value(entry) for entry in plain.atoms(Indexed)}
    plain = plain.xreplace(entries)
    plain = plain.subs({symbol: point.value(symbol) for symbol in plain.free_symbols})
    value = sp.N(plain.doit(), DIGITS)
    return value if value.is_number and value.is_finite else None
