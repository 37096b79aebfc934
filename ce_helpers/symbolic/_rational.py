"""Expressions as fractions of polynomials in what cannot be taken apart.

Entries, sums, logarithms, powers and the like are generators of a polynomial ring; e^(2x + z_k)
is the square of e^x times e^(z_k). The work is bounded by the number of terms.
"""

from __future__ import annotations

import functools
import itertools
import math
import operator
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sympy as sp
from sympy import QQ, Expr, Rational
from sympy.polys.rings import PolyRing

MOST_TERMS = 20_000

Polynomial = Any  # an element of a PolyRing
Powers = dict[Polynomial, int]


class TooLarge(Exception):
    """The polynomials would have more terms than are worth writing out."""


@dataclass(frozen=True)
class Ratio:
    """A polynomial over a product of polynomials, each with its exponent."""

    top: Polynomial
    bottom: Mapping[Polynomial, int]

    def terms(self) -> Iterator[tuple[Powers, Rational]]:
        """Yield the terms of the numerator: generators with exponents, and the coefficient."""
        generators = self.top.ring.gens
        for degrees, c in self.top.terms():
            powers = {g: n for g, n in zip(generators, degrees, strict=True) if n}
            yield powers, Rational(c.numerator, c.denominator)


def ratio_of(expression: Expr) -> Ratio:
    """Return an expression as one fraction.

    Parameters
    ----------
    expression : Expr
        Sums, logarithms and exponents inside are taken as they are.

    Returns
    -------
    Ratio

    Raises
    ------
    TooLarge
        If writing it out would take too many terms.

    Examples
    --------
    >>> x = sp.Symbol("x")
    >>> ratio_of(1 / (1 + sp.exp(-x)))
    Ratio(top=(exp(x)), bottom={(exp(x)) + 1: 1})
    """
    exponents: dict[Expr, int] = {}
    others: dict[Expr, None] = {}
    _collect(expression, exponents, others)
    names = [sp.exp(rest / n) for rest, n in exponents.items()]
    return _Ring([*names, *others], exponents).ratio(expression)


def exponent_terms(argument: Expr) -> list[tuple[Rational, Expr]]:
    """Return an exponent as rational multiples of expressions, added up."""
    terms = [term.as_coeff_Mul() for term in sp.Add.make_args(sp.expand(argument))]
    return [(c, rest) if c.is_Rational else (sp.S.One, c * rest) for c, rest in terms]


def _collect(e: Expr, exponents: dict[Expr, int], others: dict[Expr, None]) -> None:
    """Find the generators; exponents get the common denominator of their factors."""
    if isinstance(e, (sp.Add, sp.Mul)):
        for part in e.args:
            _collect(part, exponents, others)
    elif isinstance(e, sp.Pow) and e.exp.is_Integer:
        _collect(e.base, exponents, others)
    elif isinstance(e, sp.exp):
        for c, rest in exponent_terms(e.args[0]):
            exponents[rest] = math.lcm(exponents.get(rest, 1), int(c.q))
    elif not e.is_Rational:
        others[e] = None


class _Ring:
    """A polynomial ring, and fractions over it."""

    def __init__(self, names: list[Expr], exponents: Mapping[Expr, int]) -> None:
        ring = PolyRing(names or [sp.Symbol("_")], QQ, "lex")
        self.one, self.zero = ring.one, ring.zero
        self.exponents = exponents
        self.generators = dict(zip(names, ring.gens, strict=False))

    def ratio(self, e: Expr) -> Ratio:
        """Return an expression as a fraction."""
        if e.is_Rational:
            return Ratio(self.one * QQ(int(e.p), int(e.q)), {})
        if isinstance(e, sp.Add):
            return self._sum([self.ratio(part) for part in e.args])
        if isinstance(e, sp.Mul):
            return self._product(self.ratio(part) for part in e.args)
        if isinstance(e, sp.Pow) and e.exp.is_Integer:
            return self._power(self.ratio(e.base), int(e.exp))
        if isinstance(e, sp.exp):
            return self._product(self._exponential(c, r) for c, r in exponent_terms(e.args[0]))
        return Ratio(self.generators[e], {})

    def _exponential(self, c: Rational, rest: Expr) -> Ratio:
        n = self.exponents[rest]
        generator = Ratio(self.generators[sp.exp(rest / n)], {})
        return self._power(generator, int(c * n))

    def _sum(self, ratios: list[Ratio]) -> Ratio:
        bottoms = [Counter(ratio.bottom) for ratio in ratios]
        common: Counter[Polynomial] = functools.reduce(operator.or_, bottoms)
        top = self.zero
        for ratio, bottom in zip(ratios, bottoms, strict=True):
            top += times(ratio.top, self._written_out(common - bottom))
        return Ratio(top, common)

    def _product(self, ratios: Iterable[Ratio]) -> Ratio:
        top, bottom = self.one, Counter[Polynomial]()
        for ratio in ratios:
            top = times(top, ratio.top)
            bottom.update(ratio.bottom)
        return Ratio(top, bottom)

    def _power(self, ratio: Ratio, n: int) -> Ratio:
        if n < 0:
            if not ratio.top:
                raise ZeroDivisionError
            inverse = self._written_out(ratio.bottom)
            content, factors = factors_of(ratio.top)
            return self._power(Ratio(inverse * (1 / content), factors), -n)
        bottom = {factor: k * n for factor, k in ratio.bottom.items()}
        return Ratio(self._written_out({ratio.top: n}), bottom)

    def _written_out(self, powers: Mapping[Polynomial, int]) -> Polynomial:
        factors = itertools.chain.from_iterable([factor] * n for factor, n in powers.items())
        return functools.reduce(times, factors, self.one)


def times(first: Polynomial, second: Polynomial) -> Polynomial:
    """Return a product of bounded size."""
    if len(first) * len(second) > MOST_TERMS:
        raise TooLarge
    return first * second


def factors_of(polynomial: Polynomial) -> tuple[Any, Powers]:
    """Return the leading coefficient of a polynomial, its generators, and the monic rest."""
    shared = tuple(map(min, zip(*polynomial.monoms(), strict=True)))
    rest = polynomial.quo_term((shared, polynomial.LC))
    powers = {g: n for g, n in zip(polynomial.ring.gens, shared, strict=True) if n}
    return polynomial.LC, powers | ({rest: 1} if rest != 1 else {})
