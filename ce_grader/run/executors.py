"""Where grading runs: on this machine, or on a Dask cluster."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass

from ce_grader.processes.pool import close_all


class ClusterUnavailable(Exception):
    """The cluster cannot be used; the message is one sentence that says why."""


@dataclass(frozen=True)
class Workers:
    """An executor, how many jobs it runs at a time, and how to end it.

    Parameters
    ----------
    executor : Executor
        Takes the jobs.
    width : int
        How many it runs at a time.
    close : callable
        Ends it; told whether all jobs are done, else what has not begun is dropped.
    """

    executor: Executor
    width: int
    close: Callable[[bool], None]

    @property
    def window(self) -> int:
        """How many jobs to hand out at a time: each that runs has one that waits behind it."""
        return 2 * self.width


def local(submissions: int, jobs: int = 0) -> Workers:
    """Return threads of this process, which all fork from one pair of warm processes.

    A thread only waits for its trusted process; what costs time runs in processes of its own.

    Parameters
    ----------
    submissions : int
        How many there are to grade.
    jobs : int
        How many to grade at a time; 0 for as many as there are cores.

    Returns
    -------
    Workers
        At most one per submission.
    """
    width = min(jobs or cores(), submissions)
    executor = ThreadPoolExecutor(width, thread_name_prefix="grading")

    def close(finished: bool) -> None:
        if not finished:
            close_all()  # no thread need wait for what is being graded
        executor.shutdown(wait=finished, cancel_futures=True)

    return Workers(executor, width, close)


def cores() -> int:
    """Return how many cores this process may use.

    Returns
    -------
    int
        At least 1.
    """
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def cluster(address: str) -> Workers:
    """Return the threads of a Dask cluster.

    Parameters
    ----------
    address : str
        Of its scheduler.

    Returns
    -------
    Workers
        As many as the cluster has threads.

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
    executor = client.get_executor(pure=False, retries=3)

    def close(finished: bool) -> None:
        executor.shutdown(wait=False)  # which cancels what has not begun
        client.close()

    return Workers(executor, threads, close)
