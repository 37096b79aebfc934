"""Exact values of expressions in z, a, y and m, where a is softmax of z and Σ y = 1.

Both constraints hold by construction: e^{z_k} is a random positive rational u_k, a_k is
u_k / Σ u, and the y_k are rationals that sum to 1. Values are fractions; a logarithm makes them
numbers of 50 digits. Symbols are recognised by their names.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import mpmath
import numpy as np
import sympy as sp
from sympy import Expr, Rational

from ce_helpers.checking import CheckFailed, require

CONTEXT = mpmath.mp.clone()
CONTEXT.dps = 50
TOLERANCE = CONTEXT.mpf("1e-30")
MOST_TERMS = 1000
Number = Any  # Fraction, mpf or mpc


@dataclass(frozen=True)
class Point:
    """One exact point: u_k = e^{z_k} and y_k for k = 1..m, and numbers for index letters."""

    u: tuple[Fraction, ...]
    y: tuple[Fraction, ...]
    indices: Mapping[str, int]

    @property
    def m(self) -> int:
        """The number of classes."""
        return len(self.u)

    def entry(self, base: str, index: int) -> Number:
        """Return the value of one entry of z, a or y."""
        if base == "y":
            return self.y[index - 1]
        return logarithm(self.u[index - 1]) if base == "z" else self.u[index - 1] / sum(self.u)

    def with_indices(self, **indices: int) -> Point:
        """Return the point with numbers for further index letters."""
        return Point(self.u, self.y, {**self.indices, **indices})


def random_point(rng: np.random.Generator, m: int, *, one_hot: int | None = None) -> Point:
    """Return a random point for m classes, with soft targets or with y_p = 1 at p = one_hot."""
    # never 7/7: its logarithm is a logit of exactly 0, which has no logarithm itself
    sevenths = np.setdiff1d(np.arange(1, 30), [7])
    u = tuple(Fraction(int(n), 7) for n in rng.permutation(sevenths)[:m])
    weights = [Fraction(int(n)) for n in rng.permutation(np.arange(1, 20))[:m]]
    soft = tuple(weight / sum(weights) for weight in weights)
    hot = tuple(Fraction(int(number + 1 == one_hot)) for number in range(m))
    return Point(u, soft if one_hot is None else hot, {})


def points(rng: np.random.Generator, *letters: str) -> Iterator[Point]:
    """Yield points for 2, 3 and 4 classes, the first letter running over all classes."""
    for m in (2, 3, 4):
        base = random_point(rng, m)
        for index in range(1, m + 1):
            numbers = {letter: (index + n - 1) % m + 1 for n, letter in enumerate(letters)}
            yield base.with_indices(**numbers)


def logarithm(number: Number) -> Number:
    """Return the logarithm with 50 digits; complex for a negative number."""
    require(number != 0, "the logarithm of 0 has no value.")
    return CONTEXT.log(inexact(number))


def inexact(number: Number) -> Number:
    """Return a fraction as a number of 50 digits."""
    if isinstance(number, Fraction):
        return CONTEXT.mpf(number.numerator) / number.denominator
    return number


def value_at(expression: Any, point: Point, name: str) -> Number:
    """Evaluate an expression exactly at a point.

    Raises
    ------
    CheckFailed
        If an index or symbol is free, an entry lies outside 1..m, or a division is by 0.
    """
    try:
        return Evaluator(point, name).value(sp.sympify(expression), {"m": point.m, **point.indices})
    except ZeroDivisionError as error:
        raise CheckFailed(f"{name} has no value: look for a division by 0.") from error


@dataclass(frozen=True)
class Evaluator:
    """Evaluates by walking the expression; sums and products are loops."""

    point: Point
    name: str

    def value(self, e: Any, env: Mapping[str, int]) -> Number:
        """Return the value of an expression or condition, with numbers for its letters."""
        if e.is_Rational:
            return Fraction(int(e.p), int(e.q))
        for kind, method in self.METHODS.items():
            if isinstance(e, kind):
                return method(self, e, env)
        return self._other(e, env)

    def _arguments(self, e: Any, env: Mapping[str, int]) -> list[Number]:
        values = [self.value(argument, env) for argument in e.args]
        exact = all(isinstance(value, Fraction) for value in values)
        return values if exact else [inexact(value) for value in values]

    def _symbol(self, e: Any, env: Mapping[str, int]) -> Number:
        require(
            e.name in env,
            f"{self.name} leaves {e.name} free: is it an index that a sum should run over?",
        )
        return Fraction(env[e.name])

    def _entry(self, e: Any, env: Mapping[str, int]) -> Number:
        base = str(e.base.label)
        require(base in "zay", f"{self.name} uses {base}[…], which is none of z, a and y.")
        index = self.value(e.indices[0], env)
        require(
            index.denominator == 1 and 1 <= index <= self.point.m,
            f"{self.name} asks for {base}[{index}], which is not one of the entries 1 to m.",
        )
        return self.point.entry(base, int(index))

    def _power(self, e: Any, env: Mapping[str, int]) -> Number:
        base, exponent = (self.value(argument, env) for argument in e.args)
        if isinstance(exponent, Fraction) and exponent.denominator == 1 and abs(exponent) < 1000:
            return base ** int(exponent)
        return CONTEXT.power(inexact(base), inexact(exponent))

    def _exponential(self, e: Any, env: Mapping[str, int]) -> Number:
        exponent = e.args[0]
        if isinstance(exponent, sp.Indexed) and str(exponent.base.label) == "z":
            probability = sp.IndexedBase("a")[exponent.indices[0]]
            return self._entry(probability, env) * sum(self.point.u)  # exactly u_k
        return CONTEXT.exp(inexact(self.value(exponent, env)))

    def _loop(self, e: Any, env: Mapping[str, int]) -> Number:
        *inner, (index, low, high) = e.limits
        first, last = (math.floor(self.value(limit, env)) for limit in (low, high))
        require(last - first < MOST_TERMS, f"{self.name} runs over too many terms.")
        body = e.func(e.function, *inner) if inner else e.function
        rounds = ({**env, index.name: number} for number in range(first, last + 1))
        values = [self.value(body, numbers) for numbers in rounds]
        exact = all(isinstance(value, Fraction) for value in values)
        return _combine(isinstance(e, sp.Sum), values if exact else map(inexact, values))

    def _piecewise(self, e: Any, env: Mapping[str, int]) -> Number:
        for branch, condition in e.args:
            if self.value(condition, env):
                return self.value(branch, env)
        raise CheckFailed(f"{self.name} has no case for some indices: add (…, True) at its end.")

    def _delta(self, e: Any, env: Mapping[str, int]) -> Number:
        first, second = self._arguments(e, env)[:2]
        return Fraction(first == second)

    def _other(self, e: Any, env: Mapping[str, int]) -> Number:
        require(bool(e.args), f"{self.name} holds {e}, which has no value.")
        arguments = [_as_sympy(value) for value in self._arguments(e, env)]
        value = sp.N(e.func(*arguments), CONTEXT.dps)
        require(value.is_number, f"{self.name} holds {e.func.__name__}, which has no value.")
        return CONTEXT.mpmathify(value)

    METHODS = {
        sp.Symbol: _symbol,
        sp.Indexed: _entry,
        sp.Add: lambda self, e, env: _combine(True, self._arguments(e, env)),
        sp.Mul: lambda self, e, env: _combine(False, self._arguments(e, env)),
        sp.exp: _exponential,
        sp.log: lambda self, e, env: logarithm(self.value(e.args[0], env)),
        sp.Pow: _power,
        sp.Sum: _loop,
        sp.Product: _loop,
        sp.Piecewise: _piecewise,
        sp.KroneckerDelta: _delta,
        sp.logic.boolalg.BooleanTrue: lambda self, e, env: True,
        sp.logic.boolalg.BooleanFalse: lambda self, e, env: False,
        sp.Not: lambda self, e, env: not self.value(e.args[0], env),
        sp.And: lambda self, e, env: all(self.value(part, env) for part in e.args),
        sp.Or: lambda self, e, env: any(self.value(part, env) for part in e.args),
        sp.core.relational.Relational: lambda self, e, env: bool(
            e.func(*map(_as_sympy, self._arguments(e, env)))
        ),
    }


def _combine(is_sum: bool, values: Any) -> Number:
    total = Fraction(0 if is_sum else 1)
    for value in values:
        both = (total, value)
        if not all(isinstance(number, Fraction) for number in both):
            both = (inexact(total), inexact(value))
        total = both[0] + both[1] if is_sum else both[0] * both[1]
    return total


def _as_sympy(value: Number) -> Any:
    if isinstance(value, Fraction):
        return Rational(value.numerator, value.denominator)
    return sp.sympify(value)


def same_value(first: Number, second: Number) -> bool:
    """Return whether two values are equal: exactly, or to 30 digits where a log is in them."""
    if isinstance(first, Fraction) and isinstance(second, Fraction):
        return first == second
    return bool(abs(inexact(first) - inexact(second)) < TOLERANCE * (1 + abs(inexact(first))))


def differs_at(
    first: Any, second: Any, at: Iterator[Point], names: tuple[str, str]
) -> Point | None:
    """Return the first point at which two expressions differ, or None."""
    for point in at:
        if not same_value(value_at(first, point, names[0]), value_at(second, point, names[1])):
            return point
    return None


def require_expression(answer: Any, name: str, allowed: str) -> Expr:
    """Require a SymPy expression in known symbols; `allowed` says which, in words.

    Raises
    ------
    CheckFailed
        If it is still None, a string, a number where letters are needed, or unfinished.
    """
    require(answer is not None, f"{name} is still None: replace it by an expression in {allowed}.")
    require(
        isinstance(answer, (Expr, int)) and not isinstance(answer, bool),
        f"{name} should be a SymPy expression in {allowed}, not a {type(answer).__name__}.",
    )
    expression = sp.sympify(answer)
    require(
        not expression.has(sp.Derivative),
        f"{name} holds a derivative that is not carried out: give its closed form.",
    )
    if expression.is_number:
        raise CheckFailed(
            f"{name} is the number {expression}; an expression in {allowed} is meant."
        )
    return expression
