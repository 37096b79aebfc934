"""The checks and hidden tests of 03_sgd: what they let pass, and what they say."""

import re
import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pytest
import sympy as sp

from ce_helpers import sgd as check
from ce_helpers.checking import CheckFailed
from ce_helpers.data import iris
from ce_helpers.reference import sgd as reference
from ce_helpers.reference.sgd import hidden
from ce_helpers.reference.softmax import log_softmax
from ce_helpers.sgd import plots, symbolic, values
from ce_helpers.sgd.claims import CLAIMS
from ce_helpers.sgd.mistakes import GRADIENTS, LOSS, PENALTY, printed_loss
from ce_helpers.sgd.symbolic import N, a, i, j, k, w, x, y

matplotlib.use("Agg")

TESTS = {
    reference.loss_and_gradients: [
        "loss",
        "gradients",
        "gradients_penalty",
        "gradients_inputs",
    ],
    reference.minibatches: ["minibatches_partition", "minibatches_order"],
    reference.predict: ["predict"],
    reference.sgd: [
        f"sgd_{name}" for name in ("step", "batches", "shuffle", "history", "penalty", "inputs")
    ],
}
Student = Callable[..., Any]


def cases(module: Any) -> list[Any]:
    """List the tests of a module, each with the function that it is for."""
    return [
        pytest.param(partial(getattr(module, name), func), id=name)
        for func, names in TESTS.items()
        for name in names
    ]


