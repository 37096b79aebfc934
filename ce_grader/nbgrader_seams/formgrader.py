"""Formgrader's pages in the instructor's session: what students handed in cannot act there.

Named in `nbgrader_config.py`, which every formgrader of the course reads before it starts::

    guard_formgrader()
    c.HTMLExporter.update(page_settings())
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, pass_context, select_autoescape
from nbconvert.exporters import HTMLExporter
from nbgrader.server_extensions.formgrader import apihandlers, handlers
from nbgrader.server_extensions.formgrader.base import BaseHandler
from tornado import web

from ce_grader.intake.page import piece_of_page
from ce_grader.nbgrader_seams.figures import DescribeFigures
from ce_grader.nbgrader_seams.marking import pages
from ce_grader.nbgrader_seams.marking.names import CoverNames

_TEMPLATES = Path(__file__).parent / "templates"
#: Pages of ours, which formgrader's own templates are the frame of.
_PAGES = Environment(
    loader=FileSystemLoader([_TEMPLATES / "marking", handlers.template_path]),
    autoescape=select_autoescape(["html"]),
)
#: The boxes of a submission's page, which have no names.
_BOXES = {
    r'<textarea(?= id="([^"]*)-comment")': r'<textarea aria-label="Comment on \1"',
    r'<input(?= class="score tabbable" id="([^"]*)")': r'<input aria-label="Points for \1"',
    r'<input(?= class="extra-credit tabbable" id="([^"]*)_extra_credit")':
        r'<input aria-label="Extra credit for \1"',
}  # fmt: skip


#: Without it a telephone takes every page to be 980 pixels wide.
_NARROW = '<meta name="viewport" content="width=device-width, initial-scale=1">'
#: What formgrader's own pages say to a screen reader, and what they should.
_SPOKEN = {
    "<!doctype html>": '<!doctype html>\n<html lang="en">',
    "<head>": f"<head>\n{_NARROW}",
    '<li role="presentation"': "<li",
    ' role="tablist" aria-multiselectable="true"': "",
    ' role="tab"': "",
    'role="tabpanel"': 'role="region"',
}


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
    **pages.GUARDED,
}


def guard_formgrader() -> None:
    """Have formgrader's server, where it starts in this process, use the guarded handlers.

    Its tables say in which language they are, and what their icons do; it has a page more.
    """
    BaseHandler.render = _render
    for table in (handlers.default_handlers, apihandlers.default_handlers):
        table[:] = [
            (pattern, _GUARDED.get(handler, handler), *options)
            for pattern, handler, *options in table
        ]
    new = [page for page in pages.PAGES if page not in handlers.default_handlers]
    handlers.default_handlers[:0] = new


def _render(handler: Any, name: str, **names: Any) -> str:
    """Return one of formgrader's pages, or of ours, with what a screen reader needs."""
    page = _PAGES.get_template(name).render(**names)
    for before, after in _SPOKEN.items():
        page = page.replace(before, after)
    style = (_TEMPLATES / "formgrade" / "formgrade.css").read_text(encoding="utf-8")
    page = page.replace("</head>", f"<style>\n{style}</style>\n</head>", 1)
    return page.replace("</body>", (_TEMPLATES / "names.html").read_text() + "</body>", 1)


def page_settings() -> dict[str, Any]:
    """Return the settings of nbconvert's exporter for a submission's page.

    Returns
    -------
    dict
        Templates of ours before formgrader's, the filters that they need, and alternative texts.
    """
    try:
        own = HTMLExporter(
            template_name="formgrade", extra_template_basedirs=[handlers.template_path]
        ).template_paths
    except ValueError:  # nbconvert's templates are not installed; formgrader will say so
        own = []
    return {
        "template_paths": [str(_TEMPLATES / "formgrade"), *own, handlers.template_path],
        "filters": {"markdown2html": safe_markdown, "named_boxes": named_boxes},
        "preprocessors": [DescribeFigures, CoverNames],
    }


def named_boxes(page: str) -> str:
    """Return a submission's page in which each box says what it is for.

    Parameters
    ----------
    page : str
        As formgrader makes it.

    Returns
    -------
    str
        With names for screen readers.

    Examples
    --------
    >>> named_boxes('<textarea id="quiz_1-comment">')
    '<textarea aria-label="Comment on quiz_1" id="quiz_1-comment">'
    """
    for box, named in _BOXES.items():
        page = re.sub(box, named, page)
    return page


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
        Cleaned.
    """
    return piece_of_page(source, context.get("cell", {}).get("attachments", {}))
