"""Other Pythons and other versions, as far as CI has time for: `make pythons` tries more."""

import pytest

from tools.pythons import find_pythons, tried, tries

#: Values, and one notebook graded.
QUICK = (
    "tests/test_softmax_reference.py",
    "tests/run/test_single.py::test_a_program_reads_points_status_and_sentence_of_each_cell",
)


@pytest.mark.slow
@pytest.mark.sandbox
@pytest.mark.timeout(300)
@pytest.mark.parametrize("choice", ["oldest", "newest"])
def test_the_oldest_and_the_newest_versions_work(choice: str) -> None:
    """The oldest on the first Python that is found, the newest on the last."""
    ((python, _),) = [pair for pair in tries(find_pythons()) if pair[1] == choice]
    versions, run = tried(python, choice, QUICK)
    assert run.returncode == 0, (versions, run.stdout[-3000:])
