"""The visible checks of 04_binary name the mistake that was made."""

from collections.abc import Callable
from typing import Any

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pytest
import sympy as sp
from numpy.typing import NDArray

from ce_helpers import binary as check
from ce_helpers.binary import plots
from ce_helpers.checking import CheckFailed

matplotlib.use("agg")

Array = NDArray[Any]


def small_term_last(s: Array, t: Array) -> Array:
    """Return the loss as the next step of exercise 3 says."""
    return (np.maximum(s, 0) - t * s) + np.log1p(np.exp(-np.abs(s)))


def without_log1p(s: Array, t: Array) -> Array:
    """Return the loss with log(1 + …), which is 0 below s = −37 for t = 0."""
    return (np.maximum(s, 0) - t * s) + np.log(1 + np.exp(-np.abs(s)))


def both_branches(s: Array, t: Array) -> Array:
    """Return the loss by np.where, whose branches overflow where they are not chosen."""
    return np.where(s > 0, s + np.log1p(np.exp(-s)), np.log1p(np.exp(s))) - t * s


def descent(late: int) -> Callable[..., tuple[Array, list[float]]]:
    """Return a descent that takes steps + late steps and records J at the top of its loop."""

    def logistic_regression(
        X: Array, t: Array, *, learning_rate: float, steps: int
    ) -> tuple[Array, list[float]]:
        theta, history = np.zeros(X.shape[1]), []
        for step in range(steps + 1):
            score = X @ theta
            history.append(float(np.mean(np.logaddexp(0, score) - t * score)))
            if step < steps + late:
                slope = X.T @ (1 / (1 + np.exp(-score)) - t) / len(X)
                theta = theta - learning_rate * slope
        return theta, history

    return logistic_regression


@pytest.mark.parametrize("loss", [small_term_last, without_log1p])
def test_losses_right_to_a_billionth_pass(loss: Callable[..., Any]) -> None:
    """The check promises 1e-9, and log(1 + e) keeps that."""
    check.bce_values(loss)
    check.bce_tails(loss)


def test_the_small_logarithm_added_last_is_not_rounded_away() -> None:
    """At t = 1 and s = 36 the loss is e^−36, and not 0."""
    loss = small_term_last(np.array([36.0]), np.array([1.0]))
    np.testing.assert_allclose(loss, np.exp(-36.0), rtol=1e-12)


def test_an_overflow_reminds_of_both_branches_of_where() -> None:
    """np.where warns about a branch that it does not choose."""
    with pytest.raises(CheckFailed, match="not even in a branch that np.where drops"):
        check.bce_tails(both_branches)


def test_one_sigmoid_formula_for_both_signs_is_named() -> None:
    """1/(1 + e) with e = e^−|s| is the sigmoid of |s|."""
    with pytest.raises(CheckFailed, match="is not right for negative s"):
        check.bce_gradient_values(lambda s, t: 1 / (1 + np.exp(-np.abs(s))) - t)


def test_a_descent_in_step_passes() -> None:
    """J at the top of the loop, and no step after the last."""
    check.logistic_theta(descent(0))
    check.logistic_history(descent(0))


def test_a_step_too_many_is_named_by_both_checks() -> None:
    """The loop runs steps + 1 times, and its last step is not recorded."""
    with pytest.raises(CheckFailed, match="take exactly `steps` steps"):
        check.logistic_theta(descent(1))
    with pytest.raises(CheckFailed, match="has taken a step more than the other"):
        check.logistic_history(descent(1))


def test_what_is_one_expression_to_sympy_is_one_line() -> None:
    """1/(1 + e^(s_2 − s_1)) and σ(s_1 − s_2) are one object: three lines are two here."""
    s_1, s_2, t_1 = sp.symbols("s_1 s_2 t_1", real=True)
    one, other = 1 / (1 + sp.exp(s_2 - s_1)), 1 / (1 + sp.exp(-(s_1 - s_2)))
    with pytest.raises(CheckFailed, match="three expressions or more that differ, also to SymPy"):
        check.reduction_pairs([t_1 * one, t_1 * other, t_1])


def overwriting(loss: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that puts all results of one shape into one array."""
    buffers: dict[tuple[int, ...], Array] = {}

    def wrong(s: Array, t: Array) -> Array:
        value = np.asarray(loss(s, t))
        buffer = buffers.setdefault(value.shape, np.empty(value.shape))
        buffer[...] = value
        return buffer

    return wrong


def slope(s: Array, t: Array) -> Array:
    """Return σ(s) − t."""
    return (1 + np.tanh(np.asarray(s) / 2)) / 2 - t


@pytest.mark.parametrize(
    "right, of_check",
    [
        (small_term_last, check.bce_elementwise),
        (slope, check.bce_gradient_values),
        (lambda S, T: slope(S, T) / len(S), check.multilabel_gradient),
    ],
)
def test_one_array_for_all_calls_is_named(
    right: Callable[..., Any], of_check: Callable[..., None]
) -> None:
    """What the next call overwrites is no result, though each call returns the right one."""
    of_check(right)
    with pytest.raises(CheckFailed, match="which the next call overwrites"):
        of_check(overwriting(right))


@pytest.mark.parametrize("guard", [1e-3, 1e-5, 1e-7, 1e-9, 1e-12, 1e-15])
def test_a_constant_in_the_logarithm_is_named_with_its_size(guard: float) -> None:
    """Added or as a bound; among moderate logits a small one is `only nearly right`."""

    def added(s: Array, t: Array) -> Array:
        with np.errstate(over="ignore"):
            p, not_p = 1 / (1 + np.exp(-s)), 1 / (1 + np.exp(s))
        return -t * np.log(p + guard) - (1 - t) * np.log(not_p + guard)

    with pytest.raises(CheckFailed, match=f"far out .*{guard:g}"):
        check.bce_tails(added)
    if guard >= 1e-9:
        with pytest.raises(CheckFailed, match=f"{guard:g} added|only nearly right: add no"):
            check.bce_values(added)


def unwritten(*args: Any, **options: Any) -> Any:
    """Stand in for an answer that is not there."""
    raise NotImplementedError("write it")


@pytest.mark.parametrize(
    "answer, sentence",
    [
        (unwritten, "unwritten is not written yet"),
        (lambda s, t: np.sum(s), r"should have shape \(481,\), but has \(\)"),
        (lambda s, t: None, "returned None"),
        (lambda s, t: np.log(s - s), "holds infinity"),
    ],
)
def test_the_picture_of_the_tails_says_what_is_wrong_with_the_loss(
    answer: Callable[..., Any], sentence: str
) -> None:
    """One sentence, and no traceback through the picture."""
    with pytest.raises(CheckFailed, match=sentence):
        plots.tails(answer)
    plt.close("all")


@pytest.mark.parametrize("picture", [plots.descent, plots.printed_step])
@pytest.mark.parametrize(
    "answer, sentence",
    [
        (unwritten, "unwritten is not written yet"),
        (lambda X, t, **options: np.zeros(2), "should return two things: theta, history"),
        (lambda X, t, **options: (np.zeros(2), [0.7]), r"should have shape \(13,\)"),
    ],
)
def test_the_pictures_of_descent_say_what_is_wrong_with_it(
    picture: Callable[..., Any], answer: Callable[..., Any], sentence: str
) -> None:
    """One sentence, and no traceback through the picture."""
    X, t = np.ones((4, 2)), np.array([0.0, 1.0, 1.0, 0.0])
    with pytest.raises(CheckFailed, match=sentence):
        picture(answer, X, t)
    plt.close("all")
