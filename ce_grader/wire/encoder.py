"""Values to bytes: exact types from a closed list, each with its own tag."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import sympy

from ce_grader.wire import arrays, bounds, exact, generators
from ce_grader.wire.binary import Writer
from ce_grader.wire.errors import EncodeError
from ce_grader.wire.plain import plain_array, reduced
from ce_grader.wire.symbolic import write_expression

#: The tag of a handle, then its parts: plain data.
Handle = tuple[bytes, tuple[Any, ...]]


class Encoder:
    """Turns values into bytes.

    Parameters
    ----------
    objects : iterable, optional
        Objects that the other side has numbered already.
    handle_of : callable, optional
        Gives the handle of an object that stays on its side, or None where it has none.
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

        Parameters
        ----------
        value : object
            Plain data.

        Returns
        -------
        bytes
            One message.

        Raises
        ------
        EncodeError
            If it is, or holds, anything that cannot travel.
        """
        self._writer = Writer()
        self._nodes = 0
        known = len(self.objects)
        try:
            self._write(value, 0)
        except BaseException:  # what is read may be a student's generator
            self._forget(known)
            raise
        return self._writer.join()

    def _forget(self, known: int) -> None:
        """Take back the numbers of objects that the other side will not see."""
        for value in self.objects[known:]:
            del self._number[id(value)]
        del self.objects[known:]
        self._open.clear()

    def _write(self, value: Any, depth: int) -> None:
        self._nodes += 1
        if depth > bounds.DEPTH or self._nodes > bounds.NODES:
            raise EncodeError("a value nested too deeply, or of too many parts, to be graded")
        write = _WRITERS.get(type(value))
        if write is not None:
            write(self, value, depth)
        elif isinstance(value, (sympy.Basic, sympy.MatrixBase)):
            self._tag(b"x")
            write_expression(self._writer, value)
        else:
            self._write_other(value, depth)

    def _tag(self, tag: bytes) -> None:
        self._writer.tag(tag)

    def _write_other(self, value: Any, depth: int) -> None:
        if arrays.is_scalar(value):
            self._tag(b"n")
            arrays.write_scalar(self._writer, value)
        elif (parts := exact.parts_of(value)) is not None:
            self._tag(b"o")
            self._write_items(parts, depth)
        elif self._handle_of is not None and (handle := self._handle_of(value)) is not None:
            self._tag(handle[0])
            self._write_items(handle[1], depth)
        else:
            self._write(reduced(value), depth + 1)

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

    def _write_slice(self, value: slice, depth: int) -> None:
        self._tag(b":")
        self._write_items((value.start, value.stop, value.step), depth)

    def _write_items(self, items: Any, depth: int) -> None:
        self._writer.length(len(items))
        for item in list(items):
            self._write(item, depth + 1)

    def _seen(self, value: Any) -> bool:
        """Write a reference to an object that has a number, else give it one."""
        number = self._number.get(id(value))
        if number is None:
            self._number[id(value)] = len(self.objects)
            self.objects.append(value)
            return False
        if number in self._open:
            raise EncodeError("a list or dict that holds itself, which cannot be graded")
        self._tag(b"r")
        self._writer.length(number)
        return True

    def _write_list(self, value: list[Any], depth: int) -> None:
        if not self._seen(value):
            self._write_contents(value, depth)

    def _write_contents(self, value: Any, depth: int = 0) -> None:
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
            self._write_contents(value, depth)

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
        if value.dtype.char in "OgG":
            return self._write_array(plain_array(value), depth)
        if not self._seen(value):
            self._tag(b"a")
            arrays.write_array(self._writer, value)

    def _write_generator(self, value: np.random.Generator, depth: int) -> None:
        state = generators.state_of(value)
        if not self._seen(value):
            self._tag(b"g")
            generators.write_state(self._writer, state)

    def contents(self, value: Any) -> bytes:
        """Return what a numbered object holds now, in full and not as its number.

        Parameters
        ----------
        value : ndarray, Generator, list or dict
            An object that both sides have numbered.

        Returns
        -------
        bytes
            One message.

        Raises
        ------
        EncodeError
            If it holds anything that cannot travel.
        """
        self._writer = Writer()
        self._nodes = 0
        if type(value) is np.ndarray:
            self._tag(b"a")
            arrays.write_array(self._writer, value)
        elif type(value) is np.random.Generator:
            self._tag(b"g")
            generators.write_state(self._writer, generators.state_of(value))
        else:
            self._write_contents(value)
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
    slice: Encoder._write_slice,
    frozenset: Encoder._write_set,
    np.ndarray: Encoder._write_array,
    np.random.Generator: Encoder._write_generator,
}
