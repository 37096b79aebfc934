"""Letters and visible checks of the derivatives in 03_sgd, against measured ones.

What stands here as an expression are mistakes, each with the sentence that names it.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np
import sympy as sp
from sympy import Expr

from ce_helpers.checking import require
from ce_helpers.checks import visible
from ce_helpers.numeric import complex_step_gradient
from ce_helpers.symbolic import MANY, Formula, Point, i, j, k, l, m, z

Rng = np.random.Generator
a, b, w, x, y = (sp.IndexedBase(name, real=True) for name in "abwxy")
A, X, Y = (sp.IndexedBase(name, real=True) for name in "AXY")
D, N = sp.symbols("D N", integer=True, positive=True)
p, q, s = sp.symbols("p q s", integer=True)
LETTERS = [a[j], y[j], x[i], z[j], k, l, m, D]
PRINTED_CHAIN = -y[j] * (1 - a[j])  # through the class's own output alone


def random_rows(rng: Rng, n_samples: int, n_classes: int) -> tuple[tuple[Fraction, ...], ...]:
    """Return rows of positive fractions that sum to 1."""
    counts = rng.integers(1, 30, size=(n_samples, n_classes)).tolist()
    return tuple(tuple(Fraction(count, sum(row)) for count in row) for row in counts)


def one_sample(rng: Rng, n_classes: int, *, hot: int | None = None) -> Point:
    """Return a sample with two features, with a soft target or of the class `hot`."""
    (target,) = random_rows(rng, 1, n_classes)
    if hot is not None:
        target = tuple(Fraction(number == hot) for number in range(1, n_classes + 1))
    u = tuple(Fraction(int(n), 7) for n in rng.permutation(np.arange(8, 30))[:n_classes])
    features = tuple(Fraction(int(n), 7) for n in rng.permutation(np.arange(1, 10))[:2] * [-1, 1])
    entries = {"a": tuple(n / sum(u) for n in u), "y": target, "x": features}
    return Point({"m": n_classes, "D": 2}, entries, {"z": u})


def points(rng: Rng) -> Iterator[Point]:
    """Yield samples of 2 to 4 and many classes, one one-hot, with each feature and class."""
    for n_classes, hot in ((2, None), (3, 1), (4, None), (MANY, None)):
        sample = one_sample(rng, n_classes, hot=hot)
        for feature in (1, 2):
            for class_ in range(1, n_classes + 1):
                yield sample.with_letters(i=feature, j=class_)


def measured(logits: Any, targets: Any, class_: int, along: Any) -> float:
    """Return the derivative of the mean loss as one class's logits move, each along its number."""
    Z, Y_ = (np.array(rows, dtype=float) for rows in (logits, targets))
    direction = np.zeros(Z.shape)
    direction[:, class_ - 1] = along

    def loss(t: Any) -> Any:
        moved = Z + t * direction
        return (np.log(np.exp(moved).sum(axis=1)) - (Y_ * moved).sum(axis=1)).mean()

    return float(complex_step_gradient(loss, 0.0))


def _by_logit(point: Point, along: Any) -> float:
    a_k, y_k = point.entries["a"], point.entries["y"]
    return measured([np.log(np.array(a_k, dtype=float))], [y_k], number_of(point, "j"), along)


def number_of(point: Point, letter: str) -> int:
    """Return the number that an index has at a point."""
    return int(point.letters[letter])


def by_weight(point: Point) -> float:
    """Return ∂L/∂w_ij at a point, measured."""
    return _by_logit(point, float(point.entries["x"][number_of(point, "i") - 1]))


def by_bias(point: Point) -> float:
    """Return ∂L/∂b_j at a point, measured; it is ∂L/∂z_j as well."""
    return _by_logit(point, 1.0)


def _mistakes(factor: Expr, other: str, other_factor: Expr) -> dict[str, Expr]:
    """Return wrong derivatives, for the factor that the logit's derivative brings."""
    return {
        "has the wrong sign: it is y − a": (y[j] - a[j]) * factor,
        other: (a[j] - y[j]) * other_factor,
        "follows the path through a_j alone: z_j moves every a_k, so sum over all k": (
            PRINTED_CHAIN * factor
        ),
        "begins with ∂L/∂a_j, which is −y_j/a_j; the chain needs ∂L/∂z_j": -y[j] / a[j] * factor,
        "is divided by the number of classes: L is a sum over them": (a[j] - y[j]) * factor / m,
        "lacks the target": a[j] * factor,
        "has 1 for the target: y_j is 1 for the class of the sample alone": (a[j] - 1) * factor,
        "is summed over all classes, which gives 0: each j has its own derivative": sp.Integer(0),
    }


DL_DW = Formula(
    "dL_dw",
    LETTERS,
    points,
    _mistakes(x[i], "lacks the factor x_i, which ∂z_j/∂w_ij brings", sp.Integer(1)),
    "is not the derivative for all features, classes and targets: of the sum over k, which term "
    "does the delta leave?",
    misplaced={w: "the derivative of z_j with respect to w_ij is a feature"},
)
DL_DB = Formula(
    "dL_db",
    LETTERS,
    points,
    _mistakes(sp.Integer(1), "has a factor x_i too many: a bias meets no feature", x[i]),
    "is not the derivative for all classes and targets: put 1 for the feature in dL_dw",
    misplaced={w: "the derivative of z_j with respect to b_j holds no weight"},
)


def _read(formula: Formula, answer: Any) -> Expr:
    """Return an answer, or say which index of it counts something else."""
    expression = formula.read(answer)
    for entry in sorted(expression.atoms(sp.Indexed), key=str):
        name, free = str(entry.base), entry.free_symbols & expression.free_symbols
        require(not (name == "x" and j in free), f"{formula.name}: {entry} counts features by j.")
        counts_classes = name in "ay" and i in free
        require(not counts_classes, f"{formula.name}: {entry} counts classes by i, a feature.")
        number = any(index.is_Integer for index in entry.indices)
        require(
            not number,
            f"{formula.name} has a number for an index in {entry}: a cell has used the notebook's "
            "letter; rename it there, and run again from the top.",
        )
    return expression


@visible("dL_dw is the measured derivative, for every weight.", by_weight)
def dL_dw(answer: Any, rng: Rng, right: Any) -> None:
    """Compare the derivative with respect to a weight for every feature, class and target."""
    DL_DW.check(_read(DL_DW, answer), right, rng)


@visible("dL_db is the measured derivative, for every bias.", by_bias)
def dL_db(answer: Any, rng: Rng, right: Any) -> None:
    """Compare the derivative with respect to a bias for every class and target."""
    DL_DB.check(_read(DL_DB, answer), right, rng)
