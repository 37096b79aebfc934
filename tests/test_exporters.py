"""Exports for Canvas and Moodle, by nbgrader's own command on a real gradebook."""

from __future__ import annotations

import csv
import shutil
import zipfile
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory

from ce_grader.intake.lms.grammars import Person
from ce_grader.intake.lms.people import Roster
from ce_grader.intake.lms.record import Taken
from ce_grader.intake.lms.worksheet import Row
from ce_grader.nbgrader_seams.handing_back import (
    WrongMaximum,
    feedback_files,
    worksheet_rows,
    write_zips,
)
from ce_grader.nbgrader_seams.lms import CanvasExporter, MoodleExporter
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
    "part": {"lms_user_id": "12"},
    "twin": {"lms_user_id": "13-1"},
}  # fmt: skip
POINTS = {("ana", "a1"): 3.0, ("ana", "a2"): 1.5, ("lê", "a1"): 2.0, ("mal", "a1"): 1 / 3,
          ("part", "a2"): 1 / 3, ("twin", "a2"): 3.0}  # fmt: skip
DUE = {"a1": "2027-02-01 12:00"}  # nbgrader puts assignments with a due date last
LATE = {("ana", "a2"): 0.5, ("lê", "a1"): 5.0}


def fill(url: str) -> None:
    """Write two assignments of 3 points and a class with and without submissions."""
    with Gradebook(url) as gradebook:
        for name in ("a1", "a2"):
            gradebook.add_assignment(name, duedate=DUE.get(name))
            gradebook.add_notebook("nb", name)
            gradebook.add_grade_cell("test", "nb", name, max_score=3, cell_type="code")
        gradebook.add_grade_cell("essay", "nb", "a2", max_score=1, cell_type="markdown")
        for student, details in STUDENTS.items():
            gradebook.add_student(student, **details)
        for (student, name), points in POINTS.items():
            gradebook.add_submission(name, student)
            gradebook.find_grade("test", "nb", name, student).auto_score = points
            notebook = gradebook.find_submission_notebook("nb", name, student)
            for grade in notebook.grades:
                grade.needs_manual_grade = False
            notebook.late_submission_penalty = LATE.get((student, name), 0.0)
        gradebook.find_grade("test", "nb", "a1", "mal").needs_manual_grade = True
        gradebook.find_grade("essay", "nb", "a2", "part").needs_manual_grade = True
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
    """Return what the Canvas exporter writes and says of the second assignment."""
    return export(course, "CanvasExporter", "--assignment", "['a2']")


@pytest.fixture(scope="module")
def moodle(course: Path) -> tuple[list[dict[str, str]], str]:
    """Return what the Moodle exporter writes and says of the first assignment."""
    return export(course, "MoodleExporter", "--assignment", "['a1']")


def test_canvas_has_the_columns_that_it_asks_for(canvas) -> None:
    """Then one assignment, its points, and those who have a result and a number."""
    rows, _ = canvas
    assert list(rows[0]) == ["Student", "ID", "SIS Login ID", "Section", "a2"]
    assert [tuple(row.values()) for row in rows] == [
        ("    Points Possible", "", "", "", "4"),
        ("Núñez, Ana (ana)", "4711", "", "", "1"),
        ("(part)", "12", "", "", "0.3333"),
    ]


def test_who_is_left_out_is_named(canvas, moodle) -> None:
    """A row without points would erase a mark; a number that Canvas misreads is another's."""
    said = canvas[1] + moodle[1]
    for line in (
        "mal was left out: nothing of a2 is graded",
        "twin was left out: no Canvas ID (lms_user_id) is known",
        "mal was left out: a1 could not be graded yet",
        "none was left out: nothing of a1 is graded",
    ):
        assert line in said
    assert "2 of 6 students" in canvas[1] and "2 of 6 students" in moodle[1]


def test_work_that_waits_for_a_person_in_part_is_named(canvas) -> None:
    """A score that is not final is exported, and said to be so."""
    assert "a2 of part is not graded to the end: 1 point waits for a person" in canvas[1]


def test_moodle_has_one_key_and_lateness_costs_no_more_than_there_is(moodle) -> None:
    """2 less 5 is 0; names survive in any script."""
    rows, _ = moodle
    assert [tuple(row.values()) for row in rows] == [
        ("Ana", "Núñez", "ana", "3"),
        ("Cường", "Lê", "lê", "0"),
    ]
    assert list(rows[0]) == ["First name", "Last name", "Username", "a1"]


def test_a_name_cannot_be_a_formula_and_a_key_is_left_as_it_is(course: Path) -> None:
    """An apostrophe before a key would make it nobody's."""
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        student = gradebook.find_student("mal")
        exporters = CanvasExporter(key="id"), MoodleExporter(key="id")
        canvas, moodle = (one._row(student, "-mal", "1") for one in exporters)
    assert canvas == ['\'@SUM(1), =HYPERLINK("http://x.example","me") (mal)', "", "-mal", "", "1"]
    assert moodle == ['\'=HYPERLINK("http://x.example","me")', "'@SUM(1)", "-mal", "1"]


