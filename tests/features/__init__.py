"""What a test may do: a small notebook for each feature, graded isolated and in one process."""

from __future__ import annotations

import contextlib
import io
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ce_grader import Task
from tests.grader.notebooks import answer, check, given, task

SETUP = "import numpy as np"


@dataclass(frozen=True)
class Feature:
    """One thing that a test does: with an answer, the test, and whether it works isolated."""

    group: str
    title: str
    answer: str
    test: str
    works: bool = True

    @property
    def task(self) -> Task:
        """The task of grading the notebook."""
        return task(given(SETUP), answer(self.answer), check(self.test))


def features() -> list[Feature]:
    """Return the features of `features.toml`, in its order."""
    with (Path(__file__).parent / "features.toml").open("rb") as file:
        groups = tomllib.load(file)["group"]
    return [
        Feature(group["title"], answer=group["answer"], **feature)
        for group in groups
        for feature in group["feature"]
    ]


def works_in_one_process(feature: Feature) -> bool:
    """Return whether the test passes as in a notebook and under plain nbgrader."""
    space: dict[str, Any] = {"__name__": "__main__"}
    with (
        tempfile.TemporaryDirectory() as folder,
        contextlib.chdir(folder),
        contextlib.redirect_stdout(io.StringIO()),
    ):
        for name in ("answer", "test"):
            path = Path(f"{name}.py")
            path.write_text(f"{SETUP}\n{getattr(feature, name)}", encoding="utf-8")
            try:
                exec(compile(path.read_bytes(), str(path), "exec", dont_inherit=True), space)
            except Exception:
                return False
    return True
