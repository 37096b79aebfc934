"""The shell blocks of the pages: which run here as they are printed, and which cannot."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from tools.build import ROOT

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
#: Whose blocks are run in order, on a made-up class.
RUN = ROOT / "docs" / "instructors.md"
_BLOCK = re.compile(
    r"(?:^ *<!-- (?P<mark>(?:not run|as a student)[^>]*?) -->\n)?"
    r"^(?P<indent> *)```(?P<language>[\w{}-]*)\n(?P<text>.*?)^(?P=indent)```$",
    re.MULTILINE | re.DOTALL,
)
_SHELL = {"", "sh", "bash", "console", "shell"}


@dataclass(frozen=True)
class Block:
    """One shell block, and the comment before it."""

    page: Path
    text: str
    mark: str

    @property
    def reason(self) -> str:
        """Why it is not run; empty if it is."""
        return self.mark.partition("not run: ")[2]

    @property
    def is_students(self) -> bool:
        """Whether a student is to run it."""
        return self.mark.startswith("as a student")

    def __str__(self) -> str:
        return f"{self.page.name}: {self.text.strip().splitlines()[0].strip()}"


def blocks(page: Path) -> list[Block]:
    """Return the shell blocks of a page, in order."""
    found = _BLOCK.finditer(page.read_text(encoding="utf-8"))
    return [Block(page, m["text"], m["mark"] or "") for m in found if m["language"] in _SHELL]


def students_configuration() -> str:
    """Return the `nbgrader_config.py` that the page gives to students."""
    (found,) = [m["text"] for m in _BLOCK.finditer(RUN.read_text(encoding="utf-8"))
                if m["language"] == "python" and "c.Exchange.root" in m["text"]]  # fmt: skip
    return found
