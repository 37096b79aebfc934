"""One run at a time, which Ctrl-C ends between two submissions."""

from __future__ import annotations

import contextlib
import fcntl
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

_LOCK = ".autograde.lock"


class BusyError(Exception):
    """Another run grades this course."""


@contextlib.contextmanager
def only_run(root: Path) -> Iterator[None]:
    """Hold the course's lock: a gradebook has one writer.

    Parameters
    ----------
    root : Path
        The course's folder.

    Yields
    ------
    None
        While no other run can begin.

    Raises
    ------
    BusyError
        If another run holds it.
    """
    with (root / _LOCK).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BusyError(
                "another run is grading this course; wait until it has ended"
            ) from error
        yield


@contextlib.contextmanager
def ctrl_c() -> Iterator[Callable[[], None]]:
    """Give a function that raises KeyboardInterrupt if Ctrl-C was pressed before.

    Python drops an exception that a signal raises in a destructor or a weak reference's callback.

    Yields
    ------
    callable
        To be called between two submissions.
    """
    pressed = False

    def press(number: int, frame: Any) -> None:
        nonlocal pressed
        pressed = True
        raise KeyboardInterrupt

    def check() -> None:
        if pressed:
            raise KeyboardInterrupt

    before = signal.getsignal(signal.SIGINT)
    if before is signal.default_int_handler:  # not where interrupts are ignored
        signal.signal(signal.SIGINT, press)
    try:
        yield check
    finally:
        signal.signal(signal.SIGINT, before)
