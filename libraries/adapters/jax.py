"""JAX with optax, in float64."""

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import optax

from libraries.calls import answers
from libraries.inputs import Array, labels_of

jax.config.update("jax_enable_x64", True)


def differentiated(loss: Callable[[Any], Any], z: Array) -> Any:
    """Return the losses of the rows, and the gradient of their sum."""
    return loss(jnp.asarray(z)), jax.grad(lambda logits: loss(logits).sum())(jnp.asarray(z))


@answers("cross_entropy", "optax.softmax_cross_entropy(z, y)", "rows")
def cross_entropy(z: Array, y: Array) -> Any:
    return differentiated(lambda logits: optax.softmax_cross_entropy(logits, y), z)


@answers("cross_entropy", "optax.softmax_cross_entropy_with_integer_labels(z, t)", "rows")
def with_labels(z: Array, y: Array) -> Any:
    t = labels_of(y)
    loss = optax.softmax_cross_entropy_with_integer_labels
    return differentiated(lambda logits: loss(logits, t), z)


@answers("smoothed", "optax.smooth_labels, then the mean", "e/C to every class")
def smoothed(z: Array, t: Array, e: float) -> Any:
    y = optax.smooth_labels(jax.nn.one_hot(t, z.shape[1]), e)
    return optax.softmax_cross_entropy(z, y).mean()


@answers("label", "optax.softmax_cross_entropy_with_integer_labels(z, t).mean()", "")
def label(z: Array, t: Array) -> Any:
    return optax.softmax_cross_entropy_with_integer_labels(z, t).mean()


@answers("hinge", "optax.losses.multiclass_hinge_loss(z, t)", "Crammer–Singer, rows")
def hinge(z: Array, t: Array) -> Any:
    return differentiated(lambda s: optax.losses.multiclass_hinge_loss(s, jnp.asarray(t)), z)


@answers("hinge", "optax.losses.multiclass_perceptron_loss(z, t)", "perceptron, rows")
def perceptron(z: Array, t: Array) -> Any:
    return differentiated(lambda s: optax.losses.multiclass_perceptron_loss(s, jnp.asarray(t)), z)


@answers("binary", "optax.sigmoid_binary_cross_entropy(z, y)", "elements")
def binary(z: Array, y: Array) -> Any:
    return differentiated(lambda s: optax.sigmoid_binary_cross_entropy(s, y), z)


@answers("kinks", "jax.numpy", "")
def kinks() -> Any:
    def at(function: Callable[[Any], Any], *x: float) -> Any:
        return jax.grad(lambda point: function(point).sum())(jnp.asarray(x))

    return {
        "relu(x)": at(jax.nn.relu, 0.0),
        "max(x, 0)": at(lambda x: jnp.maximum(x, 0.0), 0.0),
        "max(0, x)": at(lambda x: jnp.maximum(0.0, x), 0.0),
        "clip(x, −1, 1)": at(lambda x: jnp.clip(x, -1.0, 1.0), 1.0),
        "abs(x)": at(jnp.abs, 0.0),
        "max of (1, 1, 0, 1)": at(jnp.max, 1.0, 1.0, 0.0, 1.0),
        "max(0, 1 − y f) at y f = 1": at(lambda f: optax.losses.hinge_loss(f, 1.0), 1.0),
    }


def stepped(optimiser: Any, X: Array, y: Array, W: Array, b: Array) -> Any:
    """Return the parameters after one step."""

    def loss(theta: Any) -> Any:
        return optax.softmax_cross_entropy(X @ theta[0] + theta[1], y).mean()

    theta = (jnp.asarray(W), jnp.asarray(b))
    updates, _ = optimiser.update(jax.grad(loss)(theta), optimiser.init(theta), theta)
    return optax.apply_updates(theta, updates)


@answers("step", "optax.chain(add_decayed_weights(l2), sgd(rate))", "half, biases too")
def step(X: Array, y: Array, W: Array, b: Array, rate: float, l2: float) -> Any:
    return stepped(optax.chain(optax.add_decayed_weights(l2), optax.sgd(rate)), X, y, W, b)


@answers("step", "optax.chain(sgd(rate), add_decayed_weights(l2))", "weights grow")
def step_reversed(X: Array, y: Array, W: Array, b: Array, rate: float, l2: float) -> Any:
    return stepped(optax.chain(optax.sgd(rate), optax.add_decayed_weights(l2)), X, y, W, b)
