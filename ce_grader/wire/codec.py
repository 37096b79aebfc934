"""Values to bytes and back: exact types from a closed list, each with its own tag.

Arrays, lists, dicts and random generators are numbered in the order in which they occur, on
both sides alike. A second occurrence travels as the number, so what was one object before is
one object after; and a reply can refer to the objects of its request.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any

import numpy as np
import sympy

from ce_grader.wire import arrays, bounds, generators
from ce_grader.wire.binary import Reader, Writer
from ce_grader.wire.errors import DecodeError, EncodeError
from ce_grader.wire.symbolic import read_expression, write_expression

Handle = tuple[int, str]

_ITERATORS: tuple[type, ...] = (
    types.GeneratorType,
    map,
    zip,
    filter,
    enumerate,
    reversed,
    range,
    type(iter([])),
    type(iter(())),
    type({}.keys()),
    type({}.values()),
    type({}.items()),
)


class Encoder:
    """Turns values into bytes.

    Parameters
    ----------
    objects : iterable, optional
        Objects that the other side has numbered already.
    handle_of : callable, optional
        Gives the number and name under which a callable is known to the other side,
        or None where it is not.
    """

    def __init__(
        self,
        objects: Iterable[Any] = (),
        handle_of: Callable[[Any], Handle | None] | None = None,
    ) -> None:
        self.objects = list(objects)
        self._number = {id(value): number for number, value in enumerate(self.objects)}
        self._open: set[int] = set()
        self._handle_of = handle_of
        self._writer = Writer()
        self._nodes = 0

    def encode(self, value: Any) -> bytes:
        """Return the value as bytes.

        Raises
        ------
        EncodeError
            If it is, or holds, anything that cannot travel.
        """
        self._writer = Writer()
        self._nodes = 0
        self._write(value, 0)
        return self._writer.join()

    def _write(self, value: Any, depth: int) -> None:
        self._nodes += 1
        if depth > bounds.DEPTH or self._nodes > bounds.NODES:
            raise EncodeError("a value is nested too deeply or has too many parts to be graded")
        write = _WRITERS.get(type(value))
        if write is not None:
            write(self, value, depth)
        elif type(value) in _ITERATORS:
            self._write_iterator(value, depth)
        elif isinstance(value, (sympy.Basic, sympy.MatrixBase)):
            self._tag(b"x")
            write_expression(self._writer, value)
        else:
            self._write_other(value)

    def _tag(self, tag: bytes) -> None:
        self._writer.tag(tag)

    def _write_other(self, value: Any) -> None:
        if isinstance(value, np.generic):
            return self._write_scalar(value)
        handle = self._handle_of(value) if self._handle_of else None
        if handle is None:
            raise EncodeError(_refusal(value))
        self._tag(b"p")
        self._writer.integer(handle[0])
        self._writer.text(handle[1][: bounds.NAME_LENGTH])

    def _write_scalar(self, value: np.generic) -> None:
        if isinstance(value, np.str_):
            return self._write_text(str(value), 0)
        self._tag(b"n")
        arrays.write_scalar(self._writer, value)

    def _write_constant(self, value: Any, depth: int) -> None:
        self._tag(_CONSTANT_TAGS[value])

    def _write_integer(self, value: int, depth: int) -> None:
        self._tag(b"i")
        self._writer.integer(value)

    def _write_float(self, value: float, depth: int) -> None:
        self._tag(b"f")
        self._writer.float(value)

    def _write_complex(self, value: complex, depth: int) -> None:
        self._tag(b"c")
        self._writer.float(value.real)
        self._writer.float(value.imag)

    def _write_text(self, value: str, depth: int) -> None:
        self._tag(b"s")
        self._writer.text(value)

    def _write_bytes(self, value: bytes, depth: int) -> None:
        self._tag(b"b")
        self._writer.raw(value)

    def _write_tuple(self, value: tuple[Any, ...], depth: int) -> None:
        self._tag(b"t")
        self._write_items(value, depth)

    def _write_set(self, value: Any, depth: int) -> None:
        self._tag(b"S" if type(value) is set else b"Z")
        self._write_items(value, depth)

    def _write_items(self, items: Any, depth: int) -> None:
        self._writer.length(len(items))
        for item in list(items):
            self._write(item, depth + 1)

    def _write_iterator(self, value: Any, depth: int) -> None:
        items = list(islice(value, bounds.ITERATOR_ITEMS + 1))
        if len(items) > bounds.ITERATOR_ITEMS:
            raise EncodeError(f"an iterator gave more than {bounds.ITERATOR_ITEMS} items")
        self._write_list(items, depth)

    def _seen(self, value: Any) -> bool:
        """Write a reference to an object that has a number, else give it one."""
        number = self._number.get(id(value))
        if number is None:
            self._number[id(value)] = len(self.objects)
            self.objects.append(value)
            return False
        if number in self._open:
            raise EncodeError("a list or dict that holds itself cannot be graded")
        self._tag(b"r")
        self._writer.length(number)
        return True

    def _write_list(self, value: list[Any], depth: int) -> None:
        if not self._seen(value):
            self.write_contents(value, depth)

    def write_contents(self, value: Any, depth: int = 0) -> None:
        """Write a list or dict itself, though it may have a number."""
        number = self._number[id(value)]
        self._open.add(number)
        if type(value) is list:
            self._tag(b"l")
            self._write_items(value, depth)
        else:
            self._write_dict_items(value, depth)
        self._open.discard(number)

    def _write_dict(self, value: dict[Any, Any], depth: int) -> None:
        if not self._seen(value):
            self.write_contents(value, depth)

    def _write_dict_items(self, value: dict[Any, Any], depth: int) -> None:
        self._tag(b"d")
        self._writer.length(len(value))
        for key, item in list(value.items()):
            self._write(key, depth + 1)
            self._write(item, depth + 1)

    def _write_array(self, value: Any, depth: int) -> None:
        if value.dtype.kind == "U":
            self._tag(b"u")
            return self._write_items((value.shape, tuple(value.ravel().tolist())), depth)
        if not self._seen(value):
            self._tag(b"a")
            arrays.write_array(self._writer, value)

    def _write_generator(self, value: np.random.Generator, depth: int) -> None:
        state = generators.state_of(value)
        if not self._seen(value):
            self._tag(b"g")
            generators.write_state(self._writer, state)

    def contents(self, value: Any) -> bytes:
        """Return what a numbered object holds now, in full and not as its number."""
        self._writer = Writer()
        self._nodes = 0
        if type(value) is np.ndarray:
            self._tag(b"a")
            arrays.write_array(self._writer, value)
        elif type(value) is np.random.Generator:
            self._tag(b"g")
            generators.write_state(self._writer, generators.state_of(value))
        else:
            self.write_contents(value)
        return self._writer.join()


_CONSTANT_TAGS = {None: b"N", True: b"T", False: b"F", ...: b"E"}
_WRITERS: dict[type, Callable[[Encoder, Any, int], None]] = {
    type(None): Encoder._write_constant,
    bool: Encoder._write_constant,
    type(...): Encoder._write_constant,
    int: Encoder._write_integer,
    float: Encoder._write_float,
    complex: Encoder._write_complex,
    str: Encoder._write_text,
    bytes: Encoder._write_bytes,
    list: Encoder._write_list,
    tuple: Encoder._write_tuple,
    dict: Encoder._write_dict,
    set: Encoder._write_set,
    frozenset: Encoder._write_set,
    np.ndarray: Encoder._write_array,
    np.random.Generator: Encoder._write_generator,
}


def _refusal(value: Any) -> str:
    kind = type(value)
    base = next((b.__name__ for b in kind.__mro__[1:] if b in _WRITERS), "")
    of_what = f", a subclass of {base}," if base else ""
    return (
        f"a value of type {kind.__name__}{of_what} cannot be graded: use plain numbers, strings, "
        "lists, tuples, dicts, NumPy arrays or SymPy expressions"
    )


class Decoder:
    """Turns bytes into values; raises `DecodeError` for whatever `Encoder` would not write.

    Parameters
    ----------
    objects : iterable, optional
        Objects that both sides have numbered already.
    resolve : callable, optional
        Gives the object for the number and name of a callable.
    """

    def __init__(
        self,
        objects: Iterable[Any] = (),
        resolve: Callable[[int, str], Any] | None = None,
    ) -> None:
        self.objects = list(objects)
        self._open: set[int] = set()
        self._sizes: dict[int, int] = {}
        self._resolve = resolve
        self._reader = Reader(b"")
        self._expanded = 0

    def decode(self, data: bytes) -> Any:
        """Return the value that the bytes stand for.

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

    def _read_handle(self, depth: int) -> Any:
        number, name = self._reader.integer(), self._reader.name()
        if self._resolve is None:
            raise DecodeError("a callable where none is expected")
        return self._resolve(number, name)


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
    ord("p"): Decoder._read_handle,
}


def encode(value: Any) -> bytes:
    """Return a value as bytes.

    Examples
    --------
    >>> decode(encode({"rate": 0.5, "sizes": (3, 4)}))
    {'rate': 0.5, 'sizes': (3, 4)}
    """
    return Encoder().encode(value)


def decode(data: bytes) -> Any:
    """Return the value that `encode` turned into bytes."""
    return Decoder().decode(data)
