"""Where two expressions are compared: every size, every way indices coincide, every threshold."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from sympy import Expr

from ce_helpers.symbolic._arithmetic import NoValue, Undecided, same_value
from ce_helpers.symbolic._letters import Letters
from ce_helpers.symbolic._places import MIXED, SPECIAL_KINDS, Asked, Counts, Place
from ce_helpers.symbolic._thresholds import beside, places_at_thresholds

SIZES = (3, 2, 1, 4, 7)
MOST_CHOICES = {3: 27}
FEWER_CHOICES = 6
CHOICES_OF_LARGE = 2
MOST_TERMS = 100  # of sums within sums, for the largest size in all of them
MOST_ROUNDS = 3  # over the small sizes, where a condition makes most numbers look alike
PLAIN_PLACES = 6
SPECIAL_PLACES = 3
PLACES_OF_STEP = 8
MOST_MIXED = 48

Known = Mapping[Expr, Fraction]


def places(
    letters: Letters, expressions: Sequence[Expr], known: Known, seed: int
) -> Iterator[Place]:
    """Yield the places of a comparison, the likeliest to tell two expressions apart first.

    Parameters
    ----------
    letters : Letters
        The free letters of all expressions.
    expressions : sequence of Expr
        What is compared.
    known : mapping of Expr to number
        Sums whose values are known.
    seed : int
        Picks the numbers.

    Yields
    ------
    Place
        Where all that is known holds.
    """
    rng = random.Random(seed)
    for place in _all_places(letters, expressions, rng):
        yield from _where_known(place, known, rng)


def _all_places(
    letters: Letters, expressions: Sequence[Expr], rng: random.Random
) -> Iterator[Place]:
    small = list(_counts(letters, SIZES, rng))
    for number, counts in enumerate(small * min(1 + letters.steps, MOST_ROUNDS)):
        kind = "rational" if number % 3 == 2 else "some"
        yield Place(letters, counts, kind, rng.getrandbits(32))
    mixed = [MIXED] * min(SPECIAL_PLACES + PLACES_OF_STEP * letters.steps, MOST_MIXED)
    for kind in (*mixed, *SPECIAL_KINDS * SPECIAL_PLACES):
        if kind != "near" or letters.constants:
            yield Place(letters, rng.choice(small), kind, rng.getrandbits(32))
    yield from places_at_thresholds(letters, small, expressions, rng)
    for counts in _counts(letters, sorted(beside(letters) - {*SIZES}), rng):
        for kind in ("some", "hot") if letters.matched else ("some",):
            yield Place(letters, counts, kind, rng.getrandbits(32))


def _counts(letters: Letters, sizes: Iterable[int], rng: random.Random) -> Iterator[Counts]:
    """Yield numbers for sizes and indices; without any, nothing a few times."""
    if not letters.sizes and not letters.indices:
        yield from ({} for _ in range(PLAIN_PLACES))
        return
    for chosen in _sizes(letters, sizes):
        for choice in _choices(min(chosen), len(letters.indices), rng):
            named = dict(zip(letters.sizes, chosen, strict=False))
            yield {**named, **dict(zip(letters.indices, choice, strict=True))}


def _choices(top: int, n: int, rng: random.Random) -> Iterator[tuple[int, ...]]:
    """Yield numbers from 1 to top for n indices: all of them, or some that coincide often."""
    most = MOST_CHOICES.get(top, FEWER_CHOICES if top <= max(SIZES) else CHOICES_OF_LARGE)
    if top**n <= most:
        yield from itertools.product(range(1, top + 1), repeat=n)
        return
    for _ in range(most):
        numbers = [rng.randint(1, top) for _ in range(rng.randint(1, n))]
        yield tuple(rng.sample([*numbers, *rng.choices(numbers, k=n - len(numbers))], n))


def _sizes(letters: Letters, numbers: Iterable[int]) -> Iterator[tuple[int, ...]]:
    """Yield numbers for the sizes: each for all of them, and for one alone, in every place."""
    n = max(1, len(letters.sizes))
    for number in numbers:
        is_dear = number == max(SIZES) and number**n > MOST_TERMS
        together = () if is_dear else ((number,) * n,)
        alone = ((*(3,) * k, number, *(3,) * (n - 1 - k)) for k in range(n))
        yield from dict.fromkeys([*together, *alone])


def _where_known(place: Place, known: Known, rng: random.Random) -> Iterator[Place]:
    """Yield the place with the entries of known sums scaled to their values, and one-hot."""
    for one_hot in (False, True) if known and place.kind == "some" else (False,):
        try:
            yield _scaled(place, known, rng if one_hot else None)
        except (NoValue, Undecided, ZeroDivisionError):
            continue


def _scaled(place: Place, known: Known, rng: random.Random | None) -> Place:
    """Return the place with entries that meet all that is known; one-hot with a generator."""
    for known_sum, value in known.items():
        asked = Asked(place)
        asked.value(known_sum)
        hot = rng.choice(sorted(asked.entries)) if rng else None
        numbers = {e: Fraction(e == hot) if hot else place.entry(*e) for e in asked.entries}
        factor = value / Asked(place.with_values(numbers)).value(known_sum)
        place = place.with_values({e: number * factor for e, number in numbers.items()})
    if not all(same_value(Asked(place).value(e), value) for e, value in known.items()):
        raise NoValue("meets not all that is known")
    return place
