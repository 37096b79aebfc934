"""Visible checks of the symbolic answers of 01_softmax, for a symbolic number of classes.

The right side of each comparison is SymPy's own derivative; what stands here as an expression
are mistakes, each with the sentence that names it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import sympy as sp
from sympy import Expr, KroneckerDelta

from ce_helpers.checks.core import CheckFailed, passed, require
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

LETTERS = ("A", "B", "C", "D")
N_FEATURES, N_CLASSES = 2, 3
S, X = sp.Symbol("s", real=True), sp.Symbol("x", positive=True)
N = sp.Symbol("n", integer=True, positive=True)
SIGMA = 1 / (1 + sp.exp(-S))


def _check(
    answer: Any, name: str, right: list[Expr], mistakes: Mapping[str, Expr], symbols: Iterable[Any]
) -> None:
    """Compare with the right expressions; name a known mistake if it is one."""
    expression = require_expression(answer, name, symbols)
    if any(compare(expression, form).equal for form in right):
        return
    _name_mistake(expression, name, mistakes)
    check_expression(expression, right, name=name, symbols=symbols)


def _name_mistake(answer: Expr, name: str, mistakes: Mapping[str, Expr]) -> None:
    for sentence, wrong in mistakes.items():
        same_letters = answer.free_symbols == wrong.free_symbols
        require(not (same_letters and compare(answer, wrong).equal), f"{name} {sentence}.")


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
    _check(answer, "d_logistic", [slope], mistakes, [S])
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
        "is the formula for j ≠ k plus a_k: with j = k it needs no a_j": a(k) * (1 - a(j)),
    }
    _check(answer, "da_same", right, mistakes, [i, j, k, m, z])
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
        "has a 1 from the delta, which is 0 for j ≠ k": a(k) * (1 - a(j)),
    }
    _check(answer, "da_other", right, mistakes, [i, j, k, m, z])
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
    raise CheckFailed(f"da is not the derivative for {case}: put that case of exercise 5 beside it.")


def _where_different(answer: Expr, first: sp.Symbol, second: sp.Symbol) -> Expr:
    """Return the answer for two indices that differ, be it written with a delta or by cases."""
    same = {sp.Eq(first, second), sp.Eq(second, first)}
    other = {sp.Ne(first, second), sp.Ne(second, first)}
    cases = {**dict.fromkeys(same, sp.false), **dict.fromkeys(other, sp.true)}
    return answer.subs(KroneckerDelta(first, second), 0).subs(cases)


def _numbers(claims: Mapping[str, Expr]) -> dict[str, tuple[float, float]]:
    """Return left and right side of each claim at one point, left sides measured."""
    logits, score, value, h = np.array([0.5, -1.0, 2.0]), 1.0, 2.0, 1e-5
    outputs = np.exp(logits) / np.exp(logits).sum()
    left = {
        "A": float(len(outputs)),
        "B": float(outputs[0]),
        "C": float(1 - 1 / (1 + np.exp(-score))),
        "D": float((np.log(value + h) - np.log(value - h)) / (2 * h) / value),
    }
    point = {N: N_FEATURES, m: N_CLASSES, S: score, X: value, k: 1}
    entries = {z[number + 1]: logit for number, logit in enumerate(logits)}
    return {
        letter: (left[letter], float(_by_name(claim, point).doit().subs(entries)))
        for letter, claim in claims.items()
    }


def _by_name(claim: Expr, point: Mapping[Any, Any]) -> Expr:
    """Put numbers in the place of symbols of the same name, whatever their assumptions."""
    values = {symbol.name: value for symbol, value in point.items()}
    free = [symbol for symbol in claim.free_symbols if getattr(symbol, "name", None) in values]
    return claim.subs({symbol: values[symbol.name] for symbol in free})


def try_claims(claims: Mapping[str, Expr]) -> None:
    """Print left and right side of each claim at one point, side by side."""
    print(f"n = {N_FEATURES} features, m = {N_CLASSES} classes, z = (0.5, -1, 2), k = 1, s = 1, x = 2\n")
    print("     left side   printed right side")
    for letter, (left, right) in _numbers(claims).items():
        print(f"{letter}    {left:9.6f}   {right:9.6f}")


def verdicts(answer: Any, claims: Mapping[str, Expr]) -> None:
    """Check the verdicts against the numbers, without saying which one is wrong."""
    given = as_verdicts(answer)
    agree = sum(
        given[letter] == bool(np.isclose(left, right))
        for letter, (left, right) in _numbers(claims).items()
    )
    require(
        agree == len(LETTERS),
        f"verdicts: {agree} of {len(LETTERS)} agree with the numbers above; a line holds when "
        "its two sides are equal.",
    )
    passed("verdicts: all four agree with the numbers")


def as_verdicts(answer: Any) -> dict[str, bool]:
    """Return the verdicts as Python bools, or say what is wrong with their form."""
    require(isinstance(answer, Mapping), "verdicts should be a dictionary with the keys A to D.")
    require(set(answer) == set(LETTERS), "verdicts should have the keys A, B, C and D, no others.")
    for letter, value in answer.items():
        require(
            isinstance(value, (bool, np.bool_, type(sp.true), type(sp.false))),
            f'verdicts["{letter}"] should be True or False, not {value!r:.40}.',
        )
    return {letter: bool(value) for letter, value in answer.items()}


def repair_of(repairs: Any, letter: str) -> Any:
    """Return the repair of one line, or say that it is missing."""
    require(isinstance(repairs, Mapping), "repairs should be a dictionary: letter → expression.")
    require(letter in repairs, f'repairs["{letter}"] is missing; that line does not hold.')
    require("C" not in repairs, 'repairs["C"] is there, but line C holds as it is printed.')
    return repairs[letter]


def repairs_classes(repairs: Any) -> None:
    """Check the length of a and the sum in its denominator."""
    length = repair_of(repairs, "A")
    _check(length, 'repairs["A"]', [m], {"is as printed: n counts the features": N}, [m, N])
    printed = sp.exp(z[k]) / sp.Sum(sp.exp(z[j]), (j, 1, N))
    mistakes = {
        "is as printed: with n below m the entries add up to more than 1": printed,
        "is 1: that is the sum of all entries, not one of them": sp.Integer(1),
        "is not normalised": sp.exp(z[k]),
    }
    _check(repair_of(repairs, "B"), 'repairs["B"]', [a(k)], mistakes, [j, k, m, N, z])
    passed("repairs: A and B count the classes")


def repairs_log(repairs: Any) -> None:
    """Check the line on the derivative of the logarithm."""
    mistakes = {
        "is as printed: 1/x is the derivative of log x before it is divided by x": 1 / X,
        "is the second derivative of log x, which has another sign": -1 / X**2,
        "is log x divided by x: differentiate first": sp.log(X) / X,
        "is x · 1/x: the left side divides by x": sp.Integer(1),
        "is the slope of (log x)/x: only log x is differentiated": sp.diff(sp.log(X) / X, X),
    }
    _check(repair_of(repairs, "D"), 'repairs["D"]', [sp.diff(sp.log(X), X) / X], mistakes, [X])
    passed("repairs: D is an identity now")
