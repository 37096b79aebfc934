"""Grades for a learning management system, as the file that its gradebook imports.

`nbgrader export --exporter=ce_grader.nbgrader_seams.lms.CanvasExporter --assignment "['NAME']"`,
and `MoodleExporter` in the same way: one assignment, one row for each student with a result.
`WarningCsvExporter` is what the course's `nbgrader_config.py` puts in place of nbgrader's own.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Assignment, Gradebook, MissingEntry, Student, SubmittedAssignment
from nbgrader.plugins import CsvExportPlugin, ExportPlugin
from traitlets import Enum, Unicode

#: So many students a warning names; formgrader has all.
_NAMED = 3
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def no_formula(text: str | None) -> str:
    """Return text that no spreadsheet takes for a formula.

    Students choose their names, and a name such as ``=HYPERLINK(…)`` would act when the file is
    opened. An apostrophe in front makes it text.

    Parameters
    ----------
    text : str or None
        What a cell is to hold.

    Returns
    -------
    str
        Empty for None.

    Examples
    --------
    >>> no_formula("=1+1"), no_formula("Ana"), no_formula(None)
    ("'=1+1", 'Ana', '')
    """
    text = text or ""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _number(points: float) -> str:
    """Return points with at most four decimals.

    Examples
    --------
    >>> _number(20.0), _number(1 / 3)
    ('20', '0.3333')
    """
    return f"{points:.4f}".rstrip("0").rstrip(".")


def _waiting_points(submission: SubmittedAssignment) -> float:
    """Return how many points wait for a person."""
    grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
    return float(sum(grade.max_score for grade in grades if grade.needs_manual_grade))


def _open_points(submissions: Iterable[SubmittedAssignment]) -> str:
    """Return what is not final in the scores of an assignment, in words; nothing if all is."""
    found = {one.student_id: one for one in submissions if one.needs_manual_grade}
    if not found:
        return ""
    who = ", ".join(sorted(found)[:_NAMED])
    who += f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
    points = sum(map(_waiting_points, found.values()))
    what = "1 point waits" if points == 1 else f"{_number(points)} points wait"
    name = next(iter(found.values())).name
    return f"{name} of {who} is not graded to the end: {what} for a person"


@dataclass(frozen=True)
class MarkOfOne:
    """What one student has for an assignment.

    Parameters
    ----------
    points : str
        Minus the late penalty; empty if there is no result.
    remark : str
        What is not final about it, or why there is none.
    """

    points: str = ""
    remark: str = ""


def result_of(gradebook: Gradebook, assignment: str, student: str) -> MarkOfOne:
    """Return what a student has for an assignment.

    Parameters
    ----------
    gradebook : Gradebook
        The course's.
    assignment : str
        Its name.
    student : str
        Their id.

    Returns
    -------
    MarkOfOne
        Without points where nothing was handed in, and where all of them wait for a person: that
        could not be graded, and is not 0.
    """
    try:
        submission = gradebook.find_submission(assignment, student)
    except MissingEntry:
        return MarkOfOne(remark=f"{student} was left out: nothing of {assignment} is graded")
    waiting = _waiting_points(submission)
    if waiting and waiting >= submission.max_score:
        return MarkOfOne(remark=f"{student} was left out: {assignment} could not be graded yet")
    points = max(0.0, submission.score - submission.late_submission_penalty)
    return MarkOfOne(_number(points), _open_points([submission]))


class WarningCsvExporter(CsvExportPlugin):
    """nbgrader's own `grades.csv`, with a warning for each assignment that is not final."""

    def export(self, gradebook: Gradebook) -> None:
        """Write the file that `--to` names.

        Parameters
        ----------
        gradebook : Gradebook
            The course's.
        """
        super().export(gradebook)
        for assignment in gradebook.assignments:
            if said := _open_points(gradebook.assignment_submissions(assignment.name)):
                self.log.warning("%s", said)


