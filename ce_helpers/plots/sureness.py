"""What became of the held-out digits: which is taken for which, and how sure that was."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ce_helpers import printed
from ce_helpers.checking import Array, as_array, made
from ce_helpers.data import Dataset
from ce_helpers.plots.style import BLACK, BLUE, ORANGE, SMALL, figure


def confusion(labels: Array, predicted: Array) -> tuple[Figure, Axes]:
    """Draw which digit is taken for which.

    Parameters
    ----------
    labels, predicted : ndarray (N,)
        True and predicted digits.
    """
    found = as_array(made(predicted, "predict"), labels.shape, "predict's result").astype(int)
    inside = (found >= 0) & (found < 10)
    counts = np.zeros((10, 10), dtype=int)
    np.add.at(counts, (labels[inside], found[inside]), 1)
    mistakes = np.where(np.eye(10, dtype=bool), 0, counts)
    fig, ax = figure(figsize=(5.6, 4.8))
    ax.imshow(mistakes, cmap="Oranges", vmax=max(4, 2 * int(mistakes.max())))
    for label, taken in zip(*np.nonzero(counts), strict=True):
        ax.text(taken, label, str(counts[label, taken]), ha="center", va="center", fontsize=SMALL)
    ax.set(xticks=range(10), yticks=range(10), xlabel="taken for", ylabel="true digit")
    ax.set_title("Off the diagonal: which digit is taken for which")
    return fig, ax


def reliability(held_out: Dataset, W: Array, b: Array, groups: int = 9) -> tuple[Figure, Axes]:
    """Draw how often a layer is right over how sure it is, in groups from unsure to sure.

    Parameters
    ----------
    held_out : Dataset
        Digits that it was not trained on.
    W, b : ndarray (64, 10), (10,)
        Its weights and biases.
    groups : int
        In how many groups of one size they are put.
    """
    A = printed.softmax(_logits(held_out, W, b))
    sure, right = A.max(axis=1), A.argmax(axis=1) == held_out.labels
    parts = np.array_split(np.argsort(sure, kind="stable"), groups)
    x, y = ([float(values[part].mean()) for part in parts] for values in (sure, right))
    fig, ax = figure()
    ax.plot([0, 1], [0, 1], ":", color=BLACK, lw=1, label="as often as it says")
    ax.plot(x, y, "o-", color=BLUE, label="held-out digits")
    ax.set(xlabel="how sure, on average", ylabel="how often right", xlim=(0.2, 1.02))
    ax.set(ylim=(0.2, 1.05), title="When it says 80 %, is it right 80 times in 100?")
    ax.legend(loc="lower right")
    return fig, ax


def temperature(held_out: Dataset, W: Array, b: Array) -> tuple[Figure, Axes]:
    """Draw the loss of held-out digits when all their logits are divided by one number.

    Parameters
    ----------
    held_out : Dataset
        Digits that the layer was not trained on.
    W, b : ndarray (64, 10), (10,)
        Its weights and biases.
    """
    Z, Y, T = _logits(held_out, W, b), np.eye(10)[held_out.labels], np.geomspace(0.2, 5, 60)
    losses = [printed.cce_loss(Z / t, Y) for t in T]
    best = int(np.argmin(losses))
    fig, ax = figure()
    ax.plot(T, losses, color=BLUE)
    ax.axvline(1, color=BLACK, lw=0.8, ls=":")
    ax.plot(T[best], losses[best], "s", color=ORANGE)
    ax.annotate(f"T = {T[best]:.2f}", (T[best], losses[best]), (0, 12), textcoords="offset points")
    ax.set(xscale="log", xlabel="temperature T", ylabel="held-out loss of softmax(z / T)")
    ax.minorticks_off()
    ax.set_xticks([0.2, 0.5, 1, 2, 5], ["0.2", "0.5", "1", "2", "5"])
    ax.set_title("One number makes it as sure as it should be")
    return fig, ax


def _logits(held_out: Dataset, W: Array, b: Array) -> Array:
    W, b = as_array(made(W, "sgd"), (64, 10), "W"), as_array(made(b, "sgd"), (10,), "b")
    return held_out.X @ W + b
