"""Pictures of 04_binary: two activations, the reduction, the losses, the tails, descent.

Every function returns `(fig, ax)` or `(fig, axes)`. None holds a solution of an exercise:
activations and losses are drawn by their printed formulas.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from ce_helpers.binary.descent import fit, history_of
from ce_helpers.calls import result
from ce_helpers.plots.story import three_or_eight as three_or_eight
from ce_helpers.plots.style import BLACK, BLUE, GREEN, ORANGE, SMALL, figure

Array = NDArray[Any]
Loss = Callable[[Array, Array], Any]
SERIES = ((BLUE, "-"), (ORANGE, "--"), (GREEN, "-."))
RUNS = ((0.2, BLUE, "o"), (1.5, ORANGE, "s"), (8.0, GREEN, "^"))


def logistic_curve(s: Array) -> Array:
    """Return 1/(1 + e^{−s}) by the printed formula, overflow and all.

    Examples
    --------
    >>> logistic_curve(np.array([0.0]))
    array([0.5])
    """
    with np.errstate(all="ignore"):
        return 1 / (1 + np.exp(-s))


def softmax_rows(scores: Array) -> Array:
    """Return softmax over the last axis by the printed formula: for small scores alone."""
    return np.exp(scores) / np.exp(scores).sum(axis=-1, keepdims=True)


def activations() -> tuple[Figure, Array]:
    """Draw what happens to three outputs when one score rises: sigmoid beside softmax."""
    first = np.linspace(-4, 4, 161)
    scores = np.stack([first, np.full_like(first, 1.0), np.full_like(first, -0.5)], axis=1)
    fig, axes = figure(columns=2, sharey=True)
    for ax, outputs, symbol in (
        (axes[0], logistic_curve(scores), "σ(s_{})"),
        (axes[1], softmax_rows(scores), "a_{}"),
    ):
        for number, (colour, dash) in enumerate(SERIES):
            ax.plot(first, outputs[:, number], dash, color=colour)
            ax.text(-3.9, outputs[0, number] + 0.03, f"${symbol.format(number + 1)}$", color=colour)
        ax.set(xlabel="score $s_1$, with $s_2 = 1$ and $s_3 = -½$", xlim=(-4, 4))
    axes[0].set(title="Sigmoid: each score on its own", ylabel="output")
    axes[1].set(title="Softmax: one rises, all others fall")
    return fig, axes


def reduction() -> tuple[Figure, Array]:
    """Draw softmax of two random scores over s₁, where it scatters, and over s₁ − s₂."""
    rng = np.random.default_rng(4)
    scores = rng.normal(scale=2.0, size=(250, 2))
    a_1 = softmax_rows(scores)[:, 0]
    line = np.linspace(-8, 8, 161)
    fig, axes = figure(columns=2, sharey=True)
    for ax, across in ((axes[0], scores[:, 0]), (axes[1], scores[:, 0] - scores[:, 1])):
        ax.plot(across, a_1, "o", color=BLUE, ms=3.5, alpha=0.6)
        ax.plot(line, logistic_curve(line), "--", color=ORANGE, lw=2)
        ax.text(4.2, 0.86, "σ", color=ORANGE, fontsize=14)
        ax.set_xlim(-8, 8)
    axes[0].set(title="Over $s_1$: a cloud", xlabel="$s_1$")
    axes[0].set_ylabel("$a_1$ = softmax$(s_1, s_2)_1$")
    axes[1].set(title="Over $s_1 - s_2$: one curve, σ", xlabel="$s_1 - s_2$")
    return fig, axes


def losses() -> tuple[Figure, Axes]:
    """Draw the binary cross-entropy over the logit for three targets."""
    s = np.linspace(-6, 6, 241)
    p = logistic_curve(s)
    fig, ax = figure()
    named = (
        (1.0, "t = 1: −log σ(s)", (-5.9, 6.4), "left"),
        (0.0, "t = 0: −log(1 − σ(s))", (5.9, 6.4), "right"),
        (0.5, "t = ½: their mean", (-5.9, 0.75), "left"),
    )
    for (t, name, place, side), (colour, dash) in zip(named, SERIES, strict=True):
        ax.plot(s, -t * np.log(p) - (1 - t) * np.log(1 - p), dash, color=colour)
        ax.text(*place, name, color=colour, ha=side)
    ax.set(
        title="Sure and wrong costs in proportion; sure and right, next to nothing",
        xlabel="logit s",
        ylabel="loss in nats",
        ylim=(0, 7),
    )
    return fig, ax


def tails(loss: Loss | None = None) -> tuple[Figure, Array]:
    """Draw the loss for t = 0 far out, by the printed formula and by a function given.

    Parameters
    ----------
    loss : callable, optional
        Function of arrays (s, t) of one shape; drawn over the printed formula.
    """
    fig, axes = figure(columns=2)
    for ax, s in zip(axes, (np.linspace(-42, -30, 481), np.linspace(30, 42, 481)), strict=True):
        with np.errstate(all="ignore"):
            naive = -np.log(1 - logistic_curve(s))
        ax.plot(s, np.where(naive > 0, naive, np.nan), color=ORANGE, lw=2.5)
        if loss is not None:
            ax.plot(s, result(loss, s, np.zeros_like(s), shape=s.shape), "--", color=BLUE)
        ax.set_xlabel("logit s, with t = 0")
        ax.set_xlim(s[0], s[-1])
    axes[0].set(title="Lower tail: steps, then 0", ylabel="loss in nats", yscale="log")
    axes[1].set(title="Upper tail: steps, then ∞", ylim=(29, 43))
    _mark_tails(axes, loss is not None)
    return fig, axes


def _mark_tails(axes: Array, with_loss: bool) -> None:
    axes[0].text(-37.2, 1e-14, "−log(1 − σ(s))\nas printed", color=ORANGE)
    axes[1].text(37.0, 31.0, "−log(1 − σ(s))\nas printed", color=ORANGE, ha="left")
    for ax, edge in zip(axes, (-37.43, 36.74), strict=True):
        ax.axvline(edge, ls=":", color=BLACK, lw=1)
    if with_loss:
        axes[0].text(-36.0, 1e-18, "yours", color=BLUE)
        axes[1].text(39.0, 40.5, "yours", color=BLUE, ha="right")
        axes[0].set_title("Lower tail: yours goes on")
        axes[1].set_title("Upper tail: yours goes on")


def labels() -> tuple[Figure, Array]:
    """Draw four scores of one photograph that shows two of four things, both ways."""
    names = ("car ✓", "person ✓", "dog", "boat")
    scores = np.array([3.0, 2.5, -1.5, -4.0])
    ticks = [f"{name}  s = {score:+.1f}" for name, score in zip(names, scores, strict=True)]
    fig, axes = figure(columns=2, sharey=True)
    shares, separate = softmax_rows(scores), logistic_curve(scores)
    places = np.arange(4)[::-1]
    _bars(axes[0], places, shares, shares, BLUE)
    _bars(axes[1], places, separate, np.ones(4), ORANGE)
    background = {"color": "white", "edgecolor": BLACK, "hatch": "//", "lw": 0.8}
    axes[1].barh(places, 1 - separate, left=separate, height=0.6, **background)
    axes[1].text(0.98, -0.5, "hatched: background", ha="right", va="top", fontsize=SMALL)
    axes[0].set_yticks(places, ticks)
    axes[0].set(title="Softmax: the two must share 1")
    axes[1].set(title="Sigmoid: four separate questions")
    for ax in axes:
        ax.set(xlim=(0, 1.2), xlabel="probability", ylim=(-0.9, 3.6))
    return fig, axes


def _bars(ax: Axes, places: Array, widths: Array, ends: Array, colour: str) -> None:
    ax.barh(places, widths, height=0.6, color=colour)
    for place, width, end in zip(places, widths, ends, strict=True):
        ax.text(end + 0.03, place, f"{width:.2f}", va="center", fontsize=SMALL)


def printed_sigmoid() -> tuple[Figure, Axes]:
    """Draw the sigmoid as sheet 003 prints it, and the share of two classes with scores s, 0."""
    s = np.linspace(-6, 6, 241)
    share = softmax_rows(np.stack([s, 0 * s], axis=1))[:, 0]
    fig, ax = figure()
    ax.plot(s, 1 / (1 + np.exp(s)), color=ORANGE)
    ax.plot(s, share, "--", color=BLUE)
    ax.plot(0, 0.5, "o", color=BLACK)
    ax.text(-5.8, 0.86, "$1/(1 + e^{s})$, as printed", color=ORANGE)
    ax.text(2.0, 0.8, "softmax$(s, 0)_1$", color=BLUE)
    ax.set(title="They agree at s = 0 and nowhere else", xlabel="score s", ylabel="probability")
    return fig, ax


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
        runs = [fit(logistic_regression, X, t, rate, k) for k in range(steps + 1)]
        path, history = [theta for theta, _ in runs], history_of(runs[-1][1], steps)
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
        history = history_of(fit(logistic_regression, X, t, factor * rate, steps)[1], steps)
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
    ax.clabel(lines, np.asarray(lines.levels)[::3], fontsize=SMALL, fmt="%.2f")
    ax.plot(0, 0, "x", color=BLACK, ms=9, mew=2, zorder=5)
    ax.set(xlabel="$θ_1$", ylabel="$θ_2$")
