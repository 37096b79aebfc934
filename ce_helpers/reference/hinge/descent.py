"""Hidden tests of `svm_sgd`; see `ce_helpers.reference.descent`."""

from __future__ import annotations

from ce_helpers import descent
from ce_helpers.checking import Function
from ce_helpers.hinge.descent import SVM, check_satisfied
from ce_helpers.reference import hinge as reference
from ce_helpers.reference.descent import ExactDescent, losses_on_the_way, step_after_step
from ce_helpers.reference.seed import grading_rng

EXACT = ExactDescent(
    **vars(SVM),
    exact_gradients=lambda p, data: {"W": reference.hinge_gradient(data.X, data.labels, p["W"])},
    exact_loss=lambda p, data: reference.hinge_loss(data.X, data.labels, p["W"]),
)


def svm_step(func: Function) -> None:
    """Require: steps of descent from zeros, the penalty in each, on data of any type."""
    descent.check_steps(EXACT, func, grading_rng("svm_step"))
    descent.check_penalty(EXACT, func, grading_rng("svm_step penalty"))
    rng = grading_rng("svm_step satisfied")
    check_satisfied(func, rate=float(rng.uniform(2, 5)), pull=float(rng.uniform(0.3, 0.4)))
    descent.check_inputs(EXACT, func, grading_rng("svm_step inputs"))


def svm_batches(func: Function) -> None:
    """Require: an epoch takes each sample once, in batches, one step after the other."""
    descent.check_batches(EXACT, func, grading_rng("svm_batches"))
    step_after_step(EXACT, func, grading_rng("svm_batches orders"))


def svm_shuffle(func: Function) -> None:
    """Require: a fresh permutation in every epoch, from one generator seeded once."""
    descent.check_orders(EXACT, func, grading_rng("svm_shuffle"))


def svm_history(func: Function) -> None:
    """Require: the history holds the full-data loss before training and after each epoch."""
    descent.check_history(EXACT, func, grading_rng("svm_history"))
    losses_on_the_way(EXACT, func, grading_rng("svm_history orders"))
