"""tinygrad in float32."""

import os
from collections.abc import Callable
from typing import Any

import numpy as np

os.environ.setdefault("DEV", "PYTHON")  # elsewhere it wants a compiler
from tinygrad import Context, Tensor  # noqa: E402
from tinygrad.nn.optim import SGD  # noqa: E402

from libraries.calls import answers  # noqa: E402
from libraries.inputs import Array, labels_of  # noqa: E402


def tensor(value: Array) -> Any:
    """Return a tensor: float32, or labels."""
    integers = np.issubdtype(value.dtype, np.integer)
    return Tensor(value.astype(np.int32 if integers else np.float32))


def differentiated(loss: Callable[[Any], Any], z: Array) -> Any:
    """Return a loss and its gradient with respect to the logits."""
    logits = tensor(z)
    value = loss(logits)
    return value.numpy(), value.sum().gradient(logits)[0].numpy()


@answers("cross_entropy", "z.cross_entropy(y)", "mean")
def cross_entropy(z: Array, y: Array) -> Any:
    return differentiated(lambda logits: logits.cross_entropy(tensor(y)), z)


@answers("cross_entropy", "z.sparse_categorical_crossentropy(t)", "mean")
def with_labels(z: Array, y: Array) -> Any:
    t = tensor(labels_of(y))
    return differentiated(lambda logits: logits.sparse_categorical_crossentropy(t), z)


@answers(
    "smoothed", "z.sparse_categorical_crossentropy(t, label_smoothing=e)", "e/C to every class"
)
def smoothed(z: Array, t: Array, e: float) -> Any:
    return tensor(z).sparse_categorical_crossentropy(tensor(t), label_smoothing=e).numpy()


@answers("ignored", "z.sparse_categorical_crossentropy(t), −1 the default", "÷ N, ignored or not")
def ignored(z: Array, t: Array, keep: Array) -> Any:
    t[~keep] = -1
    return tensor(z).sparse_categorical_crossentropy(tensor(t)).numpy()


@answers("ignored", "z.sparse_categorical_crossentropy(t, ignore_index=1)", "÷ rows kept")
def ignored_class(z: Array, t: Array, keep: Array) -> Any:
    t[~keep] = 1  # a class that no kept row has
    return tensor(z).sparse_categorical_crossentropy(tensor(t), ignore_index=1).numpy()


@answers("label", "z.sparse_categorical_crossentropy(t)", "")
def label(z: Array, t: Array) -> Any:
    return tensor(z).sparse_categorical_crossentropy(tensor(t), ignore_index=-100).numpy()


@answers("binary", "z.binary_crossentropy_logits(y)", "mean over all")
def binary(z: Array, y: Array) -> Any:
    return differentiated(lambda s: s.binary_crossentropy_logits(tensor(y)), z)


@answers("kinks", "tinygrad", "")
def kinks() -> Any:
    def at(function: Callable[[Any], Any], *x: float) -> Any:
        return differentiated(function, np.array(x))[1]

    return {
        "relu(x)": at(lambda x: x.relu(), 0.0),
        "max(x, 0)": at(lambda x: x.maximum(0.0), 0.0),
        "max(0, x)": at(lambda x: Tensor([0.0]).maximum(x), 0.0),
        "clip(x, −1, 1)": at(lambda x: x.clip(-1.0, 1.0), 1.0),
        "abs(x)": at(lambda x: x.abs(), 0.0),
        "max of (1, 1, 0, 1)": at(lambda x: x.max(), 1.0, 1.0, 0.0, 1.0),
    }


@answers("step", "SGD(lr=rate, weight_decay=l2)", "half, biases too")
def step(X: Array, y: Array, W: Array, b: Array, rate: float, l2: float) -> Any:
    weights, biases = tensor(W), tensor(b)
    optimiser = SGD([weights, biases], lr=rate, weight_decay=l2)
    (tensor(X) @ weights + biases).cross_entropy(tensor(y)).backward()
    with Context(TRAINING=1):
        optimiser.step()
    return weights.numpy(), biases.numpy()
