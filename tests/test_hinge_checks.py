"""The checks of 05_hinge accept the reference and say in words what is wrong."""

import numpy as np
import pytest
import sympy as sp

from ce_helpers import hinge as check
from ce_helpers.checking import CheckFailed
from ce_helpers.hinge import claims, plots, symbolic
from ce_helpers.hinge.descent import SVM, check_satisfied
from ce_helpers.hinge.mistakes import GRADIENT, LOSS
from ce_helpers.reference import hinge as reference
from ce_helpers.reference.hinge import hidden
from ce_helpers.symbolic import j, l, m, value_at

FUNCTIONS = {
    "hinge_loss": ["hinge_loss_values", "hinge_loss_batch"],
    "hinge_gradient_sample": ["gradient_sample", "gradient_sample_kink"],
    "hinge_gradient": ["gradient_values", "gradient_kink", "gradient_inputs"],
    "svm_sgd": ["svm_step", "svm_batches", "svm_shuffle", "svm_history"],
}
_x, _own = symbolic.x, sp.KroneckerDelta(j, claims.y)
REPAIRS = {
    "A": ((1 - _own) * symbolic.indicator(claims.U[j]) - _own * claims.n_y) * _x,
    "D": (sp.Integer(0), _x),
}
SYMBOLIC = {
    "d_hinge_wj": symbolic.indicator(symbolic.u(j)) * _x,
    "d_hinge_wy": -sp.Sum(symbolic.indicator(symbolic.u(l)), (l, 1, m - 1)) * _x,
    "first_loss": symbolic.delta * (m - 1),
    "verdicts": {"A": False, "B": True, "C": True, "D": False},
    "repairs": REPAIRS,
}


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("seed", ["1", "2"])
def test_reference_passes_every_check(name, seed, monkeypatch, capsys):
    """Visible and hidden, whatever the seed."""
    monkeypatch.setenv("CE_GRADING_SEED", seed)
    func = getattr(reference, name)
    for each in FUNCTIONS[name]:
        getattr(check, each)(func)
        assert capsys.readouterr().out.startswith("passed: ")
        getattr(hidden, each)(func)


@pytest.mark.parametrize("name", SYMBOLIC)
def test_symbolic_reference_passes_every_check(name, monkeypatch):
    """Visible and hidden."""
    monkeypatch.setenv("CE_GRADING_SEED", "3")
    more = [{"A": "condition", "D": "kink"}] if name == "verdicts" else []
    getattr(check, name)(SYMBOLIC[name], *more)
    getattr(hidden, name)(SYMBOLIC[name], *more)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_unwritten_function_is_said_to_be_unwritten(name):
    """Not a traceback."""

    def stub(*args, **kwargs):
        raise NotImplementedError("not written yet")

    stub.__name__ = name
    for each in FUNCTIONS[name]:
        with pytest.raises(CheckFailed, match=f"{name} is not written yet"):
            getattr(check, each)(stub)


@pytest.mark.parametrize("name", ["d_hinge_wj", "d_hinge_wy", "first_loss"])
@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (None, "still None"),
        ("x", "string"),
        (sp.Symbol("a") > 0, "condition"),
        (sp.Symbol("stranger"), "stranger"),
        ([1], "list"),
    ],
)
def test_wrong_kind_of_answer_is_named(name, answer, message):
    """None, a string, a condition, unknown symbols, a list."""
    with pytest.raises(CheckFailed, match=message):
        getattr(check, name)(answer)


def test_points_meet_every_pattern_of_violations_and_no_kink():
    """For one to three rivals and some more, with features of both signs."""
    seen = set()
    for u, feature in symbolic.patterns(np.random.default_rng(0)):
        # neither 0 nor 1, which is 0 when the margin is left out
        assert not {0, 1} & set(u)
        seen.add((feature > 0, tuple(fall > 0 for fall in u)))
    assert len([signs for _, signs in seen if len(signs) < 4]) == 2 * (2 + 4 + 8)
    assert {len(signs) for _, signs in seen} == {1, 2, 3, 4, 5, 10}


