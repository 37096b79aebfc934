"""Make what a student's process shows harmless before it is kept."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any

from ce_grader.intake.markup import harmless
from ce_grader.intake.tex import tamed

_MAX_OUTPUTS = 200
_ALLOWANCE = 2_000  # for each: names, quotes, the line that says that something was cut
_IMAGES = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}
_TEXTS = ("text/plain", "text/latex", "text/markdown")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean_text(text: str) -> str:
    """Return text without control characters (ANSI colours stay) and lone surrogates.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        With a replacement character for each of them.
    """
    return _CONTROL.sub("\ufffd", text)


def clean_outputs(outputs: Any, limit: int = 2**25) -> list[dict[str, Any]]:
    """Return the outputs that are well-formed, of a known kind, and cannot run anything.

    Parameters
    ----------
    outputs : object
        What the process sent as its list of outputs.
    limit : int
        How many characters are kept; what would exceed them is left out.

    Returns
    -------
    list of dict
        Outputs as nbformat has them.
    """
    if type(outputs) is not list:
        return []
    found = [_clean(output) for output in outputs[:_MAX_OUTPUTS] if type(output) is dict]
    kept: list[dict[str, Any]] = []
    for output in found:
        if output is not None:
            limit -= size_of([output]) - _ALLOWANCE
            kept += [output] if limit >= 0 else []
    return kept


def size_of(outputs: list[dict[str, Any]]) -> int:
    """Return the size of outputs, about.

    Parameters
    ----------
    outputs : list of dict
        As nbformat has them.

    Returns
    -------
    int
        Characters.
    """
    return sum(len(repr(output)) for output in outputs)


def _clean(output: dict[Any, Any]) -> dict[str, Any] | None:
    kind = output.get("output_type")
    if type(kind) is not str:  # an array would answer each comparison with an array
        return None
    if kind == "stream":
        return _clean_stream(output)
    if kind in ("display_data", "execute_result"):
        return _clean_data(kind, output)
    if kind == "error":
        return _clean_error(output)
    return None


def _clean_stream(output: dict[Any, Any]) -> dict[str, Any] | None:
    text, name = output.get("text"), output.get("name")
    if type(text) is not str or type(name) is not str or name not in ("stdout", "stderr"):
        return None
    return {"output_type": "stream", "name": name, "text": clean_text(text)}


def _clean_data(kind: str, output: dict[Any, Any]) -> dict[str, Any] | None:
    data = output.get("data")
    if type(data) is not dict:
        return None
    kept = {mime: clean for mime in data if (clean := _clean_mime(mime, data[mime])) is not None}
    if not kept:
        return None
    made = {"output_type": kind, "data": kept, "metadata": {}}
    return made | ({"execution_count": None} if kind == "execute_result" else {})


def _clean_mime(mime: Any, value: Any) -> str | None:
    if type(mime) is not str or type(value) is not str:
        return None
    if mime in _IMAGES:
        return value if _is_image(value, _IMAGES[mime]) else None
    if mime not in _TEXTS:
        return None  # HTML, SVG, JavaScript, widgets: the plain text beside them is shown
    text = clean_text(value)
    if mime == "text/latex":
        return tamed(_no_tags(text))
    return harmless(text) if mime == "text/markdown" else text


def _no_tags(text: str) -> str:
    return text.replace("<", "&lt;") if re.search(r"<[a-zA-Z/!?]", text) else text


def _is_image(value: str, magic: bytes) -> bool:
    try:
        return base64.b64decode(value.replace("\n", ""), validate=True).startswith(magic)
    except (binascii.Error, ValueError):
        return False


def _clean_error(output: dict[Any, Any]) -> dict[str, Any] | None:
    name, message, lines = (output.get(key) for key in ("ename", "evalue", "traceback"))
    if type(lines) is not list or any(type(text) is not str for text in (name, message, *lines)):
        return None
    return {
        "output_type": "error",
        "ename": clean_text(str(name)),
        "evalue": clean_text(str(message)),
        "traceback": [clean_text(line) for line in lines],
    }
