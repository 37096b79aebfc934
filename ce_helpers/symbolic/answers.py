"""What students enter: whether it is an expression at all, in the right symbols, of sane size."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import Any

import sympy as sp
from sympy import Expr, IndexedBase
from sympy.core.function import AppliedUndef

from ce_helpers.checking import require

MOST_OPERATIONS = 3000
MOST_NODES = 20_000
LARGEST_DEGREE = 400
MOST_TERMS = 50
LARGEST_NUMBER = 10**30
SHOWN = 160


def shown(expression: Any) -> str:
    """Return an expression as text of bounded length."""
    text = str(expression)
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def require_expression(answer: Any, name: str, symbols: Iterable[Any]) -> Expr:
    """Return an answer that is an expression in known symbols, or say what it is instead.

    Parameters
    ----------
    answer : object
        What the student entered.
    name : str
        What it is called.
    symbols : iterable of Symbol or IndexedBase
        What it may be made of.

    Returns
    -------
    Expr
        The answer, with symbols of a known name replaced by the known symbols.

    Raises
    ------
    CheckFailed
        If it is None, a string, a decimal, another type, or uses unknown names.

    Examples
    --------
    >>> s = sp.Symbol("s")
    >>> require_expression("s**2", "answer", [s])
    Traceback (most recent call last):
        ...
    ce_helpers.checking.CheckFailed: answer is a string: enter it as an expression, without \
quotation marks.
    """
    known = list(symbols)
    expression = require_exact(answer, name)
    require(
        not expression.has(sp.Derivative, sp.Subs, sp.Integral, sp.Limit),
        f"{name} holds a derivative, integral or limit that is not carried out: give its "
        "closed form.",
    )
    return _in_known_symbols(expression, name, known)


def require_exact(answer: Any, name: str) -> Expr:
    """Return an answer that is an expression of reasonable size with exact numbers.

    Raises
    ------
    CheckFailed
        If it is None, a string, another type, holds a decimal or infinity, or would take
        very long to evaluate.

    Examples
    --------
    >>> require_exact(sp.Symbol("s") / 2, "answer")
    s/2
    """
    require(answer is not None, f"{name} is still None: replace it by an expression.")
    require(
        not isinstance(answer, str),
        f"{name} is a string: enter it as an expression, without quotation marks.",
    )
    require(
        isinstance(answer, (Expr, int)) and not isinstance(answer, (bool, sp.MatrixBase)),
        f"{name} should be a SymPy expression, not a value of type {type(answer).__name__}.",
    )
    expression = sp.sympify(answer)
    require(not is_huge(expression), f"{name} is far larger than it needs to be; simplify it.")
    _require_numbers(expression, name)
    return expression


def is_huge(expression: Expr) -> bool:
    """Return whether evaluating an expression may take very long."""
    # walked step by step: shared parts can unfold to a tree that never ends
    if next(itertools.islice(sp.preorder_traversal(expression), MOST_NODES, None), None):
        return True
    numbers = [n for r in expression.atoms(sp.Rational) for n in (r.p, r.q)]
    terms = [
        high - low
        for repeated in expression.atoms(sp.Sum, sp.Product)
        for low, high in (limits[1:] for limits in repeated.limits if len(limits) == 3)
    ]
    return bool(
        any(abs(number) > LARGEST_NUMBER for number in numbers)
        or any(count.is_number and abs(count) > MOST_TERMS for count in terms)
        or _degree(expression) > LARGEST_DEGREE
        or sp.count_ops(expression) > MOST_OPERATIONS
    )


def _degree(expression: sp.Basic) -> int:
    """Return the product of the integer exponents along the deepest path."""
    inner = max((_degree(part) for part in expression.args), default=1)
    if isinstance(expression, sp.Pow) and expression.exp.is_Integer:
        return inner * max(1, abs(int(expression.exp)))
    return inner


def _require_numbers(expression: Expr, name: str) -> None:
    decimals = expression.atoms(sp.Float)
    require(
        not decimals,
        f"{name} holds the decimal {shown(next(iter(decimals), ''))}: write a fraction, for "
        "example Rational(1, 2).",
    )
    require(
        not expression.has(sp.zoo, sp.nan, sp.oo, -sp.oo),
        f"{name} holds a division by zero or infinity.",
    )


def _in_known_symbols(expression: Expr, name: str, known: Sequence[Any]) -> Expr:
    """Replace symbols by the known ones of the same name; refuse all others."""
    by_name = {_name(symbol): symbol for symbol in known}
    bases = expression.atoms(IndexedBase)
    labels = {base.label for base in bases}
    unknown = {_name(s) for s in expression.free_symbols - labels if s.is_Symbol}
    unknown |= {_name(base) for base in bases} | {
        str(f.func) for f in expression.atoms(AppliedUndef)
    }
    unknown -= set(by_name)
    allowed = ", ".join(sorted(by_name))
    require(
        not unknown,
        f"{name} holds {', '.join(sorted(unknown))}; it should be made of {allowed} alone.",
    )
    found = {s: by_name[_name(s)] for s in expression.atoms(sp.Symbol) if _name(s) in by_name}
    # summation indices are renamed along, so that z[k] inside and outside a sum stay one letter
    plain = {symbol: own for symbol, own in found.items() if own.is_Symbol}
    return expression.xreplace({base: by_name[_name(base)] for base in bases}).xreplace(plain)


def _name(symbol: Any) -> str:
    return str(symbol.label if isinstance(symbol, IndexedBase) else symbol)
