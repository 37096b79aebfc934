"""scikit-learn's metrics; they have values and no gradients."""

from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression, SGDClassifier
from sklearn.metrics import hinge_loss, log_loss

from libraries.calls import answers
from libraries.inputs import Array, labels_of


def softmax(z: Array) -> Array:
    """Return the probabilities that the metrics take."""
    exp_shifted = np.exp(z - z.max(axis=1, keepdims=True))
    return exp_shifted / exp_shifted.sum(axis=1, keepdims=True)


@answers("cross_entropy", "log_loss(t, softmax(z))", "mean, a ≥ machine epsilon")
def cross_entropy(z: Array, y: Array) -> Any:
    return log_loss(labels_of(y), softmax(z), labels=range(z.shape[1])), None


@answers("weighted", "log_loss(t, softmax(z), sample_weight=w_t)", "÷ Σw")
def weighted(z: Array, y: Array, w: Array) -> Any:
    t = labels_of(y)
    return log_loss(t, softmax(z), labels=range(z.shape[1]), sample_weight=w[t])


@answers("label", "log_loss(t, softmax(z), labels=range(C))", "")
def label(z: Array, t: Array) -> Any:
    return log_loss(t, softmax(z), labels=range(z.shape[1]))


@answers("hinge", "hinge_loss(t, z, labels=range(C))", "Crammer–Singer")
def hinge(z: Array, t: Array) -> Any:
    return hinge_loss(t, z if z.shape[1] > 2 else z[:, 1] - z[:, 0], labels=range(z.shape[1])), None


@answers("fit", "LogisticRegression(C=1/l2)", "C·Σ, half, biases free")
def fit(X: Array, t: Array, l2: float) -> Any:
    model = LogisticRegression(C=1 / l2, tol=1e-12, max_iter=10000).fit(X, t)
    return {"W": model.coef_.T, "b": model.intercept_}


@answers("kinks", "SGDClassifier(loss='hinge')", "")
def kinks() -> Any:
    model = SGDClassifier(penalty=None, learning_rate="constant", eta0=1.0, fit_intercept=False)
    model.partial_fit([[1.0]], [1], classes=[-1, 1])  # from w = 0 one step leads to w = 1
    before = model.coef_.item()
    model.partial_fit([[1.0]], [1])
    return {"max(0, 1 − y f) at y f = 1": [before - model.coef_.item()]}
