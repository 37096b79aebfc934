"""Where two expressions are compared: every size, every way indices coincide, every threshold."""

from __future__ import annotations

import contextlib
import functools
import itertools
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

import sympy as sp
from sympy import Expr
from sympy.core.relational import Relational

from ce_helpers.symbolic._arithmetic import (
    NoValue,
    Number,
    Undecided,
    order,
    power,
    product,
    real,
    same_value,
    total,
)
from ce_helpers.symbolic._evaluator import Scope, evaluate
from ce_helpers.symbolic._letters import Letters, key
from ce_helpers.symbolic._places import MIXED, SPECIAL_KINDS, Entry, Place, fits

SIZES = (3, 2, 1, 4, 7)
LARGEST_SIZE = 1100
MOST_CHOICES = {3: 27}
FEWER_CHOICES = 6
CHOICES_OF_LARGE = 2
MOST_ROUNDS = 3  # over the small sizes, where a condition makes most numbers look alike
PLAIN_PLACES = 6
SPECIAL_PLACES = 3
PLACES_OF_STEP = 8
MOST_MIXED = 48
MOST_THRESHOLDS = 12
MOST_TRIALS = 3000
MOST_PATTERNS = 27
MOST_AT_ONCE = 4
MOST_UNKNOWNS = 3
FAR, TINY = Fraction(10), Fraction(1, 10**6)
_BESIDE = (Fraction(0), Fraction(1, 1009), Fraction(-1, 1009), FAR, -FAR)

Counts = dict[str, int]
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

    def place(kind: str, counts: Counts | None = None) -> Place:
        return Place(letters, counts or rng.choice(small), kind, rng.getrandbits(32))

    rounds = min(1 + letters.steps, MOST_ROUNDS)
    for number, counts in enumerate(small * rounds):
        yield place("rational" if number % 3 == 2 else "some", counts)
    mixed = [MIXED] * min(SPECIAL_PLACES + PLACES_OF_STEP * letters.steps, MOST_MIXED)
    for kind in (*mixed, *SPECIAL_KINDS * SPECIAL_PLACES):
        if kind != "near" or letters.constants:
            yield place(kind)
    thresholds = _thresholds(expressions)
    edges = {edge: sides for edge, sides in thresholds.items() if not _counts_alone(edge)}
    apart = max(small, key=lambda counts: len(set(counts.values())))
    for edge in edges:
        yield from _around(place("edge"), edge)
        yield from _around(place("edge", apart), edge)
    first = list(edges)[:MOST_AT_ONCE]
    for counts in (rng.choice(small), *_patterns(letters, filter(_counts_alone, thresholds), rng)):
        yield place("some", counts)
        for sides in itertools.product(*map(edges.__getitem__, first)):
            yield functools.reduce(_beyond, zip(first, sides, strict=True), place("edge", counts))
    beside = sorted(_beside(letters) - {*SIZES})
    for counts in _counts(letters, beside, rng):
        yield place("some", counts)
        if letters.matched:
            yield place("hot", counts)


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
        alone = ((*(3,) * k, number, *(3,) * (n - 1 - k)) for k in range(n))
        yield from dict.fromkeys([(number,) * n, *alone])


def _thresholds(expressions: Sequence[Expr]) -> dict[Expr, tuple[int, int]]:
    """Return what changes sign where a value may jump or bend, each with two signs to be tried."""
    both = sp.Tuple(*expressions)
    bent = [relation.lhs - relation.rhs for relation in both.atoms(Relational)]
    bent += [step.args[0] for step in both.atoms(sp.Abs, sp.sign, sp.Heaviside)]
    for chosen in both.atoms(sp.Max, sp.Min):
        bent += [first - second for first, second in itertools.combinations(chosen.args, 2)]
    same = [e.args[0] - e.args[1] for e in both.atoms(sp.Eq, sp.Ne, sp.KroneckerDelta)]
    found = dict.fromkeys(bent, (1, -1)) | dict.fromkeys(same, (0, 1))
    return {e: found[e] for e in sorted(found, key=sp.default_sort_key)[:MOST_THRESHOLDS]}


def _counts_alone(edge: Expr) -> bool:
    letters = edge.free_symbols
    return bool(letters) and all(s.is_Symbol and s.is_integer for s in letters)


