"""Proofs that two expressions are equal: exact rewritings of their difference down to 0."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sympy as sp
from sympy import Expr, Sum

from ce_helpers.symbolic.sums import is_positive, tidy

# beyond these an exact rewriting may take minutes
MOST_OPERATIONS = 400
LARGEST_EXPANDED_POWER = 8


def is_proved(left: Expr, right: Expr, known: Mapping[Expr, Any]) -> bool:
    difference = left - right
    if not can_expand(difference):
        return False
    try:
        difference = reduced(difference, known)
        return bool(difference == 0 or is_zero(difference))
    except Exception:
        return False


def difference_of(left: Expr, right: Expr, known: Mapping[Expr, Any]) -> Expr:
    difference = left - right
    return reduced(difference, known) if can_expand(difference) else difference


def can_expand(expression: Expr) -> bool:
    """Return whether exact rewriting ends soon: few operations and no large powers of sums."""
    powers = expression.atoms(sp.Pow)
    large = [p for p in powers if p.exp.is_Integer and abs(p.exp) > LARGEST_EXPANDED_POWER]
    return not large and bool(sp.count_ops(expression) <= MOST_OPERATIONS)


def reduced(difference: Expr, known: Mapping[Expr, Any]) -> Expr:
    """Return the difference with tidy sums, what is known put in, and expanded."""
    facts = {tidy(sum_): sp.Rational(str(value)) for sum_, value in known.items()}
    found = sp.expand(tidy(difference)).xreplace(facts)
    return sp.expand(sp.powsimp(found)) if found.has(Sum) else found


def is_zero(difference: Expr) -> bool:
    """Return whether a difference of tidy sums is proved to be 0."""
    atoms = {s: sp.Dummy(positive=is_positive(s) or None, real=True) for s in difference.atoms(Sum)}
    plain = difference.xreplace(atoms)
    return bool(_vanishes(plain) or _is_constant_zero(plain))


def _vanishes(expression: Expr) -> bool:
    """Return whether the numerator over a common denominator expands to 0."""
    numerator = sp.numer(sp.together(sp.powsimp(sp.expand(expression))))
    return bool(sp.expand(sp.powsimp(sp.expand(numerator))) == 0)


def _is_constant_zero(expression: Expr) -> bool:
    """Return whether all slopes vanish and the value at one point is exactly 0.

    This proves identities of logarithms, such as log(1 + e^s) = s + log(1 + e^(-s)).
    """
    variables = expression.free_symbols
    if not expression.has(sp.log) or expression.atoms(sp.Indexed, sp.Piecewise, sp.KroneckerDelta):
        return False
    if not all(_vanishes(sp.diff(expression, variable)) for variable in variables):
        return False
    value = expression.subs({v: 1 if v.is_positive else 0 for v in variables})
    return value.is_finite is not False and sp.simplify(sp.expand_log(value, force=True)) == 0
