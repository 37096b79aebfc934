"""`python -m ce_grader watch`: feedback comes by itself, and tells what the policy lets it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from nbgrader.utils import get_username

from tests.run.exchanged import COURSE_ID, Student
from tests.run.small import CELLS, NAME, WRONG, SmallCourse
from tools.build import venv_environment

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

SLOW = "import time\n\ndef double(x):\n    time.sleep(3)\n    return 2 * x"
#: Right for the numbers that the visible check has.
NUMBERS_ALONE = "def double(x):\n    return 2 * x if np.isscalar(x) else x"
TESTED = """\
assert double(1) == 2, "one is not doubled"
### BEGIN HIDDEN TESTS
assert (double(np.arange(3)) == [0, 2, 4]).all(), "an array is not doubled"
### END HIDDEN TESTS"""
ME = get_username()


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> SmallCourse:
    """A course in which an exercise has a visible check and a hidden test."""
    cells = [(marks, TESTED if marks["grade_id"] == "test_double" else s) for marks, s in CELLS]
    late = "c.LateSubmissionPlugin.penalty_method = 'zero'"
    return SmallCourse(tmp_path_factory.mktemp("watch") / "course", cells=cells, config=late)


def _start(course: SmallCourse) -> subprocess.Popen[str]:
    """Start `watch`, and wait until it waits."""
    run = subprocess.Popen(
        [sys.executable, "-m", "ce_grader", "watch", NAME, "--Watch.seconds=0.2"],
        cwd=course.folder,
        env={**venv_environment(), "NBGRADER_EXCHANGE": str(course.folder / "exchange")},
        stdout=subprocess.PIPE,
        text=True,
        umask=0o077,  # an account that closes what it makes
    )
    assert run.stdout is not None
    assert "waiting for small" in next(line for line in run.stdout if "waiting" in line)
    return run


def _once(course: SmallCourse, *options: str) -> str:
    return course.run("ce_grader", "watch", NAME, "--once", *options)


def _pages(student: Student, many: int) -> list[str]:
    """Return the student's feedback once there is so much of it."""
    until = time.monotonic() + 100
    while len(pages := student.feedback()) < many:
        assert time.monotonic() < until
        time.sleep(0.3)
    return pages


def _inbound(course: SmallCourse) -> Path:
    return course.folder / "exchange" / COURSE_ID / "inbound"


def _holds(path: Path, text: str) -> bool:
    """Return whether a file holds a text; while it is being replaced it may not be there."""
    try:
        return text in path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return False


def test_feedback_comes_by_itself_and_a_kill_loses_nothing(
    course: SmallCourse, tmp_path: Path
) -> None:
    """Submit, read, mend, submit again; killed while it grades, and gone on as cron would."""
    course = course.copy(tmp_path / "course")
    student = Student(tmp_path / "home", course)
    run = _start(course)
    try:
        student.submit(WRONG)
        assert "1 of 3 points" in _pages(student, 1)[0]
        (released,) = (_inbound(course).parent / "feedback").glob("*.html")
        assert released.stat().st_mode & 0o004
        student.submit()
        assert "3 of 3 points" in _pages(student, 2)[1]
        student.submit(SLOW)
        collected = course.folder / "submitted" / ME / NAME / f"{NAME}.ipynb"
        while not _holds(collected, "time.sleep"):
            time.sleep(0.1)
    finally:
        run.kill()
        run.communicate()
    assert len(student.feedback()) == 2
    output = _once(course, "--Watch.attempts_a_day=3")
    assert "graded 1 of 1" in output
    assert "3 of 3 points" in student.feedback()[2]
    assert json.loads((course.folder / ".watched.json").read_text())[f"{ME}/{NAME}"]["count"] == 3
    student.submit()
    output = _once(course, "--Watch.attempts_a_day=3")
    assert "waits for tomorrow" in output
    assert "graded 1" not in output and "feedback is there" not in output


