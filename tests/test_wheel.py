"""The wheel, built and installed elsewhere, grades another course."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.run.small import NAME, notebook
from tools.build import venv_environment, write_notebook
from tools.config import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
NEEDED = ("pyproject.toml", "MANIFEST.in", "README.md", "LICENSE", "tools/jupyter", "ce_helpers",
          "ce_grader", "tests/test_wheel.py")  # fmt: skip


def _link(source: str, target: str) -> None:
    """Link a file where both lie on one disk, which costs nothing."""
    try:
        os.link(source, target)
    except OSError:  # another disk, or there already
        shutil.copy(source, target)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from an archive of the sources, which is beside it."""
    folder = tmp_path_factory.mktemp("wheel")
    for name in NEEDED:
        target = folder / "tree" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, target)
    requires = tomllib.loads((ROOT / "pyproject.toml").read_text())["build-system"]["requires"]
    backend = {**os.environ, "PYTHONPATH": str(folder / "backend")}
    pip = [sys.executable, "-m", "pip", "--quiet"]
    subprocess.run([*pip, "install", "--target", folder / "backend", *requires], check=True)
    packs = "import sys; from setuptools import build_meta as b; b.build_sdist(sys.argv[1])"
    archive = [sys.executable, "-c", packs, folder]
    subprocess.run(archive, cwd=folder / "tree", env=backend, check=True, capture_output=True)
    (sources,) = folder.glob("*.tar.gz")
    builds = [*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", folder, sources]
    subprocess.run(builds, env=backend, check=True)
    (built,) = folder.glob("*.whl")
    return built


def test_the_archive_of_sources_holds_no_part_of_the_tests(wheel: Path) -> None:
    """They need the whole repository; the wheel is built from what is in it."""
    (sources,) = wheel.parent.glob("*.tar.gz")
    with tarfile.open(sources) as archive:
        tops = {name.split("/")[1] for name in archive.getnames() if "/" in name}
    assert {"ce_grader", "ce_helpers", "LICENSE"} <= tops and "tests" not in tops


def test_the_wheel_holds_two_typed_packages_and_nothing_else(wheel: Path) -> None:
    """No top-level `tools`; the strict configuration goes to etc/jupyter."""
    names = zipfile.ZipFile(wheel).namelist()
    packages = {name.split("/")[0] for name in names if ".dist-info" not in name}
    assert {name for name in packages if not name.endswith(".data")} == {"ce_helpers", "ce_grader"}
    assert {"ce_helpers/py.typed", "ce_grader/py.typed", "ce_helpers/data/iris.csv"} <= set(names)
    assert any(name.endswith("data/etc/jupyter/nbgrader_config.py") for name in names)


@pytest.mark.sandbox
def test_the_installed_command_grades_another_course(wheel: Path, tmp_path: Path) -> None:
    """`nbgrader quickstart`, then docs/other-courses.md.

    The environment has the wheel, and what it depends on as it is installed here.
    """
    env = tmp_path / "env"
    # pip comes with the packages that are installed here
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", env], check=True)
    python = env / "bin" / "python"
    (site,) = (env / "lib").glob("python*/site-packages")
    ours = shutil.ignore_patterns("ce_course*", "__editable__*")
    here = sysconfig.get_path("purelib")
    shutil.copytree(here, site, ignore=ours, copy_function=_link, dirs_exist_ok=True)
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--no-deps", wheel], check=True)
    course = tmp_path / "course"

    def run(program: str, *arguments: str, cwd: Path = course) -> str:
        """Run a program of the environment; return what it printed."""
        command = [env / "bin" / program, *arguments]
        result = subprocess.run(
            command, cwd=cwd, env=venv_environment(), capture_output=True, text=True
        )
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout

    run("python", "-m", "nbgrader", "quickstart", course.name, cwd=tmp_path)
    run("ce-grader", "init")
    run("python", "-m", "nbgrader", "generate_assignment", "ps1")
    said = run("ce-grader", "check", "ps1")
    assert "loses no test, isolated or plain" in said
    found = json.loads(run("ce-grader", "grade", "source/ps1/problem1.ipynb", "--json"))
    assert [cell["status"] for cell in found["cells"]] == 4 * ["passed"] + 3 * ["by-hand"]
    assert found["sandboxed"]
    write_notebook(notebook(), course / "source" / NAME / f"{NAME}.ipynb")
    write_notebook(notebook(), course / "submitted" / "ann" / NAME / f"{NAME}.ipynb")
    run("python", "-m", "nbgrader", "generate_assignment", NAME)
    assert "graded 1 of 1" in run("ce-grader", "autograde", NAME)
