"""Values at exact points: every rule of the evaluator, against hand-made values."""

from fractions import Fraction as F

import mpmath
import pytest
import sympy as sp
from sympy import KroneckerDelta, Piecewise, Product, Rational, Sum, exp, log

from ce_helpers.checking import CheckFailed
from ce_helpers.symbolic import i, j, k, l, m, softmax_entry, z
from ce_helpers.symbolic._arithmetic import CONTEXT
from ce_helpers.symbolic.evaluation import NoValue, Point, Undecided, same_value, value_at

a, A = sp.IndexedBase("a", real=True), sp.IndexedBase("A", real=True)
x, y = sp.symbols("x y", real=True)
n = sp.Symbol("n", integer=True)
AT = Point(
    {"m": 3, "j": 2, "x": F(3, 2), "y": 0},
    {"a": (F(1, 2), F(1, 3), 5), "A": ((1, 2), (3, 4), (5, 6))},
    {"z": (F(2), F(3), F(5)), "s": F(7)},
)
INDICATOR = Piecewise((1, x > 1), (0, True))

EXACT = {
    "sum": (Sum(a[k], (k, 1, m)), F(35, 6)),
    "product": (Product(a[k], (k, 1, m)), F(5, 6)),
    "two indices": (Sum(A[k, 2], (k, 1, m)), F(12)),
    "pairs i < j": (Sum(a[i] * a[k], (i, 1, k - 1), (k, 1, m)), F(13, 3)),
    "nested limits, outermost last": (Sum(k, (k, 1, l), (l, 1, m)), F(10)),
    "an empty sum": (Sum(a[k], (k, 1, 0)), F(0)),
    "limits the wrong way round": (Sum(k, (k, 1, -3)), F(0)),
    "an empty product": (Product(a[k], (k, 3, 2)), F(1)),
    "a bound letter hides a free one": (Sum(j, (j, 1, m)) + j, F(8)),
    "a bound letter in a limit": (Sum(j, (j, 1, j)), F(3)),
    "delta with a step between its terms": (Sum(KroneckerDelta(2 * k, n), (k, 1, m)), F(0)),
    "delta outside the limits": (Sum(KroneckerDelta(k, 5) * a[k], (k, 1, m)), F(0)),
    "delta with a range": (KroneckerDelta(j, 2, (3, m)) + KroneckerDelta(j, 2, (1, m)), F(1)),
    "delta of a difference": (KroneckerDelta(j - 2, 0), F(1)),
    "0 to a power": (0 ** sp.Abs(j - k).subs(k, 2) + sp.Pow(0, j - 1, evaluate=False), F(1)),
    "softmax": (softmax_entry(j), F(3, 10)),
    "exponentials of sums": (exp(z[1] + 2 * z[j] - z[3]), F(18, 5)),
    "exponential of a letter": (exp(-sp.Symbol("s", real=True)), F(1, 7)),
    "a condition": (INDICATOR, F(1)),
    "a condition in a sum": (Sum(Piecewise((a[k], k > 1), (0, True)), (k, 1, m)), F(16, 3)),
    "a branch that is not taken": (Piecewise((a[j - 1], j > 1), (a[9], True)), F(1, 2)),
    "and, or, not": (
        Piecewise((1, sp.And(x > 1, sp.Or(x > 9, sp.Not(sp.Eq(j, 1))))), (0, True)),
        F(1),
    ),
    "maximum and minimum": (sp.Max(x, 0, y) + sp.Min(x, j), F(3)),
    "modulus, sign, step": (sp.Abs(y - x) + sp.sign(-x) + sp.Heaviside(x), F(3, 2)),
    "step and sign at 0": (sp.Heaviside(y) + sp.sign(y), F(1, 2)),
    "rounding": (sp.floor(x) + sp.ceiling(x) + sp.Mod(x, 1), F(7, 2)),
    "powers": (x**-2, F(4, 9)),
}


@pytest.mark.parametrize("rule", EXACT)
def test_arithmetic_is_exact(rule):
    """Where no logarithm occurs, the value is a fraction."""
    expression, expected = EXACT[rule]
    value = value_at(expression, AT.with_letters(n=3), "it")
    assert isinstance(value, F) and value == expected


INEXACT = {
    "logit": (z[2], mpmath.log(3)),
    "log of softmax": (log(softmax_entry(j)), mpmath.log(0.3)),
    "letter that is a logarithm": (sp.Symbol("s") + 1, mpmath.log(7) + 1),
    "exponential": (exp(x * z[1]), 2**1.5),
    "root": (sp.sqrt(x), 1.5**0.5),
    "constants by name": (sp.E + sp.pi + sp.EulerGamma, mpmath.e + mpmath.pi + mpmath.euler),
    "functions": (sp.tanh(x) + sp.sech(x), mpmath.tanh(1.5) + mpmath.sech(1.5)),
    "log of a negative number": (log(-x), mpmath.log(1.5) + mpmath.pi * 1j),
    "the imaginary unit": (sp.I * x, 1.5j),
    "factorial": (sp.factorial(m) / sp.binomial(m, 2), 2),
    "harmonic": (sp.harmonic(m), F(11, 6)),
}


