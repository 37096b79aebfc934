"""Expressions as nested functions of a scope: translated once, called at each point.

Sums and products are loops of our own, and each is computed once at a point.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any, Protocol

import sympy as sp
from sympy import Basic, Indexed, Symbol

from ce_helpers.symbolic._arithmetic import (
    DIVIDED,
    NoValue,
    Number,
    Undecided,
    exponential,
    order,
    power,
    product,
    total,
    whole,
)
from ce_helpers.symbolic._functions import FUNCTIONS
from ce_helpers.symbolic._letters import key

MOST_WORK = 400_000
COST_OF_FUNCTION = 10
_COSTLY = (sp.Function, sp.Pow)
_ORDERS = {
    sp.StrictLessThan: operator.lt,
    sp.LessThan: operator.le,
    sp.StrictGreaterThan: operator.gt,
    sp.GreaterThan: operator.ge,
}


class Place(Protocol):
    """Numbers for letters and entries, such as `Point`."""

    def is_array(self, name: str) -> bool:
        """Return whether a name is that of an array."""

    def letter(self, name: str) -> Number | None:
        """Return the value of a letter, or None if it has none."""

    def entry(self, base: str, indices: tuple[int, ...]) -> Number:
        """Return the value of an entry."""

    def exponential(self, base: str, indices: tuple[int, ...]) -> Number | None:
        """Return the exact exponential of an entry or letter, or None if there is none."""


class TooMuchWork(NoValue):
    """A sum has more terms than are added up here."""


class Scope:
    """What is known while an expression is evaluated at one point."""

    def __init__(self, place: Place, most_work: int = MOST_WORK) -> None:
        self.place = place
        self.spent = 0
        self.most_work = most_work
        self.bound: dict[str, Number] = {}  # the letters of the sums around
        self.known: dict[Any, Number] = {}  # values of sums, by the letters that they hold
        self.at_kink = False  # whether two equal real numbers were put in order

    def spend(self, work: int) -> None:
        """Count what the next terms cost, before any of them is computed."""
        self.spent = min(self.spent + work, self.most_work + 1)
        if self.spent > self.most_work:
            raise TooMuchWork("runs over too many terms")

    def order(self, first: Number, second: Number) -> int:
        """Return the order of two real numbers, and note a tie."""
        found = order(first, second)
        self.at_kink |= found == 0
        return found


Translation = Callable[[Scope], Any]


def evaluate(expression: Any, scope: Scope) -> Number:
    """Return the value of an expression in a scope; the reason of a failure has no subject."""
    try:
        return translated(sp.sympify(expression))(scope)
    except ZeroDivisionError:
        raise NoValue(DIVIDED) from None
    except RecursionError:
        raise Undecided("it is nested too deeply") from None


@functools.lru_cache(maxsize=8192)
def translated(e: Basic) -> Translation:
    """Return a function from a scope to the value of an expression or condition.

    Raises
    ------
    Undecided
        If there is no rule for a head that it holds.
    """
    for kind in type(e).__mro__:
        if kind in _RULES:
            return _RULES[kind](e)
    function = FUNCTIONS.get(e.func)
    if function is None:
        raise Undecided(f"{e.func.__name__} has no rule here")
    parts = [translated(part) for part in e.args]
    return lambda scope: function(*[part(scope) for part in parts])


def cost_of(e: Basic) -> int:
    """Return about how much work it is to evaluate an expression with sums of one term."""
    nodes = sp.preorder_traversal(e)
    return sum(COST_OF_FUNCTION if isinstance(node, _COSTLY) else 1 for node in nodes)


def _rational(e: Any) -> Translation:
    number = Fraction(int(e.p), int(e.q))
    return lambda scope: number


def _letter(e: Any) -> Translation:
    name = key(e)

    def value(scope: Scope) -> Number:
        found = scope.bound.get(name)
        found = scope.place.letter(name) if found is None else found
        if found is None:
            raise NoValue(_without_value(e, name, scope.place))
        return found

    return value


def _without_value(e: Any, name: str, place: Place) -> str:
    if place.is_array(name):
        return f"holds {name} without an index: write {name}[j]"
    if e.is_integer:
        return f"leaves {name} free: is it an index that a sum should run over?"
    return f"holds {name}, which has no value here"


def _entry(e: Any) -> Translation:
    base, indices = e.base.label.name, _indices(e)
    return lambda scope: scope.place.entry(base, indices(scope))


def _indices(e: Any) -> Callable[[Scope], tuple[int, ...]]:
    parts = [translated(index) for index in e.indices]

    def integer(number: Number) -> int:
        found = whole(number)
        if found is None:
            raise NoValue(f"holds {e} with an index that is no integer")
        return found

    return lambda scope: tuple([integer(part(scope)) for part in parts])


def _exponential(e: Any) -> Translation:
    factors = [_exponential_of(term) for term in sp.Add.make_args(e.args[0])]
    return lambda scope: product([factor(scope) for factor in factors])


def _exponential_of(term: Any) -> Translation:
    """Translate e to the power of one term; exact where the point has it."""
    coefficient, atom = term.as_coeff_Mul()
    plain = translated(term)
    if not coefficient.is_Integer or not isinstance(atom, (Symbol, Indexed)):
        return lambda scope: exponential(plain(scope))
    entry = isinstance(atom, Indexed)
    name = atom.base.label.name if entry else key(atom)
    indices = _indices(atom) if entry else lambda scope: ()
    exponent = Fraction(int(coefficient))

    def value(scope: Scope) -> Number:
        is_free = scope.bound.get(name) is None
        u = scope.place.exponential(name, indices(scope)) if is_free else None
        return exponential(plain(scope)) if u is None else power(u, exponent)

    return value


def _loop(e: Any) -> Translation:
    if any(len(limits) != 3 for limits in e.limits):
        raise Undecided("a sum or product has no limits")
    combine = total if isinstance(e, sp.Sum) else product
    body, cost = translated(e.function), 1 + cost_of(e.function)
    limits = [(key(k), translated(low), translated(high)) for k, low, high in reversed(e.limits)]
    letters = sorted({key(letter) for letter in e.free_symbols if letter.is_Symbol})

    def terms(scope: Scope, depth: int = 0) -> Iterator[Number]:
        """Yield the terms; the outermost limits come first."""
        if depth == len(limits):
            yield body(scope)
            return
        letter, low, high = limits[depth]
        around = scope.bound.get(letter)
        numbers = _range(low(scope), high(scope))
        if depth + 1 == len(limits):
            scope.spend(cost * max(0, numbers.stop - numbers.start))
        for number in numbers:
            scope.bound[letter] = Fraction(number)
            yield from terms(scope, depth + 1)
        scope.bound[letter] = around

    def value(scope: Scope) -> Number:
        known = (e, *[scope.bound.get(letter) for letter in letters])
        if known not in scope.known:
            scope.known[known] = combine(list(terms(scope)))
        return scope.known[known]

    return value


def _range(low: Number, high: Number) -> range:
    """Return the integers from low to high; none where high is below low."""
    first, last = whole(low), whole(high)
    if first is None or last is None:
        raise NoValue("has a sum whose limits are no integers")
    return range(first, last + 1)


def _order(e: Any) -> Translation:
    first, second = map(translated, e.args)
    holds = _ORDERS[e.func]
    if e.lhs.is_integer and e.rhs.is_integer:
        return lambda scope: holds(order(first(scope), second(scope)), 0)
    return lambda scope: holds(scope.order(first(scope), second(scope)), 0)


def _all_or_any(e: Any) -> Translation:
    parts, combine = [translated(part) for part in e.args], all if isinstance(e, sp.And) else any
    return lambda scope: combine(part(scope) for part in parts)


def _choice(e: Any) -> Translation:
    condition, yes, no = map(translated, e.args)
    return lambda scope: (yes if condition(scope) else no)(scope)


def _cases(e: Any) -> Translation:
    cases = [(translated(branch), translated(condition)) for branch, condition in e.args]

    def value(scope: Scope) -> Number:
        for branch, condition in cases:
            if condition(scope):
                return branch(scope)
        raise NoValue("has no case for some points: add (…, True) at the end of Piecewise")

    return value


def _step(e: Any) -> Translation:
    argument, at_zero = map(translated, e.args)

    def value(scope: Scope) -> Number:
        side = scope.order(argument(scope), Fraction(0))
        return at_zero(scope) if side == 0 else Fraction(side > 0)

    return value


def _sign(e: Any) -> Translation:
    argument = translated(e.args[0])
    return lambda scope: Fraction(scope.order(argument(scope), Fraction(0)))


# by type, or by one that it is derived from; all that depends on more than the parts' values
_RULES: dict[type, Callable[[Any], Translation]] = {
    sp.Rational: _rational,
    Symbol: _letter,
    sp.IndexedBase: _letter,
    Indexed: _entry,
    sp.exp: _exponential,
    sp.Sum: _loop,
    sp.Product: _loop,
    **dict.fromkeys(_ORDERS, _order),
    sp.And: _all_or_any,
    sp.Or: _all_or_any,
    sp.ITE: _choice,
    sp.Piecewise: _cases,
    sp.Heaviside: _step,
    sp.sign: _sign,
}
