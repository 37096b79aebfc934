"""Rules for sums and products: loops of our own, each value computed once at a point."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import sympy as sp
from sympy import Basic

from ce_helpers.symbolic._arithmetic import NoValue, Number, Undecided, product, total, whole
from ce_helpers.symbolic._letters import key
from ce_helpers.symbolic._scope import Rule, Scope, Translate, Translation

COST_OF_FUNCTION = 10
_COSTLY = (sp.Function, sp.Pow)

Limits = list[tuple[str, Translation, Translation]]


def cost_of(e: Basic) -> int:
    """Return about how much work it is to evaluate an expression with sums of one term."""
    nodes = sp.preorder_traversal(e)
    return sum(COST_OF_FUNCTION if isinstance(node, _COSTLY) else 1 for node in nodes)


def _loop(e: Any, translate: Translate) -> Translation:
    if any(len(limits) != 3 for limits in e.limits):
        raise Undecided("a sum or product has no limits")
    combine = total if isinstance(e, sp.Sum) else product
    body, cost = translate(e.function), 1 + cost_of(e.function)
    limits = [(key(k), translate(low), translate(high)) for k, low, high in reversed(e.limits)]
    letters = sorted({key(letter) for letter in e.free_symbols if letter.is_Symbol})

    def value(scope: Scope) -> Number:
        known = (e, *[scope.bound.get(letter) for letter in letters])
        if known not in scope.known:
            scope.known[known] = combine(list(_terms(scope, limits, body, cost)))
        return scope.known[known]

    return value


def _terms(scope: Scope, limits: Limits, body: Translation, cost: int) -> Iterator[Number]:
    """Yield the terms of a sum or product; the outermost limits come first."""
    if not limits:
        scope.spend(cost)
        yield body(scope)
        return
    (letter, low, high), *inner = limits
    around = scope.bound.get(letter)
    for number in _range(low(scope), high(scope)):
        scope.bound[letter] = Fraction(number)
        yield from _terms(scope, inner, body, cost)
    if around is None:
        scope.bound.pop(letter, None)
    else:
        scope.bound[letter] = around


def _range(low: Number, high: Number) -> range:
    """Return the integers from low to high; none where high is below low."""
    first, last = whole(low), whole(high)
    if first is None or last is None:
        raise NoValue("has a sum whose limits are no integers")
    return range(first, last + 1)


RULES: Mapping[type, Rule] = {sp.Sum: _loop, sp.Product: _loop}
