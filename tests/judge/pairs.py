"""Pairs of expressions with the naive truth about them, and the judge's verdict beside it."""

import random
import time
from dataclasses import dataclass

import sympy as sp

from ce_helpers.symbolic import compare, differentiate, z
from ce_helpers.symbolic import j as by_index
from ce_helpers.symbolic.comparison import Comparison
from tests.judge import naive
from tests.judge.expressions import LETTERS, expression
from tests.judge.rewritings import rewrite, slip

RIGHT = {True: {"proved", "evaluated"}, False: {"different"}, None: {"undefined"}}
LONGER = 50
UNFINISHED = (sp.Derivative, sp.Subs, sp.DiracDelta)


@dataclass(frozen=True)
class Pair:
    """Two expressions, whether they are equal, and the verdict with the seconds it took."""

    seed: int
    first: sp.Expr
    second: sp.Expr
    truth: bool | None
    verdict: Comparison
    seconds: float

    @property
    def is_wrong(self) -> bool:
        """Whether the verdict is neither true nor "undecided"."""
        return self.verdict.how not in RIGHT[self.truth] | {"undecided"}

    def __str__(self) -> str:
        """Return what a person needs in order to look into it."""
        return f"{self.seed}: {self.truth}, {self.verdict.how}\n  {self.first}\n  {self.second}"


def drawn(seed: int) -> tuple[sp.Expr, sp.Expr]:
    """Return a pair: rewritten, every other time with a slip, every tenth time differentiated."""
    rng = random.Random(seed)
    first = expression(rng)
    if seed % 10 == 0:
        slope = sp.diff(first, z[by_index])
        if not slope.has(*UNFINISHED):
            return slope, differentiate(first, z[by_index])
    second = rewrite(first, rng)
    return first, slip(second, rng) if seed % 2 else second


def judged(seed: int, n_points: int = 120) -> Pair | None:
    """Return a pair with truth and verdict, or None where SymPy has made no expression of it.

    Where the two disagree, the naive evaluator looks at many more points before it insists.
    """
    first, second = drawn(seed)
    if not isinstance(second, sp.Expr):
        return None
    start = time.process_time()
    verdict = compare(first, second)
    seconds = time.process_time() - start
    for points in (n_points, LONGER * n_points):
        rng = random.Random(-1 - seed)
        truth = naive.are_equal(first, second, LETTERS, rng, points)
        pair = Pair(seed, first, second, truth, verdict, seconds)
        if not pair.is_wrong:
            break
    return pair
