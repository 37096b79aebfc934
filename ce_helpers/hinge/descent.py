"""Checks of `svm_sgd`; see `ce_helpers.descent`."""

from __future__ import annotations

from functools import partial

import numpy as np

from ce_helpers import descent
from ce_helpers.cascade import builds_on
from ce_helpers.checking import Function
from ce_helpers.closeness import close
from ce_helpers.descent import Data, Descent
from ce_helpers.hinge.values import GRADIENT_CHECKS, LOSS_CHECKS

SVM = Descent(
    name="svm_sgd",
    names=("W",),
    pulls=lambda n_classes: (1.0 - n_classes, 1.0),
    first_loss=lambda n_classes: n_classes - 1.0,
    why="all scores are 0, and each rival costs the margin",
)


def check_satisfied(known: Descent, func: Function, rng: np.random.Generator) -> None:
    """Check that the penalty pulls in steps where no rival violates the margin.

    The first step on one sample in two classes leads over the margin, by far.

    Parameters
    ----------
    known : Descent
        What is known of the training.
    func : callable
        The student's function.
    rng : numpy.random.Generator
        Draws the learning rate and the penalty.

    Raises
    ------
    CheckFailed
        If the weights after one to three steps are not right.
    """
    rate, pull = rng.uniform(2, 5), rng.uniform(0.3, 0.4)
    one, first = Data(np.ones((1, 1)), np.zeros(1, dtype=int), 2), np.array([[rate, -rate]])
    for steps in (1, 2, 3):
        run = known.run(func, one, learning_rate=rate, l2=pull / rate, epochs=steps)
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


_check = partial(
    descent.check_of,
    SVM,
    below=builds_on(hinge_loss=LOSS_CHECKS, hinge_gradient=GRADIENT_CHECKS),
)

svm_step = _check(
    "svm_sgd: each full-batch step goes down the mean gradient and the penalty's",
    descent.check_steps,
    descent.check_penalty,
    check_satisfied,
    descent.check_inputs,
)
svm_batches = _check(
    "svm_sgd: each sample is used once an epoch, averaged over its own batch",
    descent.check_batches,
)
svm_shuffle = _check(
    "svm_sgd: the seed fixes the run; other seeds and other epochs have other orders",
    descent.check_orders,
)
svm_history = _check(
    "svm_sgd: history starts at zeros and holds loss plus penalty on all the data",
    descent.check_history,
)
