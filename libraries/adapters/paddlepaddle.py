"""PaddlePaddle on the CPU, in float64."""

from collections.abc import Callable
from typing import Any

import paddle
import paddle.nn.functional as F

from libraries.calls import answers
from libraries.inputs import Array, labels_of


def differentiated(loss: Callable[[Any], Any], z: Array) -> Any:
    """Return a loss and its gradient with respect to the logits."""
    logits = paddle.to_tensor(z, stop_gradient=False)
    value = loss(logits)
    value.sum().backward()
    return value.numpy(), logits.grad.numpy()


@answers("cross_entropy", "F.cross_entropy(z, y, soft_label=True)", "mean, a − y, log ≥ −64")
def cross_entropy(z: Array, y: Array) -> Any:
    y = paddle.to_tensor(y)
    return differentiated(lambda logits: F.cross_entropy(logits, y, soft_label=True), z)


@answers("cross_entropy", "F.cross_entropy(z, t)", "mean, a − y, log ≥ −64")
def with_labels(z: Array, y: Array) -> Any:
    t = paddle.to_tensor(labels_of(y))
    return differentiated(lambda logits: F.cross_entropy(logits, t), z)


@answers("weighted", "F.cross_entropy(z, t, weight=w)", "÷ Σw")
def weighted(z: Array, y: Array, w: Array) -> Any:
    t = paddle.to_tensor(labels_of(y))
    return F.cross_entropy(paddle.to_tensor(z), t, weight=paddle.to_tensor(w)).numpy()


@answers("weighted_soft", "F.cross_entropy(z, y, weight=w, soft_label=True)", "w·y a row, ÷ Σ w·y")
def weighted_soft(z: Array, y: Array, w: Array) -> Any:
    z, y, w = map(paddle.to_tensor, (z, y, w))
    return F.cross_entropy(z, y, weight=w, soft_label=True).numpy()


@answers("smoothed", "F.cross_entropy(z, t, label_smoothing=e)", "e/C to every class")
def smoothed(z: Array, t: Array, e: float) -> Any:
    z, t = paddle.to_tensor(z), paddle.to_tensor(t)
    return F.cross_entropy(z, t, label_smoothing=e).numpy()


@answers("ignored", "F.cross_entropy(z, t, ignore_index=-100)", "÷ N, ignored or not")
def ignored(z: Array, t: Array, keep: Array) -> Any:
    t[~keep] = -100
    return F.cross_entropy(paddle.to_tensor(z), paddle.to_tensor(t)).numpy()


@answers("ignored", "F.cross_entropy(z, t, ignore_index=1)", "÷ rows kept, 0 of none")
def ignored_class(z: Array, t: Array, keep: Array) -> Any:
    t[~keep] = 1
    return F.cross_entropy(paddle.to_tensor(z), paddle.to_tensor(t), ignore_index=1).numpy()


@answers("label", "F.cross_entropy(z, t)", "")
def label(z: Array, t: Array) -> Any:
    return F.cross_entropy(paddle.to_tensor(z), paddle.to_tensor(t)).numpy()


@answers("hinge", "F.multi_margin_loss(z, t)", "Weston–Watkins ÷ C, ≥")
def hinge(z: Array, t: Array) -> Any:
    return differentiated(lambda s: F.multi_margin_loss(s, paddle.to_tensor(t)), z)


@answers("binary", "F.binary_cross_entropy_with_logits(z, y)", "mean over all, wrong at 0")
def binary(z: Array, y: Array) -> Any:
    y = paddle.to_tensor(y)
    return differentiated(lambda s: F.binary_cross_entropy_with_logits(s, y), z)


@answers("kinks", "paddle", "")
def kinks() -> Any:
    def at(function: Callable[[Any], Any], *x: float) -> Any:
        point = paddle.to_tensor(x, dtype="float64", stop_gradient=False)
        function(point).sum().backward()
        return point.grad.numpy()

    zero = paddle.zeros([1], dtype="float64")
    return {
        "relu(x)": at(F.relu, 0.0),
        "max(x, 0)": at(lambda x: paddle.maximum(x, zero), 0.0),
        "max(0, x)": at(lambda x: paddle.maximum(zero, x), 0.0),
        "clip(x, −1, 1)": at(lambda x: paddle.clip(x, -1.0, 1.0), 1.0),
        "abs(x)": at(paddle.abs, 0.0),
        "max of (1, 1, 0, 1)": at(paddle.amax, 1.0, 1.0, 0.0, 1.0),
    }


@answers("step", "optimizer.SGD(rate, weight_decay=l2)", "half, biases too")
def step(X: Array, y: Array, W: Array, b: Array, rate: float, l2: float) -> Any:
    parameters = [
        paddle.base.framework.EagerParamBase.from_tensor(paddle.to_tensor(a)) for a in (W, b)
    ]
    optimiser = paddle.optimizer.SGD(rate, parameters=parameters, weight_decay=l2)
    logits = paddle.to_tensor(X) @ parameters[0] + parameters[1]
    F.cross_entropy(logits, paddle.to_tensor(y), soft_label=True).backward()
    optimiser.step()
    return parameters[0].numpy(), parameters[1].numpy()
