"""SymPy expressions from bytes: built by the constructors of a fixed table, never parsed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy

from ce_grader.wire import bounds
from ce_grader.wire.binary import Reader
from ce_grader.wire.errors import DecodeError
from ce_grader.wire.symbolic import ASSUMPTIONS, BUILDERS, CONSTANT_OF, MATRIX_BUILDERS


def read_expression(reader: Reader) -> Any:
    """Return the next expression.

    Parameters
    ----------
    reader : Reader
        The message.

    Returns
    -------
    sympy.Basic
        Built by the constructors of the table, not evaluated.

    Raises
    ------
    DecodeError
        If the bytes are no expression, or SymPy refuses to build it.
    """
    try:
        return _Reading(reader).read(0)
    except (DecodeError, MemoryError):
        raise
    except Exception as error:  # SymPy's constructors raise exceptions of any kind
        raise DecodeError(f"SymPy refuses an expression: {type(error).__name__}") from error


class _Reading:
    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.nodes = 0

    def read(self, depth: int) -> Any:
        self.nodes += 1
        if depth > bounds.SYMPY_DEPTH or self.nodes > bounds.SYMPY_NODES:
            raise DecodeError("an expression is nested too deeply or has too many terms")
        tag = self.reader.tag()
        if tag in MATRIX_BUILDERS:
            return self._matrix(tag, depth)
        read = _NODE_READERS.get(tag)
        if read is None:
            raise DecodeError("an expression has an unknown part")
        return read(self, depth)

    def _children(self, depth: int) -> list[Any]:
        return [self.read(depth + 1) for _ in range(self.reader.length())]

    def _head(self, depth: int) -> Any:
        name = self.reader.name()
        if name not in BUILDERS:
            raise DecodeError("an expression has an unknown head")
        args = self._children(depth)
        if name == "Pow":
            _require_small_power(args)
        return BUILDERS[name](*args)

    def _matrix(self, tag: int, depth: int) -> Any:
        rows, columns = self.reader.integer(), self.reader.integer()
        entries = self._children(depth)
        if rows < 0 or columns < 0 or rows * columns != len(entries):
            raise DecodeError("a matrix's shape does not fit its entries")
        return MATRIX_BUILDERS[tag](rows, columns, entries)

    def _applied(self, depth: int) -> Any:
        name, assumptions = self.reader.name(), self._assumptions()
        return sympy.Function(name, **assumptions)(*self._children(depth))

    def _assumptions(self) -> dict[str, bool]:
        found: dict[str, bool] = {}
        for _ in range(self.reader.length()):
            name, value = self.reader.name(), self.reader.tag()
            if name not in ASSUMPTIONS or value not in b"TF":
                raise DecodeError("a symbol has an unknown assumption")
            found[name] = value == ord("T")
        return found

    def _symbol(self, depth: int) -> Any:
        return sympy.Symbol(self.reader.name(), **self._assumptions())

    def _dummy(self, depth: int) -> Any:
        name, assumptions = self.reader.name(), self._assumptions()
        return sympy.Dummy(name, dummy_index=self.reader.integer(), **assumptions)

    def _rational(self, depth: int) -> Any:
        numerator, denominator = self.reader.integer(), self.reader.integer()
        if denominator < 1:
            raise DecodeError("a fraction's denominator is not positive")
        return sympy.Rational(numerator, denominator)

    def _float(self, depth: int) -> Any:
        sign, mantissa, exponent, precision = (self.reader.integer() for _ in range(4))
        if sign not in (0, 1) or mantissa < 0 or not 1 <= precision <= bounds.FLOAT_PRECISION_BITS:
            raise DecodeError("a SymPy Float is out of range")
        if abs(exponent) > 2**20:
            raise DecodeError("a SymPy Float's exponent is out of range")
        return sympy.Float((sign, mantissa, exponent, mantissa.bit_length()), precision=precision)

    def _constant(self, depth: int) -> Any:
        name = self.reader.name()
        if name not in CONSTANT_OF:
            raise DecodeError("an expression has an unknown constant")
        return CONSTANT_OF[name]


def _require_small_power(args: list[Any]) -> None:
    if len(args) != 2:
        raise DecodeError("a power of other than two parts")
    base, exponent = args
    if base.is_number and exponent.is_Number and not abs(exponent) <= bounds.EXPONENT:
        raise DecodeError(f"a power of a number is larger than {bounds.EXPONENT}")


_NODE_READERS: dict[int, Callable[[_Reading, int], Any]] = {
    ord("h"): _Reading._head,
    ord("u"): _Reading._applied,
    ord("y"): _Reading._symbol,
    ord("Y"): _Reading._dummy,
    ord("q"): _Reading._rational,
    ord("f"): _Reading._float,
    ord("k"): _Reading._constant,
}