@pytest.mark.parametrize("passes", cases(check))
def test_the_reference_passes_every_visible_check(
    passes: Student, capsys: pytest.CaptureFixture[str]
) -> None:
    """A right answer gets the line that begins with passed."""
    passes()
    assert capsys.readouterr().out.startswith("passed: ")


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("passes", cases(hidden))
def test_the_reference_passes_every_hidden_test(
    passes: Student, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A right answer passes at any grading seed, without a warning."""
    monkeypatch.setenv("CE_GRADING_SEED", str(seed))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        passes()


def told(test: Student, *answer: Any) -> str:
    """Return the sentence of a test that must not pass."""
    with pytest.raises(CheckFailed) as failed:
        test(*answer)
    return str(failed.value)


@pytest.mark.parametrize("part", ["loss", "dW", "db"])
def test_every_known_mistake_is_told_by_its_own_sentence(part: str) -> None:
    """Whatever the problem; unless the mistaken value is right there."""
    problem = values.random_problem(np.random.default_rng(8), 7, 4, 3, soft=True)
    right = dict(zip(("loss", "dW", "db"), reference.loss_and_gradients(*problem), strict=True))
    property_ = LOSS if part == "loss" else GRADIENTS[part]
    for sentence, wrong in property_.mistakes(problem).items():
        said = told(property_.close, wrong, right[part], problem)
        assert said == f"{property_.what} {sentence}."


def test_mistakes_of_the_penalty_are_told() -> None:
    """Each value that a penalty can wrongly add has its sentence."""
    problem, l2 = values.random_problem(np.random.default_rng(9), 7, 4, 3, soft=False), 0.3
    plain = printed_loss(problem)
    right = {"the loss": l2 / 2 * np.vdot(problem.W, problem.W), "dW": l2 * problem.W}
    for name, value in {**right, "db": 0 * problem.b}.items():
        for sentence, wrong in PENALTY[name].mistakes(problem, l2, plain).items():
            said = told(PENALTY[name].close, wrong, value, problem, l2, plain)
            assert sentence in said


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ((a[k] - y[k]) * x[i], "leaves k free"),
        ((a[j] - y[j]) * x[j], "counts features by j"),
        ((a[i] - y[i]) * x[i], "counts classes by i"),
        ((a[2] - y[2]) * x[1], "a cell has used the notebook's letter"),
        ((a[j] - y[j]) * w[i, j], "is a feature"),
        ((a[j] - 1) * x[i], "1 for the target"),
        (sp.Piecewise((a[j] - 1, sp.Eq(y[j], 1)), (a[j], True)) * x[i], "all features"),
    ],
)
def test_letters_in_the_wrong_place_are_named(answer: Any, words: str) -> None:
    """An index that is left over, swapped, or a number; a target that is always one-hot."""
    assert words in told(check.dL_dw, answer)


@pytest.mark.parametrize("formula", [symbolic.DL_DW, symbolic.DL_DB], ids=lambda one: one.name)
def test_every_wrong_derivative_is_told_by_its_own_sentence(formula: Any) -> None:
    """As an expression it is recognised at the points of the visible check."""
    for sentence, wrong in formula.mistakes.items():
        said = told(getattr(check, formula.name), wrong)
        assert sentence in said or "is a number" in said


def printed() -> dict[str, Any]:
    """Return the right sides of the lines as the notebook gives them."""
    A, X, Y, s = symbolic.A, symbolic.X, symbolic.Y, symbolic.s
    return {
        "A": sp.KroneckerDelta(j, k) * x[i],
        "B": -y[j] * (1 - a[j]) * x[i],
        "C": a[j] - y[j],
        "D": sp.Sum(X[s, i] * (A[s, j] - Y[s, j]), (s, 1, N)),
    }


def test_the_numbers_shown_tell_the_lines_apart(capsys: pytest.CaptureFixture[str]) -> None:
    """B holds on the target alone, D nowhere."""
    check.try_claims(printed())
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    equal = {
        letter: [left == right for name, left, right in filter(lambda r: len(r) == 3, rows)
                 if name == letter]
        for letter in "ABCD"
    }  # fmt: skip
    assert equal == {"A": [True] * 3, "B": [True, False, False], "C": [True] * 3, "D": [False] * 3}


def test_wrong_repairs_are_told_apart() -> None:
    """A missing factor, a wrong sign and the whole line each get their own sentence."""
    lines, right = printed(), {"B": a[j] * (1 - y[j]) * x[i], "D": 1 / N}
    for letter, test in (("B", check.repairs_chain), ("D", check.repairs_mean)):
        test(right, lines)
        repair = CLAIMS.lines[letter].repair
        for sentence, wrong in repair.mistakes.items():
            wrong = (a[j] - y[j]) * x[i] if callable(wrong) else wrong
            assert sentence in told(test, {**right, letter: wrong}, lines)
    whole = lines["D"] / N
    assert "not the whole mended line" in told(check.repairs_mean, {**right, "D": whole}, lines)


def test_settings_are_judged_before_anything_is_trained() -> None:
    """Bad settings are named; numbers of other types are taken as what they are."""
    good = {"learning_rate": 0.5, "epochs": 12, "batch_size": 32}
    for change, words in (
        ({"epochs": 61}, "at most 60"),
        ({"epochs": 0}, "whole number"),
        ({"batch_size": 8.5}, "whole number"),
        ({"rate": 1}, "rate"),
        ({"learning_rate": "1"}, "should be a number"),
        ({"learning_rate": 0}, "should be positive"),
        ({"l2": -1}, "not be negative"),
    ):
        assert words in told(check.settings, {**good, **change}, None, None)
    for wrong, words in ((None, "still None"), ([], "dictionary"), ({"epochs": 3}, "lacks")):
        assert words in told(check.settings, wrong, None, None)
    check.settings({**good, "learning_rate": sp.Rational(1, 2), "epochs": np.int64(3)}, None, None)


def test_figures_have_titles_and_labelled_axes() -> None:
    """Every picture of data names its axes and says what it shows."""
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


def unwritten(*args: Any, **options: Any) -> Any:
    raise NotImplementedError


@pytest.mark.parametrize(
    ("picture", "words"),
    [
        (lambda: plots.sum_or_mean(unwritten), "unwritten is not written yet"),
        (lambda: plots.sum_or_mean(lambda *a: (0.0, a[2], a[2])), "db should have shape"),
        (lambda: plots.paths(reference.loss_and_gradients, unwritten), "not written yet"),
        (lambda: plots.paths(unwritten, reference.minibatches), "not written yet"),
        (lambda: plots.loss_curves({"one": None}, 3, "title"), "history is None|returned None"),
        (lambda: plots.regions(unwritten, *[np.ones(3)] * 2, iris(), [2, 3], "title"), "not wri"),
        (lambda: plots.templates(np.ones((10, 64))), "W should have shape"),
        (lambda: plots.mistaken(np.ones((3, 64)), np.arange(3), None), "predict is not written"),
    ],
)
def test_pictures_say_in_a_sentence_what_is_wrong_with_an_answer(
    picture: Callable[[], Any], words: str
) -> None:
    """And show no traceback through the drawing."""
    assert re.search(words, told(picture))
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
        ("predict", "wrong_predict_from_one", "predict", "counts classes from 1"),
        ("sgd", "wrong_sgd_penalty_bias", "sgd_penalty", "biases are never penalised"),
        ("sgd", "wrong_sgd_penalty_once_an_epoch", "sgd_penalty", "in every step"),
        ("sgd", "wrong_sgd_reseeded", "sgd_shuffle", "order of epoch 1"),
        ("sgd", "wrong_sgd_same_order", "sgd_shuffle", "order of epoch 1"),
        ("sgd", "wrong_sgd_seed_plus_epoch", "sgd_shuffle", "next seed's first"),
        ("sgd", "wrong_sgd_rotated", "sgd_shuffle", "share a batch again and again"),
        ("sgd", "wrong_sgd_penalty_not_in_history", "sgd_history", "hand l2 on"),
        ("sgd", "wrong_sgd_history_last_batch", "sgd_history", "loss of one batch"),
        ("sgd", "wrong_sgd_w_before_db", "sgd_step", "old parameters"),
        ("sgd", "wrong_sgd_replacement", "sgd_batches", "come twice and others never"),
        ("sgd", "wrong_sgd_dropped", "sgd_batches", "short last batch is dropped"),
        ("minibatches", "wrong_minibatches_dropped", "minibatches_partition", "is dropped"),
        ("minibatches", "wrong_minibatches_choice", "minibatches_partition", "drawn anew"),
        ("minibatches", "wrong_minibatches_wrapped", "minibatches_partition", "came before"),
        ("minibatches", "wrong_minibatches_slices", "minibatches_partition", "slice"),
        ("minibatches", "wrong_minibatches_blocks", "minibatches_order", "not in blocks"),
        ("minibatches", "wrong_minibatches_rotated", "minibatches_order", "not in blocks"),
        ("loss_and_gradients", "wrong_gradients_argmax_label", "loss", "not always one-hot"),
        ("loss_and_gradients", "wrong_gradients_mean_all", "loss", "divide by N alone"),
    ],
)
def test_a_visible_check_names_the_mistake(cell: str, answer: str, test: str, words: str) -> None:
    """What the banner forbids fails where the student sees it, not in the grading alone."""
    assert words in told(getattr(check, test), answered(answer, cell))
