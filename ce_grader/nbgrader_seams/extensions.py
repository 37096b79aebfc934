"""More time for single students: the table `extensions.csv` in the course's folder."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from nbgrader.api import Gradebook, SubmittedAssignment

from ce_grader.intake.times import UnclearTime, parse_utc
from ce_grader.nbgrader_seams.strict import meant

NAME = "extensions.csv"
_COLUMNS = ("student", "assignment", "until", "days")
_FORM = f"its first line is {','.join(_COLUMNS)}, and each other one has either until or days"


class UnclearExtension(ValueError):
    """A table of extensions that cannot be read; the message names the line and the way out."""


@dataclass(frozen=True)
class _Extension:
    line: int
    until: datetime | None
    more: timedelta


class Extensions:
    """The extensions of a course; a line takes the place of what was granted before.

    Parameters
    ----------
    root : Path
        The course's folder; without the table nobody has more time by it.

    Raises
    ------
    UnclearExtension
        If a line cannot be read.
    """

    def __init__(self, root: Path) -> None:
        path = root / NAME
        self._granted = dict(_read(path)) if path.is_file() else {}

    def concerns(self, student: str, assignment: str) -> bool:
        """Return whether the table has a line for a submission.

        Parameters
        ----------
        student, assignment : str
            Whose, and of what.

        Returns
        -------
        bool
            True also for one that takes time back.
        """
        return (student, assignment) in self._granted

    def grant(self, entry: SubmittedAssignment) -> bool:
        """Give a submission the time that the table says.

        Parameters
        ----------
        entry : SubmittedAssignment
            The gradebook's row, which is changed; nothing is committed.

        Returns
        -------
        bool
            Whether that is another time than before.
        """
        found = self._granted.get((entry.student_id, entry.name))
        if found is None:
            return False
        due = entry.assignment.duedate
        more = found.until - due if found.until and due else found.more
        before, entry.extension = entry.extension, more if more > timedelta(0) else None
        return bool(before != entry.extension)

    def unknown(self, gradebook: Gradebook, names: Iterable[str]) -> Iterator[str]:
        """Yield a sentence for each line that names nobody, or no assignment of the course.

        Parameters
        ----------
        gradebook : Gradebook
            The course's.
        names : iterable of str
            Students who are not in the gradebook yet, but have handed in.

        Yields
        ------
        str
            With the line, and what may be meant.
        """
        there = (
            sorted({*names, *(student.id for student in gradebook.students)}),
            sorted(assignment.name for assignment in gradebook.assignments),
        )
        for key, extension in self._granted.items():
            for what, name, known in zip(("student", "assignment"), key, there, strict=True):
                if name not in known:
                    hint = meant(name, known)
                    yield f"{NAME}, line {extension.line}: there is no {what} {name}{hint}"


def _read(path: Path) -> Iterator[tuple[tuple[str, str], _Extension]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        table = csv.DictReader(file)
        if missing := {"student", "assignment"} - set(table.fieldnames or ()):
            raise UnclearExtension(f"{NAME} has no column {min(missing)}; {_FORM}")
        seen = set()
        for row in table:
            cells = {name: (row.get(name) or "").strip() for name in _COLUMNS}
            key = cells["student"], cells["assignment"]
            if key in seen:
                raise UnclearExtension(f"{NAME}, line {table.line_num}: {' '.join(key)} again")
            seen.add(key)
            yield key, _extension(table.line_num, cells["until"], cells["days"])


def _extension(line: int, until: str, days: str) -> _Extension:
    try:
        if bool(until) == bool(days):
            raise UnclearExtension(_FORM)
        return _Extension(line, parse_utc(until or None), timedelta(days=float(days or 0)))
    except (UnclearExtension, UnclearTime) as error:
        raise UnclearExtension(f"{NAME}, line {line}: {error}") from error
    except (ValueError, OverflowError) as error:
        problem = f"“{days}” is no number of days"
        raise UnclearExtension(f"{NAME}, line {line}: {problem}") from error
