"""Are two expressions equal? Exact points decide; a proof says that it holds in general.

Both sides are evaluated where they may differ: for several sizes, all ways in which indices
coincide, and numbers of many kinds. One point where they differ decides. Where all agree, exact
rewritings of the difference down to 0 are tried, and prove it for every size.

At a kink the value of a step is a convention: where a comparison of real numbers or a Heaviside
function stands exactly at its threshold, a difference does not count. So H(u), [u > 0] and
[u ≥ 0] are equal, as slopes of max(0, u) are. Equality and integers count everywhere.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, Literal

import sympy as sp
from sympy import Expr

from ce_helpers.symbolic._letters import unified
from ce_helpers.symbolic._proof import difference_of, is_proved
from ce_helpers.symbolic._search import Search
from ce_helpers.symbolic.evaluation import Point, value_at
from ce_helpers.symbolic.exact import exact, is_unwieldy, shown
from ce_helpers.symbolic.sums import derivatives_taken

How = Literal["proved", "evaluated", "different", "undefined", "undecided"]
SEED = 20260101


@dataclass(frozen=True)
class Comparison:
    """Whether two expressions are equal, and how that was found.

    Attributes
    ----------
    first, second : Expr
        What was compared.
    how : {"proved", "evaluated", "different", "undefined", "undecided"}
        Evaluated: equal at all points that were tried. Undefined: at no point have both a value.
        Undecided: they hold what cannot be evaluated here, or not with a bounded amount of work.
    letters : tuple of str
        The sizes, such as the number of classes m.
    sizes : tuple of int
        The numbers for those letters at which both were evaluated and agree.
    n_points : int
        The number of points at which both were evaluated and agree.
    example : str
        Sizes, indices and whole numbers at which the two differ.
    """

    first: Expr
    second: Expr
    how: How
    letters: tuple[str, ...] = ()
    sizes: tuple[int, ...] = ()
    n_points: int = 0
    example: str = ""
    known: tuple[tuple[Expr, Any], ...] = field(default=(), repr=False)

    @property
    def equal(self) -> bool:
        """Whether the two are equal, as far as could be found out."""
        return self.how in ("proved", "evaluated")

    @cached_property
    def difference(self) -> Expr:
        """First minus second, simplified; 0 where equality was proved."""
        if self.how == "proved":
            return sp.S.Zero
        return difference_of(self.first, self.second, dict(self.known))

    @property
    def where(self) -> str:
        """How the verdict was reached, in words: proved, or evaluated for which sizes."""
        if self.how != "evaluated":
            return self.how
        if not self.letters:
            return f"evaluated at {self.n_points} points"
        return f"evaluated for {', '.join(self.letters)} = {', '.join(map(str, self.sizes))}"


def compare(
    first: Any,
    second: Any,
    *,
    given: Mapping[Expr, Any] | None = None,
    rng: random.Random | None = None,
) -> Comparison:
    """Decide whether two expressions are equal wherever both are defined.

    Parameters
    ----------
    first, second : Expr or number
        Free indices lie within the sizes, 1 ≤ j ≤ m. Letters of one name are one letter.
    given : mapping of Expr to number, optional
        What is known besides, as sums and their values: ``{Sum(y[k], (k, 1, m)): 1}``.
    rng : random.Random, optional
        Draws the points; by default the same ones each time.

    Returns
    -------
    Comparison
        True for `equal` where the two agree.

    Raises
    ------
    TypeError
        If one of them is not an expression.

    Notes
    -----
    Analytic functions of this size that agree to 30 of 50 digits at random points, and are
    not equal, do not occur in practice; a proof is preferred all the same.

    Examples
    --------
    >>> x = sp.Symbol("x", real=True)
    >>> compare((x + 1) ** 2, x**2 + 2 * x + 1).how
    'proved'
    >>> compare(x, -x).equal
    False
    """
    left, right = (sp.sympify(side, strict=True) for side in (first, second))
    for side in (left, right):
        if not isinstance(side, Expr):
            raise TypeError(
                f"expected an expression, not {shown(side)} of type {type(side).__name__}"
            )
    known = tuple(sorted((given or {}).items(), key=str))
    return _compare(left, right, known, SEED if rng is None else rng.getrandbits(64))


@lru_cache(maxsize=1024)
def _compare(left: Expr, right: Expr, known: tuple[tuple[Expr, Any], ...], seed: int) -> Comparison:
    if is_unwieldy(left) or is_unwieldy(right):
        return Comparison(left, right, "undecided")
    sides = (left, right, *(total for total, _ in known))
    left, right, *sums = unified(*(derivatives_taken(exact(side)) for side in sides))
    values = [value_at(value, Point({}), "the known value") for _, value in known]
    facts = dict(zip(sums, values, strict=True))
    search = Search(left, right, facts)
    search.run(seed)
    return Comparison(
        left,
        right,
        _verdict(search, facts),
        letters=search.letters.sizes,
        sizes=tuple(sorted(search.sizes)),
        n_points=search.n_points,
        example=search.example,
        known=tuple(facts.items()),
    )


def _verdict(search: Search, facts: Mapping[Expr, Any]) -> How:
    """Return what a search has found; a proof counts only where all points agree."""
    if search.differs:
        return "different"
    if search.n_points and is_proved(*search.pair, facts):
        return "proved"
    if search.is_enough:
        return "evaluated"
    return "undecided" if search.n_points or not search.complete else "undefined"
