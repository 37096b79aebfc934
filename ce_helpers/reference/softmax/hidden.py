"""Hidden tests of 01_softmax: random inputs against the reference, one property each."""

from ce_helpers.reference.softmax.slopes import (
    softmax_jacobian,
    softmax_jacobian_stable,
    softmax_vjp,
    softmax_vjp_batch,
)
from ce_helpers.reference.softmax.symbolic import (
    d_logistic,
    da_diagonal,
    da_off_diagonal,
    da_other,
    da_same,
    repairs_classes,
    repairs_log,
    verdicts,
)
from ce_helpers.reference.softmax.values import (
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
    "log_softmax_stable",
    "log_softmax_values",
    "logistic_stable",
    "logistic_values",
    "repairs_classes",
    "repairs_log",
    "softmax_axis",
    "softmax_jacobian_stable",
    "softmax_jacobian",
    "softmax_stable",
    "softmax_types",
    "softmax_values",
    "softmax_vjp_batch",
    "softmax_vjp",
    "verdicts",
]
