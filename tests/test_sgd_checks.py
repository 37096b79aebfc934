"""The checks and hidden tests of 03_sgd: what they let pass, and what they say."""

import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import matplotlib
import numpy as np
import pytest
import sympy as sp

from ce_helpers import sgd as check
from ce_helpers.checking import CheckFailed
from ce_helpers.data import iris
from ce_helpers.reference import sgd as reference
from ce_helpers.reference.sgd import descent as sgd_descent
from ce_helpers.reference.sgd import epochs as sgd_epochs
from ce_helpers.reference.sgd import hidden
from ce_helpers.reference.softmax import log_softmax
from ce_helpers.sgd.symbolic import in_numbers, network
from ce_helpers.symbolic import i, j, k

matplotlib.use("Agg")

SGD_TESTS = [
    f"sgd_{name}" for name in ("step", "batches", "shuffle", "history", "penalty", "inputs")
]
VISIBLE = {
    reference.loss_and_gradients: [
        "gradients_loss",
        "gradients",
        "gradients_penalty",
        "gradients_inputs",
    ],
    reference.minibatches: ["minibatches_partition", "minibatches_order"],
    reference.predict: ["predict"],
    reference.sgd: SGD_TESTS,
}
HIDDEN = {
    reference.loss_and_gradients: ["loss_value", "gradient_values", "penalty", "inputs"],
    reference.minibatches: ["partition", "permutation"],
    reference.predict: ["predicted_labels"],
    reference.sgd: SGD_TESTS,
}
Student = Callable[..., Any]


def cases(module: Any, table: dict[Student, list[str]]) -> list[Any]:
    """List the tests of a module, each with the function that it is for."""
    return [
        pytest.param(partial(getattr(module, name), func), id=name)
        for func, names in table.items()
        for name in names
    ]


@pytest.mark.parametrize("passes", cases(check, VISIBLE))
def test_the_reference_passes_every_visible_check(passes: Student) -> None:
    """A right answer gets the line that begins with passed."""
    passes()


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("passes", cases(hidden, HIDDEN))
def test_the_reference_passes_every_hidden_test(
    passes: Student, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A right answer passes at any grading seed, without a warning."""
    monkeypatch.setenv("CE_GRADING_SEED", str(seed))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        passes()


@pytest.mark.parametrize(("n", "size", "count"), [(4, 2, 6), (5, 2, 30), (5, 4, 5), (3, 1, 6)])
def test_all_orders_are_listed(n: int, size: int, count: int) -> None:
    """As many sequences of batches as the multinomial coefficient says, all different."""
    orders = sgd_epochs.all_batches(n, size)
    assert len(orders) == count
    assert len({str(order) for order in orders}) == count
    assert all(sorted(sum(order, [])) == list(range(n)) for order in orders)


@pytest.mark.parametrize("sentence", sgd_epochs.MISTAKES)
def test_each_mistake_in_an_epoch_is_named(sentence: str) -> None:
    """Weights that a wrong rule leads to are recognised as that rule's."""
    rng = np.random.default_rng(1)
    X, labels = sgd_descent.samples(rng, 5, 3, 4)
    Y = sgd_descent.one_hot(labels, 4)
    batches = [[3, 1], [0, 4], [2]]
    wrong = sgd_epochs.MISTAKES[sentence](sgd_epochs.zeros(3, 4), X, Y, batches, 1.0)
    with pytest.raises(CheckFailed) as failed:
        sgd_descent.require_some_order(sgd_epochs.flat(*wrong), X, Y, 2, 1.0)
    assert sentence in str(failed.value)


def test_labels_left_behind_are_named() -> None:
    """X in a new order beside labels in the old one is recognised."""
    rng = np.random.default_rng(2)
    X, labels = sgd_descent.samples(rng, 5, 3, 4)
    Y = sgd_descent.one_hot(labels, 4)
    order = [[4, 2], [0, 1], [3]]
    wrong = sgd_epochs.other_labels(sgd_epochs.zeros(3, 4), X, Y, order, 1.0)
    with pytest.raises(CheckFailed, match="without its labels"):
        sgd_descent.require_some_order(sgd_epochs.flat(*wrong), X, Y, 2, 1.0)


def test_right_epochs_of_every_order_are_accepted() -> None:
    """Whatever the order, the weights of a right epoch pass."""
    rng = np.random.default_rng(3)
    X, labels = sgd_descent.samples(rng, 4, 3, 3)
    Y = sgd_descent.one_hot(labels, 3)
    for order in sgd_epochs.all_batches(4, 2):
        right = sgd_epochs.epoch(sgd_epochs.zeros(3, 3), X, Y, order, 1.0)
        sgd_descent.require_some_order(sgd_epochs.flat(*right), X, Y, 2, 1.0)


def test_an_expression_is_put_in_numbers() -> None:
    """Entries, deltas and sums of a printed formula get their values in the small network."""
    j, k, m = sp.symbols("j k m", integer=True)
    a, y = sp.IndexedBase("a"), sp.IndexedBase("y")
    net = network()
    assert in_numbers(a[j] - y[j], net, j=2) == pytest.approx(net.A[0, 1] - net.Y[0, 1])
    total = sp.Sum(a[k] * sp.KroneckerDelta(j, k), (k, 1, m))
    assert in_numbers(total, net, j=3) == pytest.approx(net.A[0, 2])


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (None, "still None"),
        ("a[j]", "quotation marks"),
        ([1], "one expression"),
        (0.5, "is a number"),
        (sp.Symbol("t"), "what is t"),
        (sp.IndexedBase("q")[1], "q is not a letter"),
        (sp.IndexedBase("a")[9], "does not exist"),
    ],
)
def test_an_answer_of_the_wrong_kind_is_told_so(answer: Any, words: str) -> None:
    """The message says what the answer is instead of an expression in the letters given."""
    with pytest.raises(CheckFailed, match=words.replace("[", r"\[")):
        check.dL_dw(answer)


