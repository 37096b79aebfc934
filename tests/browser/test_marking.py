"""One question across all students: by likeness, without names, and two persons at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.desk import free_port, new_page, picture, serious, serving
from tests.run.small import NAME, Cells, SmallCourse
from tools import lab
from tools.build import write_notebook

LABELS = "**Name:**\n\n**Student ID:**\n\n*Write both after the colons.*"
SCHEME = "=== BEGIN MARK SCHEME ===\nTwo points for $\\sum_j a_j = 1$.\n=== END MARK SCHEME ==="
CELLS: Cells = (
    ({"cell_type": "markdown"}, "# A quiz"),
    ({"grade_id": "why", "cell_type": "markdown", "locked": True}, f"Why?\n\n{SCHEME}"),
    (
        {"grade_id": "essay", "cell_type": "markdown", "solution": True, "points": 4},
        "The shares sum to one.",
    ),
)
SHARES = "The outputs are shares: they sum to one, so the last is what is left."
LIVE = "<script>window.live7c1f = 1</script><img src=x onerror='window.live7c1f = 1'> live7c1f"
#: Put HTML into the page, and wait until its picture was not found.
PUT_IN = """html => new Promise(done => {
  document.body.insertAdjacentHTML("beforeend", html);
  document.body.lastElementChild.addEventListener("error", () => setTimeout(done));
})"""
#: By student: the name in the header, and the answer. Two say the same, one almost.
CLASS = {
    "anna": ("Anna <b>Bold</b>", SHARES),
    "jörg": ("Jörg Ünal", f"{SHARES}  \n"),
    "o'neill": (
        "Pat O'Neill",
        "The outputs are shares: they sum to one, so the last is known.",
    ),
    "zoë": ("=Zoë+1", "Softmax ignores a shift: $e^{z+c} = e^z e^c$, and the factor cancels."),
    "נועה": ("נועה לוי", LIVE),
    "mute": ("", None),
}
HEADER = "c.QuizHeader.header = 'header.ipynb'\nc.QuizHeader.assignments = ['small']\n"

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]


def hand_in(course: SmallCourse, student: str, name: str, answer: str | None) -> None:
    """Fill in header and answer as the student does."""
    nb = nbformat.read(course.folder / "release" / NAME / f"{NAME}.ipynb", as_version=4)
    nb.cells[0].source = LABELS.replace("**Name:**", f"**Name:** {name}")
    if answer is not None:
        nb.cells[-1].source = answer
    folder = course.folder / "submitted" / student / NAME
    write_notebook(nb, folder / (f"{NAME}.ipynb" if name else "mute.ipynb"))


def make_course(folder: Path) -> SmallCourse:
    """Return a course with a quiz, its class graded."""
    folder.mkdir()
    header = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(LABELS, id="header")])
    write_notebook(header, folder / "header.ipynb")
    course = SmallCourse(folder, cells=CELLS, config=HEADER)
    for student, (name, answer) in CLASS.items():
        hand_in(course, student, name, answer)
    course.autograde()
    with Gradebook(course.db_url) as gradebook:
        gradebook.update_or_create_student("anna", first_name="Anna", last_name="Bold")
    return course


@dataclass
class Desk:
    """A graded class, and formgrader."""

    course: SmallCourse
    page: Page
    address: str

    def open(self) -> Page:
        """Follow formgrader's own links to the question."""
        self.page.goto(f"{self.address}/formgrader/gradebook/{NAME}/{NAME}")
        self.page.get_by_role("link", name="essay of all students").click()
        expect(self.page.locator("article").first).to_be_visible()
        return self.page

    def saved(self, student: str) -> tuple[float | None, str | None]:
        """Return what the gradebook has."""
        with Gradebook(self.course.db_url) as gradebook:
            grade = gradebook.find_grade("essay", NAME, NAME, student)
            comment = gradebook.find_comment("essay", NAME, NAME, student)
            return grade.manual_score, comment.manual_comment

    def save_as_another(self, student: str, points: float) -> None:
        """Give points in a process that formgrader knows nothing of."""
        with Gradebook(self.course.db_url) as gradebook:
            grade = gradebook.find_grade("essay", NAME, NAME, student)
            grade.manual_score, grade.needs_manual_grade = points, False
            gradebook.db.commit()


