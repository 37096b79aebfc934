"""`python -m ce_grader check`: the instructor's own answers, graded isolated and plain."""

from __future__ import annotations

import importlib.resources
import shutil
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from tests.run.small import NAME, SmallCourse
from tools.build import full_metadata, write_notebook

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
#: Tests that the model answer passes in one process, with what becomes of them isolated.
MORE = {
    "test_own": "class Box:\n    size = 3\nassert half(Box()) == 1.5",
    "test_warning": "import sys\nprint('careful', file=sys.stderr)\nassert double(1) == 2",
}
HALF = "def half(x):\n    return getattr(x, 'size', x) / 2"


def add_tests(course: SmallCourse) -> None:
    """Give the source notebook the tests above, and an answer that passes them in one process."""
    path = course.folder / "source" / NAME / f"{NAME}.ipynb"
    nb = nbformat.read(path, as_version=4)
    next(cell for cell in nb.cells if cell.id == "half").source = HALF
    for name in ("test_own", "test_warning"):
        cell = nbformat.v4.new_code_cell(MORE[name], id=name)
        short = {"grade_id": name, "points": 1}
        cell.metadata["nbgrader"] = full_metadata(short, "code")
        nb.cells.append(cell)
    write_notebook(nb, path)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> SmallCourse:
    """A course with a test that the grader cannot carry out, and one that warns."""
    course = SmallCourse(tmp_path_factory.mktemp("check") / "course")
    assert "loses no test" in course.run("ce_grader", "check", NAME)
    add_tests(course)
    return course


def test_the_command_names_what_the_model_answer_loses(course: SmallCourse) -> None:
    """Isolated with the reason, and plain; the exit code says that there is something."""
    output = course.run("ce_grader", "check", NAME, code=1)
    assert "test_own: 0 of 1 isolated, 1 plain; no verdict for anybody" in output
    assert "the test cannot call half with a value of type Box" in output
    assert "test_warning: 1 of 1 isolated, 0 plain; nbgrader alone would take" in output
    assert "test_double" not in output


def test_the_command_says_how_it_is_called(course: SmallCourse) -> None:
    """Without an assignment, or with one that is not there."""
    assert "usage" in course.run("ce_grader", "check", code=2)
    assert "there is no nothing in source/" in course.run("ce_grader", "check", "nothing", code=2)


def test_a_release_says_it_too_and_nobody_loses_points(course: SmallCourse) -> None:
    """The test is named before the first submission is graded, and waits for a person."""
    assert "test_own: 0 of 1 isolated" in course.run("nbgrader", "generate_assignment", NAME)
    course.hand_in("ana")
    output = course.autograde()
    assert output.index(f"{NAME}, test_own:") < output.index("graded 1 of 1")
    with Gradebook(course.db_url) as gradebook:
        found = gradebook.find_submission(NAME, "ana")
        grades = {g.name: g for notebook in found.notebooks for g in notebook.grades}
    assert grades["test_own"].needs_manual_grade
    assert not grades["test_half"].needs_manual_grade


def test_nbgraders_own_example_gets_all_points_both_ways(tmp_path: Path) -> None:
    """`nbgrader quickstart` copies it: one of its tests deletes a name of the student's."""
    example = importlib.resources.files("nbgrader") / "docs" / "source" / "user_guide" / "source"
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\n", encoding="utf-8")
    shutil.copytree(Path(str(example)) / "ps1", tmp_path / "source" / "ps1")
    course = SmallCourse.__new__(SmallCourse)
    course.folder = tmp_path
    assert "ps1: the instructor's own answer loses no test" in course.run(
        "ce_grader", "check", "ps1"
    )
