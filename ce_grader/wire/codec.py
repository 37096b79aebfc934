"""Values to bytes and back: exact types from a closed list, each with its own tag.

Arrays, lists, dicts and random generators are numbered in the order in which they occur, on
both sides alike. A second occurrence travels as the number, so what was one object before is
one object after; and a reply can refer to the objects of its request.
"""

from __future__ import annotations

from typing import Any

from ce_grader.wire.decoder import Decoder
from ce_grader.wire.encoder import Encoder

__all__ = ["Decoder", "Encoder", "decode", "encode"]


def encode(value: Any) -> bytes:
    """Return a value as bytes.

    Examples
    --------
    >>> decode(encode({"rate": 0.5, "sizes": (3, 4)}))
    {'rate': 0.5, 'sizes': (3, 4)}
    """
    return Encoder().encode(value)


def decode(data: bytes) -> Any:
    """Return the value that `encode` turned into bytes."""
    return Decoder().decode(data)