def test_settings_are_judged_without_the_students_functions() -> None:
    """Bad settings are named before anything is trained."""
    for wrong, words in (
        (None, "still None"),
        ([], "dictionary"),
        ({"epochs": 3}, "lacks"),
        ({"learning_rate": 1, "epochs": 61, "batch_size": 8}, "at most 60"),
        ({"learning_rate": 1, "epochs": 6, "batch_size": 8.5}, "whole number"),
        ({"learning_rate": 1, "epochs": 6, "batch_size": 8, "rate": 1}, "rate"),
        ({"learning_rate": "1", "epochs": 6, "batch_size": 8}, "should be a number"),
        ({"learning_rate": 1, "epochs": 6, "batch_size": 8, "l2": -1}, "not be negative"),
    ):
        with pytest.raises(CheckFailed, match=words):
            check.settings(wrong)


def test_figures_have_titles_and_labelled_axes() -> None:
    """Every picture of data names its axes and says what it shows."""
    import matplotlib.pyplot as plt

    from ce_helpers.plots import sgd as plots

    flowers = iris()
    W, b, history = reference.sgd(
        flowers.X[:, 2:], flowers.labels, 3, learning_rate=0.1, epochs=2, batch_size=30
    )
    drawn = [
        plots.outer_product(np.ones(2), np.array([0.3, 0.7]), np.array([0.0, 1.0])),
        plots.sum_or_mean(reference.loss_and_gradients, steps=3),
        plots.paths(reference.loss_and_gradients, reference.minibatches),
        plots.loss_curves({"one": history}, 3, "title"),
        plots.regions(reference.predict, W, b, flowers, [2, 3], "title"),
    ]
    for _, axes in drawn:
        for ax in np.ravel(axes):
            assert ax.get_title() and ax.get_xlabel()
        assert np.ravel(axes)[0].get_ylabel()
    for figure, _ in (
        plots.templates(np.arange(640.0).reshape(64, 10) - 300),
        plots.mistaken(np.ones((3, 64)), np.arange(3), np.array([0, 2, 1])),
    ):
        assert figure.get_suptitle()
    plt.close("all")


CORPUS = Path(__file__).parent / "corpus" / "03_sgd"


def answered(name: str, cell: str) -> Any:
    """Return the function that an answers file of the corpus defines."""
    given: dict[str, Any] = {
        **vars(reference),
        "one_hot": lambda y, c: np.eye(c)[y],
        "log_softmax": log_softmax,
    }
    exec((CORPUS / f"{name}.py").read_text(encoding="utf-8"), given)
    return given[cell]


