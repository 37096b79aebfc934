"""Expressions as nested functions of a scope: translated once, called at each point."""

from __future__ import annotations

import functools
from typing import Any

import sympy as sp
from sympy import Basic

from ce_helpers.symbolic import _conditions, _loops, _quantities
from ce_helpers.symbolic._arithmetic import NoValue, Number, Undecided
from ce_helpers.symbolic._heads import EXACT, INEXACT
from ce_helpers.symbolic._scope import Scope, Translation

_RULES = {**_quantities.RULES, **_loops.RULES, **_conditions.RULES}


def evaluate(expression: Any, scope: Scope) -> Number:
    """Return the value of an expression in a scope; the reason of a failure has no subject."""
    try:
        return translated(sp.sympify(expression))(scope)
    except ZeroDivisionError:
        raise NoValue("has no value: look for a division by 0") from None
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
            return _RULES[kind](e, translated)
    function = EXACT.get(e.func) or INEXACT.get(e.func)
    if function is None:
        raise Undecided(f"{e.func.__name__} has no rule here")
    parts = [translated(part) for part in e.args]
    return lambda scope: function(*[part(scope) for part in parts])
