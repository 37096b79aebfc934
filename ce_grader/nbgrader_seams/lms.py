"""Grades for a learning management system, as the file that its gradebook imports.

`nbgrader export --exporter=ce_grader.nbgrader_seams.lms.CanvasExporter --to canvas.csv`, and
`MoodleExporter` in the same way: one row per student, one column per assignment.
`WarningCsvExporter` is what the course's `nbgrader_config.py` puts in place of nbgrader's own.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from nbgrader.api import Assignment, Gradebook, MissingEntry, Student, SubmittedAssignment
from nbgrader.plugins import CsvExportPlugin, ExportPlugin

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


def _open_points(submission: SubmittedAssignment) -> str:
    """Return what is not final in the score of a submission, in words; nothing if all is."""
    if not submission.needs_manual_grade:
        return ""
    grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
    points = sum(grade.max_score for grade in grades if grade.needs_manual_grade)
    who = f"{submission.name} of {submission.student_id}"
    return f"{who} is not graded to the end: {_number(points)} points wait for a person"


class WarningCsvExporter(CsvExportPlugin):
    """nbgrader's own `grades.csv`, with a warning for each score that is not final."""

    def export(self, gradebook: Gradebook) -> None:
        """Write the file that `--to` names.

        Parameters
        ----------
        gradebook : Gradebook
            The course's.
        """
        super().export(gradebook)
        for assignment in gradebook.assignments:
            for submission in gradebook.assignment_submissions(assignment.name):
                if said := _open_points(submission):
                    self.log.warning("%s", said)


class _TableExporter(ExportPlugin):
    """One row per student, one column per assignment; `--student` and `--assignment` choose."""

    default_file = "grades.csv"
    person: tuple[str, ...] = ()

    def _identity(self, student: Student) -> tuple[str | None, ...]:
        """Return the entries of the columns that say who a student is."""
        raise NotImplementedError

    def _lead(self, assignments: list[Assignment]) -> Iterator[list[str]]:
        """Yield the rows between the header and the students; most systems have none."""
        yield from ()

    def export(self, gradebook: Gradebook) -> None:
        """Write the file that `--to` names.

        Parameters
        ----------
        gradebook : Gradebook
            The course's.
        """
        path = Path(self.to or self.default_file)
        assignments = [a for a in gradebook.assignments if self._chosen(a.name, self.assignment)]
        assignments.sort(key=lambda a: a.name)  # nbgrader's order changes with the due dates
        students = [s for s in gradebook.students if self._chosen(s.id, self.student)]
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow([*self.person, *(no_formula(a.name) for a in assignments)])
            writer.writerows(self._lead(assignments))
            for student in students:
                cells = [self._points(gradebook, a.name, student.id) for a in assignments]
                writer.writerow([*map(no_formula, self._identity(student)), *cells])
        self.log.warning("%d students, %d assignments: %s", len(students), len(assignments), path)

    @staticmethod
    def _chosen(name: str, names: list[object]) -> bool:
        """Return whether a name is asked for; no names ask for all."""
        return not names or name in map(str, names)

    def _points(self, gradebook: Gradebook, assignment: str, student: str) -> str:
        """Return a student's points minus the late penalty, or nothing without a submission.

        An empty cell is not a zero: the instructor decides what a missing submission is worth.
        """
        try:
            submission = gradebook.find_submission(assignment, student)
        except MissingEntry:
            return ""
        if said := _open_points(submission):
            self.log.warning("%s", said)
        return _number(max(0.0, submission.score - submission.late_submission_penalty))


class CanvasExporter(_TableExporter):
    """The file that Canvas takes under Grades, Import.

    Canvas finds a student by `ID` (nbgrader's `lms_user_id`), else by `SIS Login ID` (nbgrader's
    student id).
    """

    default_file = "canvas.csv"
    person = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")

    def _identity(self, student: Student) -> tuple[str | None, ...]:
        """Return the name as Canvas writes it, and both identifiers."""
        names = [name for name in (student.last_name, student.first_name) if name]
        return ", ".join(names) or student.id, student.lms_user_id, "", student.id, ""

    def _lead(self, assignments: list[Assignment]) -> Iterator[list[str]]:
        """Yield the row from which Canvas takes the points of an assignment new to it."""
        blank = [""] * (len(self.person) - 1)
        yield ["    Points Possible", *blank, *(_number(a.max_score) for a in assignments)]


class MoodleExporter(_TableExporter):
    """The file that Moodle takes under Grades, Import, CSV file.

    Moodle asks which column tells students apart: `Username` (nbgrader's student id), `ID number`
    (`lms_user_id`) or `Email address`.
    """

    default_file = "moodle.csv"
    person = ("First name", "Last name", "Username", "ID number", "Email address")

    def _identity(self, student: Student) -> tuple[str | None, ...]:
        """Return the names and the three identifiers."""
        who = student.first_name, student.last_name
        return (*who, student.id, student.lms_user_id, student.email)
