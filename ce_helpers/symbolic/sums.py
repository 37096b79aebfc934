"""Sums with a symbolic number of terms: differentiate them and put them into one form.

Everywhere an index that is not summed lies within the sizes, 1 ≤ j ≤ m. Under that assumption
a Kronecker delta inside a sum from 1 to m picks one term; SymPy, which does not know it, would
leave a Piecewise.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import sympy as sp
from sympy import Dummy, Eq, Expr, Indexed, KroneckerDelta, Piecewise, Product, Sum, Symbol

from ce_helpers.symbolic._logs import is_positive, log_of
from ce_helpers.symbolic._rational import Polynomial, exponent_terms, ratio_of
from ce_helpers.symbolic.notation import written_out

LETTERS = "lkipq"
_HYPERBOLIC = (sp.sinh, sp.cosh, sp.tanh, sp.coth, sp.sech, sp.csch)


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
    return _differentiated_once(sp.sympify(expression), variable)


@functools.lru_cache(maxsize=1024)
def _differentiated_once(expression: Expr, variable: Expr) -> Expr:
    plain = renamed_apart(written_out(expression))
    return with_plain_letters(tidy(sp.diff(plain, variable)))


def with_plain_letters(expression: Expr) -> Expr:
    """Return a tidy expression with the usual letters for the indices that `tidy` has named.

    Parameters
    ----------
    expression : Expr
        As `tidy` returns it.

    Returns
    -------
    Expr
    """
    used = {symbol.name: symbol for symbol in expression.atoms(Symbol)}
    plain = sorted(name for name in used if name.startswith("_"))
    letters = [Symbol(letter, integer=True) for letter in LETTERS if letter not in used]
    return expression.xreplace({used[a]: b for a, b in zip(plain, letters, strict=False)})


def derivatives_taken(expression: Expr) -> Expr:
    """Return an expression with its derivatives carried out.

    Parameters
    ----------
    expression : Expr
        May hold unevaluated derivatives.

    Returns
    -------
    Expr

    Examples
    --------
    >>> from ce_helpers.symbolic import j, l, m, z
    >>> derivatives_taken(1 + sp.Derivative(Sum(z[l] ** 2, (l, 1, m)), z[j]))
    2*z[j] + 1
    """
    return expression.replace(
        sp.Derivative, lambda inner, *counts: functools.reduce(_differentiated, counts, inner)
    )


def _differentiated(expression: Expr, count: Any) -> Expr:
    variable, times = count
    return functools.reduce(differentiate, [variable] * int(times), expression)


def renamed_apart(expression: Expr) -> Expr:
    """Return an equal expression in which no two sums or products share a letter.

    Parameters
    ----------
    expression : Expr

    Returns
    -------
    Expr

    Examples
    --------
    >>> from ce_helpers.symbolic import j, m, z
    >>> held = renamed_apart(z[j] * Sum(z[j], (j, 1, m)))
    >>> held.subs(j, 1) == z[1] * held.args[1]
    True
    """
    if not expression.has(Sum, Product):
        return expression
    parts = [renamed_apart(part) for part in expression.args]
    if not isinstance(expression, (Sum, Product)):
        return expression.func(*parts)
    body, limits = parts[0], [sp.Tuple(*limit) for limit in parts[1:]]
    # inner limits come first; each letter is bound in what stands before it
    for place in range(len(limits)):
        old = limits[place][0]
        new = {old: Dummy(old.name, integer=True)}
        body = body.xreplace(new)
        inner = [limit.xreplace(new) for limit in limits[:place]]
        limits = [*inner, sp.Tuple(new[old], *limits[place][1:]), *limits[place + 1 :]]
    return expression.func(body, *limits)


def tidy(expression: Expr) -> Expr:
    """Return an equal expression in which every sum is as simple as it gets.

    Sums are split into single products, constants pulled out, deltas carried out, summation
    indices renamed by depth and counted from 1, and logarithms of positive products split. Two
    expressions that differ in these respects alone come out the same.

    Parameters
    ----------
    expression : Expr

    Returns
    -------
    Expr

    Examples
    --------
    >>> from ce_helpers.symbolic import j, k, m, z
    >>> tidy(Sum(2 * KroneckerDelta(j, k) * z[k], (k, 1, m)))
    2*z[j]
    """
    return _tidy(renamed_apart(expression))


@functools.lru_cache(maxsize=4096)
def _tidy(e: Expr) -> Expr:
    if not e.args or isinstance(e, Indexed):
        return e
    parts = [_tidy(part) for part in e.args]
    if isinstance(e, Sum):
        return functools.reduce(_sum_over, e.limits, parts[0])
    if isinstance(e, Product):
        return functools.reduce(_product_over, e.limits, parts[0])
    if isinstance(e, KroneckerDelta):
        return _delta(*parts)
    if isinstance(e, Piecewise):
        return _cases(e.func(*parts))
    if isinstance(e, sp.log):
        return log_of(parts[0]).replace(_is_log_of_product, _sum_of_logs)
    if isinstance(e, sp.exp):
        return sp.Mul(*(sp.exp(c * rest) for c, rest in exponent_terms(parts[0])))
    if isinstance(e, _HYPERBOLIC):
        return _tidy(e.func(*parts).rewrite(sp.exp))
    return e.func(*parts)


def _is_log_of_product(e: Expr) -> bool:
    return isinstance(e, sp.log) and isinstance(e.args[0], Product) and is_positive(e.args[0])


def _sum_of_logs(e: Expr) -> Expr:
    """Return the logarithm of a product of positive factors, as the sum of theirs."""
    factor, *limits = e.args[0].args
    return functools.reduce(_sum_over, limits, _tidy(sp.expand_log(sp.log(factor))))


def _delta(first: Expr, second: Expr, limits: Any = None) -> Expr:
    """Return a delta of two letters where it can be; within a range from 1 the range is moot."""
    gap = sp.expand(first - second)
    letters = sorted(gap.free_symbols, key=str)
    if len(letters) == 2 and gap in (letters[0] - letters[1], letters[1] - letters[0]):
        first, second = letters
    if limits is None or limits[0] == 1:
        return KroneckerDelta(first, second)
    return KroneckerDelta(first, second, limits)


def _cases(e: Expr) -> Expr:
    """Return two cases of an equation of letters with a delta."""
    if not isinstance(e, Piecewise) or len(e.args) != 2 or e.args[1][1] != sp.true:
        return e
    (yes, condition), (no, _) = e.args
    if not isinstance(condition, (Eq, sp.Ne)) or condition.has(Indexed):
        return e
    delta = _delta(condition.lhs, condition.rhs)
    if isinstance(condition, sp.Ne):
        yes, no = no, yes
    return no + delta * (yes - no)


def _from_one(body: Expr, limit: Any) -> tuple[Expr, Symbol, Expr, Expr]:
    """Return what is added or multiplied up and its limits, counted from 1 where it can be."""
    letter, low, high = limit
    if not low.is_Integer or low == 1:
        return body, letter, low, high
    return body.xreplace({letter: letter + low - 1}), letter, sp.S.One, high - low + 1


def _sum_over(body: Expr, limit: Any) -> Expr:
    """Return the sum of a tidy body, term by term."""
    body, letter, low, high = _from_one(body, limit)
    ratio = ratio_of(body)
    outside, inside = _parted(ratio.bottom, letter)
    terms: defaultdict[Expr, Expr] = defaultdict(lambda: sp.S.Zero)
    for powers, coefficient in ratio.terms():
        front, back = _parted(powers, letter)
        terms[back / inside] += coefficient * front
    return sp.Add(*(c / outside * _sum_of(term, letter, low, high) for term, c in terms.items()))


def _parted(powers: Mapping[Polynomial, int], letter: Symbol) -> tuple[Expr, Expr]:
    """Return the product of the factors without a letter, and of those with it."""
    product = sp.Mul(*(factor.as_expr() ** n for factor, n in powers.items()))
    return product.as_independent(letter, as_Add=False)


def _sum_of(term: Expr, letter: Symbol, low: Expr, high: Expr) -> Expr:
    """Return the sum of one product, of which every factor holds the letter."""
    if term == 1:
        return high - low + 1
    for factor in sp.Mul.make_args(term):
        delta = factor.base if isinstance(factor, sp.Pow) else factor
        if isinstance(delta, KroneckerDelta) and low == 1 and high.is_Symbol:
            (other,) = [side for side in delta.args[:2] if side != letter] or [letter]
            if other.is_Symbol and other != letter:
                return _tidy((term / factor).xreplace({letter: other}))
    return _with_plain_letter(Sum, term, letter, low, high)


def _product_over(body: Expr, limit: Any) -> Expr:
    """Return the product of a tidy body, factor by factor."""
    body, letter, low, high = _from_one(body, limit)
    found = sp.S.One
    for factor in sp.Mul.make_args(body):
        if not factor.has(letter):
            found *= factor ** (high - low + 1)
        elif isinstance(factor, sp.exp):
            found *= _tidy(sp.exp(_sum_over(factor.args[0], (letter, low, high))))
        else:
            found *= _with_plain_letter(Product, factor, letter, low, high)
    return found


def _with_plain_letter(head: Any, term: Expr, letter: Symbol, low: Expr, high: Expr) -> Expr:
    """Return a sum or product whose letter is named by its depth."""
    plain = Symbol(f"_{_depth(term)}", integer=True)
    return head(term.xreplace({letter: plain}), (plain, low, high))


def _depth(e: Expr) -> int:
    """Return one more than the number of sums in sums that an expression holds."""
    inner = max((_depth(part) for part in e.args), default=1)
    return inner + 1 if isinstance(e, (Sum, Product)) else inner
