"""liblinear: its own multiclass machine, that of Crammer and Singer, to convergence."""

from typing import Any

import numpy as np
from liblinear.liblinearutil import train

from libraries.calls import answers
from libraries.inputs import Array


def fitted(X: Array, t: Array, options: str) -> Array:
    """Return the weights, a row a feature and a column a class in the order of the labels."""
    model = train(t.tolist(), [dict(enumerate(x, 1)) for x in X.tolist()], f"{options} -q -e 1e-9")
    n_features = model.nr_feature + (model.bias >= 0)
    weights = np.array(model.w[: n_features * model.nr_class]).reshape(n_features, -1)
    return weights[:, np.argsort(model.get_labels())]


@answers("fit", "train(t, X, '-s 4 -c 1 -B 1')", "Crammer–Singer, Σ, half, biases too")
def fit(X: Array, t: Array, l2: float) -> Any:
    weights = fitted(X, t, "-s 4 -c 1 -B 1")
    return {"W": weights[:-1], "b": weights[-1]}
