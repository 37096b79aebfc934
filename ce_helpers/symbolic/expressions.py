"""What students enter: whether it is the right kind of answer, and which step breaks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import sympy as sp
from sympy import Expr, IndexedBase
from sympy.core.function import AppliedUndef

from ce_helpers.checks.core import CheckFailed, require
from ce_helpers.symbolic.comparison import PROVED, Comparison, compare

MOST_OPERATIONS = 3000
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
    ce_helpers.checks.core.CheckFailed: answer is a string: enter it as an expression, without \
quotation marks.
    """
    known = list(symbols)
    require(answer is not None, f"{name} is still None: replace it by an expression.")
    require(
        not isinstance(answer, str),
        f"{name} is a string: enter it as an expression, without quotation marks.",
    )
    require(
        isinstance(answer, (Expr, int)) and not isinstance(answer, bool),
        f"{name} should be a SymPy expression, not a value of type {type(answer).__name__}.",
    )
    expression = sp.sympify(answer)
    require(
        bool(sp.count_ops(expression) <= MOST_OPERATIONS),
        f"{name} is far longer than it needs to be; simplify it first.",
    )
    _require_exact(expression, name)
    return _in_known_symbols(expression, name, known)


def _require_exact(expression: Expr, name: str) -> None:
    decimals = expression.atoms(sp.Float)
    require(
        not decimals,
        f"{name} holds the decimal {shown(next(iter(decimals), ''))}: write a fraction, for "
        "example Rational(1, 2).",
    )
    require(
        not expression.has(sp.Derivative, sp.Subs),
        f"{name} holds a derivative that is not carried out: give its closed form.",
    )
    require(
        not expression.has(sp.zoo, sp.nan, sp.oo, -sp.oo),
        f"{name} holds a division by zero or infinity.",
    )


def _in_known_symbols(expression: Expr, name: str, known: Sequence[Any]) -> Expr:
    """Replace symbols by the known ones of the same name; refuse all others."""
    by_name = {_name(symbol): symbol for symbol in known}
    summed = {index for s in expression.atoms(sp.Sum, sp.Product) for index, _, _ in s.limits}
    replaced = {}
    for symbol in expression.atoms(sp.Symbol, IndexedBase) - summed:
        if _name(symbol) in by_name:
            replaced[symbol] = by_name[_name(symbol)]
    labels = {base.label for base in expression.atoms(IndexedBase)}
    unknown = {_name(s) for s in expression.free_symbols - labels if s.is_Symbol} - set(by_name)
    unknown |= {str(call.func) for call in expression.atoms(AppliedUndef)}
    allowed = ", ".join(sorted(by_name))
    require(
        not unknown,
        f"{name} holds {', '.join(sorted(unknown))}; it should be made of {allowed} alone.",
    )
    indexed = {b: by_name[_name(b)] for b in expression.atoms(IndexedBase) if _name(b) in by_name}
    plain = {s: r for s, r in replaced.items() if s.is_Symbol and r.is_Symbol}
    return expression.xreplace(indexed).xreplace(plain)


def _name(symbol: Any) -> str:
    return str(symbol.label if isinstance(symbol, IndexedBase) else symbol)


def check_expression(
    answer: Any,
    expected: Expr | Sequence[Expr],
    *,
    name: str,
    symbols: Iterable[Any],
    given: Mapping[Expr, Any] | None = None,
) -> Comparison:
    """Check an answer: of the right kind, in known symbols, and equal to what is expected.

    Parameters
    ----------
    answer : object
        What the student entered.
    expected : Expr or sequence of Expr
        The right expression, or several forms of which one must be met (renamed indices).
    name, symbols
        As in `require_expression`.
    given : mapping, optional
        As in `compare`.

    Returns
    -------
    Comparison
        How equality was found.

    Raises
    ------
    CheckFailed
        If it is not; the message shows no expected value.

    Examples
    --------
    >>> s = sp.Symbol("s", real=True)
    >>> check_expression(s * (s + 1), s**2 + s, name="answer", symbols=[s]).how
    'proved'
    """
    expression = require_expression(answer, name, symbols)
    forms = list(expected) if isinstance(expected, (list, tuple)) else [expected]
    for form in forms:
        found = compare(expression, form, given=given)
        if found.equal:
            return found
    if not expression.free_symbols and any(sp.sympify(form).free_symbols for form in forms):
        raise CheckFailed(f"{name} is a number, {shown(expression)}; an expression is expected.")
    raise CheckFailed(f"{name} is not equal to what it should be: put numbers in and compare.")


def check_steps(
    steps: Sequence[Any],
    *,
    start: Any = None,
    end: Any = None,
    name: str = "the steps",
    given: Mapping[Expr, Any] | None = None,
) -> None:
    """Check a derivation pair by pair, and name the first step that is not equal to the last.

    Parameters
    ----------
    steps : sequence of Expr
        Each equal to the one before.
    start, end : Expr, optional
        What the first and the last step must be equal to.
    name : str
        What the derivation is called in messages.
    given : mapping, optional
        What is known besides, as in `compare`.

    Raises
    ------
    CheckFailed
        If there are fewer than two steps, a step is no expression, or a pair is not equal.

    Examples
    --------
    >>> x = sp.Symbol("x", real=True)
    >>> check_steps([(x + 1) ** 2, x**2 + 2 * x + 1], name="square")
    square: 2 expressions, each equal to the one before (proved)
    >>> check_steps([(x + 1) ** 2, x**2 + 1], name="square")
    Traceback (most recent call last):
        ...
    ce_helpers.checks.core.CheckFailed: square: step 1 → step 2 does not hold; their difference \
is 2*x, not 0.
    """
    require(
        isinstance(steps, (list, tuple)) and len(steps) >= 2,
        f"{name} should be a list of at least two expressions.",
    )
    chain = [_step(step, f"{name}: step {number}") for number, step in enumerate(steps, 1)]
    pairs = [(f"step {n} → step {n + 1}", a, b) for n, (a, b) in enumerate(pairwise(chain), 1)]
    if start is not None:
        pairs.insert(0, ("the start → step 1", sp.sympify(start), chain[0]))
    if end is not None:
        pairs.append((f"step {len(chain)} → the end", chain[-1], sp.sympify(end)))
    ways = {_require_equal(name, pair, a, b, given) for pair, a, b in pairs}
    how = PROVED if ways == {PROVED} else "proved or evaluated at random points"
    print(f"{name}: {len(chain)} expressions, each equal to the one before ({how})")


def _step(step: Any, name: str) -> Expr:
    require(step is not None, f"{name} is still None: replace it by an expression.")
    require(
        isinstance(step, (Expr, int)) and not isinstance(step, bool),
        f"{name} should be a SymPy expression, not a value of type {type(step).__name__}.",
    )
    expression = sp.sympify(step)
    require(bool(sp.count_ops(expression) <= MOST_OPERATIONS), f"{name} is far too long.")
    return expression


def _require_equal(
    name: str, pair: str, first: Expr, second: Expr, given: Mapping[Expr, Any] | None
) -> str:
    found = compare(first, second, given=given)
    require(
        found.equal,
        f"{name}: {pair} does not hold; their difference is {shown(found.difference)}, not 0.",
    )
    return found.how
