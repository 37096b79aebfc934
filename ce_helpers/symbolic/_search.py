"""Search for a point where two expressions differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from sympy import Expr

from ce_helpers.symbolic._arithmetic import CONTEXT, NoValue, Number, Undecided, same_value
from ce_helpers.symbolic._evaluator import Scope, TooMuchWork, cost_of, evaluate
from ce_helpers.symbolic._letters import letters_of
from ce_helpers.symbolic._places import Place
from ce_helpers.symbolic._sampling import SIZES, places
from ce_helpers.symbolic._thresholds import LARGEST_SIZE

MOST_WORK = 1_000_000
MORE_DIGITS = 700
MOST_WORK_AT_A_PLACE = MOST_WORK // 5
ENOUGH_POINTS, ENOUGH_SIZES = 3, 2


class Search:
    """Compares two expressions at one place after the other.

    Attributes
    ----------
    letters : Letters
        The free letters of both.
    differs : bool
        Whether a point was found where they differ.
    example : str
        Sizes, indices and whole numbers of that point.
    n_points : int
        The number of points where both have a value and agree.
    sizes : set of int
        The sizes of those points.
    complete : bool
        Whether every point was evaluated that has a value.
    missed_threshold : bool
        Whether a size or an index is compared with an integer that no point came near.
    """

    def __init__(self, left: Expr, right: Expr, known: Mapping[Expr, Fraction]) -> None:
        self.pair = (left, right)
        self.known = known
        self.letters = letters_of(left, right, *known)
        self.differs = False
        self.example = ""
        self.n_points = 0
        self.sizes: set[int] = set()
        self.complete = True
        counting = self.letters.sizes or self.letters.indices
        self.missed_threshold = bool(counting) and self._largest_count >= LARGEST_SIZE
        self._work = MOST_WORK

    @property
    def _largest_count(self) -> int:
        return max(self.letters.counts, default=0)

    def run(self, seed: int) -> None:
        """Try places until the two differ, or the work is done."""
        cost = sum(map(cost_of, self.pair))
        for place in places(self.letters, self.pair, self.known, seed):
            self._work -= cost
            self._try(place)
            if self.differs:
                return
            if self._work < 0:
                self._give_up(self._largest_count)
                return

    @property
    def is_enough(self) -> bool:
        """Whether so many points agree that the two may be called equal."""
        if self.missed_threshold:
            return False
        if self.complete:
            return self.n_points > 0
        sizes = not self.letters.sizes or len(self.sizes) >= ENOUGH_SIZES
        return self.n_points >= ENOUGH_POINTS and sizes

    def _give_up(self, count: int) -> None:
        """Note that a place was too much work, and whether it was one beside a threshold."""
        self.complete = False
        self.missed_threshold |= count > max(SIZES)

    def _try(self, place: Place) -> None:
        try:
            agree = self._agree(place)
        except (TooMuchWork, Undecided):
            self._give_up(max(place.counts.values(), default=0))
        except NoValue:
            return
        else:
            self.differs = agree is False
            if self.differs:
                self.example = _in_words(place)
            if agree:
                self.n_points += 1
                self.sizes |= {place.counts[size] for size in place.letters.sizes}

    def _agree(self, place: Place) -> bool | None:
        """Return whether the two agree; None where a kink's convention makes the difference."""
        left, right, at_kink = self._values(place)
        if same_value(left, right):
            return True
        if at_kink and not (place.is_plain and self._differ_again(place)):
            return None
        if isinstance(left, Fraction) and isinstance(right, Fraction):
            return False
        with CONTEXT.workdps(MORE_DIGITS):  # were digits lost where large numbers cancel?
            left, right, _ = self._values(place)
            return same_value(left, right)

    def _differ_again(self, place: Place) -> bool:
        """Return whether the two differ for other numbers too, so that the tie is no accident."""
        left, right, _ = self._values(replace(place, seed=place.seed + 1))
        return not same_value(left, right)

    def _values(self, place: Place) -> tuple[Number, Number, bool]:
        most = min(self._work, MOST_WORK_AT_A_PLACE)
        scopes = [Scope(place, most) for _ in self.pair]
        values = []
        for side, scope in zip(self.pair, scopes, strict=True):
            try:
                values.append(evaluate(side, scope))
            finally:
                self._work -= scope.spent
        return values[0], values[1], any(scope.at_kink for scope in scopes)


def _in_words(place: Place) -> str:
    """Return the sizes and indices of a place, and the letters that are whole numbers."""
    scalars = [name for name in sorted(place.letters.symbols) if not place.is_array(name)]
    names = (*place.letters.sizes, *place.letters.indices, *scalars)
    values = [(name, place.letter(name)) for name in names]
    return ", ".join(f"{n} = {v}" for n, v in values if getattr(v, "denominator", 0) == 1)
