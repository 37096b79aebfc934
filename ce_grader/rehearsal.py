"""An assignment's own cells, run once before its submissions: what they compute is remembered.

SymPy keeps what it has simplified, Matplotlib what it has typeset. A branch of each warm parent
runs the instructor's cells, forgets their names and keeps those memories; the processes that
grade the assignment are forked from it. Nothing of a student's runs in a branch.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import tempfile
import threading
import warnings
from collections.abc import Iterator
from typing import Any

import numpy as np

from ce_grader.shell import NotebookShell, run_cell, undrawn

PYPLOT = "matplotlib.pyplot"


class RehearsalTimeout(BaseException):
    """The cells did not come to an end; no cell's `except Exception` is to catch it."""


def rehearse(sources: list[str], seconds: float) -> str:
    """Run cells in this process and forget their names; return what forbids forking from it.

    Cells that fail are left at that: they may read files that only submissions have.

    Parameters
    ----------
    sources : list of str
        Cells of the instructor's.
    seconds : float
        For all of them.

    Returns
    -------
    str
        Why no submission may be forked from this process, or nothing.
    """
    shell = NotebookShell.instance()
    threads = threading.active_count()
    try:
        with as_before(), alarm(seconds):
            for source in sources:
                _run(shell, source)
    except RehearsalTimeout:
        return f"the given cells did not come to an end within {seconds:g} s"
    shell.reset(new_session=True)
    shell.execution_count = 1
    if threading.active_count() > threads:
        return "the given cells leave a thread running"
    return ""


def _run(shell: NotebookShell, source: str) -> None:
    drawn = shell.figures and PYPLOT in sys.modules
    with undrawn(shell) if drawn else contextlib.nullcontext():
        _, error = run_cell(shell, source, 0)
    if isinstance(error, RehearsalTimeout):
        raise error


@contextlib.contextmanager
def as_before() -> Iterator[None]:
    """Put back what cells change outside their namespace; their files go into a folder of ours."""
    folder, environment, path = os.getcwd(), dict(os.environ), list(sys.path)
    with contextlib.ExitStack() as stack:
        os.chdir(stack.enter_context(tempfile.TemporaryDirectory()))
        stack.enter_context(warnings.catch_warnings())
        stack.enter_context(np.printoptions())
        stack.enter_context(np.errstate())
        if PYPLOT in sys.modules:
            stack.enter_context(_matplotlib_as_before())
        try:
            yield
        finally:
            os.chdir(folder)
            os.environ.clear()
            os.environ.update(environment)
            sys.path[:] = path


@contextlib.contextmanager
def _matplotlib_as_before() -> Iterator[None]:
    import matplotlib
    from matplotlib import pyplot

    with matplotlib.rc_context():
        yield
    pyplot.close("all")


@contextlib.contextmanager
def alarm(seconds: float) -> Iterator[None]:
    """Raise `RehearsalTimeout` in the main thread after some seconds."""

    def ring(number: int, frame: Any) -> None:
        raise RehearsalTimeout

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
