"""The counts that README and CHANGELOG state: written by the build, checked by a test.

Each sentence that holds a count has a pattern here; what its groups match is replaced by what
is counted now.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import nbformat

from tools import derivations
from tools.build import ROOT, assignments


def corpus(kind: str, root: Path = ROOT) -> int:
    """Return how many answers files of a kind ("wrong" or "right") the corpus holds."""
    return len(list((root / "tests" / "corpus").glob(f"*/{kind}_*.py")))


def attacks(root: Path = ROOT) -> int:
    """Return how many attacks are played."""
    return len(list((root / "tests" / "attacks").glob("*/expect.toml")))


def errata(root: Path = ROOT) -> int:
    """Return how many rows the errata page has."""
    page = (root / "docs" / "errata.md").read_text(encoding="utf-8")
    return len(re.findall(r"^\| \d+ \|", page, re.MULTILINE))


def points(name: str, root: Path = ROOT) -> int:
    """Return the points of an assignment."""
    nb = nbformat.read(root / "source" / name / f"{name}.ipynb", as_version=4)
    return sum(cell.metadata.get("nbgrader", {}).get("points", 0) for cell in nb.cells)


def mutants(which: int, root: Path = ROOT) -> int:
    """Return a figure of the mutation run: all mutants (0), those that lose a cell, those right."""
    page = (root / "docs" / "mutants.md").read_text(encoding="utf-8")
    found = re.search(
        r"^Of (\d+) mutants, (\d+) lose a test cell and (\d+) are", page, re.MULTILINE
    )
    assert found is not None, "docs/mutants.md states its figures in one line"
    return int(found.groups()[which])


def _sentences(root: Path) -> Iterator[tuple[str, str, tuple[Callable[[], int], ...]]]:
    """Yield file, pattern and what its groups count."""
    answers = (partial(corpus, "wrong", root), partial(corpus, "right", root))
    for page in ("README.md", "CHANGELOG.md"):
        yield page, r"(\d+) wrong and (\d+) right answers", answers
    yield "CHANGELOG.md", r"^- (\d+) attacks", (partial(attacks, root),)
    figures = tuple(partial(mutants, which, root) for which in range(3))
    pattern = r"(\d+) mutants of the model answers (\d+) lose a test cell and (\d+) are right"
    yield "README.md", pattern, figures
    yield "README.md", r"contain (\d+) misprints and gaps", (partial(errata, root),)
    steps = (partial(derivations.steps, root), partial(derivations.steps, root, proved=True))
    yield "README.md", r"(\d+) steps are checked,\s+(\d+) of them proved", steps
    for name in assignments(root):
        yield "README.md", rf"^\| `{name}` \| (\d+) \|", (partial(points, name, root),)


def counted(root: Path = ROOT) -> dict[str, str]:
    """Return the text of each page with the counts of today.

    Raises
    ------
    ValueError
        If a page has lost the sentence that holds a count.
    """
    pages: dict[str, str] = {}
    for page, pattern, counts in _sentences(root):
        text = pages.setdefault(page, (root / page).read_text(encoding="utf-8"))
        found = re.search(pattern, text, re.MULTILINE)
        if found is None:
            raise ValueError(f"{page} has no text like {pattern!r}: change tools/counts.py with it")
        for group in range(len(counts), 0, -1):
            start, end = found.span(group)
            text = text[:start] + str(counts[group - 1]()) + text[end:]
        pages[page] = text
    return pages


def write(root: Path = ROOT) -> None:
    """Bring the counts of all pages up to date."""
    for page, text in counted(root).items():
        (root / page).write_text(text, encoding="utf-8")
