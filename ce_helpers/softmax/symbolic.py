"""Visible checks of the symbolic answers of 01_softmax, against SymPy's own derivatives.

What stands here as an expression are mistakes, each with the sentence that names it.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import sympy as sp
from sympy import KroneckerDelta

from ce_helpers.checking import CheckFailed, require
from ce_helpers.checks import visible
from ce_helpers.symbolic import MANY, Formula, Point, differentiate, i, j, k, l, m, softmax_entry, z
from ce_helpers.symbolic.notation import a as a  # the notebook takes all its letters from here
from ce_helpers.symbolic.notation import written_out

s, c = sp.symbols("s c", real=True)
S = sp.Sum(sp.exp(z[l]), (l, 1, m))
SIGMA = 1 / (1 + sp.exp(-s))
DELTA = KroneckerDelta(j, k)
A_K, A_J = softmax_entry(k), softmax_entry(j)
SIZES = (3, 2, 5)
FAR = Fraction(10**12)  # a logit of 28


def powers(rng: np.random.Generator, count: int) -> tuple[Fraction, ...]:
    """Return so many different powers of e: the logits themselves are their logarithms."""
    return tuple(Fraction(int(n), 7) for n in rng.permutation(np.arange(1, 40))[:count])


def _scores(rng: np.random.Generator) -> Iterator[Point]:
    """Yield scores on both sides of 0, 0 itself, and some far out."""
    for power in (*powers(rng, 4), Fraction(1), *(FAR * u for u in powers(rng, 2)), 1 / FAR):
        yield Point({}, {}, {"s": power})


def _entries(rng: np.random.Generator, cases: str = "same other") -> Iterator[Point]:
    """Yield logits and two indices, for several numbers of classes and the wanted cases."""
    some = [(size, *map(int, rng.permutation(size)[:2] + 1)) for size in SIZES]
    for n_classes, first, second in (*some, *((MANY, 1, index) for index in range(2, MANY + 1))):
        logits = powers(rng, n_classes)
        for output, other, scale in ((first, second, 1), (second, first, FAR)):
            exponentials = {"z": (logits[0] * scale, *logits[1:])}
            for case, logit in (("same", output), ("other", other)):
                if case in cases:
                    yield Point({"m": n_classes, "k": output, "j": logit}, {}, exponentials)


def _outputs(rng: np.random.Generator) -> Iterator[Point]:
    """Yield logits and one index: a second one has no value here."""
    for point in _entries(rng, "same"):
        yield replace(point, letters={name: point.letters[name] for name in "mk"})


class Derivative(Formula):
    """A derivative of an output with respect to a logit, for any number of classes."""

    def check(self, answer: Any, right: Any, rng: np.random.Generator) -> sp.Expr:
        """Compare as `Formula.check` does; say first if the answer holds for one size alone."""
        try:
            return super().check(answer, right, rng)
        except CheckFailed:
            self._require_sizes(self.read(answer))
            raise

    def _require_sizes(self, answer: sp.Expr) -> None:
        entries = {index for entry in answer.atoms(sp.Indexed) for index in entry.indices}
        numbers = [index for index in entries if index.is_Integer]  # one alone is a lost letter
        ends = [end for total in answer.atoms(sp.Sum) for *_, end in total.limits]
        require(
            len(numbers) < 2 and not any(end.is_Integer for end in ends),
            f"{self.name} writes the sum out for one number of classes: let it run to m.",
        )


@functools.cache
def _step_1() -> frozenset[sp.Expr]:
    """Return the derivative of σ as SymPy finds and rewrites it; step 1 prints the first form."""
    found = sp.diff(SIGMA, s)
    ways = (sp.simplify, sp.expand, sp.factor, sp.cancel)
    return frozenset([found, *(way(found) for way in ways)])


def _in_logits(entered: Any) -> bool:
    """Return whether an answer is in logits alone, without one a(k), as SymPy's derivative is."""
    return bool(entered.has(z)) and written_out(entered) == entered