class _TableExporter(ExportPlugin):
    """One assignment's results, a row for each student who has one; `--student` chooses.

    An empty cell is no gap: Canvas and Moodle take it for "erase the mark". Only a row that is not
    there leaves a mark alone.
    """

    default_file = "grades.csv"
    key_name = ""

    def _row(self, student: Student, key: str, points: str) -> list[str]:
        """Return a student's row."""
        raise NotImplementedError

    def _lead(self, assignment: Assignment) -> Iterator[list[str]]:
        """Yield the rows above the students."""
        raise NotImplementedError

    def _key(self, student: Student) -> str:
        """Return what the system knows a student by; nothing if that is not known."""
        raise NotImplementedError

    def export(self, gradebook: Gradebook) -> None:
        """Write the file that `--to` names.

        Parameters
        ----------
        gradebook : Gradebook
            The course's.

        Raises
        ------
        SystemExit
            Unless `--assignment` names one.
        """
        path = Path(self.to or self.default_file)
        assignment = self._one_assignment(gradebook)
        chosen = [s for s in gradebook.students if not self.student or s.id in self._wanted]
        students = sorted(chosen, key=lambda student: student.id)
        keys = Counter(map(self._key, students))
        rows = []
        for student in students:
            key = self._key(student)
            found = result_of(gradebook, assignment.name, student.id)
            if found.remark:
                self.log.warning("%s", found.remark)
            if found.points and not key:
                self.log.warning("%s was left out: no %s is known", student.id, self.key_name)
            elif found.points and keys[key] > 1:
                others = f"{keys[key]} students have the {self.key_name} {key}"
                self.log.warning("%s was left out: %s", student.id, others)
            elif found.points:
                rows.append(self._row(student, key, found.points))
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([*self._lead(assignment), *rows])
        self.log.warning("%d of %d students: %s", len(rows), len(students), path)

    @property
    def _wanted(self) -> set[str]:
        return set(map(str, self.student))

    def _one_assignment(self, gradebook: Gradebook) -> Assignment:
        names = [str(name) for name in self.assignment]
        if len(names) != 1:
            raise SystemExit("one assignment a file: choose it with --assignment \"['NAME']\"")
        return gradebook.find_assignment(names[0])


class CanvasExporter(_TableExporter):
    """The file that Canvas takes under Grades, Import."""

    default_file = "canvas.csv"
    key = Enum(
        ["lms_user_id", "id"],
        "lms_user_id",
        help="What Canvas finds a student by: its own number, or the SIS Login ID (our id).",
    ).tag(config=True)
    column = Unicode(
        "",
        help="The heading of the column in Canvas, as its own export has it: `TITLE (NUMBER)`. "
        "Without it, the assignment's name.",
    ).tag(config=True)

    @property
    def key_name(self) -> str:  # type: ignore[override]
        """The key, as Canvas calls it."""
        return "Canvas ID (lms_user_id)" if self.key == "lms_user_id" else "SIS Login ID"

    def _key(self, student: Student) -> str:
        if self.key == "id":
            return str(student.id)
        number = student.lms_user_id or ""
        return number if number.isdecimal() else ""  # Canvas reads 2023-4 as 2023

    def _lead(self, assignment: Assignment) -> Iterator[list[str]]:
        """Yield the heading, and the row from which Canvas takes the points of a new column."""
        title = self.column or assignment.name
        yield ["Student", "ID", "SIS Login ID", "Section", no_formula(title)]
        yield ["    Points Possible", "", "", "", _number(assignment.max_score)]

    def _row(self, student: Student, key: str, points: str) -> list[str]:
        names = [name for name in (student.last_name, student.first_name) if name]
        # with the id it is nobody's name: where the key is unknown, Canvas goes by the name alone
        who = no_formula(f"{', '.join(names)} ({student.id})".strip())
        number, login = (key, "") if self.key == "lms_user_id" else ("", key)
        return [who, number, login, "", points]


class MoodleExporter(_TableExporter):
    """The file that Moodle takes under Grades, Import, CSV file; `give` is the better way."""

    default_file = "moodle.csv"
    _HEADINGS = {"id": "Username", "email": "Email address", "lms_user_id": "User ID"}
    key = Enum(
        [*_HEADINGS],
        "id",
        help="What Moodle finds a student by: the user name (our id), the address, or the number "
        "in the address of the profile (our lms_user_id). Its ID number is another thing.",
    ).tag(config=True)

    @property
    def key_name(self) -> str:  # type: ignore[override]
        """The key, as Moodle calls it."""
        return self._HEADINGS[self.key]

    def _key(self, student: Student) -> str:
        return str(getattr(student, self.key) or "")

    def _lead(self, assignment: Assignment) -> Iterator[list[str]]:
        """Yield the heading."""
        yield ["First name", "Last name", self.key_name, no_formula(assignment.name)]

    def _row(self, student: Student, key: str, points: str) -> list[str]:
        return [no_formula(student.first_name), no_formula(student.last_name), key, points]
