"""The errors of the wire format."""

from __future__ import annotations


class WireError(Exception):
    """Base class of the two."""


class EncodeError(WireError, TypeError):
    """A value that cannot travel; the message says of what type it is and what can."""


class DecodeError(WireError):
    """Bytes that are not an encoded value within the bounds."""
