"""Where conditions turn out otherwise and values jump or bend: at thresholds and beyond them."""

from __future__ import annotations

import contextlib
import functools
import itertools
import random
from collections.abc import Iterable, Iterator, Sequence
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
    total,
)
from ce_helpers.symbolic._evaluator import Scope, evaluate
from ce_helpers.symbolic._letters import Letters, key
from ce_helpers.symbolic._places import Asked, Counts, Entry, Place, fits

LARGEST_SIZE = 1100
MOST_THRESHOLDS = 12
MOST_TRIALS = 3000
MOST_PATTERNS = 27
MOST_AT_ONCE = 4
MOST_UNKNOWNS = 3
FAR, TINY = Fraction(10), Fraction(1, 10**6)
_STEPS = (Fraction(0), Fraction(1, 1009), Fraction(-1, 1009), FAR, -FAR)


def places_at_thresholds(
    letters: Letters, small: Sequence[Counts], expressions: Sequence[Expr], rng: random.Random
) -> Iterator[Place]:
    """Yield places at each threshold, and on all sides of several at once.

    Parameters
    ----------
    letters : Letters
        The free letters of all expressions.
    small : sequence of dict
        Numbers for sizes and indices.
    expressions : sequence of Expr
        What is compared.
    rng : random.Random
        Draws the other numbers.

    Yields
    ------
    Place
    """
    thresholds = _thresholds(expressions)
    edges = {edge: sides for edge, sides in thresholds.items() if not _counts_alone(edge)}
    apart = max(small, key=lambda counts: len(set(counts.values())))
    for edge, counts in itertools.product(edges, (rng.choice(small), apart)):
        yield from _around(Place(letters, counts, "edge", rng.getrandbits(32)), edge)
    first = list(edges)[:MOST_AT_ONCE]
    for counts in (rng.choice(small), *_patterns(letters, filter(_counts_alone, thresholds), rng)):
        yield Place(letters, counts, "some", rng.getrandbits(32))
        for sides in itertools.product(*map(edges.__getitem__, first)):
            place = Place(letters, counts, "edge", rng.getrandbits(32))
            yield functools.reduce(_beyond, zip(first, sides, strict=True), place)


def beside(letters: Letters) -> set[int]:
    """Return the numbers that sizes and indices are compared with, and those next to them."""
    beside = {count + step for count in letters.counts for step in (-1, 0, 1)}
    return {number for number in beside if 1 <= number <= LARGEST_SIZE}


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
    near = sorted(beside(letters) | {1, 2, 3, 4})
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


def _completed(letters: Letters, counts: Counts, rng: random.Random) -> Counts:
    """Return numbers for all sizes and indices, and letters of sums, of which some are given."""
    sizes = {size: counts.get(size, max(counts.values())) for size in letters.sizes}
    least = min(sizes.values(), default=max(counts.values()))
    return {**sizes, **{i: rng.randint(1, least) for i in letters.indices}, **counts}


def _around(place: Place, edge: Expr) -> Iterator[Place]:
    """Yield places at and beside the number of one letter or entry that makes an edge 0."""
    for entry, root, _ in _roots(place, edge):
        yield from _with_one_of(place, entry, [root + step for step in _STEPS])


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
    asked = Asked(place)
    try:
        before = asked.value(edge)
        for entry in list(asked.entries)[:MOST_UNKNOWNS]:
            old = place.entry(*entry)
            beside = place.with_values({entry: total([old, Fraction(1)])})
            slope = total([Asked(beside).value(edge), -before])
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
