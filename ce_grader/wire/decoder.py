"""Bytes to values, trusting nothing: unknown tags, sizes that do not fit and loops are refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from ce_grader.wire import arrays, bounds, exact, generators
from ce_grader.wire.binary import Reader
from ce_grader.wire.errors import DecodeError
from ce_grader.wire.expressions import read_expression


class Decoder:
    """Turns bytes into values; raises `DecodeError` for anything that `Encoder` would not write.

    Parameters
    ----------
    objects : iterable, optional
        Objects that both sides have numbered already.
    resolve : callable, optional
        Gives the object for the tag and the parts of a handle; it checks them.
    """

    def __init__(
        self,
        objects: Iterable[Any] = (),
        resolve: Callable[[str, list[Any]], Any] | None = None,
    ) -> None:
        self.objects = list(objects)
        self._open: set[int] = set()
        self._sizes: dict[int, int] = {}
        self._resolve = resolve
        self._reader = Reader(b"")
        self._expanded = 0

    def decode(self, data: bytes) -> Any:
        """Return the value that the bytes stand for.

        Parameters
        ----------
        data : bytes
            One message.

        Returns
        -------
        object
            Plain data, of exactly the types that `Encoder` writes.

        Raises
        ------
        DecodeError
            If the bytes are no value within the bounds.
        """
        self._reader = Reader(data)
        self._expanded = 0
        try:
            value = self._read(0)
        except (RecursionError, MemoryError, OverflowError) as error:
            raise DecodeError("the value is too large") from error
        if self._reader.position != len(data):
            raise DecodeError("there are bytes after the value")
        return value

    def _read(self, depth: int) -> Any:
        tag = self._reader.tag()
        if depth > bounds.DEPTH:
            raise DecodeError("the value is nested too deeply")
        read = _READERS.get(tag)
        if read is None:
            raise DecodeError(f"unknown tag {tag}")
        self._grow(1)
        return read(self, depth)

    def _grow(self, size: int) -> None:
        # a few references to references would unfold to more than fits into any memory
        self._expanded += size
        if self._expanded > 2**26:
            raise DecodeError("the value unfolds to too many parts")

    def _add(self, value: Any) -> int:
        self.objects.append(value)
        return len(self.objects) - 1

    def _read_reference(self, depth: int) -> Any:
        raw = self._reader.take(4)
        number = int.from_bytes(raw, "big")
        if number >= len(self.objects) or number in self._open:
            raise DecodeError("a reference to an object that is not there")
        self._grow(self._sizes.get(number, 1))
        return self.objects[number]

    def _items(self, depth: int) -> list[Any]:
        return [self._read(depth + 1) for _ in range(self._reader.length())]

    def _read_list(self, depth: int) -> list[Any]:
        result: list[Any] = []
        number, before = self._add(result), self._expanded
        self._open.add(number)
        result.extend(self._items(depth))
        self._open.discard(number)
        self._sizes[number] = self._expanded - before
        return result

    def _read_dict(self, depth: int) -> dict[Any, Any]:
        result: dict[Any, Any] = {}
        number, before = self._add(result), self._expanded
        self._open.add(number)
        for _ in range(self._reader.length()):
            key = self._hashable(self._read(depth + 1))
            result[key] = self._read(depth + 1)
        self._open.discard(number)
        self._sizes[number] = self._expanded - before
        return result

    def _hashable(self, key: Any) -> Any:
        try:
            hash(key)
        except TypeError as error:
            raise DecodeError("a key that cannot be one") from error
        return key

    def _read_set(self, depth: int) -> set[Any]:
        return {self._hashable(item) for item in self._items(depth)}

    def _read_array(self, depth: int) -> Any:
        array = arrays.read_array(self._reader)
        self._sizes[self._add(array)] = 1 + array.size
        self._grow(array.size)
        return array

    def _read_text_array(self, depth: int) -> Any:
        parts = self._items(depth)
        if len(parts) != 2 or not _is_shape(parts[0]) or type(parts[1]) is not tuple:
            raise DecodeError("an array of strings has an unknown form")
        shape, items = parts
        if any(type(item) is not str or len(item) > bounds.NAME_LENGTH for item in items):
            raise DecodeError("an array of strings holds something else")
        if int(np.prod(shape, dtype=object)) != len(items):
            raise DecodeError("an array's shape does not fit its strings")
        return np.array(items, dtype=np.str_).reshape(shape)

    def _read_generator(self, depth: int) -> Any:
        generator = generators.make(generators.read_state(self._reader))
        self._add(generator)
        return generator

    def _read_handle(self, tag: str, depth: int) -> Any:
        if self._resolve is None:
            raise DecodeError("an object where none is expected")
        return self._resolve(tag, self._items(depth))

    def _read_slice(self, depth: int) -> slice:
        parts = self._items(depth)
        if len(parts) != 3:
            raise DecodeError("a slice has an unknown form")
        return slice(*parts)


def _is_shape(value: Any) -> bool:
    plain = type(value) is tuple and len(value) <= bounds.ARRAY_DIMENSIONS
    return plain and all(type(size) is int and 0 <= size < 2**32 for size in value)


_READERS: dict[int, Callable[[Decoder, int], Any]] = {
    ord("N"): lambda decoder, depth: None,
    ord("T"): lambda decoder, depth: True,
    ord("F"): lambda decoder, depth: False,
    ord("E"): lambda decoder, depth: ...,
    ord("i"): lambda decoder, depth: decoder._reader.integer(),
    ord("f"): lambda decoder, depth: decoder._reader.float(),
    ord("c"): lambda decoder, depth: complex(decoder._reader.float(), decoder._reader.float()),
    ord("s"): lambda decoder, depth: decoder._reader.text(),
    ord("b"): lambda decoder, depth: bytes(decoder._reader.raw()),
    ord("l"): Decoder._read_list,
    ord("t"): lambda decoder, depth: tuple(decoder._items(depth)),
    ord("d"): Decoder._read_dict,
    ord("S"): Decoder._read_set,
    ord("Z"): lambda decoder, depth: frozenset(decoder._read_set(depth)),
    ord("a"): Decoder._read_array,
    ord("u"): Decoder._read_text_array,
    ord("n"): lambda decoder, depth: arrays.read_scalar(decoder._reader),
    ord("g"): Decoder._read_generator,
    ord("r"): Decoder._read_reference,
    ord("x"): lambda decoder, depth: read_expression(decoder._reader),
    ord("o"): lambda decoder, depth: exact.build(decoder._items(depth)),
    ord(":"): Decoder._read_slice,
    ord("p"): lambda decoder, depth: decoder._read_handle("p", depth),
    ord("k"): lambda decoder, depth: decoder._read_handle("k", depth),
}
