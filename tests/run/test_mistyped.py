"""A name or option that does not exist is answered with what there is, and exit code 2."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests import commands
from tests.run.small import SmallCourse
from tools.build import venv_environment

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]

MISTYPED = {
    ("smal",): "there is no assignment smal; is small meant?; there are: small",
    ("small", "--student=anm"): "anm has handed in nothing; is ann meant?",
    ("small", "--studnet=ann"): "no option --studnet=ann; is --student meant?",
    ("small", "--jbos", "2"): "no option --jbos; is --jobs meant?",
}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> SmallCourse:
    """A course with one submission."""
    made = SmallCourse(tmp_path_factory.mktemp("mistyped") / "course")
    made.hand_in("ann")
    return made


@pytest.mark.parametrize(("arguments", "words"), MISTYPED.items())
def test_what_does_not_exist_is_named_and_nothing_is_graded(
    course: SmallCourse, arguments: tuple[str, ...], words: str
) -> None:
    """The nearest that exists is offered."""
    assert words in course.run("ce_grader", "autograde", *arguments, code=2)
    assert not (course.folder / "autograded").exists()


@pytest.mark.parametrize("command", ["watch", "amend"])
def test_the_other_commands_know_the_names_too(course: SmallCourse, command: str) -> None:
    """`watch` would wait for ever."""
    assert "is small meant" in course.run("ce_grader", command, "smal", code=2)


def test_a_folder_that_is_no_course_is_named(tmp_path: Path) -> None:
    """Where the configuration is not, neither is the sandbox."""
    result = commands.run(["ce_grader", "autograde", "small"], tmp_path, venv_environment())
    assert result.returncode == 2
    assert str(tmp_path) in result.stdout.replace("\n", "")


def test_nobody_yet_is_no_mistake(course: SmallCourse) -> None:
    """A job that runs every hour may come before the first student."""
    elsewhere = "--CourseDirectory.submitted_directory=inbox"
    assert "nobody has handed in small yet" in course.run(
        "ce_grader", "autograde", "small", elsewhere
    )


@pytest.mark.parametrize("module", ["nbgrader", "sqlalchemy"])
def test_ctrl_c_while_the_program_is_being_imported_is_no_traceback(
    module: str, tmp_path: Path
) -> None:
    """It takes seconds, and who has typed the wrong name presses Ctrl-C in them."""
    pressed = "import os, signal\nos.kill(os.getpid(), signal.SIGINT)\n"
    (tmp_path / f"{module}.py").write_text(pressed)
    command = ["env", "--default-signal=INT", sys.executable, "-m", "ce_grader", "autograde", "x"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert (run.returncode, run.stdout, run.stderr) == (130, "", "")


def test_the_commands_do_not_wait_for_a_grammar_that_nothing_needs() -> None:
    """It takes a second of computing, at every start."""
    command = [sys.executable, "-X", "importtime", "-m", "ce_grader", "--help"]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "nbformat.validator" in run.stderr and "rfc3987_syntax.syntax" not in run.stderr