@pytest.fixture(scope="module")
def desk(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Formgrader, started as `make formgrader` does."""
    course = make_course(tmp_path_factory.mktemp("marking") / "course")
    lab.write_settings(lab.state_folder(course.folder, "instructor") / "settings")
    line = lab.command(course.folder, free_port(), "/formgrader", browser=False)
    env = lab.environment(course.folder, "instructor")
    with serving(line, env, course.folder, course.folder / "lab.log"):
        page = new_page(browser)
        link = lab.link(line, env)
        page.goto(link)
        yield Desk(course, page, link.partition("/formgrader")[0])


def article(page: Page, text: str) -> Locator:
    """Return the answer that has the text."""
    return page.locator("article").filter(has=page.locator(".written", has_text=text))


def enter(page: Page, text: str, box: str, value: str) -> Locator:
    """Type into a box of an answer, and leave it; return what the page says to it."""
    one = article(page, text)
    one.locator(box).fill(value)
    one.locator(box).blur()
    return one.locator(".boxes output")


def test_like_answers_stand_together_and_nameless(desk: Desk) -> None:
    """Equal ones as one, the near one next, the empty one marked; the scheme beside them."""
    page = desk.open()
    shown = page.locator("article .written").all_inner_texts()
    assert len(shown) == 5
    places = [n for n, text in enumerate(shown) if "are shares" in text]
    assert len(places) == 2 and places[1] - places[0] == 1
    expect(article(page, "what is left").locator("h2")).to_contain_text("2 equal answers")
    expect(page.locator("#scheme")).to_contain_text("Two points for")
    expect(page.locator("#scheme math")).to_be_visible()
    expect(page.locator("#progress output")).to_have_text("1 of 6 marked")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    content = page.content()
    for student, (name, _) in CLASS.items():
        assert student not in content and (not name or name not in content), student
    assert "Name:" not in content and "Bold" not in content
    expect(page.locator("article", has_text="live7c1f")).to_be_visible()
    assert page.evaluate("window.live7c1f") is None
    page.evaluate(f"({PUT_IN})", LIVE)
    assert page.evaluate("window.live7c1f") is None  # what is not cleaned would not run either


def test_everyone_can_mark(desk: Desk) -> None:
    """axe finds nothing serious, boxes have names, and a telephone is wide enough."""
    page = desk.open()
    assert serious(page) == []
    assert page.get_by_label("Points of 4 for 2 equal answers").count() == 1
    assert page.get_by_label("Comment on Submission #").count() == 4
    for width in (390, 1440):
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        picture(page, f"marking-{width}")
    page.locator("article").last.scroll_into_view_if_needed()
    expect(page.locator("#scheme")).to_be_in_viewport()
    expect(page.locator("#progress")).to_be_in_viewport()


def test_what_is_entered_is_saved_at_once(desk: Desk) -> None:
    """Points for all equal answers, Enter goes on, a comment is written once and chosen again."""
    page = desk.open()
    equal, near = article(page, "what is left"), article(page, "is known")
    expect(enter(page, "what is left", ".points", "7")).to_contain_text("from 0 to 4")
    equal.locator(".points").fill("3,5")
    equal.locator(".points").press("Enter")
    expect(equal.locator("output")).to_have_text("Saved for all 2.")
    expect(page.locator("#progress output")).to_have_text("3 of 6 marked")
    focused = page.locator("article:has(.points:focus)")
    expect(focused).to_have_count(1)
    expect(focused.locator(".state")).to_have_text("not marked yet")
    expect(enter(page, "what is left", "textarea", 'Say <why>, "Pat"')).to_contain_text("Saved")
    near.get_by_text("Comments on other answers").press("Enter")
    near.get_by_role("button", name="Say <why>").press("Enter")
    expect(near.locator("output")).to_have_text("Saved.")
    assert desk.saved("anna") == desk.saved("jörg") == (3.5, 'Say <why>, "Pat"')
    assert desk.saved("o'neill") == (None, 'Say <why>, "Pat"')
    page.reload()
    expect(equal.locator(".state")).to_have_text("marked")
    expect(equal.locator(".points")).to_have_value("3.5")
    page.locator(".breadcrumb").get_by_role("link", name=NAME).last.click()
    expect(page.get_by_text("3 of 6 marked")).to_be_visible()


def test_nobody_overwrites_what_another_has_saved(desk: Desk) -> None:
    """It is said, and theirs stays until one's own is entered again; a reload shows theirs."""
    page = desk.open()
    link = article(page, "a shift").locator(".members a").get_attribute("href") or ""
    known = {"submission_id": link.rstrip("/").rpartition("/")[2]}  # formgrader may remember these
    assert page.request.get(f"{desk.address}/formgrader/api/grades", params=known).ok
    desk.save_as_another("zoë", 1.0)
    said = enter(page, "a shift", ".points", "4")
    expect(said).to_contain_text("another person has saved “1” since")
    assert desk.saved("zoë")[0] == 1.0
    expect(article(page, "a shift").locator(".points")).to_have_value("1")
    expect(enter(page, "a shift", ".points", "4")).to_have_text("Saved.")
    assert desk.saved("zoë")[0] == 4.0
    for student, points in (("anna", 2.0), ("jörg", 3.0)):
        desk.save_as_another(student, points)
    page.reload()
    first, second = article(page, "what is left").all()
    assert {one.locator(".points").input_value() for one in (first, second)} == {"2", "3"}
    expect(second).to_contain_text("The same answer as above, with other marks.")


def test_what_was_not_saved_is_said(desk: Desk) -> None:
    """What was entered stays, and leaving the box again saves it."""
    page = desk.open()
    before = desk.saved("o'neill")
    page.route("**/api/grade/*", lambda route: route.abort())
    said = enter(page, "is known", ".points", "2")
    expect(said).to_contain_text("Not saved: the server does not answer")
    assert desk.saved("o'neill") == before
    page.unroute("**/api/grade/*")
    box = article(page, "is known").locator(".points")
    expect(box).to_have_value("2")
    box.focus()
    box.blur()
    expect(said).to_have_text("Saved.")
    assert desk.saved("o'neill")[0] == 2.0


def test_a_submission_covers_its_name(desk: Desk) -> None:
    """The header and the file's name are as hidden as the name above, and shown with it."""
    for text, name in (("is known", "Pat O'Neill"), ("YOUR ANSWER HERE", "mute.ipynb")):
        page = desk.open()
        one = article(page, text)
        one.get_by_text("The whole notebook").click()
        one.get_by_role("link", name="Submission #").click()
        expect(page.get_by_text("may name the student").first).to_be_visible()
        expect(page.get_by_role("heading", name="A quiz")).to_be_visible()
        header = page.get_by_text(name)
        expect(header).to_be_hidden()
        page.locator(".glyphicon-eye-open").click()
        expect(header).to_be_visible()
        page.wait_for_function("formgrader.loaded")
        with page.expect_navigation():  # its keys work, without MathJax
            page.keyboard.press("Control+.")