def test_difference_quotients_are_the_slopes_of_the_sheet():
    """(3) for a rival, (4) for the true class, exactly."""
    for u, feature in symbolic.patterns(np.random.default_rng(1)):
        for place, fall in enumerate(u):
            assert symbolic.rival_slope(u, feature, place) == (fall > 0) * feature
        assert symbolic.own_slope(u, feature) == -sum(fall > 0 for fall in u) * feature


def test_claims_are_shown_with_measured_numbers(capsys):
    """The line for j = y is the one of A that differs."""
    claims.try_claims()
    lines = capsys.readouterr().out.partition("\n\n")[0].splitlines()
    sides = {line[:11].strip(): line[11:].split() for line in lines[2:]}
    assert sides["A, j = y"] == ["-4.000000", "2.000000"]
    wrong = {name for name, (measured, printed) in sides.items() if measured != printed}
    assert wrong == {"A, j = y", "D, right"}


def test_measured_sides_of_the_claims_are_those_of_the_reference():
    """The repairs for every j, and on both sides of the kink."""
    left, right_side = REPAIRS["D"]
    sides = {"A": REPAIRS["A"], "D": left + claims.side * (right_side - left)}
    for letter, right in sides.items():
        line = claims.CLAIMS.lines[letter]
        for point in line.points(np.random.default_rng(2)):
            assert value_at(right, point, letter) == line.left(point)
    assert claims.CLAIMS.truths(claims.PRINTED, np.random.default_rng(3)) == SYMBOLIC["verdicts"]


def test_kink_problem_tells_strict_from_greedy():
    """At the drawn problems ≥ gives another gradient than >."""
    rng = np.random.default_rng(5)
    for n, d, c in ((1, 2, 4), (6, 3, 5)):
        (X, labels, W), margin = hidden.at_the_kink(rng, n, d, c)
        strict = reference.hinge_gradient(X, labels, W, margin)
        greedy = reference.hinge_gradient(X, labels, W, margin + 1e-9)
        assert np.abs(strict - greedy).max() > 1e-3


def test_random_problems_are_off_the_kink():
    """Every shortfall is more than 1e-3 away from 0."""
    rng = np.random.default_rng(6)
    for _ in range(20):
        X, labels, W = hidden.problem(rng, 6, 3, 4)
        assert np.abs(reference.shortfalls(X, labels, W, 1.0)).min() > hidden.OFF_KINK


def told(check_of, answer):
    """Return the sentence of a check that must not pass."""
    with pytest.raises(CheckFailed) as failure:
        check_of(answer)
    return str(failure.value)


def test_letters_in_the_wrong_place_are_named():
    """A free l, u(j) for the true class, a number for the formula in m."""
    x, w, w_y = symbolic.x, symbolic.w, symbolic.w_y
    by_letter = {k: sp.Heaviside(w[k] * x - w_y * x + 1) * x for k in (j, l)}
    assert "l is free" in told(check.d_hinge_wy, -by_letter[l])
    assert "not u(j)" in told(check.d_hinge_wy, -by_letter[j])
    assert "not u(l)" in told(check.d_hinge_wj, by_letter[l])
    assert "write it with m" in told(check.first_loss, 2 * symbolic.delta)
    assert "own rivals" in told(check.first_loss, m * symbolic.delta)


def test_letters_that_a_cell_has_used_are_named():
    """A loop over j, a number for m or y."""
    x, w, w_y = symbolic.x, symbolic.w, symbolic.w_y
    assert "index in w[2]" in told(check.d_hinge_wj, symbolic.indicator(symbolic.u(2)) * x)
    three = -sp.Sum(symbolic.indicator(w[l] * x - w_y * x + 1), (l, 1, 3)) * x
    assert "does not hold m" in told(check.d_hinge_wy, three)
    second = {**REPAIRS, "A": REPAIRS["A"].subs(claims.y, 2)}
    assert 'repairs["A"] does not hold y' in told(check.repairs, second)


