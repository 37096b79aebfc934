"""The whole journey by nbgrader's own commands, with nbgrader_config.py alone."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.course import Course
from tools import sample
from tools.answers import Answers
from tools.build import write_notebook
from tools.counts import points

NAME = "01_softmax"
STUDENT_CONFIG = """\
c = get_config()
c.CourseDirectory.course_id = "cross-entropy"
c.Exchange.root = {exchange!r}
"""


def write_answers(course: Course, folder: Path, cells: dict[str, str]) -> None:
    """Fill in the fetched notebook: right answers, but for the given cells."""
    answers = Answers(Path(f"{NAME}.py"), "", cells, {"base": "solution"})
    write_notebook(sample.submission(NAME, answers, course.folder), folder / f"{NAME}.ipynb")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Course]:
    """Release, fetch, submit, collect, autograde, feedback and export, each by its command."""
    folder = tmp_path_factory.mktemp("journey")
    made = Course(folder / "course", [NAME])
    home = folder / "home"
    home.mkdir()
    config = STUDENT_CONFIG.format(exchange=str(made.exchange))
    (home / "nbgrader_config.py").write_text(config)
    made.generate()
    made.nbgrader("release_assignment", NAME)
    made.nbgrader("fetch_assignment", NAME, cwd=home)
    wrong = "def softmax_vjp(A, G):\n    return A * G"
    write_answers(made, home / NAME, {"softmax_vjp": wrong})
    made.nbgrader("submit", NAME, cwd=home)
    made.nbgrader("collect", NAME)
    made.nbgrader("autograde", NAME)
    made.nbgrader("generate_feedback", NAME)
    made.nbgrader("release_feedback", NAME)
    made.nbgrader("fetch_feedback", NAME, cwd=home)
    made.nbgrader("export", "--to", "grades.csv")
    yield made


pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def student_of(course: Course) -> str:
    """Return the one student who handed in."""
    (folder,) = (course.folder / "submitted").iterdir()
    return folder.name


def test_points_are_lost_for_the_wrong_function_alone(course: Course) -> None:
    """The one wrong answer loses its two cells, all others keep theirs."""
    grades = course.grades(student_of(course), NAME)
    lost = {cell for cell, points in grades.items() if points == 0}
    assert lost == {"test_softmax_vjp", "test_softmax_vjp_batch"}


def test_exported_grades_agree_with_the_gradebook(course: Course) -> None:
    """The CSV that nbgrader writes holds the same total."""
    with (course.folder / "grades.csv").open() as file:
        (row,) = list(csv.DictReader(file))
    assert float(row["score"]) == course.score(student_of(course), NAME)
    assert float(row["max_score"]) == points(NAME)


def test_the_student_reads_the_diagnosis_and_no_hidden_test(course: Course) -> None:
    """The fetched feedback page holds the sentence, the score, and nothing secret."""
    pages = list((course.folder.parent / "home" / NAME / "feedback").rglob("*.html"))
    assert len(pages) == 1
    text = pages[0].read_text(encoding="utf-8")
    assert "softmax_vjp" in text and f"{points(NAME) - 2} of {points(NAME)} points" in text
    for secret in ("HIDDEN TESTS", "ce_helpers.reference", "hidden.softmax", os.sep + "ce_grader"):
        assert secret not in text


def test_a_second_autograde_leaves_what_is_graded_alone(course: Course) -> None:
    """As in nbgrader: nothing is graded twice without --force."""
    page = course.folder / "autograded" / student_of(course) / NAME / f"{NAME}.ipynb"
    before = page.stat().st_mtime_ns
    course.nbgrader("autograde", NAME)
    assert page.stat().st_mtime_ns == before
