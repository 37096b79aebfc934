"""Decoding with a bound of computing time, for what a student's process sends."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator
from typing import Any

from ce_grader.wire.decoder import Decoder
from ce_grader.wire.errors import DecodeError

#: Of computing time, for one message: the largest that an honest process sends takes a second.
SECONDS = 10.0


class PatientDecoder(Decoder):
    """A decoder whose patience ends: it gives up on a message that takes too long.

    A test has an alarm of its own; what is read between tests has this one alone. Memory is
    bounded by the limit of the whole process.
    """

    def decode(self, data: bytes) -> Any:
        """Return the value that the bytes stand for.

        Parameters
        ----------
        data : bytes
            One message.

        Returns
        -------
        object
            Plain data.

        Raises
        ------
        DecodeError
            If the bytes are no value within the bounds, of time among them.
        """
        with _bounded(SECONDS, DecodeError("the value takes too long to read")):
            return super().decode(data)


@contextlib.contextmanager
def _bounded(seconds: float, error: Exception) -> Iterator[None]:
    """Raise an exception in the block after some computing time; blocks may be nested."""

    def ring(number: int, frame: Any) -> None:
        raise error

    before = signal.signal(signal.SIGPROF, ring)
    outer = signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, *outer)
        signal.signal(signal.SIGPROF, before)
