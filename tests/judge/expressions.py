"""Random expressions of the kinds that students write about softmax, losses and the hinge."""

import sympy as sp
from sympy import Abs, Eq, Heaviside, KroneckerDelta, Max, Ne, Piecewise, Product, Sum, exp, log

from ce_helpers.symbolic import i, j, k, l, m, softmax_entry, z

n = sp.Symbol("n", integer=True, positive=True)
a = sp.IndexedBase("a", positive=True)
y, c, w = (sp.IndexedBase(name, real=True) for name in "ycw")
s, x, t = sp.symbols("s x t", real=True)
r = sp.Symbol("r", positive=True)
LETTERS = {"sizes": ("m", "n"), "indices": ("i", "j", "k", "l", "p", "q"), "positive": {"a", "r"}}
INTEGERS = [sp.Integer(value) for value in (-2, -1, 2, 3)]


def indicator(condition):
    """Return 1 where a condition holds, else 0."""
    return Piecewise((1, condition), (0, True))


def factor(rng, index):
    """Return a factor that depends on an index."""
    other = rng.choice([j, i]) if index not in (i, j) else rng.choice([l, k])
    return rng.choice(
        [
            z[index],
            y[index],
            c[index],
            exp(z[index]),
            exp(-z[index]),
            softmax_entry(index),
            1 / a[index],
            log(a[index]),
            a[index] - y[index],
            KroneckerDelta(index, other),
            1 - KroneckerDelta(index, other),
            KroneckerDelta(index, other) - a[index],
            indicator(Ne(index, other)),
            indicator(index < other),
            indicator(Eq(y[index], 1)),
            Max(0, w[index] * x - s + 1),
            indicator(z[index] > x),
            Heaviside(w[index] - s),
            index,
            rng.choice(INTEGERS),
            x,
            r,
        ]
    )


def term(rng, index):
    """Return a product of one to three factors."""
    return sp.Mul(*(factor(rng, index) for _ in range(rng.randint(1, 3))))


def body(rng, index):
    """Return a sum of one or two products."""
    return sp.Add(*(term(rng, index) for _ in range(rng.randint(1, 2))))


def total(rng):
    """Return a sum over classes, of one of the usual forms."""
    index = rng.choice([k, l])
    inside = body(rng, index)
    low, high = rng.choice([(1, m), (1, m), (1, m), (1, m - 1), (2, m), (1, n)])
    kind = rng.randrange(8)
    if kind == 0:
        return Sum(inside * indicator(Ne(index, j)), (index, low, high))
    if kind == 1:
        return Sum(inside, (index, 1, j - 1))
    if kind == 2:
        outer = l if index == k else k
        return Sum(inside * factor(rng, outer), (index, 1, outer - 1), (outer, 1, m))
    if kind == 3:
        outer = l if index == k else k
        return Sum(factor(rng, outer) * Sum(inside, (index, low, high)), (outer, 1, m))
    return Sum(inside, (index, low, high))


def scalar(rng):
    """Return an expression of scalars: sigmoids, logarithms and pieces."""
    sigma = 1 / (1 + exp(-s))
    return rng.choice(
        [
            sigma,
            sigma * (1 - sigma),
            log(1 + exp(s)) - t * s,
            -t * log(sigma) - (1 - t) * log(1 - sigma),
            (x - 1) ** 2 * s,
            Max(0, 1 - s * x),
            Abs(x) * s,
            x**3 - 2 * x * s + 1,
            log(r) * x,
            sp.sqrt(r) * (x + s),
            sp.tanh(s / 2),
            exp(x) / (exp(x) + exp(s)),
            indicator(x > s) * s,
        ]
    )


def expression(rng):
    """Return a random expression."""
    kind = rng.randrange(10)
    if kind == 0:
        return scalar(rng)
    if kind == 1:
        return Product(a[k] ** y[k], (k, 1, m)) * rng.choice([1, x, a[j]])
    if kind == 2:
        return softmax_entry(j) * (rng.choice([1, x]) + total(rng))
    if kind == 3:
        return total(rng) / Sum(exp(z[l]), (l, 1, m))
    if kind == 4:
        return total(rng) + term(rng, j)
    if kind == 5:
        return term(rng, j) * scalar(rng)
    return total(rng)
