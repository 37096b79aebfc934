"""`nbgrader collect` takes finished submissions, one student's trouble stays that student's."""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path

import pytest
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from ce_grader.nbgrader_seams.collecting import Collect
from ce_grader.run.closed import open_to_others
from tools.build import venv_environment

COURSE, NAME = "logits", "small"


class Exchange:
    """A course, and an exchange beside it with an inbound folder."""

    def __init__(self, folder: Path) -> None:
        self.root, self.course = folder / "exchange", folder / "course"
        self.inbound = self.root / COURSE / "inbound"
        self.inbound.mkdir(parents=True)
        self.root.chmod(0o777)
        self.course.mkdir()
        self.config = Config(
            CourseDirectory={
                "root": str(self.course), "course_id": COURSE, "assignment_id": NAME,
            },
            Exchange={"root": str(self.root)},
        )  # fmt: skip
        self.coursedir = CourseDirectory(config=self.config)

    def submit(self, student: str, time: str, mode: int = 0o777, secret: bool = True) -> Path:
        """Write what `nbgrader submit` writes, as far as it has come."""
        folder = self.inbound / f"{student}+{NAME}+{time}+aBc"
        folder.mkdir()
        (folder / f"{NAME}.ipynb").write_text(time)
        (folder / "timestamp.txt").write_text(time)
        if secret:
            (folder / "submission_secret.txt").write_text(student)
        folder.chmod(mode)
        return folder

    def collect(self) -> dict[str, str]:
        """Collect; return what each student's notebook holds."""
        log = logging.getLogger(__name__)  # nbgrader's own is that of the last application
        Collect(coursedir=self.coursedir, config=self.config, update=True, log=log).start()
        found = (self.course / "submitted").glob(f"*/{NAME}/{NAME}.ipynb")
        return {path.parts[-3]: path.read_text() for path in found}


@pytest.fixture
def exchange(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Exchange:
    """An empty one."""
    monkeypatch.setenv("PATH", venv_environment()["PATH"])
    return Exchange(tmp_path)


EARLY, LATE = "2027-01-01 10:00:00.000000 UTC", "2027-01-01 11:00:00.000000 UTC"


def test_an_unfinished_submission_is_left_until_it_is_finished(
    exchange: Exchange, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither the mode nor the secret alone says so; an earlier finished one counts meanwhile."""
    caplog.set_level(logging.WARNING)
    exchange.submit("ann", EARLY)
    copying = exchange.submit("ann", LATE, mode=0o755)
    exchange.submit("bob", LATE, secret=False)
    assert exchange.collect() == {"ann": EARLY}
    assert "bob" in caplog.text and "collect again in a minute" in caplog.text
    copying.chmod(0o777)
    assert exchange.collect() == {"ann": LATE}


def test_what_one_student_has_made_stops_nobody(exchange: Exchange) -> None:
    """A name that is none, a time that is none, a link to what only the instructor can read."""
    secret = exchange.course / "solutions.txt"
    secret.write_text("the answers")
    exchange.submit("ann", "soon")
    exchange.submit("bob", "2027-01-01 10:00:00 EDT")
    (exchange.submit("eve", EARLY) / "mine.txt").symlink_to(secret)
    zoes = exchange.submit("zoe", LATE)
    for link in ("dan", "zoe"):  # to what another has handed in
        (exchange.inbound / f"{link}+{NAME}+2027-01-01 12:00:00 UTC+x").symlink_to(zoes)
    exchange.submit("..", LATE)
    exchange.submit("", LATE)
    assert exchange.collect() == {"eve": EARLY, "zoe": LATE}
    assert not (exchange.course / NAME).exists()
    assert (exchange.course / "submitted" / "eve" / NAME / "mine.txt").is_symlink()


def test_a_collected_folder_is_closed(exchange: Exchange) -> None:
    """nbgrader leaves it open to all, and another student's file could be put there."""
    exchange.submit("ann", EARLY)
    exchange.collect()
    assert (exchange.course / "submitted" / "ann" / NAME).stat().st_mode & 0o007 == 0


def test_a_course_that_students_can_read_is_named(exchange: Exchange) -> None:
    """Closed by its own mode, or by that of a folder above it, it is not."""
    with tempfile.TemporaryDirectory() as folder:  # pytest's own are closed
        course = Path(folder, "course")
        course.mkdir(mode=0o755)
        coursedir = CourseDirectory(config=exchange.config, root=str(course))
        for above, own, is_open in ((0o755, 0o755, True), (0o700, 0o755, False), (0o755, 0, False)):
            Path(folder).chmod(above)
            course.chmod(0o700 | own)
            assert bool(open_to_others(coursedir, coursedir)) is is_open
