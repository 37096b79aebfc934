"""The judge on each kind of step that the course asks for, and the table that shows it."""

import random
from pathlib import Path

import pytest
from sympy import Product, Sum

from ce_helpers.symbolic import Point, compare, l, m, value_at, z
from tests.judge.__main__ import TABLE, rendered
from tests.judge.cases import CASES, GIVEN, TARGETS

PLAIN = [(*case, {}) for cases in CASES.values() for case in cases]
ASKED = [*PLAIN, *((*case, {"given": TARGETS}) for case in GIVEN)]


@pytest.mark.parametrize("title, first, second, how, known", ASKED, ids=[case[0] for case in ASKED])
def test_each_kind_of_step_gets_its_verdict(title, first, second, how, known):
    """In both orders."""
    assert compare(first, second, **known).how == how
    assert compare(second, first, **known).how == how


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_the_verdict_does_not_hang_on_the_points_that_are_drawn():
    """Twenty generators, and the same verdict from each."""
    for seed in range(20):
        for title, first, second, how, known in ASKED:
            found = compare(first, second, rng=random.Random(seed), **known)
            assert found.how == how, (title, seed)


def test_the_table_in_the_docs_is_what_the_judge_says():
    """`python -m tests.judge` writes it."""
    assert TABLE.read_text(encoding="utf-8") == rendered()


def test_a_sum_without_terms_is_what_the_notebook_says():
    """0, and a product 1, said before the first upper limit that may lie below the lower one."""
    text = (Path(__file__).parents[1] / "source" / "05_hinge.py").read_text(encoding="utf-8")
    said = " ".join(text[: text.index("(l, 1, m - 1)")].replace("# ", "").split())
    assert "upper limit lies below its lower one has no terms and is 0, a product 1" in said
    for top in (m - 1, m - 3):  # empty, and the wrong way round
        assert value_at(Sum(z[l], (l, 1, top)), Point({"m": 1}), "sum") == 0
        assert value_at(Product(z[l], (l, 1, top)), Point({"m": 1}), "product") == 1
        assert compare(Sum(z[l], (l, 1, top)).subs(m, 1), 0).equal