def test_one_key_of_two_students_is_nobodys(course: Path, tmp_path: Path) -> None:
    """Moodle would refuse the whole file, and Canvas give one mark to both."""
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        gradebook.find_student("part").lms_user_id = "4711"
        exporter = CanvasExporter(to=str(tmp_path / "c.csv"), assignment=["a2"])
        exporter.export(gradebook)
        gradebook.db.rollback()
    assert len((tmp_path / "c.csv").read_text().splitlines()) == 2


def test_nbgraders_own_export_names_it_too(course: Path) -> None:
    """`grades.csv` would otherwise hold a zero that nobody gave."""
    command = ["nbgrader", "export", "--to", str(course / "grades.csv")]
    result = commands.run(command, course, venv_environment())
    assert result.returncode == 0, result.stderr
    assert result.stderr.count("is not graded to the end") == 2  # a line an assignment
    assert "a1 of mal is not graded to the end: 3 points wait for a person" in result.stderr
    assert (course / "grades.csv").read_text().startswith("assignment,duedate")


def test_the_table_of_a_run_shows_what_is_exported(course: Path, canvas) -> None:
    """Lateness is taken off, and said, like what waits for a person."""
    coursedir = CourseDirectory(root=str(course), db_url=f"sqlite:///{course}/gradebook.db")
    records = read_class(coursedir, ["a1", "a2"])
    found = {(w.student, w.assignment): w for record in records for w in record.works}
    numbers = {"ana": "4711", "part": "12"}
    exported = {row["ID"]: row["a2"] for row in canvas[0]}
    for student, number in numbers.items():
        score = found[student, "a2"].score
        assert f"{score:.4f}".rstrip("0").rstrip(".") == exported[number]
    assert score_text(found["part", "a2"]) == "0.33 +1"
    assert score_text(found["ana", "a2"]) == "1 −0.5"
    assert score_text(found["lê", "a1"]) == "0 −5"


def test_keys_and_columns_can_be_chosen(course: Path) -> None:
    """Canvas knows a column by the number behind its title, and a student by the login."""
    chosen = ["--CanvasExporter.key=id", "--CanvasExporter.column=Softmax (77)"]
    rows, _ = export(course, "CanvasExporter", "--assignment", "['a2']", *chosen)
    assert [(row["SIS Login ID"], row["Softmax (77)"]) for row in rows] == [
        ("", "4"),
        ("ana", "1"),
        ("part", "0.3333"),
        ("twin", "3"),
    ]


def test_students_and_assignments_can_be_chosen(course: Path) -> None:
    """nbgrader's own flags work here too."""
    rows, _ = export(course, "MoodleExporter", "--student", "['ana']", "--assignment", "['a2']")
    assert [row["Username"] for row in rows] == ["ana"]
    assert "a2" in rows[0] and "a1" not in rows[0]


def test_feedback_goes_back_under_the_systems_own_numbers(tmp_path: Path) -> None:
    """A group's page once, an id of digits not in the place of a number, zips by size."""
    taken = {
        "4711": Taken("canvas", "núñezana_101", "101_9001"),
        "le_x": Taken("canvas", "anon_Ab3dE", "anon_Ab3dE_9006"),
        "text": Taken("canvas", "liwei_106"),
        "a": Taken("moodle", "Team A_2", "2"),
        "b": Taken("moodle", "Team A_2", "2"),
        "none": Taken("moodle", "No Body_3", "3"),
        "other": Taken("sakai", "Body, No(other)"),
    }
    page = tmp_path / "hw.html"
    page.write_bytes(b"x" * 600)
    files, remarks = feedback_files(taken, lambda who: [] if who == "none" else [page])
    assert {system: [name for name, _ in named] for system, named in files.items()} == {
        "canvas": ["feedback4711_101_9001_hw.html", "feedbacklex_anon_Ab3dE_9006_hw.html"],
        "moodle": ["feedbacka_2_assignfeedback_file_hw.html"],
    }
    assert [remark.split()[0] for remark in remarks] == ["text", "none"]
    zips = list(write_zips(files["canvas"], tmp_path / "canvas", 1000))
    assert [path.name for path in zips] == ["canvas-1.zip", "canvas-2.zip"]
    assert [zipfile.ZipFile(path).namelist() for path in zips] == [[n] for n, _ in files["canvas"]]


@pytest.mark.parametrize("highest", ["100.00", ""])
def test_another_highest_mark_is_refused(highest: str) -> None:
    """Moodle would drop what is above it in silence, and take 3 of 100 for 3 of 3."""
    cells = {"Identifier": "Participant 5", "Last modified (grade)": "-", "Maximum grade": highest}
    row = Row("5", Person("Ana"), cells)
    taken = {"ana": Taken("moodle", "Ana_5", "5")}
    with pytest.raises(WrongMaximum, match="set the grade in Moodle's assignment to 3"):
        worksheet_rows([row], Roster([], {}), taken, lambda who: "2", 3.0)
