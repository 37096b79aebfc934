"""One look for all figures: its colours can be told apart, its size is that of the style."""

import re
from pathlib import Path

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_rgb

from ce_helpers.plots import movable, style


@pytest.fixture(autouse=True)
def no_window(monkeypatch):
    """Draw without a screen, and close what was drawn."""
    matplotlib.use("agg")
    yield
    plt.close("all")


def luminance(color):
    """Relative luminance of WCAG 2.2."""
    channels = np.array(to_rgb(color))
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]


@pytest.mark.parametrize("color", style.COLORS)
def test_each_colour_stands_out_from_white(color):
    """At least 4.5:1, as WCAG asks of words (success criterion 1.4.3): labels have it, too."""
    assert 1.05 / (luminance(color) + 0.05) >= 4.5


def test_numbers_on_a_colour_map_stand_out():
    """Black or white, whichever is 4.5:1 against the square; a square of NaN stays white paper."""
    shades = matplotlib.colormaps[style.DIVERGING](np.linspace(0, 1, 201))
    for shade in shades:
        light, dark = sorted([luminance(shade[:3]), float(style.ink(shade) == "white")])[::-1]
        assert (light + 0.05) / (dark + 0.05) >= 4.5
    assert style.ink((0, 0, 0, 0)) == "black"


def test_no_text_in_a_figure_is_smaller_than_the_smallest():
    """Sizes are given by that name, or are larger."""
    texts = [
        path.read_text(encoding="utf-8") for path in Path(style.__file__).parents[1].rglob("*.py")
    ]
    sizes = [size for text in texts for size in re.findall(r"fontsize=([^,)]+)", text)]
    assert sizes.count("SMALL") > 5
    assert all(size == "SMALL" or float(size) >= style.SMALL for size in sizes)
    assert style.RC["font.size"] >= style.SMALL


def test_each_colour_comes_with_a_dash_and_a_marker_of_its_own():
    """Colour is never the only signal."""
    for signals in (style.COLORS, style.DASHES, style.MARKERS):
        assert len(set(signals)) == 5


def test_one_pair_of_axes_is_6_by_3_and_a_half_inches():
    """More axes get a larger figure; a size that is given is kept."""
    fig, ax = style.figure()
    assert tuple(fig.get_size_inches()) == (6.0, 3.5)
    assert isinstance(ax, plt.Axes)
    fig, axes = style.figure(rows=2, columns=3, sharey=True)
    assert axes.shape == (2, 3) and fig.get_size_inches()[0] > 6
    assert tuple(style.figure(figsize=(4, 4))[0].get_size_inches()) == (4, 4)


def test_the_style_does_not_leak():
    """A student's own figures look as they did before."""
    before = dict(matplotlib.rcParams)
    style.figure()
    assert dict(matplotlib.rcParams) == before


@pytest.mark.parametrize("interactive", [True, False])
def test_interactive_mode_stays_as_it_was(interactive):
    """Jupyter shows figures because its backend turned it on."""
    with plt.rc_context({"interactive": interactive}):
        style.figure()
        assert plt.isinteractive() is interactive


def test_spines_are_open_and_labels_stand_where_they_are_put():
    """Top and right are left out, labels have the colour of what they name."""
    fig, ax = style.figure()
    assert [ax.spines[s].get_visible() for s in ("top", "right", "left", "bottom")] == [
        False, False, True, True
    ]  # fmt: skip
    style.label(ax, 1.0, 2.0, "loss", style.BLUE)
    (text,) = ax.texts
    assert (text.get_text(), text.get_color(), text.xy) == ("loss", style.BLUE, (1.0, 2.0))
    fig.canvas.draw()


def test_a_picture_moves_in_jupyterlab_alone(monkeypatch):
    """Elsewhere nothing is shown; there, it needs no file and no server."""
    from IPython import display

    published = []
    monkeypatch.setattr(display, "publish_display_data", published.append)
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    movable.show("lead")
    assert published == []
    monkeypatch.setenv("JPY_SESSION_NAME", "05_hinge.ipynb")
    movable.show("lead")
    (shown,) = published
    assert 'data-picture="lead"' in shown["text/html"] and "src=" not in shown["text/html"]
