"""Visible checks of 04_binary's printed lines: verdicts by numbers, repairs by identities."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import sympy as sp

from ce_helpers.binary import descent as data
from ce_helpers.binary.symbolic import s, s_1, s_2, share
from ce_helpers.checking import close, describe, passed, require
from ce_helpers.numeric import central_gradient
from ce_helpers.symbolic import compare, require_expression

STEP_SYMBOLS = alpha, G_j, N = (
    sp.Symbol("alpha", positive=True),
    sp.Symbol("G_j", real=True),
    sp.Symbol("N", positive=True),
)
LETTERS = tuple("ABCDEF")
REPAIRED_IN = {"A": (s,), "C": (s_1,), "D": (s_1, s_2), "F": (alpha, G_j, N)}
PLACE = {s: sp.Integer(2), s_1: sp.Rational(7, 10), s_2: sp.Rational(-2, 5), alpha: data.RATE}


def measured() -> dict[str, float]:
    """Return what the quantities of exercise 9 are at one place, by measuring them."""
    at = {symbol: float(value) for symbol, value in PLACE.items()}

    def output(first: float, second: float) -> float:
        return float(np.exp(first) / (np.exp(first) + np.exp(second)))

    def log_odds(p: float) -> float:
        return float(np.log(p / (1 - p)))

    a_1, alone, h = output(at[s_1], at[s_2]), output(at[s_1], 0.0), 1e-5
    slope = (output(at[s_1] + h, at[s_2]) - output(at[s_1] - h, at[s_2])) / (2 * h)
    return {
        "A": output(at[s], 0.0),
        "B": slope,
        "C": log_odds(1 - alone),
        "D": log_odds(a_1),
        "E": float(-np.log(output(0.0, at[s_1]))),
        "F": float(-data.RATE * central_gradient(data.mean_loss, np.zeros(2))[1]),
    }


def step_values(n_samples: int) -> dict[sp.Symbol, float]:
    """Return N and G_j of the small data set at θ = 0, for its second parameter."""
    residual = 0.5 - data.t
    return {N: n_samples, G_j: float(residual @ data.X[:, 1])}


def value(expression: sp.Expr) -> float:
    """Return the number that an expression takes at the place of `measured`."""
    return float(expression.subs(PLACE | step_values(len(data.X))))


def try_claims(claims: Mapping[str, sp.Expr]) -> None:
    """Print each printed line's value beside the measured value of its quantity."""
    place = ", ".join(f"{symbol} = {float(number):g}" for symbol, number in PLACE.items())
    print(f"at {place}")
    print(f"F: for theta_2 at theta = 0, on a set of N = {len(data.X)} samples\n")
    print("   printed   measured")
    for letter, quantity in measured().items():
        print(f"{letter}  {value(claims[letter]):+.5f}  {quantity:+.5f}")


def verdicts(answers: Any) -> None:
    """Check the verdicts against the numbers, without saying which one is wrong."""
    given, printed, quantities = as_verdicts(answers), printed_values(), measured()
    right = sum(
        given[letter] is bool(np.isclose(printed[letter], quantities[letter], rtol=1e-6))
        for letter in LETTERS
    )
    require(
        right == len(LETTERS),
        f"verdicts: {right} of {len(LETTERS)} agree with the numbers above; a line whose "
        "two values differ cannot hold.",
    )
    passed("verdicts: all six agree with the measurements")


def as_verdicts(answers: Any) -> dict[str, bool]:
    """Return the verdicts as Python bools, or say what is wrong with their form."""
    require(isinstance(answers, dict), f"verdicts should be a dictionary, not {describe(answers)}.")
    for letter in LETTERS:
        require(answers.get(letter) is not None, f"verdicts has no answer for line {letter} yet.")
        require(
            isinstance(answers[letter], (bool, np.bool_, type(sp.true), type(sp.false))),
            f"verdicts: line {letter} should be True or False.",
        )
    return {letter: bool(answers[letter]) for letter in LETTERS}


def printed_values() -> dict[str, float]:
    """Return the values of the six printed lines at the place of `measured`."""
    a_1 = share(s_1, s_2)
    sigma = share(s_1, sp.Integer(0))
    lines = (1 / (1 + sp.exp(s)), a_1 * (1 - a_1), 1 - s_1, s_1, -sp.log(1 - sigma), -alpha * G_j)
    return {letter: value(line) for letter, line in zip(LETTERS, lines, strict=True)}


def repair(repairs: Any, letter: str) -> sp.Expr:
    """Return the repair of one line in known symbols, or say what is wrong with its form."""
    require(isinstance(repairs, dict), f"repairs should be a dictionary, not {describe(repairs)}.")
    require(letter in repairs, f"repairs has no entry for line {letter}, which does not hold.")
    return require_expression(repairs[letter], f"repairs[{letter!r}]", REPAIRED_IN[letter])


def repairs_scores(repairs: Any) -> None:
    """Check the sigmoid by its slope, the background's score and the argument by definition."""
    f = repair(repairs, "A")
    require(f.subs(s, 0) == sp.Rational(1, 2), 'repairs["A"] is not ½ at s = 0.')
    require(
        not compare(sp.diff(f, s), -f * (1 - f)).equal,
        'repairs["A"] still falls: for large scores the share of the first class goes to 1.',
    )
    require(
        compare(sp.diff(f, s), f * (1 - f)).equal,
        'repairs["A"] is another curve: the slope of softmax(s, 0)_1 is f(1 − f), and its is not.',
    )
    total = share(repair(repairs, "C"), sp.Integer(0)) + share(s_1, sp.Integer(0))
    require(
        compare(total, sp.Integer(1)).equal,
        'repairs["C"], put in for s_2, does not make σ(s_1) + σ(s_2) equal to 1.',
    )
    argument = repair(repairs, "D")
    require(
        not compare(argument, s_2 - s_1).equal,
        'repairs["D"] has the wrong sign: the share of class 1 grows with s_1.',
    )
    require(
        compare(share(argument, sp.Integer(0)), share(s_1, s_2)).equal,
        'repairs["D"], put in for u, does not make σ(u) the first output of softmax.',
    )
    passed("repairs: the three lines about scores hold")


def repairs_step(repairs: Any) -> None:
    """Check the step against a measured slope of J, on the data once and on the data twice."""
    step = repair(repairs, "F")
    values = {alpha: data.RATE, **step_values(len(data.X))}
    for copies in (1, 2):  # every sample twice: G_j and N double, J and its slope stay
        doubled = {**values, N: copies * values[N], G_j: copies * values[G_j]}
        close(
            float(step.subs(doubled)),
            measured()["F"],
            'repairs["F"], compared with a measured slope of J,',
            rtol=1e-6,
            n_samples=copies * len(data.X),
            otherwise="J is a mean over the N samples, G_j is a sum; which factor joins them",
        )
    passed("repairs: the step is that of descent on the mean")
