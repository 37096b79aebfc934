"""Values to bytes and back: exact types from a closed list, each with its own tag.

Arrays, lists, dicts and random generators are numbered in the order in which they occur, on
both sides alike. A second occurrence travels as the number, so what was one object before is
one object after; and a reply can refer to the objects of its request.
"""

from __future__ import annotations

from typing import Any

from ce_grader.wire.decoder import Decoder
from ce_grader.wire.encoder import Encoder
from ce_grader.wire.patient import PatientDecoder

__all__ = ["Decoder", "Encoder", "PatientDecoder", "decode", "encode"]


def encode(value: Any) -> bytes:
    """Return a value as bytes.

    Parameters
    ----------
    value : object
        Plain data.

    Returns
    -------
    bytes
        The message.

    Raises
    ------
    EncodeError
        If it is, or holds, anything that cannot travel.

    Examples
    --------
    >>> decode(encode({"rate": 0.5, "sizes": (3, 4)}))
    {'rate': 0.5, 'sizes': (3, 4)}
    """
    return Encoder().encode(value)


def decode(data: bytes) -> Any:
    """Return the value that `encode` turned into bytes.

    Parameters
    ----------
    data : bytes
        The message.

    Returns
    -------
    object
        Plain data.

    Raises
    ------
    DecodeError
        If the bytes are no value within the bounds.
    """
    return Decoder().decode(data)
