"""The scheduler of jobs: bounded, ordered by completion, and proof against dying workers."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import pytest

from ce_grader.run.schedule import Pool, run_all


def square(number: int) -> int:
    """Return the square; -1 ends the worker process, 13 raises."""
    if number == -1:
        os._exit(1)
    if number == 13:
        raise ValueError("unlucky")
    return number * number


def processes() -> ProcessPoolExecutor:
    """Return a pool of two processes."""
    return ProcessPoolExecutor(2, mp_context=get_context("spawn"))


def test_no_more_jobs_are_made_than_the_window_holds() -> None:
    """However many jobs there are, only a window of them exists."""
    made: list[int] = []

    def jobs() -> Iterator[int]:
        for number in range(100, 200):
            made.append(number)
            yield number

    pool = Pool(lambda: ThreadPoolExecutor(2))
    finished = 0
    for outcome in run_all(pool, square, jobs(), window=4):
        finished += 1
        assert outcome.result == outcome.job**2
        assert len(made) - finished <= 4
    pool.close()
    assert finished == 100


def test_an_error_belongs_to_its_job_alone() -> None:
    """A job that raises does not end the run."""
    pool = Pool(lambda: ThreadPoolExecutor(2))
    outcomes = {o.job: o for o in run_all(pool, square, [2, 13, 3], window=2)}
    pool.close()
    assert outcomes[2].result == 4 and outcomes[3].result == 9
    assert isinstance(outcomes[13].error, ValueError)


@pytest.mark.slow
@pytest.mark.timeout(120)
def test_a_job_that_kills_its_worker_stops_no_other() -> None:
    """The culprit is given up after two tries; every other job has its result."""
    pool = Pool(processes)
    outcomes = {o.job: o for o in run_all(pool, square, [1, 2, -1, 3, 4, 5], window=4)}
    pool.close()
    assert {job: outcomes[job].result for job in (1, 2, 3, 4, 5)} == {n: n * n for n in range(1, 6)}
    assert outcomes[-1].result is None and outcomes[-1].error is not None
