"""Expressions as nested functions of a scope: translated once, called at each point."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any, Protocol

import sympy as sp
from sympy import Basic, Indexed, IndexedBase, Symbol
from sympy.core.relational import Relational
from sympy.logic import boolalg

from ce_helpers.symbolic import arithmetic
from ce_helpers.symbolic.arithmetic import NoValue, Number, Undecided, order
from ce_helpers.symbolic.heads import CONSTANTS, EXACT, INEXACT
from ce_helpers.symbolic.letters import key

MOST_WORK = 400_000
COST_OF_FUNCTION = 10
_COSTLY = (sp.Function, sp.Pow)


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
        self.at_kink = False  # whether two equal numbers were put in order

    def spend(self, work: int) -> None:
        """Count what the next term costs."""
        self.spent += work
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
        raise NoValue("has no value: look for a division by 0") from None
    except RecursionError:
        raise Undecided("it is nested too deeply") from None


@functools.lru_cache(maxsize=1024)
def cost_of(e: Basic) -> int:
    """Return about how much work it is to evaluate an expression with sums of one term."""
    nodes = sp.preorder_traversal(e)
    return sum(COST_OF_FUNCTION if isinstance(node, _COSTLY) else 1 for node in nodes)


@functools.lru_cache(maxsize=8192)
def translated(e: Basic) -> Translation:
    """Return a function from a scope to the value of an expression or condition."""
    return _translate(e)


def _parts(e: Basic) -> list[Translation]:
    return [translated(part) for part in e.args]


@functools.singledispatch
def _translate(e: Any) -> Translation:
    """Translate a head that is in a table; refuse all others."""
    function = EXACT.get(e.func) or INEXACT.get(e.func)
    if function is None:
        raise Undecided(f"{e.func.__name__} has no rule here")
    parts = _parts(e)
    return lambda scope: function(*[part(scope) for part in parts])


@_translate.register(sp.Rational)
def _(e: Any) -> Translation:
    number = Fraction(int(e.p), int(e.q))
    return lambda scope: number


@_translate.register(sp.NumberSymbol)
@_translate.register(type(sp.I))
def _(e: Any) -> Translation:
    if e not in CONSTANTS:
        raise Undecided(f"{e} has no rule here")
    constant = CONSTANTS[e]
    return lambda scope: +constant


@_translate.register(type(sp.zoo))
@_translate.register(type(sp.nan))
def _(e: Any) -> Translation:
    def value(scope: Scope) -> Number:
        raise ZeroDivisionError

    return value


@_translate.register(Symbol)
@_translate.register(sp.Idx)
@_translate.register(IndexedBase)
def _(e: Any) -> Translation:
    name = key(e)
    counts = e.is_integer

    def value(scope: Scope) -> Number:
        found = scope.bound.get(name)
        found = scope.place.letter(name) if found is None else found
        if found is None:
            raise NoValue(_without_value(name, counts, scope.place))
        return found

    return value


def _without_value(name: str, counts: bool | None, place: Place) -> str:
    if place.is_array(name):
        return f"holds {name} without an index: write {name}[j]"
    if counts:
        return f"leaves {name} free: is it an index that a sum should run over?"
    return f"holds {name}, which has no value here"


@_translate.register(Indexed)
def _(e: Any) -> Translation:
    base, indices = str(e.base.label), _indices(e)
    return lambda scope: scope.place.entry(base, indices(scope))


def _indices(e: Any) -> Callable[[Scope], tuple[int, ...]]:
    parts = [translated(index) for index in e.indices]

    def integer(number: Number) -> int:
        found = arithmetic.whole(number)
        if found is None:
            raise NoValue(f"holds {e} with an index that is no integer")
        return found

    return lambda scope: tuple(integer(part(scope)) for part in parts)


@_translate.register(sp.exp)
def _(e: Any) -> Translation:
    factors = [_exponential(term) for term in sp.Add.make_args(e.args[0])]
    return lambda scope: arithmetic.product([factor(scope) for factor in factors])


def _exponential(term: Any) -> Translation:
    """Translate e to the power of one term; exact where the point has it."""
    coefficient, atom = term.as_coeff_Mul()
    plain = translated(term)
    if not coefficient.is_Integer or not isinstance(atom, (Symbol, Indexed)):
        return lambda scope: arithmetic.exponential(plain(scope))
    name = str(atom.base.label) if isinstance(atom, Indexed) else key(atom)
    indices = _indices(atom) if isinstance(atom, Indexed) else lambda scope: ()
    exponent = Fraction(int(coefficient))

    def value(scope: Scope) -> Number:
        u = None if name in scope.bound else scope.place.exponential(name, indices(scope))
        return arithmetic.exponential(plain(scope)) if u is None else arithmetic.power(u, exponent)

    return value


@_translate.register(sp.Sum)
@_translate.register(sp.Product)
def _(e: Any) -> Translation:
    if any(len(limits) != 3 for limits in e.limits):
        raise Undecided("a sum or product has no limits")
    body, combine = (
        translated(e.function),
        arithmetic.total if e.func is sp.Sum else arithmetic.product,
    )
    limits = [(key(k), translated(low), translated(high)) for k, low, high in reversed(e.limits)]
    cost = 1 + cost_of(e.function)
    letters = sorted({key(letter) for letter in e.free_symbols if letter.is_Symbol})

    def value(scope: Scope) -> Number:
        known = (e, *[scope.bound.get(letter) for letter in letters])
        if known not in scope.known:
            scope.known[known] = combine(list(_terms(scope, limits, body, cost)))
        return scope.known[known]

    return value


def _terms(
    scope: Scope,
    limits: list[tuple[str, Translation, Translation]],
    body: Translation,
    cost: int,
) -> Iterator[Number]:
    """Yield the terms of a sum or product; the outermost limits come first."""
    if not limits:
        scope.spend(cost)
        yield body(scope)
        return
    (letter, low, high), *inner = limits
    around = scope.bound.get(letter)
    first, last = arithmetic.whole(low(scope)), arithmetic.whole(high(scope))
    if first is None or last is None:
        raise NoValue("has a sum whose limits are no integers")
    for number in range(first, last + 1):
        scope.bound[letter] = Fraction(number)
        yield from _terms(scope, inner, body, cost)
    if around is None:
        scope.bound.pop(letter, None)
    else:
        scope.bound[letter] = around


@_translate.register(sp.Piecewise)
def _(e: Any) -> Translation:
    cases = [(translated(branch), translated(condition)) for branch, condition in e.args]

    def value(scope: Scope) -> Number:
        for branch, condition in cases:
            if condition(scope):
                return branch(scope)
        raise NoValue("has no case for some points: add (…, True) at the end of Piecewise")

    return value


@_translate.register(sp.Heaviside)
def _(e: Any) -> Translation:
    argument, at_zero = _parts(e)
    zero = Fraction(0)

    def value(scope: Scope) -> Number:
        side = scope.order(argument(scope), zero)
        return at_zero(scope) if side == 0 else Fraction(side > 0)

    return value


@_translate.register(sp.sign)
def _(e: Any) -> Translation:
    (argument,) = _parts(e)
    return lambda scope: Fraction(scope.order(argument(scope), Fraction(0)))


_ORDERS: dict[Any, Callable[[int], bool]] = {
    sp.StrictLessThan: lambda side: side < 0,
    sp.LessThan: lambda side: side <= 0,
    sp.StrictGreaterThan: lambda side: side > 0,
    sp.GreaterThan: lambda side: side >= 0,
}


@_translate.register(Relational)
def _(e: Any) -> Translation:
    first, second = _parts(e)
    if e.func in (sp.Eq, sp.Ne):
        wanted = e.func is sp.Eq
        return lambda scope: arithmetic.same_value(first(scope), second(scope)) is wanted
    holds = _ORDERS[e.func]
    if e.lhs.is_integer and e.rhs.is_integer:
        return lambda scope: holds(order(first(scope), second(scope)))
    return lambda scope: holds(scope.order(first(scope), second(scope)))


@_translate.register(boolalg.BooleanAtom)
def _(e: Any) -> Translation:
    holds = bool(e)
    return lambda scope: holds


@_translate.register(sp.And)
@_translate.register(sp.Or)
def _(e: Any) -> Translation:
    parts, combine = _parts(e), all if e.func is sp.And else any
    return lambda scope: combine(part(scope) for part in parts)


@_translate.register(sp.Not)
def _(e: Any) -> Translation:
    (part,) = _parts(e)
    return lambda scope: not part(scope)


@_translate.register(sp.Xor)
def _(e: Any) -> Translation:
    parts = _parts(e)
    return lambda scope: sum(part(scope) for part in parts) % 2 == 1


@_translate.register(sp.ITE)
def _(e: Any) -> Translation:
    condition, yes, no = _parts(e)
    return lambda scope: yes(scope) if condition(scope) else no(scope)
