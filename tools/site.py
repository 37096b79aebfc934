"""The self-study website, `site/`: from `solutions/` and `docs/`, with Sphinx and MyST-NB.

The notebooks are not run again. On the way to the site they lose the hidden tests, their answers
fold, and each figure gets the sentence "You should see: …" below it as alternative text. Each page
of a notebook has the empty one, and what students get, to download. The site holds all that it
needs, MathJax too, and works from a file system without a network.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from ce_grader.nbgrader_seams.figures import sentence_below
from tools.build import ROOT, BuildError, assignments
from tools.bundle import write_bundle

TEXT = ROOT / "build" / "site-text"
HIDDEN = re.compile(r"^[ ]*### BEGIN HIDDEN TESTS\n.*?^[ ]*### END HIDDEN TESTS\n?", re.M | re.S)
MARKER = re.compile(r"^[ ]*### (?:BEGIN|END) SOLUTION\n?", re.M)
SCHEME = re.compile(r"=== BEGIN MARK SCHEME ===\n(.*?)\n=== END MARK SCHEME ===", re.S)
MOVABLE = re.compile(r"^movable\.show\(\"(\w+)\"\)$", re.M)
SCRIPT = ROOT / "ce_helpers" / "plots" / "movable.js"
LINK = re.compile(r"(?<!!)\[([^\]]+)\]\((?!https?:)([^)#\s]+)(#[^)]*)?\)")
OTHER = re.compile(r"(?<!\[)`(\d\d_\w+)`")
NOTE = """

