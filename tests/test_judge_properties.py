"""The judge against a naive evaluator, on random expressions and rewritings of them."""

import random

import pytest
import sympy as sp

from ce_helpers.symbolic import k as index
from ce_helpers.symbolic import m, z
from ce_helpers.symbolic.sums import tidy
from tests.judge import naive
from tests.judge.expressions import LETTERS
from tests.judge.pairs import drawn, judged

MOST_SECONDS = 5
SEEDS = range(500_000, 500_208)


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("chunk", range(8))
def test_no_verdict_is_wrong_and_none_takes_long(chunk):
    """Equal, different or undefined as the naive evaluator says; undecided hardly ever."""
    pairs = [judged(seed, n_points=50) for seed in SEEDS[chunk::8]]
    found = [pair for pair in pairs if pair is not None]
    wrong = [pair for pair in found if pair.is_wrong]
    assert not wrong, "\n".join(map(str, wrong))
    assert max(pair.seconds for pair in found) < MOST_SECONDS
    undecided = [pair for pair in found if pair.verdict.how == "undecided"]
    assert len(undecided) <= 1, "\n".join(map(str, undecided))


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_tidy_expressions_keep_their_value():
    """Whatever is renamed, split, shifted or carried out."""
    changed = 0
    for seed in range(700_000, 700_080):
        first, _ = drawn(seed)
        found = tidy(first)
        changed += found != first
        assert naive.are_equal(first, found, LETTERS, random.Random(seed), 30) is not False, first
    assert changed > 40


TOTAL = sp.Sum(z[index], (index, 1, m))


@pytest.mark.parametrize(
    "first, second, truth",
    [
        (TOTAL, sp.Sum(z[index + 1], (index, 0, m - 1)), True),
        (TOTAL, TOTAL - z[m], False),
        (TOTAL, m * z[1], False),
        (sp.Max(0, z[1]), sp.Piecewise((z[1], z[1] > 0), (0, True)), True),
        (1 / (TOTAL - TOTAL.xreplace({index: sp.Symbol("p", integer=True)})), TOTAL, None),
    ],
)
def test_the_naive_evaluator_tells_equal_from_different(first, second, truth):
    """It has to be right by itself, as it is the measure."""
    assert naive.are_equal(first, second, LETTERS, random.Random(1)) is truth
