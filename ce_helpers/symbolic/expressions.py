"""What students enter: whether it is equal to what it should be, and which step breaks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import sympy as sp
from sympy import Expr

from ce_helpers.checking import CheckFailed, require
from ce_helpers.symbolic.answers import require_exact, require_expression
from ce_helpers.symbolic.comparison import (
    DIFFERENT,
    EVALUATED,
    PROVED,
    UNDECIDED,
    UNDEFINED,
    Comparison,
    compare,
)
from ce_helpers.symbolic.exact import shown, sympy_hint


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
    name : str
        What it is called.
    symbols : iterable of Symbol, IndexedBase or Indexed
        What it may be made of, as in `require_expression`.
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
    results = [compare(expression, form, given=given) for form in forms]
    for found in sorted(results, key=lambda result: result.refuted):
        if not found.refuted:
            _flag(found, name)
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
    ce_helpers.checking.CheckFailed: square: step 1 → step 2 does not hold; their difference \
is 2*x, not 0.
    """
    require(
        isinstance(steps, Sequence) and not isinstance(steps, str) and len(steps) >= 2,
        f"{name} should be a list of at least two expressions.",
    )
    chain = [require_exact(step, f"{name}: step {number}") for number, step in enumerate(steps, 1)]
    pairs = [(f"step {n} → step {n + 1}", a, b) for n, (a, b) in enumerate(pairwise(chain), 1)]
    if start is not None:
        pairs.insert(0, ("the start → step 1", sp.sympify(start), chain[0]))
    if end is not None:
        pairs.append((f"step {len(chain)} → the end", chain[-1], sp.sympify(end)))
    found = [_require_not_refuted(name, pair, a, b, given) for pair, a, b in pairs]
    how = _how(found)
    equal = "some pairs of them" if how == UNDECIDED else "each equal to the one before"
    print(f"{name}: {len(chain)} expressions, {equal} ({how})")


def _require_not_refuted(
    name: str, pair: str, first: Expr, second: Expr, given: Mapping[Expr, Any] | None
) -> Comparison:
    found = compare(first, second, given=given)
    require(found.how != UNDEFINED, f"{name}: {pair} cannot hold: at no point have both a value.")
    if found.how == DIFFERENT:
        example = f" (at {found.example})" if found.example else ""
        raise CheckFailed(
            f"{name}: {pair} does not hold; their difference is {shown(found.difference)}, "
            f"not 0{example}{sympy_hint(second) or sympy_hint(first)}."
        )
    _flag(found, f"{name}: {pair}")
    return found


def _flag(found: Comparison, what: str) -> None:
    """Say where this package is at its end; it costs nothing."""
    if found.how == UNDECIDED:
        print(f"undecided: {what} can be neither proved nor evaluated here; it counts as right.")


def _how(found: Sequence[Comparison]) -> str:
    """Return how far the weakest of several comparisons reaches."""
    for weakest in (UNDECIDED, EVALUATED, PROVED):
        those = [result for result in found if result.how == weakest]
        if those:
            return min(those, key=lambda result: len(result.sizes)).where
    return PROVED