def test_mistakes_of_repairs_are_named():
    """Sign, factor and case of the formula; a value for a slope."""
    right = REPAIRS
    n_y, x = claims.n_y, symbolic.x
    signed = right["A"].subs(n_y, -n_y)
    assert "n_y has a minus sign" in told(check.repairs, {**right, "A": signed})
    assert "lacks the factor x" in told(check.repairs, {**right, "A": right["A"] / x})
    assert "not its value" in told(check.repairs, {**right, "D": (0, claims.U[j])})
    assert "should be a pair" in told(check.repairs, {**right, "D": x})
    assert "left and right swapped" in told(check.repairs, {**right, "D": (x, 0)})
    check.repairs({"A": 1.0 * right["A"], "D": (0, 1.0 * x)})


def test_losses_and_gradients_that_are_no_such_thing_fail():
    """Always 0; the gradient summed; true classes marked in a boolean matrix."""
    told(check.hinge_loss_batch, lambda X, labels, W, margin=1.0: 0.0)
    told(check.gradient_inputs, lambda X, labels, W, margin=1.0: np.zeros(W.shape))
    told(check.gradient_inputs, lambda X, *rest: len(X) * reference.hinge_gradient(X, *rest))

    def boolean(X, labels, W, margin=1.0):
        rows, scores = np.arange(len(X)), X @ W
        B = scores - scores[rows, labels][:, np.newaxis] + margin > 0
        B[rows, labels] = 0
        B[rows, labels] = -B.sum(axis=1)
        return X.T @ B / len(X)

    assert "as a boolean matrix does" in told(check.gradient_values, boolean)


def made(about, right):
    """Return a function from the sentence of a known mistake to an answer that makes it."""

    def mistaken(sentence):
        def answer(X, labels, W, margin=1.0):
            at = lambda other: right(X, labels, W, other)  # noqa: E731
            return about.mistakes(at, X, W, labels.tolist(), margin)[sentence]

        return answer

    return mistaken


def told_first(checks, answer):
    """Return the sentence of the first check that an answer does not pass."""
    for each in checks:
        try:
            getattr(check, each)(answer)
        except CheckFailed as failure:
            return str(failure)
    return "nothing"


ANYTHING = (lambda _: np.zeros(1), np.eye(2), np.eye(2), [0, 1], 1.0)
lossy, sloped = made(LOSS, reference.hinge_loss), made(GRADIENT, reference.hinge_gradient)
# what is said where two mistakes give the same value
ALSO = {"takes the first class alone": "takes the first violator alone"}


@pytest.mark.parametrize("sentence", LOSS.mistakes(*ANYTHING))
def test_each_known_loss_is_told_by_its_own_sentence(sentence):
    """By the first visible check that it does not pass."""
    assert sentence in told_first(FUNCTIONS["hinge_loss"], lossy(sentence))


@pytest.mark.parametrize("sentence", GRADIENT.mistakes(*ANYTHING))
def test_each_known_gradient_is_told_by_its_own_sentence(sentence):
    """By the first visible check that it does not pass."""
    mistake = sentence.split(":")[0].split(",")[0]
    found = told_first(FUNCTIONS["hinge_gradient"], sloped(sentence))
    assert ALSO.get(mistake, mistake) in found


def test_a_step_without_violation_keeps_the_penalty():
    """From the second step on, the penalty pulls alone."""
    rng = np.random.default_rng(1)
    check_satisfied(SVM, reference.svm_sgd, rng)

    def skipping(X, labels, n_classes, *, learning_rate, epochs, l2=0.0, **_):
        W = np.zeros((X.shape[1], n_classes))
        for _ in range(epochs):
            dW = reference.hinge_gradient(X, labels, W)
            W = W - learning_rate * (dW + l2 * W) * dW.any()
        return W, []

    with pytest.raises(CheckFailed, match="not penalised where no rival violates the margin"):
        check_satisfied(SVM, skipping, rng)


@pytest.mark.parametrize(
    "draw",
    [
        lambda: plots.curves({"iris": None}, "title", first=2),
        lambda: plots.curves({"iris": []}, "title", first=2),
        lambda: plots.templates(np.zeros((10, 65))),
        lambda: plots.boundaries(
            {"SVM": np.zeros((2, 3))}, np.ones((4, 3)), np.zeros(4), "abc", ["length", "width"]
        ),
    ],
)
def test_a_picture_of_something_else_says_what_is_missing(draw):
    """Weights of another shape, or no history at all: a sentence in place of a traceback."""
    with pytest.raises(CheckFailed):
        draw()
