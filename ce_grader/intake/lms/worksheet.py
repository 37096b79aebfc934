"""Moodle's offline grading worksheet: who has which number in one assignment, and in what state."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from ce_grader.intake.files import Refused, read_regular
from ce_grader.intake.lms.grammars import Person
from ce_grader.intake.lms.members import Unreadable
from ce_grader.intake.lms.people import letters

_BYTES = 50_000_000
#: The headings that Moodle's import asks for; they are in the teacher's language.
NEEDED = ("Identifier", "Grade", "Last modified (grade)")
_MAXIMUM = ("Maximum grade", "Maximum Grade")  # from 4.3 on, and before
_IDS = ("Email address", "Username", "ID number")
_NOT_HANDED_IN = ("Draft", "Reopened", "No submission")


@dataclass(frozen=True)
class Row:
    """One person of the worksheet.

    Parameters
    ----------
    number : str
        Moodle's, for this assignment alone.
    person : Person
        Name and identifiers, as far as the site shows them.
    cells : dict of str to str
        By heading.
    """

    number: str
    person: Person
    cells: dict[str, str]

    @property
    def maximum(self) -> str:
        """The highest mark that Moodle takes; empty for a scale."""
        return next((self.cells[name] for name in _MAXIMUM if name in self.cells), "")

    @property
    def is_open(self) -> bool:
        """Whether Moodle lets the mark be changed."""
        return self.cells.get("Grade can be changed", "Yes") != "No"

    @property
    def state(self) -> str:
        """What stands in the way of its being handed in, in Moodle's words; else nothing."""
        status = self.cells.get("Status", "")
        return status.partition(" - ")[0] if status.startswith(_NOT_HANDED_IN) else ""


def read_worksheet(path: Path) -> list[Row]:
    """Read a worksheet.

    Parameters
    ----------
    path : Path
        As Moodle gave it out.

    Returns
    -------
    list of Row
        All who are enrolled.

    Raises
    ------
    Unreadable
        If it is none, or in another language than English: its headings are needed again.
    """
    try:
        text = read_regular(path, _BYTES).decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
    except (Refused, ValueError, csv.Error) as error:
        raise Unreadable(f"{path} is not a table that can be read") from error
    headings = rows[0].keys() if rows else ()
    if missing := [name for name in NEEDED if name not in headings]:
        raise Unreadable(
            f"{path} is not a grading worksheet in English (it has no column {missing[0]!r}): set "
            "your language in Moodle to English, and download it again"
        )
    return [_row({k: v or "" for k, v in row.items() if k is not None}) for row in rows]


def _row(cells: dict[str, str]) -> Row:
    number = re.search(r"\d+$", cells["Identifier"])
    ids = frozenset(cells[name] for name in _IDS if cells.get(name))
    return Row(number[0] if number else "", Person(cells.get("Full name", ""), ids), cells)


def require_same(row: Row, label: str) -> None:
    """Refuse a worksheet in which a number has another name than in the zip.

    Parameters
    ----------
    row : Row
        Of the worksheet.
    label : str
        What the zip calls the owner of its number: a name, perhaps after a group's, and it.

    Raises
    ------
    Unreadable
        If it is not the same assignment's.
    """
    own, _, number = label.rpartition("_")
    name = letters(row.person.name)
    if name and not letters(own).endswith(name):
        raise Unreadable(
            f"the worksheet is of another assignment: there, number {number} is "
            f"{row.person.name}, and in the zip it is {own}"
        )
