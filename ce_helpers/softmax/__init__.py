"""Visible checks of 01_softmax: each tests a property that the banner promises.

No reference solution stands here. What pins down softmax is its properties: the rows sum to
1 and the logarithms of two entries differ as their logits do. Derivatives are compared with
central differences of the printed formula, symbolic answers with SymPy's derivative.
"""

from ce_helpers.softmax.claims import repairs_classes, repairs_log, try_claims, verdicts
from ce_helpers.softmax.slopes import (
    softmax_jacobian,
    softmax_jacobian_stable,
    softmax_vjp,
    softmax_vjp_batch,
)
from ce_helpers.softmax.symbolic import (
    d_logistic,
    da_diagonal,
    da_off_diagonal,
    da_other,
    da_same,
)
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

__all__ = [
    "d_logistic",
    "da_diagonal",
    "da_off_diagonal",
    "da_other",
    "da_same",
    "log_softmax_values",
    "log_softmax_stable",
    "logistic_values",
    "logistic_stable",
    "repairs_classes",
    "repairs_log",
    "softmax_values",
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
