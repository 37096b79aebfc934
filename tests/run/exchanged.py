"""One student at nbgrader's exchange, by its own classes, in this process."""

from __future__ import annotations

import contextlib
from pathlib import Path

from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import ExchangeError
from nbgrader.exchange.default import (
    ExchangeFetchFeedback,
    ExchangeReleaseAssignment,
    ExchangeSubmit,
)
from traitlets.config import Config

from tests.run.small import NAME, SmallCourse, notebook
from tools.build import write_notebook

COURSE_ID = "cross-entropy"


class Student:
    """Whoever runs the tests, with a home of their own.

    Parameters
    ----------
    home : Path
        Where their work lies.
    course : SmallCourse
        The course, which is released to its exchange.
    """

    def __init__(self, home: Path, course: SmallCourse) -> None:
        self.home, self.exchange = home, course.folder / "exchange"
        self.exchange.mkdir(exist_ok=True)
        self.exchange.chmod(0o777)
        self._call(ExchangeReleaseAssignment, course.folder)
        home.mkdir(exist_ok=True)

    def _call(self, kind: type, root: Path) -> None:
        config = Config(
            CourseDirectory={"course_id": COURSE_ID, "assignment_id": NAME, "root": str(root)},
            Exchange={
                "root": str(self.exchange),
                "assignment_dir": str(self.home),
                "cache": str(self.home / ".cache"),
            },
        )
        coursedir = CourseDirectory(config=config)
        kind(coursedir=coursedir, authenticator=Authenticator(config=config), config=config).start()

    def submit(self, double: str | None = None) -> None:
        """Hand in what `nbgrader submit` would, and as it does."""
        write_notebook(notebook(double), self.home / NAME / f"{NAME}.ipynb")
        self._call(ExchangeSubmit, self.home)

    def feedback(self) -> list[str]:
        """Return all pages that `nbgrader fetch_feedback` can fetch, the oldest attempt first."""
        with contextlib.suppress(ExchangeError):  # no feedback at all yet
            self._call(ExchangeFetchFeedback, self.home)
        pages = sorted((self.home / NAME / "feedback").glob(f"*/{NAME}.html"))
        return [" ".join(page.read_text(encoding="utf-8").split()) for page in pages]
