"""Rewritings that keep the value of an expression, and slips that mostly do not."""

import itertools

import sympy as sp
from sympy import Abs, Eq, KroneckerDelta, Max, Ne, Piecewise, Product, Sum, exp, log

from ce_helpers.symbolic import i, j, k, l, m, softmax_entry, z
from tests.judge.expressions import a, indicator, s, x, y

p, q = sp.symbols("p q", integer=True)


def fresh(expression):
    """Return a letter that an expression does not hold."""
    used = {str(symbol) for symbol in expression.atoms(sp.Symbol)}
    return next(letter for letter in (p, q, k, l, i) if str(letter) not in used)


def rename(e):
    """Give a sum another letter."""
    (index, low, high), new = e.limits[-1], fresh(e)
    inner = [tuple(part.xreplace({index: new}) for part in limit) for limit in e.limits[:-1]]
    return e.func(e.function.xreplace({index: new}), *inner, (new, low, high))


def shift(e):
    """Count from one more, and take one off inside."""
    index, low, high = single(e)
    return e.func(e.function.subs(index, index - 1), (index, low + 1, high + 1))


def reverse(e):
    """Count from the other end."""
    index, low, high = single(e)
    return e.func(e.function.subs(index, low + high - index), (index, low, high))


def split_first(e):
    """Write the first term apart; the sum has at least one."""
    index, low, high = single(e)
    require(high in (m,) and low == 1)
    return combine(e, put(e.function, index, low), e.func(e.function, (index, low + 1, high)))


def split_last(e):
    """Write the last term apart."""
    index, low, high = single(e)
    require(high in (m,) and low == 1)
    return combine(e, put(e.function, index, high), e.func(e.function, (index, low, high - 1)))


def combine(e, first, rest):
    """Return the sum or product of two parts."""
    return first + rest if isinstance(e, Sum) else first * rest


def put(body, index, value):
    """Return a body with a number for its index; sums inside must not hold its letters."""
    bound = {limit[0] for inner in body.atoms(Sum, Product) for limit in inner.limits}
    require(not bound & (value.free_symbols | {index}))
    return body.subs(index, value)


def nest(e):
    """Write a sum with two limits as a sum in a sum."""
    require(len(e.limits) == 2)
    return e.func(e.func(e.function, e.limits[0]), e.limits[1])


def swap(e):
    """Swap two sums with limits of their own."""
    require(len(e.limits) == 2)
    first, second = e.limits
    if second[0] not in sp.Tuple(*first[1:]).free_symbols:
        return e.func(e.function, second, first)
    require(first[1] == 1 and first[2] == second[0] - 1)
    inner, outer = first[0], second[0]
    return e.func(e.function, (outer, inner + 1, second[2]), (inner, 1, second[2]))


def pull_out(e):
    """Take factors without the index out of a sum."""
    index, low, high = single(e)
    require(isinstance(e, Sum))
    inside, outside = [], []
    for part in sp.Mul.make_args(e.function):
        (inside if part.has(index) else outside).append(part)
    require(outside and inside)
    return sp.Mul(*outside) * Sum(sp.Mul(*inside), (index, low, high))


def expand(e):
    """Sum term by term."""
    index, low, high = single(e)
    require(isinstance(e, Sum))
    terms = sp.Add.make_args(sp.expand(e.function))
    return sp.Add(*(Sum(part, (index, low, high)) for part in terms))


def complement(e):
    """Sum over all but j as the whole sum without the term j."""
    index, low, high = single(e)
    condition = indicator(Ne(index, j))
    require(condition in sp.Mul.make_args(e.function) and (low, high) == (1, m))
    body = e.function / condition
    return Sum(body, (index, low, high)) - put(body, index, j)


def log_of_product(e):
    """Write a product as the exponential of a sum of logarithms."""
    require(isinstance(e, Product))
    return exp(Sum(log(e.function), *e.limits))


def spell_delta(rng):
    """Return a rewriting of δ: as cases, of a difference, a power of 0, or with a range."""

    def change(e):
        first, second = e.args[:2]
        return rng.choice(
            [
                indicator(Eq(first, second)),
                1 - indicator(Ne(first, second)),
                Piecewise((0, first < second), (0, first > second), (1, True)),
                KroneckerDelta(first - second, 0),
                0 ** Abs(first - second),
            ]
        )

    return change


def as_sum(e):
    """Write an entry at j as a sum with a delta."""
    require(e.indices == (j,))
    new = next(letter for letter in (p, q))
    return Sum(KroneckerDelta(new, j) * e.base[new], (new, 1, m))


def as_delta(e):
    """Write the cases of an indicator the other way round."""
    require(len(e.args) == 2 and isinstance(e.args[0][1], (Eq, Ne)))
    (first, condition), (second, _) = e.args
    return Piecewise((second, sp.Not(condition)), (first, True))