@pytest.mark.parametrize(
    ("cell", "answer", "test", "words"),
    [
        ("predict", "wrong_predict_no_bias", "predict", "biases are left out"),
        ("predict", "wrong_predict_axis", "predict", "over the samples"),
        ("predict", "wrong_predict_from_one", "predict", "count from 0"),
        ("sgd", "wrong_sgd_penalty_bias", "sgd_penalty", "pulled as well"),
        ("sgd", "wrong_sgd_penalty_once_an_epoch", "sgd_penalty", "in every step"),
        ("sgd", "wrong_sgd_reseeded", "sgd_shuffle", "batches of the first"),
        ("sgd", "wrong_sgd_same_order", "sgd_shuffle", "batches of the first"),
        ("sgd", "wrong_sgd_seed_plus_epoch", "sgd_shuffle", "next seed's first"),
        ("sgd", "wrong_sgd_blocks", "sgd_shuffle", "only neighbours"),
        ("sgd", "wrong_sgd_rotated", "sgd_shuffle", "only neighbours"),
        ("sgd", "wrong_sgd_penalty_not_in_history", "sgd_history", "hand l2 on"),
        ("sgd", "wrong_sgd_w_before_db", "sgd_step", "old W and b"),
        ("minibatches", "wrong_minibatches_blocks", "minibatches_order", "one by one"),
        ("minibatches", "wrong_minibatches_inside_blocks", "minibatches_order", "one by one"),
        ("minibatches", "wrong_minibatches_rotated", "minibatches_order", "one by one"),
        (
            "loss_and_gradients",
            "wrong_gradients_argmax_label",
            "gradients_loss",
            "half the first class",
        ),
        ("loss_and_gradients", "wrong_gradients_sum_loss", "gradients", "and your loss differ"),
    ],
)
def test_a_visible_check_names_the_mistake(cell: str, answer: str, test: str, words: str) -> None:
    """What the banner forbids fails where the student sees it, not in the grading alone."""
    with pytest.raises(CheckFailed, match=words):
        getattr(check, test)(answered(answer, cell))


N = sp.Symbol("N", integer=True, positive=True)


def entries(j: Any = j, i: Any = i) -> tuple[Any, Any, Any]:
    """Return a[j], y[j] and x[i]."""
    return sp.IndexedBase("a")[j], sp.IndexedBase("y")[j], sp.IndexedBase("x")[i]


def printed() -> dict[str, Any]:
    """Return lines B and D as the notes print them."""
    s = sp.Symbol("s", integer=True)
    A, X, Y = (sp.IndexedBase(name) for name in "AXY")
    a, y, x = entries()
    total = sp.Sum(X[s, i] * (A[s, j] - Y[s, j]), (s, 1, N))
    return {"B": -y / a * a * (1 - a) * x, "D": total}


def test_misplaced_letters_are_named() -> None:
    """An index that is left over, swapped or missing is told from one out of range."""
    a, y, x = entries()
    loose_a, loose_y, loose_x = (sp.IndexedBase(name) for name in "ayx")
    for wrong, words in (
        ((entries(k)[0] - entries(k)[1]) * x, "delta leaves only k = j"),
        ((a - y) * entries(j, j)[2], "index of x is a feature"),
        ((entries(i)[0] - entries(i)[1]) * x, "index of a is a class"),
        ((loose_a - loose_y) * loose_x, "without an index"),
    ):
        with pytest.raises(CheckFailed, match=words):
            check.dL_dw(wrong)


def test_wrong_repairs_are_told_apart() -> None:
    """A missing factor, a wrong sign and the whole line each get their own sentence."""
    a, y, x = entries()
    lines = printed()
    for wrong, words in (
        (a * (1 - y), "lacks the factor x_i"),
        (-a * (1 - y) * x, "has the wrong sign"),
        (-a * (1 - y), "wrong sign and lacks"),
        (a * x, "right off the target"),
        ((a - y) * x, "only what must be added"),
    ):
        with pytest.raises(CheckFailed, match=words):
            check.repairs_chain({"B": wrong}, lines)
    for wrong, words in ((1 / N**2, "N = 3 and N = 5"), (lines["D"] / N, "only the factor")):
        with pytest.raises(CheckFailed, match=words):
            check.repairs_mean({"D": wrong}, lines)
    check.repairs_chain({"B": a * (1 - y) * x}, lines)
    check.repairs_mean({"D": 1 / N}, lines)
