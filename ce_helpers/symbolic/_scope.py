"""What an expression sees while it is evaluated at one point, and how rules are written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from sympy import Basic

from ce_helpers.symbolic._arithmetic import NoValue, Number, order

MOST_WORK = 400_000


class Place(Protocol):
    """Numbers for letters and entries, such as `Point`."""

    def is_array(self, name: str) -> bool:
        """Return whether a name is that of an array."""

    def letter(self, name: str) -> Number | None:
        """Return the value of a letter, or None if it has none."""

    def entry(self, base: str, indices: tuple[int, ...]) -> Number:
        """Return the value of an entry."""

    def exponential(self, base: str, indices: tuple[int, ...]) -> Number | None:
        """Return the exact exponential of an entry or letter, or None if there is none."""


class TooMuchWork(NoValue):
    """A sum has more terms than are added up here."""


class Scope:
    """What is known while an expression is evaluated at one point."""

    def __init__(self, place: Place, most_work: int = MOST_WORK) -> None:
        self.place = place
        self.spent = 0
        self.most_work = most_work
        self.bound: dict[str, Number] = {}  # the letters of the sums around
        self.known: dict[Any, Number] = {}  # values of sums, by the letters that they hold
        self.at_kink = False  # whether two equal real numbers were put in order

    def spend(self, work: int) -> None:
        """Count what the next term costs."""
        self.spent += work
        if self.spent > self.most_work:
            raise TooMuchWork("runs over too many terms")

    def order(self, first: Number, second: Number) -> int:
        """Return the order of two real numbers, and note a tie."""
        found = order(first, second)
        self.at_kink |= found == 0
        return found


Translation = Callable[[Scope], Any]
Translate = Callable[[Basic], Translation]
# a rule translates one kind of expression, and its parts by what it is handed
Rule = Callable[[Any, Translate], Translation]
