"""What a test does works isolated as in one process, or gives no verdict; the page says which."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from ce_grader import grade
from ce_grader.nbgrader_seams.precedents import learn
from ce_grader.task import Verdict
from tests.features import Feature, features, works_in_one_process
from tests.features.page import TARGET, document

ALL = features()
Verdicts = dict[str, tuple[Verdict, Verdict]]


def _graded(feature: Feature) -> tuple[Verdict, Verdict]:
    """Return the verdicts on the instructor's own answer, and on the same from a student."""
    precedent, result = learn(feature.task)
    if not precedent.untestable:
        return result.verdicts[0], result.verdicts[0]
    return result.verdicts[0], grade(replace(feature.task, precedent=precedent)).verdicts[0]


@pytest.fixture(scope="module")
def verdicts() -> Iterator[Verdicts]:
    """All features, graded in one pair of warm processes."""
    with ThreadPoolExecutor(2) as pool:
        yield dict(zip((f.title for f in ALL), pool.map(_graded, ALL), strict=True))


def test_there_are_many_features() -> None:
    """Each has a name of its own."""
    assert len({feature.title for feature in ALL}) == len(ALL) >= 90
    assert sum(feature.works for feature in ALL) >= 75


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # an answer that leaves a file open is fine
@pytest.mark.parametrize("feature", ALL, ids=lambda feature: feature.title)
def test_a_feature_works_or_gives_no_verdict(feature: Feature, verdicts: Verdicts) -> None:
    """As in one process; a test that cannot be carried out takes no points from anybody."""
    own, students = verdicts[feature.title]
    assert works_in_one_process(feature)
    assert (own.status == "passed") == feature.works, own
    assert students.status == ("passed" if feature.works else "no-verdict"), students


def test_the_page_shows_the_features() -> None:
    """`python -m tests.features.page` writes it."""
    assert TARGET.read_text(encoding="utf-8") == document(ALL)
