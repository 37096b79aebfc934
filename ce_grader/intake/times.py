"""Times as people and programs write them: in UTC or with a numeric offset, or not at all.

nbgrader takes any name of a zone, by its present offset or the machine's own table: `23:59 EDT`
is off by four hours, and `-03` and `+0200` are taken for seconds.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

import dateutil.parser

# POSIX takes UTC+3 for three hours west of UTC, people for three hours east
_NAME_AND_OFFSET = re.compile(r":\d[\d.:]*\s*(?!(?:am|pm)\b)[a-z]+ ?[+-]\d", re.IGNORECASE)


class UnclearTime(ValueError):
    """A time that can be read in more than one way; the message names the way out."""


def parse_utc(time: str | datetime | None) -> datetime | None:
    """Return a time in UTC, without its zone, as nbgrader keeps it.

    Parameters
    ----------
    time : str or datetime, optional
        Without a zone it is taken for UTC.

    Returns
    -------
    datetime or None
        None for None.

    Raises
    ------
    UnclearTime
        If it is no time, or its zone is neither UTC nor an offset.

    Examples
    --------
    >>> print(parse_utc("2027-01-31 23:59 UTC"), parse_utc("2027-01-31 23:59 -03"), sep=", ")
    2027-01-31 23:59:00, 2027-02-01 02:59:00
    """
    try:
        read = _read(time) if isinstance(time, str) else time
        if read is None or read.tzinfo is None:
            return read
        return read.astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError, TypeError, AttributeError) as error:
        raise UnclearTime(
            f"“{time}” is no clear time; write UTC or an offset behind it, such as "
            "2027-01-31 23:59 +0100, and no name of a zone"
        ) from error


def _read(text: str) -> datetime:
    if _NAME_AND_OFFSET.search(text):
        raise ValueError(text)
    read: datetime = dateutil.parser.parse(text, tzinfos=_zone)
    return read


def _zone(name: str | None, offset: int | None) -> tzinfo:
    """Return the zone that stands behind a time, an offset being in seconds."""
    if name in (None, "UTC", "Z") and not offset:
        return UTC
    if name is None and offset is not None:
        return timezone(timedelta(seconds=offset))
    raise ValueError(name)
