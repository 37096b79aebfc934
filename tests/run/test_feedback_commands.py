"""`nbgrader generate_feedback` and `release_feedback`, as printed in the docs."""

from __future__ import annotations

from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from tests.run.small import NAME, WRONG, SmallCourse

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
        grade.manual_score, grade.extra_credit = 0.75, 0.5
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
