"""What the pages say about the grader's modules is so."""

from __future__ import annotations

import pkgutil
import re
from pathlib import Path

import pytest

from tools.build import ROOT

PAGES = [*sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md", ROOT / "nbgrader_config.py"]
NAME = re.compile(r"(?<![.\w])ce_grader(?:\.\w+)+")


def stops() -> list[str]:
    """Return the stops of a submission's trip, as docs/grader.md lists them."""
    page = (ROOT / "docs" / "grader.md").read_text(encoding="utf-8")
    section = page.partition("## The trip of one submission\n")[2].partition("\n## ")[0]
    return re.findall(r"^\d+\. .*$", section, re.MULTILINE)


def test_the_trip_of_a_submission_has_at_most_twenty_stops() -> None:
    """Each names the module where it happens."""
    assert 10 <= len(stops()) <= 20
    assert all(NAME.search(stop) for stop in stops())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_names_exists(page: Path) -> None:
    """A reader can open each module and class, and a command finds it."""
    for name in set(NAME.findall(page.read_text(encoding="utf-8"))):
        assert pkgutil.resolve_name(name) is not None
