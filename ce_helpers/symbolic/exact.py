"""Expressions as students enter them, made exact, and of a size that can be worked with."""

from __future__ import annotations

import itertools
import math
import sys
from fractions import Fraction
from typing import Any

import sympy as sp
from sympy import Basic, Expr, Float, Rational

from ce_helpers.symbolic.notation import written_out

MOST_OPERATIONS = 3000
MOST_NODES = 20_000
MOST_DEPTH = 80
LARGEST_DEGREE = 400
MOST_TERMS = 50
LARGEST_NUMBER = 10**30
LARGEST_DENOMINATOR = 1000
ROUNDING = 1e-15  # of a few operations in floating point
SHOWN = 160
_GROWING = (sp.factorial, sp.binomial, sp.gamma, sp.harmonic)


def shown(expression: Any) -> str:
    """Return an expression as text of bounded length.

    Parameters
    ----------
    expression : object

    Returns
    -------
    str
    """
    text = str(expression)
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def fraction_of(number: float | Float) -> Fraction:
    """Return the fraction that a decimal stands for.

    Parameters
    ----------
    number : float or Float
        Finite.

    Returns
    -------
    Fraction
        The simple one that it is rounded from, else the decimal as it is printed.

    Examples
    --------
    >>> fraction_of(0.5), fraction_of(1 / 3), fraction_of(0.12345)
    (Fraction(1, 2), Fraction(1, 3), Fraction(2469, 20000))
    """
    plain = isinstance(number, float) or number._prec <= sys.float_info.mant_dig
    printed = Fraction(repr(float(number)) if plain else str(number))
    simple = printed.limit_denominator(LARGEST_DENOMINATOR)
    return simple if math.isclose(simple, number, rel_tol=ROUNDING) else printed


def exact(expression: Expr) -> Expr:
    """Return an expression without decimals, indices of a range, names and held-back evaluation.

    Parameters
    ----------
    expression : Expr
        Of a size that `is_huge` accepts, without infinities.

    Returns
    -------
    Expr
        With a fraction for each decimal, an integer symbol for each `Idx`, softmax for each
        a(k), and what `UnevaluatedExpr` held back.

    Examples
    --------
    >>> x = sp.Symbol("x")
    >>> exact(0.5 * x**-2.0)
    1/(2*x**2)
    """
    if expression.has(sp.UnevaluatedExpr):
        expression = expression.replace(sp.UnevaluatedExpr, lambda held: held)
    expression = written_out(expression)
    decimals = {x: Rational(*fraction_of(x).as_integer_ratio()) for x in expression.atoms(Float)}
    indices = {index: index.label for index in expression.atoms(sp.Idx)}
    return expression.xreplace({**decimals, **indices})


def sympy_hint(expression: Basic) -> str:
    """Return a hint for a condition that SymPy has taken out of its sum, or nothing.

    Its constructors do so to a sum of conditions inside another sum, and `simplify` to any sum
    of conditions: the letter of the sum is then free in the condition. Σ_l [u_l > 0] becomes m
    where u_l > 0.

    Parameters
    ----------
    expression : Basic

    Returns
    -------
    str
        The end of a sentence, from its semicolon on.
    """
    cases = [case for piece in expression.atoms(sp.Piecewise) for case in piece.args]
    conditions = sp.Tuple(*(condition for _, condition in cases))
    inside = sp.Tuple(*(value for value, _ in cases)).atoms(sp.Sum, sp.Product)
    bound = {limit[0] for loop in inside for limit in loop.limits}
    free = _whole(conditions)
    if both := free & _whole(expression) & bound:
        return (
            f"; SymPy has taken a condition on {_names(both)} out of the inner sum over it: write "
            "the two sums as one, Sum(…, (l, 1, m), (k, 1, m))"
        )
    outside = _whole(expression.xreplace(dict.fromkeys(conditions, sp.true)))
    if free - outside and not expression.has(sp.Sum) and any(size.is_positive for size in outside):
        return f"; did you call simplify? it has taken {_names(free - outside)} out of a sum"
    return ""


def _whole(expression: Basic) -> set[Any]:
    """Return the free letters that count."""
    return {s for s in expression.free_symbols if s.is_Symbol and s.is_integer}


def _names(letters: set[Any]) -> str:
    return ", ".join(sorted(map(str, letters)))


def is_unwieldy(expression: Basic) -> bool:
    """Return whether walking through an expression may take very long, or go too deep.

    Parameters
    ----------
    expression : Basic

    Returns
    -------
    bool
    """
    # step by step: shared parts can unfold to a tree that never ends
    level = [expression]
    if next(itertools.islice(sp.preorder_traversal(expression), MOST_NODES, None), None):
        return True
    for _ in range(MOST_DEPTH):
        level = [part for node in level for part in node.args]
    return bool(level)


def is_huge(expression: Basic) -> bool:
    """Return whether working with an expression may take very long.

    Parameters
    ----------
    expression : Basic

    Returns
    -------
    bool
        Also where it has huge numbers, powers of powers, or sums of many terms.
    """
    return (
        is_unwieldy(expression)
        or any(_is_large(number) for number in expression.atoms(sp.Number))
        or any(_runs_long(repeated) for repeated in expression.atoms(sp.Sum, sp.Product))
        or any(_may_grow(part) for part in expression.atoms(sp.Pow, *_GROWING))
        or _degree(expression) > LARGEST_DEGREE
        or bool(sp.count_ops(expression) > MOST_OPERATIONS)
    )


def _is_large(number: Any) -> bool:
    bottom = number.q if isinstance(number, Rational) else 0
    return bool(max(abs(number), bottom) > LARGEST_NUMBER)


def _runs_long(repeated: Any) -> bool:
    counts = [limits[2] - limits[1] for limits in repeated.limits if len(limits) == 3]
    return any(count.is_number and abs(count) > MOST_TERMS for count in counts)


def _may_grow(part: Any) -> bool:
    """Return whether a power or factorial of numbers may be far larger than it is written."""
    inside = part.exp if isinstance(part, sp.Pow) else part
    return any(abs(number) > LARGEST_DEGREE for number in inside.atoms(sp.Number)) or (
        isinstance(part, sp.Pow) and any(p.is_number for p in inside.atoms(sp.Pow, *_GROWING))
    )


def _degree(expression: Basic) -> int:
    """Return the product of the integer exponents along the deepest path."""
    inner = max((_degree(part) for part in expression.args), default=1)
    if isinstance(expression, sp.Pow) and expression.exp.is_Integer:
        return inner * max(1, abs(int(expression.exp)))
    return inner
