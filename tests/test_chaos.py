"""Whatever is killed, filled up, locked or interrupted: honest work has its points, once."""

import pytest

from tests.chaos import play_seed

pytestmark = [pytest.mark.slow, pytest.mark.sandbox, pytest.mark.timeout(300)]


@pytest.mark.parametrize("seed", [1, 2])
def test_every_honest_submission_has_its_points_after_chaos(seed: int) -> None:
    """Two small classes here; `make chaos` plays twenty of two hundred submissions."""
    done, wrong = play_seed(seed, submissions=6, faults=3, on_cluster=False)
    assert done
    assert wrong == []
