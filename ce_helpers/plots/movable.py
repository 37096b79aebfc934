"""Pictures that move: sliders below a figure, in JupyterLab; the site puts in the same script.

Nothing is shown where a notebook is run without JupyterLab: graded, validated, built or printed.
There the figure above stands alone.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import matplotlib.pyplot as plt

SCRIPT = Path(__file__).with_name("movable.js")


def html(name: str) -> str:
    """Return a picture with its sliders, which needs neither a kernel nor a network.

    Parameters
    ----------
    name : str
        temperature, lead or step.

    Returns
    -------
    str
        A piece of HTML: where it goes, and the script.
    """
    script = SCRIPT.read_text(encoding="utf-8")
    return f'<div class="ce-movable" data-picture="{name}"></div>\n<script>\n{script}</script>'


def show(name: str) -> None:
    """Show the figures drawn so far, and below them one that moves, if this is JupyterLab.

    Parameters
    ----------
    name : str
        temperature, lead or step.
    """
    ipython = sys.modules.get("IPython")
    # jupyter-server tells the kernel of a notebook that is open which it is
    if ipython is None or "JPY_SESSION_NAME" not in os.environ:
        return
    plt.show()
    plain = "(The sliders of this picture are in JupyterLab.)"
    ipython.display.publish_display_data({"text/html": html(name), "text/plain": plain})
