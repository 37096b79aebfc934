"""What a student's text may hold when it is shown as a page: one list for every renderer."""

from __future__ import annotations

import re

from pygments.token import STANDARD_TYPES

#: Types of pictures that may be pasted into a written answer.
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif"})
#: Elements that neither run, load nor leave their place.
TAGS = frozenset(
    "a abbr b blockquote br caption code col colgroup dd del details div dl dt em figcaption "
    "figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li ol p pre q s samp small span strong sub summary "
    "sup table tbody td tfoot th thead tr tt u ul var".split()
)
#: What a formula is set with (`intake.formulas`); a student's own counts as text.
FORMULA_TAGS = frozenset(
    "math menclose mfrac mi mn mo mover mphantom mroot mrow mspace msqrt mstyle msub msubsup msup "
    "mtable mtd mtext mtr munder munderover".split()
)
_FORMULA_ATTRIBUTES = frozenset(
    "accent accentunder aria-label display displaystyle form linethickness lspace mathvariant "
    "maxsize minsize notation rspace scriptlevel stretchy style width".split()
)
#: Properties that a style may set; outside formulas, the first alone.
STYLES = frozenset(
    "text-align border-right border-top color justify-items margin-left padding-left "
    "padding-right padding-top width".split()
)
_EVERYWHERE = frozenset({"align", "class", "style", "title"})
_SPAN = frozenset({"colspan", "rowspan"})
_ATTRIBUTES = {
    "a": frozenset({"href"}),
    "details": frozenset({"open"}),
    "img": frozenset({"alt", "height", "src", "width"}),
    "ol": frozenset({"start"}),
    "td": _SPAN,
    "th": _SPAN,
    **{f"h{level}": frozenset({"id"}) for level in range(1, 7)},  # nbconvert's own
}
_PICTURE = "|".join(sorted(PICTURES))
#: A file handed in beside the notebook: it is a download (`nbgrader_seams.formgrader`).
_BESIDE = r"(?!.*(\.\.|%2e))[\w.%-][\w./% -]*"
_LINK = re.compile(rf"(https?://.*|mailto:.*|#.*|{_BESIDE})", re.DOTALL)
_IMAGE = re.compile(
    rf"(attachment:.*|data:({_PICTURE});base64,[a-z0-9+/=]*|{_BESIDE}\.(png|jpe?g|gif))", re.DOTALL
)
_PLAIN_STYLE = re.compile(r"\s*text-align\s*:\s*\w+\s*;?\s*")
#: A page's style sheet has classes that place things anywhere; these colour code.
_CLASSES = frozenset({"anchor-link", "formula", "highlight", "tex", *STANDARD_TYPES.values()})


def attributes() -> dict[str, set[str]]:
    """Return the attributes that an element may have; `is_allowed` looks at their values.

    Returns
    -------
    dict of str to set of str
        By element, those of every element under ``"*"``.
    """
    own = {**_ATTRIBUTES, **dict.fromkeys(FORMULA_TAGS, _FORMULA_ATTRIBUTES)}
    return {"*": set(_EVERYWHERE), **{tag: set(names) for tag, names in own.items()}}


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
        False for what could run, load from elsewhere, or cover what is around it.

    Examples
    --------
    >>> is_allowed("a", "href", "https://example.org"), is_allowed("a", "href", "other:x")
    (True, False)
    """
    name = name.lower()
    if tag in FORMULA_TAGS:
        return name in _FORMULA_ATTRIBUTES
    if name not in _EVERYWHERE | _ATTRIBUTES.get(tag, frozenset()):
        return False
    if name in ("href", "src"):
        kinds = _LINK if name == "href" else _IMAGE
        return kinds.fullmatch(re.sub(r"[\x00-\x20]", "", value).lower()) is not None
    if name == "class":
        return all(word in _CLASSES or word.startswith("hl-") for word in value.split())
    return name != "style" or _PLAIN_STYLE.fullmatch(value) is not None
