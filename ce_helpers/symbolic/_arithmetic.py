"""Exact numbers: fractions as far as they go, then numbers of 50 digits."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any

import mpmath

from ce_helpers.checking import CheckFailed

CONTEXT = mpmath.mp.clone()
CONTEXT.dps = 50
# rounding loses a few of the 50 digits, a real difference at a random point not 20 of them
TOLERANCE = CONTEXT.mpf("1e-30")
# a slope measured in floating point is right to about eight digits
MEASURED = CONTEXT.mpf("1e-6")
ROUNDING = 0.8  # the share of digits without which a sum is nothing but rounding
MOST_BITS = 4096
# beyond these, sums of large and small numbers would lose more digits than are ever carried
LARGEST_MAGNITUDE = 1000
LARGEST_ARGUMENT = 32

Number = Any  # a Fraction, or a real or complex number of CONTEXT
DIVIDED = "has no value: look for a division by 0"


class NoValue(CheckFailed):
    """An expression has no value at a point; the sentence says why."""


class Undecided(Exception):
    """An expression may have a value, but this package cannot compute it."""


def inexact(number: Number) -> Number:
    """Return a number with 50 digits."""
    if isinstance(number, Fraction):
        return CONTEXT.mpf(number.numerator) / number.denominator
    return CONTEXT.convert(number)


def same_value(first: Number, second: Number) -> bool:
    """Return whether two values are equal.

    Parameters
    ----------
    first, second : Fraction, mpf, mpc or float
        A float is a measured value.

    Returns
    -------
    bool
        Exactly for two fractions, to 30 of 50 digits otherwise, to 6 for a measured value.
    """
    if isinstance(first, Fraction) and isinstance(second, Fraction):
        return first == second
    measured = isinstance(first, float) or isinstance(second, float)
    left, right = inexact(first), inexact(second)
    bound = MEASURED if measured else TOLERANCE
    return bool(abs(left - right) <= bound * max(1, abs(left), abs(right)))


def order(first: Number, second: Number) -> int:
    """Return -1, 0 or 1 as the first real number is below, at or above the second."""
    if same_value(first, second):
        return 0
    if isinstance(first, Fraction) and isinstance(second, Fraction):
        return 1 if first > second else -1
    return 1 if real(first) > real(second) else -1


def real(number: Number) -> Number:
    """Return a number that is real, without an imaginary part that is rounding alone."""
    found = inexact(number)
    if abs(found.imag) > TOLERANCE * max(1, abs(found)):
        raise NoValue("compares numbers that are not real")
    return found.real


def whole(number: Number) -> int | None:
    """Return the integer that a number is, or None."""
    if isinstance(number, Fraction):
        return number.numerator if number.denominator == 1 else None
    nearest = int(CONTEXT.nint(real(moderate(number))))
    return nearest if same_value(number, Fraction(nearest)) else None


def total(values: Iterable[Number]) -> Number:
    """Return a sum, exact if all its terms are; what is rounding alone is 0."""
    exact, rest = _split(values, operator.add, Fraction(0))
    if not rest:
        return exact
    found = sum(rest, inexact(exact))
    largest = max(map(CONTEXT.mag, rest))
    return found if CONTEXT.mag(found) > largest - ROUNDING * CONTEXT.prec else Fraction(0)


def product(values: Iterable[Number]) -> Number:
    """Return a product, exact if all its factors are."""
    exact, rest = _split(values, operator.mul, Fraction(1))
    return finite(math.prod(rest, start=inexact(exact))) if rest else exact


def _split(
    values: Iterable[Number], combine: Callable[[Fraction, Fraction], Fraction], start: Fraction
) -> tuple[Fraction, list[Number]]:
    """Return the fractions in one, as long as it is no huge one, and the rest with 50 digits."""
    exact, rest = start, []
    for value in values:
        if isinstance(value, Fraction) and _bits(exact) + _bits(value) <= MOST_BITS:
            exact = combine(exact, value)
        else:
            rest.append(inexact(value))
    return exact, rest


def _bits(number: Fraction) -> int:
    return max(number.numerator.bit_length(), number.denominator.bit_length())


def power(base: Number, exponent: Number) -> Number:
    """Return a power: exact for a fraction to the power of an integer, unless it is huge."""
    if isinstance(exponent, Fraction) and exponent.denominator == 1:
        n = exponent.numerator
        small = isinstance(base, Fraction) and abs(n) * _bits(base) <= MOST_BITS
        return base**n if small else finite(inexact(base) ** n)
    if base == 0 and real(exponent) < 0:
        raise ZeroDivisionError
    return finite(CONTEXT.power(inexact(base), moderate(exponent)))


def exponential(number: Number) -> Number:
    """Return e to the power of a number."""
    return Fraction(1) if number == 0 else finite(CONTEXT.exp(moderate(number)))


def logarithm(number: Number) -> Number:
    """Return the natural logarithm; complex for a negative number."""
    if number == 0:
        raise NoValue("has no value: look for a logarithm of 0")
    return Fraction(0) if number == 1 else CONTEXT.log(inexact(number))


def moderate(number: Number) -> Number:
    """Return a number as a function can take it."""
    found = inexact(number)
    if found != 0 and CONTEXT.mag(found) > LARGEST_ARGUMENT:
        raise Undecided("numbers grow too large")
    return found


def finite(number: Number) -> Number:
    """Return a number that is finite and neither huge nor tiny."""
    if CONTEXT.isnan(number) or CONTEXT.isinf(number):
        raise NoValue("has no value: look for a division by 0 or a logarithm of 0")
    if number != 0 and abs(CONTEXT.mag(number)) > LARGEST_MAGNITUDE:
        raise Undecided("numbers grow too large")
    return number
