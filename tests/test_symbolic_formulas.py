"""A symbolic answer declared once: read, compared at exact points, its mistake named."""

from fractions import Fraction as F

import numpy as np
import pytest
import sympy as sp
from sympy import KroneckerDelta, Sum

from ce_helpers.checking import CheckFailed
from ce_helpers.symbolic import i, j, k, m
from ce_helpers.symbolic.formulas import Formula, Point

a, y = sp.IndexedBase("a", positive=True), sp.IndexedBase("y", real=True)


def points(rng):
    """Yield three classes with each index, probabilities and targets in sevenths."""
    for index in (1, 2, 3):
        a_k, y_k = (tuple(F(int(n), 7) for n in rng.permutation([1, 2, 4])) for _ in range(2))
        yield Point({"m": 3, "j": index}, {"a": a_k, "y": y_k})


SLOPE = Formula(
    name="slope",
    symbols=[a[j], y[j], k, i, m],
    points=points,
    mistakes={
        "has the wrong sign: the loss falls": y[j] / a[j],
        "sums over all classes: one term holds a_j": -Sum(y[k] / a[k], (k, 1, m)),
        "is a constant": lambda point: 1,
    },
    otherwise="is not the derivative: which term of the sum holds a_j?",
    indices=[j],
)
RIGHT = -y[j] / a[j]


def rng():
    """Return the generator of one comparison."""
    return np.random.default_rng(3)


@pytest.mark.parametrize(
    "answer",
    [RIGHT, -1.0 * y[j] * a[j] ** -1.0, -Sum(KroneckerDelta(j, k) * y[k] / a[k], (k, 1, m))],
)
def test_right_answers_pass_whatever_their_form(answer):
    """The right value may be an expression, exact numbers, or measured floats."""
    for right in (
        RIGHT,
        lambda p: -p.entry("y", (int(p.letter("j")),)) / p.entry("a", (int(p.letter("j")),)),
        lambda p: (
            -float(p.entry("y", (int(p.letter("j")),)) / p.entry("a", (int(p.letter("j")),)))
            * (1 + 1e-8)
        ),
    ):
        SLOPE.check(answer, right, rng())


@pytest.mark.parametrize(
    "answer, words",
    [
        (y[j] / a[j], r"^slope has the wrong sign: the loss falls\.$"),
        (-Sum(y[i] / a[i], (i, 1, m)), "sums over all classes"),
        (1, "is a constant"),
        (-2, "is a number, -2; an expression in letters is expected"),
        (-y[j] / a[j] ** 2, "is not the derivative: which term"),
        (-y[k] / a[j], "has the free indices j, k; expected j alone"),
        (-1 / a[j + 1], "asks for a.4., but that index runs from 1 to 3"),
        (None, r"is still None: replace it by an expression in a\[j\], y\[j\], k, i, m"),
    ],
)
def test_a_wrong_answer_is_told_its_mistake(answer, words):
    """A mistake is named only if it explains the answer at all points."""
    with pytest.raises(CheckFailed, match=words):
        SLOPE.check(answer, RIGHT, rng())


@pytest.mark.parametrize("letter", [i, k, j])
def test_an_answer_may_use_another_letter_for_its_index(letter):
    """The index is a name alone."""
    SLOPE.check(-y[letter] / a[letter], RIGHT, rng())
    with pytest.raises(CheckFailed, match="wrong sign"):
        SLOPE.check(y[letter] / a[letter], RIGHT, rng())


def test_what_cannot_be_evaluated_passes_and_is_said(capsys):
    """No point is lost where this package is at its end."""
    SLOPE.check(RIGHT + sp.DiracDelta(y[j]), RIGHT, rng())
    assert capsys.readouterr().out.startswith("undecided: slope cannot be evaluated")


def test_a_mistake_without_a_value_is_not_named():
    """A known mistake that divides by 0 at a point explains nothing."""
    formula = Formula("d", [a[j], m], points, {"is upside down": 1 / (j - 1)}, "is not right")
    with pytest.raises(CheckFailed, match="d is not right"):
        formula.check(a[j], 2 * a[j], rng())


@pytest.mark.parametrize("first, second", [(k, j), (j, k), (i, j), (i, k), (k, i), (j, i)])
def test_letters_of_an_answer_leave_the_right_side_alone(first, second):
    """A letter may stand for one index in the answer, and for the other in the formula."""
    difference = Formula(
        name="difference",
        symbols=[y[k], y[j], i, m],
        points=lambda rng: [Point({"m": 3, "k": 1, "j": 2}, {"y": (F(1), F(5), F(25))})],
        mistakes={"has the wrong sign": y[j] - y[k]},
        otherwise="is another",
        indices=[k, j],
    )
    right = (y[first] - y[second]) ** 2
    difference.check(right, (y[k] - y[j]) ** 2, rng())
    with pytest.raises(CheckFailed, match="is another"):
        difference.check(right + 1, (y[k] - y[j]) ** 2, rng())
