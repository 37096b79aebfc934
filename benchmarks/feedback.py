"""From `nbgrader submit` to the feedback page, with `watch` running on all five assignments."""

from __future__ import annotations

import contextlib
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.grading import STUDENTS, make_course, python
from benchmarks.process import measure
from tools.answers import read_answers
from tools.build import ROOT, assignments, venv_environment, write_notebook
from tools.sample import answers_files, submission

_CONFIG = """\
c = get_config()
c.CourseDirectory.course_id = "cross-entropy"
c.Exchange.root = {exchange!r}
c.Exchange.cache = {cache!r}
"""
_PATIENCE = 120  # seconds


class Desk:
    """A student's folder, beside a course that has released to its exchange.

    Parameters
    ----------
    folder : Path
        Where all of it is made.
    names : list of str
        The assignments.
    """

    def __init__(self, folder: Path, names: list[str]) -> None:
        self.course, self.exchange, self.home = (
            folder / name for name in ("course", "exchange", "home")
        )
        make_course(self.course, names)
        self.home.mkdir()
        self.exchange.mkdir()
        self.exchange.chmod(0o777)
        self.environment = {**venv_environment(), "NBGRADER_EXCHANGE": str(self.exchange)}
        for name in names:
            measure(python("nbgrader", "release_assignment", name), self.course, self.environment)
        text = _CONFIG.format(exchange=str(self.exchange), cache=str(folder / "cache"))
        (self.home / "nbgrader_config.py").write_text(text, encoding="utf-8")

    @contextlib.contextmanager
    def watched(self, names: list[str]) -> Iterator[None]:
        """Run `watch`, from when it waits until the block ends."""
        line = python("ce_grader", "watch", *names)
        with subprocess.Popen(
            line, cwd=self.course, env=self.environment, stdout=subprocess.PIPE, text=True
        ) as run:
            assert run.stdout is not None
            try:
                next(said for said in run.stdout if said.startswith("waiting for"))
                yield
            finally:
                run.kill()

    def seconds(self, name: str, answers: Path) -> float:
        """Hand one notebook in; return how long its page took, from the start of the command."""
        nb = submission(name, read_answers(answers), self.course)
        write_notebook(nb, self.home / name / f"{name}.ipynb")
        before, begun = self._pages(), time.perf_counter()
        measure(python("nbgrader", "submit", name), self.home, self.environment)
        while self._pages() == before:
            if time.perf_counter() - begun > _PATIENCE:
                raise RuntimeError(f"no feedback on {name} within {_PATIENCE} s")
            time.sleep(0.05)
        return time.perf_counter() - begun

    def _pages(self) -> int:
        return len(list(self.exchange.glob("*/feedback/*.html")))


def run(quick: bool) -> dict[str, Any]:
    """Measure each assignment with the answers of several students, one after another."""
    names = assignments(ROOT)[:1] if quick else assignments(ROOT)
    answers = {(s, n): path for s, n, path in answers_files()}
    rows = {}
    with tempfile.TemporaryDirectory(prefix="ce-bench-") as scratch:
        desk = Desk(Path(scratch), names)
        with desk.watched(names):
            for name in names:
                print(name, flush=True)
                taken = [
                    desk.seconds(name, answers[s, name]) for s in STUDENTS[: 1 if quick else 3]
                ]
                rows[name] = {"median": statistics.median(taken), "worst": max(taken)}
    return {"rows": rows}
