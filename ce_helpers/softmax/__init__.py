"""Visible checks of 01_softmax: each tests a property that the banner promises.

No right answer stands here. Values are compared with the printed formulas, which overflow far
from 0, and with what a shift may not change; derivatives with those that are measured or that
SymPy finds.
"""

from ce_helpers.softmax.claims import repairs_classes, repairs_log, try_claims, verdicts
from ce_helpers.softmax.jacobian import (
    softmax_jacobian,
    softmax_jacobian_stable,
    softmax_vjp,
    softmax_vjp_batch,
)
from ce_helpers.softmax.symbolic import d_logistic, da_diagonal, da_off_diagonal, da_other, da_same
from ce_helpers.softmax.values import (
    log_softmax_stable,
    log_softmax_values,
    logistic_stable,
    logistic_values,
    softmax_axis,
    softmax_stable,
    softmax_types,
    softmax_values,
)
