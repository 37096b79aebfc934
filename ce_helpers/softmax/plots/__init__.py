"""Pictures of 01_softmax: the logistic curve, the layer, the simplex, overflow, the Jacobian.

Every function returns `(fig, ax)` or `(fig, axes)`. None holds a solution of an exercise:
softmax is drawn by its printed formula, and derivatives are measured by central differences.
"""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import TwoSlopeNorm
from matplotlib.figure import Figure
from matplotlib.image import AxesImage

from ce_helpers import printed
from ce_helpers.calls import call
from ce_helpers.checking import Array, Function, describe, name_of, require
from ce_helpers.numeric import central_jacobian
from ce_helpers.plots.story import four_digits as four_digits
from ce_helpers.plots.style import BLACK, BLUE, DIVERGING, GREEN, ORANGE, PINK, SMALL, figure, ink
from ce_helpers.softmax.plots.simplex import simplex as simplex

SERIES = ((BLUE, "o", "-"), (ORANGE, "s", "--"), (GREEN, "^", "-."))


def logistic() -> tuple[Figure, Array]:
    """Draw the logistic function and, beside it, its measured slope."""
    s = np.linspace(-8, 8, 321)
    h = 1e-5
    curve = printed.logistic(s)
    slope = (printed.logistic(s + h) - printed.logistic(s - h)) / (2 * h)
    fig, axes = figure(columns=2)
    axes[0].plot(s, curve, color=BLUE)
    axes[0].plot(0, 0.5, "o", color=BLACK)
    axes[0].annotate("σ(0) = ½", (0, 0.5), (1.2, 0.42))
    axes[0].set(title="σ turns a score into a probability", ylabel="σ(s) = P(t = 1 | x; θ)")
    axes[1].plot(s, slope, "--", color=ORANGE)
    axes[1].plot(0, 0.25, "o", color=BLACK)
    axes[1].annotate("slope ¼", (0, 0.25), (1.2, 0.24))
    axes[1].set(
        title="Its slope is at most ¼, at s = 0", ylabel="measured slope of σ", ylim=(0, 0.28)
    )
    for ax in axes:
        ax.set_xlabel("score s = θᵀx")
    return fig, axes


def layer() -> tuple[Figure, Axes]:
    """Draw the softmax layer: features, logits, outputs, and what depends on what."""
    fig, ax = figure()
    columns = {
        0.0: ("$x_1$", "$x_2$", "⋮", "$x_D$"),
        1.5: ("$z_1$", "$z_2$", "⋮", "$z_C$"),
        3.0: ("$a_1$", "$a_2$", "⋮", "$a_C$"),
    }
    heights = (3.0, 2.0, 1.0, 0.0)
    _edges(ax, 0.0, 1.5, heights, BLUE, "-")
    _edges(ax, 1.5, 3.0, heights, ORANGE, "--")
    for (left, names), colour in zip(columns.items(), (BLACK, BLUE, ORANGE), strict=True):
        _nodes(ax, left, heights, names, colour)
    for left, name in ((0.0, "features"), (1.5, "logits"), (3.0, "outputs")):
        ax.text(left, -0.65, name, ha="center", va="center")
    ax.text(0.75, 3.5, "$z = W^T x + b$", ha="center", color=BLUE)
    ax.text(2.25, 3.5, "softmax", ha="center", color=ORANGE)
    ax.text(3.35, 1.5, "$a_k = P(t = k \\mid z)$\nall positive,\nsum 1", va="center")
    ax.set(xlim=(-0.4, 4.5), ylim=(-0.9, 3.9), title="Every output depends on every logit")
    ax.set_aspect("equal")
    ax.axis("off")
    return fig, ax


def _edges(
    ax: Axes, left: float, right: float, heights: tuple[float, ...], colour: str, dash: str
) -> None:
    drawn = [height for height in heights if height != 1.0]  # the row of dots has no edges
    for start in drawn:
        for end in drawn:
            ax.plot([left, right], [start, end], dash, color=colour, lw=0.9, alpha=0.7, zorder=1)


def _nodes(
    ax: Axes, left: float, heights: tuple[float, ...], names: tuple[str, ...], colour: str
) -> None:
    for height, name in zip(heights, names, strict=True):
        if name != "⋮":
            ax.plot(left, height, "o", ms=24, mfc="white", mec=colour, mew=1.5, zorder=2)
        ax.text(left, height, name, ha="center", va="center", zorder=3)


