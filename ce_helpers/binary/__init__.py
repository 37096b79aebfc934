"""Visible checks of 04_binary: each tests a property that the banner promises.

No reference solution stands here. Losses are compared with the printed formula, which is right
for moderate logits alone, and derivatives with its central differences.
"""

from ce_helpers.binary.claims import last_layer, repairs_scores, repairs_step, try_claims, verdicts
from ce_helpers.binary.descent import logistic_history, logistic_theta
from ce_helpers.binary.symbolic import reduction_ends, reduction_pairs
from ce_helpers.binary.values import (
    bce_elementwise,
    bce_gradient_tails,
    bce_gradient_values,
    bce_tails,
    bce_values,
    multilabel_gradient,
    multilabel_loss,
)
