"""Visible checks of 03_sgd: each tests a property that the banner promises."""

from ce_helpers.sgd.claims import repairs_chain, repairs_mean, try_claims, verdicts
from ce_helpers.sgd.descent import (
    sgd_batches,
    sgd_history,
    sgd_inputs,
    sgd_penalty,
    sgd_shuffle,
    sgd_step,
)
from ce_helpers.sgd.minibatches import minibatches_order, minibatches_partition
from ce_helpers.sgd.predictions import held_out_accuracy, predict, settings
from ce_helpers.sgd.symbolic import dL_db, dL_dw
from ce_helpers.sgd.values import gradients, gradients_inputs, gradients_penalty, loss
