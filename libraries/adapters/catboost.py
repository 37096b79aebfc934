"""CatBoost's metrics, through catboost.utils.eval_metric."""

from typing import Any

from catboost.utils import eval_metric

from libraries.calls import answers
from libraries.inputs import Array, labels_of


def metric(name: str, z: Array, t: Array, weight: Array | None = None) -> float:
    """Return a metric of raw scores."""
    return eval_metric(t, z.tolist(), name, weight=weight)[0]


@answers("cross_entropy", "eval_metric(t, z, 'MultiClass')", "mean")
def cross_entropy(z: Array, y: Array) -> Any:
    return metric("MultiClass", z, labels_of(y)), None


@answers("weighted", "eval_metric(t, z, 'MultiClass', weight=w_t)", "÷ Σw")
def weighted(z: Array, y: Array, w: Array) -> Any:
    t = labels_of(y)
    return metric("MultiClass", z, t, w[t])


@answers("hinge", "eval_metric(t, z, 'HingeLoss')", "Crammer–Singer")
def hinge(z: Array, t: Array) -> Any:
    return metric("HingeLoss", z, t), None


@answers("binary", "eval_metric(y, z, 'Logloss')", "mean over all")
def binary(z: Array, y: Array) -> Any:
    return eval_metric(y.ravel(), z.ravel(), "Logloss")[0], None
