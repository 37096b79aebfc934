"""Logarithms of positive products, as sums of logarithms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
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
    content, factors = factors_of(ratio.top)
    powers: Counter[Expr] = Counter()
    for factor, n in (*factors.items(), *((f, -n) for f, n in ratio.bottom.items())):
        for part, times in _irreducible(factor):
            powers[part.as_expr()] += n * times
    if content < 0 or not all(map(is_positive, powers)):
        return sp.log(argument)
    primes = sp.factorrat(Rational(content.numerator, content.denominator))
    logs = {part: part.args[0] if isinstance(part, sp.exp) else sp.log(part) for part in powers}
    return sp.Add(
        *(n * sp.log(prime) for prime, n in primes.items()),
        *(n * logs[part] for part, n in powers.items()),
    )


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
