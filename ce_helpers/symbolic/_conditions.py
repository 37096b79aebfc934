"""Rules for conditions, cases, and functions that jump."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import sympy as sp
from sympy.core.relational import Relational
from sympy.logic import boolalg

from ce_helpers.symbolic._arithmetic import NoValue, Number, order, same_value
from ce_helpers.symbolic._scope import Rule, Scope, Translate, Translation

_ORDERS: Mapping[Any, Callable[[int], bool]] = {
    sp.StrictLessThan: lambda side: side < 0,
    sp.LessThan: lambda side: side <= 0,
    sp.StrictGreaterThan: lambda side: side > 0,
    sp.GreaterThan: lambda side: side >= 0,
}


def _relation(e: Any, translate: Translate) -> Translation:
    first, second = translate(e.lhs), translate(e.rhs)
    if e.func in (sp.Eq, sp.Ne):
        wanted = e.func is sp.Eq
        return lambda scope: same_value(first(scope), second(scope)) is wanted
    holds = _ORDERS[e.func]
    if e.lhs.is_integer and e.rhs.is_integer:
        return lambda scope: holds(order(first(scope), second(scope)))
    return lambda scope: holds(scope.order(first(scope), second(scope)))


def _truth(e: Any, translate: Translate) -> Translation:
    holds = bool(e)
    return lambda scope: holds


def _all_or_any(e: Any, translate: Translate) -> Translation:
    parts, combine = [translate(part) for part in e.args], all if isinstance(e, sp.And) else any
    return lambda scope: combine(part(scope) for part in parts)


def _not(e: Any, translate: Translate) -> Translation:
    part = translate(e.args[0])
    return lambda scope: not part(scope)


def _xor(e: Any, translate: Translate) -> Translation:
    parts = [translate(part) for part in e.args]
    return lambda scope: sum(part(scope) for part in parts) % 2 == 1


def _if(e: Any, translate: Translate) -> Translation:
    condition, yes, no = map(translate, e.args)
    return lambda scope: yes(scope) if condition(scope) else no(scope)


def _cases(e: Any, translate: Translate) -> Translation:
    cases = [(translate(branch), translate(condition)) for branch, condition in e.args]

    def value(scope: Scope) -> Number:
        for branch, condition in cases:
            if condition(scope):
                return branch(scope)
        raise NoValue("has no case for some points: add (…, True) at the end of Piecewise")

    return value


def _step(e: Any, translate: Translate) -> Translation:
    argument, at_zero = map(translate, e.args)

    def value(scope: Scope) -> Number:
        side = scope.order(argument(scope), Fraction(0))
        return at_zero(scope) if side == 0 else Fraction(side > 0)

    return value


def _sign(e: Any, translate: Translate) -> Translation:
    argument = translate(e.args[0])
    return lambda scope: Fraction(scope.order(argument(scope), Fraction(0)))


RULES: Mapping[type, Rule] = {
    Relational: _relation,
    boolalg.BooleanAtom: _truth,
    sp.And: _all_or_any,
    sp.Or: _all_or_any,
    sp.Not: _not,
    sp.Xor: _xor,
    sp.ITE: _if,
    sp.Piecewise: _cases,
    sp.Heaviside: _step,
    sp.sign: _sign,
}
