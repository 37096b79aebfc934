"""TeX as MathML, which browsers set without a script or a network; and pages that hold it.

Runs in `ce_grader.intake.renderer`'s process: deeply nested TeX can end the process it is
converted in.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from math_core import LatexError, LatexToMathML
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from ce_grader.intake.allowed import TAGS

_CONVERTER = LatexToMathML(
    fancy_error=False,
    macros={"substack": r"\begin{matrix}#1\end{matrix}", "widetilde": r"\tilde{#1}"},
)
_ENVIRONMENT = re.compile(r"\s*\\begin\{(equation|align|gather)")
#: A "<" that begins neither a whole tag of the list nor a comment.
_LESS = re.compile(
    rf"<(?!/?(?:{'|'.join(sorted(TAGS))})(?:[\s/][^<>]*)?>|!--[^<>]*-->)", re.IGNORECASE
)


def formula(tex: str, *, display: bool) -> str:
    r"""Return a formula as MathML, or as its TeX where that cannot be set.

    Parameters
    ----------
    tex : str
        Without dollars.
    display : bool
        Whether it stands on a line of its own.

    Returns
    -------
    str
        HTML.

    Examples
    --------
    >>> formula("a^2", display=False)
    '<math aria-label="a^2"><msup><mi>a</mi><mn>2</mn></msup></math>'
    >>> formula(r"\unheard{a}", display=False)
    '<code class="tex">\\unheard{a}</code>'
    """
    label = html.escape(" ".join(tex.split()))
    try:
        made = _CONVERTER.convert_with_local_state(_prepared(tex), displaystyle=display)
    except LatexError:
        made = f'<code class="tex">{label}</code>'
    made = made.replace("<math", f'<math aria-label="{label}"', 1)
    return f'<span class="formula">{made}</span>' if display else made


def _prepared(tex: str) -> str:
    """Return TeX in which a number stands in a numbered environment, as it has to."""
    tex = re.sub(r"\{split\}", "{aligned}", tex)
    if r"\tag" in tex and not _ENVIRONMENT.match(tex):
        return rf"\begin{{equation}}{tex}\end{{equation}}"
    return tex


def no_tags(text: str) -> str:
    """Return HTML in which tags that are not on the list are text.

    Cleaned away, they would take words with them: a written answer may speak of a ``list<int>``.

    Parameters
    ----------
    text : str
        HTML as a student wrote it.

    Returns
    -------
    str
        HTML with the tags of `allowed.TAGS` alone.

    Examples
    --------
    >>> no_tags("a <b>list</b><int> of <max")
    'a <b>list</b>&lt;int> of &lt;max'
    """
    return _LESS.sub("&lt;", text)


class _PageRenderer(IPythonRenderer):
    """nbconvert's HTML of a cell, with formulas as MathML and a student's odd tags as text."""

    def block_math(self, body: str) -> str:
        """Return a formula on a line of its own."""
        return formula(body, display=True)

    def latex_environment(self, name: str, body: str) -> str:
        """Return a formula that is an environment."""
        return formula(rf"\begin{{{name}}}{body}\end{{{name}}}", display=True)

    def inline_math(self, body: str) -> str:
        """Return a formula within a line."""
        return formula(body, display=False)

    def inline_html(self, html: str) -> str:
        """Return a tag within a line."""
        return super().inline_html(no_tags(html))

    def block_html(self, html: str) -> str:
        """Return lines of HTML."""
        return super().block_html(no_tags(html))


def page(source: str, attachments: Mapping[str, dict[str, str]]) -> str:
    """Return the HTML of a Markdown cell, to be cleaned.

    Parameters
    ----------
    source : str
        Markdown.
    attachments : mapping
        The cell's pasted pictures.

    Returns
    -------
    str
        HTML with MathML.
    """
    renderer = _PageRenderer(escape=False, attachments=dict(attachments), exclude_anchor_links=True)
    return str(MarkdownWithMath(renderer=renderer).render(source))
