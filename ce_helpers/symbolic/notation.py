"""The letters of the derivations: logits z, indices i, j, k, l from 1 to m, m classes."""

from __future__ import annotations

from typing import Any

from sympy import Expr, IndexedBase, Sum, Symbol, exp, symbols
from sympy.core.function import AppliedUndef, UndefinedFunction

z = IndexedBase("z", real=True)
i, j, k, l = symbols("i j k l", integer=True)  # noqa: E741
m = Symbol("m", integer=True, positive=True)
#: Classes; beyond the numbers that an answer right for a few sizes holds.
MANY = 11


def softmax_entry(index: Expr) -> Expr:
    """Return softmax(z) at an index, for a symbolic number of classes.

    Parameters
    ----------
    index : Expr
        From 1 to m.

    Returns
    -------
    Expr
        exp(z[index]) / Sum(exp(z[l]), (l, 1, m)).

    Notes
    -----
    Wocjan (000), equation (1), with its upper limit n mended to m.

    Examples
    --------
    >>> softmax_entry(k)
    exp(z[k])/Sum(exp(z[l]), (l, 1, m))
    """
    return exp(z[index]) / Sum(exp(z[l]), (l, 1, m))


class _Entry(AppliedUndef):
    """An entry of softmax under its own name, until something has to be done with it."""

    @property
    def free_symbols(self) -> set[Any]:
        return super().free_symbols | self.doit().free_symbols

    def doit(self, **hints: Any) -> Expr:
        return softmax_entry(self.args[0])

    def _eval_derivative(self, variable: Expr) -> Expr:
        return self.doit().diff(variable)


a = UndefinedFunction("a", bases=(_Entry,), positive=True)


def written_out(expression: Expr) -> Expr:
    """Return an expression in which each a(k) is softmax of the logits.

    Parameters
    ----------
    expression : Expr
        From here, or from another process, where a(k) is a function of that name alone.

    Returns
    -------
    Expr

    Examples
    --------
    >>> written_out(2 * a(k)) == 2 * softmax_entry(k)
    True
    """
    named = {
        part: softmax_entry(part.args[0])
        for part in expression.atoms(AppliedUndef)
        if part.func.__name__ == "a" and len(part.args) == 1
    }
    return expression.xreplace(named) if named else expression
