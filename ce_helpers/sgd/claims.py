"""Visible checks of the printed lines in 03_sgd: the left sides are measured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

import numpy as np
import sympy as sp
from sympy import Expr, Sum

from ce_helpers.claims import Claims, Line
from ce_helpers.sgd import symbolic
from ce_helpers.sgd.symbolic import A, D, N, Rng, a, b, i, j, k, l, points, w, x, y
from ce_helpers.slips import show_slips
from ce_helpers.symbolic import Formula, Point


def _with_outputs(rng: Rng) -> Iterator[Point]:
    """Yield the points of one sample, with each output as k."""
    for point in points(rng):
        yield from (point.with_letters(k=n + 1) for n in range(len(point.entries["a"])))


def _batch(rng: Rng, n_samples: int) -> Point:
    """Return probabilities and targets of some samples with two features and three classes."""
    entries = {
        "A": symbolic.random_rows(rng, n_samples, 3),
        "Y": symbolic.random_rows(rng, n_samples, 3),
    }
    numbers = rng.integers(1, 30, size=(n_samples, 2)).tolist()
    entries["X"] = tuple(tuple(Fraction(number, 7) for number in row) for row in numbers)
    return Point({"N": n_samples, "D": 2, "m": 3}, entries)


def _batches(rng: Rng) -> Iterator[Point]:
    """Yield batches of several sizes, with each feature and class."""
    for size in (2, 3, 5, 9):
        batch = _batch(rng, size)
        yield from (batch.with_letters(i=n, j=c) for n in (1, 2) for c in (1, 2, 3))


def _by_weight_of_mean(point: Point) -> float:
    """Return ∂J/∂w_ij of the mean loss at a point, measured."""
    feature, class_ = symbolic.number_of(point, "i"), symbolic.number_of(point, "j")
    logits = np.log(np.array(point.entries["A"], dtype=float))
    along = np.array(point.entries["X"], dtype=float)[:, feature - 1]
    return symbolic.measured(logits, point.entries["Y"], class_, along)


CLAIMS = Claims({
    "A": Line(sp.diff(Sum(x[l] * w[l, k], (l, 1, D)) + b[k], w[i, j]), _with_outputs),
    "B": Line(
        symbolic.by_weight,
        points,
        Formula(
            "",
            symbolic.LETTERS,
            points,
            {
                "lacks the factor x_i": a[j] * (1 - y[j]),
                "has the wrong sign and lacks the factor x_i": -a[j] * (1 - y[j]),
                "is the whole mended line; write only what must be added": symbolic.by_weight,
                "holds the path k = j as well, which is printed already": a[j] * x[i],
                "counts the target itself: sum the y_k of the other classes": a[j] * y[j] * x[i],
            },
            "does not mend the line for every entry: add up what the paths with k ≠ j bring",
        ),
        wanted=lambda left, printed: left - printed,
    ),
    "C": Line(symbolic.by_bias, points),
    "D": Line(
        _by_weight_of_mean,
        _batches,
        Formula(
            "",
            [N],
            _batches,
            {
                "makes the sum larger: a mean is smaller than the sum": N,
                "divides by N twice: the printed line is a sum, taken once": 1 / N**2,
            },
            "does not make the sum a mean for every N alike",
            misplaced={A: "write only the factor, not the whole mended line"},
        ),
        wanted=lambda left, printed: left / printed,
    ),
}, slips={"B": "9921d690", "D": "7230d93d"})  # fmt: skip


def try_claims(claims: Mapping[str, Expr]) -> None:
    """Print each left side as it is measured beside the printed right side, for three entries."""
    rng = np.random.default_rng(1)
    sample, batch = symbolic.one_sample(rng, 3, hot=1), _batch(rng, 3)
    print("two features, three classes; the sample is of class 1; three samples in D")
    for feature, class_, output in ((1, 1, 1), (1, 2, 1), (2, 3, 3)):
        print(f"\ni = {feature}, j = {class_}, k = {output}")
        here = {"i": feature, "j": class_, "k": output}
        at = {
            letter: (batch if letter == "D" else sample).with_letters(**here) for letter in "ABCD"
        }
        CLAIMS.show(claims, at.__getitem__)
    show_slips()


verdicts = CLAIMS.check_verdicts(
    "all four verdicts are those of the measured numbers, and both reasons are right."
)
repairs_chain = CLAIMS.check_repairs(
    "with your addition B is the measured derivative, for every weight.", "B"
)
repairs_mean = CLAIMS.check_repairs(
    "with your factor D is the measured derivative, for any number of samples.", "D"
)
