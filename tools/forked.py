"""Jobs that each run in a process of their own, forked where this one stands.

A pool of `multiprocessing` forks from a thread of its own, and a process with threads may hang when
it is forked: Python 3.12 and later warn of it.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

from rich.console import Console
from rich.progress import track

_Job = TypeVar("_Job")
_Result = TypeVar("_Result")


def each(
    function: Callable[[_Job], _Result], jobs: Iterable[_Job], width: int | None = None
) -> Iterator[tuple[_Job, _Result]]:
    """Yield each job with what the function made of it, as they end.

    Parameters
    ----------
    function : callable
        It may be any, as may the jobs: only results travel between processes.
    jobs : iterable
        What to call it with.
    width : int, optional
        How many run at a time; as many as there are cores.

    Yields
    ------
    job : object
        One of the jobs.
    result : object
        Its result.

    Raises
    ------
    ChildProcessError
        If a process ended without one.
    """
    context = multiprocessing.get_context("fork")
    waiting, running = iter(jobs), dict[Any, tuple[_Job, Any]]()
    try:
        while True:
            for job in islice(waiting, (width or os.cpu_count() or 1) - len(running)):
                mine, its = context.Pipe(duplex=False)
                process = context.Process(target=_tell, args=(function, job, its), daemon=True)
                process.start()
                its.close()
                running[mine] = job, process
            if not running:
                return
            for ready in wait(list(running)):
                job, process = running.pop(ready)
                yield job, _result(ready, job, process)
    finally:
        for _, process in running.values():
            process.terminate()


def _tell(function: Callable[[_Job], _Result], job: _Job, told: Connection) -> None:
    told.send(function(job))


def _result(told: Any, job: object, process: Any) -> Any:
    """Return what a process tells, and have it ended."""
    try:
        return told.recv()
    except EOFError:
        process.join()
        raise ChildProcessError(f"{job}: its process ended with {process.exitcode}") from None
    finally:
        told.close()
        process.join()


def shown(results: Iterable[_Result], what: str, total: int) -> Iterable[_Result]:
    """Show on stderr how many results have come, without a thread that draws.

    Parameters
    ----------
    results : iterable
        What `each` yields.
    what : str
        In front of the bar.
    total : int
        How many there will be.

    Returns
    -------
    iterable
        The same.
    """
    return track(results, what, total, console=Console(stderr=True), auto_refresh=False)
