"""Visible checks of the symbolic answers of 01_softmax, for a symbolic number of classes.

The right side of each comparison is SymPy's own derivative; what stands here as an expression
are mistakes, each with the sentence that names it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import sympy as sp
from sympy import Expr, KroneckerDelta

from ce_helpers.checking import CheckFailed, passed, require
from ce_helpers.symbolic import (
    check_expression,
    compare,
    differentiate,
    i,
    j,
    k,
    m,
    require_expression,
    tidy,
    z,
)
from ce_helpers.symbolic import softmax_entry as a

S = sp.Symbol("s", real=True)
SIGMA = 1 / (1 + sp.exp(-S))
TOTAL = sp.exp(z[k]) / a(k)


def check_answer(
    answer: Any, name: str, right: list[Expr], mistakes: Mapping[str, Expr], symbols: Iterable[Any]
) -> None:
    """Compare with the right expressions; name a known mistake if it is one."""
    expression = require_expression(answer, name, symbols)
    if any(compare(expression, form).equal for form in right):
        return
    _name_mistake(expression, name, mistakes)
    check_expression(expression, right, name=name, symbols=symbols)


def _name_mistake(answer: Expr, name: str, mistakes: Mapping[str, Expr]) -> None:
    entries = [index for entry in answer.atoms(sp.Indexed) for index in entry.indices]
    require(
        not any(index.is_Integer for index in entries) and not _has_fixed_size(answer),
        f"{name} writes the sum out for one number of classes: let it run to m.",
    )
    for sentence, wrong in mistakes.items():
        same_letters = _letters(answer) == _letters(wrong)
        require(not (same_letters and compare(answer, wrong).equal), f"{name} {sentence}.")


def _has_fixed_size(answer: Expr) -> bool:
    return any(high.is_Integer for total in answer.atoms(sp.Sum) for _, _, high in total.limits)


def _letters(expression: Expr) -> set[sp.Symbol]:
    """Return the free symbols; those of a sum name its entries too, by the index it runs over."""
    return {symbol for symbol in expression.free_symbols if symbol.is_Symbol}


def d_logistic(answer: Any) -> None:
    """Check the slope of the logistic function against SymPy's derivative."""
    slope = sp.diff(SIGMA, S)
    mistakes = {
        "is σ(s) itself: its slope is asked for": SIGMA,
        "has the wrong sign: the curve climbs, so its slope is positive": -slope,
        "lacks a factor: it is 1 − σ, one of the two": 1 - SIGMA,
        "squares the first factor: σ² is not σ (1 − σ)": SIGMA**2,
        "is the slope of tanh: 1 − σ² belongs to another curve": 1 - SIGMA**2,
        "is σ (1 + σ): the second factor is what is left of 1": SIGMA * (1 + SIGMA),
        "lacks the square of the denominator": sp.exp(-S) * SIGMA,
    }
    check_answer(answer, "d_logistic", [slope], mistakes, [S])
    passed("d_logistic: the slope of the logistic function, for every s")


def da_same(answer: Any) -> None:
    """Check the case j = k against SymPy's derivative."""
    right = [differentiate(a(index), z[index]) for index in (k, j, i)]
    mistakes = {
        "has the wrong sign: raising z_k raises a_k": -a(k) * (1 - a(k)),
        "is −a_k²: the product a_k · 1, from the slope of the numerator, is missing": -(a(k) ** 2),
        "is a_k alone: the slope of the denominator is missing": a(k),
        "is 1 − a_k: the factor a_k in front is missing": 1 - a(k),
        "is a_k (1 + a_k): the quotient rule subtracts": a(k) * (1 + a(k)),
        "is the other case, j ≠ k": -a(k) * a(j),
        "is S times too large: the quotient rule divides by S²": a(k) * (1 - a(k)) * TOTAL,
        "holds a_j: with j = k both indices are k": a(k) * (1 - a(j)),
    }
    check_answer(answer, "da_same", right, mistakes, [i, j, k, m, z])
    passed("da_same: the slope of a_k by its own logit, for any number of classes")


