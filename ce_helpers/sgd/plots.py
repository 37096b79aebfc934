"""Pictures of 03_sgd: the outer product, the price of a forgotten 1/N, paths, curves, regions.

Every function returns `(fig, ax)` or `(fig, axes)`. None holds a solution of an exercise:
whatever needs a gradient, a batch or a prediction is handed the student's function.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap, TwoSlopeNorm
from matplotlib.figure import Figure
from numpy.typing import ArrayLike, NDArray

from ce_helpers.calls import result
from ce_helpers.checking import as_array, made
from ce_helpers.plots import digits
from ce_helpers.plots.story import weighed as weighed
from ce_helpers.plots.style import (
    BLACK,
    BLUE,
    DIVERGING,
    GREEN,
    ORANGE,
    PINK,
    SMALL,
    figure,
    ink,
    label,
    log_scale,
)
from ce_helpers.plots.sureness import confusion as confusion
from ce_helpers.plots.sureness import reliability as reliability
from ce_helpers.plots.sureness import temperature as temperature
from ce_helpers.sgd.minibatches import drawn
from ce_helpers.sgd.mistakes import Problem
from ce_helpers.sgd.values import result_of

Array = NDArray[Any]
Function = Callable[..., Any]
SERIES = ((BLUE, "o", "-"), (ORANGE, "s", "--"), (GREEN, "^", "-."), (PINK, "D", ":"))
SPAN = (-0.8, 2.9)  # of the two weights in `paths`
PALE = ListedColormap(["#d6e6f2", "#f8dfcf", "#d2ebe3"])


def outer_product(x: ArrayLike, a: ArrayLike, y: ArrayLike) -> tuple[Figure, Array]:
    """Draw one sample, its error a − y, and how the two make a matrix of derivatives.

    Parameters
    ----------
    x : array_like (D,)
        Features.
    a, y : array_like (C,)
        Probabilities and target.
    """
    x, error = np.asarray(x), np.subtract(a, y)
    limit = float(np.abs(np.outer(x, error)).max())
    fig, axes = figure(columns=3)
    _bars(axes[0], x, "$x_i$", "Features x", "feature i")
    _bars(axes[1], error, "$a_j - y_j$", "Error a − y", "class j")
    _signed(axes[2], np.outer(x, error), limit)
    axes[2].set(title=r"$\partial L/\partial w_{ij}$", xlabel="class j", ylabel="feature i")
    return fig, axes


def _bars(ax: Axes, values: Array, label: str, title: str, across: str) -> None:
    places = np.arange(1, len(values) + 1)
    bars = ax.bar(places, values, color=BLUE, width=0.6)
    ax.bar_label(bars, [f"{value:+.2f}" for value in values], fontsize=SMALL, padding=1)
    ax.axhline(0, color=BLACK, lw=0.8)
    ax.margins(y=0.15)
    ax.set(title=title, xlabel=across, ylabel=label, xticks=places)


def _signed(ax: Axes, M: Array, limit: float) -> None:
    """Draw a signed matrix with its numbers, centred on 0."""
    image = ax.imshow(M, cmap=DIVERGING, norm=TwoSlopeNorm(0, -limit, limit))
    for (i, j), value in np.ndenumerate(M):
        color = ink(image.to_rgba(value))
        ax.text(j, i, f"{value:+.2f}", ha="center", va="center", color=color, fontsize=SMALL)
    ax.set(xticks=range(M.shape[1]), yticks=range(M.shape[0]))
    ax.set_xticklabels([str(j + 1) for j in range(M.shape[1])])
    ax.set_yticklabels([str(i + 1) for i in range(M.shape[0])])
    ax.grid(False)


def clouds(n_samples: int, seed: int) -> tuple[Array, Array]:
    """Draw two overlapping clouds of points in the plane, and one-hot targets."""
    rng = np.random.default_rng(seed)
    labels = np.arange(n_samples) % 2
    X = rng.normal(size=(n_samples, 2)) + np.where(labels[:, None] == 1, 0.5, -0.5)
    return X, np.eye(2)[labels]


def sum_or_mean(
    loss_and_gradients: Function, rate: float = 0.5, steps: int = 20
) -> tuple[Figure, Array]:
    """Draw full-batch descent for copied data, by the mean gradient and by the sum.

    Parameters
    ----------
    loss_and_gradients : callable
        (X, Y, W, b) → (loss, dW, db).
    rate : float
        Learning rate, the same for all.
    steps : int
        Number of steps.
    """
    fig, axes = figure(columns=2, sharey=True)
    names = ((1, "ten points"), (10, "10 copies"), (100, "100 copies"))
    for first, (colour, mark, dash), (copies, name) in zip((0, 2, 4), SERIES, names, strict=False):
        X, Y = (np.tile(part, (copies, 1)) for part in clouds(10, seed=1))
        for ax, factor in zip(axes, (1, len(X)), strict=True):
            losses = _descent(loss_and_gradients, X, Y, rate * factor, steps)
            ax.plot(losses, dash, color=colour, marker=mark, markevery=(first, 6), label=name)
    axes[0].set(title="Mean: copies change nothing", ylabel="mean loss (nats)")
    log_scale(axes[0])
    axes[1].set(title="Sum: every copy lengthens the step")
    for ax in axes:
        ax.set(xlabel="step", xticks=range(0, steps + 1, 5))
    axes[0].legend()
    return fig, axes


def _descent(
    loss_and_gradients: Function, X: Array, Y: Array, rate: float, steps: int
) -> list[float]:
    """Return the losses along full-batch steps from zeros."""
    W, b, losses = np.zeros((2, 2)), np.zeros(2), []
    for _ in range(steps + 1):
        loss, dW, db = result_of(loss_and_gradients, Problem(X, Y, W, b))
        losses.append(float(loss))
        W, b = W - rate * dW, b - rate * db
    return losses


def paths(
    loss_and_gradients: Function, minibatches: Function, sizes: Sequence[int] = (64, 8, 1)
) -> tuple[Figure, Array]:
    """Draw the way of two weights down the loss, for several batch sizes.

    Parameters
    ----------
    loss_and_gradients, minibatches : callable
        The student's functions.
    sizes : sequence of int
        Batch sizes; 64 is all the data.
    """
    X, Y = clouds(64, seed=1)
    X = X - X.mean(axis=0)
    fig, axes = figure(columns=len(sizes), sharey=True)
    grid, losses = _landscape(loss_and_gradients, X, Y)
    for ax, size, (colour, mark, dash) in zip(axes, sizes, SERIES, strict=False):
        ax.contour(grid, grid, losses, levels=14, cmap="Greys_r", linewidths=0.7)
        path = _walk(loss_and_gradients, minibatches, X, Y, size, samples=64 * 6)
        ax.plot(*path.T, dash, color=colour, lw=1.0)
        ax.plot(*path[:: max(1, len(path) // 12)].T, mark, color=colour, ms=4)
        ax.plot(*path[-1], "*", color=BLACK, ms=9)
        ax.set(title=f"batch of {size}: {len(path) - 1} steps", xlabel="$w_1$")
        ax.set(xlim=SPAN, ylim=SPAN)
    axes[0].set_ylabel("$w_2$")
    return fig, axes


def _weights(v: Array) -> Array:
    """Return the (2, 2) weights of the two classes whose scores are −vᵀx/2 and vᵀx/2."""
    return np.stack([-v / 2, v / 2], axis=1)


def _landscape(loss_and_gradients: Function, X: Array, Y: Array) -> tuple[Array, list[list[float]]]:
    grid = np.linspace(*SPAN, 26)
    result_of(loss_and_gradients, Problem(X, Y, np.zeros((2, 2)), np.zeros(2)))  # once is enough
    losses = [
        [loss_and_gradients(X, Y, _weights(np.array([u, v])), np.zeros(2))[0] for u in grid]
        for v in grid
    ]
    return grid, losses


def _walk(
    loss_and_gradients: Function, minibatches: Function, X: Array, Y: Array, size: int, samples: int
) -> Array:
    """Return the places that a walk visits until it has seen so many samples."""
    rng, v, path = np.random.default_rng(4), np.zeros(2), [np.zeros(2)]
    for _ in range(samples // len(X)):
        for batch in drawn(minibatches, len(X), size, rng):
            dW = loss_and_gradients(X[batch], Y[batch], _weights(v), np.zeros(2))[1]
            v = v - 0.3 * (dW[:, 1] - dW[:, 0])
            path.append(v)
    return np.array(path)


def loss_curves(
    histories: Mapping[str, Sequence[float]], n_classes: int, title: str
) -> tuple[Figure, Axes]:
    """Draw histories over the epochs, with log C as the mark that all of them start from.

    Parameters
    ----------
    histories : mapping of str to sequence of float
        Losses before training and after each epoch, by name.
    n_classes : int
        Number of classes C.
    title : str
        What is to be seen.
    """
    fig, ax = figure()
    for (name, history), (colour, mark, dash) in zip(histories.items(), SERIES, strict=False):
        losses = as_array(history, None, "history").ravel()
        every = max(1, len(losses) // 8)
        ax.plot(losses, dash, color=colour, marker=mark, markevery=every, ms=5)
        if len(histories) > 1:
            label(ax, 1.02 * (len(losses) - 1), losses[-1], name, colour, va="center")
    ax.axhline(np.log(n_classes), color=BLACK, lw=0.8, ls=":")
    label(
        ax,
        0.9,
        np.log(n_classes),
        f"log {n_classes}",
        ha="right",
        va="bottom",
        xycoords=("axes fraction", "data"),
    )
    ax.set(title=title, xlabel="epoch", ylabel="loss on all training data (nats)")
    if len(histories) > 1:
        log_scale(ax)
    return fig, ax


def regions(
    predict: Function, W: Array, b: Array, data: Any, columns: Sequence[int], title: str
) -> tuple[Figure, Axes]:
    """Draw the regions in the plane of two features, with the samples.

    Parameters
    ----------
    predict : callable
        (X, W, b) → labels.
    W, b : ndarray
        Parameters of the two features.
    data : Dataset
        Samples, labels, and their names.
    columns : sequence of two int
        Which features.
    title : str
        What is to be seen.
    """
    W, b = made(W, "sgd"), made(b, "sgd")
    fig, ax = figure()
    X = data.X[:, list(columns)]
    sides = (
        np.linspace(low - 0.4, high + 0.4, 300)
        for low, high in zip(X.min(axis=0), X.max(axis=0), strict=True)
    )
    u, v = np.meshgrid(*sides)
    places = np.stack([u.ravel(), v.ravel()], axis=1)
    found = result(predict, places, W, b, shape=u.ravel().shape).reshape(u.shape)
    ax.pcolormesh(u, v, found, cmap=PALE, vmin=0, vmax=2, shading="nearest", rasterized=True)
    ax.contour(u, v, found, levels=[0.5, 1.5], colors=BLACK, linewidths=0.8)
    for number, (name, (colour, mark, _)) in enumerate(zip(data.class_names, SERIES, strict=False)):
        points = X[data.labels == number]
        ax.plot(*points.T, mark, color=colour, ms=5, mec="white", mew=0.5, label=name)
    names = [data.feature_names[column] for column in columns]
    ax.set(title=title, xlabel=names[0], ylabel=names[1])
    ax.grid(False)
    ax.legend(loc="upper left")
    return fig, ax


def templates(W: Array) -> tuple[Figure, Axes]:
    """Draw the weights of each digit as a picture of 8 × 8 pixels.

    Parameters
    ----------
    W : ndarray (64, 10)
        Weights; column j belongs to digit j.
    """
    return digits.templates(
        as_array(made(W, "sgd"), (64, 10), "W"),
        "Each class has learned where its ink is, and where it is not",
    )


def mistaken(X: Array, labels: Array, predicted: Array, count: int = 6) -> tuple[Figure, Array]:
    """Draw the first held-out digits that are mistaken for others.

    Parameters
    ----------
    X : ndarray (N, 64)
        Pixels.
    labels, predicted : ndarray (N,)
        True and predicted digits.
    count : int
        How many to draw.
    """
    found = as_array(made(predicted, "predict"), labels.shape, "predict's result").astype(int)
    wrong = np.flatnonzero(labels != found)[:count]
    fig, axes = figure(columns=count, figsize=(9.0, 1.9))
    for ax in axes:
        ax.axis("off")
    for ax, index in zip(axes, wrong, strict=False):
        ax.imshow(X[index].reshape(8, 8), cmap="Greys")
        ax.set_title(f"{labels[index]}, taken for {found[index]}", fontsize=SMALL)
    fig.suptitle("A mistaken digit often looks like the class it was taken for")
    return fig, axes
