"""Visible checks of `svm_sgd`; see `ce_helpers.descent`."""

from __future__ import annotations

import numpy as np

from ce_helpers import descent
from ce_helpers.cascade import builds_on
from ce_helpers.checking import Function, passed
from ce_helpers.closeness import close
from ce_helpers.descent import Data, Descent
from ce_helpers.hinge.values import GRADIENT_CHECKS, LOSS_CHECKS

SVM = Descent(
    name="svm_sgd",
    names=("W",),
    pulls=lambda n_classes: (1 - n_classes, 1),
    first_loss=lambda n_classes: n_classes - 1,
    why="all scores are 0, and each rival costs the margin",
)

_on_its_parts = builds_on(hinge_loss=LOSS_CHECKS, hinge_gradient=GRADIENT_CHECKS)


def _rng() -> np.random.Generator:
    return np.random.default_rng(5)


def check_satisfied(func: Function, rate: float, pull: float) -> None:
    """Check that the penalty pulls in steps where no rival violates the margin.

    The first step on one sample in two classes leads over the margin, by far.

    Parameters
    ----------
    func : callable
        The student's function.
    rate : float
        Learning rate, at least 2.
    pull : float
        What the penalty takes off the weights in each step, as a share of them: at most 0.4.

    Raises
    ------
    CheckFailed
        If the weights after one to three steps are not right.
    """
    one, first = Data(np.ones((1, 1)), np.zeros(1, dtype=int), 2), np.array([[rate, -rate]])
    for steps in (1, 2, 3):
        run = SVM.run(func, one, learning_rate=rate, l2=pull / rate, epochs=steps)
        if np.size(run.history) == steps:
            return  # it ended early, which the check of the history names
        close(
            run.parameters["W"],
            (1 - pull) ** (steps - 1) * first,
            f"W after {steps} long step{'s' * (steps > 1)} on one sample, with a penalty,",
            rtol=1e-9,
            mistakes={
                "is not penalised where no rival violates the margin: W shrinks all the same": first
            },
            otherwise="the first step leads over the margin, and from then on the penalty pulls "
            "alone; nothing else limits W",
        )


@_on_its_parts
def svm_step(func: Function) -> None:
    """Check full-batch steps from zeros, the penalty in every step, and other data types."""
    descent.check_steps(SVM, func, _rng())
    descent.check_penalty(SVM, func, _rng())
    check_satisfied(func, rate=2.0, pull=0.4)
    descent.check_inputs(SVM, func, _rng())
    passed("svm_sgd: each full-batch step goes down the mean gradient and the penalty's")


@_on_its_parts
def svm_batches(func: Function) -> None:
    """Check that every sample is used once, with its label, averaged over its own batch."""
    descent.check_batches(SVM, func, _rng())
    passed("svm_sgd: each sample is used once an epoch, averaged over its own batch")


@_on_its_parts
def svm_shuffle(func: Function) -> None:
    """Check that a seed fixes the run, that seeds differ, and that epochs do."""
    descent.check_orders(SVM, func, _rng())
    passed("svm_sgd: the seed fixes the run; other seeds and other epochs have other orders")


@_on_its_parts
def svm_history(func: Function) -> None:
    """Check every entry of the history."""
    descent.check_history(SVM, func, _rng())
    passed("svm_sgd: history starts at zeros and holds loss plus penalty on all the data")
