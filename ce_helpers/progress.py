"""How far a student has come: the points of the visible checks, counted while a notebook runs.

Nothing is stored. The count lives in the kernel, as the answers do, and is silent where a notebook
is graded: there the hidden tests decide.
"""

from __future__ import annotations

import functools
import json
import os
import sys
from pathlib import Path
from typing import Any

from ce_helpers.raised import holds_hidden_tests

POINTS = Path(__file__).with_name("data") / "points.json"  # written by the build


class Progress:
    """The checks of one topic that have passed since the kernel was started.

    Parameters
    ----------
    topic : str
        As the package is called: "softmax".

    Examples
    --------
    >>> softmax = Progress("softmax")
    >>> softmax.passed("d_logistic")
    >>> softmax.line
    '✓ 1 of 20 points'
    """

    def __init__(self, topic: str) -> None:
        self.topic = topic
        self._passed: set[str] = set()
        self._graded = False

    @functools.cached_property
    def _plan(self) -> dict[str, Any]:
        """The points of the topic's checks, in the order of the notebook, and those by hand."""
        plan: dict[str, Any] = json.loads(POINTS.read_text(encoding="utf-8"))[self.topic]
        return plan

    @property
    def line(self) -> str:
        """How many of all points the passed checks are worth."""
        checks = self._plan["checks"]
        earned = sum(points for name, (points, _) in checks.items() if name in self._passed)
        total = sum(points for points, _ in checks.values()) + self._plan["by hand"]
        return f"✓ {earned} of {total} points"

    def verdict(self, name: str) -> str:
        """Return how to say that a check has passed: with its points where a student works.

        Parameters
        ----------
        name : str
            Of the check.
        """
        if not self._is_at_work or name not in self._plan["checks"]:
            return "passed"
        points, _ = self._plan["checks"][name]
        return f"✓ passed ({points} point{'s' * (points != 1)})"

    def began(self, name: str) -> None:
        """Take back what a check has earned before: it runs again.

        Parameters
        ----------
        name : str
            Of the check.
        """
        self._passed.discard(name)

    def passed(self, name: str) -> None:
        """Count a check, and print how far that is where a student works.

        Parameters
        ----------
        name : str
            Of the check.
        """
        self._passed.add(name)
        if self._is_at_work and name in self._plan["checks"]:
            print(self.line)

    def summary(self) -> None:
        """Show whether all checks have passed, or the first that has not, with its exercise."""
        if not self._is_at_work:
            return
        checks = self._plan["checks"]
        left = [name for name in checks if name not in self._passed]
        told = f"{len(checks) - len(left)} of {len(checks)} checks passed."
        link = ""
        if left:
            told += f" The first that has not is that of {left[0]}, in"
            link = checks[left[0]][1]
        elif by_hand := self._plan["by hand"]:
            told += f" Written answers, {by_hand} points, are marked by hand."
        _show(told, link)

    @property
    def _is_at_work(self) -> bool:
        """Whether this is a student's notebook, not an instructor's, and not one in a grader."""
        self._graded |= holds_hidden_tests()
        if self._graded or os.environ.get("NBGRADER_EXECUTION") == "autograde":
            return False
        ipython = sys.modules.get("IPython")
        return ipython is not None and ipython.get_ipython() is not None


def _show(sentence: str, heading: str) -> None:
    """Show a sentence that ends in a link to a heading of the notebook."""
    anchor = heading.replace(" ", "-")
    linked = f"{sentence} [{heading}](#{anchor})." if heading else sentence
    plain = f"{sentence} {heading}." if heading else sentence
    publish = sys.modules["IPython"].display.publish_display_data
    publish({"text/plain": plain, "text/markdown": linked})
