"""Grades for a learning management system, as the file that its gradebook imports.

`nbgrader export --exporter=ce_grader.nbgrader_seams.lms.CanvasExporter --to canvas.csv`, and
`MoodleExporter` in the same way: one row a student, one column an assignment.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from nbgrader.api import Assignment, Gradebook, MissingEntry, Student
from nbgrader.plugins import ExportPlugin

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(text: str | None) -> str:
    """Return text that no spreadsheet takes for a formula.

    Students choose their names, and a name such as ``=HYPERLINK(…)`` would act when the file is
    opened. An apostrophe in front makes it text.

    Examples
    --------
    >>> harmless("=1+1"), harmless("Ana"), harmless(None)
    ("'=1+1", 'Ana', '')
    """
    text = text or ""
    return f"'{text}" if text.startswith(FORMULA) else text


def number(points: float) -> str:
    """Return points with at most four decimals.

    Examples
    --------
    >>> number(20.0), number(1 / 3)
    ('20', '0.3333')
    """
    return f"{points:.4f}".rstrip("0").rstrip(".")


class TableExporter(ExportPlugin):
    """One row a student, one column an assignment; `--student` and `--assignment` choose."""

    default_file = "grades.csv"
    person: tuple[str, ...] = ()

    def identity(self, student: Student) -> tuple[str | None, ...]:
        """Return the entries of the columns that say who a student is."""
        raise NotImplementedError

    def lead(self, assignments: list[Assignment]) -> Iterator[list[str]]:
        """Yield the rows between the header and the students; most systems have none."""
        yield from ()

    def export(self, gradebook: Gradebook) -> None:
        """Write the file that `--to` names."""
        path = Path(self.to or self.default_file)
        assignments = [a for a in gradebook.assignments if self.chosen(a.name, self.assignment)]
        assignments.sort(key=lambda a: a.name)  # nbgrader's order changes with the due dates
        students = [s for s in gradebook.students if self.chosen(s.id, self.student)]
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow([*self.person, *(harmless(a.name) for a in assignments)])
            writer.writerows(self.lead(assignments))
            for student in students:
                cells = [self.points(gradebook, a.name, student.id) for a in assignments]
                writer.writerow([*map(harmless, self.identity(student)), *cells])
        self.log.warning("%d students, %d assignments: %s", len(students), len(assignments), path)

    @staticmethod
    def chosen(name: str, names: list[object]) -> bool:
        """Return whether a name is asked for; no names ask for all."""
        return not names or name in map(str, names)

    def points(self, gradebook: Gradebook, assignment: str, student: str) -> str:
        """Return a student's points less the penalty for lateness; empty where none are known.

        An empty cell is not a zero: it is for the instructor to say what a missing submission
        is worth.
        """
        try:
            submission = gradebook.find_submission(assignment, student)
        except MissingEntry:
            return ""
        if submission.needs_manual_grade:
            self.log.warning("%s of %s is not graded to the end", assignment, student)
        return number(max(0.0, submission.score - submission.late_submission_penalty))


class CanvasExporter(TableExporter):
    """The file that Canvas takes under Grades, Import.

    Canvas finds a student by `ID` (nbgrader's `lms_user_id`), else by `SIS Login ID` (nbgrader's
    student id).
    """

    default_file = "canvas.csv"
    person = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")

    def identity(self, student: Student) -> tuple[str | None, ...]:
        """Return the name as Canvas writes it, and both identifiers."""
        names = [name for name in (student.last_name, student.first_name) if name]
        return ", ".join(names) or student.id, student.lms_user_id, "", student.id, ""

    def lead(self, assignments: list[Assignment]) -> Iterator[list[str]]:
        """Yield the row from which Canvas takes the points of an assignment new to it."""
        blank = [""] * (len(self.person) - 1)
        yield ["    Points Possible", *blank, *(number(a.max_score) for a in assignments)]


class MoodleExporter(TableExporter):
    """The file that Moodle takes under Grades, Import, CSV file.

    Moodle asks which column tells students apart: `Username` (nbgrader's student id), `ID number`
    (`lms_user_id`) or `Email address`.
    """

    default_file = "moodle.csv"
    person = ("First name", "Last name", "Username", "ID number", "Email address")

    def identity(self, student: Student) -> tuple[str | None, ...]:
        """Return the names and the three identifiers."""
        who = student.first_name, student.last_name
        return (*who, student.id, student.lms_user_id, student.email)
