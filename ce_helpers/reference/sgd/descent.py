"""Hidden tests of `sgd`; see `ce_helpers.reference.descent`."""

from __future__ import annotations

import numpy as np

from ce_helpers import descent
from ce_helpers.checking import Array, Function
from ce_helpers.descent import Data, Parameters
from ce_helpers.reference import sgd as reference
from ce_helpers.reference.descent import ExactDescent, losses_on_the_way, step_after_step
from ce_helpers.reference.seed import grading_rng
from ce_helpers.sgd.descent import SGD


def _exact(p: Parameters, data: Data) -> tuple[float, Array, Array]:
    targets = np.eye(data.n_classes)[data.labels]
    return reference.loss_and_gradients(data.X, targets, p["W"], p["b"])


EXACT = ExactDescent(
    **vars(SGD),
    exact_gradients=lambda p, data: dict(zip("Wb", _exact(p, data)[1:], strict=True)),
    exact_loss=lambda p, data: _exact(p, data)[0],
)


def sgd_step(func: Function) -> None:
    """Test that on the full batch every epoch is one step of gradient descent from zeros."""
    descent.check_steps(EXACT, func, grading_rng("sgd_step"))


def sgd_batches(func: Function) -> None:
    """Test that an epoch takes each sample once, in batches, one step after the other."""
    descent.check_batches(EXACT, func, grading_rng("sgd_batches"))
    step_after_step(EXACT, func, grading_rng("sgd_batches orders"))


def sgd_shuffle(func: Function) -> None:
    """Test for a fresh permutation in every epoch, from one generator seeded once."""
    descent.check_orders(EXACT, func, grading_rng("sgd_shuffle"))


def sgd_history(func: Function) -> None:
    """Test that the history holds the full-data loss before training and after each epoch."""
    descent.check_history(EXACT, func, grading_rng("sgd_history"))
    losses_on_the_way(EXACT, func, grading_rng("sgd_history orders"))


def sgd_penalty(func: Function) -> None:
    """Test that the penalty pulls at W in every step, and never at b."""
    descent.check_penalty(EXACT, func, grading_rng("sgd_penalty"))


def sgd_inputs(func: Function) -> None:
    """Test that integers, float32 and read-only data are taken and left as they were."""
    descent.check_inputs(EXACT, func, grading_rng("sgd_inputs"))
