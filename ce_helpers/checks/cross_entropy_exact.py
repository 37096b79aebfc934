"""Exact values of expressions in z, a, y and m, where a is softmax of z and Σ y = 1.

Both constraints hold by construction: e^{z_k} is a random positive rational u_k, a_k is
u_k / Σ u, and the y_k are rationals that sum to 1. Symbols are recognised by their names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import sympy as sp
from sympy import Expr, Rational

from ce_helpers.checks.core import CheckFailed, require

BASES = ("z", "a", "y")
DIGITS = 40


@dataclass(frozen=True)
class Point:
    """One exact point: u_k = e^{z_k} and y_k for k = 1..m, and numbers for index letters."""

    u: tuple[Rational, ...]
    y: tuple[Rational, ...]
    indices: Mapping[str, int]

    @property
    def m(self) -> int:
        """The number of classes."""
        return len(self.u)

    def entry(self, base: str, index: int) -> Expr:
        """Return the value of one entry of z, a or y."""
        if base == "y":
            return self.y[index - 1]
        return sp.log(self.u[index - 1]) if base == "z" else self.u[index - 1] / sum(self.u)

    def with_indices(self, **indices: int) -> Point:
        """Return the point with numbers for further index letters."""
        return Point(self.u, self.y, {**self.indices, **indices})


def random_point(rng: np.random.Generator, m: int, *, one_hot: int | None = None) -> Point:
    """Return a random point for m classes, with soft targets or with y_p = 1 at p = one_hot."""
    u = tuple(Rational(int(n), 7) for n in rng.permutation(np.arange(1, 30))[:m])
    weights = [Rational(int(n)) for n in rng.permutation(np.arange(1, 20))[:m]]
    soft = tuple(weight / sum(weights) for weight in weights)
    hot = tuple(Rational(int(number + 1 == one_hot)) for number in range(m))
    return Point(u, soft if one_hot is None else hot, {})


def points(rng: np.random.Generator, *letters: str) -> Iterator[Point]:
    """Yield points for 2, 3 and 4 classes, the first letter running over all classes."""
    for m in (2, 3, 4):
        base = random_point(rng, m)
        for index in range(1, m + 1):
            numbers = {letter: (index + n - 1) % m + 1 for n, letter in enumerate(letters)}
            yield base.with_indices(**numbers)


def value_at(expression: Any, point: Point, name: str) -> Expr:
    """Evaluate an expression exactly at a point.

    Raises
    ------
    CheckFailed
        If a free index, an unknown symbol, an entry outside 1..m or no number at all is left.
    """
    expression = sp.sympify(expression)
    numbers = {"m": point.m, **point.indices}
    free = {s: numbers[s.name] for s in expression.free_symbols if name_of_symbol(s) in numbers}
    concrete = expression.subs(free).doit()
    value = concrete.subs({e: _entry(e, point, name) for e in concrete.atoms(sp.Indexed)}).doit()
    left = sorted({name_of_symbol(s) for s in value.free_symbols})
    require(not left, f"{name} leaves the symbol {', '.join(left)} free: what should sum over it?")
    require(
        not value.has(sp.nan, sp.zoo, sp.oo) and value.is_number,
        f"{name} has no value: look for a division by 0.",
    )
    return value


def name_of_symbol(symbol: Any) -> str:
    """Return the name of a symbol, or of the base of an indexed entry."""
    if isinstance(symbol, sp.Indexed):
        return str(symbol.base.label)
    return str(getattr(symbol, "name", symbol))


def _entry(entry: sp.Indexed, point: Point, name: str) -> Expr:
    base, index = str(entry.base.label), entry.indices[0]
    require(base in BASES, f"{name} uses {base}[…], which is not one of z, a and y.")
    require(
        index.is_Integer,
        f"{name} leaves the index {index} of {base}[{index}] free: what should sum over it?",
    )
    require(1 <= int(index) <= point.m, f"{name} asks for {base}[{index}], beyond 1..m.")
    return point.entry(base, int(index))


def same_value(first: Expr, second: Expr) -> bool:
    """Return whether two exact numbers are equal; logarithms are compared to 30 digits."""
    difference = first - second
    if difference.is_Rational:
        return bool(difference == 0)
    return bool(abs(sp.N(difference, DIGITS, chop=False)) < Rational(1, 10**30))


def differs_at(
    first: Any, second: Any, at: Iterator[Point], names: tuple[str, str]
) -> Point | None:
    """Return the first point at which two expressions differ, or None."""
    for point in at:
        if not same_value(value_at(first, point, names[0]), value_at(second, point, names[1])):
            return point
    return None


def require_expression(answer: Any, name: str, allowed: str) -> Expr:
    """Require a SymPy expression in known symbols; `allowed` says which, in words.

    Raises
    ------
    CheckFailed
        If it is still None, a string, a number where letters are needed, or unfinished.
    """
    require(answer is not None, f"{name} is still None: replace it by an expression in {allowed}.")
    require(
        isinstance(answer, (Expr, int)) and not isinstance(answer, bool),
        f"{name} should be a SymPy expression in {allowed}, not a {type(answer).__name__}.",
    )
    expression = sp.sympify(answer)
    require(
        not expression.has(sp.Derivative),
        f"{name} holds a derivative that is not carried out: give its closed form.",
    )
    if expression.is_number:
        raise CheckFailed(
            f"{name} is the number {expression}; an expression in {allowed} is meant."
        )
    return expression
