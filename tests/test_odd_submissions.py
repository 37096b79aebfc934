"""Odd folders and names: each submission is graded or flagged, and none ends the run."""

import os
import re
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ce_grader.intake.files import FileLimits, read_files
from tests.attacked.course import (
    NAME,
    AttackedCourse,
    isolated_config,
    make_course,
    outcome,
    submit_honest,
)
from tests.attacked.ordinary import give, possible, prefix
from tests.attacked.scenarios import FULL

#: Students' folders whose notebook is right: it is graded, whatever the name.
NAMES = [
    "x" * 255,
    "-rf",
    "a b",
    "new\nline",
    "trailing.",
    "trailing ",
    "case",
    "CASE",
    "[a-z]*",
    "{student_id}",
    "%s %(name)s",
    "[bold]red",
    "ünï 学生",
    "\x1b[31mred",
]
#: A name that no gradebook can hold.
UNSPEAKABLE = b"\xff\xfe"
ENTRIES = 100_000


def deep(folder: Path) -> None:
    """Nest folders a thousand deep."""
    here = os.open(folder, os.O_RDONLY)
    for _ in range(1000):
        os.mkdir("d", dir_fd=here)
        here, outer = os.open("d", os.O_RDONLY, dir_fd=here), here
        os.close(outer)
    os.close(here)


def many(folder: Path) -> None:
    """Put a hundred thousand entries beside the notebook."""
    (folder / "0").touch()
    for number in range(1, ENTRIES):
        (folder / str(number)).touch()


def odd_kinds(folder: Path) -> None:
    """Put links, a pipe, a socket, and names at their limits beside the notebook."""
    (folder / "link").symlink_to("/etc")
    (folder / "loop").symlink_to("loop")
    os.mkfifo(folder / "timestamp.txt")
    here = os.open(".", os.O_RDONLY)
    os.chdir(folder)
    socket.socket(socket.AF_UNIX).bind("socket")
    os.fchdir(here)
    os.close(here)
    for name in ("y" * 255, "new\nline", "dot.", "one", "ONE", "\x1b]0;title\x07"):
        (folder / name).write_text("x")


def closed(folder: Path) -> None:
    """Close a folder beside the notebook to everyone."""
    (folder / "shut").mkdir()
    (folder / "shut" / "data.csv").write_text("1")
    (folder / "shut").chmod(0)


BESIDE = {"deep": deep, "many": many, "kinds": odd_kinds, "shut": closed}


def whole_folder_closed(course: AttackedCourse) -> None:
    """Close two submissions: the assignment's folder of one, the student's of the other."""
    for student in ("shut_assignment", "shut_student"):
        submit_honest(course, student)
    course.folder("shut_assignment").chmod(0)
    course.folder("shut_student").parent.chmod(0)


def entries_of_submitted(course: AttackedCourse) -> None:
    """Put what is no submission among the submissions."""
    top = course.root / "submitted"
    (top / "a file").write_text("x")
    (top / "dangling").symlink_to("nowhere")
    os.mkfifo(top / "pipe")
    (top / "file_for_folder").mkdir()
    (top / "file_for_folder" / NAME).write_text("x")
    (top / "empty" / NAME).mkdir(parents=True)


@pytest.fixture(scope="module")
def graded() -> Iterator[tuple[AttackedCourse, int, str]]:
    """All of them as one class, graded by an ordinary user where that is possible."""
    folder = tempfile.mkdtemp(prefix="ce-odd-")
    Path(folder).chmod(0o755)
    warm = ["numpy", "sympy", "ce_helpers.checking"]
    config = isolated_config(sandbox="auto", student_modules=warm, trusted_modules=warm)
    course = make_course(Path(folder) / "course", config)
    for name in [*NAMES, os.fsdecode(UNSPEAKABLE), *BESIDE, "00_honest", "zz_honest"]:
        submit_honest(course, name)
    for name, change in BESIDE.items():
        change(course.folder(name))
    entries_of_submitted(course)
    whole_folder_closed(course)
    if possible():
        give(course.root)
        course = AttackedCourse(course.root, tuple(prefix(course.root)))
    result = course.run("autograde", NAME, "--jobs=2", program=("ce_grader",))
    yield course, result.returncode, result.stdout + result.stderr
    # a thousand folders deep is too deep for Python
    subprocess.run(["chmod", "-R", "u+rwx", folder], capture_output=True)
    subprocess.run(["rm", "-rf", folder], check=True)


pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.mark.parametrize("name", [*NAMES, *BESIDE, "00_honest", "zz_honest"])
def test_a_right_notebook_has_its_points_whatever_its_folder_is_called_or_holds(
    name: str, graded: tuple[AttackedCourse, int, str]
) -> None:
    """The run goes on over all of them."""
    course, _, log = graded
    assert outcome(course, name).points == FULL, log[-3000:]


def test_nothing_ends_the_run(graded: tuple[AttackedCourse, int, str]) -> None:
    """What could not be graded is named; no exception reaches the instructor."""
    _, code, log = graded
    assert code in (0, 1), log[-3000:]
    assert "Traceback" not in log
    assert re.search(r"graded \d+ of \d+", log)


@pytest.mark.skipif(os.geteuid() == 0 and not possible(), reason="root reads what is closed")
def test_a_closed_folder_is_named(graded: tuple[AttackedCourse, int, str]) -> None:
    """It is not overlooked: a zero of which nobody hears would be the student's."""
    _, _, log = graded
    assert "shut_assignment" in log


def test_the_logs_stay_short(graded: tuple[AttackedCourse, int, str]) -> None:
    """A hundred thousand entries are not a hundred thousand lines."""
    course, _, log = graded
    assert len(log) + (course.root / "autograde.log").stat().st_size < 500_000


def test_notes_on_folders_are_bounded_too(tmp_path: Path) -> None:
    """A folder that is nested too deeply makes a note, and thousands make no more than others."""
    for number in range(50):
        (tmp_path / str(number) / "too deep").mkdir(parents=True)
    _, notes = read_files(tmp_path, limits=FileLimits(files=10, depth=1))
    assert len(notes) == 11 and notes[-1] == "40 more were left out."
