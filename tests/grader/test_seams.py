"""nbgrader's own commands and formgrader's button grade in isolation, by configuration alone."""

import json

import nbformat
import pytest
from nbgrader.api import Gradebook
from nbgrader.utils import compute_checksum

from tests.attacked.course import (
    NAME,
    AttackedCourse,
    isolated_config,
    make_course,
    scores,
    submit_honest,
)
from tests.attacked.scenarios import FULL
from tools.answers import apply_answers, read_answers
from tools.build import write_notebook

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

# what plain nbgrader takes for full marks, a warning that costs them there, a test that cannot run
PATCHED = """
# %% share
get_ipython().input_transformers_cleanup.append(lambda lines: ["pass\\n"])
"""
WRONG = """
# %% total
def total(numbers):
    return -1
"""
WARNS = """
# %% share
def share(v):
    np.log(np.zeros(1))
    return v / v.sum()

# %% total
def total(numbers):
    return sum(numbers)

# %% slope
slope = 2 * x * sp.exp(x**2)
"""
BUTTON = """
import json, sys
from nbgrader.apps import NbGrader
from nbgrader.apps.api import NbGraderAPI
app = NbGrader()
app.initialize([])
api = NbGraderAPI(app.coursedir, app.authenticator if hasattr(app, "authenticator") else None,
                  config=app.config, parent=app)
print("RESULT", json.dumps(api.autograde("attacked", sys.argv[1], force=True)))
"""


def hand_in(course: AttackedCourse, student: str, answers: str) -> None:
    """Put a submission with these answers into the course."""
    course.folder(student).mkdir(parents=True)
    text = course.root / f"{student}.py"
    text.write_text(f'"""What {student} hands in."""\n{answers}', encoding="utf-8")
    nb = apply_answers(course.release, read_answers(text))
    write_notebook(nb, course.folder(student) / f"{NAME}.ipynb")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> AttackedCourse:
    """A course graded with one command and a given seed."""
    course = make_course(tmp_path_factory.mktemp("seams") / "course", isolated_config(seed=12345))
    submit_honest(course, "ann")
    hand_in(course, "bob", PATCHED)
    hand_in(course, "cyn", WARNS)
    hand_in(course, "eve", WRONG)
    result = course.run("autograde", NAME)
    assert result.returncode == 0, result.stderr[-4000:]
    return course


def graded(course: AttackedCourse, student: str) -> nbformat.NotebookNode:
    """Return a student's autograded notebook."""
    path = course.root / "autograded" / student / NAME / f"{NAME}.ipynb"
    return nbformat.read(path, as_version=4)


def test_the_command_line_grades_in_isolation(course: AttackedCourse) -> None:
    """Right work has all points, patched kernels none, and a warning costs nothing."""
    assert scores(course, "ann") == FULL
    assert set(scores(course, "bob").values()) == {0.0}
    assert scores(course, "cyn") == FULL


def test_the_seed_is_in_the_graded_notebook(course: AttackedCourse) -> None:
    """A grading can be repeated from what is kept of it."""
    assert graded(course, "ann").metadata.ce_grader.seed == 12345


def test_the_instructor_sees_the_traceback_and_the_student_the_sentence(
    course: AttackedCourse,
) -> None:
    """The graded notebook keeps what the page for the student leaves out."""
    cell = next(c for c in graded(course, "eve").cells if c.id == "test_total")
    assert "total([1, 2, 3]) == 6" in "\n".join(cell.outputs[-1].traceback)
    result = course.run("generate_feedback", NAME, "--student=eve")
    assert result.returncode == 0, result.stderr
    page = (course.root / "feedback" / "eve" / NAME / f"{NAME}.html").read_text(encoding="utf-8")
    assert "AssertionError" in page
    assert "interactiveshell" not in page and "HIDDEN" not in page and str(course.root) not in page


def test_formgraders_button_grades_in_isolation(course: AttackedCourse) -> None:
    """The same settings hold inside the server."""
    result = button(course, "bob")
    assert result["success"], result
    assert set(scores(course, "bob").values()) == {0.0}


def button(course: AttackedCourse, student: str) -> dict:
    """Press Autograde for a student; return what formgrader is told."""
    script = course.root / "button.py"
    script.write_text(BUTTON, encoding="utf-8")
    result = course.run(student, program=("button",))
    lines = [line for line in result.stdout.splitlines() if line.startswith("RESULT ")]
    assert lines, result.stderr[-4000:]
    return json.loads(lines[-1].removeprefix("RESULT "))


def test_what_has_no_verdict_waits_for_a_person(course: AttackedCourse) -> None:
    """No points, marked for review, and the reason in the answer's comment."""
    submit_honest(course, "dan")
    break_test(course)
    assert course.run("autograde", NAME, "--student=dan").returncode == 0
    with Gradebook(course.db_url) as gradebook:
        notebook = gradebook.find_submission_notebook(NAME, NAME, "dan")
        grade = next(g for g in notebook.grades if g.name == "test_slope")
        comment = next(c for c in notebook.comments if c.name == "slope")
        assert (grade.auto_score, grade.needs_manual_grade) == (0.0, True)
        assert "test_slope" in comment.auto_comment


def break_test(course: AttackedCourse) -> None:
    """Make a test of the assignment import a module that is not there."""
    cell = next(c for c in course.release.cells if c.id == "test_slope")
    cell.source = "import no_such_module_at_all"
    with Gradebook(course.db_url) as gradebook:
        entry = gradebook.find_source_cell("test_slope", NAME, NAME)
        entry.source, entry.checksum = cell.source, compute_checksum(cell)
        gradebook.db.commit()
