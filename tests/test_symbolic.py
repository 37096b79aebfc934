"""Symbolic proofs for any number of classes, comparisons, and answers of every kind."""

import random

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st
from sympy import IndexedBase, KroneckerDelta, Sum, exp, log

from ce_helpers.checking import CheckFailed
from ce_helpers.symbolic import (
    Point,
    check_steps,
    compare,
    differentiate,
    i,
    j,
    k,
    l,
    m,
    softmax_entry,
    value_at,
    z,
)
from ce_helpers.symbolic.sums import tidy

a = softmax_entry
x, w, t = sp.symbols("x w t", real=True)
y, g = IndexedBase("y", real=True), IndexedBase("g", real=True)
TOTAL = Sum(exp(z[l]), (l, 1, m))
TARGETS = {Sum(y[k], (k, 1, m)): 1}
DELTA = KroneckerDelta(j, k)
SIGMA = 1 / (1 + exp(-x))
CCE = -Sum(y[k] * log(a(k)), (k, 1, m))

PROVABLE = {
    "logistic slope": (sp.diff(SIGMA, x), SIGMA * (1 - SIGMA)),
    "logistic twin": (SIGMA, exp(x) / (1 + exp(x))),
    "sum of softmax is 1": (Sum(a(k), (k, 1, m)), 1),
    "shift invariance": (exp(z[k] + x) / Sum(exp(z[l] + x), (l, 1, m)), a(k)),
    "slope of the denominator": (differentiate(TOTAL, z[j]), exp(z[j])),
    "softmax derivative": (differentiate(a(k), z[j]), a(k) * (DELTA - a(j))),
    "softmax derivative, own logit": (differentiate(a(k), z[k]), a(k) * (1 - a(k))),
    "log-softmax": (log(a(k)), z[k] - log(TOTAL)),
    "slope of log-softmax": (differentiate(log(a(k)), z[j]), DELTA - a(j)),
    "Jᵀg": (
        Sum(g[k] * a(k) * (DELTA - a(j)), (k, 1, m)),
        a(j) * (g[j] - Sum(g[k] * a(k), (k, 1, m))),
    ),
    "softplus": (log(1 + exp(x)), x + log(1 + exp(-x))),
    "BCE from logits": (-t * log(SIGMA) - (1 - t) * log(1 - SIGMA), log(1 + exp(x)) - t * x),
    "renamed index": (Sum(y[k] * z[k], (k, 1, m)), Sum(y[i] * z[i], (i, 1, m))),
    "constant factor": (Sum(3 * x * y[k], (k, 1, m)), 3 * x * Sum(y[l], (l, 1, m))),
    "double sum": (Sum(Sum(y[k] * DELTA, (k, 1, m)), (j, 1, m)), Sum(y[l], (l, 1, m))),
    "count": (Sum(1, (k, 1, m)), m),
}


@pytest.mark.parametrize("name", PROVABLE)
def test_identities_are_proved_for_a_symbolic_number_of_classes(name):
    """No evaluation at points is needed, in either order."""
    left, right = PROVABLE[name]
    for first, second in [(left, right), (right, left)]:
        found = compare(first, second)
        assert (found.equal, found.how, found.difference) == (True, "proved", 0)


@pytest.mark.parametrize("name", PROVABLE)
def test_identities_with_a_slip_are_not_equal(name):
    """Neither the negative, nor twice the right side, nor one off, nor an added entry passes."""
    left, right = PROVABLE[name]
    for wrong in (-right, 2 * right, right + 1, right + sp.Rational(1, 1000) * x):
        found = compare(left, wrong)
        assert (found.equal, found.how) == (False, "different")
        assert found.difference != 0


@pytest.mark.parametrize(
    "wrong",
    [
        -a(k) * (DELTA - a(j)),
        a(k) * (1 - DELTA - a(j)),
        a(k) * (1 - a(j)),
        -a(k) * a(j),
        a(k) * (DELTA - a(k)),
        a(j) * (DELTA - a(j)),
        DELTA - a(j),
        a(k) * DELTA,
        a(k) * (DELTA + a(j)),
    ],
)
def test_wrong_softmax_derivatives_are_told_apart(wrong):
    """Right in one of the cases j = k and j ≠ k is not right."""
    assert not compare(differentiate(a(k), z[j]), wrong).equal


