"""A person's desk: a real JupyterLab server and a real Chromium in front of it."""

from __future__ import annotations

import contextlib
import re
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    FrameLocator,
    Locator,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)

from ce_helpers.plots.style import SMALL
from tools.build import ROOT

PATIENCE = 60_000  # milliseconds; a machine that is busy with other tests is slow
PICTURES = ROOT / "artifacts" / "journeys"
FLAGS = """
--no-sandbox --disable-background-networking --disable-component-update --disable-sync
--no-first-run --disable-gpu --disable-quic
""".split()
WINDOW: ViewportSize = {"width": 1100, "height": 800}
#: The height in pixels of the smallest words in a page's figures, which are drawn so high
WORDS = """drawn => Math.min(
  ...[...document.querySelectorAll('main img, article img')].map(
    image => drawn * image.getBoundingClientRect().width
      / (Number(image.getAttribute('width')) || image.naturalWidth)),
  ...[...document.querySelectorAll('svg[role=img] text')].map(
    text => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a),
)"""
expect.set_options(timeout=PATIENCE)


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def chromium(program: str | Path | None = None) -> Iterator[Browser]:
    """Start Debian's Chromium, or a program that does, with a profile of its own."""
    with sync_playwright() as playwright:
        path = program or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@contextlib.contextmanager
