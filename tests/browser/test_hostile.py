"""What a student hands in does nothing in the instructor's browser, nor in the student's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.attacked.course import NAME, AttackedCourse, isolated_config, make_course, submit
from tests.attacked.scenarios import scenarios
from tests.browser.desk import free_port, new_page, serving
from tools import lab

HOSTILE = ["linked_page", "live_markdown", "script_in_markdown"]
LINK = re.compile(r"https?://|mailto:|#|figure\.html$")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(600),
]


@dataclass
class Desk:
    """A course with hostile submissions, a window, and what the window asked for elsewhere."""

    course: AttackedCourse
    page: Page
    address: str
    elsewhere: list[str] = field(default_factory=list)

    def note(self, request: Request) -> None:
        """Keep what is asked of another host."""
        if not request.url.startswith((self.address, "data:", "file:", "about:")):
            self.elsewhere.append(request.url)


@pytest.fixture(scope="module")
def desk(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Formgrader, started as `make formgrader` does, on a graded class."""
    course = make_course(
        tmp_path_factory.mktemp("hostile") / "course", isolated_config(sandbox="auto")
    )
    for scenario in scenarios(HOSTILE):
        submit(course, scenario)
    for command in ("autograde", "generate_feedback"):
        assert course.run(command, NAME).returncode == 0
    lab.write_settings(lab.state_folder(course.root, "instructor") / "settings")
    line = lab.command(course.root, free_port(), "/formgrader", browser=False)
    env = lab.environment(course.root, "instructor")
    with serving(line, env, course.root, course.root / "lab.log"):
        page = new_page(browser)
        link = lab.link(line, env)
        page.goto(link)
        found = Desk(course, page, link.partition("/formgrader")[0])
        page.on("request", found.note)
        yield found


def open_submission(desk: Desk, student: str) -> None:
    """Open a student's notebook in formgrader, from the list of all students."""
    page = desk.page
    page.goto(f"{desk.address}/formgrader/manage_students/{student}/{NAME}")
    page.get_by_role("link", name=NAME).last.click()
    expect(page.locator("#notebook").first).to_be_visible()


def assert_nothing_lives(page: Page) -> None:
    """Assert that the page links to the web and mail alone, and nothing leaves its cell."""
    expect(page.get_by_text("live7c1f").first).to_be_visible()
    links = page.locator("#notebook a[href], main a[href]")
    addresses = links.evaluate_all("all => all.map(link => link.getAttribute('href'))")
    assert [address for address in addresses if not LINK.match(address)] == []
    placed = "one => ['fixed', 'absolute'].includes(getComputedStyle(one).position)"
    cells = page.locator(".text_cell_render > div *, .cell *")
    assert cells.evaluate_all(f"all => all.filter({placed}).length") == 0
    assert page.evaluate("window.live7c1f") is None


def test_a_handed_in_page_is_a_download(desk: Desk) -> None:
    """A click on its link saves it; no script of it runs with the rights of formgrader."""
    open_submission(desk, "linked_page")
    title = desk.page.title()
    with desk.page.expect_download() as download:
        desk.page.get_by_role("link", name="my figure").click()
    assert download.value.suggested_filename == "figure.html"
    assert desk.page.title() == title
    answer = desk.page.request.get(download.value.url)
    assert answer.status == 200, answer.headers
    assert answer.url == download.value.url
    assert answer.headers["content-disposition"] == "attachment"
    assert answer.headers["content-security-policy"].startswith("sandbox;")
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_link_does_not_open_another_course(desk: Desk) -> None:
    """Formgrader would run the configuration that lies in a folder of a student's."""
    folder = desk.course.folder("linked_page")
    answer = desk.page.request.get(f"{desk.address}/formgrader?path={folder}")
    assert answer.status == 403


@pytest.mark.parametrize("student", ["live_markdown", "script_in_markdown"])
def test_nothing_lives_in_formgrader(desk: Desk, student: str) -> None:
    """No link but to the web and mail, no picture from elsewhere, nothing outside its cell."""
    open_submission(desk, student)
    assert_nothing_lives(desk.page)
    assert [url for url in desk.elsewhere if "live7c1f" in url or "invalid" in url] == []


@pytest.mark.parametrize("student", ["live_markdown", "script_in_markdown"])
def test_nothing_lives_in_the_feedback(desk: Desk, student: str) -> None:
    """The page that the student gets back is as dead."""
    page: Path = desk.course.root / "feedback" / student / NAME / f"{NAME}.html"
    desk.page.goto(page.as_uri())
    assert_nothing_lives(desk.page)
    assert [url for url in desk.elsewhere if "live7c1f" in url or "invalid" in url] == []
