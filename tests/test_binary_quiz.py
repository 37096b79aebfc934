"""Quiz 1: its header, its marking scheme, and marking it by hand."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbgrader.api import Gradebook

from tests.course import Course
from tools.answers import Answers
from tools.build import ROOT, assignments, source_notebook, write_notebook
from tools.config import load_config
from tools.sample import submission

NAME = "04_binary"
QUIZZES = load_config().QuizHeader.assignments
SCHEME = "Marking scheme, 4 points"
WRITTEN = "Dividing by $e^{s_1}$ leaves the difference."


def cell(nb: NotebookNode, grade_id: str) -> NotebookNode:
    """Return the one cell with this grade_id."""
    (found,) = [c for c in nb.cells if c.metadata.get("nbgrader", {}).get("grade_id") == grade_id]
    return found


def notebook(folder: str, name: str) -> NotebookNode:
    """Read a built notebook."""
    return nbformat.read(ROOT / folder / name / f"{name}.ipynb", as_version=4)


@pytest.mark.parametrize("folder", ["release", "solutions"])
@pytest.mark.parametrize("name", assignments())
def test_the_header_opens_the_quizzes_and_no_other_notebook(folder: str, name: str) -> None:
    """Name and Student ID in a cell that anyone may edit; all cell ids are different."""
    nb = notebook(folder, name)
    first = nb.cells[0]
    assert ("**Name:**" in first.source and "**Student ID:**" in first.source) == (name in QUIZZES)
    assert len({c.id for c in nb.cells}) == len(nb.cells)
    if name in QUIZZES:
        assert "nbgrader" not in first.metadata
        assert first.metadata.get("editable", True)


def test_four_points_are_given_by_hand() -> None:
    """Quiz 1 is marked by hand, the rest by tests."""
    cells = source_notebook(ROOT / "source" / f"{NAME}.py").cells
    by_hand = [
        c for c in cells if (d := c.metadata.get("nbgrader")) and d["solution"] and d["grade"]
    ]
    assert [c.metadata["nbgrader"]["points"] for c in by_hand] == [4]


def test_the_release_asks_the_question_and_hides_scheme_and_answer() -> None:
    """The question and its hint are there, what the marker reads is not."""
    nb = notebook("release", NAME)
    question = cell(nb, "quiz_1_question").source
    assert "Quiz 1" in question
    assert "<summary>Hint</summary>" in question
    assert "MARK" not in question
    assert cell(nb, "quiz_1").source == "YOUR ANSWER HERE"
    assert SCHEME in cell(notebook("solutions", NAME), "quiz_1_question").source


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Course]:
    """Two students hand in a notebook of the written question alone; one wrote nothing."""
    made = Course(tmp_path_factory.mktemp("quiz") / "course", [NAME])
    source = made.folder / "source" / NAME / f"{NAME}.ipynb"
    nb = nbformat.read(source, as_version=4)
    nb.cells = [cell(nb, "quiz_1_question"), cell(nb, "quiz_1")]
    write_notebook(nb, source)
    made.generate()
    release = made.folder / "release" / NAME / f"{NAME}.ipynb"
    shutil.copy(release, made.submitted("silent", NAME))
    answers = Answers(Path("quiz.py"), "", {"quiz_1": WRITTEN}, {})
    nb = submission(NAME, answers, made.folder)
    nb.cells[0].source = "**Name:** Ada\n\n**Student ID:** 1815"
    write_notebook(nb, made.submitted("ada", NAME) / f"{NAME}.ipynb")
    made.nbgrader("autograde", NAME)
    yield made


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_the_marker_sees_the_scheme_above_the_answer_and_the_name(course: Course) -> None:
    """Formgrader shows the autograded notebook: header, scheme, then what was written."""
    cells = course.autograded("ada", NAME).cells
    texts = [c.source for c in cells]
    assert "Ada" in texts[0] and "1815" in texts[0]
    assert SCHEME in texts[1]
    assert texts[2] == WRITTEN


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_written_answer_waits_for_its_marker_and_an_empty_one_gets_nothing(
    course: Course,
) -> None:
    """No points without a person; no person needed where nothing was written."""
    with Gradebook(course.db_url) as gradebook:
        written = gradebook.find_grade("quiz_1", NAME, NAME, "ada")
        empty = gradebook.find_grade("quiz_1", NAME, NAME, "silent")
        assert written.needs_manual_grade and written.auto_score is None
        assert not empty.needs_manual_grade and empty.auto_score == 0
