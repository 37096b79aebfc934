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
from ce_helpers.reference.sgd import hidden
from ce_helpers.reference.softmax import log_softmax
from ce_helpers.symbolic import i, j, k

matplotlib.use("Agg")

SGD_TESTS = [
    f"sgd_{name}" for name in ("step", "batches", "shuffle", "history", "penalty", "inputs")
]
TESTS = {
    reference.loss_and_gradients: ["loss", "gradients", "gradients_penalty", "gradients_inputs"],
    reference.minibatches: ["minibatches_partition", "minibatches_order"],
    reference.predict: ["predict"],
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


@pytest.mark.parametrize("passes", cases(check, TESTS))
def test_the_reference_passes_every_visible_check(passes: Student) -> None:
    """A right answer gets the line that begins with passed."""
    passes()


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("passes", cases(hidden, TESTS))
def test_the_reference_passes_every_hidden_test(
    passes: Student, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A right answer passes at any grading seed, without a warning."""
    monkeypatch.setenv("CE_GRADING_SEED", str(seed))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        passes()


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
            check.settings(wrong, None, None)


def test_figures_have_titles_and_labelled_axes() -> None:
    """Every picture of data names its axes and says what it shows."""
    import matplotlib.pyplot as plt

    from ce_helpers.sgd import plots

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
        "np": np,
        "one_hot": lambda y, c: np.eye(c)[y],
        "log_softmax": log_softmax,
    }
    exec((CORPUS / f"{name}.py").read_text(encoding="utf-8"), given)
    return given[cell]


@pytest.mark.parametrize(
    ("cell", "answer", "test", "words"),
    [
        ("predict", "wrong_predict_no_bias", "predict", "leaves out the biases"),
        ("predict", "wrong_predict_axis", "predict", "over the samples"),
        ("predict", "wrong_predict_from_one", "predict", "count from 0"),
        ("sgd", "wrong_sgd_penalty_bias", "sgd_penalty", "never penalised"),
        ("sgd", "wrong_sgd_penalty_once_an_epoch", "sgd_penalty", "in every step"),
        ("sgd", "wrong_sgd_reseeded", "sgd_shuffle", "order of epoch 1"),
        ("sgd", "wrong_sgd_same_order", "sgd_shuffle", "order of epoch 1"),
        ("sgd", "wrong_sgd_seed_plus_epoch", "sgd_shuffle", "next seed's first"),
        ("sgd", "wrong_sgd_rotated", "sgd_shuffle", "one by one"),
        ("sgd", "wrong_sgd_penalty_not_in_history", "sgd_history", "hand l2 on"),
        ("sgd", "wrong_sgd_w_before_db", "sgd_step", "old parameters"),
        ("minibatches", "wrong_minibatches_blocks", "minibatches_order", "one by one"),
        ("minibatches", "wrong_minibatches_inside_blocks", "minibatches_order", "one by one"),
        ("minibatches", "wrong_minibatches_rotated", "minibatches_order", "one by one"),
        (
            "loss_and_gradients",
            "wrong_gradients_argmax_label",
            "loss",
            "largest target alone",
        ),
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
        ((entries(k)[0] - entries(k)[1]) * x, "leaves k free"),
        ((a - y) * entries(j, j)[2], "counts features by j"),
        ((entries(i)[0] - entries(i)[1]) * x, "counts classes by i"),
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
        (a * x, "which is printed already"),
        ((a - y) * x, "only what must be added"),
    ):
        with pytest.raises(CheckFailed, match=words):
            check.repairs_chain({"B": wrong}, lines)
    for wrong, words in ((1 / N**2, "by N twice"), (lines["D"] / N, "only the factor")):
        with pytest.raises(CheckFailed, match=words):
            check.repairs_mean({"D": wrong}, lines)
    check.repairs_chain({"B": a * (1 - y) * x}, lines)
    check.repairs_mean({"D": 1 / N}, lines)
