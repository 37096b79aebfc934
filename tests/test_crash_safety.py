"""A grading run that is killed at any moment is continued by the same command: nothing is lost."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest

from ce_grader.processes.pool import close_all
from tests.attacked.course import (
    NAME,
    AttackedCourse,
    isolated_config,
    make_course,
    outcome,
    submit,
    submit_honest,
)
from tests.attacked.scenarios import FULL, scenarios
from tools.build import venv_environment

#: One in each part of the run: while it imports, warms up, begins, grades, and comes to its end.
#: `make chaos` kills fifty times.
KILLS = int(os.environ.get("CE_KILLS", "6"))
#: Quick ones, of every kind: wrong, crashing, warning, malformed, partly right.
MIXED = [
    "always_equal",
    "cell_types_changed",
    "duplicate_test_cell",
    "forged_execute_result",
    "metadata_nonsense",
    "os_exit",
    "pickle_returned",
    "runtime_warning",
    "shadow_modules",
    "skip_execution",
    "symlinks",
    "tests_deleted",
    "traceback_leak",
]
HONEST = [f"honest_{number}" for number in range(6)]
BROKEN = "truncated"
# one of them hands in a doubled cell
pytestmark = pytest.mark.filterwarnings("ignore:Non-unique cell id")
TABLES = {
    "students": "select id from student order by id",
    "submissions": "select student_id, count(*) from submitted_assignment group by student_id",
    "notebooks": """select student_id, count(*) from submitted_notebook n
        join submitted_assignment a on n.assignment_id = a.id group by student_id""",
    "grades": """select a.student_id, b.name, g.auto_score, g.manual_score, g.needs_manual_grade
        from grade g join submitted_notebook n on g.notebook_id = n.id
        join submitted_assignment a on n.assignment_id = a.id
        join base_cell b on g.cell_id = b.id order by 1, 2""",
    "comments": """select a.student_id, b.name, c.auto_comment
        from comment c join submitted_notebook n on c.notebook_id = n.id
        join submitted_assignment a on n.assignment_id = a.id
        join base_cell b on c.cell_id = b.id order by 1, 2""",
}


#: What the attacked course needs; warming up with more is most of the time of a short run.
WARM = {name: ["numpy", "sympy", "ce_helpers.checking"] for name in
        ("student_modules", "trusted_modules")}  # fmt: skip


def fill(course: AttackedCourse) -> None:
    """Submit a class of twenty."""
    for student in HONEST:
        submit_honest(course, student)
    for scenario in scenarios(MIXED):
        submit(course, scenario)
    course.folder(BROKEN).mkdir(parents=True)
    (course.folder(BROKEN) / f"{NAME}.ipynb").write_text('{"nbformat": 4, "cells": [')
    assert len(list((course.root / "submitted").iterdir())) == 20


def contents(course: AttackedCourse) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of the gradebook that grading writes."""
    with sqlite3.connect(course.root / "gradebook.db") as db:
        return {name: db.execute(query).fetchall() for name, query in TABLES.items()}


def graded_files(course: AttackedCourse) -> set[str]:
    """Return the names of all files and folders under `autograded/`."""
    top = course.root / "autograded"
    return {str(path.relative_to(top)) for path in top.rglob("*")}


def start(course: AttackedCourse) -> subprocess.Popen[bytes]:
    """Start the grading command."""
    with (course.root / "log.txt").open("ab") as log:
        return subprocess.Popen(
            course.command("autograde", NAME, "--jobs=2", program=("ce_grader",)),
            cwd=course.root,
            env=venv_environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )


def log_of(course: AttackedCourse) -> str:
    """Return the end of what the commands printed."""
    return (course.root / "log.txt").read_text(errors="replace")[-3000:]


def grade_to_the_end(course: AttackedCourse) -> None:
    """Run the command undisturbed."""
    assert start(course).wait(timeout=120) == 0, log_of(course)


def killed(course: AttackedCourse, delay: float) -> bool:
    """Start the command and kill it after so many seconds; False if it ended before.

    The process alone is killed, not its children: they have to notice.
    """
    process = start(course)
    try:
        process.wait(timeout=delay)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return True
    assert process.returncode == 0, log_of(course)
    return False


def reset(course: AttackedCourse) -> None:
    """Put the course back to where nothing is graded."""
    shutil.rmtree(course.root / "autograded", ignore_errors=True)
    shutil.copy(course.root.parent / "empty.db", course.root / "gradebook.db")


def grader_processes(course: AttackedCourse) -> list[str]:
    """Return the command lines of processes of the grader that work for this course."""
    found = []
    for folder in Path("/proc").iterdir():
        try:
            line = (folder / "cmdline").read_bytes().decode(errors="replace")
            here = os.readlink(folder / "cwd")
        except OSError:
            continue
        if folder.name.isdigit() and "ce_grader" in line and here.startswith(str(course.root)):
            found.append(line)
    return found


def wait_for_none(course: AttackedCourse) -> list[str]:
    """Return the processes that are still there when others have had time to notice."""
    deadline = time.monotonic() + 30
    while (left := grader_processes(course)) and time.monotonic() < deadline:
        time.sleep(0.1)
    return left


def moments(duration: float) -> list[float]:
    """Return when to kill: at a random moment of each part of the run, in random order."""
    rng = random.Random(20261121)
    found = [(part + rng.random()) * duration / KILLS for part in range(KILLS)]
    rng.shuffle(found)
    return found


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> AttackedCourse:
    """A course with a class that has handed in, and a copy of its gradebook beside it."""
    folder = tmp_path_factory.mktemp("crash")
    course = make_course(folder / "course", isolated_config(**WARM))
    close_all()  # a release is made in this process, which grades the instructor's own answers
    fill(course)
    shutil.copy(course.root / "gradebook.db", folder / "empty.db")
    return course


@pytest.fixture
def course(full: AttackedCourse) -> AttackedCourse:
    """The course, with nothing graded."""
    reset(full)
    return full


@pytest.mark.slow
@pytest.mark.sandbox
@pytest.mark.timeout(1500)
def test_kills_change_nothing(course: AttackedCourse) -> None:
    """Killed again and again, the gradebook equals that of an undisturbed run."""
    began = time.monotonic()
    grade_to_the_end(course)
    duration = time.monotonic() - began
    expected, files = contents(course), graded_files(course)
    assert outcome(course, HONEST[0]).points == FULL

    reset(course)
    waiting, fresh = moments(duration), True
    while waiting:
        if killed(course, waiting[-1]):
            waiting.pop()
            fresh = False
            continue
        assert contents(course) == expected
        assert graded_files(course) == files
        if fresh:  # this run was quicker than the measured one
            waiting[-1] *= 0.9
        reset(course)
        fresh = True
    grade_to_the_end(course)
    assert contents(course) == expected
    assert graded_files(course) == files
    assert wait_for_none(course) == []


@pytest.mark.slow
@pytest.mark.sandbox
@pytest.mark.timeout(180)
def test_finished_work_is_kept(course: AttackedCourse) -> None:
    """What was graded before the kill is not graded again."""
    process = start(course)
    finished: list[Path] = []
    while process.poll() is None and len(finished) < 5:
        finished = list((course.root / "autograded").glob(f"[!.]*/{NAME}/{NAME}.ipynb"))
        time.sleep(0.02)
    process.kill()
    process.wait()
    before = {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in finished}
    assert 5 <= len(before) < 20
    grade_to_the_end(course)
    after = {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in finished}
    assert after == before
