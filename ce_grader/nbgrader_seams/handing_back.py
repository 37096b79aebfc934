"""Marks and feedback as Moodle and Canvas take them back: the worksheet, and zips of pages."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from ce_grader.intake.lms.people import Roster, letters
from ce_grader.intake.lms.record import Taken
from ce_grader.intake.lms.worksheet import NEEDED, Row, require_same

_NAMES = {
    "moodle": "feedback{who}_{number}_assignfeedback_file_{page}",
    "canvas": "feedback{who}_{number}_{page}",
}


class WrongMaximum(Exception):
    """Moodle's highest mark is not the assignment's; the message says both."""


def worksheet_rows(
    rows: Iterable[Row],
    roster: Roster,
    taken: Mapping[str, Taken],
    points_of: Callable[[str], str],
    maximum: float,
) -> tuple[list[list[str]], list[str]]:
    """Return the worksheet that goes back: nothing but what its import needs.

    Comments are left out: one that Moodle gave out comes back damaged, and an empty one deletes.

    Parameters
    ----------
    rows : iterable of Row
        The worksheet, freshly downloaded.
    roster : Roster
        The students.
    taken : mapping of str to Taken
        By student, where a hand-in comes from: a number belongs to one assignment.
    points_of : callable
        Gives a student's points; empty for no result.
    maximum : float
        The assignment's points.

    Returns
    -------
    rows : list of list of str
        Without the heading; only students with a result.
    remarks : list of str
        Who was left out, and why.

    Raises
    ------
    WrongMaximum
        If Moodle would drop or shrink marks.
    ce_grader.intake.lms.members.Unreadable
        If it is the worksheet of another assignment.
    """
    owners = _by_number(taken)
    found, remarks = [], []
    for row in rows:
        student = owners.get(row.number, "")
        if student:
            require_same(row, taken[student].label)
        student = roster.person(row.person) or student
        points = points_of(student) if student else ""
        if not student:
            remarks.append(f"{row.cells[NEEDED[0]]} of the worksheet is not in the roster")
        elif points and not row.is_open:
            remarks.append(f"{student} was left out: Moodle does not let this mark be changed")
        elif points:
            _require_maximum(row, maximum)
            found.append([row.cells[NEEDED[0]], points, row.cells[NEEDED[2]]])
    return found, remarks


def _by_number(taken: Mapping[str, Taken]) -> dict[str, str]:
    """Return the students by their numbers in the worksheet, which a group's is not."""
    labels = [one.label for one in taken.values()]
    return {
        one.number: student
        for student, one in taken.items()
        if one.system == "moodle" and one.number and not one.asked and labels.count(one.label) == 1
    }


def _require_maximum(row: Row, maximum: float) -> None:
    try:
        theirs = float(row.maximum)
    except ValueError:
        theirs = None
    if theirs != maximum:
        raise WrongMaximum(
            f"Moodle's highest mark is {row.maximum or 'a scale'}, and the assignment has "
            f"{maximum:g} points: set the grade in Moodle's assignment to {maximum:g}, and "
            "download the worksheet again"
        )


def write_worksheet(path: Path, rows: Iterable[list[str]]) -> None:
    """Write a worksheet.

    Parameters
    ----------
    path : Path
        Where to.
    rows : iterable of list of str
        From `worksheet_rows`.
    """
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([NEEDED, *rows])


def feedback_files(
    taken: Mapping[str, Taken], pages_of: Callable[[str], list[Path]]
) -> tuple[dict[str, list[tuple[str, Path]]], list[str]]:
    """Return the pages that go back, under the names by which a system finds the student.

    Parameters
    ----------
    taken : mapping of str to Taken
        By student, where a hand-in comes from.
    pages_of : callable
        Gives the feedback pages of a student.

    Returns
    -------
    files : dict of str to list of tuple of str and Path
        By system, names and pages; one for each group.
    remarks : list of str
        Who was left out, and why.
    """
    files: dict[str, list[tuple[str, Path]]] = {}
    remarks, done = [], set()
    for student, one in taken.items():
        pages = pages_of(student)
        if one.system not in _NAMES or (one.system, one.label) in done:
            continue
        if not one.number:
            remarks.append(f"{student} gets no page: {one.system} takes none for this hand-in")
        elif not pages:
            remarks.append(f"{student} gets no page: there is no feedback yet")
        else:
            name = _NAMES[one.system]
            who = letters(student)
            named = [(name.format(who=who, number=one.number, page=p.name), p) for p in pages]
            files.setdefault(one.system, []).extend(named)
            done.add((one.system, one.label))
    return files, remarks


def write_zips(files: Iterable[tuple[str, Path]], stem: Path, limit: int) -> Iterator[Path]:
    """Write zips that an upload takes.

    Parameters
    ----------
    files : iterable of tuple of str and Path
        Names and pages.
    stem : Path
        The zips' name, without number and suffix.
    limit : int
        How many bytes one may have, a single page aside.

    Yields
    ------
    Path
        Each zip when it is whole.
    """
    parts: list[list[tuple[str, bytes]]] = [[]]
    room = limit
    for name, page in files:
        content = page.read_bytes()
        if parts[-1] and len(content) > room:
            yield _zip(stem, parts)
            parts.append([])
            room = limit
        parts[-1].append((name, content))
        room -= len(content)
    if parts[-1]:
        yield _zip(stem, parts)


def _zip(stem: Path, parts: list[list[tuple[str, bytes]]]) -> Path:
    """Write the last part, and forget what it holds."""
    path = stem.with_name(f"{stem.name}-{len(parts)}.zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts[-1]:
            archive.writestr(name, content)
    parts[-1].clear()
    return path
