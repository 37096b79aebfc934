"""The self-study site, built from this checkout and opened in Chromium without a network."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import nbformat
import pytest

from tests.browser.conftest import browser as browser
from tests.browser.desk import assert_fits_a_telephone, serious
from tools import site
from tools.build import ROOT, BuildError, assignments

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

RENDERED = """async () => {
  const maths = [...document.querySelectorAll('.math.notranslate')];
  if (maths.length) await new Promise(done => MathJax.Hub.Queue(done));
  return {
    formulas: maths.length,
    plain: maths.filter(e => !e.querySelector('.MathJax')).map(e => e.textContent),
    errors: [...document.querySelectorAll('.MathJax_Error, .merror, .noError')].map(
      e => e.textContent),
    unseen: [...document.images].filter(i => !i.naturalWidth).map(i => i.src),
    stops: [...document.querySelectorAll('.MathJax, .MathJax *')].filter(
      e => e.tabIndex >= 0).length,
    folded: [...document.querySelectorAll('details')].filter(
      d => !d.open && d.querySelector('.MathJax')).length,
  };
}"""


class Page(HTMLParser):
    """Links, anchors and images of one page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.images: list[dict[str, str | None]] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the tag names and where it leads."""
        values = dict(attrs)
        self.anchors |= {value for key in ("id", "name") if (value := values.get(key))}
        self.links += [value for key in ("href", "src") if (value := values.get(key))]
        if tag == "img":
            self.images.append(values)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site in a folder of its own."""
    folder = tmp_path_factory.mktemp("site")
    site.build_site(folder / "site", text=folder / "text")
    return folder / "site"


@pytest.fixture(scope="module")
def pages(built: Path) -> dict[Path, Page]:
    """Read every page of the site."""
    return {path: Page(path) for path in sorted(built.glob("*.html"))}


def test_every_assignment_and_guide_has_a_page(built: Path) -> None:
    """The errata and the guides stand beside the notebooks."""
    guides = {path.stem for path in (ROOT / "docs").glob("*.md")}
    expected = {*assignments(), *guides, "contributing", "search"}
    assert expected <= {path.stem for path in built.glob("*.html")}


def test_no_link_is_dead_and_no_file_is_missing(pages: dict[Path, Page]) -> None:
    """Pages, anchors, scripts, style sheets and pictures are all in the folder."""
    dead = []
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            known = pages[target].anchors if target in pages else None
            lost = known is not None and parts.fragment and unquote(parts.fragment) not in known
            if not target.exists() or lost:
                dead.append(f"{path.name}: {link}")
    assert not dead


def test_nothing_is_fetched_from_elsewhere(pages: dict[Path, Page]) -> None:
    """No script, style sheet or picture has the address of a server."""
    for path in pages:
        text = path.read_text(encoding="utf-8")
        assert not re.findall(r'<(?:script|img|link rel="stylesheet")[^>]*"https?:[^"]*"', text)


def test_every_figure_has_its_sentence_as_alternative_text(pages: dict[Path, Page]) -> None:
    """No picture is left without words, and none has a file name for them."""
    by_name = {path.stem: page for path, page in pages.items()}
    for page in by_name.values():
        assert all((image.get("alt") or "").strip() for image in page.images)
    for name in assignments():
        nb = nbformat.read(ROOT / "solutions" / name / f"{name}.ipynb", as_version=4)
        alts = [image["alt"] or "" for image in by_name[name].images if image.get("alt")]
        figures = [alt for alt in alts if len(alt.split()) >= 8]
        assert len(figures) >= sum(len(site.figures_of(cell)) for cell in nb.cells) > 0
        assert not [alt for alt in figures if "$" in alt or "\\" in alt]


def test_hidden_tests_and_markers_are_left_out(built: Path) -> None:
    """The text of every notebook page is free of them; the visible checks are there."""
    for name in assignments():
        text = re.sub(r"<[^>]+>", "", (built / f"{name}.html").read_text(encoding="utf-8"))
        assert "check." in text and "passed" in text
        for word in ("HIDDEN TESTS", "reference.hidden", "SOLUTION", "MARK SCHEME"):
            assert word not in text, (name, word)


def test_answers_are_folded(built: Path) -> None:
    """As many folds say "Show an answer" as the notebook has answers."""
    for name in assignments():
        nb = nbformat.read(ROOT / "solutions" / name / f"{name}.ipynb", as_version=4)
        answers = [c for c in nb.cells if c.metadata.get("nbgrader", {}).get("solution")]
        header = [c for c in answers if c.source.startswith("**Name")]
        text = (built / f"{name}.html").read_text(encoding="utf-8")
        assert text.count("Show an answer") == len(answers) - len(header) > 0


