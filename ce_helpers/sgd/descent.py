"""Visible checks of `sgd`; see `ce_helpers.descent`."""

from __future__ import annotations

import numpy as np

from ce_helpers import descent
from ce_helpers.cascade import builds_on
from ce_helpers.checking import Function, passed
from ce_helpers.descent import Descent
from ce_helpers.sgd.minibatches import minibatches_order, minibatches_partition
from ce_helpers.sgd.values import gradients, gradients_inputs, gradients_penalty, loss

SGD = Descent(
    name="sgd",
    names=("W", "b"),
    pulls=lambda n_classes: (1 / n_classes - 1, 1 / n_classes),
    first_loss=lambda n_classes: float(np.log(n_classes)),
    why="every class then has probability 1/C",
)

_on_its_parts = builds_on(
    loss_and_gradients=(loss, gradients, gradients_penalty, gradients_inputs),
    minibatches=(minibatches_partition, minibatches_order),
)


def _rng() -> np.random.Generator:
    return np.random.default_rng(5)


@_on_its_parts
def sgd_step(func: Function) -> None:
    """Check full-batch steps from zeros."""
    descent.check_steps(SGD, func, _rng())
    passed("from zeros, each full-batch step moves W and b down the mean gradient.")


@_on_its_parts
def sgd_batches(func: Function) -> None:
    """Check that every sample is used with its label, in batches, each averaged by itself."""
    descent.check_batches(SGD, func, _rng())
    passed("each sample is used once an epoch, and each batch is averaged over its own samples.")


@_on_its_parts
def sgd_shuffle(func: Function) -> None:
    """Check that a seed fixes the run, that seeds differ, and that every epoch is shuffled."""
    descent.check_orders(SGD, func, _rng())
    passed("the seed fixes the run, other seeds give other runs, and every epoch is shuffled.")


@_on_its_parts
def sgd_history(func: Function) -> None:
    """Check every entry of the history."""
    descent.check_history(SGD, func, _rng())
    descent.check_all_epochs(SGD, func)
    passed("history starts at log C, with one entry more than epochs and the penalty included.")


@_on_its_parts
def sgd_penalty(func: Function) -> None:
    """Check that the penalty pulls at W alone, in every step."""
    descent.check_penalty(SGD, func, _rng())
    passed("the penalty pulls at W alone, in every step.")


@_on_its_parts
def sgd_inputs(func: Function) -> None:
    """Check that data and labels are left as they were, and that integers work."""
    descent.check_inputs(SGD, func, _rng())
    passed("the arguments are left as they were, and integers and float32 work.")