@pytest.mark.parametrize("rule", INEXACT)
def test_the_rest_has_50_digits(rule):
    """Compared here with double precision."""
    expression, expected = INEXACT[rule]
    assert abs(complex(value_at(expression, AT, "it")) - complex(expected)) < 1e-14


WITHOUT_VALUE = {
    "free index": (a[k], "it leaves k free: is it an index that a sum should run over\\?$"),
    "unknown letter": (x + sp.Symbol("q"), "it holds q, which has no value here"),
    "array without index": (a * x, r"it holds a without an index: write a\[j\]"),
    "symbol of an array's name": (sp.Symbol("z") * x, r"holds z without an index"),
    "entry beyond the last": (a[j + 2], r"it asks for a\[4\], but that index runs from 1 to 3"),
    "entry before the first": (a[j - 2], r"it asks for a\[0\]"),
    "logit beyond the last": (z[m + 1], r"it asks for z\[4\]"),
    "unknown array": (sp.IndexedBase("v")[j], r"it holds v\[…\], which is not defined"),
    "too many indices": (a[j, j], r"it asks for a\[2, 2\], which has too many indices"),
    "too few indices": (A[j], r"it asks for A\[2\], which has too few indices"),
    "index that is no integer": (a[x], r"it holds a\[x\] with an index that is no integer"),
    "limit that is no integer": (Sum(k, (k, 1, x)), "a sum whose limits are no integers"),
    "division by 0": (1 / y, "it has no value: look for a division by 0"),
    "power of 0": (y ** Rational(-1, 2), "division by 0"),
    "logarithm of 0": (log(y), "it has no value: look for a logarithm of 0"),
    "no case": (Piecewise((1, x < 0)), "no case for some points"),
    "order of complex numbers": (sp.Max(log(-x), 0), "compares numbers that are not real"),
    "too many terms": (Sum(k, (k, 1, 10**20)), "it runs over too many terms"),
    "far too many terms": (Sum(k, (k, 1, l**9), (l, 1, 10**9)), "too many terms"),
}


@pytest.mark.timeout(20)
@pytest.mark.parametrize("kind", WITHOUT_VALUE)
def test_what_has_no_value_is_said_in_a_sentence(kind):
    """The sentence begins with the name, and a check fails with it."""
    expression, words = WITHOUT_VALUE[kind]
    with pytest.raises(NoValue, match=words) as raised:
        value_at(expression, AT, "it")
    assert isinstance(raised.value, CheckFailed)


UNDECIDED = {
    "a head without a rule": sp.DiracDelta(x),
    "an undefined function": sp.Function("f")(x),
    "an endless sum": Sum(1 / k**2, (k, 1, sp.oo)),
    "a number too large for a function": sp.sin(exp(exp(exp(x * 9)))),
    "a power that would fill the memory": ((x + 1) ** 1000 + 1) ** 1000,
}


@pytest.mark.timeout(20)
@pytest.mark.parametrize("kind", UNDECIDED)
def test_what_cannot_be_computed_here_is_undecided(kind):
    """That is no fault of the expression, and so no failed check."""
    with pytest.raises(Undecided, match="it cannot be evaluated: "):
        value_at(UNDECIDED[kind], AT, "it")


@pytest.mark.timeout(20)
def test_shared_sums_are_computed_once():
    """Sums inside sums cost as many terms as they have, not their product."""
    inner = Sum(exp(z[l]), (l, 1, m))
    for _ in range(12):
        inner = Sum(a[k] * inner, (k, 1, m))
    assert value_at(inner, AT, "it") == 10 * F(35, 6) ** 12


@pytest.mark.parametrize(
    "first, second, same",
    [
        (F(1, 3), F(1, 3), True),
        (F(1, 3), F(1, 3) + F(1, 10**40), False),
        (CONTEXT.mpf(1) / 3, F(1, 3), True),
        (CONTEXT.mpf(1) / 3, F(1, 3) + F(1, 10**20), False),
        (CONTEXT.log(2) * 10**15, CONTEXT.log(2 + CONTEXT.mpf(10) ** -45) * 10**15, True),
        (1 / 3 + 1e-9, F(1, 3), True),
        (1 / 3 + 1e-5, F(1, 3), False),
    ],
)
def test_equality_is_exact_for_fractions_and_relative_otherwise(first, second, same):
    """A Python float is a measured value and right to six digits."""
    assert same_value(first, second) is same
    assert same_value(second, first) is same
