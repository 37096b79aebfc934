"""One mistake, one accusation: an answer below is looked at before what is built on it."""

from collections.abc import Callable
from types import FunctionType
from typing import Any

import pytest

from ce_helpers import binary, cross_entropy, hinge, sgd, softmax
from ce_helpers.cascade import builds_on
from ce_helpers.checking import CheckFailed
from tools.answers import apply_answers, read_answers
from tools.build import source_notebook
from tools.cells import run_tests
from tools.corpus import CORPUS, ROOT

# what is judged, and which answers of the corpus stand in the place of the notebook's own
BELOW = [
    (softmax.softmax_jacobian_stable, "softmax_jacobian", "01_softmax", "wrong_softmax_no_shift"),
    (
        cross_entropy.cce_loss_values,
        "cce_loss",
        "02_cross_entropy",
        "wrong_cce_loss_by_cross_entropy wrong_cross_entropy_log2",
    ),
    (sgd.sgd_step, "sgd", "03_sgd", "wrong_gradients_sign"),
    (sgd.sgd_penalty, "sgd", "03_sgd", "wrong_gradients_penalty_missing"),
    (sgd.sgd_batches, "sgd", "03_sgd", "wrong_minibatches_dropped"),
    (
        binary.multilabel_loss,
        "multilabel_loss",
        "04_binary",
        "right_multilabel_by_call wrong_bce_mean",
    ),
    (
        binary.multilabel_gradient,
        "multilabel_gradient",
        "04_binary",
        "right_multigradient_by_call wrong_gradient_sign",
    ),
    (
        binary.logistic_history,
        "logistic_regression",
        "04_binary",
        "right_logistic_by_calls wrong_bce_log2",
    ),
    (hinge.svm_history, "svm_sgd", "05_hinge", "wrong_hinge_loss_largest"),
    (hinge.svm_step, "svm_sgd", "05_hinge", "wrong_gradient_by_classes"),
    (
        hinge.gradient_values,
        "hinge_gradient",
        "05_hinge",
        "right_gradient_mean_of_samples wrong_sample_no_true_row",
    ),
]


def namespace(assignment: str, files: str) -> dict[str, Any]:
    """Return what a notebook defines with some answers of the corpus in the place of its own."""
    nb = source_notebook(ROOT / "source" / f"{assignment}.py")
    for name in files.split():
        apply_answers(nb, read_answers(CORPUS / assignment / f"{name}.py"))
    space: dict[str, Any] = {}
    run_tests(nb, space, {"given", "answer"})
    return space


@pytest.mark.parametrize("check, name, assignment, files", BELOW)
def test_a_wrong_answer_below_is_named_first(
    check: Callable[..., None], name: str, assignment: str, files: str
) -> None:
    """The sentence is that of the answer below, whatever the one above has done with it."""
    space = namespace(assignment, files)
    with pytest.raises(CheckFailed, match=f"^{name} uses (\\w+), which fails a check of its own"):
        check(space[name])


def _is_even(func: Callable[..., int]) -> None:
    if func() % 2:
        raise CheckFailed(f"{func.__name__} is odd.")


def _defined(source: str, name: str) -> FunctionType:
    space: dict[str, Any] = {}
    exec(source, space)
    return space[name]


TWO = "def f(): return {}\ndef h(): return f()\n"


@pytest.mark.parametrize(
    "source, said",
    [
        (TWO.format(1) + "def g(): return f()", "g uses f, which fails .*: f is odd."),
        (TWO.format(1) + "def g(): return h()", "g uses f, which fails .*: f is odd."),
        (TWO.format(1) + "def g(): return [f() for _ in '1'][0]", "g uses f, which fails"),
        (TWO.format(2) + "def g(): return f() + 1", "^g is odd.$"),
        (TWO.format(1) + "def g(): return 3", "^g is odd.$"),
        ("def g(): return f() + 1\ndef f(): return 0 if f else g()", "^g is odd.$"),
    ],
    ids=["called", "through another", "in a comprehension", "right", "not called", "in a circle"],
)
def test_only_an_answer_that_is_called_and_wrong_is_named(source: str, said: str) -> None:
    """Else the answer's own sentence stands; and what is right is looked at no further."""
    check = builds_on(f=[_is_even])(_is_even)
    with pytest.raises(CheckFailed, match=said):
        check(_defined(source, "g"))
    check(_defined("def f(): return 1\ndef g(): return f() + 1", "g"))


def test_a_function_of_another_process_keeps_its_own_sentence() -> None:
    """Its notebook is not there to be read."""

    class Remote:
        __name__ = "g"

        def __call__(self) -> int:
            return 1

    with pytest.raises(CheckFailed, match="^g is odd.$"):
        builds_on(f=[_is_even])(_is_even)(Remote())
