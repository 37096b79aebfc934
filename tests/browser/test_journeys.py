"""Instructor and student, in a real browser, over a real exchange folder.

The four tests are one story and run in this order; each goes on where the one before ended.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.desk import WINDOW, Lab, free_port, new_page, picture, press, serious, serving
from tests.course import ROOT, Course
from tools import lab, sample
from tools.answers import Answers
from tools.build import write_notebook
from tools.counts import points

CODE, QUIZ = "01_softmax", "04_binary"
RIGHT_VJP = "def softmax_vjp(A, G):\n    return A * (G - np.sum(G * A, axis=-1, keepdims=True))"
WRONG_VJP = "def softmax_vjp(A, G):\n    return A * G"
WRONG_BCE = (
    "def bce_with_logits(s, t):\n    return s * t - np.maximum(s, 0) - np.log1p(np.exp(-np.abs(s)))"
)
COMMENT = "Well argued; but what must hold for the second score?"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(900),
]


@dataclass
class Story:
    """A course with its two desks, and how far the story went."""

    course: Course
    home: Path
    student: Lab
    instructor: Page
    done: str = "nothing"

    def goes_on_after(self, step: str) -> None:
        """Fail at once where an earlier part of the story did."""
        assert self.done == step, f"the story ended before: {self.done} is done, not {step}"


def make_course(folder: Path) -> Course:
    """Return a course of two built assignments, with their texts and releases."""
    course = Course(folder, [CODE, QUIZ])
    for name in course.assignments:
        shutil.copy(ROOT / "source" / f"{name}.py", course.folder / "source")
        shutil.copytree(ROOT / "release" / name, course.folder / "release" / name)
    return course


@pytest.fixture(scope="module")
def story(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """Start both servers as `make lab` and `make formgrader` do, and sit down before each."""
    folder = tmp_path_factory.mktemp("journeys")
    course = make_course(folder / "course")
    teach = lab.start("instructor", course.folder, free_port(), browser=False)
    learn = lab.start("student", course.folder, free_port(), browser=False, stocked=False)
    with serving(*teach, folder / "teach.log"), serving(*learn, folder / "learn.log"):
        desk = new_page(browser)
        desk.goto(lab.link(teach[0], teach[1]))
        address = lab.link(learn[0], learn[1])
        yield Story(course, learn[2], Lab(new_page(browser), address), desk)


def write_elsewhere(story: Story, name: str, cells: dict[str, str]) -> None:
    """Put right answers into the fetched notebook, but for the given cells."""
    answers = Answers(Path(f"{name}.py"), "", cells, {"base": "solution"})
    nb = sample.submission(name, answers, story.course.folder)
    write_notebook(nb, story.home / name / f"{name}.ipynb")


def as_released(course: Course, name: str, grade_id: str) -> dict[str, str]:
    """Return a cell's source in the release."""
    nb = nbformat.read(course.folder / "release" / name / f"{name}.ipynb", as_version=4)
    (cell,) = (c for c in nb.cells if c.metadata.get("nbgrader", {}).get("grade_id") == grade_id)
    return {grade_id: cell.source}


def test_the_instructor_releases_from_formgrader(story: Story) -> None:
    """`make formgrader` lands on the list of assignments; one press releases each."""
    page = story.instructor
    expect(page.locator("#main-table tr")).to_have_count(2)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("link", name=f"edit {CODE}")).to_be_visible()
    assert serious(page) == []
    for name in (CODE, QUIZ):
        press(page, name, "release")
        expect(page.locator("#main-table tr", has_text=name).locator(".status")).to_have_text(
            "released"
        )
    picture(page, "instructor-1-released")
    story.done = "release"


def test_the_student_is_told_what_is_wrong_and_mends_it(story: Story) -> None:
    """Fetch, read, run, answer, Validate, mend, Validate again, submit."""
    story.goes_on_after("release")
    student, page = story.student, story.student.page
    student.open_assignment_list()
    expect(student.assignments("released")).to_have_count(2)
    picture(page, "student-1-assignment-list")
    student.fetch(CODE)
    write_elsewhere(story, CODE, as_released(story.course, CODE, "softmax_vjp"))
    student.open_from_list(CODE)
    expect(student.notebook.locator("mjx-container").first).to_be_visible()
    student.run_all()
    figure = student.cell("plots.simplex()")
    expect(figure.locator(".jp-OutputArea img")).to_be_visible()
    student.finish()  # a run turns to its last cell, and the key would go there
    figure.get_by_role("slider", name="temperature T").press("ArrowRight")
    expect(figure.locator(".ce-movable p")).to_contain_text("temperature 1.1")
    student.look_at(figure)
    picture(page, "student-2-figure")
    answer = student.cell("def softmax_vjp")
    verdict = student.cell("check.softmax_vjp(softmax_vjp)").locator(".jp-OutputArea")
    expect(verdict).to_contain_text("softmax_vjp is not written yet.")
    student.look_at(answer)
    student.write(answer, WRONG_VJP)
    failures = student.validate()
    picture(page, "student-3-validate-wrong")
    expect(failures).to_contain_text("CheckFailed: softmax_vjp")
    expect(failures).not_to_contain_text("Traceback")
    student.accept()
    student.write(answer, RIGHT_VJP)
    expect(student.validate()).to_contain_text("Success! Your notebook passes all the tests.")
    picture(page, "student-4-validate-right")
    student.accept()
    student.open_assignment_list()
    student.submit(CODE)
    student.fetch(QUIZ)
    write_elsewhere(story, QUIZ, {"bce_with_logits": WRONG_BCE})
    student.submit(QUIZ)
    picture(page, "student-5-submitted")
    story.done = "submit"