def test_softmax_derivative_by_cases_equals_the_one_with_delta():
    """A Piecewise answer counts as much as a Kronecker delta."""
    cases = sp.Piecewise((a(k) * (1 - a(k)), sp.Eq(j, k)), (-a(k) * a(j), True))
    assert compare(cases, a(k) * (DELTA - a(j))).equal
    swapped = sp.Piecewise((-a(k) * a(j), sp.Eq(j, k)), (a(k) * (1 - a(k)), True))
    assert not compare(swapped, a(k) * (DELTA - a(j))).equal


@pytest.mark.parametrize("size", [2, 3, 4])
def test_proof_for_symbolic_m_agrees_with_plain_differentiation(size):
    """SymPy's own derivative with that many separate logits is the instance of the proof."""
    logits = sp.symbols(f"z1:{size + 1}", real=True)
    total = sum(map(exp, logits))
    proved = differentiate(a(k), z[j])
    for row in range(size):
        for column in range(size):
            plain = sp.diff(exp(logits[row]) / total, logits[column])
            instance = proved.subs({k: row + 1, j: column + 1, m: size}).doit()
            named = {z[n + 1]: logit for n, logit in enumerate(logits)}
            assert sp.simplify(instance.subs(named) - plain) == 0


def test_chain_to_a_minus_y_needs_targets_that_sum_to_one():
    """With the constraint the gradient is a_j − y_j; without it, it is not."""
    gradient = differentiate(CCE, z[j])
    assert compare(gradient, a(j) * Sum(y[k], (k, 1, m)) - y[j]).how == "proved"
    assert compare(gradient, a(j) - y[j], given=TARGETS).how == "proved"
    assert not compare(gradient, a(j) - y[j]).equal
    assert not compare(gradient, y[j] - a(j), given=TARGETS).equal
    split = Sum(y[k] * (a(j) - KroneckerDelta(k, j)), (k, 1, m))
    assert compare(split, a(j) - y[j], given=TARGETS).how == "proved"


def test_the_constraint_is_met_where_no_proof_goes_through():
    """Random targets are scaled to the sum that is given, whatever index it is written with."""
    unproved = sp.sin(x * Sum(y[k], (k, 1, m))) ** 2
    found = compare(unproved, 1 - sp.cos(x) ** 2, given={Sum(y[i], (i, 1, m)): 1})
    assert (found.equal, found.how) == (True, "evaluated")
    assert not compare(unproved, 1 - sp.cos(x) ** 2).equal


def test_delta_in_a_sum_picks_one_term():
    """Under 1 ≤ j ≤ m no Piecewise is left, and no sum."""
    picked = tidy(Sum(DELTA * y[k] * exp(z[k]), (k, 1, m)))
    assert picked == y[j] * exp(z[j])
    assert not differentiate(a(k), z[j]).has(sp.Piecewise)


def test_where_no_proof_is_found_points_decide():
    """The verdict says that it was evaluated, and a slip of 1e-9 is still seen."""
    left = sp.sin(x) ** 2 + sp.cos(x) ** 2
    assert compare(left, 1).how == "evaluated"
    found = compare(left, 1 + sp.Rational(1, 10**9))
    assert (found.equal, found.how) == (False, "different")


def test_nothing_is_equal_where_nothing_has_a_value():
    """Log of a negative number apart, 1/0 agrees with nothing."""
    undefined = 1 / (sp.sin(x) ** 2 + sp.cos(x) ** 2 - 1)
    found = compare(undefined, undefined + x)
    assert not found.equal and found.how in ("undefined", "different")


def test_points_are_the_same_each_time_or_drawn_from_what_is_given():
    """The default is deterministic; a generator gives other points and the same verdict."""
    left, right = sp.sin(2 * x), 2 * sp.sin(x) * sp.cos(x)
    assert compare(left, right) == compare(left, right)
    for seed in range(5):
        assert compare(left, right, rng=random.Random(seed)).equal
        assert not compare(left, -right, rng=random.Random(seed)).equal


@pytest.mark.parametrize("bad", [x > 0, sp.true, sp.Eq(x, 1), "x"])
def test_compare_refuses_what_is_no_expression(bad):
    """A relation or a string is neither equal nor different."""
    with pytest.raises((TypeError, sp.SympifyError)):
        compare(bad, x)


