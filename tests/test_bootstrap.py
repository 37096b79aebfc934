"""The environment is made again where it cannot serve, and nothing of anybody else's is deleted."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tools.build import ROOT


@pytest.fixture
def bootstrap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script in a folder of its own, where installing leaves a note instead."""
    folder = tmp_path / "course"
    (folder / "tools" / "jupyter").mkdir(parents=True)
    strict = "tools/jupyter/nbgrader_config.py"
    for name in ("pyproject.toml", "pins.txt", "tools/bootstrap.py", strict):
        (folder / name).write_bytes((ROOT / name).read_bytes())
    return load(folder, monkeypatch)


def load(folder: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Import the script of a folder."""
    spec = importlib.util.spec_from_file_location("bootstrap", folder / "tools" / "bootstrap.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "install", lambda extras: (folder / "installed").touch())
    quick = [sys.executable, "-m", "venv", "--without-pip", module.VENV]
    monkeypatch.setattr(module, "create_venv", lambda: subprocess.run(quick, check=True))
    return module


def installed(module: ModuleType) -> bool:
    """Return whether something was installed since the last call."""
    note = module.ROOT / "installed"
    found = note.exists()
    note.unlink(missing_ok=True)
    return found


def test_the_second_call_does_nothing(bootstrap: ModuleType) -> None:
    """Unless it asks for more."""
    for extras, expected in ((set(), True), (set(), False), ({"test"}, True), (set(), False)):
        bootstrap.main(extras)
        assert installed(bootstrap) == expected
    assert json.loads(bootstrap.STAMP.read_text())["extras"] == ["test"]


def test_an_environment_made_by_hand_is_kept(bootstrap: ModuleType) -> None:
    """What is in it stays; the project is installed beside it."""
    bootstrap.create_venv()
    mine = bootstrap.VENV / "mine.txt"
    mine.write_text("kept")
    bootstrap.main(set())
    assert mine.read_text() == "kept" and installed(bootstrap)


def test_a_moved_folder_gets_a_new_environment(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its programs name the old folder."""
    bootstrap.main(set())
    moved = bootstrap.ROOT.rename(bootstrap.ROOT.parent / "moved")
    again = load(moved, monkeypatch)
    again.main(set())
    assert "belongs to another folder" in capsys.readouterr().out
    assert str(moved) in (again.VENV / "pyvenv.cfg").read_text()


def test_an_environment_made_by_hand_and_moved_is_kept_and_named(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its `alembic` would start a Python that is not there."""
    bootstrap.create_venv()
    moved = bootstrap.ROOT.rename(bootstrap.ROOT.parent / "moved")
    again = load(moved, monkeypatch)
    with pytest.raises(SystemExit, match=r"made as .*course/\.venv, .* move it away"):
        again.main(set())
    assert again.VENV.exists() and not installed(again)


def test_another_python_gets_a_new_environment(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`make PYTHON=…` over an environment of ours."""
    bootstrap.main(set())
    monkeypatch.setattr(bootstrap, "home", lambda: ["elsewhere"])
    bootstrap.main(set())
    assert "another Python" in capsys.readouterr().out


def test_a_link_is_unlinked_and_what_it_points_to_stays(bootstrap: ModuleType) -> None:
    """A broken link, too."""
    target = bootstrap.ROOT / "elsewhere"
    target.mkdir()
    (target / "precious.txt").touch()
    bootstrap.VENV.symlink_to(target)
    bootstrap.main(set())
    assert (target / "precious.txt").exists() and not bootstrap.VENV.is_symlink()


def test_the_environment_of_another_python_is_not_deleted(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not ours: one sentence that names the way out."""
    bootstrap.create_venv()
    monkeypatch.setattr(bootstrap, "version", lambda: ["3", "99"])
    with pytest.raises(SystemExit, match=r"\.venv has Python 3\.99: move it away"):
        bootstrap.main(set())
    assert bootstrap.VENV.exists()


@pytest.mark.parametrize("name", ["a[1]", "50%", 'a"b'])
def test_a_path_that_tools_misread_is_refused_before_anything_is_done(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """One sentence, and nothing made."""
    moved = bootstrap.ROOT.rename(bootstrap.ROOT.parent / name)
    with pytest.raises(SystemExit, match="move or rename the folder"):
        load(moved, monkeypatch).main(set())
    assert not (moved / ".venv").exists()


def test_an_old_python_is_refused_before_anything_is_done(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sentence says how to name another one."""
    monkeypatch.setattr(sys, "version_info", (3, 10, 12, "final", 0))
    with pytest.raises(SystemExit, match=r"this is 3\.10\.12: make PYTHON=python3\.11"):
        bootstrap.main(set())
    assert not bootstrap.VENV.exists()


def test_no_network_at_install_is_a_sentence(
    bootstrap: ModuleType,
) -> None:
    """In pip's own words, at an index that nothing answers for."""
    options = ["--retries", "1", "--disable-pip-version-check", "--no-deps", "--dest", "."]
    nowhere = {**os.environ, "PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_CONFIG_FILE": ""}
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--no-cache-dir",
        *options,
        "ce-course-nowhere",
    ]
    said = subprocess.run(command, env=nowhere, cwd=bootstrap.ROOT, capture_output=True, text=True)
    with pytest.raises(SystemExit, match="no package index can be reached; connect to the network"):
        bootstrap.explain(said.stderr)


def test_ctrl_c_is_a_sentence_and_the_same_command_goes_on(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether it came while the environment was made, or while packages were installed."""
    install = bootstrap.install

    def interrupted(extras: set[str]) -> None:
        (bootstrap.VENV / "pyvenv.cfg").unlink()
        bootstrap.python_of(bootstrap.VENV).unlink()
        raise KeyboardInterrupt

    monkeypatch.setattr(bootstrap, "install", interrupted)
    with pytest.raises(SystemExit, match="interrupted; run the same command again"):
        bootstrap.run(set())
    monkeypatch.setattr(bootstrap, "install", install)
    bootstrap.run(set())
    assert installed(bootstrap) and bootstrap.version()
