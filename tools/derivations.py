"""How far each derivation is checked: the table at the end of docs/coverage.md.

The build writes it from what `check_steps` has printed in the executed notebooks, so that no page
claims more than was proved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import nbformat

from tools.build import ROOT, assignments

PAGE = Path("docs", "coverage.md")
HEADING = "## How far each derivation is checked\n"
OPENING = """
Every line that a notebook derives has a cell below it in which `check_steps` compares it with the
line before, or with SymPy's own derivative. *Proved* means that exact rewriting takes the
difference to 0, for every size; *evaluated* that both sides agree at the sizes or points named.
The build makes this table from what the cells print. A displayed formula without such a cell is
argued for in words.
"""
HEADING_2 = re.compile(r"^## (.+?)(?: \(\d+ points?\))?$", re.MULTILINE)
PRINTED = re.compile(
    r"^(?:passed: )?(?P<name>.+?): (?P<count>\d+) (?P<what>expressions|pairs), "
    r"[^()]*\((?P<where>[^()]*)\)$",
    re.MULTILINE,
)


class Derivation(NamedTuple):
    """One chain of expressions, as a notebook has checked it."""

    notebook: str
    section: str
    name: str
    steps: int
    where: str


def derivations(root: Path = ROOT) -> Iterator[Derivation]:
    """Yield what the executed notebooks say of their derivations, in order, each once."""
    for notebook in assignments(root):
        path = root / "solutions" / notebook / f"{notebook}.ipynb"
        section, seen = "", set()
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "markdown":
                section = ([section] + HEADING_2.findall(cell.source))[-1]
            for printed in cell.get("outputs", ()):
                for found in PRINTED.finditer(printed.get("text", "")):
                    steps = int(found["count"]) - (found["what"] == "expressions")
                    one = Derivation(notebook, section, found["name"], steps, found["where"])
                    if one not in seen:
                        seen.add(one)
                        yield one


def steps(root: Path = ROOT, *, proved: bool = False) -> int:
    """Return how many steps are checked, or proved."""
    found = [one for one in derivations(root) if not proved or one.where.startswith("proved")]
    return sum(one.steps for one in found)


def page(root: Path = ROOT) -> str:
    """Return docs/coverage.md with the table of today."""
    kept = (root / PAGE).read_text(encoding="utf-8").partition(HEADING)[0]
    rows = [
        f"| `{one.notebook}` | {one.section} | {name} | {one.steps} | {one.where} |"
        for one in derivations(root)
        for name in [one.name.replace("|", r"\|")]
    ]
    head = ["| notebook | section | derivation | steps | |", "|---|---|---|---|---|"]
    return kept + HEADING + OPENING + "\n" + "\n".join(head + rows) + "\n"


def write(root: Path = ROOT) -> None:
    """Bring the table up to date."""
    (root / PAGE).write_text(page(root), encoding="utf-8")
