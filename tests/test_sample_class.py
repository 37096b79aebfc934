"""The sample class gets the points that its answers files say."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

from tests.course import Course
from tools import sample
from tools.answers import read_answers
from tools.build import ROOT, assignments
from tools.course import inside
from tools.grade import register

FILES = sample.answers_files()


def points_of(name: str) -> dict[str, float]:
    """Return the points of the autograded test cells of an assignment."""
    nb = nbformat.read(ROOT / "release" / name / f"{name}.ipynb", as_version=4)
    data = [cell.metadata.get("nbgrader", {}) for cell in nb.cells]
    return {d["grade_id"]: d["points"] for d in data if d.get("grade") and not d.get("solution")}


def expected(name: str, path: Path) -> dict[str, float]:
    """Return the points that an answers file says it gets, cell by cell."""
    lost, points = read_answers(path).listed("loses"), points_of(name)
    assert set(lost) <= {*points, "*"}, f"{path}: unknown test cells {set(lost) - set(points)}"
    return {cell: 0.0 if cell in lost or "*" in lost else value for cell, value in points.items()}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Course]:
    """The sample class, handed in and graded by the command that `make grade` uses."""
    made = Course(tmp_path_factory.mktemp("sample") / "course", assignments())
    with (made.folder / "nbgrader_config.py").open("a") as config:
        # nobody looks at sixty students' figures, or waits long for their endless loops
        config.write("\nc.Isolated.figures = False\nc.Isolated.cell_seconds = 6\n")
    shutil.copytree(ROOT / "release", made.folder / "release")
    with inside(made.folder):
        register(assignments(), made.folder)
    for student, name, path in FILES:
        sample.hand_in(student, name, path, made.folder)
    made.run("ce_grader", "autograde", *assignments())
    yield made


def test_the_class_holds_the_behaviours_of_a_real_one() -> None:
    """Twelve students, and every assignment is handed in right and handed in empty."""
    assert len({student for student, _, _ in FILES}) == 12 and len(FILES) >= 5 * 12
    for name in assignments():
        lost = [read_answers(path).listed("loses") for _, of, path in FILES if of == name]
        assert [] in lost and ["*"] in lost, name


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("student", "name", "path"), FILES, ids=[f"{student}-{name}" for student, name, _ in FILES]
)
def test_points_are_those_that_the_answers_file_says(
    course: Course, student: str, name: str, path: Path
) -> None:
    """Cell by cell, so that two errors cannot cancel."""
    wanted = expected(name, path)
    got = {cell: points for cell, points in course.grades(student, name).items() if cell in wanted}
    assert got == wanted


@pytest.mark.slow
def test_every_failed_test_says_why_in_a_sentence(course: Course) -> None:
    """What a student reads is a diagnosis, not a stack."""
    for student, name, _ in FILES:
        for cell in course.autograded(student, name).cells:
            for output in cell.get("outputs", []):
                if output.output_type == "error" and cell.metadata.get("nbgrader", {}).get("grade"):
                    assert len(output.evalue.split()) >= 3, (student, name, cell.id, output.evalue)


@pytest.mark.slow
def test_no_graded_notebook_counts_visible_checks(course: Course) -> None:
    """None of them has run on the student's side: "0 of 20" would be said of a right answer."""
    for student, name, _ in FILES:
        assert "checks passed" not in str(course.autograded(student, name).cells), (student, name)
