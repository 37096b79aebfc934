"""However Python was reached, the sandbox shows it; where no judge starts, nothing is graded."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ce_grader import grade
from ce_grader.grading import JudgeUnavailable
from ce_grader.processes import parents, pool
from ce_grader.sandbox import bubblewrap, interpreter
from ce_grader.task import CannotGrade, Environment
from tests.grader.notebooks import answer, check, task
from tools.build import ROOT, venv_environment

LEAN = Environment(student_modules=("json",), trusted_modules=("json",))
GRADES = """
from ce_grader import grade
from tests.grader.notebooks import answer, check, task
from tests.grader.test_reached import LEAN
gives = answer("def f(): return " + {value!r})
result = grade(task(gives, check("assert f() == 2"), sandbox="required", environment=LEAN))
print(result.verdicts[0].status, result.verdicts[0].reason, result.sandboxed)
"""


def _environment(folder: Path, python: Path) -> Path:
    """Make a virtual environment with what is installed here; return its folder."""
    subprocess.run([python, "-m", "venv", "--without-pip", folder], check=True)
    (site,) = folder.glob("lib/python*/site-packages")
    shutil.rmtree(site)
    site.symlink_to(sysconfig.get_path("purelib"))
    return folder


def _graded_by(*python: str, cwd: Path, value: str = "2", **variables: str) -> str:
    """Grade a right answer with a Python of its own; return what became of it."""
    env = {**venv_environment(), "PYTHONPATH": str(ROOT), **variables}
    program = [*python, "-c", GRADES.format(value=value)]
    result = subprocess.run(program, cwd=cwd, env=env, capture_output=True, text=True)
    return (result.stdout + result.stderr).strip()


@pytest.mark.slow
@pytest.mark.sandbox
def test_a_linked_interpreter_from_a_linked_folder_is_followed(tmp_path: Path) -> None:
    """As version managers and `~/.local/bin` have it."""
    (tmp_path / "current").symlink_to(sys.base_prefix)
    name = os.path.basename(os.path.realpath(sys.executable))  # Debian has no plain "python"
    linked = tmp_path / "bin" / name
    linked.parent.mkdir()
    linked.symlink_to(Path("..", "current", "bin", name))
    made = _environment(tmp_path / "v", linked)
    assert _graded_by(str(made / "bin" / "python"), cwd=tmp_path) == "passed  True"


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
    path, value = str(tmp_path / "libraries"), "__import__('ctypes').CDLL('libelsewhere.so') and 2"
    said = _graded_by("../v/bin/python", cwd=tmp_path / "course", value=value, LD_LIBRARY_PATH=path)
    assert said == "passed  True"


@pytest.mark.slow
@pytest.mark.sandbox
def test_limits_set_outside_change_no_point(tmp_path: Path) -> None:
    """Below those of a submission: they stay, and nobody is blamed."""
    outside = "umask 077; ulimit -v 2000000 -n 256 -u 4000 -f 100000"
    shell = ("bash", "-c", f'{outside}; exec "$0" "$@"', sys.executable)
    assert _graded_by(*shell, cwd=tmp_path) == "passed  True"


@pytest.mark.slow
def test_nothing_of_ours_is_left_to_the_collector(tmp_path: Path) -> None:
    """Neither a process nor a file, of parents that served or of one that did not start."""
    ends = (
        "from ce_grader.processes import parents, pool; pool.close_all()\n"
        "parents.bubblewrap.variables = lambda folder: {'PYTHONHOME': '/nowhere'}\n"
        "try: grade(task(gives, sandbox='off'))\n"
        "except Exception as error: print(type(error).__name__)\n"
    )
    script = GRADES.replace("required", "off").format(value="2") + ends
    strict = [sys.executable, "-X", "dev", "-W", "error::ResourceWarning", "-c", script]
    result = subprocess.run(strict, cwd=ROOT, capture_output=True, text=True)
    assert result.stdout.split() == ["passed", "False", "CannotGrade"], result.stderr
    assert "Warning" not in result.stderr


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
    # without a sandbox, the student's process is started with these variables alone
    assert bubblewrap.variables("/tmp")["LD_LIBRARY_PATH"] == str(tmp_path / "lib")


def test_files_for_their_owner_alone_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As root under `umask 077`: students' code runs as another user, and could import nothing."""
    package = tmp_path / "mine"
    package.mkdir(mode=0o700)
    (package / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(bubblewrap, "find_bubblewrap", lambda: "bwrap")
    monkeypatch.setattr(os, "getuid", lambda: 0)
    ((line, reason),) = parents._sandbox_lines(replace(LEAN, student_packages=("mine",)))
    assert line == [] and f"chmod -R go+rX {package}" in reason
    package.chmod(0o755)
    assert len(list(parents._sandbox_lines(replace(LEAN, student_packages=("mine",))))) == 2


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
