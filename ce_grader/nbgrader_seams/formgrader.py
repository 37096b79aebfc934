"""Formgrader's pages in the instructor's session: what students handed in cannot act there.

Named in `nbgrader_config.py`, which every formgrader of the course reads before it starts::

    guard_formgrader()
    c.HTMLExporter.filters = {"markdown2html": safe_markdown}
"""

from __future__ import annotations

import html
import os
from typing import Any

import bleach
from bleach.css_sanitizer import CSSSanitizer
from jinja2 import pass_context
from nbgrader.server_extensions.formgrader import handlers
from tornado import web

from ce_grader.intake.allowed import TAGS, is_allowed
from ce_grader.intake.renderer import RENDERER
from ce_grader.intake.tex import tamed_page

_STYLES = CSSSanitizer(allowed_css_properties=["text-align"])
#: Nothing is drawn outside this box, wherever it asks to be placed.
_BOX = '<div style="contain: layout paint; overflow: auto">{}</div>'


class HandedInFiles(handlers.SubmissionFilesHandler):
    """Gives files beside a graded notebook as downloads, which run nothing."""

    def set_extra_headers(self, path: str) -> None:
        """Keep the browser from opening a handed-in page as one of formgrader's own.

        Parameters
        ----------
        path : str
            Of the file.
        """
        super().set_extra_headers(path)
        self.set_header("Content-Disposition", "attachment")
        self.set_header("Content-Security-Policy", "sandbox; default-src 'none'")
        self.set_header("X-Content-Type-Options", "nosniff")


class OneCourse(handlers.FormgraderHandler):
    """Opens this course alone: a link to a folder would run the configuration that lies there."""

    def prepare(self) -> Any:
        """Refuse any other folder.

        Returns
        -------
        awaitable or None
            Jupyter's.
        """
        path = self.get_argument("path", "")
        if path and os.path.realpath(path) != os.path.realpath(self.coursedir.root):
            raise web.HTTPError(403, "this formgrader shows one course")
        return super().prepare()


_GUARDED = {
    handlers.SubmissionFilesHandler: HandedInFiles,
    handlers.FormgraderHandler: OneCourse,
}


def guard_formgrader() -> None:
    """Have formgrader's server, where it starts in this process, use the guarded handlers."""
    handlers.default_handlers[:] = [
        (pattern, _GUARDED.get(handler, handler), *options)
        for pattern, handler, *options in handlers.default_handlers
    ]


@pass_context
def safe_markdown(context: Any, source: str) -> str:
    """Return the HTML of a Markdown cell or output: a filter for nbconvert's templates.

    Parameters
    ----------
    context : jinja2.runtime.Context
        The template's.
    source : str
        Markdown.

    Returns
    -------
    str
        Cleaned, in a box that it cannot leave; the text itself if it takes too long to render.
    """
    attachments = context.get("cell", {}).get("attachments", {})
    page = RENDERER.render(source, attachments)
    return _BOX.format(f"<pre>{html.escape(source)}</pre>" if page is None else clean_html(page))


def clean_html(page: str) -> str:
    """Return HTML with allowed tags, attributes and TeX only.

    Parameters
    ----------
    page : str
        Any piece of HTML.

    Returns
    -------
    str
        HTML that cannot run, or load anything but pictures.

    Examples
    --------
    >>> clean_html("<b onclick='steal()'>bold</b><script>steal()</script>")
    '<b>bold</b>steal()'
    """
    safe = bleach.clean(
        page,
        tags=TAGS,
        attributes=is_allowed,
        protocols=["http", "https", "mailto", "data", "attachment"],
        css_sanitizer=_STYLES,
        strip=True,
    )
    return tamed_page(safe)