numbers = st.integers(-4, 4).map(sp.Integer)
atoms = st.one_of(numbers, st.sampled_from([x, w, exp(x), exp(w)]))
expressions = st.recursive(
    atoms,
    lambda inner: st.tuples(st.sampled_from([sp.Add, sp.Mul]), inner, inner).map(
        lambda parts: parts[0](parts[1], parts[2])
    ),
    max_leaves=6,
)


@given(expressions)
def test_rewriting_keeps_an_expression_equal_and_adding_one_does_not(expression):
    """Expanded, factored and regrouped forms are equal; one more is different."""
    for form in (sp.expand(expression), sp.factor(expression), sp.together(expression)):
        assert compare(expression, form).equal
    assert not compare(expression, expression + 1).equal


@given(expressions, expressions)
def test_verdict_agrees_with_sympy_simplification(first, second):
    """For polynomials in x, w, e^x and e^w expansion decides."""
    assert compare(first, second).equal == (sp.expand(first - second) == 0)


@given(st.integers(2, 5), st.data())
def test_tidy_sums_keep_their_value(size, data):
    """For concrete numbers of classes, tidied and plain sums agree."""
    pieces = [y[k], exp(z[k]), DELTA, x, sp.Integer(2)]
    chosen = data.draw(st.lists(st.sampled_from(pieces), min_size=1, max_size=3))
    total = Sum(sp.Mul(*chosen) + data.draw(st.sampled_from(pieces)), (k, 1, m))
    where = {m: size, j: data.draw(st.integers(1, size))}
    assert sp.expand((total - tidy(total)).subs(where).doit()) == 0


SQUARE = [(x + 1) ** 2, x**2 + 2 * x + 1, x * (x + 2) + 1]


def test_a_chain_of_equal_steps_passes_and_says_how(capsys):
    """Proved is said only where all pairs are proved."""
    check_steps(SQUARE, name="square")
    assert (
        capsys.readouterr().out == "square: 3 expressions, each equal to the one before (proved)\n"
    )
    check_steps([sp.sin(x) ** 2, 1 - sp.cos(x) ** 2], name="circle")
    assert "evaluated" in capsys.readouterr().out


@pytest.mark.parametrize("place", [0, 1, 2])
def test_the_first_pair_that_breaks_is_named(place):
    """A wrong step breaks the pair before it, or the pair after it if it is the first."""
    steps = [*SQUARE]
    steps[place] = steps[place] + x
    first = max(place, 1)
    with pytest.raises(CheckFailed, match=f"square: step {first} → step {first + 1}") as raised:
        check_steps(steps, name="square")
    assert "difference is x, not 0" in str(raised.value).replace("-x", "x")


@pytest.mark.parametrize("steps", [[], [x], None, x, "x", {x}, {x: x}])
def test_fewer_than_two_steps_or_no_list_is_said(steps):
    """An empty chain proves nothing."""
    with pytest.raises(CheckFailed, match="list of at least two expressions"):
        check_steps(steps, name="square")


@pytest.mark.parametrize("bad", [None, "x", True, sp.oo, x > 0, [x], x ** (10**9)])
def test_a_step_of_the_wrong_kind_is_named_by_its_number(bad):
    """Step numbers count from 1."""
    with pytest.raises(CheckFailed, match="square: step 2 "):
        check_steps([x, bad, x], name="square")


def test_undecided_steps_count_as_right_and_are_said(capsys):
    """A line of its own names the pair; a refuted pair beside it still breaks the chain."""
    unknown = sp.DiracDelta(x)
    check_steps([x, x + unknown - unknown.func(x), x + unknown], name="limits")
    first, last = capsys.readouterr().out.splitlines()
    assert first.startswith("undecided: limits: step 2 → step 3 can be neither proved nor")
    assert last == "limits: 3 expressions, some pairs (undecided)"
    with pytest.raises(CheckFailed, match="step 2 → step 3 does not hold"):
        check_steps([x + unknown, x, 2 * x], name="limits")