def da_other(answer: Any) -> None:
    """Check the case j ≠ k against SymPy's derivative."""
    right = [_off_diagonal(*pair) for pair in ((k, j), (i, j), (i, k))]
    mistakes = {
        "has the wrong sign: raising z_j takes from a_k": a(k) * a(j),
        "is 0, but z_j is in the denominator of a_k": sp.Integer(0),
        "is −a_j: the factor a_k in front is missing": -a(j),
        "is −a_k²: the slope of the denominator is e^{z_j}, with j": -(a(k) ** 2),
        "is the other case, j = k": a(k) * (1 - a(k)),
        "is S times too large: the quotient rule divides by S²": -a(k) * a(j) * TOTAL,
        "has a 1 from the delta, which is 0 for j ≠ k": a(k) * (1 - a(j)),
    }
    check_answer(answer, "da_other", right, mistakes, [i, j, k, m, z])
    passed("da_other: the slope of a_k by another logit, for any number of classes")


def _off_diagonal(first: sp.Symbol, second: sp.Symbol) -> Expr:
    return differentiate(a(first), z[second]).subs(KroneckerDelta(first, second), 0)


def _da_mistakes() -> dict[str, Expr]:
    delta = KroneckerDelta(j, k)
    return {
        "has the wrong sign: it is the negative of the derivative": -a(k) * (delta - a(j)),
        "has the delta swapped: δ_jk is 1 where j = k": a(k) * (1 - delta - a(j)),
        "has 1 in the place of δ_jk: for j ≠ k the numerator has slope 0": a(k) * (1 - a(j)),
        "lacks the delta: for j = k the numerator has a slope too": -a(k) * a(j),
        "is the slope of log a_k: the factor a_k in front is missing": delta - a(j),
        "has a_k twice: the slope of the denominator is e^{z_j}, with j": a(k) * (delta - a(k)),
        "keeps the diagonal alone: for j ≠ k the slope is not 0": a(k) * (1 - a(k)) * delta,
        "lacks the slope of the denominator": a(k) * delta,
        "adds where the derivative of 1/S brings a minus": a(k) * (delta + a(j)),
    }


def da_diagonal(answer: Any) -> None:
    """Check the formula with the delta for j = k, for symbolic m."""
    expression, first, second = _da(answer)
    value = expression.subs(second, first)
    _compare_da(expression, value, differentiate(a(first), z[first]), "j = k")
    passed("da: proved for j = k and any number of classes")


def da_off_diagonal(answer: Any) -> None:
    """Check the formula with the delta for j ≠ k, for symbolic m."""
    expression, first, second = _da(answer)
    value = _where_different(expression, first, second)
    _compare_da(expression, value, _off_diagonal(first, second), "j ≠ k")
    passed("da: proved for j ≠ k and any number of classes")


def _da(answer: Any) -> tuple[Expr, sp.Symbol, sp.Symbol]:
    """Return the answer and its two index symbols: k and j, or as renamed."""
    expression = tidy(require_expression(answer, "da", [i, j, k, m, z]))
    used = [index for index in (k, j, i) if index in expression.free_symbols]
    first, second = used if len(used) == 2 else (k, j)
    return expression, first, second


def _compare_da(answer: Expr, value: Expr, right: Expr, case: str) -> None:
    if compare(value, right).equal:
        return
    _name_mistake(answer, "da", _da_mistakes())
    raise CheckFailed(
        f"da is not the derivative for {case}: put that case of exercise 5 beside it."
    )


def _where_different(answer: Expr, first: sp.Symbol, second: sp.Symbol) -> Expr:
    """Return the answer for two indices that differ, be it written with a delta or by cases."""
    same = {sp.Eq(first, second), sp.Eq(second, first)}
    other = {sp.Ne(first, second), sp.Ne(second, first)}
    cases = {**dict.fromkeys(same, sp.false), **dict.fromkeys(other, sp.true)}
    return answer.subs(KroneckerDelta(first, second), 0).subs(cases)
