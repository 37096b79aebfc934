"""What stands in expressions: sizes, indices, scalars and arrays, each by its name.

Letters of one name are one letter, as they are one on paper, whatever was assumed of each.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy as sp
from sympy import Basic, Dummy, Expr, Indexed, IndexedBase, KroneckerDelta, Symbol
from sympy.concrete.expr_with_limits import ExprWithLimits
from sympy.core.relational import Relational

INDICES = frozenset("ijkl")
CLASSES = "m"
STEPS = (Relational, sp.Max, sp.Min, sp.Abs, sp.sign, sp.Heaviside, KroneckerDelta)


@dataclass(frozen=True)
class Letters:
    """The free letters of expressions.

    Attributes
    ----------
    sizes : tuple of str
        Numbers of classes, samples and the like: integers from 1 on.
    indices : tuple of str
        All other integer letters; each lies within the sizes.
    symbols : dict of str to Symbol or IndexedBase
        Scalars and arrays with what is assumed of them.
    exponents : frozenset of str
        Scalars and arrays that stand in an exponent of e with an integer factor.
    growing : frozenset of str
        Scalars and arrays inside functions and exponents, which grow fast.
    matched : frozenset of str
        Scalars and arrays that a condition sets equal to something.
    constants : tuple of Fraction
        Numbers in conditions and kinks, where a value may jump or bend.
    counts : tuple of int
        Integers in limits, indices, and comparisons of integers.
    steps : int
        The number of conditions and kinks.
    """

    sizes: tuple[str, ...]
    indices: tuple[str, ...]
    symbols: dict[str, Any]
    exponents: frozenset[str]
    growing: frozenset[str]
    matched: frozenset[str]
    constants: tuple[Fraction, ...]
    counts: tuple[int, ...]
    steps: int


def unified(*expressions: Expr) -> list[Expr]:
    """Return expressions in which letters of one name are one symbol, and what counts is whole.

    Parameters
    ----------
    *expressions : Expr
        Each name gets the symbol of which most is assumed; the letter of a sum, an entry's index
        and what is compared with one are integers.

    Returns
    -------
    list of Expr
    """
    both = sp.Tuple(*expressions)
    nodes = _nodes(both)
    bases = _of_kind(nodes, IndexedBase)
    labels = {base.label for base in bases}
    letters = [s for s in _of_kind(nodes, Symbol) if s not in labels and not isinstance(s, Dummy)]
    same = _of_one_name(bases) | _of_one_name(letters)
    if same:
        both = both.xreplace(same)
        nodes = _nodes(both)
    plain = [s for s in _of_kind(nodes, Symbol) if not (s.is_integer or isinstance(s, Dummy))]
    limits = _limits(nodes)
    counting = {limit[0] for limit in limits} | _picking(nodes) | _symbols(limits)
    counting |= {s for s in plain if s.is_real is None and s.name in INDICES}
    counting |= _compared(nodes, counting)
    whole = {s: Symbol(s.name, integer=True) for s in plain if s in counting - labels}
    return list(both.xreplace(whole).args)


def _nodes(both: Basic) -> set[Any]:
    """Return all parts of an expression."""
    return set(sp.preorder_traversal(both))


def _of_kind(nodes: set[Any], *kinds: type) -> list[Any]:
    return [node for node in nodes if isinstance(node, kinds)]


def _of_one_name(found: Iterable[Any]) -> dict[Any, Any]:
    known = sorted(found, key=lambda s: (len(s.assumptions0), str(s.assumptions0)))
    best = {str(symbol): symbol for symbol in known}
    return {symbol: best[str(symbol)] for symbol in known if symbol != best[str(symbol)]}


def _limits(nodes: set[Any]) -> list[Any]:
    return [limit for loop in _of_kind(nodes, ExprWithLimits) for limit in loop.limits]


def _picking(nodes: set[Any]) -> set[Symbol]:
    """Return the letters in the indices of entries and in deltas."""
    entries = [index for entry in _of_kind(nodes, Indexed) for index in entry.indices]
    deltas = [side for delta in _of_kind(nodes, KroneckerDelta) for side in delta.args[:2]]
    return _symbols([*entries, *(side for side in deltas if not side.has(Indexed))])


def _compared(nodes: set[Any], counting: set[Symbol]) -> set[Symbol]:
    """Return the letters of which nothing is assumed and that an index is compared with."""
    pairs = [set(relation.args) for relation in _of_kind(nodes, Relational)]
    whole = [pair for pair in pairs if any(s.is_integer or s in counting for s in _symbols(pair))]
    return {s for pair in whole for s in pair if s.is_Symbol and s.is_real is None}


def letters_of(*expressions: Expr) -> Letters:
    """Return the free letters of unified expressions by the part that they play."""
    both = sp.Tuple(*expressions)
    nodes = _nodes(both)
    bases = _of_kind(nodes, IndexedBase)
    free = _symbols([both]) - {base.label for base in bases}
    sizes, indices = _counting(nodes, free)
    scalars = free - sizes - indices
    powers = [power.exp for power in _of_kind(nodes, sp.Pow)]
    return Letters(
        sizes=tuple(sorted(key(s) for s in sizes)),
        indices=tuple(sorted(key(s) for s in indices)),
        symbols={key(s): s for s in scalars} | {str(base.label): base for base in bases},
        exponents=frozenset(_exponents(nodes)),
        growing=frozenset(_names([*_of_kind(nodes, sp.Function), *powers])),
        matched=frozenset(_names(_of_kind(nodes, sp.Eq, sp.Ne))),
        constants=tuple(sorted(_constants(nodes))),
        counts=tuple(sorted(_counts(nodes))),
        steps=len(_of_kind(nodes, *STEPS)),
    )


def pieces(symbol: Any) -> Iterable[Any]:
    """Return an array and the letters of its indices, or the symbol alone."""
    if not isinstance(symbol, Indexed):
        return (symbol,)
    return (symbol.base, *(index for index in symbol.indices if index.is_Symbol))


def key(symbol: Any) -> str:
    """Return the name by which a letter is known; dummies of one name are told apart."""
    return f"{symbol.name}#{symbol.dummy_index}" if isinstance(symbol, Dummy) else symbol.name


def _counting(nodes: set[Any], free: set[Symbol]) -> tuple[set[Symbol], set[Symbol]]:
    """Return the sizes and the indices among the free letters.

    A size is declared positive, and an upper limit or no index of an entry. Where no letter is,
    upper limits are sizes. The letters i, j, k and l are indices, whatever is declared, and m is a
    size if it is positive, so that z[m + 1 - j] counts from the other end.
    """
    upper = _symbols(limit[-1] for limit in _limits(nodes) if len(limit) > 1)
    picking = _picking(nodes)
    whole = {s for s in free if s.is_integer}
    named = {s for s in whole if s.name in INDICES}
    counted = upper | {s for s in whole if s.name == CLASSES}
    sizes = {s for s in whole - named if s.is_positive and (s in counted or s not in picking)}
    sizes = sizes or (whole & upper) - named - picking
    return sizes, whole - sizes


def _symbols(expressions: Iterable[Basic]) -> set[Symbol]:
    return {s for e in expressions for s in e.free_symbols if isinstance(s, Symbol)}


def _exponents(nodes: set[Any]) -> set[str]:
    """Return the names that an exponential has in its exponent with an integer factor."""
    terms = [term for e in _of_kind(nodes, sp.exp) for term in sp.Add.make_args(e.args[0])]
    factors = [term.as_coeff_Mul() for term in terms]
    atoms = [atom for coefficient, atom in factors if coefficient.is_Integer]
    named = [atom.base.label if isinstance(atom, Indexed) else atom for atom in atoms]
    return {str(atom) for atom in named if isinstance(atom, Symbol)}


def _names(parts: Iterable[Basic]) -> set[str]:
    return {str(symbol) for part in parts for symbol in part.free_symbols}


def _constants(nodes: set[Any]) -> set[Fraction]:
    """Return the numbers inside conditions and kinks."""
    numbers = {n for step in _of_kind(nodes, *STEPS) for n in step.atoms(sp.Rational)}
    return {Fraction(int(n.p), int(n.q)) for n in numbers}


def _counts(nodes: set[Any]) -> set[int]:
    """Return the integers that sizes and indices are compared with."""
    steps = _of_kind(nodes, *STEPS)
    places = [step for step in steps if all(side.is_integer for side in step.args)]
    places += [part for limit in _limits(nodes) for part in limit]
    places += [index for entry in _of_kind(nodes, Indexed) for index in entry.indices]
    return {int(number) for place in places for number in place.atoms(sp.Integer)}
