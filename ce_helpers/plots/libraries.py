"""Pictures of where the libraries' conventions part, from their formulas: docs/libraries.md."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ce_helpers.checking import Array
from ce_helpers.plots.style import (
    BLACK,
    BLUE,
    COLORS,
    DASHES,
    GREEN,
    MARKERS,
    ORANGE,
    PINK,
    SMALL,
    figure,
)

# the sigmoid of ONNX Runtime 1.32.0 at −10, −11, …, −20, in float32
RUNTIME = (
    4.53889e-05, 1.67191e-05, 6.10948e-06, 2.23517e-06, 7.7486e-07, 3.57628e-07,
    5.96046e-08, 8.9407e-08, 0.0, 0.0, 0.0,
)  # fmt: skip
# the gradients at the scores (0, 1, −1, 0), class 1, as the libraries return them
KINK = {
    "yours, PyTorch": (0.0, 0.0, 0.0, 0.0),
    "optax": (1 / 3, -2 / 3, 0.0, 1 / 3),
    "Keras, categorical": (1 / 6, -1 / 2, 0.0, 1 / 6),
    "PaddlePaddle": (1 / 4, -1 / 2, 0.0, 1 / 4),
}


def limits() -> tuple[Figure, Axes]:
    """Draw the loss of two classes as the target falls behind: exact, clipped and floored."""
    fig, ax = figure()
    behind = np.linspace(0, 75, 400)
    loss = np.logaddexp(0, behind)
    for limit, words, at, color, dash in (
        (np.inf, "PyTorch, optax: no limit", (68, 71), BLUE, "-"),
        (64.0, "PaddlePaddle: 64", (61, 63), PINK, ":"),
        (-np.log(1e-16), "XGBoost: 36.8", (74, 32.3), GREEN, "-."),
        (-np.log(1e-7), "Keras, given probabilities: 16.1", (74, 11.6), ORANGE, "--"),
    ):
        ax.plot(behind, np.minimum(loss, limit), dash, color=color)
        ax.annotate(words, at, color=color, ha="right")
    ax.set(title="One mistake, four prices", ylabel="loss (nats)")
    ax.set(xlabel="rival's logit minus target's logit", ylim=(-1, 76))
    return fig, ax


def decays() -> tuple[Figure, Array]:
    """Draw a weight and a bias that only the penalty moves, under four trainers."""
    fig, axes = figure(columns=2, sharey=True)
    step, rate, l2 = np.arange(13), 0.5, 0.2
    trainers = (
        ("yours", 1 - rate * l2, 1.0),
        ("PyTorch, optax", 1 - rate * l2, 1 - rate * l2),
        ("Keras L2", 1 - 2 * rate * l2, 1.0),
        ("optax, wrong order", 1 + l2, 1 + l2),
    )
    for n, (name, *factors) in enumerate(trainers):
        for ax, factor in zip(axes, factors, strict=True):
            style = {"color": COLORS[n], "linestyle": DASHES[n], "marker": MARKERS[n]}
            ax.plot(step, factor**step, markersize=5, label=name, **style)
    axes[0].set(title="A weight shrinks, or grows", xlabel="step", ylim=(0, 3))
    axes[1].set(title="A bias is free, or not", xlabel="step")
    axes[0].set(ylabel="value, from 1")
    axes[1].legend(frameon=False)
    return fig, axes


def runtime_tail() -> tuple[Figure, Axes]:
    """Draw the sigmoid of a float32 runtime in its tail, and softmax of (0, s) beside it."""
    fig, ax = figure()
    s = np.arange(-10, -21, -1.0)
    ax.plot(s, 1 / (1 + np.exp(-s)), "-", color=BLUE, linewidth=4, alpha=0.5)
    ax.plot(s, np.maximum(RUNTIME, 1e-10), "s--", color=ORANGE)
    ax.annotate("softmax of (0, s)", (-14.5, 2e-6), color=BLUE, ha="right")
    ax.annotate("sigmoid of ONNX Runtime,\n0 at the bottom", (-15.9, 4e-10), color=ORANGE)
    ax.set(title="A fast sigmoid gives up at −18; the softmax goes on", yscale="log")
    ax.set(xlabel="score s", ylabel="probability")
    return fig, ax


def kinds_of_hinge() -> tuple[Figure, Array]:
    """Draw three hinge losses over the true class's score, and four subgradients at the kink."""
    fig, axes = figure(columns=2)
    z = np.linspace(-1.5, 2.5, 201)
    short = np.maximum(0, 1 + np.array([0.0, -1.0, 0.0])[:, np.newaxis] - z)
    rest = np.maximum(0, 1 - z) + 1 + 0 + 1  # the rivals' own questions do not see z
    for loss, words, n in (
        (short.sum(axis=0), "sum over rivals", 0),
        (short.max(axis=0), "worst rival", 1),
        (rest, "one versus rest", 2),
    ):
        axes[0].plot(z, loss, color=COLORS[n], linestyle=DASHES[n], label=words)
    axes[0].legend(frameon=False)
    axes[0].set(title="Rivals at 0, −1 and 0", xlabel="score of the true class", ylabel="loss")
    for n, (name, slopes) in enumerate(KINK.items()):
        style = {"color": (BLUE, ORANGE, GREEN, BLACK)[n], "marker": MARKERS[n]}
        axes[1].plot(np.arange(4) + 0.12 * (n - 1.5), slopes, linestyle="", label=name, **style)
    axes[1].legend(frameon=False, fontsize=SMALL, loc="lower right")
    axes[1].set(title="Exactly at the margin: four answers", xlabel="class (target: 1)")
    axes[1].set(ylabel="slope returned", xticks=range(4))
    return fig, axes
