"""What the judge is asked in the course, and what it says: the table in docs/judge.md.

Each case is a title, two expressions, and the verdict. Kinds that it once got wrong stand here
with the sentence of the derivation that they come from.
"""

import sympy as sp
from sympy import (
    Abs,
    Eq,
    Heaviside,
    KroneckerDelta,
    Max,
    Min,
    Ne,
    Piecewise,
    Product,
    Sum,
    exp,
    log,
)

from ce_helpers.symbolic import differentiate, i, j, k, l, m, softmax_entry, z
from tests.judge.expressions import a, c, indicator, n, r, s, t, w, x, y

TOTAL = Sum(exp(z[l]), (l, 1, m))
DELTA = KroneckerDelta(j, k)
SIGMA = 1 / (1 + exp(-s))
TARGETS = {Sum(y[k], (k, 1, m)): 1}
p, u = sp.symbols("p u", real=True)
free = sp.Symbol("q")
PAIRS = Sum(z[i] * c[j], (i, 1, j - 1), (j, 1, m))
HINGE = Sum(Max(0, w[l] * x - s), (l, 1, m))
KINK = w[l] * x - s
TOWER = ((x + 1) ** 40 + 1) ** 40
PROVED, EVALUATED, DIFFERENT = "proved", "evaluated", "different"
UNDEFINED, UNDECIDED = "undefined", "undecided"

