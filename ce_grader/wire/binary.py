"""Reading and writing the primitives: lengths, numbers, strings."""

from __future__ import annotations

import struct

from ce_grader.wire import bounds
from ce_grader.wire.errors import DecodeError, EncodeError

LENGTH = struct.Struct(">I")
_FLOAT = struct.Struct(">d")


class Reader:
    """A cursor over bytes that refuses to run past their end, and counts what it builds.

    Every method raises `DecodeError` where the message does not hold what is asked for.

    Parameters
    ----------
    data : bytes or memoryview
        The message.
    """

    def __init__(self, data: bytes | memoryview) -> None:
        self.data = memoryview(data)
        self.position = 0
        self.nodes = 0

    def take(self, count: int) -> memoryview:
        """Return the next bytes.

        Parameters
        ----------
        count : int
            How many.

        Returns
        -------
        memoryview
            Of the message.
        """
        end = self.position + count
        if end > len(self.data):
            raise DecodeError("the message ends too early")
        part = self.data[self.position : end]
        self.position = end
        return part

    def tag(self) -> int:
        """Return the next byte, as the tag of one more node.

        Returns
        -------
        int
            A byte.
        """
        self.nodes += 1
        if self.nodes > bounds.NODES:
            raise DecodeError(f"the value has more than {bounds.NODES} parts")
        return self.take(1)[0]

    def length(self) -> int:
        """Return the next length.

        Returns
        -------
        int
            Not more than there are bytes left: what is counted takes at least one each.
        """
        (count,) = LENGTH.unpack(self.take(LENGTH.size))
        if count > len(self.data) - self.position:
            raise DecodeError("a length runs past the end of the message")
        return int(count)

    def raw(self) -> memoryview:
        """Return the next length-prefixed bytes.

        Returns
        -------
        memoryview
            Of the message.
        """
        return self.take(self.length())

    def text(self) -> str:
        """Return the next string.

        Returns
        -------
        str
            Lone surrogates are kept, anything else must be UTF-8.
        """
        try:
            return str(self.raw(), "utf-8", "surrogatepass")
        except UnicodeDecodeError as error:
            raise DecodeError("a string is not UTF-8") from error

    def name(self) -> str:
        """Return the next name.

        Returns
        -------
        str
            Not longer than a name may be.
        """
        text = self.text()
        if len(text) > bounds.NAME_LENGTH:
            raise DecodeError(f"a name is longer than {bounds.NAME_LENGTH} characters")
        return text

    def float(self) -> float:
        """Return the next float.

        Returns
        -------
        float
            A NaN comes without its payload.
        """
        (value,) = _FLOAT.unpack(self.take(_FLOAT.size))
        return value if value == value else float("nan")

    def integer(self) -> int:
        """Return the next integer.

        Returns
        -------
        int
            Of bounded size.
        """
        raw = self.raw()
        if len(raw) * 8 > bounds.INTEGER_BITS + 8:
            raise DecodeError(f"an integer has more than {bounds.INTEGER_BITS} bits")
        return int.from_bytes(raw, "big", signed=True)


class Writer:
    """The parts of a message."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def tag(self, tag: bytes) -> None:
        """Add a tag.

        Parameters
        ----------
        tag : bytes
            A byte, or several.
        """
        self.parts.append(tag)

    def length(self, count: int) -> None:
        """Add a length.

        Parameters
        ----------
        count : int
            How much follows.
        """
        self.parts.append(LENGTH.pack(count))

    def raw(self, data: bytes) -> None:
        """Add length-prefixed bytes.

        Parameters
        ----------
        data : bytes
            Any.
        """
        self.parts += (LENGTH.pack(len(data)), data)

    def text(self, text: str) -> None:
        """Add a string.

        Parameters
        ----------
        text : str
            Any, lone surrogates included.
        """
        self.raw(text.encode("utf-8", "surrogatepass"))

    def float(self, value: float) -> None:
        """Add a float.

        Parameters
        ----------
        value : float
            Any.
        """
        self.parts.append(_FLOAT.pack(value))

    def integer(self, value: int) -> None:
        """Add an integer.

        Parameters
        ----------
        value : int
            The number.

        Raises
        ------
        EncodeError
            If it is too large.
        """
        bits = value.bit_length()
        if bits > bounds.INTEGER_BITS:
            raise EncodeError(
                f"an integer of {bits} bits, which is too large to be graded "
                f"(at most {bounds.INTEGER_BITS})"
            )
        self.raw(value.to_bytes(bits // 8 + 1, "big", signed=True))

    def join(self) -> bytes:
        """Return the message so far.

        Returns
        -------
        bytes
            All parts.
        """
        return b"".join(self.parts)
