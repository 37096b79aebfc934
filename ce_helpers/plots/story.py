"""One story through all five notebooks: handwritten digits, and what a classifier makes of them.

Every function returns `(fig, ax)` or `(fig, axes)`. None holds a solution of an exercise: softmax
is drawn by its printed formula, or is the student's function.
"""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ce_helpers import data, printed
from ce_helpers.calls import result
from ce_helpers.checking import Array, Function
from ce_helpers.plots.digits import GAP, SIDE, tiled
from ce_helpers.plots.style import BLACK, BLUE, DIVERGING, ORANGE, PINK, SMALL, figure

#: Of the held-out digits: one sure and right, one torn in two, one sure and wrong, one lost.
FOUR = (0, 204, 66, 132)
_PITCH, _BAR = SIDE + GAP, 0.85  # pixels from digit to digit, from bar to bar


def four_digits(softmax: Function | None = None) -> tuple[Figure, Array]:
    """Draw four digits over the ten scores that a classifier gives to each.

    Parameters
    ----------
    softmax : callable, optional
        With it, probabilities stand in the place of the scores.
    """
    held_out, scores = data.scored_digits()
    pictures, heights, what = held_out.X[[*FOUR]], scores[[*FOUR]], "score"
    if softmax is not None:
        heights, what = result(softmax, heights, shape=heights.shape), "probability"
    fig, axes = _over_bars(pictures, heights)
    axes[1].set(ylabel=what, xlabel="class")
    fig.suptitle(
        "One is sure, one is torn, one is sure and wrong, one hardly knows"
        if softmax
        else "Ten scores for each digit: which is it, and how sure?"
    )
    return fig, axes


def four_costs() -> tuple[Figure, Array]:
    """Draw the same four digits over their probabilities, with the true class marked."""
    held_out, scores = data.scored_digits()
    beliefs, labels = printed.softmax(scores[[*FOUR]]), held_out.labels[[*FOUR]]
    fig, axes = _over_bars(held_out.X[[*FOUR]], beliefs)
    for number, (belief, label) in enumerate(zip(beliefs, labels, strict=True)):
        x, height = _PITCH * number + _BAR * label, belief[label]
        axes[1].bar(x, height, _BAR, color=ORANGE, hatch="//", ec=BLACK)
        axes[1].text(_PITCH * number + 4, 1.05, f"a {label}, believed: {height:.0%}", ha="center")
    axes[1].set(ylabel="probability", xlabel="class", ylim=(0, 1.2))
    fig.suptitle("What should each belief cost, now that the digit is known?")
    return fig, axes


def _over_bars(pictures: Array, heights: Array) -> tuple[Figure, Array]:
    """Draw a row of digits, and under each a bar for every class: two axes, for speed."""
    fig, axes = figure(rows=2, figsize=(9.0, 4.2), sharex=True, height_ratios=(5, 6))
    axes[0].imshow(tiled(pictures.T, len(pictures))[GAP:], cmap="Greys", aspect="auto")
    axes[0].axis("off")
    x = (_PITCH * np.arange(len(pictures))[:, None] + _BAR * np.arange(heights.shape[1])).ravel()
    axes[1].bar(x, heights.ravel(), 0.8 * _BAR, color=BLUE)
    axes[1].axhline(0, color=BLACK, lw=0.8)
    axes[1].set_xticks(x, [*range(heights.shape[1])] * len(pictures), fontsize=SMALL)
    axes[1].tick_params(axis="x", length=0)
    return fig, axes


def weighed() -> tuple[Figure, Array]:
    """Draw one digit, the weights of two classes, and ink times weight: their sum is a score."""
    x, W = data.scored_digits()[0].X[FOUR[0]], data.trained_layer()[0]
    limit = float(np.abs(W).max())
    fig, axes = figure(rows=2, columns=3, figsize=(6.4, 4.6))
    for row, digit in zip(axes, (6, 8), strict=True):
        product = x * W[:, digit]
        pictures = {
            "ink $x$": x,
            f"weights of class {digit}": W[:, digit],
            f"product: sum {product.sum():.1f}": product,
        }
        for ax, (name, picture) in zip(row, pictures.items(), strict=True):
            signed = {} if picture is x else {"vmin": -limit, "vmax": limit}
            ax.imshow(picture.reshape(SIDE, SIDE), cmap=DIVERGING if signed else "Greys", **signed)
            ax.set_title(name, fontsize=SMALL)
            ax.axis("off")
    fig.suptitle("A score is ink times weight, summed over the pixels")
    return fig, axes


def three_or_eight() -> tuple[Figure, Axes]:
    """Draw the held-out threes and eights over the lead of one score, and the sigmoid."""
    held_out, scores = data.scored_digits()
    s, rng = scores[:, 3] - scores[:, 8], np.random.default_rng(0)
    fig, ax = figure()
    line = np.linspace(-18, 20, 300)
    ax.plot(line, printed.logistic(line), color=BLACK, label="σ(s)")
    for digit, height, colour, mark in ((3, 1, BLUE, "o"), (8, 0, ORANGE, "s")):
        of_digit = s[held_out.labels == digit]
        near = height + rng.uniform(-0.06, 0.06, len(of_digit))  # or they would hide each other
        ax.plot(of_digit, near, mark, color=colour, ms=4, mec="white", mew=0.4, label=f"a {digit}")
    ax.axvline(0, color=BLACK, lw=0.8, ls=":")
    ax.set(xlabel="s: the score of 3 less the score of 8", ylabel="probability of a 3")
    ax.set_title("One score for one question: a 3, or an 8?")
    ax.legend(loc="center left")
    return fig, ax


def leads_of(scores: Array, labels: Array) -> Array:
    """Return by how much the true class leads its best rival, for each sample.

    Parameters
    ----------
    scores : ndarray (N, C)
        One sample per row.
    labels : ndarray (N,)
        The true classes.

    Returns
    -------
    ndarray (N,)
        Below 0 for a mistake.

    Examples
    --------
    >>> leads_of(np.array([[3.0, 1.0], [0.5, 1.0]]), np.array([0, 0]))
    array([ 2. , -0.5])
    """
    rows, rivals = np.arange(len(labels)), scores.copy()
    rivals[rows, labels] = -np.inf
    return scores[rows, labels] - rivals.max(axis=1)


def leads(margin: float = 1.0) -> tuple[Figure, Axes]:
    """Draw how far the true class leads its best rival, for all held-out digits.

    Parameters
    ----------
    margin : float
        The lead that is asked for.
    """
    held_out, scores = data.scored_digits()
    lead = leads_of(scores, held_out.labels)
    groups = {
        "mistaken": (lead < 0, ORANGE, "//"),
        f"right, by less than {margin:g}": ((lead >= 0) & (lead < margin), PINK, "xx"),
        f"right, by {margin:g} or more": (lead >= margin, BLUE, ""),
    }
    fig, ax = figure()
    for name, (chosen, colour, hatch) in groups.items():
        label, edges = f"{name}: {chosen.sum()}", np.arange(-6, 18.5, 0.5)
        ax.hist(lead[chosen], edges, color=colour, hatch=hatch, ec="white", lw=0.5, label=label)
    ax.set(xlabel="lead of the true class over its best rival", ylabel="held-out digits")
    ax.set_title("Most digits are right by far: what is that worth?")
    ax.legend()
    return fig, ax
