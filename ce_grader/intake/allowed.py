"""What a student's text may hold when it is shown as a page: one list for every renderer."""

from __future__ import annotations

import re

#: Types of pictures that may be pasted into a written answer.
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif"})
#: Elements that neither run, load nor leave their place.
TAGS = frozenset(
    "a abbr b blockquote br caption code col colgroup dd del details div dl dt em figcaption "
    "figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li ol p pre q s samp small span strong sub summary "
    "sup table tbody td tfoot th thead tr tt u ul var".split()
)
#: Commands that MathJax turns into links, attributes and loaded code.
LIVE_TEX = re.compile(r"\\(href|html|htmlId|htmlClass|htmlStyle|htmlData|class|cssId|style|"
                       r"require|unicode|url|includegraphics|data)(?![a-zA-Z])")  # fmt: skip
_EVERYWHERE = frozenset({"align", "class", "id", "style", "title"})
_SPAN = frozenset({"colspan", "rowspan"})
_ATTRIBUTES = {
    "a": frozenset({"href"}),
    "details": frozenset({"open"}),
    "img": frozenset({"alt", "height", "src", "width"}),
    "ol": frozenset({"start"}),
    "td": _SPAN,
    "th": _SPAN,
}
_PICTURE = "|".join(sorted(PICTURES))
_URL = re.compile(rf"(https?:|mailto:|attachment:|data:({_PICTURE});base64,|[^:]*$|[/#?.])")
_PLAIN_STYLE = re.compile(r"\s*text-align\s*:\s*\w+\s*;?\s*")


def is_allowed(tag: str, name: str, value: str) -> bool:
    """Return whether an attribute may stay.

    Parameters
    ----------
    tag : str
        The element's name, in small letters.
    name : str
        The attribute's.
    value : str
        Its value, entities resolved.

    Returns
    -------
    bool
        False for what could run, load a script, or cover what is around it.

    Examples
    --------
    >>> is_allowed("a", "href", "https://example.org"), is_allowed("a", "href", "other:x")
    (True, False)
    """
    name = name.lower()
    if name not in _EVERYWHERE | _ATTRIBUTES.get(tag, frozenset()):
        return False
    if name in ("href", "src"):
        return _URL.match(re.sub(r"[\x00-\x20]", "", value).lower()) is not None
    return name != "style" or _PLAIN_STYLE.fullmatch(value) is not None
