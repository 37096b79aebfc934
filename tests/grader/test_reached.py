"""However Python was reached, the sandbox shows it; where no judge starts, nothing is graded."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

import pytest

from ce_grader import grade
from ce_grader.grading import JudgeUnavailable
from ce_grader.processes import parents, pool
from ce_grader.sandbox import interpreter
from ce_grader.task import CannotGrade, Environment
from tests.grader.notebooks import answer, check, task
from tools.build import ROOT, venv_environment

LEAN = Environment(student_modules=("json",), trusted_modules=("json",))
GRADES = """
from ce_grader import grade
from tests.grader.notebooks import answer, check, task
from tests.grader.test_reached import LEAN
loads = answer("import ctypes\\ndef f(): return ctypes.CDLL({library!r}) and 2")
result = grade(task(loads, check("assert f() == 2"), sandbox="required", environment=LEAN))
print(result.verdicts[0].status, result.verdicts[0].reason, result.sandboxed)
"""


def _environment(folder: Path, python: Path) -> Path:
    """Make a virtual environment with what is installed here; return its folder."""
    subprocess.run([python, "-m", "venv", "--without-pip", folder], check=True)
    (site,) = folder.glob("lib/python*/site-packages")
    shutil.rmtree(site)
    site.symlink_to(sysconfig.get_path("purelib"))
    return folder


def _graded_by(python: str, cwd: Path, library: str = "libc.so.6", **variables: str) -> str:
    """Grade a right answer with a Python of its own; return what became of it."""
    env = {**venv_environment(), "PYTHONPATH": str(ROOT), **variables}
    program = [python, "-c", GRADES.format(library=library)]
    result = subprocess.run(program, cwd=cwd, env=env, capture_output=True, text=True)
    return (result.stdout + result.stderr).strip()


@pytest.mark.slow
@pytest.mark.sandbox
def test_a_linked_interpreter_from_a_linked_folder_is_followed(tmp_path: Path) -> None:
    """As version managers and `~/.local/bin` have it."""
    (tmp_path / "current").symlink_to(sys.base_prefix)
    linked = tmp_path / "bin" / os.path.basename(sys.executable)
    linked.parent.mkdir()
    linked.symlink_to(Path("..", "current", "bin", os.path.basename(sys.executable)))
    made = _environment(tmp_path / "v", linked)
    assert _graded_by(str(made / "bin" / "python"), tmp_path) == "passed  True"


@pytest.mark.slow
@pytest.mark.sandbox
def test_a_relative_start_through_a_link_finds_libraries_where_the_loader_looks(
    tmp_path: Path,
) -> None:
    """`../v/bin/python`, and a module of a cluster that sets LD_LIBRARY_PATH."""
    _environment(tmp_path / "made", Path(sys.executable))
    (tmp_path / "v").symlink_to("made")
    for name in ("course", "libraries"):
        (tmp_path / name).mkdir()
    found = subprocess.run(["ldd", shutil.which("bwrap") or ""], capture_output=True, text=True)
    small = next(word for word in found.stdout.split() if "/libcap.so" in word)
    shutil.copy(small, tmp_path / "libraries" / "libelsewhere.so")
    path = str(tmp_path / "libraries")
    said = _graded_by(
        "../v/bin/python", tmp_path / "course", "libelsewhere.so", LD_LIBRARY_PATH=path
    )
    assert said == "passed  True"


def test_the_loaders_folders_leave_out_whatever_holds_private_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A library path may name the home, or the working folder by an empty entry."""
    (tmp_path / "lib").mkdir()
    (tmp_path / "course").mkdir()
    monkeypatch.chdir(tmp_path / "course")
    listed = [tmp_path / "lib", "", tmp_path, Path.home(), tmp_path / "none", "relative"]
    monkeypatch.setenv("LD_LIBRARY_PATH", ":".join(map(str, listed)))
    assert interpreter.library_folders() == [str(tmp_path / "lib")]


@pytest.fixture
def no_pools() -> Any:
    """Nothing is kept from here for the next test."""
    pool.close_all()
    yield
    pool.close_all()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("module", "where", "error"),
    [("ce_grader.trusted", pool, JudgeUnavailable), ("ce_grader.student", parents, CannotGrade)],
)
def test_where_a_side_does_not_start_nothing_is_graded(
    module: str, where: Any, error: type[Exception], monkeypatch: pytest.MonkeyPatch, no_pools: None
) -> None:
    """No zeros: the last line of the process that ended is told."""
    start = where.start

    def other(line: list[str], name: str, *rest: Any, **options: Any) -> Any:
        return start(line, "no_such_module" if name == module else name, *rest, **options)

    monkeypatch.setattr(where, "start", other)
    with pytest.raises(error, match="No module named no_such_module"):
        grade(task(answer("x = 1"), check("assert x"), sandbox="off", environment=LEAN))


def test_a_limit_that_is_lower_already_stays() -> None:
    """`ulimit -v` under what a test may use is no error."""
    code = (
        "import resource as r; from ce_grader.sandbox.confine import set_limit\n"
        "r.setrlimit(r.RLIMIT_AS, (2**30, 2**30)); set_limit(r.RLIMIT_AS, 2**32)\n"
        "print(r.getrlimit(r.RLIMIT_AS)[0] == 2**30)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert said.stdout.strip() == "True", said.stderr
