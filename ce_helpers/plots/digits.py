"""The weights of each digit as pictures side by side, for `sgd` and `hinge`."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from ce_helpers.plots.style import DIVERGING, figure

Array = NDArray[Any]
SIDE, ACROSS, GAP = 8, 5, 3


def templates(W: Array, title: str) -> tuple[Figure, Axes]:
    """Draw the weights of each digit as a picture of 8 × 8 pixels, on one signed scale.

    Parameters
    ----------
    W : ndarray (64 or 65, 10)
        Weights; column j belongs to digit j, a last row for a constant feature is left out.
    title : str
        What the picture shows, in a sentence.
    """
    limit = float(np.abs(W[: SIDE**2]).max())
    fig, ax = figure(figsize=(9.0, 4.4))
    # one image: an axes for each digit takes five times as long to draw
    image = ax.imshow(tiled(W[: SIDE**2]), cmap=DIVERGING, vmin=-limit, vmax=limit)
    for digit in range(W.shape[1]):
        row, column = divmod(digit, ACROSS)
        x = column * (SIDE + GAP) + (SIDE - 1) / 2
        ax.text(x, row * (SIDE + GAP) + GAP - 1, str(digit), ha="center", va="bottom")
    ax.axis("off")
    fig.colorbar(image, ax=ax, label="weight of a pixel", shrink=0.8)
    fig.suptitle(title)
    return fig, ax


def tiled(W: Array, across: int = ACROSS) -> Array:
    """Return the columns as tiles in rows, empty space above each row and between.

    Parameters
    ----------
    W : ndarray (64, C)
        One picture per column.
    across : int
        Tiles in a row.

    Returns
    -------
    ndarray
        Pixels; NaN, which is not drawn, between the tiles.

    Examples
    --------
    >>> tiled(np.ones((64, 10))).shape
    (22, 52)
    """
    rows = -(-W.shape[1] // across)
    step = SIDE + GAP
    pixels = np.full((rows * step, across * step - GAP), np.nan)
    for number, picture in enumerate(W.T.reshape(-1, SIDE, SIDE)):
        row, column = divmod(number, across)
        top, left = row * step + GAP, column * step
        pixels[top : top + SIDE, left : left + SIDE] = picture
    return pixels