def overflow(softmax: Function = printed.softmax) -> tuple[Figure, Axes]:
    """Draw softmax of (c, c + 1, c + 2) over c, which on paper is three level lines.

    Parameters
    ----------
    softmax : callable
        (C,) → (C,); the printed formula unless given.
    """
    shifts = np.arange(-1000.0, 1001.0, 4.0)
    values = np.array([_drawn(softmax, c + np.arange(3.0), (3,)) for c in shifts])
    fig, ax = figure()
    for k, (colour, mark, dash) in enumerate(SERIES):
        name = f"$a_{k + 1}$"
        ax.plot(shifts, values[:, k], dash, color=colour, marker=mark, markevery=50)
        ax.text(1030, printed.softmax(np.arange(3.0))[k], name, color=colour, va="center")
    broken = ~np.isfinite(values).all(axis=1)
    for side, text in ((shifts > 0, "∞/∞"), (shifts < 0, "0/0")):
        _shade(ax, shifts[broken & side], text)
    title = "The printed formula fails far from 0" if broken.any() else "A shift changes nothing"
    ax.set(title=title, xlabel="shift c, added to every logit", ylabel="softmax(c, c + 1, c + 2)")
    ax.set(xlim=(-1000, 1000), ylim=(0, 1))
    return fig, ax


def _drawn(func: Function, z: Array, shape: tuple[int, ...]) -> Array:
    """Return what a function has for a picture, NaN included, or say why there is none."""
    value = call(func, z)
    try:
        array = np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        array = np.empty(0)
    wanted = f"{name_of(func)} should return an array of shape {shape} to be drawn"
    require(array.shape == shape, f"{wanted}, not {describe(value)}.")
    return array


def _shade(ax: Axes, where: Array, text: str) -> None:
    if where.size:
        ax.axvspan(where.min(), where.max(), color=PINK, alpha=0.25, hatch="//", lw=0)
        ax.text(where.mean(), 0.8, f"{text}\nNaN", ha="center", va="center")


def measured_jacobian(z: Array) -> tuple[Figure, Axes]:
    """Draw the Jacobian of softmax at z, measured with central differences.

    Parameters
    ----------
    z : ndarray (C,)
        Logits.
    """
    fig, ax = figure()
    J = central_jacobian(printed.softmax, z)
    image = _heat_map(ax, J, limit=0.25)
    fig.colorbar(image, ax=ax, label="derivative of $a_k$ with respect to $z_j$")
    ax.set_title("Raising one logit takes from all the others")
    return fig, ax


def jacobian_by_scale(
    jacobian: Function, z: Array, scales: tuple[float, ...] = (0.25, 1, 4)
) -> tuple[Figure, Array]:
    """Draw the Jacobian of softmax at several multiples of z, on one colour scale.

    Parameters
    ----------
    jacobian : callable
        (C,) → (C, C), entry [k, j] the derivative of output k with respect to logit j.
    z : ndarray (C,)
        Logits.
    scales : tuple of float
        What z is multiplied by, each > 0.
    """
    fig, axes = figure(columns=len(scales), figsize=(9.0, 3.1))
    for ax, scale in zip(axes, scales, strict=True):
        image = _heat_map(ax, _drawn(jacobian, scale * z, (z.size, z.size)), limit=0.25)
        ax.set_title("logits z" if scale == 1 else f"logits {scale:g} z")
    fig.colorbar(image, ax=axes, label="derivative of $a_k$ with respect to $z_j$", shrink=0.7)
    fig.suptitle("A softmax that is sure hardly responds")
    return fig, axes


def _heat_map(ax: Axes, J: Array, limit: float) -> AxesImage:
    """Draw a signed matrix with its numbers; the sign is also in the print, not in colour alone."""
    image = ax.imshow(J, cmap=DIVERGING, norm=TwoSlopeNorm(0, -limit, limit))
    for (k, j), value in np.ndenumerate(J):
        color = ink(image.to_rgba(value))
        text = f"{value:+.2f}" if abs(value) >= 0.005 else f"{value:+.0f}" if value else "0"
        ax.text(j, k, text, ha="center", va="center", color=color, fontsize=SMALL)
    ticks = range(len(J))
    ax.set(xticks=ticks, yticks=ticks, xlabel="logit j", ylabel="output k")
    ax.set_xticklabels([str(t + 1) for t in ticks])
    ax.set_yticklabels([str(t + 1) for t in ticks])
    ax.grid(False)
    return image