def _hand_in_oddly(course: SmallCourse) -> None:
    """Put into the exchange what `nbgrader submit` does not: half of a submission, and a file."""
    inbound = _inbound(course)
    (inbound / f"half+{NAME}+2027-01-01 10:00:00 UTC+x").mkdir()
    (inbound / f"file+{NAME}+2027-01-01 10:00:00 UTC+x").write_text("no folder")


def _appear_late(course: SmallCourse, student: str, when: datetime) -> None:
    """Finish a copy that began long before, as its name and its timestamp say."""
    stamp = f"{when:%Y-%m-%d %H:%M:%S.%f} UTC"
    folder = _inbound(course) / f"{student}+{NAME}+{stamp}+x"
    shutil.copytree(next(_inbound(course).glob(f"{ME}+*")), folder)
    (folder / "timestamp.txt").write_text(stamp)
    folder.chmod(0o777)


def test_the_policy_decides_what_is_told_before_the_due_date(
    course: SmallCourse, tmp_path: Path
) -> None:
    """Nothing, the visible checks, the sentences; then the points, without being asked."""
    course, now = course.copy(tmp_path / "course"), datetime.now(UTC)
    student = Student(tmp_path / "home", course)
    course.set_due_date(f"{now + timedelta(days=1):%Y-%m-%d %H:%M} UTC")
    student.submit(NUMBERS_ALONE)
    _hand_in_oddly(course)
    assert "graded 1 of 1" in _once(course, "--Watch.before_due_date=nothing")
    assert student.feedback() == []

    assert "graded" not in _once(course, "--Watch.before_due_date=visible checks")
    (page,) = student.feedback()
    assert "no points yet" in page and "array" not in page and "not passed" not in page
    assert "What was passed" in page and "2 of 2" in page

    _once(course, "--Watch.before_due_date=sentences")
    (page,) = student.feedback()
    assert "an array is not doubled" in page and "not passed" in page
    assert "no points yet" in page and "of 3 points" not in page and "of 2 points" not in page

    course.set_due_date(f"{now - timedelta(days=1):%Y-%m-%d %H:%M} UTC")
    _appear_late(course, "eve", now - timedelta(days=2))
    output = _once(course, "--Watch.before_due_date=sentences")
    assert f"{ME}/{NAME}: feedback is there" in output and f"eve/{NAME}: feedback" in output
    assert "1 of 3 points" in student.feedback()[0]
    assert course.penalties() == {ME: 0.0, "eve": 0.0}


def test_more_time_takes_a_penalty_back_and_what_a_person_marks_is_theirs(
    course: SmallCourse, tmp_path: Path
) -> None:
    """The page is released again with the new score, and not once there are points by hand."""
    course = course.copy(tmp_path / "course")
    student = Student(tmp_path / "home", course)
    course.set_due_date(f"{datetime.now(UTC) - timedelta(days=1):%Y-%m-%d %H:%M} UTC")
    student.submit(WRONG)
    _once(course)
    assert "0 of 3 points" in student.feedback()[0]
    (course.folder / "extensions.csv").write_text(f"student,assignment,days\n{ME},{NAME},2\n")
    output = _once(course)
    assert f"{ME}/{NAME} has until" in output and "graded" not in output
    assert "1 of 3 points" in student.feedback()[0]
    with Gradebook(course.db_url) as gradebook:
        gradebook.find_grade("test_double", NAME, NAME, ME).manual_score = 2
        gradebook.db.commit()
    student.submit()
    output = _once(course)
    assert f"{ME}/{NAME} is left alone: the earlier one was marked by hand" in output
    assert "graded" not in output and len(student.feedback()) == 1


def test_a_policy_that_does_not_exist_is_named(course: SmallCourse, tmp_path: Path) -> None:
    """With its line in the configuration, and what there is."""
    course = course.copy(tmp_path / "course")
    with (course.folder / "nbgrader_config.py").open("a") as file:
        file.write("c.Watch.before_due_date = 'noting'\n")
    output = course.run("ce_grader", "watch", NAME, "--once", code=2)
    assert "c.Watch.before_due_date: " in output and "'visible checks'" in output