def grade_by_hand(page: Page) -> None:
    """Open the submission from the gradebook; read the scheme, write points and a comment."""
    page.get_by_role("link", name="Manual Grading").click()
    page.get_by_role("link", name=QUIZ).click()
    page.get_by_role("link", name=QUIZ).last.click()
    page.get_by_role("link", name="Submission #1").click()
    scheme = page.get_by_text("Marking scheme, 4 points.")
    expect(scheme).to_be_visible()
    expect(page.locator("math:visible").first).to_be_visible()  # the first ones are folded
    page.wait_for_load_state("networkidle")  # the boxes are saved once the page knows its grades
    for box, value in (("#quiz_1", "3"), ("#quiz_1-comment", COMMENT)):
        with page.expect_response(lambda r: r.request.method in ("PUT", "POST")) as saved:
            page.locator(box).fill(value)
            page.locator(box).blur()
        assert saved.value.ok
    page.wait_for_function("jQuery(':animated').length === 0")
    scheme.evaluate("node => { node.scrollIntoView(); window.scrollBy(0, -90) }")
    picture(page, "instructor-3-by-hand")


def test_the_instructor_grades_by_button_and_by_hand(story: Story) -> None:
    """Collect, Autograde, the written answer by its scheme, feedback, export."""
    story.goes_on_after("submit")
    page, course = story.instructor, story.course
    page.reload()
    press(page, QUIZ, "collect")
    page.locator("#main-table tr", has_text=QUIZ).locator(".num-submissions a").click()
    row = page.locator("#main-table tr").first
    expect(row.locator(".status")).to_have_text("needs autograding")
    student = row.locator(".student-id").inner_text()
    expect(row.locator(".student-name")).to_have_text(student)  # not "None, None"
    expect(row.get_by_role("link", name=f"Autograde {student}")).to_be_visible()
    assert serious(page) == []
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.set_viewport_size(WINDOW)
    press(page, student, "autograde")
    expect(row.locator(".status")).to_have_text("needs manual grading")
    picture(page, "instructor-2-autograded")
    machine = course.score(student, QUIZ)
    expect(row.locator(".score")).to_have_text(f"{machine:g} / {points(QUIZ)}")
    assert 0 < machine < points(QUIZ) - 4
    assert "ce_grader" in str(course.autograded(student, QUIZ))
    submissions = page.url
    grade_by_hand(page)
    page.goto(submissions)
    row = page.locator("#main-table tr").first
    expect(row.locator(".status")).to_have_text("graded")
    expect(row.locator(".score")).to_have_text(f"{machine + 3:g} / {points(QUIZ)}")
    press(page, student, "generate-feedback")
    press(page, student, "release-feedback")
    picture(page, "instructor-4-feedback-released")
    course.nbgrader("export", "--to", "grades.csv")
    with (course.folder / "grades.csv").open() as file:
        scores = {row["assignment"]: float(row["score"]) for row in csv.DictReader(file)}
    assert scores[QUIZ] == machine + 3
    story.done = "feedback"


def test_the_student_reads_score_diagnosis_and_comment(story: Story) -> None:
    """The feedback says what was wrong and what the grader thinks, and hides the hidden tests."""
    story.goes_on_after("feedback")
    (student,) = (folder.name for folder in (story.course.folder / "submitted").iterdir())
    total = story.course.score(student, QUIZ)
    text = story.student.open_feedback(QUIZ).locator("body")
    expect(text).to_contain_text(COMMENT)
    text.get_by_text("has the wrong sign").first.scroll_into_view_if_needed()
    picture(story.student.page, "student-6-feedback")
    expect(text).to_contain_text(f"{total:g} of {points(QUIZ)} points")
    expect(text).to_contain_text("has the wrong sign")
    for secret in ("HIDDEN TESTS", "ce_helpers.reference", "Traceback", "Marking scheme"):
        expect(text).not_to_contain_text(secret)
