"""Rules for numbers, letters, entries, and exponentials of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import sympy as sp
from sympy import Indexed, IndexedBase, Symbol

from ce_helpers.symbolic._arithmetic import (
    NoValue,
    Number,
    Undecided,
    exponential,
    power,
    product,
    whole,
)
from ce_helpers.symbolic._heads import CONSTANTS
from ce_helpers.symbolic._letters import key
from ce_helpers.symbolic._scope import Place, Rule, Scope, Translate, Translation


def _rational(e: Any, translate: Translate) -> Translation:
    number = Fraction(int(e.p), int(e.q))
    return lambda scope: number


def _constant(e: Any, translate: Translate) -> Translation:
    if e not in CONSTANTS:
        raise Undecided(f"{e} has no rule here")
    constant = CONSTANTS[e]
    return lambda scope: +constant


def _nothing(e: Any, translate: Translate) -> Translation:
    def value(scope: Scope) -> Number:
        raise ZeroDivisionError

    return value


def _letter(e: Any, translate: Translate) -> Translation:
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


def _entry(e: Any, translate: Translate) -> Translation:
    base, indices = str(e.base.label), _indices(e, translate)
    return lambda scope: scope.place.entry(base, indices(scope))


def _indices(e: Any, translate: Translate) -> Callable[[Scope], tuple[int, ...]]:
    parts = [translate(index) for index in e.indices]

    def integer(number: Number) -> int:
        found = whole(number)
        if found is None:
            raise NoValue(f"holds {e} with an index that is no integer")
        return found

    return lambda scope: tuple([integer(part(scope)) for part in parts])


def _exponential(e: Any, translate: Translate) -> Translation:
    factors = [_exponential_of(term, translate) for term in sp.Add.make_args(e.args[0])]
    return lambda scope: product([factor(scope) for factor in factors])


def _exponential_of(term: Any, translate: Translate) -> Translation:
    """Translate e to the power of one term; exact where the point has it."""
    coefficient, atom = term.as_coeff_Mul()
    plain = translate(term)
    if not coefficient.is_Integer or not isinstance(atom, (Symbol, Indexed)):
        return lambda scope: exponential(plain(scope))
    entry = isinstance(atom, Indexed)
    name = str(atom.base.label) if entry else key(atom)
    indices = _indices(atom, translate) if entry else lambda scope: ()
    exponent = Fraction(int(coefficient))

    def value(scope: Scope) -> Number:
        u = None if name in scope.bound else scope.place.exponential(name, indices(scope))
        return exponential(plain(scope)) if u is None else power(u, exponent)

    return value


RULES: Mapping[type, Rule] = {
    sp.Rational: _rational,
    sp.NumberSymbol: _constant,
    type(sp.I): _constant,
    type(sp.zoo): _nothing,
    type(sp.nan): _nothing,
    Symbol: _letter,
    sp.Idx: _letter,
    IndexedBase: _letter,
    Indexed: _entry,
    sp.exp: _exponential,
}
