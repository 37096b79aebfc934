"""What students enter for a symbolic answer: read in one way, or refused with a true sentence."""

from fractions import Fraction

import numpy as np
import pytest
import sympy as sp
from sympy import IndexedBase, Rational, Sum, exp

from ce_helpers.checking import CheckFailed
from ce_helpers.symbolic import compare, j, k, m, require_expression, z
from ce_helpers.symbolic.exact import fraction_of

x = sp.Symbol("x", real=True)
a = IndexedBase("a", positive=True)

BIG = exp(x)
for _ in range(60):
    BIG = exp(BIG) + sp.sin(BIG)

WRONG_KIND = {
    "None": (None, "still None: replace it by an expression in x, m, z"),
    "a string": ("x", "string: enter it as an expression, without quotation marks"),
    "a truth value": (True, "condition, true or false: Piecewise"),
    "a NumPy truth value": (np.bool_(True), "condition, true or false"),
    "a relation": (x > 0, "condition, true or false"),
    "an equation": (sp.Eq(x, 1), "condition, true or false"),
    "SymPy's true": (sp.true, "condition, true or false"),
    "a conjunction": ((x > 0) & (x < 1), "condition, true or false"),
    "a list": ([x], "one SymPy expression, not a value of type list"),
    "a tuple": ((x,), "type tuple"),
    "a dictionary": ({1: x}, "type dict"),
    "a matrix": (sp.Matrix([x]), "whole array: enter the expression of one entry"),
    "an immutable matrix": (sp.ImmutableMatrix([x]), "whole array"),
    "a matrix symbol": (sp.MatrixSymbol("Z", 2, 2), "whole array"),
    "a NumPy array": (np.ones(2), "whole array"),
    "a function": (lambda: x, "not a function"),
    "a SymPy function": (sp.exp, "not a function"),
    "an unknown symbol": (x + sp.Symbol("q"), "holds q; it should be made of x, m, z alone"),
    "an unknown function": (sp.Function("f")(x), "holds f; it should"),
    "an unknown array": (IndexedBase("v")[k], "holds k, v; it should"),
    "an unknown matrix": (sp.MatrixSymbol("V", 2, 2)[0, 1] + x, "holds V; it should"),
    "division by zero": (sp.zoo, "division by zero"),
    "infinity": (x + sp.oo, "infinity"),
    "a float that is none": (float("nan"), "infinity"),
    "an integral": (sp.Integral(exp(x), x), "not carried out"),
    "a derivative": (sp.Derivative(sp.sin(x), x), "not carried out"),
    "a huge power": (x ** (10**9), "far larger"),
    "nested powers": (((x**99 + 1) ** 99 + 1) ** 99, "far larger"),
    "a power of a power of numbers": (
        sp.Pow(x, sp.Pow(9, sp.Pow(9, 9, evaluate=False), evaluate=False), evaluate=False),
        "far larger",
    ),
    "a huge factorial": (x + sp.factorial(10**7, evaluate=False), "far larger"),
    "a huge sum": (Sum(k * x, (k, 1, 10**9)), "far larger"),
    "a huge product": (sp.Product(x + k, (k, 1, 10**8)), "far larger"),
    "a huge number": (10**6000, "far larger"),
    "a huge decimal": (1e300 * x, "far larger"),
    "a tree that never ends": (BIG, "far larger"),
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("kind", WRONG_KIND)
def test_an_answer_of_the_wrong_kind_gets_a_sentence_that_says_so(kind):
    """It names the answer, says what came, and ends quickly."""
    answer, words = WRONG_KIND[kind]
    with pytest.raises(CheckFailed, match=words) as raised:
        require_expression(answer, "d_x", [x, m, z])
    message = str(raised.value)
    assert message.startswith("d_x ") and "\n" not in message and len(message) < 300


def test_symbols_of_another_declaration_count_by_their_name():
    """A student's own Symbol("x") and IndexedBase("z") are the ones of the notebook."""
    own_x, own_z = sp.Symbol("x"), IndexedBase("z")
    own_k, own_m = sp.Symbol("k"), sp.Symbol("m")
    assert require_expression(own_x**2, "d", [x]) == x**2
    own = own_x * exp(own_z[own_k]) / Sum(exp(own_z[own_k]), (own_k, 1, own_m))
    found = require_expression(own, "d", [x, z, k, m])
    assert compare(found, x * exp(z[k]) / Sum(exp(z[k]), (k, 1, m))).equal


def test_an_index_with_a_range_is_its_letter():
    """An Idx inside an entry and as the index of a sum is the symbol of its name."""
    ranged = sp.Idx("k")
    found = require_expression(Sum(z[ranged], (ranged, 1, m)) + z[sp.Idx("j", m)], "d", [z, j, m])
    assert found == Sum(z[k], (k, 1, m)) + z[j]


@pytest.mark.parametrize(
    "entered, exact",
    [
        (0.5 * x, x / 2),
        (x**-2.0, x**-2),
        (0.1 * x, x / 10),
        (x / 3.0, x / 3),
        ((0.1 + 0.2) * x, 3 * x / 10),
        (0.333333 * x, Rational(333333, 10**6) * x),
        (1.0 * x - x**2.0, x - x**2),
        (sp.Float("0.1", 40) * x, x / 10),
        (x * sp.UnevaluatedExpr(1 + sp.UnevaluatedExpr(x)), x * (1 + x)),
        (Fraction(1, 3), Rational(1, 3)),
        (2.0, sp.Integer(2)),
        (np.float64(0.25), Rational(1, 4)),
        (np.int64(3), sp.Integer(3)),
    ],
)
def test_a_decimal_is_its_fraction_and_nothing_is_held_back(entered, exact):
    """Also in an exponent, and where rounding of a few operations is in it."""
    assert require_expression(entered, "d", [x]) == exact


@pytest.mark.parametrize("value", [0.0, -0.75, 1e-20, 123456.789, 2 / 7, 1e15, -1 / 999])
def test_the_fraction_of_a_decimal_rounds_to_it(value):
    """To the last bit, or to the rounding of one division."""
    assert float(fraction_of(value)) == pytest.approx(value, rel=1e-15, abs=0)


def test_how_an_array_is_written_allows_its_index():
    """An entry among the symbols allows the array and its index, and is shown as it is."""
    assert require_expression(-a[j], "d", [a[j], m]) == -a[j]
    with pytest.raises(CheckFailed, match=r"d is still None: .* in a\[j\], m\."):
        require_expression(None, "d", [a[j], m])


def test_a_letter_out_of_place_gets_its_own_sentence():
    """It is told before the list of letters, and only where no sum binds it."""
    out = {k: "k is no index of the left side: the delta leaves j"}
    with pytest.raises(CheckFailed, match="d: k is no index of the left side"):
        require_expression(a[k] + sp.Symbol("q"), "d", [a[j], m], misplaced=out)
    bound = Sum(a[k], (k, 1, m))
    assert require_expression(bound, "d", [a[j], m], misplaced=out) == bound
