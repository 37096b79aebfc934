"""Kinds of slip: why a printed line does not hold, in words that all notebooks share.

Students have this file, so the right word of a line stands in it as a digest alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from ce_helpers.checking import require
from ce_helpers.gradable import plain_word

SLIPS: Mapping[str, str] = MappingProxyType({
    "sign": "a minus is lost, or there is one too many",
    "index": "a sum or a product runs over a letter that its terms do not hold",
    "free": "a sum runs over the letter that should stay free",
    "swap": "two cases stand in each other's place",
    "path": "a logit moves every output, and the line follows one alone",
    "count": "features are counted in the place of classes",
    "mean": "a sum stands where a mean belongs",
    "score": "scores are treated as probabilities",
    "factor": "a factor is lost, or there is one too many",
    "kink": "what is right on one side of a kink is said of both",
    "condition": "it is right under a condition alone, which it does not name",
})  # fmt: skip


def show_slips() -> None:
    """Print the kinds of slip; the special ones stand before the general ones."""
    print("\nKinds of slip, for reasons (where two fit, take the upper one):")
    for word, meaning in SLIPS.items():
        print(f'"{word}"'.ljust(13), meaning)


def digest(letter: str, word: str) -> str:
    """Return what a line keeps of its kind of slip: enough to recognise it, not to read it.

    Parameters
    ----------
    letter : str
        That of the line.
    word : str
        One of `SLIPS`.

    Returns
    -------
    str
        The `slip` of a `Line`.
    """
    return hashlib.sha256(f"{letter} {word}".encode()).hexdigest()[:8]


def require_slip(answer: Mapping[str, Any], letter: str, right: str) -> None:
    """Require the kind of slip of a line that does not hold.

    Parameters
    ----------
    answer : mapping of str to str
        Words by the letters of their lines.
    letter : str
        That of the line.
    right : str
        The digest of the right word.

    Raises
    ------
    CheckFailed
        If there is no word for the line, or the wrong one.
    """
    word, name = plain_word(answer.get(letter)), f'reasons["{letter}"]'
    require(word is not None, f"{name} is missing: say which kind of slip the line has.")
    known = isinstance(word, str) and word in SLIPS
    require(known, f"{name} should be one of the words {', '.join(SLIPS)}.")
    require(
        digest(letter, word) == right,
        f'{name} is not "{word}" ({SLIPS[word]}): look at the line itself; where two kinds '
        "fit, take the upper one.",
    )
