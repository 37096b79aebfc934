"""SymPy expressions on the wire: a tree of whitelisted heads, rebuilt by their constructors.

Nothing is parsed and nothing is evaluated: what a student left unevaluated arrives so, and a
tower of powers stays a tower.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import sympy
from sympy.core.function import AppliedUndef
from sympy.functions.elementary.piecewise import ExprCondPair
from sympy.matrices import MutableDenseMatrix

from ce_grader.wire import bounds
from ce_grader.wire.binary import Writer
from ce_grader.wire.errors import EncodeError

# no sets and no functions as values: SymPy may count through a set that has no end
_UNEVALUATED = """
Add Mul Pow Max Min Piecewise KroneckerDelta And Or Not Xor
Equality Unequality StrictLessThan LessThan StrictGreaterThan GreaterThan
exp log sin cos tan cot sec csc asin acos atan atan2 sinh cosh tanh coth sech csch
asinh acosh atanh Abs sign re im conjugate arg Heaviside DiracDelta floor ceiling
factorial binomial gamma loggamma erf erfc LambertW polylog harmonic
""".split()
_PLAIN = """
Sum Product Derivative Integral Subs Tuple Indexed IndexedBase Idx ITE Transpose UnevaluatedExpr
""".split()
_CONSTANTS = """
pi E I oo nan zoo true false GoldenRatio EulerGamma Catalan
""".split()

Builder = Callable[..., Any]


def _unevaluated(head: Builder) -> Builder:
    return partial(head, evaluate=False)


BUILDERS: dict[str, Builder] = {
    **{name: _unevaluated(getattr(sympy, name)) for name in _UNEVALUATED},
    **{name: getattr(sympy, name) for name in _PLAIN},
    "ExprCondPair": ExprCondPair,
}
_HEADS: dict[type, str] = {getattr(sympy, name): name for name in _UNEVALUATED + _PLAIN}
_HEADS[ExprCondPair] = "ExprCondPair"
CONSTANT_OF = {name: getattr(sympy.S, name, getattr(sympy, name, None)) for name in _CONSTANTS}
CONSTANT_OF |= {"E": sympy.E, "I": sympy.I, "oo": sympy.oo, "-oo": -sympy.oo}
CONSTANT_OF |= {"zoo": sympy.zoo, "nan": sympy.nan, "pi": sympy.pi}
_NAME_OF_CONSTANT = {value: name for name, value in CONSTANT_OF.items()}
_MATRICES: dict[type, tuple[bytes, Builder]] = {
    MutableDenseMatrix: (b"M", sympy.Matrix),
    sympy.ImmutableDenseMatrix: (b"m", sympy.ImmutableDenseMatrix),
}
MATRIX_BUILDERS = {tag[0]: build for tag, build in _MATRICES.values()}
ASSUMPTIONS = frozenset(sympy.Symbol("x", real=True, positive=True).assumptions0) | frozenset(
    "integer even odd prime composite rational irrational algebraic transcendental noninteger "
    "antihermitian polar".split()
)


def write_expression(writer: Writer, expression: Any) -> None:
    """Add an expression to a message.

    Parameters
    ----------
    writer : Writer
        The message.
    expression : sympy.Basic
        What to write.

    Raises
    ------
    EncodeError
        If it holds anything that is not on the lists above, or has too many terms.
    """
    _Writing(writer).write(expression, 0)


class _Writing:
    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.nodes = 0

    def write(self, node: Any, depth: int) -> None:
        self.nodes += 1
        if depth > bounds.SYMPY_DEPTH or self.nodes > bounds.SYMPY_NODES:
            raise EncodeError("an expression of too many terms to be graded: simplify it")
        kind = type(node)
        if kind in _HEADS:
            self._head(_HEADS[kind], node.args, depth)
        elif kind in _MATRICES:
            self._matrix(node, depth)
        elif isinstance(node, AppliedUndef):
            self._applied(node, depth)
        else:
            self._atom(node)

    def _children(self, args: Any, depth: int) -> None:
        self.writer.length(len(args))
        for arg in args:
            self.write(arg, depth + 1)

    def _head(self, name: str, args: Any, depth: int) -> None:
        self.writer.tag(b"h")
        self.writer.text(name)
        self._children(args, depth)

    def _matrix(self, node: Any, depth: int) -> None:
        self.writer.tag(_MATRICES[type(node)][0])
        self.writer.integer(node.rows)
        self.writer.integer(node.cols)
        self._children(node.flat(), depth)

    def _applied(self, node: Any, depth: int) -> None:
        self.writer.tag(b"u")
        self.writer.text(node.func.__name__)
        self._assumptions(getattr(node.func, "_kwargs", {}) or {})
        self._children(node.args, depth)

    def _assumptions(self, assumptions: Any) -> None:
        known = sorted((k, v) for k, v in assumptions.items() if k in ASSUMPTIONS)
        given = [(name, value) for name, value in known if value is not None]
        self.writer.length(len(given))
        for name, value in given:
            self.writer.text(name)
            self.writer.tag(b"T" if value else b"F")

    def _atom(self, node: Any) -> None:
        kind = type(node)
        if kind in (sympy.Symbol, sympy.Dummy):
            self._symbol(node)
        elif isinstance(node, sympy.Rational) and kind.__module__.startswith("sympy."):
            self.writer.tag(b"q")
            self.writer.integer(int(node.p))
            self.writer.integer(int(node.q))
        elif kind is sympy.Float:
            self._float(node)
        elif _is_constant(node):
            self.writer.tag(b"k")
            self.writer.text(_NAME_OF_CONSTANT[node])
        else:
            raise EncodeError(f"a SymPy {kind.__name__}, which cannot be graded")

    def _symbol(self, node: Any) -> None:
        self.writer.tag(b"y" if type(node) is sympy.Symbol else b"Y")
        self.writer.text(node.name)
        given = getattr(node, "_assumptions_orig", None)
        self._assumptions(node.assumptions0 if given is None else given)
        if type(node) is sympy.Dummy:
            self.writer.integer(node.dummy_index)

    def _float(self, node: Any) -> None:
        sign, mantissa, exponent, _ = node._mpf_
        self.writer.tag(b"f")
        for number in (sign, int(mantissa), exponent, node._prec):
            self.writer.integer(number)


def _is_constant(node: Any) -> bool:
    try:
        return node in _NAME_OF_CONSTANT
    except TypeError:
        return False
