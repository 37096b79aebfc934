"""`nbgrader generate_assignment`, as printed: a release is replaced whole, or stays as it was."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from tests.run.small import NAME, SmallCourse
from tools.build import full_metadata, venv_environment, write_notebook

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> SmallCourse:
    """A course with a release and one graded submission."""
    made = SmallCourse(tmp_path_factory.mktemp("releases") / "course")
    made.hand_in("ann")
    made.autograde("--jobs=1")
    return made


def _files(course: SmallCourse) -> dict[str, bytes]:
    folder = course.folder / "release"
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def _with_another_test(course: SmallCourse) -> None:
    path = course.folder / "source" / NAME / f"{NAME}.ipynb"
    changed = nbformat.read(path, as_version=4)
    cell = nbformat.v4.new_code_cell("assert double(1) == 2", id="more")
    cell.metadata["nbgrader"] = full_metadata({"grade_id": "test_more", "points": 1}, "code")
    changed.cells.append(cell)
    write_notebook(changed, path)


def test_a_refused_change_leaves_the_release_as_it_was(course: SmallCourse) -> None:
    """nbgrader removes the release first, and then refuses a test that was added in mid-term."""
    source = course.folder / "source" / NAME / f"{NAME}.ipynb"
    before, text = _files(course), source.read_bytes()
    _with_another_test(course)
    try:
        output = course.run("nbgrader", "generate_assignment", NAME, code=1)
    finally:
        source.write_bytes(text)
    assert "associated with" in output
    assert _files(course) == before
    assert not (course.folder / ".release.new").exists()


def test_a_new_release_replaces_all_of_the_old_one(course: SmallCourse) -> None:
    """A file that the source has no more does not stay behind."""
    before = _files(course)
    (course.folder / "release" / NAME / "left.csv").write_text("1")
    course.run("nbgrader", "generate_assignment", NAME)
    assert _files(course) == before
    assert not (course.folder / ".release.new").exists()


def test_one_notebook_alone_leaves_the_others(course: SmallCourse) -> None:
    """`--notebook` builds one, and the rest of the folder stays."""
    other = course.folder / "release" / NAME / "other.ipynb"
    other.write_text("{}")
    course.run("nbgrader", "generate_assignment", NAME, f"--notebook={NAME}")
    assert other.read_text() == "{}"
    other.unlink()


def test_an_environment_that_was_not_activated_serves(course: SmallCourse, tmp_path: Path) -> None:
    """nbgrader looks for `alembic` on PATH alone: the gradebook would have no version."""
    empty = [p for p in os.get_exec_path() if not (Path(p) / "alembic").exists()]
    url = f"sqlite:///{tmp_path / 'new.db'}"
    for arguments in (
        ["nbgrader", "generate_assignment", NAME],
        ["nbgrader", "db", "student", "add", "ann"],
        ["ce_grader", "autograde", NAME],
    ):
        result = subprocess.run(
            [sys.executable, "-m", *arguments, f"--CourseDirectory.db_url={url}"],
            cwd=course.folder,
            env={**venv_environment(), "PATH": os.pathsep.join(empty)},
            capture_output=True,
            text=True,
        )
        assert result.returncode == 0, result.stdout + result.stderr
    with sqlite3.connect(tmp_path / "new.db") as database:
        assert database.execute("select count(*) from alembic_version").fetchone() == (1,)
