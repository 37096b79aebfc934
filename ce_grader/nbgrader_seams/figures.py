"""Alternative text of figures: the sentence below a figure that says what one should see."""

from __future__ import annotations

import re
from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode

_SENTENCE = re.compile(r"You should see: (.*?)(?:\n\s*\n|\Z)", re.S)
_SPOKEN = {"approx": "about", "cdot": "times", "times": "times", "ge": "≥", "le": "≤", "ne": "≠",
           "to": "to", "quad": " ", "in": "in", "infty": "infinity"}  # fmt: skip
_UNSAID = "A figure that the code above draws"


def spoken(markdown: str) -> str:
    r"""Return a sentence of a notebook as words that a screen reader can read.

    Parameters
    ----------
    markdown : str
        With formulas.

    Returns
    -------
    str
        Plain text.

    Examples
    --------
    >>> spoken(r"a fall from $\log 3 \approx 1.10$ to *zero*, `x` on the left")
    'a fall from log 3 about 1.10 to zero, x on the left'
    """
    words = re.sub(r"\\([A-Za-z]+)", lambda m: _SPOKEN.get(m[1], m[1]), markdown)
    return re.sub(r"\s+", " ", re.sub(r"[$*`{}\\]", "", words)).strip()


def sentence_below(nb: NotebookNode, number: int) -> str:
    """Return what the text below a cell says that one should see in its figure.

    Parameters
    ----------
    nb : NotebookNode
        A notebook.
    number : int
        The cell's place.

    Returns
    -------
    str
        Empty if no sentence "You should see: …" stands there.
    """
    below = nb.cells[number + 1] if number + 1 < len(nb.cells) else None
    found = _SENTENCE.search(below.source) if below and below.cell_type == "markdown" else None
    return spoken(found[1]) if found else ""


def describe_figures(nb: NotebookNode) -> None:
    """Give each figure of a notebook its alternative text, in its output's metadata.

    Parameters
    ----------
    nb : NotebookNode
        It is changed in place.
    """
    for number, cell in enumerate(nb.cells):
        for output in cell.get("outputs", []):
            for mime in output.get("data", {}):
                if mime.startswith("image/"):
                    output.metadata[mime] = {"alt": sentence_below(nb, number) or _UNSAID}


class DescribeFigures(Preprocessor):
    """Gives figures their alternative text, in formgrader's pages."""

    enabled = True

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Describe the figures of a notebook.

        Parameters
        ----------
        nb : NotebookNode
            It is changed in place.
        resources : dict
            nbconvert's.

        Returns
        -------
        nb : NotebookNode
            The notebook.
        resources : dict
            As they were.
        """
        describe_figures(nb)
        return nb, resources
