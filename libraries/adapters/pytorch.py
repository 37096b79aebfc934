"""PyTorch: torch.nn.functional in float64, and torch.optim.SGD."""

from collections.abc import Callable
from typing import Any

import torch
import torch.nn.functional as F

from libraries.calls import answers
from libraries.inputs import Array, labels_of


def differentiated(loss: Callable[[Any], Any], z: Array) -> Any:
    """Return a loss and its gradient with respect to the logits."""
    logits: Any = torch.tensor(z, requires_grad=True)
    value = loss(logits)
    value.sum().backward()
    return value.detach().numpy(), logits.grad.numpy()


@answers("cross_entropy", "F.cross_entropy(z, y)", "mean")
def cross_entropy(z: Array, y: Array) -> Any:
    return differentiated(lambda logits: F.cross_entropy(logits, torch.tensor(y)), z)


@answers("cross_entropy", "F.nll_loss(torch.log(F.softmax(z, 1)), t)", "")
def by_probabilities(z: Array, y: Array) -> Any:
    t = torch.tensor(labels_of(y))
    return differentiated(lambda logits: F.nll_loss(torch.log(F.softmax(logits, 1)), t), z)


@answers("weighted", "F.cross_entropy(z, t, weight=w)", "÷ Σw")
def weighted(z: Array, y: Array, w: Array) -> Any:
    t = torch.tensor(labels_of(y))
    return F.cross_entropy(torch.tensor(z), t, weight=torch.tensor(w))


@answers("weighted_soft", "F.cross_entropy(z, y, weight=w)", "÷ N")
def weighted_soft(z: Array, y: Array, w: Array) -> Any:
    return F.cross_entropy(torch.tensor(z), torch.tensor(y), weight=torch.tensor(w))


@answers("smoothed", "F.cross_entropy(z, t, label_smoothing=e)", "e/C to every class")
def smoothed(z: Array, t: Array, e: float) -> Any:
    return F.cross_entropy(torch.tensor(z), torch.tensor(t), label_smoothing=e)


@answers("ignored", "F.cross_entropy(z, t, ignore_index=-100)", "÷ rows kept")
def ignored(z: Array, t: Array, keep: Array) -> Any:
    t[~keep] = -100
    return F.cross_entropy(torch.tensor(z), torch.tensor(t))


@answers("label", "F.cross_entropy(z, t)", "")
def label(z: Array, t: Array) -> Any:
    return F.cross_entropy(torch.tensor(z), torch.tensor(t))


@answers("hinge", "F.multi_margin_loss(z, t)", "Weston–Watkins ÷ C")
def hinge(z: Array, t: Array) -> Any:
    return differentiated(lambda logits: F.multi_margin_loss(logits, torch.tensor(t)), z)


@answers("binary", "F.binary_cross_entropy_with_logits(z, y)", "mean over all")
def binary(z: Array, y: Array) -> Any:
    target = torch.tensor(y)
    return differentiated(lambda s: F.binary_cross_entropy_with_logits(s, target), z)


@answers("binary", "F.binary_cross_entropy(torch.sigmoid(z), y)", "mean over all, log ≥ −100")
def binary_by_probabilities(z: Array, y: Array) -> Any:
    target = torch.tensor(y)
    return differentiated(lambda s: F.binary_cross_entropy(torch.sigmoid(s), target), z)


@answers("kinks", "torch", "")
def kinks() -> Any:
    def at(function: Callable[[Any], Any], *x: float) -> Any:
        point: Any = torch.tensor(x, dtype=torch.float64, requires_grad=True)
        function(point).sum().backward()
        return point.grad.numpy()

    zero = torch.zeros(1, dtype=torch.float64)
    return {
        "relu(x)": at(torch.relu, 0.0),
        "max(x, 0)": at(lambda x: torch.maximum(x, zero), 0.0),
        "max(0, x)": at(lambda x: torch.maximum(zero, x), 0.0),
        "clip(x, −1, 1)": at(lambda x: torch.clamp(x, -1, 1), 1.0),
        "abs(x)": at(torch.abs, 0.0),
        "max of (1, 1, 0, 1)": at(torch.max, 1.0, 1.0, 0.0, 1.0),
    }


@answers("step", "torch.optim.SGD(weight_decay=l2)", "half, biases too")
def step(X: Array, y: Array, W: Array, b: Array, rate: float, l2: float) -> Any:
    weights, biases = (torch.tensor(a, requires_grad=True) for a in (W, b))
    optimiser = torch.optim.SGD([weights, biases], lr=rate, weight_decay=l2)
    F.cross_entropy(torch.tensor(X) @ weights + biases, torch.tensor(y)).backward()
    optimiser.step()
    return weights.detach().numpy(), biases.detach().numpy()
