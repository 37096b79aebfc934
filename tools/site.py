"""The self-study website, `site/`: from `solutions/` and `docs/`, with Sphinx and MyST-NB.

The notebooks are not run again. On the way to the site they lose the hidden tests, their answers
fold, and each figure gets the sentence "You should see: …" below it as alternative text. The
site holds all that it needs, MathJax too, and works from a file system without a network.
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

TEXT = ROOT / "build" / "site-text"
HIDDEN = re.compile(r"^[ ]*### BEGIN HIDDEN TESTS\n.*?^[ ]*### END HIDDEN TESTS\n?", re.M | re.S)
MARKER = re.compile(r"^[ ]*### (?:BEGIN|END) SOLUTION\n?", re.M)
SCHEME = re.compile(r"=== BEGIN MARK SCHEME ===\n(.*?)\n=== END MARK SCHEME ===", re.S)
MOVABLE = re.compile(r"^movable\.show\(\"(\w+)\"\)$", re.M)
SCRIPT = ROOT / "ce_helpers" / "plots" / "movable.js"
LINK = re.compile(r"(?<!!)\[([^\]]+)\]\((?!https?:)([^)#\s]+)(#[^)]*)?\)")
NOTE = (
    "\n\n> This page is the finished notebook: answers are folded, so that you can try first. To "
    "write your own, open the notebook of the same name in `release/`.\n"
)


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


def has_figure(cell: NotebookNode) -> bool:
    """Return whether a cell shows a picture."""
    return any("image/png" in output.get("data", {}) for output in cell.get("outputs", []))


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
    """Fold the marking scheme and a written answer of a text cell."""
    cell.source = SCHEME.sub(lambda found: fold("Marking scheme", found[1]), cell.source)
    if cell.metadata.get("nbgrader", {}).get("solution"):
        cell.source = fold("Show an answer", cell.source)


def presented(nb: NotebookNode) -> NotebookNode:
    """Turn an executed solution, in place, into a page for a self-learner."""
    first = next(n for n, cell in enumerate(nb.cells) if cell.source.startswith("# "))
    del nb.cells[:first]  # the Name / Student ID header of the quiz notebooks
    title, _, rest = nb.cells[0].source.partition("\n")
    nb.cells[0].source = title + NOTE + rest
    for number, cell in enumerate(nb.cells):
        (presented_code if cell.cell_type == "code" else presented_text)(cell)
        if has_figure(cell):
            image = {"image": {"alt": alternative_text(nb, number)}}
            cell.metadata["mystnb"] = {**cell.metadata.get("mystnb", {}), **image}
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
    for name in assignments(root):
        path = root / "solutions" / name / f"{name}.ipynb"
        nbformat.write(presented(nbformat.read(path, as_version=4)), text / path.name)


def mathjax() -> Path:
    """Return the folder of MathJax that jupyter-server-mathjax brings."""
    spec = find_spec("jupyter_server_mathjax")
    if spec is None or spec.origin is None:
        raise BuildError("the site needs its packages: pip install -c pins.txt -e .[site]")
    return Path(spec.origin).parent / "static"


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