def test_a_figure_without_its_sentence_is_refused() -> None:
    """The message names the cell, and what to write below it."""
    size = {"image/png": {"width": 1, "height": 1}}
    output = nbformat.v4.new_output("display_data", data={"image/png": "AAAA"}, metadata=size)
    cells = [
        nbformat.v4.new_markdown_cell("# Title"),
        nbformat.v4.new_code_cell("plot()", outputs=[output], id="picture"),
        nbformat.v4.new_markdown_cell("Next."),
    ]
    with pytest.raises(BuildError, match="'picture'.*You should see"):
        site.presented(nbformat.v4.new_notebook(cells=cells), "01_softmax")


def test_a_link_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    """So that a page cannot be renamed without its links."""
    page = tmp_path / "page.md"
    with pytest.raises(BuildError, match="page.md: the link to other.md leads nowhere"):
        site.relinked("[other](other.md)", page, {})


@pytest.fixture
def tab(browser) -> Iterator:
    """Open a tab without a network; afterwards, nothing that a page asked for was missing."""
    context = browser.new_context(offline=True)
    tab, failed = context.new_page(), []
    tab.set_default_timeout(120_000)
    tab.on("requestfailed", lambda r: failed.append(r.url))
    tab.on("pageerror", lambda e: failed.append(str(e)))
    yield tab
    context.close()
    # MathJax 2 declares an empty font at about:blank
    assert not [what for what in failed if what != "about:blank"]


@pytest.mark.browser
@pytest.mark.parametrize("name", assignments())
def test_mathematics_and_figures_render_from_disk_without_a_network(built, tab, name) -> None:
    """Every formula is set, those in folds too; none is an error; every picture is seen."""
    tab.goto((built / f"{name}.html").as_uri())
    tab.wait_for_function("window.MathJax && MathJax.isReady")
    found = tab.evaluate(RENDERED)
    assert found["formulas"] > 50 and found["folded"] > 3
    assert (found["plain"], found["errors"], found["unseen"]) == ([], [], [])
    moving = "movable.show(" in (ROOT / "source" / f"{name}.py").read_text(encoding="utf-8")
    assert tab.locator(".ce-movable > svg").count() == moving
    assert found["stops"] == 0  # the keyboard does not stop at each formula
    assert_fits_a_telephone(tab)


@pytest.mark.browser
def test_a_whole_notebook_can_be_read_by_everyone(built, tab) -> None:
    """axe finds nothing serious on the page with the most formulas, figures and sliders."""
    tab.goto((built / "01_softmax.html").as_uri())
    tab.wait_for_function("window.MathJax && MathJax.isReady")
    tab.evaluate(RENDERED)
    assert serious(tab) == []


@pytest.mark.browser
def test_a_hint_unfolds(built, tab) -> None:
    """The text of a hint is not seen, and is after a click."""
    tab.goto((built / "01_softmax.html").as_uri())
    hint = tab.locator("details", has=tab.locator("summary", has_text="Hint")).first
    text = hint.locator("p").first
    assert not text.is_visible()
    hint.locator("summary").click()
    assert text.is_visible()


def test_each_notebook_can_be_downloaded_empty(pages: dict[Path, Page]) -> None:
    """Beside it what it needs to run; and the text leads from one notebook to the next."""
    by_name = {path.stem: page for path, page in pages.items()}
    for name in assignments():
        files = [link.rpartition("/")[2] for link in by_name[name].links if "_downloads" in link]
        assert sorted(files) == [f"{name}.ipynb", "student.zip"]
    assert "02_cross_entropy.html" in by_name["01_softmax"].links
    assert "01_softmax.html" in by_name["index"].links


@pytest.mark.browser
def test_the_search_finds_words_and_sections(built, tab) -> None:
    """Search works from disk and leads to the right section; the keyboard's place is seen."""
    tab.goto((built / "index.html").as_uri())
    assert_fits_a_telephone(tab)
    tab.set_viewport_size({"width": 1100, "height": 800})
    field = tab.locator("input[name=q]").first
    field.focus()
    assert field.evaluate("field => getComputedStyle(field).outlineStyle") == "solid"
    assert serious(tab) == []
    cover = tab.locator("article img")
    tab.emulate_media(color_scheme="dark")
    assert "invert" in cover.evaluate("image => getComputedStyle(image).filter")
    tab.emulate_media(media="print")
    assert cover.evaluate("image => getComputedStyle(image).filter") == "none"
    assert tab.locator(".skip-to-content").is_hidden()  # it would cover a line of each sheet
    tab.emulate_media(media="screen", color_scheme="light")
    tab.wait_for_load_state("networkidle")
    field.fill("subgradient")
    tab.keyboard.press("Enter")
    tab.wait_for_selector("#search-results li a")
    links = tab.locator("#search-results li a").evaluate_all("all => all.map(a => a.href)")
    assert any("05_hinge.html#" in link for link in links)
    assert any(link.endswith("05_hinge.html") for link in links)
    tab.wait_for_load_state("networkidle")  # what is cut off by the end would count as missing
