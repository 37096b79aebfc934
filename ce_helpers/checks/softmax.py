"""Visible checks of 01_softmax: each tests a property that the banner promises.

No reference solution stands here. What pins down softmax is its properties: the rows sum to
1 and the logarithms of two entries differ as their logits do. Derivatives are compared with
central differences of the printed formula, symbolic answers with SymPy's derivative.
"""

from ce_helpers.checks.softmax_claims import repairs_classes, repairs_log, try_claims, verdicts
from ce_helpers.checks.softmax_slopes import (
    softmax_jacobian,
    softmax_jacobian_stable,
    softmax_vjp,
    softmax_vjp_batch,
)
from ce_helpers.checks.softmax_symbolic import (
    d_logistic,
    da_diagonal,
    da_off_diagonal,
    da_other,
    da_same,
)
from ce_helpers.checks.softmax_values import (
    log_softmax,
    log_softmax_stable,
    logistic,
    logistic_stable,
    softmax,
    softmax_axis,
    softmax_stable,
    softmax_types,
)

__all__ = [
    "d_logistic",
    "da_diagonal",
    "da_off_diagonal",
    "da_other",
    "da_same",
    "log_softmax",
    "log_softmax_stable",
    "logistic",
    "logistic_stable",
    "repairs_classes",
    "repairs_log",
    "softmax",
    "softmax_axis",
    "softmax_jacobian",
    "softmax_jacobian_stable",
    "softmax_stable",
    "softmax_types",
    "softmax_vjp",
    "softmax_vjp_batch",
    "try_claims",
    "verdicts",
]
