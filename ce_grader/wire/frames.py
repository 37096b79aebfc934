"""Length-prefixed frames over a stream socket, with a bound and a deadline."""

from __future__ import annotations

import socket
import struct
import time

from ce_grader.wire.errors import DecodeError, WireError

_PREFIX = struct.Struct(">Q")


class ChannelClosed(WireError):
    """The other side has closed the stream, or died."""


class ChannelTimeout(WireError):
    """The other side did not answer in time."""


class Channel:
    """A stream of frames.

    Parameters
    ----------
    sock : socket.socket
        A connected stream socket, owned by the channel from now on.
    limit : int
        The longest frame, in bytes, that is accepted.
    """

    def __init__(self, sock: socket.socket, limit: int) -> None:
        self.sock = sock
        self.limit = limit
        self._buffer = bytearray()

    def send(self, frame: bytes, deadline: float | None = None) -> None:
        """Send a frame.

        Parameters
        ----------
        frame : bytes
            What to send.
        deadline : float, optional
            When to give up, by `time.monotonic`.

        Raises
        ------
        ChannelClosed, ChannelTimeout
            If the other side does not take it.
        """
        # at once: the reader would wake up for the length alone
        rest = memoryview(_PREFIX.pack(len(frame)) + frame)
        while rest:
            self._set_timeout(deadline)
            try:
                rest = rest[self.sock.send(rest) :]
            except TimeoutError as error:
                raise ChannelTimeout("the other side does not read") from error
            except OSError as error:
                raise ChannelClosed("the other side is gone") from error

    def receive(self, deadline: float | None = None) -> bytes:
        """Return the next frame.

        After a timeout, what has come of it is kept for the next call.

        Parameters
        ----------
        deadline : float, optional
            When to give up, by `time.monotonic`.

        Returns
        -------
        bytes
            The frame.

        Raises
        ------
        DecodeError
            If the frame is announced to be longer than the bound.
        ChannelClosed, ChannelTimeout
            If it does not come.
        """
        self._fill(_PREFIX.size, deadline)
        (length,) = _PREFIX.unpack_from(self._buffer)
        if length > self.limit:
            raise DecodeError(f"a message of {length} bytes is longer than {self.limit}")
        self._fill(_PREFIX.size + length, deadline)
        frame = bytes(memoryview(self._buffer)[_PREFIX.size : _PREFIX.size + length])
        del self._buffer[: _PREFIX.size + length]
        return frame

    def _fill(self, count: int, deadline: float | None) -> None:
        while len(self._buffer) < count:
            self._set_timeout(deadline)
            try:
                part = self.sock.recv(min(count - len(self._buffer), 2**20))
            except TimeoutError as error:
                raise ChannelTimeout("no answer in time") from error
            except OSError as error:
                raise ChannelClosed("the other side is gone") from error
            if not part:
                raise ChannelClosed("the other side is gone")
            self._buffer += part

    def _set_timeout(self, deadline: float | None) -> None:
        remaining = None if deadline is None else max(deadline - time.monotonic(), 1e-3)
        self.sock.settimeout(remaining)

    def idle(self) -> bool:
        """Return whether nothing waits to be read: before a request, nothing may.

        Returns
        -------
        bool
            True also for a stream that is closed; the request that follows says so.
        """
        if self._buffer:
            return False
        self.sock.setblocking(False)
        try:
            return len(self.sock.recv(1, socket.MSG_PEEK)) == 0
        except BlockingIOError:
            return True
        except OSError:
            return True

    def close(self) -> None:
        """Close the stream."""
        self.sock.close()
