"""What a figure shows, in short, before it is drawn: equal figures are drawn once in a course.

The figure is laid out and traversed as for drawing, but on a canvas that only notes where lines,
words and colours would go, to a fraction of a pixel. That is a third of the work, or less.
"""

from __future__ import annotations

import contextlib
import hashlib
import warnings
from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure

_STEPS = 32  # of a pixel
_SHADES = 255
_DIGITS = 6
_FAR = 2.0**40  # pixels; what lies beyond is nowhere
_POINTS_PER_INCH = 72
# about as wide and high as text is; the digest needs no more
_WIDTH, _HEIGHT, _DEPTH = 0.6, 1.4, 0.3


def digest_of(figure: Figure, source: str) -> str:
    """Return what a figure and the cell that makes it come to.

    Parameters
    ----------
    figure : Figure
        Not changed.
    source : str
        The cell's text.

    Returns
    -------
    str
        Equal for figures that look the same; empty where that cannot be told.
    """
    notes = _Notes(figure, source)
    try:
        with warnings.catch_warnings(), _as_it_is(figure):
            warnings.simplefilter("ignore")  # they come when it is drawn
            figure.draw(notes)
    except Exception:  # what cannot be noted can often be drawn
        return ""
    return notes.digest.hexdigest()


@contextlib.contextmanager
def _as_it_is(figure: Figure) -> Iterator[None]:
    """Do not fit the words, which is most of the work."""
    engine = figure.get_layout_engine()
    if engine is None:
        yield
        return
    figure.set_layout_engine("none")
    try:
        yield
    finally:
        figure.set_layout_engine(engine)


class _Notes(RendererBase):
    """A canvas that keeps nothing but a digest of what is drawn on it."""

    def __init__(self, figure: Figure, source: str) -> None:
        super().__init__()
        self.digest = hashlib.blake2b(source.encode("utf-8", "replace"), digest_size=16)
        self._size = figure.bbox.size
        self._dpi = figure.dpi
        self._note(figure.get_size_inches(), self._dpi)

    def _note(self, *parts: Any) -> None:
        for part in parts:
            known = part.tobytes() if isinstance(part, np.ndarray) else repr(part).encode()
            self.digest.update(known + b"\0")

    def _places(self, transform: Any, points: Any) -> Any:
        """Return where points lie on the canvas, in fractions of a pixel."""
        found = np.nan_to_num(transform.transform(points), nan=_FAR, posinf=_FAR, neginf=-_FAR)
        return np.rint(np.clip(found, -_FAR, _FAR) * _STEPS).astype(np.int64)

    def _pen(self, gc: Any, *colors: Any) -> None:
        """Note how a line is drawn, and within which limits."""
        clip, (path, transform) = gc.get_clip_rectangle(), gc.get_clip_path()
        self._note(*(_shades(color) for color in (gc.get_rgb(), *colors)))
        self._note(gc.get_linewidth(), gc.get_dashes(), gc.get_alpha(), gc.get_hatch())
        self._note(None if clip is None else np.rint(clip.get_points() * _STEPS))
        self._note(None if path is None else self._places(transform, path.vertices))

    def get_canvas_width_height(self) -> Any:
        return self._size

    def points_to_pixels(self, points: Any) -> Any:
        return points * self._dpi / _POINTS_PER_INCH

    def get_text_width_height_descent(self, s: Any, prop: Any, ismath: Any) -> Any:
        size = prop.get_size_in_points()
        return len(s) * size * _WIDTH, size * _HEIGHT, size * _DEPTH

    def draw_path(self, gc: Any, path: Any, transform: Any, rgbFace: Any = None) -> None:
        self._pen(gc, rgbFace)
        self._note("path", self._places(transform, path.vertices), path.codes)

    def draw_markers(self, gc: Any, *args: Any, rgbFace: Any = None) -> None:
        marker, marker_transform, path, transform, *face = args
        self._pen(gc, *face, rgbFace)
        self._note("markers", self._places(marker_transform, marker.vertices), marker.codes)
        self._note(self._places(transform, path.vertices))

    def draw_path_collection(self, gc: Any, *args: Any, **more: Any) -> None:
        transform, paths, each, offsets, offset_transform, faces, edges, *pens = args
        self._pen(gc, faces, edges)
        self._note("paths", *(self._places(transform, path.vertices) for path in paths))
        self._note(np.round(each, _DIGITS), self._places(offset_transform, offsets))
        self._note([list(pen) for pen in pens[:2]])  # widths and dashes

    def draw_quad_mesh(self, gc: Any, *args: Any) -> None:
        transform, width, height, corners, offsets, offset_transform, faces, _, edges = args
        self._pen(gc, faces, edges)
        self._note("mesh", width, height, self._places(transform, corners.reshape(-1, 2)))
        self._note(self._places(offset_transform, offsets))

    def draw_image(self, gc: Any, x: Any, y: Any, im: Any, transform: Any = None) -> None:
        self._note("image", round(x), round(y), np.asarray(im))

    def draw_text(self, gc: Any, *args: Any, **more: Any) -> None:
        x, y, s, prop, angle, *_ = args
        self._pen(gc)
        self._note("text", s, round(x * _STEPS), round(y * _STEPS), round(angle, _DIGITS))
        self._note(prop.get_size_in_points(), prop.get_weight(), prop.get_style())


def _shades(color: Any) -> Any:
    """Return a colour, or an array of them, as bytes have it."""
    return None if color is None else np.rint(np.asarray(color, float) * _SHADES)
