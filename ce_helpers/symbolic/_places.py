"""Numbers for all letters of two expressions, drawn when they are asked for.

Numbers look where expressions may differ: 0, 1 and −1, one-hot arrays, wide and narrow scales,
numbers that the expressions hold, and fractions without any property.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache
from hashlib import blake2b
from typing import Any, TypeVar

from sympy import Expr, IndexedBase, Rational

from ce_helpers.symbolic._arithmetic import Number, logarithm
from ce_helpers.symbolic._evaluator import Scope, evaluate
from ce_helpers.symbolic._letters import Letters

Item = TypeVar("Item")
Counts = dict[str, int]
Entry = tuple[str, tuple[int, ...]]  # a name and its indices; a scalar has none

PRIME, SMALLEST, SPREAD = 99_991, 13_001, 290_000
_POOLS: Mapping[str, list[Fraction]] = {
    "unit": [Fraction(n, 2) for n in (0, 0, 1, 2, 2, 4)],
    "hot": [Fraction(0), Fraction(1)],
    "wide": [Fraction(n, 7) for n in (40, 71, 99, 131, 170, 230)],
    "huge": [Fraction(n, 7) for n in (400, 1000, 3001, 70001)],
    "narrow": [Fraction(n, 1009) for n in (1, 2, 3, 5, 7)] + [Fraction(1, 10**6)],
    "near": [],
    "whole": [Fraction(n) for n in (2, 3, 5, 1, 0, 7, 4)],
}
# at a mixed place each letter and each array has a kind of its own
MIXED = "mixed"
_MIXTURE = ("rational", "rational", "rational", "hot", "unit", "near", "wide")
_MIXTURE_OF_MATCHED = ("hot", "hot", "unit", "near")
# kinds that draw alike, one of a whole range; what is known of a place differs
GENERIC_KINDS = ("some", "rational", "edge")
SPECIAL_KINDS = ("unit", "hot", "near", "wide", "huge", "narrow")
_AROUND = (Fraction(0), Fraction(1, 7), Fraction(-1, 7), Fraction(1), Fraction(-1))


@dataclass(frozen=True)
class Place:
    """Numbers for all letters at one place, the same ones whenever they are asked for.

    Attributes
    ----------
    letters : Letters
        What there is.
    counts : mapping of str to int
        Sizes and indices.
    kind : str
        Which numbers the others are drawn from, such as those in `SPECIAL_KINDS`.
    seed : int
        Picks the numbers.
    fixed : mapping
        Numbers that are not drawn, by name and indices.
    """

    letters: Letters
    counts: Mapping[str, int]
    kind: str
    seed: int
    fixed: Mapping[Entry, Number] = field(default_factory=dict)

    @property
    def is_plain(self) -> bool:
        """Whether no two numbers are equal on purpose."""
        return self.kind in ("some", "rational")

    def with_values(self, values: Mapping[Entry, Number]) -> Place:
        """Return the place with some numbers set."""
        return replace(self, fixed={**self.fixed, **values})

    def is_array(self, name: str) -> bool:
        """Return whether a name is that of an array."""
        return isinstance(self.letters.symbols.get(name), IndexedBase)

    def letter(self, name: str) -> Number | None:
        """Return the value of a letter, or None if there is none of that name."""
        if name in self.counts:
            return Fraction(self.counts[name])
        return self.entry(name, ()) if name in self.letters.symbols else None

    def entry(self, base: str, indices: tuple[int, ...]) -> Number:
        """Return the value of an entry, or of a scalar without indices."""
        if (base, indices) in self.fixed:
            return self.fixed[base, indices]
        u = self.exponential(base, indices)
        return self._number(base, indices) if u is None else logarithm(u)

    def exponential(self, base: str, indices: tuple[int, ...]) -> Fraction | None:
        """Return the exact exponential of what stands in exponents, at most places."""
        if self.kind != "some" or base not in self.letters.exponents:
            return None
        if (base, indices) in self.fixed:
            return None
        number = _generic(self.letters.symbols[base], self._hash(base, indices))
        return 1 / (1 - number) if number < 0 else 1 + number

    def _number(self, base: str, indices: tuple[int, ...]) -> Number:
        symbol, kind = self.letters.symbols[base], self._kind_of(base)
        if kind in GENERIC_KINDS:
            return _generic(symbol, self._hash(base, indices))
        if kind == "hot" and indices:
            pool = _fitting(symbol, [Fraction(int(indices[-1] == self.index(base, indices[:-1])))])
        else:
            pool = _pool_of(symbol, kind, self.letters.constants if kind == "near" else ())
        return self._pick(pool, base, indices)

    def _kind_of(self, base: str) -> str:
        kind = self.kind
        if kind == MIXED:
            matched = base in self.letters.matched
            kind = self._pick(_MIXTURE_OF_MATCHED if matched else _MIXTURE, f"kind of {base}", ())
        return "wide" if kind == "huge" and base in self.letters.growing else kind

    def index(self, base: str, indices: tuple[int, ...] = ()) -> int:
        """Return an index, often that of a letter, or one beside a number in a condition."""
        top = max(self.counts.values(), default=3) + 1
        named = [self.counts[index] for index in self.letters.indices]
        beside = {count + step for count in self.letters.counts for step in (0, 1)}
        likely = [*named, *(number for number in sorted(beside) if 1 <= number <= top)]
        return self._pick([*range(1, top + 1), *2 * likely], f"index of {base}", indices)

    def _pick(self, pool: Sequence[Item], base: str, indices: tuple[int, ...]) -> Item:
        return pool[self._hash(base, indices) % len(pool)]

    def _hash(self, base: str, indices: tuple[int, ...]) -> int:
        # a checksum would not do: those of two names differ by the same bits for all seeds
        text = f"{self.seed} {base} {indices}".encode()
        return int.from_bytes(blake2b(text, digest_size=8).digest(), "big")


def _generic(symbol: Any, seed: int) -> Fraction:
    """Return a number without any property but those of its symbol."""
    if symbol.is_integer:
        pool = _pool_of(symbol, "whole", ())
        return pool[seed % len(pool)]
    number = Fraction(SMALLEST + seed % SPREAD, PRIME)
    below = symbol.is_nonpositive or (not symbol.is_nonnegative and seed >> 63)
    return -number if below else number


@lru_cache(maxsize=1024)
def _pool_of(symbol: Any, kind: str, constants: tuple[Fraction, ...]) -> Sequence[Fraction]:
    """Return the numbers of a kind that a symbol may be."""
    pool = _POOLS[kind] + [constant + step for constant in constants for step in _AROUND]
    return _fitting(symbol, [*pool, *(-number for number in pool)])


def _fitting(symbol: Any, pool: Sequence[Fraction]) -> Sequence[Fraction]:
    whole = (*_POOLS["whole"], *(-number for number in _POOLS["whole"]))
    found = ([number for number in numbers if fits(symbol, number)] for numbers in (pool, whole))
    return next(filter(None, found), whole)


def fits(symbol: Any, number: Fraction) -> bool:
    """Return whether a number has the properties that are assumed of a symbol."""
    value = Rational(number.numerator, number.denominator)
    assumed = symbol.assumptions0.items()
    return all(getattr(value, f"is_{fact}", known) is known for fact, known in assumed)


class Asked:
    """A place that notes which numbers it is asked for; letters of sums around are any index."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.entries: dict[Entry, None] = {}
        self.is_array = place.is_array
        self.exponential = place.exponential

    def value(self, expression: Expr) -> Number:
        """Return the value of an expression here."""
        return evaluate(expression, Scope(self))

    def letter(self, name: str) -> Number | None:
        """Return the value of a letter, of a sum around as well."""
        if name in self.place.letters.symbols:
            return self.entry(name, ())
        return self.place.letter(name) or Fraction(self.place.index(name))

    def entry(self, base: str, indices: tuple[int, ...]) -> Number:
        """Return the value of an entry, and note it."""
        self.entries[base, indices] = None
        return self.place.entry(base, indices)
