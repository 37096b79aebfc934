"""Run a stream of jobs on an executor, a bounded number of them at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
    wait,
)
from dataclasses import dataclass
from typing import Generic, TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Outcome(Generic[Job, Result]):
    """A finished job: its result, or the exception that grading it ended with."""

    job: Job
    result: Result | None
    error: BaseException | None = None


class Pool:
    """An executor that is made anew when one of its processes dies.

    Parameters
    ----------
    make : callable
        Returns a fresh executor.
    tries : int
        How often one job may be running while the pool breaks before it is given up: a job
        that kills its worker each time must not stop the others.
    """

    def __init__(self, make: Callable[[], Executor], tries: int = 2) -> None:
        self.make = make
        self.tries = tries
        self.executor = make()

    def renew(self) -> None:
        """Replace the broken executor."""
        self.close(wait_for_jobs=False)
        self.executor = self.make()

    def close(self, wait_for_jobs: bool = True) -> None:
        """Shut the executor down; jobs that have not begun are dropped."""
        if isinstance(self.executor, ThreadPoolExecutor | ProcessPoolExecutor):
            self.executor.shutdown(wait=wait_for_jobs, cancel_futures=True)
        else:
            # Dask's executor has no cancel_futures: not to wait is to cancel
            self.executor.shutdown(wait=False)


def _error_of(future: Future[Result]) -> BaseException | None:
    """Return what a finished job ended with; a cluster that closes cancels its jobs."""
    try:
        return future.exception()
    except CancelledError as error:
        return error


def run_all(
    pool: Pool,
    function: Callable[[Job], Result],
    jobs: Iterable[Job],
    window: int,
) -> Iterator[Outcome[Job, Result]]:
    """Yield each job's outcome as it finishes, with at most `window` jobs handed out.

    The window keeps memory independent of the number of jobs: jobs are made when there is
    room, and results are dropped by the caller as they come.
    """
    stream = iter(jobs)
    running: dict[Future[Result], Job] = {}
    while True:
        for job in stream:
            running[pool.executor.submit(function, job)] = job
            if len(running) >= window:
                break
        if not running:
            return
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        lost = []
        for future in done:
            job = running.pop(future)
            error = _error_of(future)
            if isinstance(error, BrokenExecutor):
                lost.append(job)
            else:
                yield Outcome(job, None if error else future.result(), error)
        if lost:
            yield from _recover(pool, function, [*lost, *running.values()])
            running.clear()


def _recover(
    pool: Pool, function: Callable[[Job], Result], jobs: list[Job]
) -> Iterator[Outcome[Job, Result]]:
    """Run the jobs of a broken pool again, one at a time, so that the culprit is known."""
    pool.renew()
    for job in jobs:
        for _ in range(pool.tries):
            future = pool.executor.submit(function, job)
            error = _error_of(future)
            if not isinstance(error, BrokenExecutor):
                break
            pool.renew()
        yield Outcome(job, None if error else future.result(), error)
