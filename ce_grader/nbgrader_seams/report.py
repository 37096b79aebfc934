"""The page of one graded notebook: one HTML file, with nothing in it that runs or is fetched."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup
from nbconvert.filters import strip_ansi
from nbformat import NotebookNode
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from ce_grader.cells import kind_of
from ce_grader.intake.admission import NOTE
from ce_grader.intake.page import piece_of_page, unset_formulas
from ce_grader.nbgrader_seams.marks import (
    EVERYTHING,
    SENTENCES,
    VISIBLE,
    Mark,
    headline,
    mark_of,
    number,
)

_HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
_LINK = re.compile(r"</?a\b[^>]*>")
#: Links and pictures that need a file beside the page.
_BESIDE = re.compile(r' href="(?!https?:|mailto:)[^"]*"')
_PICTURE = re.compile(r'<img\b(?![^>]* src="data:)[^>]*>')
_UNNAMED = re.compile(r"(<img\b(?![^>]* alt=)[^>]*)>")
#: By how much a page tells, what is still to come.
_LATER = {
    SENTENCES: "Points are told after the due date.",
    VISIBLE: "This is what the visible checks say: points, and what the hidden tests say, are told "
    "after the due date.",
}
#: The level of the heading above the notebook.
_ABOVE = 2


@dataclass
class _Cell:
    """A cell of the notebook as the page shows it."""

    kind: str
    name: str = ""
    text: Markup = Markup()
    code: Markup = Markup()
    outputs: list[tuple[str, Any]] = field(default_factory=list)
    mark: Mark | None = None
    comment: Markup = Markup()


class _Texts:
    """Turns the texts of one notebook into HTML, one after the other."""

    def __init__(self) -> None:
        self.exercise = Markup()
        self.unset: list[str] = []
        self._level = _ABOVE

    def html(self, source: str, attachments: Any = None, course: bool = False) -> Markup:
        """Return the HTML of a text; the course's headings name the exercise from there on."""
        page = piece_of_page(source, attachments)
        self.unset += unset_formulas(page)
        for level, words in _HEADING.findall(page) if course else ():
            if int(level) <= 3:
                self.exercise = Markup(_LINK.sub("", words))
        page = _BESIDE.sub("", _PICTURE.sub("(a picture in a file of its own)", page))
        page = _UNNAMED.sub(r'\1 alt="a pasted picture">', page)
        return Markup(_HEADING.sub(self._lowered, page))

    def _lowered(self, heading: re.Match[str]) -> str:
        """Return a heading below the page's own, at most one level below the one before."""
        self._level = min(int(heading[1]) + _ABOVE, self._level + 1, 6)
        return f"<h{self._level}>{heading[2]}</h{self._level}>"


def page_of(nb: NotebookNode, about: dict[str, Any]) -> tuple[str, list[str]]:
    """Return the page of a graded notebook as its student may see it.

    Parameters
    ----------
    nb : NotebookNode
        What `StudentView` has left.
    about : dict
        Names and score, as nbgrader has them.

    Returns
    -------
    html : str
        The page.
    unset : list of str
        Formulas that it shows as TeX.
    """
    texts, tells = _Texts(), about.get("tells", EVERYTHING)
    cells = [_shown(cell, texts, tells) for cell in nb.cells]
    marks = [cell.mark for cell in cells if cell.mark]
    late = about["late_penalty"] if tells == EVERYTHING else 0
    score = headline(marks, max(0.0, about["score"]), about["max_score"])
    page = _template().render(
        title=about["notebook"],
        student=about["student"],
        headline=score if tells == EVERYTHING else "no points yet",
        later=_LATER.get(tells, ""),
        late=number(late) if late else "",
        cells=cells,
        marks=marks,
    )
    return page, texts.unset


@cache
def _template() -> Template:
    loader = PackageLoader("ce_grader.nbgrader_seams")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters["highlight"] = _highlighted
    return environment.get_template("feedback.html.j2")


def _shown(cell: NotebookNode, texts: _Texts, tells: str) -> _Cell:
    """Return a cell as the page shows it."""
    about = cell.metadata.get("nbgrader", {})
    answer = bool(about.get("solution") or about.get("task"))
    made = _Cell("answer" if answer else "check" if kind_of(cell) == "test" else "given")
    if cell.get("id") == NOTE:
        made.kind = "note"
    made.name = about.get("grade_id", "")
    if cell.cell_type == "markdown":
        made.text = texts.html(cell.source, cell.get("attachments"), course=not answer)
    elif cell.cell_type == "code":
        made.code = _highlighted(cell.source)
    made.mark = mark_of(cell, texts.exercise, tells)
    sentence = made.mark.sentence if made.mark else ""
    shown = [_output(output, texts) for output in cell.get("outputs", [])]
    made.outputs = [one for one in shown if one not in (("text", sentence), ("text", ""))]
    if about.get("comment"):
        made.comment = texts.html(about["comment"])
    return made


def _output(output: NotebookNode, texts: _Texts) -> tuple[str, Any]:
    """Return the kind of an output, and what is shown of it."""
    if output.output_type == "stream":
        return "text", strip_ansi(output.text)
    if output.output_type == "error":
        return "text", strip_ansi("\n".join(output.traceback))
    for mime in ("image/png", "image/jpeg"):
        if mime in output.data:
            data = "".join(output.data[mime].split())
            return "figure", {"src": f"data:{mime};base64,{data}", **output.metadata[mime]}
    if "text/markdown" in output.data:
        return "html", texts.html(output.data["text/markdown"])
    if "text/latex" in output.data:  # in which `trusted.clean` has written out each "<"
        return "html", texts.html(output.data["text/latex"].replace("&lt;", "<"))
    return "text", strip_ansi(output.data.get("text/plain", ""))


def _highlighted(source: str) -> Markup:
    return Markup(highlight(source, PythonLexer(), HtmlFormatter(nowrap=True)))
