"""Are two expressions equal? By proof where one goes through, else by evaluation.

A proof is a chain of exact rewritings of the difference down to 0. Where none is found, both
sides are evaluated at random rational points with 50 digits, for several numbers of classes
and all ways in which the indices can coincide. Strings are never compared.
"""

from __future__ import annotations

import functools
import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sympy as sp
from sympy import Expr, Sum

from ce_helpers.symbolic.sampling import differs_at_some_point
from ce_helpers.symbolic.sums import is_positive, tidy

PROVED, EVALUATED, DIFFERENT, UNDEFINED = "proved", "evaluated", "different", "undefined"
# beyond these an exact rewriting may take minutes, and evaluation alone decides
MOST_OPERATIONS = 400
LARGEST_EXPANDED_POWER = 8
SEED = 20260101


@dataclass(frozen=True)
class Comparison:
    """Whether two expressions are equal, and how that was found.

    Attributes
    ----------
    equal : bool
    difference : Expr
        First minus second, simplified; 0 where equality was proved.
    how : {"proved", "evaluated", "different", "undefined"}
        Undefined: neither side has a value at any point that was tried.
    """

    equal: bool
    difference: Expr
    how: str


def compare(
    first: Any,
    second: Any,
    *,
    given: Mapping[Expr, Any] | None = None,
    rng: random.Random | None = None,
) -> Comparison:
    """Decide whether two expressions are equal wherever both are defined.

    Parameters
    ----------
    first, second : Expr or number
        Free indices lie within the limits of the sums.
    given : mapping of Expr to number, optional
        What is known besides, as sums and their values: ``{Sum(y[k], (k, 1, m)): 1}``.
    rng : random.Random, optional
        Draws the points; by default the same ones each time.

    Returns
    -------
    Comparison
        True for `equal` where the two agree.

    Raises
    ------
    TypeError
        If one of them is not an expression.

    Notes
    -----
    Analytic functions of this size that agree to 30 of 50 digits at random points, and are
    not equal, do not occur in practice; a proof is preferred all the same.

    Examples
    --------
    >>> x = sp.Symbol("x", real=True)
    >>> compare((x + 1) ** 2, x**2 + 2 * x + 1).how
    'proved'
    >>> compare(x, -x).equal
    False
    """
    left, right = _expression(first), _expression(second)
    known = tuple(sorted((given or {}).items(), key=str))
    return _compare(left, right, known, None if rng is None else rng.getrandbits(64))


def _expression(value: Any) -> Expr:
    found = sp.sympify(value, strict=True)
    if not isinstance(found, Expr):
        raise TypeError(f"expected an expression, not {value!r:.60} of type {type(value).__name__}")
    return found


@functools.lru_cache(maxsize=1024)
def _compare(
    left: Expr, right: Expr, known: tuple[tuple[Expr, Any], ...], seed: int | None
) -> Comparison:
    difference = left - right
    if can_expand(difference):
        difference = reduced(difference, dict(known))
        if difference == 0 or is_zero(difference):
            return Comparison(True, sp.S.Zero, PROVED)
    rng = random.Random(SEED if seed is None else seed)
    differs = differs_at_some_point(left, right, dict(known), rng)
    if differs is None:
        return Comparison(False, difference, UNDEFINED)
    return Comparison(not differs, difference, DIFFERENT if differs else EVALUATED)


def can_expand(expression: Expr) -> bool:
    """Return whether exact rewriting ends soon: few operations and no large powers of sums."""
    powers = expression.atoms(sp.Pow)
    large = [p for p in powers if p.exp.is_Integer and abs(p.exp) > LARGEST_EXPANDED_POWER]
    return not large and bool(sp.count_ops(expression) <= MOST_OPERATIONS)


def reduced(difference: Expr, known: Mapping[Expr, Any]) -> Expr:
    """Return the difference with tidy sums, what is known put in, and expanded."""
    facts = {tidy(sum_): sp.sympify(value) for sum_, value in known.items()}
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
