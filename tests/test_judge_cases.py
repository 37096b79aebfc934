"""The judge on each kind of step that the course asks for, and the table that shows it."""

import random

import pytest

from ce_helpers.symbolic import compare
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
