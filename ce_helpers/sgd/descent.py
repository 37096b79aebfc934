"""Checks of `sgd`; see `ce_helpers.descent`."""

from __future__ import annotations

from functools import partial

import numpy as np

from ce_helpers import descent
from ce_helpers.cascade import builds_on
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
_check = partial(descent.check_of, SGD, below=_on_its_parts)

sgd_step = _check(
    "from zeros, each full-batch step moves W and b down the mean gradient.", descent.check_steps
)
sgd_batches = _check(
    "each sample is used once an epoch, and each batch is averaged over its own samples.",
    descent.check_batches,
)
sgd_shuffle = _check(
    "the seed fixes the run, other seeds give other runs, and every epoch is shuffled.",
    descent.check_orders,
)
sgd_history = _check(
    "history starts at log C, with one entry more than epochs and the penalty included.",
    descent.check_history,
)
sgd_penalty = _check("the penalty pulls at W alone, in every step.", descent.check_penalty)
sgd_inputs = _check(
    "the arguments are left as they were, and integers and float32 work.", descent.check_inputs
)
