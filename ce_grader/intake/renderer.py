"""Render Markdown in a process of its own, which ends by a signal when it takes too long.

The time that a Markdown renderer takes may grow with the square of what a student wrote, or
worse. `python -m ce_grader.intake.renderer` reads a cell a line and answers with a page a line.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextvars import ContextVar
from typing import Any

from ce_grader.task import GIB

#: Of computing time, for one cell; a long essay takes some hundredths.
SECONDS = 2.0
#: For all cells of a notebook.
ALL_SECONDS = 20.0
_left: ContextVar[list[float] | None] = ContextVar("_left", default=None)


@contextlib.contextmanager
def one_notebook() -> Iterator[None]:
    """Bound what the cells in the block may take together: there may be thousands.

    Yields
    ------
    None
        While the notebook is rendered; once the time is up, no more of it is.
    """
    token = _left.set([ALL_SECONDS])
    try:
        yield
    finally:
        _left.reset(token)


class Renderer:
    """Renders in another process, started when first needed and again when it has ended.

    Parameters
    ----------
    *command : str
        The Python program and its arguments.
    """

    def __init__(self, *command: str) -> None:
        self._command = [sys.executable, *command]
        self._process: subprocess.Popen[str] | None = None
        self._owner = 0
        self._lock = threading.Lock()

    def render(
        self, source: str, attachments: Mapping[str, dict[str, str]], *, formulas: bool = False
    ) -> str | None:
        """Return the HTML that nbconvert makes of a cell.

        Parameters
        ----------
        source : str
            The text of a cell.
        attachments : mapping
            The cell's pasted pictures.
        formulas : bool
            Whether TeX becomes MathML (`ce_grader.intake.formulas`) or stays for MathJax.

        Returns
        -------
        str or None
            None where nbconvert fails, or does not come to an end in time.
        """
        left = _left.get() or [ALL_SECONDS]
        if left[0] <= 0:
            return None
        with self._lock:
            if self._process is None:
                self._process = self._start()
            question = {"source": source, "attachments": attachments, "formulas": formulas}
            answer = _ask(self._process, question)
            if answer is None:
                self._end(self._process)
            page, seconds = json.loads(answer) if answer else (None, SECONDS)
            left[0] -= seconds
            return str(page) if page is not None else None

    def close(self) -> None:
        """End the process, if this one has started it; a fork of this one has not."""
        if self._process is not None and self._owner == os.getpid():
            self._end(self._process)

    def _start(self) -> subprocess.Popen[str]:
        self._owner, pipe = os.getpid(), subprocess.PIPE
        return subprocess.Popen(
            self._command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True
        )

    def _end(self, process: subprocess.Popen[str]) -> None:
        process.kill()
        process.communicate()
        self._process = None


def _ask(process: subprocess.Popen[str], question: dict[str, Any]) -> str | None:
    """Return the line that a process answers with, or None where it has ended instead."""
    assert process.stdin is not None and process.stdout is not None
    try:
        process.stdin.write(json.dumps(question) + "\n")
        process.stdin.flush()
        return process.stdout.readline() or None
    except OSError:
        return None


def serve(render: Callable[..., str], seconds: float) -> None:
    """Answer what comes in; the signal that ends a slow answer ends this process.

    Parameters
    ----------
    render : callable
        Makes HTML of a `source` and its `attachments`, with `formulas` or not.
    seconds : float
        Of computing time, for each.
    """
    resource.setrlimit(resource.RLIMIT_AS, (GIB, GIB))
    for line in sys.stdin:
        signal.setitimer(signal.ITIMER_PROF, seconds)
        began = time.process_time()
        try:
            page = render(**json.loads(line))
        except Exception:  # a missing picture, or anything else that nbconvert stumbles over
            page = None
        signal.setitimer(signal.ITIMER_PROF, 0)
        print(json.dumps([page, time.process_time() - began]), flush=True)


def _nbconvert() -> Callable[..., str]:
    """Return what makes pages, imported before any time is taken."""
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

    from ce_grader.intake.formulas import page

    def render(source: str, attachments: dict[str, dict[str, str]], formulas: bool) -> str:
        if formulas:
            return page(source, attachments)
        renderer = IPythonRenderer(escape=False, attachments=attachments)
        return str(MarkdownWithMath(renderer=renderer).render(source))

    return render


#: This process's.
RENDERER = Renderer("-P", "-m", "ce_grader.intake.renderer")
atexit.register(RENDERER.close)

if __name__ == "__main__":
    serve(_nbconvert(), SECONDS)
