"""`nbgrader generate_assignment`, as printed: a release is replaced whole, or stays as it was."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from tests.run.small import NAME, SmallCourse
from tools.build import full_metadata, venv_environment, write_notebook

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


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


def test_a_deleted_release_is_named_and_made_again(course: SmallCourse) -> None:
    """By the command that the sentence names."""
    before, exchange = _files(course), course.folder / "exchange"
    shutil.rmtree(course.folder / "release")
    exchange.mkdir()
    exchange.chmod(0o777)
    output = course.run("nbgrader", "release_assignment", NAME, code=1)
    assert "run `nbgrader generate_assignment` first" in output and "Traceback" not in output
    course.run("nbgrader", "generate_assignment", NAME)
    assert _files(course) == before


def test_one_notebook_alone_leaves_the_others(course: SmallCourse) -> None:
    """`--notebook` builds one, and the rest of the folder stays."""
    other = course.folder / "release" / NAME / "other.ipynb"
    other.write_text("{}")
    course.run("nbgrader", "generate_assignment", NAME, f"--notebook={NAME}")
    assert other.read_text() == "{}"
    other.unlink()


def test_a_change_in_mid_term_keeps_what_was_given_by_hand(
    course: SmallCourse, tmp_path: Path
) -> None:
    """A test more, one less, one worth more: said, backed up, done, and graded again."""
    course = course.copy(tmp_path / "course")
    with Gradebook(course.db_url) as gradebook:
        gradebook.find_grade("test_double", NAME, NAME, "ann").manual_score = 1.5
        gradebook.find_comment("double", NAME, NAME, "ann").manual_comment = "well said"
        gradebook.db.commit()
    _with_another_test(course)
    path = course.folder / "source" / NAME / f"{NAME}.ipynb"
    changed = nbformat.read(path, as_version=4)
    changed.cells = [cell for cell in changed.cells if cell.id != "test_half"]
    (worth_more,) = [cell for cell in changed.cells if cell.id == "test_double"]
    worth_more.metadata["nbgrader"]["points"] = 4
    write_notebook(changed, path)
    database, before = course.folder / "gradebook.db", _files(course)
    old = database.read_bytes()

    dry = course.run("ce_grader", "amend", NAME, "--dry-run")
    for line in ("test_more: new, 1 point", "test_half: removed, 1 point", "ann loses 1 in "
                 "test_half", "test_double: 2 points before, 4 points now"):  # fmt: skip
        assert line in dry
    assert database.read_bytes() == old and _files(course) == before

    assert "autograde small --force" in course.run("ce_grader", "amend", NAME)
    (copy,) = course.folder.glob("gradebook.db.*")
    assert sqlite3.connect(copy).execute("select count(*) from grade").fetchone() == (2,)
    assert "assert double(1)" in (course.folder / "release" / NAME / f"{NAME}.ipynb").read_text()
    output = course.autograde("--force")
    assert "was changed since" not in output and "graded 1 of 1" in output
    with Gradebook(course.db_url) as gradebook:
        (notebook,) = gradebook.find_submission(NAME, "ann").notebooks
        grades = {g.name: (g.auto_score, g.manual_score, g.max_score) for g in notebook.grades}
        comments = {c.name: c.manual_comment for c in notebook.comments}
    assert grades == {"test_double": (4, 1.5, 4), "test_more": (1, None, 1)}
    assert comments == {"double": "well said", "half": None}


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
