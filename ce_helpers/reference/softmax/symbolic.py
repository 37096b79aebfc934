"""Hidden tests of the symbolic answers of 01_softmax: exact values at random points.

The visible checks prove equality with SymPy. These evaluate the answer at random rational
points for several numbers of classes and compare with plain arithmetic, a second road.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import sympy as sp
from sympy import Expr

from ce_helpers.checking import require
from ce_helpers.reference import softmax as reference
from ce_helpers.reference.seed import grading_rng
from ce_helpers.softmax.claims import as_verdicts, repair_of

Z = sp.IndexedBase("z", real=True)


def _logits(rng: np.random.Generator, n_classes: int) -> dict[int, sp.Rational]:
    return {entry: sp.Rational(int(rng.integers(-12, 13)), 7) for entry in range(1, n_classes + 1)}


def _value(answer: Any, numbers: Mapping[str, int | Expr], logits: Mapping[int, Expr]) -> float:
    """Evaluate an answer with symbols replaced by name, sums carried out, logits put in."""
    expression = sp.sympify(answer)
    point = {s: numbers[s.name] for s in expression.free_symbols if _name(s) in numbers}
    expression = expression.subs(point).doit()
    entries = {entry: logits[int(entry.indices[0])] for entry in expression.atoms(sp.Indexed)}
    return float(expression.subs(entries).evalf(30))


def _name(symbol: Any) -> str:
    return str(getattr(symbol, "name", ""))


def _indices(answer: Any) -> list[str]:
    """Return the index letters of an answer, the output's first."""
    free = {_name(symbol) for symbol in sp.sympify(answer).free_symbols}
    used = [letter for letter in "kji" if letter in free]
    return used if len(used) == 2 else ["k", "j"]


def _compare_slope(answer: Any, name: str, *, same: bool) -> None:
    """Compare with an entry of the Jacobian at random logits, on its diagonal or off it."""
    rng = grading_rng(name)
    first, second = _indices(answer)
    for n_classes in (2, 3, 5):
        logits = _logits(rng, n_classes)
        J = reference.softmax_jacobian([float(logit) for logit in logits.values()])
        output, other = (int(index) for index in rng.permutation(n_classes)[:2] + 1)
        column = output if same else other
        got = _value(answer, {"m": n_classes, first: output, second: column}, logits)
        require(
            bool(np.isclose(got, J[output - 1, column - 1], rtol=1e-10, atol=1e-12)),
            f"{name} does not agree with the measured slope for {n_classes} classes and "
            f"{'j = k' if same else 'j ≠ k'}.",
        )


def d_logistic(answer: Any) -> None:
    """Evaluate at random scores."""
    for score in _logits(grading_rng("d_logistic"), 4).values():
        p = float(reference.logistic(float(score)))
        require(
            bool(np.isclose(_value(answer, {"s": score}, {}), p * (1 - p), rtol=1e-10)),
            "d_logistic does not agree with the measured slope at a random score.",
        )


def da_same(answer: Any) -> None:
    """Evaluate the case j = k."""
    _compare_slope(answer, "da_same", same=True)


def da_other(answer: Any) -> None:
    """Evaluate the case j ≠ k."""
    _compare_slope(answer, "da_other", same=False)


def da_diagonal(answer: Any) -> None:
    """Evaluate the formula with the delta where j = k."""
    _compare_slope(answer, "da", same=True)


def da_off_diagonal(answer: Any) -> None:
    """Evaluate the formula with the delta where j ≠ k."""
    _compare_slope(answer, "da", same=False)


def verdicts(answer: Any, claims: Mapping[str, Any]) -> None:
    """Compare with the errata: C alone holds."""
    right = {"A": False, "B": False, "C": True, "D": False}
    require(as_verdicts(answer) == right, "verdicts: look again at the numbers above.")


def repairs_classes(repairs: Any) -> None:
    """Evaluate the length and the entry for several numbers of features and classes."""
    rng = grading_rng("repairs_classes")
    for n_features, n_classes in ((2, 3), (4, 2), (3, 5)):
        logits = _logits(rng, max(n_features, n_classes))
        numbers: dict[str, int | Expr] = {"n": n_features, "m": n_classes, "k": 2}
        require(
            _value(repair_of(repairs, "A"), numbers, {}) == n_classes,
            'repairs["A"] is not the number of classes.',
        )
        a = reference.softmax([float(logits[entry]) for entry in range(1, n_classes + 1)])
        require(
            bool(np.isclose(_value(repair_of(repairs, "B"), numbers, logits), a[1], rtol=1e-10)),
            'repairs["B"] is not softmax over the classes.',
        )


def repairs_log(repairs: Any) -> None:
    """Evaluate at random positive numbers."""
    for n in grading_rng("repairs_log").integers(1, 20, 4):
        x = sp.Rational(int(n), 3)
        require(
            bool(np.isclose(_value(repair_of(repairs, "D"), {"x": x}, {}), float(1 / x**2))),
            'repairs["D"] is not what the left side of D comes to.',
        )
