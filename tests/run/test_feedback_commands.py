"""`nbgrader generate_feedback` and `release_feedback`, as printed in the docs."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from tests.run.exchanged import Student
from tests.run.small import NAME, WRONG, SmallCourse
from tools.build import venv_environment

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> SmallCourse:
    """A course with two graded submissions, only one of them from the exchange."""
    made = SmallCourse(tmp_path_factory.mktemp("feedback") / "course")
    made.hand_in("ann", WRONG, when="2026-11-01 10:00:00 UTC")
    (made.folder / "submitted" / "ann" / NAME / "submission_secret.txt").write_text("secret")
    made.hand_in("by_mail")
    made.autograde("--jobs=1")
    made.run("nbgrader", "generate_feedback", NAME)
    return made


def _page(course: SmallCourse, student: str) -> Path:
    return course.folder / "feedback" / student / NAME / f"{NAME}.html"


def test_pages_are_written_again_where_the_marks_have_changed(course: SmallCourse) -> None:
    """nbgrader alone skips them all, and the student reads the old score."""
    before = {who: _page(course, who).stat().st_mtime_ns for who in ("ann", "by_mail")}
    with Gradebook(course.db_url) as gradebook:
        grade = gradebook.find_grade("test_double", NAME, NAME, "ann")
        grade.manual_score = 1.25
        gradebook.db.commit()
    course.run("nbgrader", "generate_feedback", NAME)
    assert _page(course, "by_mail").stat().st_mtime_ns == before["by_mail"]
    assert _page(course, "ann").stat().st_mtime_ns > before["ann"]
    assert "2.25" in _page(course, "ann").read_text(encoding="utf-8")


def test_the_parallel_command_writes_the_same_pages(course: SmallCourse) -> None:
    """To the byte, as nbgrader's own command; and none of them twice."""
    pages = [_page(course, who) for who in ("ann", "by_mail")]
    course.run("nbgrader", "generate_feedback", NAME, "--force")
    expected = [page.read_bytes() for page in pages]
    pages[0].unlink()
    (pages[1].parent / ".shows").unlink()  # as of a run that was killed
    output = course.run("ce_grader", "feedback", NAME, "--force")
    assert "0 of 2 are up to date" in output
    assert [page.read_bytes() for page in pages] == expected
    assert "2 of 2 are up to date" in course.run("ce_grader", "feedback", NAME)
    assert "is small meant?" in course.run("ce_grader", "feedback", "smal", code=2)


def test_feedback_is_released_past_a_student_who_cannot_fetch_it(course: SmallCourse) -> None:
    """nbgrader stops the whole class at the first submission without a secret."""
    (course.folder / "exchange").mkdir(exist_ok=True)
    (course.folder / "exchange").chmod(0o777)
    output = course.run("nbgrader", "release_feedback", NAME)
    assert "by_mail did not hand in small through the exchange" in output
    released = course.folder / "exchange" / "cross-entropy" / "feedback"
    assert len(list(released.glob("*.html"))) == 1


def test_the_class_report_names_mistakes_and_who_made_them(course: SmallCourse) -> None:
    """A page and a table; what does not exist is named."""
    output = course.run("ce_grader", "report", "--to", "class.html")
    assert "small: 2 handed in" in output and "1 of 2: small, double: " in output
    page = (course.folder / "class.html").read_text(encoding="utf-8")
    assert "by_mail" in page and "2.25 of 3" in page
    rows = (course.folder / "class.csv").read_text(encoding="utf-8").splitlines()
    assert len(rows) == 1 + 2 * 2 and rows[1].startswith("small,ann,")
    assert "is small meant?" in course.run("ce_grader", "report", "smal", code=2)
    course.run("ce_grader", "report", "--anonymous")
    assert "by_mail" not in (course.folder / "report.html").read_text(encoding="utf-8")


def _watch(course: SmallCourse) -> subprocess.Popen[str]:
    """Start `watch`, and wait until it waits."""
    run = subprocess.Popen(
        [sys.executable, "-m", "ce_grader", "watch", NAME, "--Watch.seconds=0.2"],
        cwd=course.folder,
        env={**venv_environment(), "NBGRADER_EXCHANGE": str(course.folder / "exchange")},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert run.stdout is not None
    assert "waiting for small" in next(line for line in run.stdout if "waiting" in line)
    return run


def _pages(student: Student, many: int) -> list[str]:
    """Return the student's feedback once there is so much of it."""
    until = time.monotonic() + 100
    while len(pages := student.feedback()) < many:
        assert time.monotonic() < until
        time.sleep(0.3)
    return pages


def test_feedback_comes_by_itself_and_a_kill_loses_nothing(
    course: SmallCourse, tmp_path: Path
) -> None:
    """Submit, read, mend, submit again; then killed, and once more as cron would."""
    course = course.copy(tmp_path / "course")
    student = Student(tmp_path / "home", course)
    run = _watch(course)
    try:
        student.submit(WRONG)
        assert "1 of 3 points" in _pages(student, 1)[0]
        student.submit()
        assert "3 of 3 points" in _pages(student, 2)[1]
    finally:
        run.kill()
        run.communicate()
    student.submit(WRONG)
    half = course.folder / "exchange" / "cross-entropy" / "inbound" / "eve+small+2027-01-01+x"
    half.mkdir()
    options = ["--once", "--Watch.attempts_a_day=3"]
    assert "graded 1 of 1" in course.run("ce_grader", "watch", NAME, *options)
    assert "1 of 3 points" in student.feedback()[2]
    student.submit()
    output = course.run("ce_grader", "watch", NAME, *options)
    assert "waits for tomorrow" in output
    assert "graded 1" not in output and "feedback is there" not in output
