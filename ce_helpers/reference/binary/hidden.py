"""Hidden tests of 04_binary, one property each; the notebook imports them from here."""

from ce_helpers.reference.binary.descent import logistic_history, logistic_theta
from ce_helpers.reference.binary.loss import (
    bce_elementwise,
    bce_gradient_tails,
    bce_gradient_values,
    bce_tails,
    bce_values,
    multilabel_gradient,
    multilabel_loss,
)
from ce_helpers.reference.binary.symbolic import (
    last_layer,
    reduction_ends,
    reduction_pairs,
    repairs_scores,
    repairs_step,
    verdicts,
)

__all__ = [
    "bce_elementwise",
    "bce_gradient_tails",
    "bce_gradient_values",
    "bce_tails",
    "bce_values",
    "last_layer",
    "logistic_history",
    "logistic_theta",
    "multilabel_gradient",
    "multilabel_loss",
    "reduction_ends",
    "reduction_pairs",
    "repairs_scores",
    "repairs_step",
    "verdicts",
]
