"""Functions that expressions may hold, by what computes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import sympy as sp
from sympy import functions as f

from ce_helpers.symbolic._arithmetic import (
    CONTEXT,
    NoValue,
    Number,
    Undecided,
    finite,
    logarithm,
    moderate,
    order,
    power,
    product,
    total,
    whole,
)

LARGEST_FACTORIAL = 1000


def _absolute(number: Number) -> Number:
    return abs(number)


def _largest(*values: Number) -> Number:
    found = values[0]
    for value in values[1:]:
        found = value if order(value, found) > 0 else found
    return found


def _smallest(*values: Number) -> Number:
    return -_largest(*(-value for value in values))


def _floor(number: Number) -> Number:
    integer = whole(number)
    return Fraction(int(CONTEXT.floor(moderate(number))) if integer is None else integer)


def _ceiling(number: Number) -> Number:
    return -_floor(-number)


def _remainder(dividend: Number, divisor: Number) -> Number:
    quotient = product([dividend, power(divisor, Fraction(-1))])
    return total([dividend, -product([divisor, _floor(quotient)])])


def _delta(first: Number, second: Number, limits: tuple[Number, Number] | None = None) -> Number:
    inside = limits is None or order(limits[0], first) <= 0 <= order(limits[1], first)
    return Fraction(inside and order(first, second) == 0)


# exact for exact arguments
EXACT: Mapping[Any, Callable[..., Any]] = {
    sp.Add: lambda *values: total(values),
    sp.Mul: lambda *values: product(values),
    sp.Pow: power,
    sp.log: logarithm,
    sp.Abs: _absolute,
    sp.Max: _largest,
    sp.Min: _smallest,
    sp.floor: _floor,
    sp.ceiling: _ceiling,
    sp.Mod: _remainder,
    sp.KroneckerDelta: _delta,
    sp.Tuple: lambda *values: values,
    sp.UnevaluatedExpr: lambda value: value,
}

# functions of SymPy that mpmath has under the same name, or another
_SAME = (
    "sin cos tan cot sec csc asin acos atan acot asec acsc atan2 sinh cosh tanh coth sech csch "
    "asinh acosh atanh acoth asech acsch factorial binomial gamma loggamma digamma erf erfc "
    "harmonic zeta polylog re im arg"
).split()
_OTHER = {"conjugate": "conj", "LambertW": "lambertw", "polygamma": "psi"}


def _by_mpmath(name: str) -> Callable[..., Any]:
    function = getattr(CONTEXT, name)

    def value(*arguments: Number) -> Number:
        try:
            return finite(function(*map(moderate, arguments)))
        except ValueError:
            raise NoValue("has no value: look for a division by 0") from None
        except (TypeError, NotImplementedError, OverflowError, CONTEXT.NoConvergence):
            raise Undecided(f"{name} has no value by numbers") from None

    return value


INEXACT: Mapping[Any, Callable[..., Any]] = {
    getattr(f, name): _by_mpmath(_OTHER.get(name, name)) for name in [*_SAME, *_OTHER]
}

# with as many digits as are asked for
CONSTANTS: Mapping[Any, Any] = {
    sp.pi: CONTEXT.pi,
    sp.E: CONTEXT.e,
    sp.I: CONTEXT.j,
    sp.EulerGamma: CONTEXT.euler,
    sp.GoldenRatio: CONTEXT.phi,
    sp.Catalan: CONTEXT.catalan,
}
