"""A naive evaluator: recursion over the tree, nothing kept, nothing shared with ce_helpers.

It is slow and knows few heads; it is here to disagree.
"""

from fractions import Fraction

import mpmath
import sympy as sp

mp = mpmath.mp.clone()
mp.dps = 200  # of which cancelling may take most


class Nothing(Exception):
    """There is no value here."""


def value(e, env, entry, ties):
    """Return the value of an expression; `env` holds letters, `entry` is asked for a[k]."""

    def go(part, env=env):
        return value(part, env, entry, ties)

    if e.is_Integer or e.is_Rational:
        return Fraction(int(e.p), int(e.q))
    if isinstance(e, sp.Float):
        return Fraction(str(float(e)))
    if e in (sp.nan, sp.zoo, sp.oo, -sp.oo):
        raise Nothing
    if e is sp.E:
        return mp.e
    if e is sp.pi:
        return mp.pi
    if isinstance(e, sp.Symbol):
        return env[e.name] if e.name in env else entry(e.name, ())
    if isinstance(e, sp.Indexed):
        indices = [go(index) for index in e.indices]
        if any(index != int(index) for index in indices):
            raise Nothing
        return entry(str(e.base.label), tuple(map(int, indices)))
    if isinstance(e, sp.Add):
        return add(go(part) for part in e.args)
    if isinstance(e, sp.Mul):
        return multiply(go(part) for part in e.args)
    if isinstance(e, sp.Pow):
        return raised(go(e.base), go(e.exp))
    if isinstance(e, sp.exp):
        return mp.exp(number(go(e.args[0])))
    if isinstance(e, sp.log):
        inside = go(e.args[0])
        if inside == 0:
            raise Nothing
        return mp.log(number(inside))
    if isinstance(e, (sp.Sum, sp.Product)):
        terms = [value(e.function, inner, entry, ties) for inner in loops(e.limits, env, go)]
        return add(terms) if isinstance(e, sp.Sum) else multiply(terms)
    if isinstance(e, sp.Piecewise):
        for branch, condition in e.args:
            if holds(condition, go, ties):
                return go(branch)
        raise Nothing
    if isinstance(e, sp.KroneckerDelta):
        first, second = go(e.args[0]), go(e.args[1])
        inside = len(e.args) < 3 or go(e.args[2][0]) <= first <= go(e.args[2][1])
        return Fraction(int(first == second and inside))
    return function(e, [go(part) for part in e.args], ties)


def loops(limits, env, go):
    """Yield an environment for each term; the last limits are outermost."""
    if not limits:
        yield env
        return
    *inner, (letter, low, high) = limits
    first, last = go(low, env), go(high, env)
    if first != int(first) or last != int(last):
        raise Nothing
    for n in range(int(first), int(last) + 1):
        yield from loops(inner, {**env, letter.name: Fraction(n)}, go)


def function(e, arguments, ties):
    """Return the value of a function of real numbers."""
    first = arguments[0]
    if isinstance(e, (sp.Max, sp.Min)):
        pick = max if isinstance(e, sp.Max) else min
        exact = all(isinstance(a, Fraction) for a in arguments)
        return pick(arguments if exact else [real(a) for a in arguments])
    if isinstance(e, sp.Abs):
        return abs(first)
    if isinstance(e, (sp.sign, sp.Heaviside)):
        side = sign(first, Fraction(0))
        ties.append(side == 0)
        if isinstance(e, sp.sign):
            return Fraction(side)
        return Fraction(side + 1, 2)
    return getattr(mp, type(e).__name__)(number(first))


def holds(condition, go, ties):
    """Return whether a condition holds."""
    if condition in (sp.true, sp.false):
        return bool(condition)
    if isinstance(condition, sp.And):
        return all(holds(part, go, ties) for part in condition.args)
    if isinstance(condition, sp.Or):
        return any(holds(part, go, ties) for part in condition.args)
    if isinstance(condition, sp.Not):
        return not holds(condition.args[0], go, ties)
    if isinstance(condition, sp.ITE):
        test, yes, no = condition.args
        return holds(yes if holds(test, go, ties) else no, go, ties)
    side = sign(go(condition.lhs), go(condition.rhs))
    name = type(condition).__name__
    if name in ("Equality", "Unequality"):
        return (side == 0) == (name == "Equality")
    counts = condition.lhs.is_integer and condition.rhs.is_integer
    ties.append(side == 0 and not counts)
    return {
        "StrictLessThan": side < 0,
        "LessThan": side <= 0,
        "StrictGreaterThan": side > 0,
        "GreaterThan": side >= 0,
    }[name]


