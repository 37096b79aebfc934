"""Values of expressions at exact points: sums are loops of our own, numbers stay fractions.

Conventions, each held by a test: a sum from a to b has the integers a ≤ k ≤ b as its terms, as
Python's range has, so that it is 0, and a product 1, where b < a. Heaviside(0) is ½ and sign(0)
is 0, as in SymPy. 0⁰ is 1. A letter is known by its name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

import sympy as sp

from ce_helpers.symbolic._arithmetic import NoValue, Number, Undecided, logarithm, same_value
from ce_helpers.symbolic._evaluator import Scope, evaluate
from ce_helpers.symbolic.exact import sympy_hint

__all__ = ["NoValue", "Number", "Point", "Undecided", "same_value", "value_at"]


@dataclass(frozen=True)
class Point:
    """One exact point.

    Attributes
    ----------
    letters : mapping of str to number
        Sizes, indices and scalars by name.
    entries : mapping of str to nested tuples
        Entries of arrays by name: ``a[2]`` is ``entries["a"][1]``.
    exponentials : mapping of str to nested tuples or numbers
        Arrays and letters that are logarithms of exact numbers: where ``exponentials["z"]`` is
        (u_1, …), z[k] is log u_k and exp(z[k]) is exactly u_k.
    """

    letters: Mapping[str, Number]
    entries: Mapping[str, Any] = field(default_factory=dict)
    exponentials: Mapping[str, Any] = field(default_factory=dict)

    def with_letters(self, **more: Number) -> Point:
        """Return the point with numbers for further letters.

        Parameters
        ----------
        **more : number
            Letters and their values.

        Returns
        -------
        Point
        """
        return replace(self, letters={**self.letters, **more})

    def is_array(self, name: str) -> bool:
        """Return whether a name is that of an array.

        Parameters
        ----------
        name : str

        Returns
        -------
        bool
        """
        return name in self.entries or isinstance(self.exponentials.get(name), tuple)

    def letter(self, name: str) -> Number | None:
        """Return the value of a letter.

        Parameters
        ----------
        name : str

        Returns
        -------
        Fraction, mpf or None
            None if it has none here.
        """
        if name in self.letters:
            return _exact(self.letters[name])
        u = self.exponential(name, ())
        return None if u is None else logarithm(u)

    def entry(self, base: str, indices: tuple[int, ...]) -> Number:
        """Return the value of an entry.

        Parameters
        ----------
        base : str
            The name of the array.
        indices : tuple of int
            Counted from 1.

        Returns
        -------
        Fraction or mpf

        Raises
        ------
        NoValue
            If there is no such array or entry.
        """
        u = self.exponential(base, indices)
        if u is not None:
            return logarithm(u)
        if base not in self.entries:
            raise NoValue(f"holds {base}[…], which is not defined here")
        return _entry_of(self.entries[base], base, indices)

    def exponential(self, base: str, indices: tuple[int, ...]) -> Number | None:
        """Return the exact exponential of an entry or letter.

        Parameters
        ----------
        base : str
            The name of the array or letter.
        indices : tuple of int
            Counted from 1; empty for a letter.

        Returns
        -------
        Fraction or None
            None where the point gives the entry itself.
        """
        found = self.exponentials.get(base)
        if found is None or isinstance(found, tuple) != bool(indices):
            return None
        return _entry_of(found, base, indices)


def _entry_of(array: Any, base: str, indices: tuple[int, ...]) -> Number:
    place = f"{base}[{', '.join(map(str, indices))}]"
    for index in indices:
        if not isinstance(array, tuple):
            raise NoValue(f"asks for {place}, which has too many indices")
        if not 1 <= index <= len(array):
            raise NoValue(f"asks for {place}, but that index runs from 1 to {len(array)}")
        array = array[index - 1]
    if isinstance(array, tuple):
        raise NoValue(f"asks for {place}, which has too few indices")
    return _exact(array)


def _exact(number: Number) -> Number:
    return Fraction(number) if isinstance(number, int) else number


def value_at(expression: Any, point: Point, name: str) -> Number:
    """Evaluate an expression at a point.

    Parameters
    ----------
    expression : Expr or number
        Numbers are exact, as `require_expression` returns them.
    point : Point
        Numbers for its letters and entries.
    name : str
        What the expression is called in messages.

    Returns
    -------
    Fraction, mpf or mpc
        A fraction wherever arithmetic alone leads to the value.

    Raises
    ------
    NoValue
        If a letter has no number, an entry is out of range, a division is by 0, and the like.
        It is a `CheckFailed`; its sentence begins with the name.
    Undecided
        If it holds what cannot be evaluated here.

    Examples
    --------
    >>> import sympy as sp
    >>> k, m = sp.Symbol("k", integer=True), sp.Symbol("m", integer=True)
    >>> value_at(sp.Sum(1 / k, (k, 1, m)), Point({"m": 3}), "answer")
    Fraction(11, 6)
    >>> value_at(1 / k, Point({"m": 3}), "answer")
    Traceback (most recent call last):
        ...
    ce_helpers.symbolic._arithmetic.NoValue: answer leaves k free: is it an index that a sum \
should run over?
    """
    try:
        return evaluate(expression, Scope(point))
    except NoValue as reason:
        hint = sympy_hint(sp.sympify(expression))
        what = str(reason).split(":")[0] + hint if hint else str(reason)
        raise NoValue(f"{name} {what}{'' if what.endswith('?') else '.'}") from None
    except Undecided as reason:
        raise Undecided(f"{name} cannot be evaluated: {reason}.") from None
