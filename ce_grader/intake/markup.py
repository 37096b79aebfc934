"""Make a student's Markdown harmless in every page that shows the graded notebook.

Formgrader shows Markdown as it is, scripts included, in the instructor's own session: a
student's cell could give itself points there. What would come out as anything but text and
what `ce_grader.intake.allowed` lists is shown as plain text instead.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from ce_grader.intake.allowed import TAGS, is_allowed
from ce_grader.intake.renderer import RENDERER
from ce_grader.intake.tex import foreign, tamed

_MAX_MARKDOWN = 50_000
#: A tag as nbconvert writes it; anything else that begins with "<" counts as active.
_TAG = re.compile(r'<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[a-zA-Z-]+(?:="[^"<>]*")?)*)\s*/?>')
_ATTRIBUTE = re.compile(r'([a-zA-Z-]+)(?:="([^"]*)")?')


def harmless(source: str, attachments: Mapping[str, dict[str, str]] | None = None) -> str:
    """Return the Markdown as it is if nothing in it can run, else fenced as plain text.

    Parameters
    ----------
    source : str
        The text of a cell.
    attachments : mapping, optional
        The cell's pasted pictures. nbconvert gives up on a page where one is missing.

    Returns
    -------
    str
        Markdown; fenced, too, where rendering it takes too long.

    Examples
    --------
    >>> harmless("A *share* is never negative: $s<1$.")
    'A *share* is never negative: $s<1$.'
    >>> print(harmless("<script>steal()</script>"))
    ```text
    <script>steal()</script>
    ```
    """
    if len(source) > _MAX_MARKDOWN:
        return fenced(source[:_MAX_MARKDOWN] + "\n… (cut off)")
    page = RENDERER.render(source, attachments or {})
    if page is None or not is_plain(page):
        return fenced(source)
    commands = foreign(page)
    if not commands:
        return source
    # one more look: a command can also be written so that only the page shows it
    source = tamed(source, commands)
    page = RENDERER.render(source, attachments or {})
    return fenced(source) if page is None or foreign(page) else source


def fenced(source: str) -> str:
    """Return the text in a fence that it cannot close.

    Parameters
    ----------
    source : str
        Any text.

    Returns
    -------
    str
        Markdown that shows it as it stands.
    """
    longest = max((len(run) for run in re.findall(r"`+", source)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{source}\n{fence}"


def is_plain(page: str) -> bool:
    """Return whether a piece of HTML consists of text and allowed tags alone.

    Parameters
    ----------
    page : str
        HTML as nbconvert writes it.

    Returns
    -------
    bool
        False also for tags that nbconvert would not write so.
    """
    rest, position = [], 0
    for tag in _TAG.finditer(page):
        if not _is_allowed_tag(tag):
            return False
        rest.append(page[position : tag.start()])
        position = tag.end()
    return "<" not in "".join([*rest, page[position:]])


def _is_allowed_tag(tag: re.Match[str]) -> bool:
    name, pairs = tag[2].lower(), _ATTRIBUTE.findall(tag[3])
    return name in TAGS and all(is_allowed(name, key, html.unescape(v)) for key, v in pairs)
