"""XGBoost's metrics on given margins; nothing is learned, and they compute in float32."""

from typing import Any

import numpy as np
import xgboost as xgb

from libraries.calls import answers
from libraries.inputs import Array, labels_of


def metric(objective: str, name: str, z: Array, t: Array, **options: Any) -> float:
    """Return what a metric says before the first tree."""
    weights = options.pop("weights", None)
    data = xgb.DMatrix(np.zeros((len(z), 1)), label=t, weight=weights)
    data.set_base_margin(z)
    chosen = {"objective": objective, "eval_metric": name, "eta": 0, "base_score": 0.5, **options}
    return float(xgb.train(chosen, data, 1).eval(data).split(":")[1])


@answers("cross_entropy", "objective multi:softprob, metric mlogloss", "mean, float32 a ≥ 1e−16")
def cross_entropy(z: Array, y: Array) -> Any:
    t = labels_of(y)
    return metric("multi:softprob", "mlogloss", z, t, num_class=z.shape[1]), None


@answers("weighted", "DMatrix(weight=w_t), metric mlogloss", "÷ Σw")
def weighted(z: Array, y: Array, w: Array) -> Any:
    t = labels_of(y)
    return metric("multi:softprob", "mlogloss", z, t, num_class=z.shape[1], weights=w[t])


@answers("binary", "objective binary:logistic, metric logloss", "mean, float32 s and 1 − s ≥ 1e−16")
def binary(z: Array, y: Array) -> Any:
    return metric("binary:logistic", "logloss", z.ravel(), y.ravel()), None