D_LOGISTIC = Formula(
    "d_logistic",
    [s],
    _scores,
    {
        "is σ(s) itself: its derivative is asked for": SIGMA,
        "has the wrong sign: the curve climbs, so its derivative is positive": -sp.diff(SIGMA, s),
        "lacks a factor: it is 1 − σ, one of the two": 1 - SIGMA,
        "squares the first factor: σ² is not σ (1 − σ)": SIGMA**2,
        "is the derivative of tanh: 1 − σ² belongs to another curve": 1 - SIGMA**2,
        "is σ (1 + σ): the second factor is what is left of 1": SIGMA * (1 + SIGMA),
        "lacks the square of the denominator": sp.exp(-s) * SIGMA,
    },
    "is not the derivative of σ: split the right-hand side of step 1 into two factors",
    unfinished=lambda entered: entered in _step_1(),
    finish="sigma",
)
DA_SAME = Derivative(
    "da_same",
    [z[k], z[j], i, m],
    _outputs,
    {
        "has the wrong sign: raising z_k raises a_k": -A_K * (1 - A_K),
        "is −a_k²: the product a_k · 1, from the derivative of the numerator, is missing": (
            -(A_K**2)
        ),
        "is a_k alone: the derivative of the denominator is missing": A_K,
        "is 1 − a_k: the factor a_k in front is missing": 1 - A_K,
        "is a_k (1 + a_k): the quotient rule subtracts": A_K * (1 + A_K),
        "is S times too large: the quotient rule divides by S²": A_K * (1 - A_K) * S,
    },
    "is not the derivative for j = k: divide S² among the factors",
    indices=[k],
    unfinished=_in_logits,
    finish="a(k)",
)
DA_OTHER = Derivative(
    "da_other",
    [z[k], z[j], i, m],
    lambda rng: _entries(rng, "other"),
    {
        "has the wrong sign: raising z_j takes from a_k": A_K * A_J,
        "is 0, but z_j is in the denominator of a_k": sp.Integer(0),
        "is −a_j: the factor a_k in front is missing": -A_J,
        "is −a_k²: the derivative of the denominator is e^{z_j}, with j": -(A_K**2),
        "is the other case, j = k": A_K * (1 - A_K),
        "is S times too large: the quotient rule divides by S²": -A_K * A_J * S,
        "has a 1 from the delta, which is 0 for j ≠ k": A_K * (1 - A_J),
    },
    "is not the derivative for j ≠ k: divide S² among the factors",
    indices=[k, j],
    unfinished=_in_logits,
    finish="a(k) and a(j)",
)
DA = Derivative(
    "da",
    [z[k], z[j], i, m],
    _entries,
    {
        "has the wrong sign: it is the negative of the derivative": -A_K * (DELTA - A_J),
        "has the delta swapped: δ_jk is 1 where j = k": A_K * (1 - DELTA - A_J),
        "has 1 in the place of δ_jk: for j ≠ k the numerator has derivative 0": A_K * (1 - A_J),
        "lacks the delta: for j = k the numerator has a derivative too": -A_K * A_J,
        "is the derivative of log a_k: the factor a_k in front is missing": DELTA - A_J,
        "has a_k twice: the derivative of the denominator is e^{z_j}, with j": (
            A_K * (DELTA - A_K)
        ),
        "keeps the diagonal alone: for j ≠ k the derivative is not 0": A_K * (1 - A_K) * DELTA,
        "lacks the derivative of the denominator": A_K * DELTA,
        "adds where the derivative of 1/S brings a minus": A_K * (DELTA + A_J),
    },
    "is not the derivative: put the two cases of exercise 5 beside it",
    indices=[k, j],
    unfinished=_in_logits,
    finish="a(k), a(j) and KroneckerDelta(j, k)",
)


def _check_da(answer: Any, rng: np.random.Generator, case: str) -> None:
    """Compare the formula with the delta where j = k, or j ≠ k; name its mistake by both."""
    right = differentiate(A_K, z[j])
    try:
        replace(DA, points=lambda drawn: _entries(drawn, case)).check(answer, right, rng)
    except CheckFailed:
        DA.check(answer, right, rng)
        raise


@visible("d_logistic: the derivative of the logistic function")
def d_logistic(answer: Any, rng: np.random.Generator) -> None:
    """Compare with SymPy's derivative of the logistic function."""
    D_LOGISTIC.check(answer, sp.diff(SIGMA, s), rng)


@visible("da_same: the derivative of a_k with respect to its own logit")
def da_same(answer: Any, rng: np.random.Generator) -> None:
    """Compare the case j = k with SymPy's derivative."""
    DA_SAME.check(answer, differentiate(A_K, z[k]), rng)


@visible("da_other: the derivative of a_k with respect to another logit")
def da_other(answer: Any, rng: np.random.Generator) -> None:
    """Compare the case j ≠ k with SymPy's derivative."""
    DA_OTHER.check(answer, differentiate(A_K, z[j]), rng)


@visible("da: right for j = k")
def da_diagonal(answer: Any, rng: np.random.Generator) -> None:
    """Compare the formula with the delta where j = k."""
    _check_da(answer, rng, "same")


@visible("da: right for j ≠ k")
def da_off_diagonal(answer: Any, rng: np.random.Generator) -> None:
    """Compare the formula with the delta where j ≠ k."""
    _check_da(answer, rng, "other")
