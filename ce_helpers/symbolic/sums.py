"""Sums with a symbolic number of terms: differentiate them and put them into one form.

Everywhere an index that is not summed lies within the limits of the sums, 1 ≤ j ≤ m. Under
that assumption a Kronecker delta inside a sum picks one term; SymPy, which does not know it,
would leave a Piecewise.
"""

from __future__ import annotations

import sympy as sp
from sympy import Expr, Indexed, KroneckerDelta, Sum


def differentiate(expression: Expr, variable: Expr) -> Expr:
    """Return a partial derivative, with the deltas inside its sums carried out.

    Parameters
    ----------
    expression : Expr
        May hold sums from 1 to a symbolic limit.
    variable : Symbol or Indexed
        For example ``z[j]``, where j lies within the limits of the sums.

    Returns
    -------
    Expr
        The derivative; deltas of two indices that are not summed stay.

    Notes
    -----
    ∂z_l/∂z_j = δ_jl, so that ∂/∂z_j Σ_l f(z_l) = f′(z_j). Wocjan (000), equation (2).

    Examples
    --------
    >>> from ce_helpers.symbolic import j, l, m, z
    >>> differentiate(Sum(sp.exp(z[l]), (l, 1, m)), z[j])
    exp(z[j])
    """
    return tidy(sp.diff(expression, variable))


def tidy(expression: Expr) -> Expr:
    """Return an equal expression in which every sum is as simple as it gets.

    Sums are split into single products, constants pulled out, deltas carried out, summation
    indices renamed by depth, and logarithms of positive products split. Two expressions that
    differ in these respects alone come out the same.

    Examples
    --------
    >>> from ce_helpers.symbolic import j, k, m, z
    >>> tidy(Sum(2 * KroneckerDelta(j, k) * z[k], (k, 1, m)))
    2*z[j]
    """
    if not expression.args or isinstance(expression, (Indexed, KroneckerDelta)):
        return expression
    if isinstance(expression, Sum):
        body = tidy(expression.function)
        for index, low, high in expression.limits:
            body = _sum_over(body, index, low, high)
        return body
    parts = [tidy(part) if isinstance(part, Expr) else part for part in expression.args]
    if isinstance(expression, sp.log) and len(parts) == 1:
        return _log(parts[0])
    return expression.func(*parts)


def _sum_over(body: Expr, index: Expr, low: Expr, high: Expr) -> Expr:
    """Return the sum of a tidy body, term by term."""
    total = sp.S.Zero
    for term in sp.Add.make_args(sp.expand(body)):
        picked = _pick(term, index, low)
        total += picked if picked is not None else _sum_of_term(term, index, low, high)
    return total


def _depth(expression: Expr) -> int:
    return 1 + max((_depth(inner) for inner in expression.function.atoms(Sum)), default=0)


def _pick(term: Expr, index: Expr, low: Expr) -> Expr | None:
    """Return the one term that a delta with the summation index leaves, if there is one."""
    factors = sp.Mul.make_args(term)
    for factor in factors:
        if isinstance(factor, KroneckerDelta) and index in factor.args and low == 1:
            (other,) = [argument for argument in factor.args if argument != index] or [index]
            rest = sp.Mul(*(f for f in factors if f is not factor))
            if not other.has(index):
                return tidy(rest.subs(index, other))
    return None


def _sum_of_term(term: Expr, index: Expr, low: Expr, high: Expr) -> Expr:
    """Return the sum of one product: constants in front, the index renamed."""
    factors = sp.Mul.make_args(term)
    outside = sp.Mul(*(factor for factor in factors if not factor.has(index)))
    inside = sp.Mul(*(factor for factor in factors if factor.has(index)))
    if inside == 1:
        return outside * (high - low + 1)
    depth = 1 + max((_depth(inner) for inner in inside.atoms(Sum)), default=0)
    canonical = sp.Symbol(f"_{depth}", integer=True)
    return outside * Sum(inside.xreplace({index: canonical}), (canonical, low, high))


def is_positive(expression: Expr) -> bool:
    """Return whether an expression is positive for certain; sums of positive terms are."""
    if expression.is_positive:
        return True
    if isinstance(expression, Sum):
        return is_positive(expression.function)
    if isinstance(expression, (sp.Add, sp.Mul)):
        return all(is_positive(part) for part in expression.args)
    return isinstance(expression, sp.Pow) and is_positive(expression.base)


def _log(argument: Expr) -> Expr:
    """Return the logarithm, split where every factor is positive."""
    factors = sp.Mul.make_args(sp.together(argument))
    if not all(is_positive(factor) for factor in factors):
        return sp.log(argument)
    return sp.Add(*(_log_of_power(factor) for factor in factors))


def _log_of_power(factor: Expr) -> Expr:
    base, exponent = factor.as_base_exp()
    if base == sp.E:
        return exponent
    return exponent * sp.log(base)