def test_steps_that_are_evaluated_say_for_which_sizes(capsys):
    """The weakest pair counts; without a size it is a number of points."""
    total = Sum(z[k], (k, 1, m))
    check_steps([2 * total, total + total, 2 * z[m] + 2 * Sum(z[k], (k, 1, m - 1))], name="split")
    assert capsys.readouterr().out.endswith("(evaluated for m = 1, 2, 3, 4, 7)\n")
    check_steps([sp.sin(x) ** 2, 1 - sp.cos(x) ** 2], name="circle")
    assert "(evaluated at " in capsys.readouterr().out


def test_a_step_without_a_value_anywhere_is_said_to_have_none():
    """Dividing by 0 is no equality."""
    with pytest.raises(CheckFailed, match="step 1 → step 2 cannot hold: at no point have both"):
        check_steps([x, x / (sp.sin(x) ** 2 + sp.cos(x) ** 2 - 1)], name="ratio")


u = IndexedBase("u", real=True)
VIOLATIONS = x * Sum(sp.Piecewise((1, u[l] > 0), (0, True)), (l, 1, m - 1))
INNER = Sum(y[k] * Sum(sp.Piecewise((1, z[k] > z[l]), (0, True)), (l, 1, m)), (k, 1, m))


@pytest.mark.parametrize(
    "right, broken, words",
    [
        (VIOLATIONS, sp.simplify(VIOLATIONS), "did you call simplify. it has taken l out of a sum"),
        (INNER.func(1, (k, 1, m)), INNER, "SymPy has taken a condition on l out of the inner sum"),
    ],
)
def test_what_sympy_has_done_to_a_condition_is_told(right, broken, words):
    """`simplify`, and a sum inside a sum, take a condition out of the sum whose letter it holds."""
    assert broken.has(sp.Piecewise) and l in broken.free_symbols
    with pytest.raises(CheckFailed, match=words):
        check_steps([right, broken], name="count")
    with pytest.raises(CheckFailed, match=words):
        value_at(broken, Point({"m": 2, "x": 1}, {"u": (1, 2), "y": (1, 2), "z": (1, 2)}), "count")


def test_a_condition_without_a_sum_is_left_alone():
    """A free index in a condition is no trace of `simplify`."""
    with pytest.raises(CheckFailed, match=r"not 0 \(at j = \d\)\.$"):
        check_steps([x, sp.Piecewise((x, u[j] > 0), (0, True))], name="count")


def test_the_example_is_a_place_where_the_two_differ():
    """Sizes and indices are named, and scalars that are whole numbers."""
    found = compare(Sum(z[k], (k, 1, m)), Sum(z[k], (k, 1, m - 1)))
    assert found.example.startswith("m = ")
    assert not found.equal and found.where == "different"


def test_derivatives_are_carried_out_first():
    """A step may name the derivative that the next one has."""
    by_j = sp.Derivative(CCE, z[j])
    assert compare(by_j, a(j) * Sum(y[k], (k, 1, m)) - y[j]).how == "proved"
    assert not compare(by_j, a(j) - 2 * y[j]).equal
    assert compare(sp.Derivative(x**3, x, 2), 6 * x).how == "proved"


def test_long_differences_are_cut():
    """The message stays one that can be read."""
    steps = [x, sum(sp.cos(n * x) for n in range(80))]
    with pytest.raises(CheckFailed) as raised:
        check_steps(steps, name="long")
    assert len(str(raised.value)) < 300 and "…" in str(raised.value)


def test_steps_of_the_gradient_are_checked_with_targets_that_sum_to_one():
    """The derivation of a − y passes as a student writes it, and its slip is found."""
    steps = [
        differentiate(CCE, z[j]),
        -Sum(y[k] / a(k) * a(k) * (DELTA - a(j)), (k, 1, m)),
        -Sum(y[k] * DELTA, (k, 1, m)) + Sum(y[k] * a(j), (k, 1, m)),
        -y[j] + a(j) * Sum(y[k], (k, 1, m)),
        a(j) - y[j],
    ]
    check_steps(steps, given=TARGETS)
    steps[3] = -y[j] + a(j)
    check_steps(steps[:4], given=TARGETS)
    steps[3] = y[j] - a(j)
    with pytest.raises(CheckFailed, match="step 3 → step 4"):
        check_steps(steps, given=TARGETS)