def max_by_abs(e):
    """Write a maximum with a modulus."""
    require(len(e.args) == 2)
    first, second = e.args
    return (first + second + Abs(first - second)) / 2


def max_by_cases(e):
    """Write a maximum with a condition."""
    require(len(e.args) == 2)
    first, second = e.args
    return Piecewise((first, first >= second), (second, True))


def single(e):
    """Return the limits of a sum over one letter."""
    require(len(e.limits) == 1)
    return e.limits[0]


def require(condition):
    """Give a rewriting up that does not fit."""
    if not condition:
        raise LookupError


SAME = {
    (Sum, Product): (
        rename, shift, reverse, split_first, split_last, nest, swap, pull_out, expand,
        complement, log_of_product,
    ),
    (sp.Indexed,): (as_sum,),
    (Piecewise,): (as_delta,),
    (Max,): (max_by_abs, max_by_cases),
}  # fmt: skip


def rewrite(e, rng):
    """Return an expression of the same value, rewritten in one or two places."""
    for _ in range(rng.randint(1, 2)):
        e = change_somewhere(e, rng, SAME | {(KroneckerDelta,): (spell_delta(rng),)}) or whole(
            e, rng
        )
    return e


def whole(e, rng):
    """Rewrite the whole expression by a rule of algebra."""
    return rng.choice(
        [
            lambda: sp.expand(e),
            lambda: sp.expand_log(e) if not e.has(sp.Sum) else e,
            lambda: (e + x) - x * sp.Rational(1, 2) - x / 2,
            lambda: e * exp(s) * exp(-s + 0),
            lambda: sp.factor_terms(e),
            lambda: e.rewrite(exp) if not e.has(Piecewise, Max, Sum, Abs) else e,
        ]
    )()


def change_somewhere(e, rng, table):
    """Return an expression with one part replaced, or None if no change fits."""
    parts = [part for part in sp.preorder_traversal(e) if part.args]
    chances = [
        (part, change)
        for part in parts
        for kinds, changes in table.items()
        if isinstance(part, kinds)
        for change in changes
    ]
    rng.shuffle(chances)
    for part, change in chances:
        try:
            new = change(part)
        except LookupError:
            continue
        if new != part:
            return e.xreplace({part: new})
    return None


def limit(e, rng):
    """Change a limit by one."""
    index, low, high = e.limits[0]
    step = rng.choice([(1, 0), (0, 1), (0, -1), (-1, 0)])
    return e.func(e.function, (index, low + step[0], high + step[1]), *e.limits[1:])


def letter(e, rng):
    """Change the letter of an entry."""
    old = e.indices[0]
    return e.base[rng.choice([x_ for x_ in (i, j, k, l, old + 1, 1, m) if x_ != old])]


def side(e, rng):
    """Change a condition."""
    return rng.choice([sp.Ge, sp.Gt, sp.Le, sp.Lt, sp.Eq, sp.Ne])(e.lhs, e.rhs + rng.choice([0, 1]))


def without(e, rng):
    """Drop a term or factor."""
    return e.func(*(part for part in e.args if part != rng.choice(e.args)))


def signed(e, rng):
    """Change the sign of a term."""
    chosen = rng.choice(e.args)
    return e.func(*(-part if part == chosen else part for part in e.args))


def delta_index(e, rng):
    """Change what a delta compares."""
    first, second = e.args[:2]
    return rng.choice(
        [KroneckerDelta(2 * first, second), KroneckerDelta(first, second + 1), sp.S.One, sp.S.Zero]
    )


SLIPS = {
    (Sum, Product): limit,
    (sp.Indexed,): letter,
    (sp.core.relational.Relational,): side,
    (sp.Add, sp.Mul): without,
    (sp.Add,): signed,
    (KroneckerDelta,): delta_index,
}
SPARKS = (
    indicator(Eq(y[j], 1)),
    indicator(Eq(x, 1)) * s,
    Max(0, x - 4),
    indicator(z[j] > 30),
    KroneckerDelta(j, m),
    KroneckerDelta(m, 1),
    indicator(m > 5),
    indicator(j > 3) * x,
    sp.Min(m, sp.Symbol("n", integer=True, positive=True)) - m,
    softmax_entry(j) - a[j],
    sp.Rational(1, 10**9) * x,
)


def slip(e, rng):
    """Return an expression with a small change; mostly of another value."""
    if rng.random() < 0.25:
        return e + rng.choice(SPARKS)
    parts = [
        part
        for part in sp.preorder_traversal(e)
        if isinstance(part, tuple(itertools.chain(*SLIPS)))
    ]
    if not parts:
        return e + rng.choice(SPARKS)
    part = rng.choice(parts)
    change = rng.choice([f for kinds, f in SLIPS.items() if isinstance(part, kinds)])
    return e.xreplace({part: change(part, rng)})