def sign(first, second):
    """Return the sign of a difference of real numbers."""
    if isinstance(first, Fraction) and isinstance(second, Fraction):
        return (first > second) - (first < second)
    gap = real(number(first) - number(second))
    return 0 if abs(gap) < mp.mpf("1e-40") else int(mp.sign(gap))


def real(value):
    """Return a real number."""
    found = number(value)
    if isinstance(found, mp.mpc):
        if abs(found.imag) > mp.mpf("1e-40"):
            raise Nothing
        return found.real
    return found


def number(value):
    """Return a number of 200 digits."""
    return mp.mpf(value.numerator) / value.denominator if isinstance(value, Fraction) else value


def add(values):
    """Return a sum."""
    found = Fraction(0)
    for term in values:
        exact = isinstance(found, Fraction) and isinstance(term, Fraction)
        found = found + term if exact else number(found) + number(term)
    return found


def multiply(values):
    """Return a product."""
    found = Fraction(1)
    for factor in values:
        exact = isinstance(found, Fraction) and isinstance(factor, Fraction)
        found = found * factor if exact else number(found) * number(factor)
    return found


def raised(base, exponent):
    """Return a power."""
    if base == 0 and isinstance(exponent, Fraction) and exponent < 0:
        raise Nothing
    if isinstance(exponent, Fraction) and exponent.denominator == 1 and abs(exponent) < 500:
        return base ** int(exponent)
    return mp.power(number(base), number(exponent))


def are_equal(first, second, letters, rng, n_points=120, sizes=(1, 2, 3, 4, 5, 6, 7)):
    """Return whether two expressions agree at all points, or None if they have no value at any.

    `letters` names the sizes, the indices, and which arrays are positive.
    """
    seen = False
    for number_of_point in range(n_points):
        env, entry, plain = draw(letters, rng, number_of_point, sizes)
        ties = []
        try:
            values = [value(e, env, entry, ties) for e in (first, second)]
        except (Nothing, ZeroDivisionError):
            continue
        left, right = values
        if isinstance(left, Fraction) and isinstance(right, Fraction):
            same = left == right
        else:
            bound = mp.mpf("1e-35") * max(1, abs(number(left)), abs(number(right)))
            same = abs(number(left) - number(right)) <= bound
        if not same and (plain or not any(ties)):
            return False
        seen |= same
    return True if seen else None


def draw(letters, rng, n, sizes):
    """Return letters, a function for entries, and whether the numbers are without property."""
    env = {size: Fraction(rng.choice(sizes)) for size in letters["sizes"]}
    top = int(min(env.values(), default=3))
    env |= {index: Fraction(rng.randint(1, top)) for index in letters["indices"]}
    plain = n % 2 == 0
    drawn = {}
    style = rng.choice(["units", "wide", "near", "hot", "hot"])
    named = [int(env[index]) for index in letters["indices"]]
    hot = rng.choice([rng.randint(1, top), *named])

    def entry(name, indices):
        if (name, indices) not in drawn:
            drawn[name, indices] = pick(name, indices)
        return drawn[name, indices]

    def pick(name, indices):
        if plain:  # no two numbers are equal on purpose
            found = Fraction(rng.randint(-400, 400), 83) or Fraction(1, 83)
        elif style == "hot":
            found = Fraction(int(indices[-1] == hot) if indices else rng.randint(0, 1))
        elif style == "wide":
            found = Fraction(rng.randint(-9000, 9000), 89)
        elif style == "near":
            found = Fraction(rng.choice([-4, 1, 2, 3, 4, 5, 6])) + Fraction(
                rng.choice([0, 0, 1, -1]), 9
            )
        else:
            found = Fraction(rng.choice([-2, -1, 0, 1, 1, 2]), rng.choice([1, 1, 2]))
        if name in letters["positive"]:
            found = abs(found) or Fraction(1, 3)
        return found

    return env, entry, plain
