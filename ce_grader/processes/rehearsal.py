"""An assignment's own cells, run once before its submissions: what they compute is remembered.

SymPy keeps what it has simplified, Matplotlib what it has typeset. A branch of each warm parent
runs the instructor's cells, forgets their names and keeps those memories; the processes that
grade the assignment are forked from it. No student code runs in a branch.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import warnings
from collections.abc import Iterable, Iterator

import numpy as np

from ce_grader.processes.files import own_folder, write_files
from ce_grader.processes.shell import NotebookShell, alarm, run_cell

_PYPLOT = "matplotlib.pyplot"
_OUTPUT_BYTES = 2**24


class _RehearsalTimeout(BaseException):
    """The cells did not come to an end. Not an `Exception`, so that no cell catches it."""


def rehearse(sources: list[str], files: Iterable[tuple[str, bytes]], seconds: float) -> str:
    """Run cells in this process and forget their names.

    A cell that fails is passed over: it will fail in the submissions, which say so.

    Parameters
    ----------
    sources : list of str
        The instructor's cells.
    files : iterable of (str, bytes)
        What lies beside their notebook.
    seconds : float
        How long all of them may take.

    Returns
    -------
    str
        Why no submission may be forked from this process, or nothing.
    """
    shell = NotebookShell.instance()
    threads = threading.active_count()
    try:
        with _as_before(files), alarm(seconds, _RehearsalTimeout()):
            for source in sources:
                error = run_cell(shell, source, _OUTPUT_BYTES).error
                if isinstance(error, _RehearsalTimeout):
                    raise error
    except _RehearsalTimeout:
        return f"the given cells did not come to an end within {seconds:g} s"
    shell.reset(new_session=True)
    shell.execution_count = 1
    if threading.active_count() > threads:
        return "the given cells leave a thread running"
    return ""


@contextlib.contextmanager
def _as_before(files: Iterable[tuple[str, bytes]]) -> Iterator[None]:
    """Put back what cells change outside their namespace; their files are in a folder of ours."""
    folder, environment, path = os.getcwd(), dict(os.environ), list(sys.path)
    with contextlib.ExitStack() as stack:
        os.chdir(stack.enter_context(own_folder("rehearsal")))
        write_files(".", dict(files))
        sys.path.insert(0, os.getcwd())
        stack.enter_context(warnings.catch_warnings())
        stack.enter_context(np.printoptions())
        stack.enter_context(np.errstate())
        if _PYPLOT in sys.modules:
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
