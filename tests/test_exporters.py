"""Exports for Canvas and Moodle, by nbgrader's own command on a real gradebook."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory

from ce_grader.run.report.records import read_class
from tests import commands
from tools.build import ROOT, venv_environment
from tools.course import inside
from tools.report import score_text

pytestmark = pytest.mark.slow  # nbgrader's command, in a process each time

STUDENTS = {
    "ana": {"first_name": "Ana", "last_name": "Núñez", "email": "ana@uni.example",
            "lms_user_id": "4711"},
    "lê": {"first_name": "Cường", "last_name": "Lê", "email": "le@uni.example"},
    "mal": {"first_name": '=HYPERLINK("http://x.example","me")', "last_name": "@SUM(1)"},
    "none": {},
}  # fmt: skip
POINTS = {("ana", "a1"): 3.0, ("ana", "a2"): 1.5, ("lê", "a1"): 2.0, ("mal", "a1"): 1 / 3}
DUE = {"a1": "2027-02-01 12:00"}  # nbgrader puts assignments with a due date last
LATE = {("ana", "a2"): 0.5, ("lê", "a1"): 5.0}


def fill(url: str) -> None:
    """Write two assignments of 3 points and a class with and without submissions."""
    with Gradebook(url) as gradebook:
        for name in ("a1", "a2"):
            gradebook.add_assignment(name, duedate=DUE.get(name))
            gradebook.add_notebook("nb", name)
            gradebook.add_grade_cell("test", "nb", name, max_score=3, cell_type="code")
        for student, details in STUDENTS.items():
            gradebook.add_student(student, **details)
        for (student, name), points in POINTS.items():
            gradebook.add_submission(name, student)
            gradebook.find_grade("test", "nb", name, student).auto_score = points
            notebook = gradebook.find_submission_notebook("nb", name, student)
            notebook.late_submission_penalty = LATE.get((student, name), 0.0)
        hand = gradebook.find_grade("test", "nb", "a1", "mal")
        hand.needs_manual_grade = True
        gradebook.db.commit()


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a course folder that holds a gradebook and the course's configuration."""
    folder = tmp_path_factory.mktemp("course")
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    (folder / "source").mkdir()
    shutil.copy(ROOT / "source" / "header.ipynb", folder / "source")
    with inside(folder):  # a new gradebook runs the program alembic from PATH
        fill(f"sqlite:///{folder / 'gradebook.db'}")
    return folder


def export(course: Path, exporter: str, *options: str) -> tuple[list[dict[str, str]], str]:
    """Run `nbgrader export`; return the rows of its file, and what it said."""
    target = course / f"{exporter}.csv"
    command = ["nbgrader", "export", "--to", str(target), *options]
    command += [f"--exporter=ce_grader.nbgrader_seams.lms.{exporter}"]
    result = commands.run(command, course, venv_environment())
    assert result.returncode == 0, result.stderr
    with target.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file)), result.stdout + result.stderr


@pytest.fixture(scope="module")
def canvas(course: Path) -> tuple[list[dict[str, str]], str]:
    """Return what the Canvas exporter writes and says."""
    return export(course, "CanvasExporter")


@pytest.fixture(scope="module")
def moodle(course: Path) -> tuple[list[dict[str, str]], str]:
    """Return what the Moodle exporter writes and says."""
    return export(course, "MoodleExporter")


def test_canvas_has_its_five_columns_then_the_assignments(canvas) -> None:
    """Canvas refuses a file whose first columns have other names."""
    rows, _ = canvas
    first = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    assert list(rows[0]) == [*first, "a1", "a2"]


def test_canvas_is_told_the_points_possible(canvas) -> None:
    """The row below the header holds the maxima."""
    rows, _ = canvas
    assert rows[0]["Student"].strip() == "Points Possible"
    assert (rows[0]["a1"], rows[0]["a2"]) == ("3", "3")


def test_canvas_knows_students_by_both_identifiers(canvas) -> None:
    """Names survive in any script."""
    rows, _ = canvas
    ana, le = (next(r for r in rows if r["SIS Login ID"] == who) for who in ("ana", "lê"))
    assert (ana["Student"], ana["ID"]) == ("Núñez, Ana", "4711")
    assert (le["Student"], le["ID"]) == ("Lê, Cường", "")


def test_lateness_costs_points_but_never_more_than_there_are(canvas) -> None:
    """1.5 less 0.5 is 1; 2 less 5 is 0."""
    rows, _ = canvas
    points = {row["SIS Login ID"]: (row["a1"], row["a2"]) for row in rows}
    assert points["ana"] == ("3", "1")
    assert points["lê"] == ("0", "")


def test_a_missing_submission_is_empty_and_not_zero(canvas) -> None:
    """Nobody gets a zero by an export."""
    rows, _ = canvas
    (row,) = [row for row in rows if row["SIS Login ID"] == "none"]
    assert (row["Student"], row["a1"], row["a2"]) == ("none", "", "")


def test_a_name_cannot_be_a_formula(canvas, moodle) -> None:
    """No text cell of either file begins as a formula does."""
    for rows, _ in (canvas, moodle):
        cells = [cell for row in rows for cell in row.values()]
        assert any("@SUM(1)" in cell for cell in cells)
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_work_that_waits_for_a_person_is_named(canvas) -> None:
    """A score that is not final is exported, and said to be so."""
    _, said = canvas
    assert "a1 of mal is not graded to the end: 3 points wait for a person" in said


def test_nbgraders_own_export_names_it_too(course: Path) -> None:
    """`grades.csv` would otherwise hold a zero that nobody gave."""
    command = ["nbgrader", "export", "--to", str(course / "grades.csv")]
    result = commands.run(command, course, venv_environment())
    assert result.returncode == 0, result.stderr
    assert "a1 of mal is not graded to the end" in result.stderr
    assert (course / "grades.csv").read_text().startswith("assignment,duedate")


def test_the_table_of_a_run_shows_what_is_exported(course: Path, canvas) -> None:
    """Lateness is taken off, and said, like what waits for a person."""
    coursedir = CourseDirectory(root=str(course), db_url=f"sqlite:///{course}/gradebook.db")
    records = read_class(coursedir, ["a1", "a2"])
    found = {(w.student, w.assignment): w for record in records for w in record.works}
    exported = {row["SIS Login ID"]: row for row in canvas[0]}
    for (student, name), row in found.items():
        assert f"{row.score:.4f}".rstrip("0").rstrip(".") == exported[student][name]
    assert score_text(found["ana", "a2"]) == "1/3 (−0.5 late)"
    assert score_text(found["lê", "a1"]) == "0/3 (−5 late)"


def test_moodle_has_a_choice_of_identifiers(moodle) -> None:
    """Moodle's import asks which column to take."""
    rows, _ = moodle
    (ana,) = [row for row in rows if row["Username"] == "ana"]
    assert ana == {
        "First name": "Ana",
        "Last name": "Núñez",
        "Username": "ana",
        "ID number": "4711",
        "Email address": "ana@uni.example",
        "a1": "3",
        "a2": "1",
    }


def test_students_and_assignments_can_be_chosen(course: Path) -> None:
    """nbgrader's own flags work here too."""
    rows, _ = export(course, "MoodleExporter", "--student", "['ana']", "--assignment", "['a2']")
    assert [row["Username"] for row in rows] == ["ana"]
    assert "a2" in rows[0] and "a1" not in rows[0]