def serving(command: list[str], env: Mapping[str, str], folder: Path, log: Path) -> Iterator[None]:
    """Run a server until the block ends, and start the block when it answers."""
    port = next(part for part in command if part.startswith("--ServerApp.port=")).split("=")[1]
    with log.open("w") as output:
        server = subprocess.Popen(command, cwd=folder, env=dict(env), stdout=output, stderr=output)
        try:
            wait_for_answer(server, f"http://127.0.0.1:{port}/api", log)
            yield
        finally:
            server.terminate()
            try:
                server.wait(30)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def wait_for_answer(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    """Ask until the server answers, for two minutes at most."""
    for _ in range(480):
        assert server.poll() is None, f"the server ended:\n{log.read_text()}"
        with contextlib.suppress(urllib.error.URLError, OSError):
            urllib.request.urlopen(address, timeout=5).close()
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(0.25)
    raise AssertionError(f"{address} does not answer:\n{log.read_text()}")


def new_page(browser: Browser, height: int = 800) -> Page:
    """Open a window of its own session, that waits patiently."""
    context = browser.new_context(viewport=ViewportSize(WINDOW, height=height))
    context.set_default_timeout(PATIENCE)
    return context.new_page()


def picture(page: Page, name: str) -> None:
    """Keep what the person sees now as a test artefact."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png")


def press(page: Page, row: str, button: str) -> None:
    """Press one of formgrader's buttons in a row, and read that it went well."""
    page.locator("#main-table tr", has_text=row).locator(f".{button} a").click()
    dialog = page.locator(".modal.in")
    expect(dialog).to_contain_text("Success")
    dialog.get_by_role("button", name="OK").click()
    expect(page.locator(".modal")).to_have_count(0)


def assert_fits_a_telephone(page: Page) -> None:
    """Nothing is wider than its screen, and words in figures can be read: 9 pixels at least."""
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate(WORDS, SMALL * 100 / 72) >= 9


def serious(page: Page, options: dict | None = None) -> list[str]:
    """Return what axe finds; it has no rule for formulas, and takes long over each letter."""
    everything = {"exclude": [["math"], [".MathJax"]]}
    options = {"preload": False, **(options or {})}  # it would fetch style sheets, even of a file
    found = Axe().run(page, everything, options).response["violations"]
    grave = [v for v in found if v["impact"] in ("serious", "critical")]
    return [f"{v['id']}: {node['html']}" for v in grave for node in v["nodes"]]


class Lab:
    """What a person does in JupyterLab, and what they see there."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        page.goto(address)
        expect(page.locator("#jp-main-dock-panel")).to_be_visible()
        expect(page.locator("#jupyterlab-splash")).to_have_count(0)

    def menu(self, name: str, entry: str) -> None:
        """Choose an entry of the menu bar by its command."""
        bar = self.page.locator("#jp-menu-panel")
        bar.get_by_role("menuitem", name=name, exact=True).click()
        self.page.locator(f'.lm-Menu li[data-command="{entry}"]').click()

    def assignments(self, list_name: str) -> Locator:
        """Return the rows of one of the Assignment List's lists."""
        return self.page.locator(f"#{list_name}_assignments_list > .list_item")

    def open_assignment_list(self) -> None:
        """Open nbgrader's Assignment List from its menu, or turn to it."""
        self.menu("Nbgrader", "nbgrader:open-assignment-list")
        expect(self.page.locator("#released_assignments_list")).to_be_visible()

    def in_list(self, list_name: str, assignment: str) -> Locator:
        """Return the row of an assignment in one of the lists."""
        return self.assignments(list_name).filter(has_text=assignment)

    def fetch(self, assignment: str) -> None:
        """Fetch a released assignment from the Assignment List."""
        self.in_list("released", assignment).get_by_role("button", name="Fetch").click()
        expect(self.in_list("fetched", assignment)).to_be_visible()

    def submit(self, assignment: str) -> None:
        """Submit an assignment from the Assignment List, once more where it was before."""
        attempts = self.in_list("submitted", assignment).locator(".nested_list_item")
        before = attempts.count()
        self.in_list("fetched", assignment).get_by_role("button", name="Submit").click()
        expect(attempts).to_have_count(before + 1)

    def open_feedback(self, assignment: str) -> FrameLocator:
        """Wait for feedback, fetch it from the Assignment List and open the last attempt's page."""
        self.open_assignment_list()
        row = self.in_list("submitted", assignment)
        until = time.monotonic() + PATIENCE / 1000
        while not row.get_by_text("(feedback available to fetch)").count():
            assert time.monotonic() < until, "there is no feedback"
            self.page.locator("#refresh_assignments_list").click()
            self.page.wait_for_timeout(500)
        before = row.get_by_text("(view feedback)").count()
        row.get_by_role("button", name="Fetch Feedback").click()
        expect(row.get_by_text("(view feedback)")).to_have_count(before + 1)
        row.get_by_text("(view feedback)").last.click()
        self.page.locator(".jp-DirListing-item", has_text=f"{assignment}.html").dblclick()
        return self.page.frame_locator(
            ".jp-MainAreaWidget:not(.lm-mod-hidden) .jp-HTMLViewer iframe"
        )

    def open_from_list(self, assignment: str) -> None:
        """Unfold a fetched assignment and open its notebook."""
        row = self.in_list("fetched", assignment)
        row.get_by_text(assignment).first.click()
        row.locator(".nested_list_item, .list_item").get_by_text(assignment).click()
        expect(self.notebook.locator(".jp-Cell").first).to_be_visible()

    def look_at(self, cell: Locator) -> None:
        """Turn to a cell: click beside it, then scroll it to the top of the window."""
        cell.locator(".jp-InputPrompt").first.click(force=True)
        cell.evaluate("node => node.scrollIntoView({block: 'start'})")

    @property
    def notebook(self) -> Locator:
        """The notebook in front."""
        return self.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")

    def cell(self, text: str | re.Pattern[str]) -> Locator:
        """Return the code cell that has the text in its source."""
        editor = self.page.locator(".jp-InputArea-editor", has_text=text)
        return self.notebook.locator(".jp-CodeCell").filter(has=editor).first

    def rest(self) -> None:
        """Wait until a kernel is connected and has nothing to do.

        The notebook's own indicator says idle already before there is a kernel, and what is
        run then is dropped; the status bar does not.
        """
        expect(self.page.locator("#jp-main-statusbar").get_by_text("| Idle")).to_be_visible()

    def run_all(self) -> None:
        """Run all cells as soon as the kernel is up; what they show is for the test to await."""
        self.rest()
        self.menu("Run", "runmenu:run-all")

    def turn_to(self, cell: Locator) -> None:
        """Put the cursor into a cell; by focus, as outputs that arrive may move it away."""
        cell.locator(".cm-content").focus()
        expect(cell).to_have_class(re.compile("jp-mod-active"))

    def finish(self) -> None:
        """Wait until every cell that was run has ended: until then outputs move the page."""
        expect(self.notebook.locator(".jp-InputPrompt", has_text="*")).to_have_count(0)

    def write(self, cell: Locator, source: str) -> None:
        """Replace the source of a cell, as by pasting, and see that it stands there.

        The text is selected and replaced in one step. By the keyboard, a click that JupyterLab was
        still busy with could take the focus in between: the new text then stood before the old.
        """
        self.turn_to(cell)
        cell.locator(".cm-content").fill(source)
        expect(cell.locator(".cm-content")).to_have_text(source, use_inner_text=True)

    def run_cell(self, cell: Locator) -> None:
        """Run one cell from inside it, and stay there."""
        self.turn_to(cell)
        self.page.keyboard.press("Control+Enter")

    def open_file(self, folder: str, name: str) -> None:
        """Open a notebook of another folder from the file browser."""
        home = self.page.locator(".jp-BreadCrumbs-home")
        if not home.is_visible():
            self.page.locator('.lm-TabBar-tab[data-id="filebrowser"]').click()
        home.click()
        self.page.locator(".jp-DirListing-item", has_text=folder).dblclick()
        expect(self.page.locator(".jp-BreadCrumbs")).to_contain_text(folder)
        self.page.locator(".jp-DirListing-item", has_text=name).dblclick()
        expect(self.page.locator(".jp-NotebookPanel")).to_have_count(2)
        expect(self.notebook).to_have_count(1)

    def validate(self) -> Locator:
        """Press Validate and return the dialog with the outcome."""
        self.notebook.locator(".validate-button").first.click()
        dialog = self.page.locator(".jp-Dialog")
        expect(dialog).to_contain_text(re.compile("Success|failed", re.IGNORECASE))
        return dialog

    def accept(self) -> None:
        """Close the dialog."""
        self.page.locator(".jp-Dialog .jp-mod-accept").click()
        expect(self.page.locator(".jp-Dialog")).to_have_count(0)
