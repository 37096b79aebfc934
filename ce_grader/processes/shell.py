"""One namespace in which cells run as in a notebook: magics, displays, figures, tracebacks.

Both sides use it. It is made once, in the warm parent, and a forked child runs one submission.
"""

from __future__ import annotations

import base64
import contextlib
import io
import signal
import sys
import warnings
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from ce_grader.processes.outputs import CappedStream, Outputs, marked


class _Publisher(DisplayPublisher):
    def publish(self, data: Any, metadata: Any = None, **kwargs: Any) -> None:  # type: ignore[override]
        _current(self.shell).data("display_data", data)

    def clear_output(self, wait: bool = False) -> None:
        _current(self.shell).items.clear()


class _DisplayHook(DisplayHook):
    def start_displayhook(self) -> None:
        pass

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        _current(self.shell).data("execute_result", format_dict, self.prompt_count)

    def finish_displayhook(self) -> None:
        pass


class NotebookShell(InteractiveShell):
    """IPython without a terminal, a kernel or a history file."""

    outputs: Outputs | None = None
    figures = True
    source = ""  # of the cell that is running
    known: frozenset[str] = frozenset()  # what figures come to that need not be drawn

    def init_display_formatter(self) -> None:
        """Offer what a notebook can show, not only text."""
        super().init_display_formatter()
        formatter = self.display_formatter
        if formatter is not None:
            formatter.active_types = formatter.format_types

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        _current(self).error(etype.__name__, _message(evalue), [str(line) for line in stb])

    def enable_matplotlib(self, gui: Any = None) -> Any:
        """Show figures inline, or nowhere: the trusted side draws none, nor a course without.

        Parameters
        ----------
        gui : str, optional
            Ignored: a notebook may ask for a window, and there is none.

        Returns
        -------
        gui, backend : str
            IPython's.
        """
        if not self.figures:
            return ("agg", "agg")
        result = super().enable_matplotlib("inline")
        from matplotlib import pyplot

        # it redraws windows after each cell; without windows, each figure would be drawn twice
        pyplot.uninstall_repl_displayhook()
        if self.display_formatter is not None:
            self.display_formatter.formatters["image/png"].for_type(pyplot.Figure, self._png_of)
        return result

    def _png_of(self, figure: Any) -> str | None:
        """Return what a figure comes to, and its PNG unless that is known."""
        from ce_grader.processes.drawings import digest_of

        digest = digest_of(figure, self.source)
        png = None if digest in self.known else _png_of(figure)
        return marked(digest, png) if digest else png

    def ask_exit(self) -> None:
        """End the code that calls `exit()` or `quit()`, and not the notebook.

        Raises
        ------
        SystemExit
            Always.
        """
        raise SystemExit("exit() was called")

    def enable_gui(self, gui: Any = None) -> None:
        """Have no event loop.

        Parameters
        ----------
        gui : str, optional
            Ignored.
        """


def _current(shell: Any) -> Outputs:
    if shell.outputs is None:
        shell.outputs = Outputs(0)
    outputs: Outputs = shell.outputs
    return outputs


def _message(error: BaseException) -> str:
    try:
        return str(error)
    except BaseException as second:  # a student's __str__ may do anything
        return f"(its message cannot be shown: {type(second).__name__})"


def _png_of(figure: Any) -> str | None:
    """Draw a figure as Jupyter does, but only once where a layout engine makes it fit.

    To crop a figure, Matplotlib draws it twice.
    """
    from IPython.core.pylabtools import print_figure
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    if figure.get_layout_engine() is None or not figure.axes:
        cropped: str | None = print_figure(figure, "png", base64=True)
        return cropped
    buffer = io.BytesIO()
    FigureCanvasAgg(figure).print_png(buffer)
    return base64.b64encode(buffer.getvalue()).decode("ascii")


def make_shell(figures: bool = True) -> NotebookShell:
    """Return the shell of this process.

    Parameters
    ----------
    figures : bool
        Whether figures are drawn, where Matplotlib is loaded.

    Returns
    -------
    NotebookShell
        IPython's only instance in this process.
    """
    config = Config()
    config.HistoryManager.enabled = False
    config.HistoryManager.hist_file = ":memory:"
    config.InteractiveShell.colors = "NoColor"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        shell = NotebookShell.instance(
            config=config, display_pub_class=_Publisher, displayhook_class=_DisplayHook
        )
    shell.figures = figures
    if "matplotlib" in sys.modules:
        with running(shell, 0):
            shell.enable_matplotlib("inline")
    return shell


@contextlib.contextmanager
def running(shell: NotebookShell, limit: int) -> Iterator[Outputs]:
    """Collect everything that is shown while the block runs.

    Parameters
    ----------
    shell : NotebookShell
        Whose outputs.
    limit : int
        How many bytes are kept, about.

    Yields
    ------
    Outputs
        What has been shown so far.
    """
    before = (shell.outputs, sys.stdout, sys.stderr)
    outputs = shell.outputs = Outputs(limit)
    sys.stdout, sys.stderr = CappedStream(outputs, "stdout"), CappedStream(outputs, "stderr")
    try:
        yield outputs
    finally:
        shell.outputs, sys.stdout, sys.stderr = before


class Ran(NamedTuple):
    """How a cell ended.

    Attributes
    ----------
    outputs : Outputs
        What it showed.
    error : BaseException or None
        The exception that ended it.
    value : object
        What its last line gave, if that was shown, else None.
    """

    outputs: Outputs
    error: BaseException | None
    value: Any = None


def run_cell(shell: NotebookShell, source: str, limit: int) -> Ran:
    """Run a cell.

    Parameters
    ----------
    shell : NotebookShell
        Where.
    source : str
        The cell's text.
    limit : int
        How many bytes of output are kept, about.

    Returns
    -------
    Ran
        How it ended.
    """
    shell.source = source
    with running(shell, limit) as outputs:
        result = shell.run_cell(source, store_history=True)
    return Ran(outputs, result.error_before_exec or result.error_in_exec, result.result)


@contextlib.contextmanager
def alarm(
    seconds: float, error: BaseException, excused: Callable[[], float] = float
) -> Iterator[None]:
    """Raise an exception in the block, in the main thread, after some time.

    Parameters
    ----------
    seconds : float
        After how long.
    error : BaseException
        What to raise.
    excused : callable, optional
        Returns how many seconds so far do not count.

    Yields
    ------
    None
        While the clock runs.
    """
    known = excused()

    def ring(number: int, frame: Any) -> None:
        nonlocal known
        before, known = known, excused()
        if known <= before:
            raise error
        signal.setitimer(signal.ITIMER_REAL, known - before)

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextlib.contextmanager
def undrawn(shell: NotebookShell) -> Iterator[None]:
    """Close the figures of a cell at its end, as always, but do not draw them.

    Parameters
    ----------
    shell : NotebookShell
        Where the cell runs.

    Yields
    ------
    None
        While figures are not drawn.
    """
    from matplotlib import pyplot
    from matplotlib_inline.backend_inline import flush_figures

    with contextlib.suppress(ValueError):  # the notebook may have switched the backend
        shell.events.unregister("post_execute", flush_figures)
    try:
        yield
    finally:
        pyplot.close("all")
        shell.events.register("post_execute", flush_figures)
