"""Visible checks of the exercise on printed lines: which hold, and what mends the others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import sympy as sp
from sympy import Expr

from ce_helpers.checking import passed, require
from ce_helpers.softmax.symbolic import S, check_answer
from ce_helpers.symbolic import j, k, m, z
from ce_helpers.symbolic import softmax_entry as a

LETTERS = ("A", "B", "C", "D")
N_FEATURES, N_CLASSES = 2, 3
N = sp.Symbol("n", integer=True, positive=True)
X = sp.Symbol("x", positive=True)


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
    print(f"n = {N_FEATURES} features, m = {N_CLASSES} classes, z = (0.5, -1, 2), k = 1")
    print("s = 1, x = 2\n")
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
    require(
        bool(repairs), "repairs is still empty: it needs an entry for each line that does not hold."
    )
    require("C" not in repairs, 'repairs["C"] is there, but line C holds as it is printed.')
    require(letter in repairs, f'repairs["{letter}"] is missing; look at its numbers again.')
    return repairs[letter]


def repairs_classes(repairs: Any) -> None:
    """Check the length of a and the sum in its denominator."""
    length = repair_of(repairs, "A")
    check_answer(length, 'repairs["A"]', [m], {"is as printed: n counts the features": N}, [m, N])
    printed = sp.exp(z[k]) / sp.Sum(sp.exp(z[j]), (j, 1, N))
    mistakes = {
        "is as printed: with n below m the entries add up to more than 1": printed,
        "is 1: that is the sum of all entries, not one of them": sp.Integer(1),
        "is not normalised": sp.exp(z[k]),
    }
    check_answer(repair_of(repairs, "B"), 'repairs["B"]', [a(k)], mistakes, [j, k, m, N, z])
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
    check_answer(
        repair_of(repairs, "D"), 'repairs["D"]', [sp.diff(sp.log(X), X) / X], mistakes, [X]
    )
    passed("repairs: D is an identity now")
