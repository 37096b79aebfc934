"""Make a student's markdown harmless to whoever opens the graded notebook as a page.

Formgrader shows markdown as it is, scripts included, in the instructor's own session: a
student's cell could give itself points there. What would come out as anything but text, harmless
tags and links is shown as plain text instead.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from ce_grader.trusted.clean import LIVE_TEX

MAX_MARKDOWN = 50_000
TAGS = frozenset(
    "a b blockquote br caption code dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 "
    "h6 hr i img ins kbd li ol p pre q s samp small span strong sub summary sup table tbody td "
    "tfoot th thead tr tt u ul var".split()
)
ATTRIBUTES = frozenset(
    "align alt checked class colspan disabled height href id open rowspan src start style title "
    "width".split()
)
#: A tag as nbconvert writes it; whatever else begins with "<" counts as active.
_TAG = re.compile(r'<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[a-zA-Z-]+(?:="[^"<>]*")?)*)\s*/?>')
_ATTRIBUTE = re.compile(r'([a-zA-Z-]+)(?:="([^"]*)")?')
_URL = re.compile(r"(https?:|mailto:|attachment:|data:image/(png|jpeg|gif);base64,|[^:]*$|[/#?.])")
_PLAIN_STYLE = re.compile(r"\s*text-align\s*:\s*\w+\s*;?\s*")
#: Text without any of these is no link, image, tag or definition.
_MARKUP = re.compile(r"<[a-zA-Z/!?]|\]\s*[(:\[]")


def harmless(source: str, attachments: Mapping[str, dict[str, str]] | None = None) -> str:
    """Return the markdown as it is if nothing in it can run, else fenced as plain text.

    Parameters
    ----------
    source : str
        The text of a cell.
    attachments : mapping, optional
        The cell's pasted pictures. nbconvert gives up on a page where one is missing.

    Examples
    --------
    >>> harmless("A *share* is never negative: $s<1$.")
    'A *share* is never negative: $s<1$.'
    >>> print(harmless("<script>steal()</script>"))
    ```text
    <script>steal()</script>
    ```
    """
    if len(source) > MAX_MARKDOWN:
        return fenced(source[:MAX_MARKDOWN] + "\n… (cut off)")
    if LIVE_TEX.search(source):
        return fenced(source)
    if not _MARKUP.search(source):
        return source
    return source if is_plain(rendered(source, attachments or {})) else fenced(source)


def rendered(source: str, attachments: Mapping[str, dict[str, str]]) -> str:
    """Return the HTML that nbconvert makes of a cell, or "<" where it cannot."""
    renderer = IPythonRenderer(escape=False, attachments=dict(attachments))
    try:
        return str(MarkdownWithMath(renderer=renderer).render(source))
    except Exception:  # a missing picture, or whatever else the renderer stumbles over
        return "<"


def fenced(source: str) -> str:
    """Return the text in a fence that it cannot close."""
    longest = max((len(run) for run in re.findall(r"`+", source)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{source}\n{fence}"


def is_plain(page: str) -> bool:
    """Return whether a piece of HTML consists of text and harmless tags alone."""
    rest, position = [], 0
    for tag in _TAG.finditer(page):
        if not _is_harmless_tag(tag):
            return False
        rest.append(page[position : tag.start()])
        position = tag.end()
    return "<" not in "".join([*rest, page[position:]])


def _is_harmless_tag(tag: re.Match[str]) -> bool:
    pairs = _ATTRIBUTE.findall(tag[3])
    return tag[2].lower() in TAGS and all(_is_harmless(name, value) for name, value in pairs)


def _is_harmless(name: str, value: str) -> bool:
    name = name.lower()
    if name in ("href", "src"):
        plain = re.sub(r"[\x00-\x20]", "", html.unescape(value)).lower()
        return _URL.match(plain) is not None
    if name == "style":
        return _PLAIN_STYLE.fullmatch(html.unescape(value)) is not None
    return name in ATTRIBUTES
