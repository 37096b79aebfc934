"""Keras on its JAX backend; its losses compute in float32 unless floatx says float64."""

import os
from collections.abc import Callable
from typing import Any

os.environ["KERAS_BACKEND"] = "jax"
import jax  # noqa: E402
import jax.numpy as jnp  # noqa: E402
import keras  # noqa: E402

from libraries.calls import answers  # noqa: E402
from libraries.inputs import Array, labels_of, one_hot  # noqa: E402

jax.config.update("jax_enable_x64", True)
keras.config.set_floatx("float64")


def differentiated(loss: Callable[[Any], Any], z: Array) -> Any:
    """Return a loss and its gradient with respect to the logits."""
    return loss(jnp.asarray(z)), jax.grad(loss)(jnp.asarray(z))


@answers("cross_entropy", "CategoricalCrossentropy(from_logits=True)(y, z)", "mean")
def cross_entropy(z: Array, y: Array) -> Any:
    loss = keras.losses.CategoricalCrossentropy(from_logits=True)
    return differentiated(lambda logits: loss(y, logits), z)


@answers("cross_entropy", "CategoricalCrossentropy()(y, softmax(z))", "mean, clipped to 1e−7")
def from_probabilities(z: Array, y: Array) -> Any:
    loss = keras.losses.CategoricalCrossentropy()
    return differentiated(lambda logits: loss(y, keras.ops.softmax(logits)), z)


@answers("weighted", "CategoricalCrossentropy(from_logits=True)(y, z, sample_weight=w_t)", "÷ N")
def weighted(z: Array, y: Array, w: Array) -> Any:
    return keras.losses.CategoricalCrossentropy(from_logits=True)(y, z, w[labels_of(y)])


@answers("weighted", "… with reduction='mean_with_sample_weight'", "÷ Σw")
def weighted_mean(z: Array, y: Array, w: Array) -> Any:
    loss = keras.losses.CategoricalCrossentropy(True, reduction="mean_with_sample_weight")
    return loss(y, z, w[labels_of(y)])


@answers("smoothed", "CategoricalCrossentropy(…, label_smoothing=e)", "e/C to every class")
def smoothed(z: Array, t: Array, e: float) -> Any:
    loss = keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=e)
    return loss(one_hot(t, z.shape[1]), z)


@answers("ignored", "SparseCategoricalCrossentropy(…, ignore_class=-1)", "÷ rows kept, 0 of none")
def ignored(z: Array, t: Array, keep: Array) -> Any:
    t[~keep] = -1
    return keras.losses.SparseCategoricalCrossentropy(True, ignore_class=-1)(t, z)


@answers("label", "SparseCategoricalCrossentropy(from_logits=True)(t, z)", "")
def label(z: Array, t: Array) -> Any:
    return keras.losses.SparseCategoricalCrossentropy(from_logits=True)(t, z)


@answers("hinge", "CategoricalHinge()(y, z)", "Crammer–Singer, a rival of score 0")
def hinge(z: Array, t: Array) -> Any:
    y = one_hot(t, z.shape[1])
    return differentiated(lambda s: keras.losses.CategoricalHinge()(y, s), z)


@answers("hinge", "Hinge()(y, z)", "one-versus-rest ÷ C, half")
def one_versus_rest(z: Array, t: Array) -> Any:
    y = one_hot(t, z.shape[1])
    return differentiated(lambda s: keras.losses.Hinge()(y, s), z)


@answers("binary", "BinaryCrossentropy(from_logits=True)(y, z)", "mean over all")
def binary(z: Array, y: Array) -> Any:
    loss = keras.losses.BinaryCrossentropy(from_logits=True)
    return differentiated(lambda s: loss(y, s), z)


@answers("binary", "BinaryCrossentropy()(y, sigmoid(z))", "mean over all, clipped to 1e−7")
def binary_by_probabilities(z: Array, y: Array) -> Any:
    loss = keras.losses.BinaryCrossentropy()
    return differentiated(lambda s: loss(y, keras.ops.sigmoid(s)), z)


@answers("kinks", "keras.ops on JAX", "")
def kinks() -> Any:
    def at(function: Callable[[Any], Any], *x: float) -> Any:
        return jax.grad(lambda point: function(point).sum())(jnp.asarray(x))

    return {
        "relu(x)": at(keras.ops.relu, 0.0),
        "max(x, 0)": at(lambda x: keras.ops.maximum(x, 0.0), 0.0),
        "max(0, x)": at(lambda x: keras.ops.maximum(0.0, x), 0.0),
        "clip(x, −1, 1)": at(lambda x: keras.ops.clip(x, -1.0, 1.0), 1.0),
        "abs(x)": at(keras.ops.abs, 0.0),
        "max of (1, 1, 0, 1)": at(keras.ops.max, 1.0, 1.0, 0.0, 1.0),
        "max(0, 1 − y f) at y f = 1": at(lambda f: keras.losses.Hinge()(jnp.ones(1), f), 1.0),
    }


def stepped(layer: Any, optimiser: Any, X: Array, y: Array, W: Array, b: Array) -> Any:
    """Return a layer's weights and biases after one step on the whole batch."""
    model = keras.Sequential([keras.Input((X.shape[1],)), layer])
    layer.set_weights([W, b])
    model.compile(optimiser, keras.losses.CategoricalCrossentropy(from_logits=True))
    model.fit(X, y, batch_size=len(X), epochs=1, verbose=0)
    return layer.get_weights()


@answers("step", "SGD(rate, weight_decay=l2)", "half, biases too")
def step(X: Array, y: Array, W: Array, b: Array, rate: float, l2: float) -> Any:
    optimiser = keras.optimizers.SGD(rate, weight_decay=l2)
    return stepped(keras.layers.Dense(W.shape[1]), optimiser, X, y, W, b)


@answers("step", "Dense(kernel_regularizer=regularizers.L2(l2))", "no half, biases free")
def step_regularised(X: Array, y: Array, W: Array, b: Array, rate: float, l2: float) -> Any:
    layer = keras.layers.Dense(W.shape[1], kernel_regularizer=keras.regularizers.L2(l2))
    return stepped(layer, keras.optimizers.SGD(rate), X, y, W, b)
