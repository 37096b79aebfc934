"""MyGrad's losses, in float64."""

from collections.abc import Callable
from typing import Any

import mygrad as mg
from mygrad.nnet.activations import relu
from mygrad.nnet.losses import multiclass_hinge, softmax_crossentropy

from libraries.calls import answers
from libraries.inputs import Array, labels_of


def differentiated(loss: Callable[[Any], Any], z: Array) -> Any:
    """Return a loss and its gradient with respect to the logits."""
    logits = mg.tensor(z)
    value = loss(logits)
    value.sum().backward()
    return value.data, logits.grad


@answers("cross_entropy", "softmax_crossentropy(z, t)", "mean")
def cross_entropy(z: Array, y: Array) -> Any:
    t = labels_of(y)
    return differentiated(lambda logits: softmax_crossentropy(logits, t), z)


@answers("label", "softmax_crossentropy(z, t)", "")
def label(z: Array, t: Array) -> Any:
    return softmax_crossentropy(mg.tensor(z), t).data


@answers("hinge", "multiclass_hinge(z, t)", "Weston–Watkins")
def hinge(z: Array, t: Array) -> Any:
    return differentiated(lambda s: multiclass_hinge(s, t), z)


@answers("kinks", "mygrad", "")
def kinks() -> Any:
    def at(function: Callable[[Any], Any], *x: float) -> Any:
        return differentiated(function, mg.tensor(x).data)[1]

    return {
        "relu(x)": at(relu, 0.0),
        "max(x, 0)": at(lambda x: mg.maximum(x, 0.0), 0.0),
        "max(0, x)": at(lambda x: mg.maximum(0.0, x), 0.0),
        "clip(x, −1, 1)": at(lambda x: mg.clip(x, -1.0, 1.0), 1.0),
        "abs(x)": at(mg.absolute, 0.0),
        "max of (1, 1, 0, 1)": at(mg.max, 1.0, 1.0, 0.0, 1.0),
    }
