"""Where grading runs: processes of this machine, or a Dask cluster."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import get_context, parent_process
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


def _start_worker() -> None:
    # Ctrl-C reaches the whole group; the coordinator alone decides what it means
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this worker, and with it its warm processes, when the coordinator was killed.

    A worker holds both ends of the queue of jobs, and would wait at it for ever.
    """
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def local(jobs: int) -> Callable[[], Executor]:
    """Return a maker of pools of worker processes, each with warm processes of its own."""
    # a fresh interpreter: a fork of this one would inherit the gradebook's connection
    context = get_context("spawn")
    return lambda: ProcessPoolExecutor(jobs, mp_context=context, initializer=_start_worker)


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
