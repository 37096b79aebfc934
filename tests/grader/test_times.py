"""Times in UTC or with an offset are read; the names of zones are refused."""

from __future__ import annotations

import time
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from ce_grader.intake.files import read_files
from ce_grader.intake.times import UnclearTime, parse_utc

CLEAR = {
    "2027-01-31 23:59": "2027-01-31 23:59",
    "2027-01-31": "2027-01-31 00:00",
    "2027-01-31 23:59 UTC": "2027-01-31 23:59",
    "2027-01-31T23:59:00Z": "2027-01-31 23:59",
    "2027-01-31T23:59:00 +0000": "2027-01-31 23:59",
    "2027-01-31 23:59 -03": "2027-02-01 02:59",
    "2027-01-31 23:59 +0530": "2027-01-31 18:29",
    "2027-01-31 11:59 pm +02:00": "2027-01-31 21:59",
}
UNCLEAR = ["EDT", "CET", "IST", "Europe/Berlin", "UTC+3", "GMT -3", "-0300 (-03)", "+9999"]


@pytest.mark.parametrize(("text", "expected"), CLEAR.items())
def test_utc_and_offsets_are_read(text: str, expected: str) -> None:
    """An offset is hours and minutes, never seconds."""
    assert parse_utc(text) == datetime.fromisoformat(expected)


def test_the_zone_of_the_machine_plays_no_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that is set to another zone moves nobody's due date."""
    try:
        with monkeypatch.context() as elsewhere:
            elsewhere.setenv("TZ", "XXX-9")  # nine hours east, in POSIX's way
            time.tzset()
            assert datetime(2027, 1, 1).astimezone().utcoffset() == timedelta(hours=9)
            for text, expected in CLEAR.items():
                assert parse_utc(text) == datetime.fromisoformat(expected)
    finally:
        time.tzset()


@pytest.mark.parametrize("zone", UNCLEAR)
def test_the_name_of_a_zone_is_refused(zone: str) -> None:
    """The sentence shows how to write it."""
    with pytest.raises(UnclearTime, match="such as 2027-01-31 23:59"):
        parse_utc(f"2027-07-31 23:59 {zone}")


@pytest.mark.parametrize("text", ["", "soon", "9999-12-31 23:59 -03"])
def test_what_is_no_time_is_refused(text: str) -> None:
    """So is one that has no day in UTC."""
    with pytest.raises(UnclearTime):
        parse_utc(text)


def test_a_time_that_is_one_already_is_put_into_utc() -> None:
    """As formgrader hands it on."""
    east = timezone(timedelta(hours=2))
    assert parse_utc(datetime(2027, 1, 31, 23, 59, tzinfo=east)) == datetime(2027, 1, 31, 21, 59)
    assert parse_utc(None) is None


def test_a_timestamp_in_a_named_zone_is_left_out_with_a_note(tmp_path: Path) -> None:
    """It would make work late, or in time, by some hours."""
    (tmp_path / "timestamp.txt").write_text("2027-01-31 23:59 EDT")
    files, notes = read_files(tmp_path)
    assert not files
    assert notes == ["“timestamp.txt” was left out: it holds no time in UTC or with an offset."]
