"""Pictures of 05_hinge: the loss over the lead, its kink, the violators, what training finds.

Every function returns `(fig, ax)` or `(fig, axes)`. None holds a solution of an exercise:
losses are drawn over numbers that are handed in, weights are the student's.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure
from numpy.typing import NDArray

from ce_helpers.checking import as_array, made, require
from ce_helpers.plots import digits
from ce_helpers.plots.story import leads as leads
from ce_helpers.plots.story import leads_of
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
    label,
    log_scale,
)

Array = NDArray[Any]
PALE = ListedColormap(["#d6e6f2", "#f8dfcf", "#d2ebe3"])
HATCHES = ("", "//", "..")


def over_the_lead() -> tuple[Figure, Axes]:
    """Draw hinge, cross-entropy and mistakes over the lead of the true class over one rival."""
    lead = np.linspace(-2.5, 4, 400)
    fig, ax = figure()
    ax.plot(lead, np.where(lead < 0, 1.0, 0.0), DASHES[3], color=BLACK, lw=1.2)
    ax.plot(lead, np.log1p(np.exp(-lead)), DASHES[1], color=ORANGE)
    ax.plot(lead, np.maximum(0, 1 - lead), DASHES[0], color=BLUE)
    ax.plot(1, 0, "o", color=BLUE)
    label(ax, -1.5, 2.75, "hinge, Δ = 1", BLUE, ha="left")
    label(ax, -2.5, 1.22, "cross-entropy", ORANGE, ha="left")
    label(ax, -2.5, 0.72, "a mistake costs 1", BLACK, ha="left")
    label(ax, 2.3, 0.3, "never quite 0", ORANGE)
    ax.annotate(
        "exactly 0 from a lead of 1 on", (1, 0), (0.9, 1.5), arrowprops={"arrowstyle": "->"}
    )
    ax.set(
        title="The hinge is satisfied, cross-entropy never is",
        xlabel="lead of the true class over one rival, $z_t - z_j$",
        ylabel="cost",
        ylim=(-0.15, 3.6),
    )
    return fig, ax


def kink(shown: tuple[float, ...] = (0.25, 0.5, 0.75)) -> tuple[Figure, Axes]:
    """Draw one term of the loss with lines that touch it at the kink.

    Parameters
    ----------
    shown : tuple of float
        Slopes strictly between 0 and 1 of the lines to draw besides the slopes 0 and 1.
    """
    u = np.linspace(-2, 2, 201)
    fig, ax = figure()
    for slope in shown:
        ax.plot(u, slope * u, DASHES[3], color=PINK, lw=1.4)
        label(ax, 1.62, slope * 1.62 - 0.06, f"slope {slope:g}", BLACK, va="top", fontsize=SMALL)
    ax.plot(u, 0 * u, DASHES[1], color=GREEN, lw=1.6)
    ax.plot(u, np.maximum(0, u), color=BLUE, lw=3)
    ax.plot(0, 0, "o", color=BLACK, ms=8, zorder=3)
    label(ax, 0.35, 1.35, "max(0, u), slope 1 here", BLUE, ha="right")
    label(ax, -1.9, 0.1, "slope 0 here", BLUE)
    label(ax, 1.0, -0.22, "slope 0: what the strict > picks", GREEN, ha="center")
    ax.set(
        title="At the kink every slope from 0 to 1 fits below",
        xlabel="shortfall $u = z_j - z_t + Δ$",
        ylabel="cost of one rival",
        ylim=(-1.2, 2.0),
    )
    return fig, ax


def violators(scores: Array, true_class: int, margin: float = 1.0) -> tuple[Figure, Axes]:
    """Draw the scores of one sample as bars, and the line that rivals should stay below.

    Parameters
    ----------
    scores : ndarray (C,)
        One score per class.
    true_class : int
        Index of the true class.
    margin : float
        The lead Δ.
    """
    line = scores[true_class] - margin
    over = (scores > line) & (np.arange(scores.size) != true_class)
    fig, ax = figure()
    for number, score in enumerate(scores):
        own = number == true_class
        colour, hatch = (BLUE, "") if own else (ORANGE, "//") if over[number] else (GREEN, "..")
        ax.bar(number, score, color="white", edgecolor=colour, hatch=hatch, lw=1.5)
        text = (
            f"true class\npushed\nup, {over.sum()} ×"
            if own
            else "pushed\ndown"
            if over[number]
            else "left\nalone"
        )
        above = max(score, line if not over[number] else 0, 0) + 0.1
        label(ax, number, above, text, ha="center", va="bottom", fontsize=SMALL)
    ax.axhline(line, color=BLACK, ls="--", lw=1.2)
    label(ax, scores.size - 0.45, line, "$z_t - Δ$", va="center")
    ax.axhline(0, color=BLACK, lw=0.8)
    ax.set(
        title=f"{over.sum()} of {scores.size - 1} rivals stand above the line",
        xlabel="class",
        ylabel="score",
        xticks=range(scores.size),
        xlim=(-0.6, scores.size + 0.1),
        ylim=(min(scores.min(), 0) - 0.3, scores.max() + 1.1),
    )
    return fig, ax


def curves(histories: Mapping[str, Any], title: str, first: float) -> tuple[Figure, Axes]:
    """Draw losses over epochs, with the first loss marked.

    Parameters
    ----------
    histories : mapping of str to sequence of float
        Name of the run → its history.
    title : str
        What the picture shows.
    first : float
        The loss at W = 0.
    """
    fig, ax = figure()
    losses = {name: as_array(value, None, "history").ravel() for name, value in histories.items()}
    require(
        all(history.size for history in losses.values()),
        "history is empty: it holds the loss before training and after each epoch.",
    )
    longest = max(len(history) for history in losses.values())
    for number, (name, history) in enumerate(losses.items()):
        marks = {"marker": MARKERS[number], "markevery": max(1, longest // 8), "ms": 6}
        epochs = range(len(history))
        ax.plot(epochs, history, ls=DASHES[number], color=COLORS[number], **marks)
        if len(histories) > 1:
            label(ax, longest - 0.5, history[-1], name, va="center", fontsize=SMALL)
    ax.plot(0, first, "*", color=BLACK, ms=14, zorder=4)
    # above the star, where no curve of a falling loss comes
    ax.annotate(f"C − 1 = {first:g}", (0, first), (0, 9), textcoords="offset points", va="bottom")
    ax.set(title=title, xlabel="epochs", ylabel="loss + penalty, all training data")
    log_scale(ax)
    ax.set_ylim(top=2 * max(first, *(history.max() for history in losses.values())))
    if len(histories) > 1:
        ax.set_xlim(-0.5, 1.3 * longest)
    return fig, ax


def boundaries(
    models: Mapping[str, Array], X: Array, labels: Array, names: tuple[str, ...], axis_names: Any
) -> tuple[Figure, Array]:
    """Draw the regions of linear classifiers side by side, rivals within the margin circled.

    Parameters
    ----------
    models : mapping of str to ndarray (3, C)
        Title → weights of two features and a constant 1.
    X : ndarray (N, 3)
        Samples, the last column ones.
    labels : ndarray (N,)
        Class indices.
    names, axis_names : sequence of str
        Names of the classes and of the two features.
    """
    fig, axes = figure(columns=len(models), sharex=True, sharey=True, squeeze=False)
    low, high = X[:, :2].min(axis=0) - 0.3, X[:, :2].max(axis=0) + 0.3
    grid = np.meshgrid(*(np.linspace(a, b, 240) for a, b in zip(low, high, strict=True)))
    points = np.column_stack([grid[0].ravel(), grid[1].ravel(), np.ones(grid[0].size)])
    for ax, (title, weights) in zip(axes[0], models.items(), strict=True):
        W = as_array(made(weights, "svm_sgd"), (3, len(names)), "W")
        winners = (points @ W).argmax(axis=1).reshape(grid[0].shape)
        ax.pcolormesh(*grid, winners, cmap=PALE, vmin=0, vmax=2, rasterized=True)
        ax.contour(*grid, winners, levels=[0.5, 1.5], colors=BLACK, linewidths=0.8)
        _samples(ax, X, labels, names)
        close = within_margin(X @ W, labels)
        ax.plot(*X[close, :2].T, "o", mfc="none", mec=BLACK, ms=10, mew=1.0)
        ax.set(title=f"{title}: {close.sum()} within the margin", xlabel=axis_names[0])
    axes[0, 0].set_ylabel(axis_names[1])
    axes[0, 0].legend(frameon=True, loc="upper left", fontsize=SMALL)
    return fig, axes[0]


def within_margin(scores: Array, labels: Array) -> Array:
    """Return which samples lead their best rival by less than 1.

    Examples
    --------
    >>> within_margin(np.array([[3.0, 1.0], [0.5, 0.0]]), np.array([0, 0]))
    array([False,  True])
    """
    return leads_of(scores, labels) < 1


def _samples(ax: Axes, X: Array, labels: Array, names: tuple[str, ...]) -> None:
    for number, name in enumerate(names):
        chosen = X[labels == number]
        style: dict[str, Any] = {
            "color": COLORS[number],
            "marker": MARKERS[number],
            "ls": "none",
            "ms": 5,
        }
        ax.plot(chosen[:, 0], chosen[:, 1], label=name, **style)


def templates(W: Array) -> tuple[Figure, Axes]:
    """Draw the weights of each digit as a picture of 8 × 8 pixels, on one signed scale.

    Parameters
    ----------
    W : ndarray (65, 10)
        Weights; the last row, for a constant feature, is left out.
    """
    title = "Ink at + speaks for the digit, at − against it"
    return digits.templates(as_array(W, (65, 10), "W"), title)
