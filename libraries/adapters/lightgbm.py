"""LightGBM: the metrics before the first tree, and what its objective takes for a Hessian."""

from typing import Any

import lightgbm as lgb
import numpy as np

from libraries.calls import answers
from libraries.inputs import Array, labels_of


def metric(objective: str, name: str, z: Array, t: Array, **options: Any) -> float:
    """Return a metric of given scores: trees of rate 0 leave them as they are."""
    weights = options.pop("weights", None)
    scores = z.T.ravel() if z.ndim == 2 else z
    data = lgb.Dataset(np.zeros((len(z), 1)), label=t, weight=weights, init_score=scores)
    seen: dict[str, Any] = {}
    chosen = {"objective": objective, "metric": name, "learning_rate": 1e-300, "verbose": -1}
    record = [lgb.record_evaluation(seen)]
    lgb.train(
        {**chosen, **options}, data, 1, valid_sets=[data], valid_names=["z"], callbacks=record
    )
    return seen["z"][name][0]


@answers("cross_entropy", "objective multiclass, metric multi_logloss", "mean, a ≥ 1e−15")
def cross_entropy(z: Array, y: Array) -> Any:
    t = labels_of(y)
    return metric("multiclass", "multi_logloss", z, t, num_class=z.shape[1]), None


@answers("weighted", "Dataset(weight=w_t), metric multi_logloss", "÷ Σw")
def weighted(z: Array, y: Array, w: Array) -> Any:
    t = labels_of(y)
    return metric("multiclass", "multi_logloss", z, t, num_class=z.shape[1], weights=w[t])


@answers("binary", "objective binary, metric binary_logloss", "mean, s and 1 − s ≥ 1e−15")
def binary(z: Array, y: Array) -> Any:
    return metric("binary", "binary_logloss", z.ravel(), y.ravel()), None
