"""How large a value may be. One place, so that both directions agree."""

from __future__ import annotations

DEPTH = 60
NODES = 200_000
SYMPY_DEPTH = 150
SYMPY_NODES = 20_000
INTEGER_BITS = 32_768
ARRAY_DIMENSIONS = 16
ITERATOR_ITEMS = 100_000
NAME_LENGTH = 500
# SymPy evaluates a power of numbers as soon as it is used: 9**9**9 must not reach the tests
EXPONENT = 10_000
FLOAT_PRECISION_BITS = 4_096
