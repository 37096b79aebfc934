"""What students see of the feedback, at each size, in both themes, on paper; and formgrader."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode
from nbgrader.server_extensions.formgrader import handlers
from playwright.sync_api import Browser, Page, expect
from traitlets.config import Config

from ce_grader.intake.admission import NOTE
from ce_grader.nbgrader_seams.feedback import StudentView
from ce_grader.nbgrader_seams.formgrader import page_settings
from ce_grader.nbgrader_seams.report import page_of
from tests.browser.desk import PICTURES, assert_fits_a_telephone, serious
from tools.build import ROOT
from tools.counts import points

NAME = "04_binary"
LOST = ("test_reduction_ends", "test_bce_gradient_values", "test_bce_gradient_tails")
SAID = "**From the grader**: a person looks at this notebook."
SENTENCE = "bce_gradient(s, t) has the wrong sign: it is the negative of the right value."

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


def graded() -> NotebookNode:
    """Return the solution as graded: three points lost, the written answer not marked yet."""
    nb = nbformat.read(ROOT / "solutions" / NAME / f"{NAME}.ipynb", as_version=4)
    for cell in nb.cells:
        about = cell.metadata.get("nbgrader", {})
        if not about.get("grade"):
            continue
        lost, waiting = about.grade_id in LOST, about.solution
        about.score = 0.0 if lost or waiting else about.points
        about.waiting = waiting
        if lost:
            failed = {"ename": "CheckFailed", "evalue": SENTENCE, "traceback": [SENTENCE]}
            cell.outputs = [nbformat.v4.new_output("error", **failed)]
            cell.metadata["ce_grader"] = {}
    StudentView().preprocess(nb, {})
    nb.cells.insert(0, nbformat.v4.new_markdown_cell(SAID, id=NOTE))
    return nb


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of a submission."""
    nb = graded()
    score = sum(cell.metadata.get("nbgrader", {}).get("score", 0) for cell in nb.cells)
    about = {"notebook": NAME, "student": "ana", "score": score, "late_penalty": 0}
    page, unset = page_of(nb, {**about, "max_score": points(NAME)})
    assert unset == []
    path: Path = tmp_path_factory.mktemp("feedback") / f"{NAME}.html"
    path.write_text(page, encoding="utf-8")
    return path.as_uri()


def opened(browser: Browser, address: str, width: int, scheme: str) -> Page:
    """Open the page at a size; it may ask nothing of any other place."""
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    assert [url for url in asked if not url.startswith("data:")] == [address]
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"feedback-{width}-{scheme}.png")
    return page


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1440, "dark")])
def test_it_can_be_read_by_everyone(
    browser: Browser, address: str, width: int, scheme: str
) -> None:
    """axe finds nothing serious, contrast included, and nothing is wider than the screen."""
    page = opened(browser, address, width, scheme)
    assert serious(page, {"runOnly": ["color-contrast"]} if scheme == "dark" else None) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert_fits_a_telephone(page)
    page.close()


def test_what_matters_comes_first(browser: Browser, address: str) -> None:
    """The score, each loss with the word, its sentence and a link to the cell, then what waits."""
    page = opened(browser, address, 390, "dark")
    most = points(NAME)
    assert page.locator(".score").inner_text() == (
        f"{most - 7} of {most - 4} points so far, 4 waiting"
    )
    entries = page.locator("li.lost")
    assert entries.count() == len(LOST)
    for entry in entries.all():
        assert "lost 1 of 1 point" in entry.inner_text() and SENTENCE in entry.inner_text()
        target = entry.locator("a").get_attribute("href")
        assert target and page.locator(f'[id="{target[1:]}"].lost .mark').is_visible()
    assert "not yet marked, 4 points" in page.locator("li.waiting").inner_text()
    assert "0 of 4" not in page.locator("main").inner_text()
    page.close()


def test_headings_figures_and_links(browser: Browser, address: str) -> None:
    """One h1 and no level left out; figures described; links that lead somewhere."""
    page = opened(browser, address, 900, "light")
    levels = page.evaluate(
        "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => +h.tagName[1])"
    )
    assert levels.count(1) == 1 and levels[0] == 1
    assert max(after - before for before, after in zip(levels, levels[1:], strict=False)) == 1
    described = page.evaluate("[...document.images].map(image => image.alt)")
    assert len(described) > 3 and all(len(text) > 30 for text in described)
    assert not any("No description" in text for text in described)
    lost = "[...document.links].filter(a => a.hash && !document.getElementById(a.hash.slice(1)))"
    assert page.evaluate(f"{lost}.length") == 0
    assert page.locator("math").count() > 100 and "$" not in page.locator("main").inner_text()
    page.close()


def test_it_prints_on_a_few_sheets(browser: Browser, address: str) -> None:
    """Score, what the grader says, losses, answers and marks: less than eight pages of A4."""
    page = opened(browser, address, 900, "light")
    page.emulate_media(media="print")
    assert page.get_by_text("a person looks at this notebook").is_visible()
    assert 1 < page.pdf(format="A4").count(b"/Type /Page\n") < 8
    page.close()


@pytest.fixture(scope="module")
def submission(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Formgrader's page of a submission, with its style sheets but no server behind it."""
    folder = tmp_path_factory.mktemp("formgrader")
    (folder / "formgrader").mkdir()
    (folder / "formgrader" / "static").symlink_to(handlers.static_path)
    config = Config({"HTMLExporter": page_settings()})
    config.HTMLExporter.template_name = "formgrade"
    names = ("student", "assignment_id", "notebook_id", "submission_id", "first_name", "last_name")
    about = {**dict.fromkeys(names, NAME), "mathjax_url": "", "notebook_path": ""}
    shown = {"index": 0, "total": 1, "base_url": folder.as_uri(), "keybindings": "{}"}
    page, _ = HTMLExporter(config=config).from_notebook_node(graded(), {**about, **shown})
    (folder / "page.html").write_text(page, encoding="utf-8")
    return (folder / "page.html").as_uri()


def test_a_submission_can_be_marked_by_everyone(browser: Browser, submission: str) -> None:
    """Boxes have names, figures a text, the page a language; formulas need no script."""
    page = browser.new_page(viewport={"width": 390, "height": 900})
    page.goto(submission)
    assert serious(page) == []
    assert page.get_by_label("Comment on quiz_1").count() == 1
    assert page.get_by_label("Points for quiz_1").count() == 1
    to_mark = page.locator(".to-mark a")
    assert to_mark.all_inner_texts() == ["quiz_1"]
    to_mark.click()
    expect(page.get_by_label("Points for quiz_1")).to_be_in_viewport()
    figures = page.locator("#notebook img")
    described = figures.evaluate_all("all => all.map(image => image.alt)")
    assert len(described) > 3 and not any("No description" in text for text in described)
    assert page.locator("math").count() > 100
    assert page.locator("script[src*=athJax], script[type*=mathjax]").count() == 0
    assert figures.first.evaluate("image => getComputedStyle(image).borderStyle") == "none"
    for width in (390, 900, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("scrollTo(0, 0)")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        expect(page.get_by_role("link", name="Prev")).to_be_in_viewport(ratio=1)
    page.close()
