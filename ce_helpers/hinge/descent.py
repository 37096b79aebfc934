"""Visible checks of `svm_sgd`; see `ce_helpers.descent`."""

from __future__ import annotations

import numpy as np

from ce_helpers import descent
from ce_helpers.checking import Function, passed
from ce_helpers.descent import Descent

SVM = Descent(
    name="svm_sgd",
    names=("W",),
    pulls=lambda n_classes: (1 - n_classes, 1),
    first_loss=lambda n_classes: n_classes - 1,
    why="all scores are 0, and each rival costs the margin",
)


def _rng() -> np.random.Generator:
    return np.random.default_rng(5)


def svm_step(func: Function) -> None:
    """Check full-batch steps from zeros, the penalty in every step, and other data types."""
    descent.check_steps(SVM, func, _rng())
    descent.check_penalty(SVM, func, _rng())
    descent.check_inputs(SVM, func, _rng())
    passed("svm_sgd: each full-batch step goes down the mean gradient and the penalty's")


def svm_batches(func: Function) -> None:
    """Check that every sample is used once, with its label, averaged over its own batch."""
    descent.check_batches(SVM, func, _rng())
    passed("svm_sgd: each sample is used once an epoch, averaged over its own batch")


def svm_shuffle(func: Function) -> None:
    """Check that a seed fixes the run, that seeds differ, and that epochs do."""
    descent.check_orders(SVM, func, _rng())
    passed("svm_sgd: the seed fixes the run; other seeds and other epochs have other orders")


def svm_history(func: Function) -> None:
    """Check every entry of the history."""
    descent.check_history(SVM, func, _rng())
    passed("svm_sgd: history starts at zeros and holds loss plus penalty on all the data")
