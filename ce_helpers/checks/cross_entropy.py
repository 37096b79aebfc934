"""Visible checks of 02_cross_entropy: each tests a property that the banner promises.

No reference solution stands behind them; see the modules that they come from.
"""

from __future__ import annotations

from ce_helpers.checks.cross_entropy_claims import (
    repairs_loss,
    repairs_sign,
    repairs_sums,
    try_claims,
    verdicts_gradient,
    verdicts_loss,
)
from ce_helpers.checks.cross_entropy_entropy import (
    cross_entropy,
    cross_entropy_axis,
    cross_entropy_tail,
    one_hot,
    one_hot_labels,
)
from ce_helpers.checks.cross_entropy_loss import (
    cce_gradient,
    cce_gradient_stable,
    cce_gradient_types,
    cce_loss,
    cce_loss_soft,
    cce_loss_stable,
    cce_loss_types,
)
from ce_helpers.checks.cross_entropy_symbolic import dL_da, dL_dz_steps_ends, dL_dz_steps_pairs

__all__ = [
    "cce_gradient",
    "cce_gradient_stable",
    "cce_gradient_types",
    "cce_loss",
    "cce_loss_soft",
    "cce_loss_stable",
    "cce_loss_types",
    "cross_entropy",
    "cross_entropy_axis",
    "cross_entropy_tail",
    "dL_da",
    "dL_dz_steps_ends",
    "dL_dz_steps_pairs",
    "one_hot",
    "one_hot_labels",
    "repairs_loss",
    "repairs_sign",
    "repairs_sums",
    "try_claims",
    "verdicts_gradient",
    "verdicts_loss",
]
