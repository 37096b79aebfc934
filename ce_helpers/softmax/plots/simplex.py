"""The picture of the simplex: what softmax does to the plane of logits."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ce_helpers import printed
from ce_helpers.checking import Array
from ce_helpers.plots.style import BLACK, BLUE, GREEN, ORANGE, figure, label

CORNERS = np.array([[0.0, 0.0], [1.0, 0.0], [0.5, np.sqrt(3) / 2]])


def simplex(z: tuple[float, float, float] = (1.0, 0.2, -1.2)) -> tuple[Figure, Array]:
    """Draw what softmax does to the plane of logits, and the path of z / T.

    Parameters
    ----------
    z : tuple of three floats
        The logits whose temperature is varied; the first is the largest.
    """
    fig, axes = figure(columns=2)
    for colour, dash, lines in _grid():
        for line in lines:
            axes[0].plot(*(line @ CORNERS).T, dash, color=colour, lw=0.9)
            axes[1].plot(*(printed.softmax(line) @ CORNERS).T, dash, color=colour, lw=0.9)
    _temperature_path(axes, np.array(z))
    _triangle(axes[1])
    for number, corner in enumerate(CORNERS - CORNERS.mean(axis=0), start=1):
        axes[0].text(*(11.5 * corner), f"$z_{number}$ grows", ha="center", va="center")
    axes[0].set(
        title="The plane of logits, $z_1 + z_2 + z_3 = 0$, …", xlim=(-7.5, 7.5), ylim=(-4.2, 7.2)
    )
    axes[0].axis("off")
    axes[1].set(title="… is pressed into the simplex", xlim=(-0.3, 1.15), ylim=(-0.14, 1.0))
    axes[1].axis("off")
    for ax in axes:
        ax.set_aspect("equal")
    return fig, axes


def _grid() -> list[tuple[str, str, list[Array]]]:
    """Return two families of straight lines in the plane of logits that sum to 0."""
    across, up = np.array([-1.0, 1.0, 0.0]), np.array([-1.0, -1.0, 2.0]) / np.sqrt(3)
    run = np.linspace(-4, 4, 161)[:, np.newaxis]
    steps = np.arange(-4, 5)
    return [
        (BLUE, "-", [run * across + step * up for step in steps]),
        (GREEN, "--", [step * across + run * up for step in steps]),
    ]


def _temperature_path(axes: Array, z: Array) -> None:
    z = z - z.mean()
    path = z / np.geomspace(0.3, 60, 200)[:, np.newaxis]
    axes[0].plot(*(path @ CORNERS).T, color=ORANGE, lw=2.5)
    axes[1].plot(*(printed.softmax(path) @ CORNERS).T, color=ORANGE, lw=2.5)
    for T, mark in ((60.0, "o"), (1.0, "s"), (0.3, "^")):
        for ax, point in zip(axes, (z / T, printed.softmax(z / T)), strict=True):
            ax.plot(*(point @ CORNERS), mark, color=BLACK, ms=7, zorder=3)
            x, y = point @ CORNERS + _beside(ax is axes[1], T)
            label(ax, x, y, f"T = {T:g}", zorder=4)


def _beside(in_simplex: bool, T: float) -> Array:
    """Return where to write a temperature, relative to its point."""
    if not in_simplex:
        return np.array([0.35, -0.1])
    return np.array([-0.27, 0.05]) if T < 1 else np.array([0.06, 0.03])


def _triangle(ax: Axes) -> None:
    ax.fill(*CORNERS.T, fill=False, ec=BLACK, lw=1.5)
    for number, (corner, offset) in enumerate(
        zip(CORNERS, ((0.0, -0.1), (0.0, -0.1), (0.0, 0.04)), strict=True), start=1
    ):
        x, y = corner + offset
        ax.text(x, y, f"$a_{number} = 1$", ha="center")
