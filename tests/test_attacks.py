"""No attack of the corpus earns a point, stops the batch, reads a secret or leaves a trace."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.attacked.batch import Batch, grade_batch
from tests.attacked.course import isolated_config
from tests.attacked.ordinary import possible
from tests.attacked.scenarios import FULL, SECRETS, Scenario, leaks, problems, scenarios
from tools.build import ROOT

ALL = scenarios()
pytestmark = [
    pytest.mark.slow,
    pytest.mark.sandbox,
    pytest.mark.timeout(600),
    pytest.mark.filterwarnings("ignore:Non-unique cell id"),  # a doubled cell is one of them
]


#: What these attack is the same for every user; `make attacks` grades them as both all the same.
SAME_FOR_EVERYONE = {
    "exceptions", "feedback", "the interpreter", "the notebook", "the values", "the wire",
}  # fmt: skip


def chosen(ordinary: bool) -> list[Scenario]:
    """Return the scenarios that a user grades; those of CE_ATTACKS, if it names some."""
    names = os.environ.get("CE_ATTACKS", "").split()
    everything = names or not ordinary
    return [s for s in scenarios(names) if everything or s.route not in SAME_FOR_EVERYONE]


@pytest.fixture(scope="module", params=["started", "ordinary"])
def batch(request: pytest.FixtureRequest) -> Iterator[Batch]:
    """The whole corpus, graded as one class with honest students in between.

    By who runs the tests, with two jobs, and by an ordinary user, with one: all that the user may
    make a difference to.
    """
    ordinary = request.param == "ordinary"
    if ordinary and not possible():
        pytest.skip("needs root, to become an ordinary user")
    # not below pytest's own folder, which is closed to others
    with tempfile.TemporaryDirectory(prefix="ce-attacks-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        options = ("--jobs=1",) if ordinary else ("--jobs=2",)
        root = Path(folder) / "course"
        yield grade_batch(
            root, chosen(ordinary), isolated_config(), options=options, ordinary=ordinary
        )


def test_the_corpus_is_large() -> None:
    """Issue 4 asks for at least forty scenarios; every one says what it is about."""
    assert len(ALL) >= 120
    assert all(scenario.title and scenario.route for scenario in ALL)


@pytest.mark.parametrize("scenario", ALL, ids=lambda scenario: scenario.name)
def test_attack_gets_what_its_honest_answer_deserves(scenario: Scenario, batch: Batch) -> None:
    """Not a point more, not one less where the rest of the answer is right, and no secret."""
    if scenario.name not in batch.outcomes:
        pytest.skip("the same for every user: make attacks; or not among CE_ATTACKS")
    outcome = batch.outcomes[scenario.name]
    assert not problems(scenario, outcome)
    assert not leaks(outcome)


def test_honest_submissions_beside_the_attacks_get_all_points(batch: Batch) -> None:
    """What one submission does never touches another."""
    wrong = {student: got.points for student, got in batch.honest.items() if got.points != FULL}
    assert not wrong, batch.log[-4000:]


def test_the_batch_ends_well(batch: Batch) -> None:
    """The command exits with 0: no submission counts as a failure of the grader."""
    assert batch.returncode == 0, batch.log[-4000:]


def test_no_process_is_left(batch: Batch) -> None:
    """Everything that a submission started is killed at its end."""
    assert batch.processes == []


def test_no_file_is_left(batch: Batch) -> None:
    """Nothing that a submission wrote is found outside its own graded folder."""
    assert batch.files == []


def test_every_student_gets_a_page(batch: Batch) -> None:
    """Feedback is written for everyone, the hostile ones included."""
    without = [name for name, got in {**batch.outcomes, **batch.honest}.items() if not got.feedback]
    assert not without


def test_secrets_are_really_there_to_be_stolen(batch: Batch) -> None:
    """Else the test that no secret leaks could not fail."""
    root = batch.course.root
    places = [root / "gradebook.db", root / "private.txt"]
    places += sorted((root / "submitted").glob("*honest/*/*.ipynb"))[:1]
    text = b"".join(path.read_bytes() for path in places).decode(errors="replace")
    assert all(secret in text for secret in SECRETS)


def test_the_table_in_the_docs_shows_every_scenario() -> None:
    """`python -m tests.attacked.table` writes it; a scenario that is new has to be in it."""
    page = (ROOT / "docs" / "attacks.md").read_text(encoding="utf-8")
    missing = [scenario.name for scenario in ALL if f"| `{scenario.name}` |" not in page]
    assert not missing
    assert str(ROOT) not in page
