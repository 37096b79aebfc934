"""Try the course on other Pythons, and on the oldest and newest versions of what it asks for.

`python -m tools.pythons` makes an environment aside for each Python that is found and
each way to choose versions, runs the selection of tests in it, and writes docs/pythons.md.
"""

from __future__ import annotations

import datetime
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path

from packaging.requirements import Requirement

from tools.build import ROOT, venv_environment

PAGE = ROOT / "docs" / "pythons.md"
VERSIONS = ("3.11", "3.12", "3.13", "3.14")
#: How uv chooses versions, by the name of the choice in the table.
CHOICES = {
    "tested": ("--constraint", "pins.txt"),
    "oldest": ("--resolution", "lowest-direct"),
    "newest": (),
}
#: Tests of each part that run in a minute: values, symbols, wire, sandbox, one notebook graded.
SELECTION = (
    "tests/test_numeric.py tests/test_softmax_reference.py tests/test_symbolic.py "
    "tests/grader/test_wire.py tests/grader/test_reached.py tests/run/test_single.py"
).split()
NAMED = ("numpy", "sympy", "matplotlib", "nbgrader", "jupyterlab")
WANTED = ("hypothesis", "pytest", "pytest-timeout", "pytest-xdist", "scipy")
#: Building these takes a compiler.
WHEELS = ("numpy", "scipy", "matplotlib")
HEADER = """\
# What was tried where

<!-- written by python -m tools.pythons -->

`make pythons` makes an environment for each Python that it finds, with the tested versions
(`pins.txt`); on the first also with the oldest that `pyproject.toml` allows, on the last with the
newest that there are. In each it runs a selection of the tests: values, proofs, the wire, the
sandbox, and notebooks graded by the command. The whole suite runs with the tested versions on
Python 3.11, and has passed on Debian 12's own 3.11.2 (2026-11-28); of the table, CI runs a part:
the oldest, the newest, and one Python between them.

| Python | versions | NumPy, SymPy, Matplotlib, nbgrader, JupyterLab | tests | when |
|---|---|---|---|---|
"""


def find_pythons() -> list[str]:
    """Return the interpreters that start, of PATH, of the system and of pyenv, one a version."""
    own = sorted(Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")).glob("versions/*/bin"))
    folders = [None, "/usr/bin", *map(str, reversed(own))]
    named = [shutil.which(f"python{v}", path=folder) for v in VERSIONS for folder in folders]
    probe = "import ensurepip, sys, venv; print(*sys.version_info[:3])"
    found: dict[tuple[int, ...], str] = {}
    for program in filter(None, named):
        run = subprocess.run([program, "-c", probe], capture_output=True, text=True)
        if run.returncode == 0:
            found.setdefault(tuple(map(int, run.stdout.split())), program)
    return [found[version] for version in sorted(found)]


def tries(pythons: list[str]) -> list[tuple[str, str]]:
    """Return which interpreter is tried with which choice of versions."""
    ends = [(pythons[0], "oldest"), (pythons[-1], "newest")]
    return [*((python, "tested") for python in pythons), *ends]


def requirements() -> list[str]:
    """Return what the selection of tests needs beside the course."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    tests = project["optional-dependencies"]["test"]
    return [one for one in tests if Requirement(one).name in WANTED]


def make(python: str, choice: str, folder: Path) -> Path:
    """Make an environment with the course and the tests' needs; return its interpreter."""
    subprocess.run([python, "-m", "venv", "--without-pip", folder], check=True)
    mine = folder / "bin" / "python"
    wheels = (f"--only-binary={name}" for name in WHEELS)
    asked = ["--editable", ".", *requirements()]
    uv = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--python", str(mine)]
    subprocess.run([*uv, *CHOICES[choice], *wheels, *asked], cwd=ROOT, check=True)
    return mine


def versions_in(python: Path) -> dict[str, str]:
    """Return the versions of Python and of the libraries that are named in the table."""
    code = (
        "import json, platform; from importlib.metadata import version; "
        f"print(json.dumps({{'python': platform.python_version()}} "
        f"| {{name: version(name) for name in {NAMED!r}}}))"
    )
    found = subprocess.run([python, "-c", code], check=True, capture_output=True, text=True)
    versions: dict[str, str] = json.loads(found.stdout)
    return versions


def tried(
    python: str, choice: str, selection: Sequence[str] = SELECTION
) -> tuple[dict[str, str], subprocess.CompletedProcess[str]]:
    """Run tests in an environment made for it; return its versions, and what pytest says."""
    with tempfile.TemporaryDirectory(prefix="ce-python-") as folder:
        os.chmod(folder, 0o755)  # as root, students' code runs as another user, who reads it
        mine = make(python, choice, Path(folder))
        environment = {**venv_environment(), "PATH": f"{mine.parent}:{os.environ['PATH']}"}
        command = [str(mine), "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "not peers"]
        command += selection
        run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
        return versions_in(mine), run


def row(python: str, choice: str) -> str:
    """Try one environment; return its row of the table."""
    found, run = tried(python, choice)
    print(run.stdout[-3000:] if run.returncode else run.stdout.splitlines()[-1], flush=True)
    said = re.sub(r" in [\d.]+s.*", "", run.stdout.splitlines()[-1])
    libraries = ", ".join(found[name] for name in NAMED)
    today = datetime.date.today().isoformat()
    return f"| {found['python']} | {choice} | {libraries} | {said} | {today} |"


def main() -> int:
    """Try what is found, and write the page."""
    rows = []
    for python, choice in tries(find_pythons()):
        print(f"{python}, {choice} versions …", flush=True)
        rows.append(row(python, choice))
    where = f"\nOn {platform.system()} {platform.machine()}.\n"
    PAGE.write_text(HEADER + "\n".join(rows) + "\n" + where, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
