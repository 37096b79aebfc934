"""`python -m ce_grader autograde`: parallel, resumable, and the same grades as nbgrader's."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ce_grader.run.exclusive import only_run
from tests.run.small import NAME, SmallCourse
from tools.build import venv_environment

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> SmallCourse:
    """A course that nothing was handed in to yet; tests work on copies."""
    return SmallCourse(tmp_path_factory.mktemp("run") / "course")


@pytest.fixture
def course(template: SmallCourse, tmp_path: Path) -> SmallCourse:
    """A fresh copy of the course."""
    return template.copy(tmp_path / "course")


def test_a_class_is_graded_and_the_second_run_does_nothing(course: SmallCourse) -> None:
    """Every student gets their points once; a second run says that all is done."""
    expected = course.hand_in_class(6)
    output = course.autograde("--jobs=2")
    assert course.scores() == expected
    assert "graded 6 of 6" in output
    assert "6 of 6 are graded already" in course.autograde()
    assert (course.folder / "autograde.log").read_text().count("student00") == 6


def test_one_student_is_graded_again_with_a_given_seed(course: SmallCourse) -> None:
    """--student, --seed and --force work as in nbgrader, and the seed is recorded."""
    course.hand_in_class(2)
    course.autograde()
    course.hand_in("student000", None)
    course.autograde("--student=student000", "--seed=77", "--force")
    assert course.scores() == {"student000": 3.0, "student001": 3.0}
    graded = course.folder / "autograded" / "student000" / NAME / f"{NAME}.ipynb"
    assert '"seed": 77' in graded.read_text()


def test_scores_are_those_of_nbgraders_own_command(course: SmallCourse) -> None:
    """Graded by nbgrader autograde with the same configuration, nothing changes.

    Both grade by what was entered into the gradebook, and name a test that was built since.
    """
    course.hand_in_class(3)
    path = course.folder / "source" / NAME / f"{NAME}.ipynb"
    path.write_text(path.read_text().replace("half(3) == 1.5", "half(5) == 2.5"))
    told = "small was changed since it was entered into the gradebook (test_half)"
    assert told in course.autograde()
    ours = course.scores()
    assert told in course.run("nbgrader", "autograde", NAME, "--force")
    assert course.scores() == ours


def test_what_cannot_be_read_does_not_stop_the_others(course: SmallCourse) -> None:
    """A broken notebook has no grade, and lines that say why, one of them at the end."""
    expected = course.hand_in_class(2)
    broken = course.folder / "submitted" / "broken" / NAME / f"{NAME}.ipynb"
    broken.parent.mkdir(parents=True)
    broken.write_text("{ not json")
    output = course.autograde()
    assert course.scores() == {**expected, "broken": 0.0}
    assert "broken/small This notebook could not be graded" in output
    assert "broken/small needs manual grade: The file is not a complete" in output


def test_ctrl_c_keeps_what_is_finished_and_the_same_command_goes_on(course: SmallCourse) -> None:
    """Interrupted in the middle, then run again: all grades, each once, with --force too."""
    expected = course.hand_in_class(24)
    # a shell starts what it puts into the background with interrupts ignored; tests may run there
    interruptible = ["env", "--default-signal=INT", sys.executable]
    options = ["--jobs=1", "--force"]
    command = [*interruptible, "-m", "ce_grader", "autograde", NAME, *options]
    run = subprocess.Popen(
        command, cwd=course.folder, env=venv_environment(), stdout=subprocess.PIPE, text=True
    )
    done = course.folder / ".autograde.forced"
    while not (done.exists() and "student" in done.read_text()):
        assert run.poll() is None
        time.sleep(0.05)
    run.send_signal(signal.SIGINT)
    output, _ = run.communicate(timeout=120)
    assert run.returncode == 130 and "the same command goes on" in output
    before = done.read_text().count("student")
    assert f"{before} of 24 are graded already by the run that stopped" in course.autograde(
        *options
    )
    assert course.scores() == expected
    assert not done.exists()


def test_a_damaged_gradebook_is_one_sentence(course: SmallCourse) -> None:
    """The way out, no traceback, and the file as it was."""
    course.hand_in_class(1)
    file, damaged = course.folder / "gradebook.db", b"no database, but long enough for one" * 40
    file.write_bytes(damaged)
    output = course.autograde(code=1)
    assert "put your last backup in its place" in output and "Traceback" not in output
    assert file.read_bytes() == damaged


def test_an_assignment_that_has_only_a_due_date_is_not_graded_into_nothing(
    course: SmallCourse,
) -> None:
    """Nor is one without gradebook: refused, with the command that enters it, release or not."""
    expected = course.hand_in_class(2)
    (course.folder / "gradebook.db").unlink()
    assert "nbgrader generate_assignment small" in course.autograde(code=1)
    course.run("nbgrader", "db", "assignment", "add", "small", "--duedate", "2027-01-31 23:59 UTC")
    assert "nbgrader generate_assignment small" in course.autograde(code=1)
    assert (course.folder / "release" / "small" / "small.ipynb").exists()
    course.run("nbgrader", "generate_assignment", "small")
    course.autograde()
    assert course.scores() == expected


#: What the gradebook of nbgrader 0.5 was like, as `nbgrader db upgrade` takes it.
OLDER = """
create table older (id varchar(32) not null primary key, name varchar(128), duedate datetime);
insert into older select id, name, duedate from assignment;
drop table assignment;
drop table course;
alter table older rename to assignment;
update alembic_version set version_num = '282d30a0218e';
"""


def test_a_gradebook_of_an_older_nbgrader_is_upgraded_as_the_sentence_says(
    course: SmallCourse,
) -> None:
    """What was entered by the older one stays."""
    expected = course.hand_in_class(2)
    with sqlite3.connect(course.folder / "gradebook.db") as database:
        database.executescript(OLDER)
    output = course.autograde(code=1)
    assert "run `nbgrader db upgrade`" in output and "Traceback" not in output
    course.run("nbgrader", "db", "upgrade")
    course.autograde()
    assert course.scores() == expected


def test_unknown_assignments_missing_clusters_and_a_second_run_are_one_sentence(
    course: SmallCourse,
) -> None:
    """Bad input names the way out."""
    course.hand_in_class(1)
    with only_run(course.folder):
        assert "another run is grading this course; wait" in course.autograde(code=2)
    (course.folder / "submitted" / "student000" / "large").mkdir()
    assert "nbgrader generate_assignment large" in course.run(
        "ce_grader", "autograde", "large", code=1
    )
    output = course.autograde("--scheduler=tcp://127.0.0.1:9", code=1)
    assert "no Dask scheduler answers at tcp://127.0.0.1:9" in output
