"""The picture of gradient descent on the loss surface of logistic regression."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from ce_helpers.plots.style import BLACK, BLUE, GREEN, ORANGE, figure

Array = NDArray[Any]
RUNS = ((0.2, BLUE, "o"), (1.5, ORANGE, "s"), (8.0, GREEN, "^"))


def surface(X: Array, t: Array, first: Array, second: Array) -> Array:
    """Return J on a grid of two parameters, by its printed formula."""
    theta = np.stack(np.meshgrid(first, second), axis=-1)
    h = 1 / (1 + np.exp(-(theta @ X.T)))
    return -np.mean(t * np.log(h) + (1 - t) * np.log(1 - h), axis=-1)


def descent(logistic_regression: Callable[..., Any], X: Array, t: Array) -> tuple[Figure, Array]:
    """Draw paths of descent for three learning rates over the level lines of J, and the losses.

    Parameters
    ----------
    logistic_regression : callable
        The student's function.
    X : ndarray, shape (N, 2)
        Samples with two features.
    t : ndarray, shape (N,)
        Targets.
    """
    fig, axes = figure(columns=2)
    steps = 12
    for rate, colour, marker in RUNS:
        path = [logistic_regression(X, t, learning_rate=rate, steps=k)[0] for k in range(steps + 1)]
        history = logistic_regression(X, t, learning_rate=rate, steps=steps)[1]
        style = {"color": colour, "marker": marker, "ms": 4, "lw": 1.2}
        axes[0].plot(*np.transpose(path), **style)
        axes[1].plot(history, label=f"α = {rate:g}", **style)
    _level_lines(axes[0], X, t)
    axes[0].set(title="Paths of θ over level lines of J")
    axes[1].set(title="Too long a step overshoots", xlabel="step", ylabel="J(θ) in nats")
    axes[1].legend(frameon=False)
    return fig, axes


def printed_step(
    logistic_regression: Callable[..., Any], X: Array, t: Array
) -> tuple[Figure, Axes]:
    """Draw J over the steps for one learning rate, with the factor 1/N and as printed without.

    Leaving out 1/N is the same as a learning rate N times as large.
    """
    fig, ax = figure()
    steps, rate = 12, 0.2
    for factor, colour, mark, name in (
        (1, BLUE, "o-", "with 1/N"),
        (len(X), ORANGE, "s--", "as printed, without 1/N"),
    ):
        history = logistic_regression(X, t, learning_rate=factor * rate, steps=steps)[1]
        ax.plot(history, mark, color=colour, ms=5, label=name)
    ax.set(
        title=f"α = {rate:g} with N = {len(X)} samples: without 1/N it leaps",
        xlabel="step",
        ylabel="J(θ) in nats",
    )
    ax.legend(frameon=False)
    return fig, ax


def _level_lines(ax: Axes, X: Array, t: Array) -> None:
    first, second = (np.linspace(*limits, 80) for limits in (ax.get_xlim(), ax.get_ylim()))
    J = surface(X, t, first, second)
    lines = ax.contour(first, second, J, levels=12, colors=BLACK, linewidths=0.5, alpha=0.6)
    ax.clabel(lines, np.asarray(lines.levels)[::3], fontsize=7, fmt="%.2f")
    ax.plot(0, 0, "x", color=BLACK, ms=9, mew=2, zorder=5)
    ax.set(xlabel="$θ_1$", ylabel="$θ_2$")
