"""Where grading runs: on this machine, or on a Dask cluster."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import Any

from ce_grader.task import GradingResult, GradingTask, grade


class ClusterUnavailable(Exception):
    """The cluster cannot be used; the message is one sentence that says why."""


def grade_submission(tasks: tuple[GradingTask, ...]) -> tuple[GradingResult, ...]:
    """Grade the notebooks of one submission, one after another."""
    return tuple(grade(task) for task in tasks)


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def local(jobs: int) -> Callable[[], Executor]:
    """Return a maker of pools of threads: all of them fork from one pair of warm processes.

    A thread only waits for its judge; what costs time runs in processes of its own.
    """
    return lambda: ThreadPoolExecutor(jobs, thread_name_prefix="grading")


def abandon() -> None:
    """End what is being graded on this machine, so that no thread waits for it."""
    from ce_grader.processes.pool import close_all  # the machinery is not needed to ask a cluster

    close_all()


def cluster(address: str) -> tuple[Callable[[], Executor], int, Callable[[], Any]]:
    """Return an executor maker for a Dask scheduler, its number of threads, and a close.

    Raises
    ------
    ClusterUnavailable
        If dask.distributed is not installed, nobody answers, or there are no workers.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise ClusterUnavailable(
            "--scheduler needs dask.distributed, which is not installed: "
            "pip install 'ce-course[cluster]'"
        ) from error
    try:
        client = Client(address, timeout=10, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterUnavailable(f"no Dask scheduler answers at {address}: {error}") from error
    threads = sum(client.nthreads().values())
    if not threads:
        client.close()
        raise ClusterUnavailable(f"the Dask scheduler at {address} has no workers yet")
    # pure=False: the same notebook handed in twice is still two submissions
    return lambda: client.get_executor(pure=False, retries=3), threads, client.close
