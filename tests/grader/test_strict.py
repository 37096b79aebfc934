"""A configuration that cannot be read as it was meant grades nothing, by either command."""

import os
import sys
from pathlib import Path

import pytest

from tests import commands
from tests.attacked.course import NAME, AttackedCourse, isolated_config, make_course, submit_honest
from tools.build import ROOT, venv_environment

#: What `etc/jupyter` of an environment holds once the grader is installed there.
INSTALLED = ROOT / "tools" / "jupyter"
BAD = {
    "c.Isolated.sandbox = = 'required'": "invalid syntax",
    "c.CourseDirectory.db_url = database": "name 'database' is not defined",
    "c.Isolated.sandbox = 'requierd'": "expected any of",
    "c.Isolated.memory = 'much'": "expected an int",
    "c.Isolated.sandboxed = True": "is sandbox meant",
    "c.Isolate.sandbox = 'required'": "is Isolated meant",
}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> AttackedCourse:
    """A course with one submission."""
    made = make_course(tmp_path_factory.mktemp("strict") / "course", isolated_config())
    submit_honest(made, "ann")
    return made


@pytest.mark.slow
@pytest.mark.parametrize("door", ["ce_grader", "nbgrader"])
@pytest.mark.parametrize(("line", "words"), BAD.items())
def test_a_broken_configuration_is_refused_with_file_and_line(
    course: AttackedCourse, line: str, words: str, door: str
) -> None:
    """Plain nbgrader would log an error, and grade without sandbox and database address."""
    path = course.root / "nbgrader_config.py"
    before = path.read_text(encoding="utf-8")
    path.write_text(f"{before}\n{line}\n", encoding="utf-8")
    number = str(len(before.splitlines()) + 1)
    try:
        result = commands.run([door, "autograde", NAME], course.root, venv_environment())
    finally:
        path.write_text(before, encoding="utf-8")
    said = result.stdout + result.stderr
    assert result.returncode != 0, said
    assert words in said and "nbgrader_config.py" in said and f"line {number}" in said, said
    assert not (course.root / "autograded").exists()


def test_the_installation_brings_the_file_that_makes_nbgrader_strict() -> None:
    """It lies where every nbgrader command of the environment reads it first."""
    installed = Path(sys.prefix, "etc", "jupyter", "nbgrader_config.py")
    assert installed.read_bytes() == (INSTALLED / "nbgrader_config.py").read_bytes()
    text = Path(ROOT, "pyproject.toml").read_text(encoding="utf-8")  # a wheel brings it too
    where = os.path.relpath(INSTALLED / "nbgrader_config.py", ROOT)
    assert f'"etc/jupyter" = ["{where}"]' in text
