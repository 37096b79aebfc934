"""Visible checks of 05_hinge: each tests a property that the banner promises.

No reference solution stands here. Loss and gradient are pinned down by scores that are easy to
add up by hand and by what must not matter; so is training. Symbolic answers are compared with
exact difference quotients.
"""

from ce_helpers.hinge.claims import repairs, try_claims, verdicts
from ce_helpers.hinge.descent import svm_batches, svm_history, svm_shuffle, svm_step
from ce_helpers.hinge.symbolic import d_hinge_wj, d_hinge_wy, first_loss
from ce_helpers.hinge.values import (
    gradient_inputs,
    gradient_kink,
    gradient_sample,
    gradient_sample_kink,
    gradient_values,
    hinge_loss_batch,
    hinge_loss_values,
)
