"""The attack corpus: the scenarios of `tests/attacks/`, and what each must not achieve.

A scenario is a folder with `expect.toml` and either `answers.py` (an answers file, see
`tools.answers`) or `make.py`, whose function `make(release, folder)` writes the submission.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tools.build import ROOT

ATTACKS = ROOT / "tests" / "attacks"
FULL = {"test_share": 1.0, "test_share_hidden": 3.0, "test_total": 2.0, "test_slope": 4.0}
#: What an attack prints before anything that it should not have been able to read.
LOOT = "LOOT"
#: Markup that would run or load in a browser, with the mark that the attacks put into it.
LIVE = re.compile(
    r"<script[^>]*>[^<]*live7c1f|<\w+[^<>]*\son\w+\s*=[^>]*live7c1f|<iframe[^>]*live7c1f"
    r"|<\w+[^<>]*\s(href|src)\s*=\s*[\"']?\s*(?!https?:|mailto:)[\w+.-]+:[^>]*live7c1f"
    r"|<img[^<>]*\ssrc\s*=[^>]*live7c1f|<\w+[^<>]*(position:|navbar-fixed)[^>]*>live7c1f"
    r"|\\(href|rlap)\{[^}]*live7c1f(?![^<]*</(?:code|pre|span)>)",
    re.IGNORECASE,
)
#: Only in hidden tests, in what their failures print, or in the course's private files.
SECRETS = ("HIDDEN-SOURCE-7c1f", "HIDDEN-MESSAGE-7c1f", "PRIVATE-FILE-7c1f", "HONEST-ANSWER-7c1f")


@dataclass(frozen=True)
class Scenario:
    """One attack: where it is, what it is about, and the most it may earn in each test cell."""

    folder: Path
    title: str
    route: str
    points: dict[str, float] = field(default_factory=dict)
    exact: bool = True
    refused: str = ""
    plain: str = ""

    @property
    def name(self) -> str:
        """The folder's name, which is also the student's."""
        return self.folder.name

    def honest(self, cell: str) -> float:
        """Return what the honest version of the answer earns in a test cell."""
        return self.points.get(cell, 0.0)


@dataclass(frozen=True)
class Outcome:
    """What one submission got: points by cell (None: no score), texts that came back."""

    points: dict[str, float | None]
    outputs: str
    feedback: str = ""
    formgrader: str = ""

    @property
    def graded(self) -> bool:
        """Whether every test cell has a score."""
        return bool(self.points) and None not in self.points.values()


def read_scenario(folder: Path) -> Scenario:
    """Read `expect.toml` of one scenario."""
    with (folder / "expect.toml").open("rb") as file:
        record = tomllib.load(file)
    return Scenario(folder, **record)


def scenarios(names: Sequence[str] = ()) -> list[Scenario]:
    """Return the named scenarios (default: all), by name."""
    found = sorted(path.parent for path in ATTACKS.glob("*/expect.toml"))
    return [read_scenario(path) for path in found if not names or path.name in names]


def problems(scenario: Scenario, got: Outcome) -> list[str]:
    """Return in words what the attack achieved; nothing if the defences held."""
    found = []
    for cell, points in got.points.items():
        honest = scenario.honest(cell)
        if (points or 0.0) > honest:
            found.append(f"{cell}: {points} points where the honest answer earns {honest}")
        elif scenario.exact and points is not None and points < honest:
            found.append(f"{cell}: {points} points where the honest answer earns {honest}")
    if not got.graded:
        found.append("not graded" if not got.points else f"no score: {got.points}")
    if LOOT in got.outputs:
        start = got.outputs.index(LOOT)
        found.append(f"leaked: {got.outputs[start : start + 200]}")
    if scenario.route == "feedback":
        found += leaks(got)
    return found


def leaks(got: Outcome) -> list[str]:
    """Return what the student gets back and must not: secrets, and scripts that run.

    A failed assertion in the notebook that the instructor sees may quote the test; the page for
    the student may not.
    """
    found = [f"the feedback shows {secret}" for secret in SECRETS if secret in got.feedback]
    pages = {"feedback": got.feedback, "formgrader": got.formgrader}
    return found + [
        f"live in the {name}: {match}"
        for name, page in pages.items()
        for match in [m[0] for m in LIVE.finditer(page)][:1]
    ]
