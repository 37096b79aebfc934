"""Logarithms of positive products, as sums of logarithms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import sympy as sp
from sympy import Expr, Product, Rational, Sum

from ce_helpers.symbolic._rational import Polynomial, factors_of, ratio_of

MOST_FACTORED_TERMS = 12
MOST_FACTORED_DEGREE = 6


def log_of(argument: Expr) -> Expr:
    """Return a logarithm, split where every factor of its argument is positive.

    Examples
    --------
    >>> x = sp.Symbol("x", real=True)
    >>> log_of(1 / (1 + sp.exp(-x)))
    x - log(exp(x) + 1)
    """
    ratio = ratio_of(argument)
    if not ratio.top:
        return sp.log(argument)
    content, powers = _factored(ratio.top, 1)
    for factor, n in ratio.bottom.items():
        more, others = _factored(factor, -n)
        content, powers = content * more, _added(powers, others)
    if content < 0 or not all(is_positive(factor) for factor in powers):
        return sp.log(argument)
    primes = sp.factorrat(content).items()
    parts = [n * sp.log(prime) for prime, n in primes]
    return sp.Add(*parts, *(n * _log_of_factor(factor) for factor, n in powers.items()))


def _log_of_factor(factor: Expr) -> Expr:
    return factor.args[0] if isinstance(factor, sp.exp) else sp.log(factor)


def _added(first: Mapping[Expr, int], second: Mapping[Expr, int]) -> dict[Expr, int]:
    return {factor: first.get(factor, 0) + second.get(factor, 0) for factor in {**first, **second}}


def _factored(polynomial: Polynomial, exponent: int) -> tuple[Rational, dict[Expr, int]]:
    """Return the content and the factors of a power of a polynomial, if it is small."""
    content, powers = factors_of(polynomial)
    found: Counter[Expr] = Counter()
    for factor, n in powers.items():
        for part, k in _irreducible(factor):
            found[part.as_expr()] += k * n * exponent
    return Rational(content.numerator, content.denominator) ** exponent, dict(found)


def _irreducible(factor: Polynomial) -> Iterator[tuple[Any, int]]:
    """Yield the monic factors of a monic polynomial, or itself if it is large."""
    small = len(factor) <= MOST_FACTORED_TERMS and max(factor.degrees()) <= MOST_FACTORED_DEGREE
    if not small or factor.is_generator:
        yield factor, 1
        return
    for part, n in factor.factor_list()[1]:
        yield part.monic(), n


def is_positive(expression: Expr) -> bool:
    """Return whether an expression is positive for certain; sums of positive terms are."""
    if expression.is_positive:
        return True
    if isinstance(expression, (Sum, Product)):
        return is_positive(expression.function)
    if isinstance(expression, (sp.Add, sp.Mul)):
        return all(is_positive(part) for part in expression.args)
    return isinstance(expression, sp.Pow) and is_positive(expression.base)
