"""The order in which answers are read: equal ones together, then those that are near."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

#: A command of TeX, a word, or any other sign.
_WORD = re.compile(r"\\[A-Za-z]+|\w+|[^\w\s]")
#: Words and pairs of them are counted in so many places, whatever is handed in.
_PLACES = 2**12
_MOST_LETTERS = 10_000


def by_likeness(texts: Sequence[str]) -> list[str]:
    """Return the texts, each once, so that a text follows one that it is like.

    The first is the one that is most like all others; what is like nothing comes last. Who wrote
    a text, and where it stood, has no say in the order.

    Parameters
    ----------
    texts : sequence of str
        Answers.

    Returns
    -------
    list of str
        Each text once.

    Notes
    -----
    The likeness of two texts is the cosine between their counts of words and of pairs of words,
    weighted by rarity. From each text the way goes on to the nearest that is left.

    Examples
    --------
    >>> by_likeness(["it sums to one", "a minus y", "a minus y, I say", "it sums to 1"])
    ['it sums to 1', 'it sums to one', 'a minus y', 'a minus y, I say']
    """
    left = sorted(set(texts))
    if not left:
        return []
    vectors = _vectors(left)
    near = vectors @ vectors.T
    typical = near.sum(axis=1)
    near += 1e-9 * typical  # of equally near ones the most typical
    place, order = int(typical.argmax()), []
    open_ = np.ones(len(left), dtype=bool)
    while True:
        order.append(left[place])
        open_[place] = False
        if not open_.any():
            return order
        place = int(np.where(open_, near[place], -1.0).argmax())


def _vectors(texts: Sequence[str]) -> np.ndarray:
    """Return a row of length 1 for each text; of zeros where it has no words."""
    counts = np.zeros((len(texts), _PLACES))
    for row, text in zip(counts, texts, strict=True):
        for term, count in Counter(_terms(text)).items():
            row[zlib.crc32(term.encode("utf-8", "replace")) % _PLACES] += 1 + np.log(count)
    rarity = np.log((1 + len(texts)) / (1 + (counts > 0).sum(axis=0))) + 1
    rows = counts * rarity
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)


def _terms(text: str) -> Iterator[str]:
    words = _WORD.findall(text[:_MOST_LETTERS].casefold())
    yield from words
    yield from map(" ".join, pairwise(words))
