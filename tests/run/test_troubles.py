"""What stops a run as a whole is said in a sentence: real errors of SQLite and of the system."""

from __future__ import annotations

import errno
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest
from nbgrader.api import Gradebook, InvalidEntry
from nbgrader.coursedir import CourseDirectory
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DatabaseError

from ce_grader.intake.assignment import Assignment, UnknownAssignment
from ce_grader.intake.submissions import Submission
from ce_grader.nbgrader_seams.troubles import Trouble, in_a_sentence, wait_for_gradebook, way_out
from ce_grader.run.exclusive import BusyError, only_run
from ce_grader.run.forced import Forced
from tests.course import empty_gradebook
from tools.build import ROOT, venv_environment


def _error_of(url: str, *statements: str) -> DatabaseError:
    """Return the error that the last of some statements raises."""
    with pytest.raises(DatabaseError) as caught, create_engine(url).connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    return caught.value


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A database with one table."""
    with sqlite3.connect(tmp_path / "some.db") as database:
        database.execute("create table t (x)")
    return f"sqlite:///{tmp_path / 'some.db'}?timeout=0"


def test_a_full_disk_is_named(url: str) -> None:
    """A database that may not grow stands in for it."""
    fill = "insert into t values (zeroblob(99999))"
    assert "the disk is full" in way_out(_error_of(url, "pragma max_page_count = 3", fill))
    assert "the disk is full" in way_out(OSError(errno.ENOSPC, "", "autograded"))


def test_a_gradebook_that_another_program_writes_is_named(url: str, tmp_path: Path) -> None:
    """Once the wait is over, that is."""
    with sqlite3.connect(tmp_path / "some.db", isolation_level=None) as other:
        other.execute("begin exclusive")
        error = _error_of(url, "insert into t values (1)")
        other.execute("rollback")
    assert "written by another program" in way_out(error)


def test_a_gradebook_that_is_read_only_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where nbgrader raises an error of its own in its place."""
    monkeypatch.setenv("PATH", venv_environment()["PATH"])  # it runs alembic
    file = tmp_path / "gradebook.db"
    Gradebook(f"sqlite:///{file}").close()
    readonly = f"sqlite:///file:{file}?mode=ro&uri=true"
    with Gradebook(readonly) as gradebook, pytest.raises(InvalidEntry) as caught:
        gradebook.add_student("ann")
    assert "give yourself write access" in way_out(caught.value)


def test_a_forced_run_goes_on_only_if_it_is_the_same(tmp_path: Path) -> None:
    """After a change of what grading depends on, everything is graded again."""
    ann = Submission("small", "ann", tmp_path, tmp_path)
    Forced(tmp_path, [b"as it was"]).add(ann)
    assert Forced(tmp_path, [b"as it was"]).done == {"ann/small"}
    assert Forced(tmp_path, [b"another test"]).done == set()
    assert Forced(tmp_path, [b"as it was"]).done == set()


@pytest.mark.parametrize("kept", [0, 30, -3])
def test_what_a_full_disk_kept_in_part_is_graded_again(tmp_path: Path, kept: int) -> None:
    """Nothing of the file, half of its key, or a name that ends within a letter."""
    Forced(tmp_path, [b"as it was"]).add(Submission("größe", "ann", tmp_path, tmp_path))
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:kept])
    assert "ann/größe" not in Forced(tmp_path, [b"as it was"]).done


def test_a_second_run_in_a_course_is_told_to_wait(tmp_path: Path) -> None:
    """A gradebook has one writer; once the first run has ended, another may begin."""
    with (
        only_run(tmp_path),
        pytest.raises(BusyError, match="another run is grading this course; wait"),
        only_run(tmp_path),
    ):
        pass
    with only_run(tmp_path):
        pass


@pytest.mark.parametrize("entered", [False, True], ids=["nothing entered", "a due date alone"])
def test_grading_before_an_assignment_is_generated_names_the_step(
    tmp_path: Path, entered: bool
) -> None:
    """The gradebook is new, or knows a date and no cells."""
    (tmp_path / "gradebook.db").write_bytes(empty_gradebook())
    url = f"sqlite:///{tmp_path / 'gradebook.db'}"
    if entered:
        with Gradebook(url) as gradebook:
            gradebook.update_or_create_assignment("small", duedate="2027-01-31 23:59 UTC")
    course = CourseDirectory(root=str(tmp_path), db_url=url)
    with pytest.raises(
        UnknownAssignment, match="enter it with: nbgrader generate_assignment small"
    ):
        assert Assignment(course, "small").notebooks


def test_other_troubles_of_a_gradebook_have_their_own_way_out(url: str, tmp_path: Path) -> None:
    """Made by another nbgrader, or in a folder that is not there."""
    assert "nbgrader db upgrade" in way_out(_error_of(url, "select y from t"))
    missing = f"sqlite:///{tmp_path / 'nowhere' / 'some.db'}"
    assert "cannot be opened" in way_out(_error_of(missing, "select 1"))


def test_a_short_lock_is_waited_for(url: str) -> None:
    """SQLite's own patience of five seconds is less than a backup takes."""
    forget = wait_for_gradebook(42)
    try:
        with create_engine(url).connect() as connection:
            assert connection.execute(text("pragma busy_timeout")).scalar() == 42_000
    finally:
        forget()


def test_only_what_has_a_way_out_is_changed() -> None:
    """Any other error stays as it was raised."""
    with pytest.raises(Trouble, match=r"autograded is closed to you"), in_a_sentence():
        raise PermissionError(errno.EACCES, "", "autograded")
    with pytest.raises(FileNotFoundError), in_a_sentence():
        raise FileNotFoundError(errno.ENOENT, "", "x")


@pytest.mark.parametrize("marker", [".sample-class", ""])
def test_make_clean_keeps_what_is_the_students(marker: str, tmp_path: Path) -> None:
    """The sample class can be graded again; a term's marked answers cannot be had again."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    for path in ("submitted/ana", "autograded/ana", "feedback/ana", ".course/student", "dist"):
        (tmp_path / path).mkdir(parents=True)
    if marker:
        (tmp_path / "submitted" / "ana" / marker).touch()
    subprocess.run(["make", "clean"], cwd=tmp_path, check=True, capture_output=True)
    kept = {path for path in ("submitted", "autograded/ana", "feedback", ".course/student", "dist")
            if (tmp_path / path).exists()}  # fmt: skip
    assert kept == {"submitted", ".course/student"} | (
        set() if marker else {"autograded/ana", "feedback"}
    )
