"""The live display of a grading run: done, failed, rate, time left, one line for each problem."""

from __future__ import annotations

import contextlib
import logging
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from types import TracebackType

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from ce_grader.nbgrader_seams.troubles import Trouble
from ce_grader.task import Event


def printable(text: str) -> str:
    """Return text that any terminal and any log takes: it may quote a student's file name.

    Parameters
    ----------
    text : str
        Any.

    Returns
    -------
    str
        With a question mark for each control character.
    """
    return "".join(char if char.isprintable() else "?" for char in text)


def make_console() -> Console:
    """Return the console of a command: wide where nobody sees how wide it is.

    Returns
    -------
    Console
        Its markup is on; what students chose is printed without.
    """
    return Console(highlight=False, width=None if sys.stdout.isatty() else 160)


class Display:
    """Shows a run on a terminal; elsewhere it prints a line from time to time.

    Parameters
    ----------
    total : int
        How many submissions will be graded.
    log : logging.Logger
        Gets every line, too.
    console : Console
        Where to show it.
    """

    _EVERY = 25
    _MOST_EVENTS = 40

    def __init__(self, total: int, log: logging.Logger, console: Console) -> None:
        self.total = total
        self.log = log
        self.console = console
        self.done = self.failed = self.lost = self.unprotected = 0
        self._events: list[str] = []
        #: Whose submissions came after their due date.
        self.late: list[str] = []
        #: A line for each submission that the grader could not grade to the end.
        self.waiting: list[str] = []
        self._started = time.monotonic()
        self._progress = Progress(
            TextColumn("grading"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[failed]} noted · {task.fields[rate]:.0f} a minute · left"),
            TimeRemainingColumn(),
            console=self.console,
            disable=not self.console.is_terminal,
        )
        self._bar = self._progress.add_task("", total=total, failed=0, rate=0.0)

    def __enter__(self) -> Display:
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._progress.stop()

    @property
    def rate(self) -> float:
        """Submissions a minute since the start."""
        return 60 * self.done / max(time.monotonic() - self._started, 1e-9)

    def finished(self, name: str, problem: str = "", unsure: str = "") -> None:
        """Count one submission.

        Parameters
        ----------
        name : str
            Whose.
        problem : str
            Shown, if there is one.
        unsure : str
            Why a person has to grade it, if one has to; shown at the end.
        """
        name = printable(name)
        if unsure:
            line = f"{name} needs manual grade: {' '.join(unsure.split())}"
            self.waiting.append(printable(line))
        self.done += 1
        self.failed += bool(problem)
        if problem:
            self._problem(name, problem)
        self.log.info("%s %s", name, " ".join(filter(None, (problem, unsure))) or "graded")
        self._progress.update(self._bar, advance=1, failed=self.failed, rate=self.rate)
        if not self.console.is_terminal and self.done % self._EVERY == 0 and self.done < self.total:
            self.console.print(f"{self.done} of {self.total}, {self.rate:.0f} a minute")

    def not_graded(self, name: str, reason: str) -> None:
        """Count one submission that has no grade; the next run takes it up again.

        Parameters
        ----------
        name : str
            Whose.
        reason : str
            Why.
        """
        self.lost += 1
        self.finished(name, f"was not graded: {reason}")

    def noticed(self, name: str, events: Iterable[Event]) -> None:
        """Keep for the end what an instructor may want to ask a student.

        Parameters
        ----------
        name : str
            Whose submission.
        events : iterable of Event
            What its code did.
        """
        for event in events:
            line = printable(f"{name}: {event}")
            self.log.info("%s", line)
            self._events.append(line)

    def show_events(self) -> None:
        """Print what was kept, the first lines of it; the log and the notebooks have all."""
        if not self._events:
            return
        self.console.print("worth a question (no verdict; docs/grader.md says what it means):")
        for line in self._events[: self._MOST_EVENTS]:
            self.console.print(f"  {line}", markup=False)
        if len(self._events) > self._MOST_EVENTS:
            self.console.print(f"  … and {len(self._events) - self._MOST_EVENTS} more in the log")

    def show_students(self) -> None:
        """Print who had no sandbox, who was late, and who waits for a person."""
        if self.unprotected:
            self.console.print(
                f"{self.unprotected} were graded WITHOUT a sandbox: student code could "
                "read what you can read and use the network"
            )
        if self.late:
            who = printable(", ".join(self.late))
            self.console.print(f"late ({len(self.late)}): {who}", markup=False)
        for line in self.waiting:
            self.console.print(line, markup=False)

    @contextlib.contextmanager
    def guard(self, name: str) -> Iterator[None]:
        """Let nothing about one submission end the run of all; what meets all of them does.

        Parameters
        ----------
        name : str
            Whose.

        Yields
        ------
        None
            While something is done for it.
        """
        try:
            yield
        except Trouble:  # the next submission would meet it, too
            raise
        except Exception as error:
            self.log.exception("%s", printable(name))
            self.not_graded(name, f"{error!r}; run the command again")

    def _problem(self, name: str, sentence: str) -> None:
        line = printable(" ".join(sentence.split()))
        self.console.print(f"[bold]{escape(name)}[/] {escape(line)}", highlight=False)

    def summary(self) -> str:
        """Return the run in one sentence.

        Returns
        -------
        str
            How many were graded, how fast, and how many have problems.
        """
        seconds = time.monotonic() - self._started
        have = "has" if self.failed == 1 else "have"
        failed = f"; {self.failed} of them {have} a line above" if self.failed else ""
        speed = f"{seconds:.0f} s, {self.rate:.0f} a minute"
        return f"graded {self.done - self.lost} of {self.total} ({speed}){failed}"


class Clock:
    """Where a run's computing time went, in seconds of CPU by phase."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)

    @contextlib.contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Add the time that this thread computes in the block.

        Parameters
        ----------
        name : str
            Of the phase.

        Yields
        ------
        None
            While it is measured.
        """
        started = time.thread_time()
        try:
            yield
        finally:
            self.seconds[name] += time.thread_time() - started

    def __str__(self) -> str:
        return ", ".join(f"{name} {seconds:.2f} s" for name, seconds in self.seconds.items())
