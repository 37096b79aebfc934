"""Run a stream of jobs on an executor, a bounded number of them at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from dataclasses import dataclass
from typing import Generic, TypeVar

_Job = TypeVar("_Job")
_Result = TypeVar("_Result")


@dataclass(frozen=True)
class Outcome(Generic[_Job, _Result]):
    """A finished job: its result, or the exception that ended it."""

    job: _Job
    result: _Result | None
    error: BaseException | None = None


def run_all(
    executor: Executor,
    function: Callable[[_Job], _Result],
    jobs: Iterable[_Job],
    window: int,
) -> Iterator[Outcome[_Job, _Result]]:
    """Yield the outcome of each job as it finishes.

    The window keeps memory independent of the number of jobs: they are made when there is room,
    and the caller drops results as they come.

    Parameters
    ----------
    executor : Executor
        Where the jobs run.
    function : callable
        Does one job.
    jobs : iterable
        Read as there is room.
    window : int
        How many jobs are handed out at a time.

    Yields
    ------
    Outcome
        In the order in which the jobs finish.
    """
    stream = iter(jobs)
    running: dict[Future[_Result], _Job] = {}
    while True:
        for job in stream:
            running[executor.submit(function, job)] = job
            if len(running) >= window:
                break
        if not running:
            return
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            job, error = running.pop(future), _error_of(future)
            yield Outcome(job, None if error else future.result(), error)


def _error_of(future: Future[_Result]) -> BaseException | None:
    """Return what a finished job ended with; a cluster that closes cancels its jobs."""
    try:
        return future.exception()
    except CancelledError as error:
        return error