def _patterns(letters: Letters, edges: Iterable[Expr], rng: random.Random) -> Iterator[Counts]:
    """Yield numbers for sizes and indices, for each way in which what compares them turns out."""
    names = {edge: {key(symbol) for symbol in edge.free_symbols} for edge in edges}
    sizes = {*letters.sizes}
    # letters that are compared with each other alone coincide anyhow
    if not any(e.atoms(sp.Integer) - {-1} or used & sizes for e, used in names.items()):
        return
    compared = sorted(set().union(*names.values()))
    near = sorted(_beside(letters) | {1, 2, 3, 4})
    trials: Iterable[Sequence[int]] = itertools.product(near, repeat=len(compared))
    if len(near) ** len(compared) > MOST_TRIALS:
        trials = (rng.choices(near, k=len(compared)) for _ in range(MOST_TRIALS))
    found: dict[tuple[int, ...], Counts] = {}
    for numbers in trials:
        counts = _completed(letters, dict(zip(compared, numbers, strict=True)), rng)
        scope = Scope(Place(letters, counts, "some", 0))
        with contextlib.suppress(NoValue, Undecided):
            signs = tuple(order(evaluate(edge, scope), Fraction(0)) for edge in names)
            if all(counts[i] <= counts[size] for i in counts.keys() - sizes for size in sizes):
                found.setdefault(signs, counts)
    yield from itertools.islice(found.values(), MOST_PATTERNS)


def _beside(letters: Letters) -> set[int]:
    """Return the numbers that sizes and indices are compared with, and those next to them."""
    beside = {count + step for count in letters.counts for step in (-1, 0, 1)}
    return {number for number in beside if 1 <= number <= LARGEST_SIZE}


def _completed(letters: Letters, counts: Counts, rng: random.Random) -> Counts:
    """Return numbers for all sizes and indices, and letters of sums, of which some are given."""
    sizes = {size: counts.get(size, max(counts.values())) for size in letters.sizes}
    least = min(sizes.values(), default=max(counts.values()))
    return {**sizes, **{i: rng.randint(1, least) for i in letters.indices}, **counts}


def _around(place: Place, edge: Expr) -> Iterator[Place]:
    """Yield places at and beside the number of one letter or entry that makes an edge 0."""
    for entry, root, _ in _roots(place, edge):
        yield from _with_one_of(place, entry, [root + step for step in _BESIDE])


def _beyond(place: Place, where: tuple[Expr, int]) -> Place:
    """Return the place with one more number set, so that an edge has a sign, if there is one."""
    edge, side = where
    for entry, root, slope in _roots(place, edge):
        if entry not in place.fixed:
            far = root + (FAR if slope > 0 else -FAR) * side
            return next(_with_one_of(place, entry, [far, TINY]), place)
    return place


def _roots(place: Place, edge: Expr) -> Iterator[tuple[Entry, Fraction, Fraction]]:
    """Yield letters and entries of an edge, each with its root and slope as of a line."""
    asked = _Asked(place)
    try:
        before = asked.value(edge)
        for entry in list(asked.entries)[:MOST_UNKNOWNS]:
            old = place.entry(*entry)
            beside = place.with_values({entry: total([old, Fraction(1)])})
            slope = total([_Asked(beside).value(edge), -before])
            if slope:
                root = total([old, -product([before, power(slope, Fraction(-1))])])
                yield entry, _fraction(root), real(slope)
    except (NoValue, Undecided):
        return


def _fraction(number: Number) -> Fraction:
    """Return a real number, or a fraction close to it."""
    exact = isinstance(number, Fraction)
    return number if exact else Fraction(float(real(number))).limit_denominator(1009)


def _with_one_of(place: Place, entry: Entry, numbers: Iterable[Fraction]) -> Iterator[Place]:
    """Yield the place with each of the numbers that a letter or entry may be."""
    symbol = place.letters.symbols[entry[0]]
    return (place.with_values({entry: number}) for number in numbers if fits(symbol, number))


class _Asked:
    """A place that notes which numbers it is asked for; letters of sums around are any index."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.entries: dict[Entry, None] = {}
        self.is_array = place.is_array
        self.exponential = place.exponential

    def value(self, expression: Expr) -> Number:
        return evaluate(expression, Scope(self))

    def letter(self, name: str) -> Number | None:
        if name in self.place.letters.symbols:
            return self.entry(name, ())
        return self.place.letter(name) or Fraction(self.place.index(name))

    def entry(self, base: str, indices: tuple[int, ...]) -> Number:
        self.entries[base, indices] = None
        return self.place.entry(base, indices)


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
        asked = _Asked(place)
        asked.value(known_sum)
        hot = rng.choice(sorted(asked.entries)) if rng else None
        numbers = {e: Fraction(e == hot) if hot else place.entry(*e) for e in asked.entries}
        factor = value / _Asked(place.with_values(numbers)).value(known_sum)
        place = place.with_values({e: number * factor for e, number in numbers.items()})
    if not all(same_value(_Asked(place).value(e), value) for e, value in known.items()):
        raise NoValue("meets not all that is known")
    return place
