"""Functions that expressions may hold, by what computes them from the values of their parts."""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import sympy as sp
from sympy import functions as f

from ce_helpers.symbolic import _arithmetic as numbers
from ce_helpers.symbolic._arithmetic import CONTEXT, DIVIDED, NoValue, Number, Undecided

_by_order = functools.cmp_to_key(numbers.order)


def _floor(number: Number) -> Number:
    integer = numbers.whole(number)
    return Fraction(int(CONTEXT.floor(numbers.moderate(number))) if integer is None else integer)


def _remainder(dividend: Number, divisor: Number) -> Number:
    quotient = numbers.product([dividend, numbers.power(divisor, Fraction(-1))])
    return numbers.total([dividend, -numbers.product([divisor, _floor(quotient)])])


def _delta(first: Number, second: Number, limits: tuple[Number, Number] | None = None) -> Number:
    inside = limits is None or numbers.order(limits[0], first) <= 0 <= numbers.order(
        limits[1], first
    )
    return Fraction(inside and numbers.order(first, second) == 0)


def _undefined() -> Number:
    raise NoValue(DIVIDED)


# exact for exact arguments
_EXACT: Mapping[Any, Callable[..., Any]] = {
    sp.Add: lambda *values: numbers.total(values),
    sp.Mul: lambda *values: numbers.product(values),
    sp.Pow: numbers.power,
    sp.log: numbers.logarithm,
    sp.Abs: operator.abs,
    sp.Max: lambda *values: max(values, key=_by_order),
    sp.Min: lambda *values: min(values, key=_by_order),
    sp.floor: _floor,
    sp.ceiling: lambda number: -_floor(-number),
    sp.Mod: _remainder,
    sp.KroneckerDelta: _delta,
    sp.Tuple: lambda *values: values,
    sp.zoo.func: _undefined,
    sp.nan.func: _undefined,
    sp.true.func: lambda: True,
    sp.false.func: lambda: False,
    sp.Eq: numbers.same_value,
    sp.Ne: lambda first, second: not numbers.same_value(first, second),
    sp.Not: operator.not_,
    sp.Xor: lambda *values: sum(values) % 2 == 1,
}

# functions of SymPy that mpmath has under the same name, or another
_SAME = (
    "sin cos tan cot sec csc asin acos atan acot asec acsc atan2 sinh cosh tanh coth sech csch "
    "asinh acosh atanh acoth asech acsch factorial binomial gamma loggamma digamma erf erfc "
    "harmonic zeta polylog re im arg"
).split()
_OTHER = {"conjugate": "conj", "LambertW": "lambertw", "polygamma": "psi"}
# constants, with as many digits as are asked for
_CONSTANTS = {
    sp.pi: CONTEXT.pi,
    sp.E: CONTEXT.e,
    sp.I: CONTEXT.j,
    sp.EulerGamma: CONTEXT.euler,
    sp.GoldenRatio: CONTEXT.phi,
    sp.Catalan: CONTEXT.catalan,
}


def _by_mpmath(name: str) -> Callable[..., Any]:
    function = getattr(CONTEXT, name)

    def value(*arguments: Number) -> Number:
        try:
            return numbers.finite(function(*map(numbers.moderate, arguments)))
        except ValueError:
            raise NoValue(DIVIDED) from None
        except (TypeError, NotImplementedError, OverflowError, CONTEXT.NoConvergence):
            raise Undecided(f"{name} has no value by numbers") from None

    return value


FUNCTIONS: Mapping[Any, Callable[..., Any]] = {
    **_EXACT,
    **{getattr(f, name): _by_mpmath(_OTHER.get(name, name)) for name in [*_SAME, *_OTHER]},
    **{e.func: functools.partial(operator.pos, number) for e, number in _CONSTANTS.items()},
}
