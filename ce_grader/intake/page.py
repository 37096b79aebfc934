"""A student's text as a piece of a page: rendered, then cleaned."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

import nh3

from ce_grader.intake.allowed import FORMULA_TAGS, STYLES, TAGS, attributes, is_allowed
from ce_grader.intake.renderer import RENDERER
from ce_grader.intake.tex import tamed_page

#: Nothing is drawn outside this box, wherever it asks to be placed.
_BOX = '<div style="contain: layout paint; overflow: auto">{}</div>'
#: What a box needs whose content is moved sideways by keyboard.
_SCROLLS = 'class="{}" tabindex="0" role="group" aria-label="wide content"'
_WIDE, _LONG = _SCROLLS.format("wide"), _SCROLLS.format("long")
_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
_EMPTY_HEAD = re.compile(r"<th\b([^>]*)>\s*</th>")
#: A formula in a line that may be wider than a telephone.
_INLINE = re.compile(r'<math aria-label="[^"]{45,}">.*?</math>', re.DOTALL)
_TEX = re.compile(r'<code class="tex">(.*?)</code>', re.DOTALL)


def piece_of_page(source: str, attachments: Mapping[str, dict[str, str]] | None = None) -> str:
    """Return the HTML of a Markdown cell, or of an output in TeX.

    Parameters
    ----------
    source : str
        Markdown; its formulas become MathML.
    attachments : mapping, optional
        The cell's pasted pictures.

    Returns
    -------
    str
        Cleaned, in a box that it cannot leave; the text itself if it takes too long to render.
    """
    page = RENDERER.render(source, attachments or {}, formulas=True)
    if page is None:
        return _BOX.format(f"<pre>{html.escape(source)}</pre>")
    return _BOX.format(_scrolling(clean_html(page)))


def _scrolling(page: str) -> str:
    """Return clean HTML in which what may be wide has a box of its own."""
    page = _TABLE.sub(rf"<div {_WIDE}>\g<0></div>", _EMPTY_HEAD.sub(r"<td\1></td>", page))
    page = page.replace('<span class="formula">', f"<span {_WIDE}>")
    return _INLINE.sub(rf"<span {_LONG}>\g<0></span>", page)


def unset_formulas(page: str) -> list[str]:
    """Return the formulas of a piece that `piece_of_page` shows as their TeX.

    Parameters
    ----------
    page : str
        HTML.

    Returns
    -------
    list of str
        TeX.
    """
    return [html.unescape(tex) for tex in _TEX.findall(page)]


def _kept(tag: str, name: str, value: str) -> str | None:
    """Return an attribute's value if it may stay.

    Names of places and links to them are dropped: a student's would clash with the page's.
    """
    if name == "id" or (name == "href" and value.startswith("#")):
        return None
    return value if is_allowed(tag, name, value) else None


_CLEANER = nh3.Cleaner(
    tags=set(TAGS | FORMULA_TAGS),
    attributes=attributes(),
    attribute_filter=_kept,
    url_schemes={"http", "https", "mailto", "data", "attachment"},
    filter_style_properties=set(STYLES),
)


def clean_html(page: str) -> str:
    """Return HTML with allowed tags, attributes and TeX only.

    Parameters
    ----------
    page : str
        The HTML of a whole cell.

    Returns
    -------
    str
        HTML that cannot run, or load anything but pictures.

    Examples
    --------
    >>> clean_html("<b onclick='act()'>bold</b> <iframe></iframe>text")
    '<b>bold</b> text'
    """
    return tamed_page(_CLEANER.clean(page))
