"""When something was handed in: the forms in which systems tell it, as one time in UTC."""

from __future__ import annotations

import re
from datetime import UTC, datetime, tzinfo

from ce_grader.intake.files import time_of

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_BRIGHTSPACE = re.compile(r"(\w{3}) (\d+), (\d+) (\d+?)[:_]?(\d\d) ([AP])M")


def told(text: str) -> datetime | None:
    """Return the time that a path or a file of a system states.

    Parameters
    ----------
    text : str
        As Brightspace, Blackboard, Sakai or Gradescope write it.

    Returns
    -------
    datetime or None
        Without a zone where the system tells none; None if it is no time.

    Examples
    --------
    >>> told("Mar 29, 2018 1205 PM"), told("Sep 4, 2024 926 PM")
    (datetime.datetime(2018, 3, 29, 12, 5), datetime.datetime(2024, 9, 4, 21, 26))
    >>> told("2027-01-31-23-59-00")
    datetime.datetime(2027, 1, 31, 23, 59)
    """
    try:
        if found := _BRIGHTSPACE.fullmatch(text):
            month, day, year, hour, minute, half = found.groups()
            hours = int(hour) % 12 + 12 * (half == "P")
            return datetime(int(year), _MONTHS.index(month) + 1, int(day), hours, int(minute))
        if re.fullmatch(r"\d{4}(-\d\d){5}", text):
            return datetime.strptime(text, "%Y-%m-%d-%H-%M-%S")
    except ValueError:
        return None
    time = time_of(re.sub(r" ?Z$", "+00:00", text.strip()).encode())
    return time and time.replace(tzinfo=UTC)


def in_utc(time: datetime, where: tzinfo) -> datetime:
    """Return a time in UTC.

    Parameters
    ----------
    time : datetime
        With a zone, or on a clock.
    where : tzinfo
        The zone of that clock. Of an hour that it shows twice, the earlier counts.

    Returns
    -------
    datetime
        With UTC as its zone.
    """
    return (time if time.tzinfo else time.replace(tzinfo=where)).astimezone(UTC)
