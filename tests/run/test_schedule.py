"""The scheduler of jobs: bounded, and ordered by completion."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from ce_grader.run.schedule import run_all


def square(number: int) -> int:
    """Return the square; 13 raises."""
    if number == 13:
        raise ValueError("unlucky")
    return number * number


def test_no_more_jobs_are_made_than_the_window_holds() -> None:
    """However many jobs there are, only a window of them exists."""
    made: list[int] = []

    def jobs() -> Iterator[int]:
        for number in range(100, 200):
            made.append(number)
            yield number

    finished = 0
    with ThreadPoolExecutor(2) as executor:
        for outcome in run_all(executor, square, jobs(), window=4):
            finished += 1
            assert outcome.result == outcome.job**2
            assert len(made) - finished <= 4
    assert finished == 100


def test_an_error_belongs_to_its_job_alone() -> None:
    """A job that raises does not end the run."""
    with ThreadPoolExecutor(2) as executor:
        outcomes = {o.job: o for o in run_all(executor, square, [2, 13, 3], window=2)}
    assert outcomes[2].result == 4 and outcomes[3].result == 9
    assert isinstance(outcomes[13].error, ValueError)
