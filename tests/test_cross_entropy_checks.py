"""What the exact evaluation behind the symbolic checks of 02_cross_entropy promises."""

from fractions import Fraction

import numpy as np
import pytest
import sympy as sp
from sympy import KroneckerDelta, Piecewise, Product, Sum, exp, log

from ce_helpers.checking import CheckFailed
from ce_helpers.cross_entropy import claims
from ce_helpers.cross_entropy.exact import Point, points, random_point, same_value, value_at
from ce_helpers.symbolic import j, k, l, m, z

A, Y = sp.IndexedBase("a", positive=True), sp.IndexedBase("y", real=True)
POINT = Point(
    (Fraction(1), Fraction(2), Fraction(5)),
    (Fraction(1, 2), Fraction(1, 3), Fraction(1, 6)),
    {"j": 2},
)
OTHERS = Sum(Y[k], (k, 1, j - 1)) + Sum(Y[k], (k, j + 1, m))


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        (A[j], Fraction(1, 4)),
        (exp(z[j]), Fraction(2)),
        (exp(z[j]) / Sum(exp(z[l]), (l, 1, m)), Fraction(1, 4)),
        (Sum(Y[k], (k, 1, m)), Fraction(1)),
        (Sum(Y[k] * KroneckerDelta(k, j), (k, 1, m)), Fraction(1, 3)),
        (OTHERS, Fraction(2, 3)),
        (Sum(Y[k], (k, 3, 2)), Fraction(0)),
        (Sum(A[k] * Y[l], (k, 1, m), (l, 1, m)), Fraction(1)),
        (Product(A[k], (k, 1, m)), Fraction(10, 512)),
        (Piecewise((m, sp.Eq(j, 2)), (0, True)), Fraction(3)),
        (Piecewise((1, sp.And(j > 1, sp.Ne(j, 3))), (0, True)), Fraction(1)),
    ],
)
def test_rational_values_are_exact(expression, value):
    """Sums are loops, deltas and cases are decided, e to the logit is a fraction."""
    assert value_at(expression, POINT, "it") == value


def test_logarithms_agree_with_floats():
    """A logarithm has 50 digits; of a negative number it is complex, not an error."""
    assert float(value_at(log(A[j]), POINT, "it")) == pytest.approx(np.log(0.25))
    assert value_at(log(-A[j]), POINT, "it").imag > 3


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        (Y[k], "leaves k free"),
        (sp.Symbol("t") * A[j], "leaves t free"),
        (A[j + 2], "asks for a"),
        (sp.IndexedBase("w")[j], "none of z, a and y"),
        (1 / (Sum(Y[k], (k, 1, m)) - 1), "division by 0"),
        (Sum(Y[1], (k, 1, 10**6)), "too many terms"),
        (Piecewise((1, sp.Eq(j, 3))), "no case"),
    ],
)
def test_what_has_no_value_is_named(expression, words):
    """The sentence says what is free, missing or out of range."""
    with pytest.raises(CheckFailed, match=words):
        value_at(expression, POINT, "it")


def test_points_satisfy_both_constraints():
    """Softmax and targets sum to 1 at every point, and j runs over all classes."""
    drawn = list(points(np.random.default_rng(0), "j"))
    assert [point.indices["j"] for point in drawn] == [1, 2, 1, 2, 3, 1, 2, 3, 4]
    for point in drawn:
        assert sum(point.y) == 1
        assert sum(point.entry("a", n) for n in range(1, point.m + 1)) == 1


def test_equal_to_thirty_digits_is_equal():
    """Fractions compare exactly; a difference in the 31st digit of a logarithm is rounding."""
    assert not same_value(Fraction(1), 1 + Fraction(1, 10**40))
    third = value_at(log(A[1] ** 2), POINT, "it")
    assert same_value(third, value_at(2 * log(A[1]), POINT, "it"))


@pytest.mark.parametrize("seed", range(5))
def test_left_sides_are_what_numpy_measures(seed):
    """Loss, likelihood and slope of a point agree with plain floating point."""
    rng = np.random.default_rng(seed)
    point = random_point(rng, 4).with_indices(j=3, p=2)
    u, y = np.array(point.u, dtype=float), np.array(point.y, dtype=float)
    a = u / u.sum()
    assert float(claims.loss(point)) == pytest.approx(-(y * np.log(a)).sum())
    assert float(claims.slope(point)) == pytest.approx(a[2] - y[2])
    assert float(claims.likelihood(point)) == pytest.approx(a[1])
