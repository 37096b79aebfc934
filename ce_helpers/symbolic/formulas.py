"""A symbolic answer, declared once: what it may hold, where it is compared, and known mistakes.

The visible check hands in what is measured as the right value, the hidden test the reference's.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import sympy as sp
from sympy import Expr

from ce_helpers.checking import CheckFailed, require, undecided
from ce_helpers.symbolic._letters import pieces
from ce_helpers.symbolic.answers import require_expression
from ce_helpers.symbolic.evaluation import NoValue, Number, Point, Undecided, same_value, value_at
from ce_helpers.symbolic.exact import shown

Value = Any  # an Expr, or a function from a point to a number


def _never(entered: Any) -> bool:
    return False


def holds_sums(entered: Any) -> bool:
    """Return whether an answer holds a sum, delta or cases that are not carried out.

    Parameters
    ----------
    entered : Expr

    Returns
    -------
    bool
    """
    return bool(entered.has(sp.Sum, sp.KroneckerDelta, sp.Piecewise))


@dataclass(frozen=True)
class Formula:
    """One symbolic answer.

    Attributes
    ----------
    name : str
        What it is called.
    symbols : sequence of Symbol, IndexedBase or Indexed
        What it may be made of, as in `require_expression`.
    points : callable
        Yields the points of a comparison, drawn from a generator.
    mistakes : mapping of str to Expr or callable
        Known wrong answers, as expressions or as values at a point, each under the sentence
        part that names it. A mistake is named only if it agrees with the answer at all points.
    otherwise : str
        The sentence part where no mistake is recognised.
    misplaced : mapping of Symbol to str
        As in `require_expression`.
    indices : sequence of Symbol
        Index letters that are names alone: an answer in as many other letters counts as well,
        taken in the order of `symbols`.
    unfinished : callable
        Whether a right answer, as it was entered, is one that SymPy finds alone.
    finish : str
        The end of the sentence that such an answer gets: what it is to be written in.

    Examples
    --------
    >>> x = sp.Symbol("x", real=True)
    >>> cube = Formula(
    ...     name="slope",
    ...     symbols=[x],
    ...     points=lambda rng: [Point({"x": int(n)}) for n in rng.integers(2, 9, size=3)],
    ...     mistakes={"keeps the power: it falls by 1": 3 * x**3},
    ...     otherwise="is not the slope of x**3: apply the power rule",
    ... )
    >>> cube.check(3.0 * x * x, 3 * x**2, np.random.default_rng(0))
    3*x**2
    >>> cube.check(3 * x**3, 3 * x**2, np.random.default_rng(0))
    Traceback (most recent call last):
        ...
    ce_helpers.checking.CheckFailed: slope keeps the power: it falls by 1.
    """

    name: str
    symbols: Sequence[Any]
    points: Callable[[np.random.Generator], Iterable[Point]]
    mistakes: Mapping[str, Value]
    otherwise: str
    misplaced: Mapping[Any, str] = field(default_factory=dict)
    indices: Sequence[sp.Symbol] = ()
    unfinished: Callable[[Any], bool] = _never
    finish: str = ""

    def read(self, answer: Any) -> Expr:
        """Return the answer as an exact expression in known symbols, or say what it is instead.

        Parameters
        ----------
        answer : object
            What the student entered.

        Returns
        -------
        Expr
            As `require_expression` returns it.

        Raises
        ------
        CheckFailed
            See `require_expression`.
        """
        return require_expression(answer, self.name, self.symbols, misplaced=self.misplaced)

    def check(self, answer: Any, right: Value, rng: np.random.Generator) -> Expr:
        """Compare an answer with the right values, and name its mistake if it is a known one.

        Parameters
        ----------
        answer : object
            What the student entered.
        right : Expr or callable
            The right expression, or its value at a point: exact, or a measured float.
        rng : numpy.random.Generator
            Draws the points.

        Returns
        -------
        Expr
            The answer as it was read.

        Raises
        ------
        CheckFailed
            If the answer is of the wrong kind, has no value at a point, has a wrong one, or is
            unfinished.

        Notes
        -----
        An answer that this package cannot evaluate passes, with a line that says so.
        """
        expression = self.read(answer)
        points = list(self.points(rng))
        # the letters of the answer are its own: the right side keeps those of the formula
        own = [self._in_its_letters(expression, point) for point in points]
        try:
            values = [value_at(expression, point, self.name) for point in own]
        except NoValue as reason:
            raise CheckFailed(str(reason)) from None
        except Undecided as reason:
            undecided(str(reason).removesuffix("."))
            return expression
        if not _agree(values, right, points):
            raise CheckFailed(f"{self.name} {self._mistake(expression, values, points)}.")
        require(
            not self.unfinished(sp.sympify(answer)),
            f"{self.name} is right, and SymPy finds that alone: now write it with {self.finish}.",
        )
        return expression

    def _in_its_letters(self, answer: Expr, point: Point) -> Point:
        """Return the point with numbers for the letters that an answer has for the indices."""
        own = [index.name for index in self.indices]
        fixed = {name for name in point.letters if name not in own}
        free = _free_letters(answer) - fixed
        letters = [part for symbol in self.symbols for part in pieces(symbol)]
        order = dict.fromkeys(s.name for s in letters if isinstance(s, sp.Symbol))
        used = [name for name in order if name in free and not point.is_array(name)]
        number = _number_for_index(answer)
        missing = next((name for name in own if name not in used), None)
        require(
            number is None or len(used) >= len(own),
            f"{self.name} has the number {number} where {missing} should stand: a cell has used "
            "the notebook's letter; rename it there, and run again from the top.",
        )
        if not own or set(used) <= set(own):
            return point
        require(
            len(used) <= len(own),
            f"{self.name} has the free indices {', '.join(used)}; expected {', '.join(own)} alone.",
        )
        return point.with_letters(**dict(zip(used, map(point.letter, own), strict=False)))

    def _mistake(self, answer: Expr, values: list[Number], points: list[Point]) -> str:
        for sentence, wrong in self.mistakes.items():
            with contextlib.suppress(NoValue):  # a mistake without a value explains nothing
                if _agree(values, wrong, points):
                    return sentence
        if not answer.free_symbols:
            return f"is a number, {shown(answer)}; an expression in letters is expected"
        return self.otherwise


# asked at every point
@functools.lru_cache
def _free_letters(answer: Expr) -> frozenset[str]:
    return frozenset(s.name for s in answer.free_symbols if isinstance(s, sp.Symbol))


@functools.lru_cache
def _number_for_index(answer: Expr) -> Expr | None:
    indices = (index for entry in answer.atoms(sp.Indexed) for index in entry.indices)
    return next((index for index in indices if index.is_Integer), None)


def _agree(values: list[Number], other: Value, points: list[Point]) -> bool:
    """Return whether the values are those of an expression or function at all points."""
    return all(
        same_value(value, value_of(other, point))
        for value, point in zip(values, points, strict=True)
    )


def value_of(value: Value, point: Point) -> Number:
    """Return the value at a point of an expression, or of a function of points.

    Parameters
    ----------
    value : Expr, int or callable
        What is evaluated.
    point : Point
        Where.

    Returns
    -------
    Fraction, mpf, mpc or float
        As `value_at` or the function returns it.

    Raises
    ------
    NoValue
        See `value_at`.
    """
    if isinstance(value, (Expr, int)):
        return value_at(value, point, "the right side")
    return value(point)
