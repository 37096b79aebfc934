"""One look for all figures: size, colours that differ in grey too, direct labels.

The colours are of Okabe and Ito's colour-blind safe set, darkened until words in them are at least
4.5:1 against white. Never the only signal: pair each with a marker or a dash.
"""

from __future__ import annotations

from typing import Any

import matplotlib
import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, NullFormatter

BLUE, ORANGE, GREEN, PINK, BLACK = "#0072B2", "#C05500", "#008561", "#B0508A", "#000000"
COLORS = (BLUE, ORANGE, GREEN, PINK, BLACK)
DASHES = ("-", "--", "-.", ":", (0, (5, 1, 1, 1)))
MARKERS = ("o", "s", "^", "D", "v")
SIZE = (6.0, 3.5)
#: The smallest text, in points: on a telephone the site shows figures at 0.63 of their size, which
#: leaves 9 pixels of it.
SMALL = 10.4
SEQUENTIAL = "cividis"
DIVERGING = "RdBu_r"
RC: Any = {
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": "medium",
    "font.size": 11.0,
    "lines.linewidth": 2.0,
    "savefig.dpi": 100,
    "figure.dpi": 100,
}


def figure(*, rows: int = 1, columns: int = 1, **options: Any) -> tuple[Figure, Any]:
    """Return a figure in the course's style, with one or more axes.

    Parameters
    ----------
    rows, columns : int
        Grid of axes; the figure grows with it.
    **options
        Handed on to `matplotlib.pyplot.subplots`, for example ``sharey=True``.

    Returns
    -------
    fig : Figure
        About 6 × 3.5 inches for one pair of axes.
    ax : Axes or ndarray of Axes
        One axes, or an array of them, as `subplots` returns it.

    Examples
    --------
    >>> fig, axes = figure(columns=2)
    >>> axes.shape
    (2,)
    >>> plt.close(fig)
    """
    width, height = SIZE
    default = (width if columns == 1 else 9.0, height if rows == 1 else 2.2 * rows)
    size = options.pop("figsize", default)
    with plt.rc_context(RC):
        fig, axes = plt.subplots(rows, columns, figsize=size, layout="constrained", **options)
        interactive = plt.isinteractive()
    # the first figure loads the backend, and Jupyter's turns interactive mode on: leaving the
    # context would turn it off again, and no later figure would be shown
    matplotlib.interactive(interactive)
    return fig, axes


def label(ax: Axes, x: float, y: float, text: str, color: str = BLACK, **options: Any) -> None:
    """Write a label beside what it names, on a white ground so that lines don't cross it."""
    box = {"facecolor": "white", "edgecolor": "none", "pad": 1.0, "alpha": 0.8}
    ax.annotate(text, (x, y), color=color, bbox=box, **options)


def ink(color: Any) -> str:
    """Return black or white for words on a colour: the one that is at least 4.5:1 against it."""
    *channels, opaque = to_rgba(color)
    on_white = (channel * opaque + 1 - opaque for channel in channels)
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in on_white)
    luminance = sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return "black" if luminance > 0.179 else "white"


def log_scale(ax: Axes) -> None:
    """Make the vertical axis logarithmic, with plain numbers: 0.5, not 5×10⁻¹."""
    ax.set_yscale("log")
    ax.yaxis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)))
    ax.yaxis.set_major_formatter("{x:g}")
    ax.yaxis.set_minor_formatter(NullFormatter())