> This page is the finished notebook: answers are folded, so that you can try first. To write your
> own, download {{download}}`the empty notebook <downloads/{name}.ipynb>`; the first time,
> {{download}}`student.zip <downloads/student.zip>`, all five with what they need to run.
"""
#: What the theme and MyST-NB say to a screen reader, and what they should
SPOKEN = {
    'role="heading"': 'role="heading" aria-level="2"',
    '<aside class="sidebar-drawer"': '<aside aria-label="All pages" class="sidebar-drawer"',
    '<aside class="toc-drawer"': '<aside aria-label="On this page" class="toc-drawer"',
    '<summary aria-label="Toggle hidden content">': "<summary>",
    '<th class="head"><p></p></th>': "<td></td>",
}


def fold(summary: str, text: str) -> str:
    """Return Markdown in a fold; the blank lines keep it Markdown."""
    return f"<details><summary>{summary}</summary>\n\n{text.strip()}\n\n</details>"


def alternative_text(nb: NotebookNode, number: int) -> str:
    """Return what the text below a figure says that one should see in it.

    Raises
    ------
    BuildError
        If no such sentence follows the figure.
    """
    sentence = sentence_below(nb, number)
    if not sentence:
        raise BuildError(
            f"the figure of cell {nb.cells[number].id!r} needs a sentence 'You should see: …' in "
            "the text cell below it; the site takes it as alternative text"
        )
    return sentence


def figures_of(cell: NotebookNode) -> list[NotebookNode]:
    """Return the outputs of a cell that are pictures."""
    return [output for output in cell.get("outputs", []) if "image/png" in output.get("data", {})]


def presented_code(cell: NotebookNode) -> None:
    """Drop hidden tests and markers from a code cell, fold an answer, let a picture move."""
    cell.source = MARKER.sub("", HIDDEN.sub("", cell.source)).rstrip()
    if found := MOVABLE.search(cell.source):
        place = {"text/html": f'<div class="ce-movable" data-picture="{found[1]}"></div>'}
        cell.outputs.append(nbformat.v4.new_output("display_data", data=place))
    if cell.metadata.get("nbgrader", {}).get("solution"):
        cell.metadata["tags"] = ["hide-input"]
        cell.metadata["mystnb"] = {
            "code_prompt_show": "Show an answer",
            "code_prompt_hide": "Hide the answer",
        }


def presented_text(cell: NotebookNode) -> None:
    """Fold the marking scheme and a written answer of a text cell, and link what it names."""
    cell.source = OTHER.sub(r"[`\1`](\1.ipynb)", cell.source)
    cell.source = SCHEME.sub(lambda found: fold("Marking scheme", found[1]), cell.source)
    if cell.metadata.get("nbgrader", {}).get("solution"):
        cell.source = fold("Show an answer", cell.source)


def presented(nb: NotebookNode, name: str) -> NotebookNode:
    """Turn an executed solution, in place, into a page for a self-learner."""
    first = next(n for n, cell in enumerate(nb.cells) if cell.source.startswith("# "))
    del nb.cells[:first]  # the Name / Student ID header of the quiz notebooks
    for number, cell in enumerate(nb.cells):
        (presented_code if cell.cell_type == "code" else presented_text)(cell)
        for output in figures_of(cell):
            size = output.metadata.get("image/png", {})  # a picture from elsewhere has none
            width = {"width": f"{size['width']}px"} if "width" in size else {}
            image = {"image": {"alt": alternative_text(nb, number), **width}}
            cell.metadata["mystnb"] = {**cell.metadata.get("mystnb", {}), **image}
    title, _, rest = nb.cells[0].source.partition("\n")
    nb.cells[0].source = title + NOTE.format(name=name) + rest
    return nb


def pages(root: Path) -> dict[str, Path]:
    """Return the Markdown pages of the site by their name there."""
    found = {path.name: path for path in sorted((root / "docs").glob("*.md"))}
    return {**found, "contributing.md": root / "CONTRIBUTING.md"}


def relinked(text: str, page: Path, known: dict[str, Path]) -> str:
    """Return Markdown with links to other pages of the site; other files are named instead.

    Raises
    ------
    BuildError
        If a link leads to a file that does not exist.
    """
    names = {path.resolve(): name for name, path in known.items()}
    names |= {ROOT / "release" / n / f"{n}.ipynb": f"{n}.ipynb" for n in assignments()}

    def link(found: re.Match[str]) -> str:
        target = (page.parent / found[2]).resolve()
        if not target.exists():
            raise BuildError(f"{page.name}: the link to {found[2]} leads nowhere")
        if target in names:
            return f"[{found[1]}]({names[target]}{found[3] or ''})"
        return f"{found[1]} (`{target.relative_to(ROOT).as_posix()}`)"

    return LINK.sub(link, text)


def lines_of_index(text: str, known: dict[str, Path]) -> Iterator[str]:
    """Yield the lines of the index without the reports that this checkout does not hold."""
    for line in text.splitlines():
        if line not in ("attacks", "performance") or f"{line}.md" in known:
            yield line


def write_text(root: Path, text: Path) -> None:
    """Write everything that Sphinx reads into the folder `text`."""
    shutil.rmtree(text, ignore_errors=True)
    leave = shutil.ignore_patterns("*.md", "__pycache__")
    shutil.copytree(root / "docs", text, ignore=leave)
    shutil.copy(SCRIPT, text / "_static")
    known = pages(root)
    for name, path in known.items():
        source = path.read_text(encoding="utf-8")
        if name == "index.md":
            source = "\n".join(lines_of_index(source, known)) + "\n"
        (text / name).write_text(relinked(source, path, known), encoding="utf-8")
    write_bundle(text / "downloads" / "student.zip", root)
    for name in assignments(root):
        shutil.copy(root / "release" / name / f"{name}.ipynb", text / "downloads")
        path = root / "solutions" / name / f"{name}.ipynb"
        nbformat.write(presented(nbformat.read(path, as_version=4), name), text / path.name)


def mathjax() -> Path:
    """Return the folder of MathJax that jupyter-server-mathjax brings."""
    spec = find_spec("jupyter_server_mathjax")
    if spec is None or spec.origin is None:
        raise BuildError("the site needs its packages: pip install -c pins.txt -e .[site]")
    return Path(spec.origin).parent / "static"


def speak(page: Path) -> None:
    """Say to a screen reader what the theme leaves out, in a built page."""
    html = page.read_text(encoding="utf-8")
    for before, after in SPOKEN.items():
        html = html.replace(before, after)
    page.write_text(html, encoding="utf-8")


def build_site(output: Path, root: Path = ROOT, text: Path = TEXT) -> None:
    """Build the website into the folder `output`; a broken link or reference is an error."""
    scripts = mathjax()
    write_text(root, text)
    shutil.rmtree(output, ignore_errors=True)
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html"]
    doctrees = text.parent / f"{text.name}-doctrees"
    result = subprocess.run(
        [*command, "-d", doctrees, text, output], capture_output=True, text=True
    )
    if result.returncode:
        raise BuildError(f"Sphinx cannot build the site:\n{result.stderr}")
    for page in output.glob("*.html"):
        speak(page)
    shutil.copytree(scripts, output / "_static" / "mathjax")


def main(arguments: list[str] | None = None) -> int:
    """Build the site and say where it is."""
    parser = argparse.ArgumentParser(prog="python -m tools.site", description=__doc__)
    parser.add_argument("--output", type=Path, default=ROOT / "site", help="default: site/")
    output = parser.parse_args(arguments).output
    try:
        build_site(output)
    except BuildError as error:
        print(f"ce-course: {error}", file=sys.stderr)
        return 1
    print(f"the site is built: open {output / 'index.html'} in a browser")
    return 0


if __name__ == "__main__":
    sys.exit(main())
