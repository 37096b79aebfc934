"""What students enter: whether it is an expression at all, in the right symbols, of sane size.

The same mistake gets the same sentence in all notebooks.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import Any

import numpy as np
import sympy as sp
from sympy import Expr, Indexed, IndexedBase
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational
from sympy.logic.boolalg import BooleanAtom, BooleanFunction

from ce_helpers.checking import describe, require
from ce_helpers.gradable import require_gradable
from ce_helpers.symbolic._letters import pieces
from ce_helpers.symbolic.exact import MOST_NODES, exact, is_huge, sympy_hint

_REFUSED: Sequence[tuple[tuple[type, ...], str]] = (
    ((str,), "is a string: enter it as an expression, without quotation marks"),
    (
        (bool, np.bool_, Relational, BooleanAtom, BooleanFunction),
        "is a condition, true or false: Piecewise((1, condition), (0, True)) turns one into 1 or 0",
    ),
    (
        (sp.MatrixBase, sp.MatrixExpr, sp.NDimArray, np.ndarray),
        "is a whole array: enter the expression of one entry",
    ),
)
_NUMBERS = (int, float, Fraction, np.integer, np.floating)
_UNFINISHED = (sp.Derivative, sp.Subs, sp.Integral, sp.Limit)


def require_expression(
    answer: Any,
    name: str,
    symbols: Iterable[Any],
    *,
    misplaced: Mapping[Any, str] = MappingProxyType({}),
) -> Expr:
    """Return an answer that is an exact expression in known symbols, or say what it is instead.

    Parameters
    ----------
    answer : object
        What the student entered: an expression, an integer, a fraction or a decimal, which
        stands for its fraction.
    name : str
        What it is called.
    symbols : iterable of Symbol, IndexedBase or Indexed
        What it may be made of; ``a[j]`` allows entries of a and the index j, and shows in
        messages how they are written.
    misplaced : mapping of Symbol or IndexedBase to str, optional
        Letters of the notebook that have no place in this answer, each with its sentence.

    Returns
    -------
    Expr
        The answer, with symbols of a known name replaced by the known symbols.

    Raises
    ------
    CheckFailed
        If it is None, a string, a condition, another type, unfinished, or in other letters.

    Examples
    --------
    >>> s = sp.Symbol("s")
    >>> require_expression(0.5 * s, "answer", [s])
    s/2
    >>> require_expression("s**2", "answer", [s])
    Traceback (most recent call last):
        ...
    ce_helpers.checking.CheckFailed: answer is a string: enter it as an expression, without \
quotation marks.
    """
    known = list(symbols)
    expression = require_exact(answer, name, f" in {_listed(known)}")
    _require_finished(expression, name)
    _require_in_place(expression, name, misplaced)
    return _in_known_symbols(expression, name, known)


def require_exact(answer: Any, name: str, letters: str = "") -> Expr:
    """Return an answer that is an expression of reasonable size, with fractions for decimals.

    Parameters
    ----------
    answer : object
        What the student entered.
    name : str
        What it is called.
    letters : str, optional
        What it is to be written in, as " in a, y", for the sentence that it is missing.

    Returns
    -------
    Expr
        See `ce_helpers.symbolic.exact.exact`.

    Raises
    ------
    CheckFailed
        If it is None, a string, a condition, another type, holds infinity, or would take very
        long to work with.

    Examples
    --------
    >>> require_exact(sp.Symbol("s") / 2.0, "answer")
    s/2
    """
    require(answer is not None, f"{name} is still None: replace it by an expression{letters}.")
    _require_kind(answer, name)
    expression = sp.sympify(answer, rational=False)
    nodes = itertools.islice(sp.preorder_traversal(expression), MOST_NODES)
    require(
        not any(node in (sp.zoo, sp.nan, sp.oo, -sp.oo) for node in nodes),
        f"{name} holds a division by zero or infinity.",
    )
    require(not is_huge(expression), f"{name} is far larger than it needs to be; simplify it.")
    return exact(expression)


def _require_kind(answer: Any, name: str) -> None:
    """Refuse what is no expression."""
    require_gradable(answer, f"{name} is")
    for kinds, sentence in _REFUSED:
        require(not isinstance(answer, kinds), f"{name} {sentence}.")
    require(
        isinstance(answer, (Expr, *_NUMBERS)),
        f"{name} should be one SymPy expression, not {describe(answer)}.",
    )


def _require_finished(expression: Expr, name: str) -> None:
    require(
        not expression.has(*_UNFINISHED),
        f"{name} holds a derivative, integral or limit that is not carried out: give its "
        "closed form.",
    )


def _require_in_place(expression: Expr, name: str, misplaced: Mapping[Any, str]) -> None:
    used = _free_names(expression)
    for letter, sentence in misplaced.items():
        require(_name(letter) not in used, f"{name}: {sentence}{sympy_hint(expression)}.")


def _in_known_symbols(expression: Expr, name: str, known: Sequence[Any]) -> Expr:
    """Replace symbols by the known ones of the same name; refuse all others."""
    by_name = {_name(part): part for symbol in known for part in pieces(symbol)}
    unknown = ", ".join(sorted(_free_names(expression) - set(by_name)))
    require(not unknown, f"{name} holds {unknown}; it should be made of {_listed(known)} alone.")
    # summation indices are replaced along, so that z[k] inside and outside a sum stay one letter
    for kind in (IndexedBase, sp.Symbol):
        used = [s for s in expression.atoms(kind) if isinstance(by_name.get(_name(s)), kind)]
        expression = expression.xreplace({symbol: by_name[_name(symbol)] for symbol in used})
    return expression


def _free_names(expression: Expr) -> set[str]:
    """Return the names of the letters, arrays and functions that no sum binds."""
    bases, functions = expression.atoms(IndexedBase), expression.atoms(AppliedUndef)
    inside = {base.label for base in bases} | expression.atoms(Indexed)
    letters = {_name(letter) for letter in (expression.free_symbols - inside) | bases}
    return letters | {str(applied.func) for applied in functions}


def _name(symbol: Any) -> str:
    return str(symbol.label if isinstance(symbol, IndexedBase) else symbol)


def _listed(symbols: Iterable[Any]) -> str:
    return ", ".join(map(str, symbols))
