"""Visible checks of 02_cross_entropy: each tests a property that the banner promises.

No reference solution stands here: values are compared with the printed formulas where those
are accurate, derivatives with central differences and with SymPy's.
"""

from ce_helpers.cross_entropy.claims import (
    repairs_loss,
    repairs_sign,
    repairs_sums,
    try_claims,
    verdicts_gradient,
    verdicts_loss,
)
from ce_helpers.cross_entropy.entropy import (
    cross_entropy_axis,
    cross_entropy_tail,
    cross_entropy_values,
    one_hot_labels,
    one_hot_values,
)
from ce_helpers.cross_entropy.loss import (
    cce_gradient_stable,
    cce_gradient_types,
    cce_gradient_values,
    cce_loss_soft,
    cce_loss_stable,
    cce_loss_types,
    cce_loss_values,
)
from ce_helpers.cross_entropy.symbolic import dL_da, dL_dz_steps_ends, dL_dz_steps_pairs
