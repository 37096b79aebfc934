"""Every honest form of a hand-in gets its points or reaches a person, by both commands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import nbformat
import pytest
from nbgrader.api import Gradebook

from tests.run.forms import CELLS, ESSAY, RIGHT, UNREADABLE, answered, changed, essay_missing
from tests.run.small import NAME, SmallCourse

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
#: What costs time and has tests of its own.
NO_SANDBOX = (
    "c.Isolated.sandbox = 'off'\n"
    "c.Isolated.student_modules = c.Isolated.trusted_modules = ['numpy']\n"
)
FORMS = {
    **RIGHT,
    **{name: make for name, (make, _) in UNREADABLE.items()},
    "no_essay": changed(essay_missing),
}


@dataclass(frozen=True)
class Got:
    """What one student got: automatic scores, what waits for a person, comments, notes."""

    scores: dict[str, float | None]
    flagged: set[str]
    comments: dict[str, str | None]
    essay: str
    notes: str


@dataclass(frozen=True)
class Class:
    """What the command printed, and what every student got."""

    course: SmallCourse
    output: str
    got: dict[str, Got]


def outcome(course: SmallCourse, student: str) -> Got:
    """Read what a student got from the gradebook and the graded notebook."""
    with Gradebook(course.db_url) as gradebook:
        entry = gradebook.find_submission_notebook(NAME, NAME, student)
        scores = {grade.name: grade.auto_score for grade in entry.grades}
        flagged = {grade.name for grade in entry.grades if grade.needs_manual_grade}
        comments = {comment.name: comment.auto_comment for comment in entry.comments}
    path = course.folder / "autograded" / student / NAME / f"{NAME}.ipynb"
    cells = {cell.id: cell.source for cell in nbformat.read(path, as_version=4).cells}
    return Got(scores, flagged, comments, cells["essay"], cells.get("from-the-grader", ""))


@pytest.fixture(scope="module", params=["ce_grader", "nbgrader"])
def graded(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Class]:
    """All forms as one class, graded by one of the two commands."""
    folder = tmp_path_factory.mktemp("forms") / "course"
    course = SmallCourse(folder, cells=CELLS, config=NO_SANDBOX)
    release = nbformat.read(folder / "release" / NAME / f"{NAME}.ipynb", as_version=4)
    for student, make in FORMS.items():
        place = folder / "submitted" / student / NAME
        place.mkdir(parents=True)
        make(answered(release), place)
    output = course.run(request.param, "autograde", NAME)
    yield Class(course, output, {student: outcome(course, student) for student in FORMS})


@pytest.mark.parametrize("form", RIGHT)
def test_a_right_answer_earns_in_whatever_form_it_is_handed_in(form: str, graded: Class) -> None:
    """All points, an essay that a person sees, and never "No response."."""
    got = graded.got[form]
    assert got.scores == {"test_double": 2.0, "test_half": 1.0, "essay": None}
    assert got.flagged == {"essay"}
    assert ESSAY in got.essay
    assert "No response." not in got.comments.values()


@pytest.mark.parametrize("form", UNREADABLE)
def test_what_cannot_be_read_is_no_zero(form: str, graded: Class) -> None:
    """Everything waits for a person; the student is told why, and the instructor at the end."""
    got, why = graded.got[form], UNREADABLE[form][1]
    assert got.flagged == {"test_double", "test_half", "essay"}
    assert why in got.notes and "a person will" in got.notes
    assert "No response." not in got.comments.values()
    assert re.search(rf"{form}\S* .*(needs manual grade|could not be graded)", graded.output)


def test_an_essay_that_was_not_written_is_no_response(graded: Class) -> None:
    """What is really missing is final, and said."""
    got = graded.got["no_essay"]
    assert got.scores["essay"] == 0 and "essay" not in got.flagged
    assert got.comments["essay"] == "No response."


@pytest.mark.parametrize("form", ["copy_of", "zipped", "worked_in_a_copy", "other_name"])
def test_the_student_is_told_which_file_was_graded(form: str, graded: Class) -> None:
    """A notebook of another name is taken, and named."""
    assert re.search("was taken for|was graded", graded.got[form].notes)


def test_the_feedback_says_what_the_notes_say(graded: Class) -> None:
    """The page that the student gets begins with them."""
    graded.course.run("nbgrader", "generate_feedback", NAME, "--student=truncated")
    page = graded.course.folder / "feedback" / "truncated" / NAME / f"{NAME}.html"
    assert "a person will" in page.read_text(encoding="utf-8")
