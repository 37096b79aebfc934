"""The letters of the derivations: logits z, indices i, j, k, l from 1 to m, m classes."""

from __future__ import annotations

from sympy import Expr, IndexedBase, Sum, Symbol, exp, symbols

z = IndexedBase("z", real=True)
i, j, k, l = symbols("i j k l", integer=True)  # noqa: E741
m = Symbol("m", integer=True, positive=True)


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