CASES = {
    "Softmax and its derivatives": [
        ("derivative of softmax", differentiate(softmax_entry(k), z[j]),
         softmax_entry(k) * (DELTA - softmax_entry(j)), PROVED),
        ("the two indices swapped", softmax_entry(k) * (DELTA - softmax_entry(j)),
         softmax_entry(j) * (DELTA - softmax_entry(k)), PROVED),
        ("by cases", softmax_entry(k) * (DELTA - softmax_entry(j)),
         Piecewise((softmax_entry(k) * (1 - softmax_entry(k)), Eq(j, k)),
                   (-softmax_entry(k) * softmax_entry(j), True)), PROVED),
        ("right for j = k alone", differentiate(softmax_entry(k), z[j]),
         softmax_entry(k) * (1 - softmax_entry(j)), DIFFERENT),
        ("SymPy's own derivative", sp.diff(softmax_entry(k), z[j]),
         softmax_entry(k) * (DELTA - softmax_entry(j)), PROVED),
        ("shifted logits", exp(z[k] + x) / Sum(exp(z[l] + x), (l, 1, m)), softmax_entry(k), PROVED),
        ("last term apart", exp(z[k]) / (exp(z[m]) + Sum(exp(z[l]), (l, 1, m - 1))),
         softmax_entry(k), EVALUATED),
        ("logarithm of softmax", log(softmax_entry(k)), z[k] - log(TOTAL), PROVED),
        ("the sigmoid as tanh", SIGMA, (1 + sp.tanh(s / 2)) / 2, PROVED),
        ("softplus", log(1 + exp(s)), s + log(1 + exp(-s)), PROVED),
        ("binary cross-entropy", -t * log(SIGMA) - (1 - t) * log(1 - SIGMA),
         log(1 + exp(s)) - t * s, PROVED),
    ],
    "Sums": [
        ("a renamed letter", Sum(y[k] * z[k], (k, 1, m)), Sum(y[i] * z[i], (i, 1, m)), PROVED),
        ("a shifted letter", Sum(z[k], (k, 1, m)), Sum(z[k - 1], (k, 2, m + 1)), PROVED),
        ("counted from the end", Sum(z[k], (k, 1, m)), Sum(z[m + 1 - k], (k, 1, m)), EVALUATED),
        ("no index beyond the last", z[m + 1 - j] * indicator(j > m), sp.Integer(0), EVALUATED),
        ("the first term apart", Sum(z[k], (k, 1, m)), z[1] + Sum(z[k], (k, 2, m)), EVALUATED),
        ("a limit that is one off", Sum(z[k], (k, 1, m)), Sum(z[k], (k, 1, m - 1)), DIFFERENT),
        ("one entry for all", Sum(z[k], (k, 1, m)), m * z[1], DIFFERENT),
        ("pairs i < j both ways round", PAIRS, Sum(z[i] * c[j], (j, i + 1, m), (i, 1, m)),
         EVALUATED),
        ("pairs i < j and i ≤ j", PAIRS, Sum(z[i] * c[j], (i, 1, j), (j, 1, m)), DIFFERENT),
        ("a square as pairs", Sum(z[k], (k, 1, m)) ** 2,
         Sum(z[k] ** 2, (k, 1, m)) + 2 * Sum(z[i] * z[j], (i, 1, j - 1), (j, 1, m)), EVALUATED),
        ("all but j", Sum(indicator(Ne(k, j)) * z[k], (k, 1, m)), Sum(z[k], (k, 1, m)) - z[j],
         PROVED),
        ("the rivals counted", Sum(indicator(Ne(k, j)), (k, 1, m)), m - 1, PROVED),
        ("the rivals of a letter without a declaration", Sum(indicator(Ne(k, free)), (k, 1, m)),
         m - 1, PROVED),
        ("a product as exponential", Product(a[k] ** y[k], (k, 1, m)),
         exp(Sum(y[k] * log(a[k]), (k, 1, m))), EVALUATED),
        ("limits the wrong way round: no term", Sum(k, (k, 1, -3)) + Product(k, (k, 1, -3)),
         sp.Integer(1), EVALUATED),
        ("a sum to j − 1 at j = 1", Sum(z[k], (k, 1, j - 1)),
         Piecewise((0, Eq(j, 1)), (Sum(z[k], (k, 1, j - 1)), True)), EVALUATED),
    ],
    "Deltas and indicators": [
        ("a delta picks a term", Sum(DELTA * c[k] * z[k], (k, 1, m)), c[j] * z[j], PROVED),
        ("with a step between its terms", Sum(KroneckerDelta(2 * k, j), (k, 1, m)), 1, DIFFERENT),
        ("outside the limits", Sum(KroneckerDelta(k, m + 1) * z[k], (k, 1, m)), z[m + 1],
         DIFFERENT),
        ("outside a range", KroneckerDelta(k, j, (2, m)), DELTA, DIFFERENT),
        ("within a range", KroneckerDelta(k, j, (1, m)), DELTA, PROVED),
        ("of a difference", KroneckerDelta(k - j, 0) * z[k], DELTA * z[j], PROVED),
        ("as an indicator", indicator(Eq(j - k, 0)), DELTA, PROVED),
        ("as a power of 0", 0 ** Abs(j - k), DELTA, EVALUATED),
        ("as three cases", Piecewise((0, j < k), (0, j > k), (1, True)), DELTA, EVALUATED),
        ("never 0 at once", DELTA * Sum(z[k], (k, 1, m)), 0, DIFFERENT),
        ("two deltas and a sum",
         Sum(DELTA * KroneckerDelta(i, k) * Sum(z[l], (l, 1, k)), (k, 1, m)),
         KroneckerDelta(i, j) * Sum(z[l], (l, 1, j)), PROVED),
    ],
    "Letters that are bound": [
        ("a letter inside and outside", z[j] * Sum(z[j], (j, 1, m)), z[j] * Sum(z[k], (k, 1, m)),
         PROVED),
        ("captured by a product", Sum(DELTA * Product(z[j], (j, 1, m)) * z[k], (k, 1, m)),
         Product(z[j] ** 2, (j, 1, m)), DIFFERENT),
        ("the same, not captured", Sum(DELTA * Product(z[j], (j, 1, m)) * z[k], (k, 1, m)),
         z[j] * Product(z[i], (i, 1, m)), PROVED),
        ("a derivative by the letter of the sum",
         differentiate(Sum(c[j] * z[j], (j, 1, m)), z[j]), c[j], PROVED),
        ("a limit that is bound outside", Sum(Sum(k, (k, 1, l)), (l, 1, m)),
         m * (m + 1) * (m + 2) / 6, EVALUATED),
    ],
    "Conditions, kinks and thresholds": [
        ("slope of a maximum", sp.diff(Max(0, u), u), indicator(u > 0), EVALUATED),
        ("strict or not, at a kink", indicator(u > 0), indicator(u >= 0), EVALUATED),
        ("strict or not, for indices", indicator(j > k), indicator(j >= k), DIFFERENT),
        ("the derivative of the hinge", sp.diff(HINGE, s), -Sum(indicator(KINK > 0), (l, 1, m)),
         EVALUATED),
        ("a maximum with a modulus", Max(0, u), (u + Abs(u)) / 2, EVALUATED),
        ("far beyond the usual numbers", Max(0, x - 4), 0, DIFFERENT),
        ("a threshold at 1000", Heaviside(x - 1000), 0, DIFFERENT),
        ("one size and another", Min(m, n), m, DIFFERENT),
        ("one size and a number", Min(m, 40), m, DIFFERENT),
        ("many classes", indicator(m > 1000), 0, DIFFERENT),
        ("a one-hot target", indicator(Eq(y[j], 1)) * log(a[j]), 0, DIFFERENT),
        ("a single number", indicator(Eq(x, 1)), 0, DIFFERENT),
        ("one class alone", indicator(Eq(m, 1)), 0, DIFFERENT),
        ("one index far up, another far down", indicator((j > 8) & (k < 3)), 0, DIFFERENT),
        ("one size by another", indicator(Eq(m, n + 3)), 0, DIFFERENT),
        ("a product of indices", indicator(Eq(j * k, 20)), 0, DIFFERENT),
        ("three thresholds at once", indicator((x > 3) & (s > 3) & (z[j] > 3)), 0, DIFFERENT),
        ("two numbers at once", indicator(Eq(x, 2) & Eq(s, -3)), 0, DIFFERENT),
        ("two entries that are equal", indicator(Eq(z[j], z[k])), DELTA, DIFFERENT),
        ("a target beyond the fifth", Sum(indicator((k > 5) & Eq(y[k], 1)), (k, 1, m)), 0,
         DIFFERENT),
    ],
    "Logarithms and roots": [
        ("log of a product of positives", log(r * a[j]), log(r) + log(a[j]), PROVED),
        ("log r² for r > 0", log(r**2), 2 * log(r), PROVED),
        ("log r² for any r", log(free**2), 2 * log(free), DIFFERENT),
        ("log (x − 1)²", log((x - 1) ** 2), 2 * log(1 - x), DIFFERENT),
        ("log of a product of any signs", log(x * s), log(x) + log(s), DIFFERENT),
        ("log of a modulus", log(x**2), 2 * log(Abs(x)), EVALUATED),
        ("root of a square without a sign", sp.sqrt(x**2), x, DIFFERENT),
        ("sine and cosine", sp.sin(x) ** 2 + sp.cos(x) ** 2, 1, EVALUATED),
    ],
    "Numbers": [
        ("decimals are their fractions", 0.5 * x + x**2.0, x / 2 + x**2, PROVED),
        ("a third of Python", x * (1 / 3), x / 3, PROVED),
        ("a rounded third", 0.3333 * x, x / 3, DIFFERENT),
        ("a slip of 10⁻⁹", x * (1 + sp.Rational(1, 10**9)), x, DIFFERENT),
        ("e and π by name", exp(1) * sp.pi * x, sp.E * sp.pi * x, PROVED),
        ("letters of one name", sp.Symbol("x") ** 2, x**2, PROVED),
        ("nested powers", TOWER, TOWER + x, DIFFERENT),
        ("a division by 0", 1 / (sp.sin(x) ** 2 + sp.cos(x) ** 2 - 1), x, UNDEFINED),
        ("a logarithm of 0", log(x - x * (sp.sin(s) ** 2 + sp.cos(s) ** 2)), x, UNDEFINED),
    ],
    "What is left undecided": [
        ("an endless sum", Sum(1 / k**2, (k, 1, sp.oo)), sp.pi**2 / 6, UNDECIDED),
        ("an undefined function", sp.Function("f")(x), x, UNDECIDED),
        ("a function that is a distribution", sp.DiracDelta(x), 0, UNDECIDED),
        ("a size out of reach", indicator(m > 10**6), 0, UNDECIDED),
        ("more terms than are added up", Sum(sp.sin(k), (k, 1, 10**6 * m)), x, UNDECIDED),
        ("numbers beyond any bound", exp(exp(exp(exp(x**2 + 9)))), x, UNDECIDED),
    ],
}  # fmt: skip
GIVEN = [
    ("Σ y = 1 is known", differentiate(-Sum(y[k] * log(softmax_entry(k)), (k, 1, m)), z[j]),
     softmax_entry(j) - y[j], PROVED),
    ("a minus is lost all the same", softmax_entry(j) - y[j], y[j] - softmax_entry(j), DIFFERENT),
    ("one-hot targets", Sum(y[k] ** 2, (k, 1, m)), 1, DIFFERENT),
    ("a one-hot target's cases", Sum(indicator(Eq(y[k], 1)), (k, 1, m)), 0, DIFFERENT),
]  # fmt: skip
