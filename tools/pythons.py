"""Try the course on other Pythons, and on the oldest and newest versions of what it asks for.

`python -m tools.pythons [PYTHON …]` makes an environment aside for each Python that is found and
each way to choose versions, runs the selection of tests in it, and writes docs/pythons.md; with
names (`3.13`) only their rows are made anew.
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
from pathlib import Path

from packaging.requirements import Requirement

from tools.build import ROOT, venv_environment

PAGE = ROOT / "docs" / "pythons.md"
VERSIONS = ("3.11", "3.12", "3.13", "3.14")
CHOICES = ("tested", "oldest", "newest")
#: Tests of each part that run in a minute: values, symbols, wire, sandbox, one notebook graded.
SELECTION = (
    "tests/test_numeric.py tests/test_softmax_reference.py tests/test_symbolic.py "
    "tests/grader/test_wire.py tests/grader/test_reached.py tests/run/test_single.py"
).split()
NAMED = ("numpy", "sympy", "matplotlib", "nbgrader", "jupyterlab")
WANTED = ("hypothesis", "pytest", "pytest-timeout", "pytest-xdist", "scipy")
HEADER = """\
# What was tried where

<!-- written by python -m tools.pythons -->

`make pythons` makes an environment for each Python that it finds, with the tested versions
(`pins.txt`), the oldest that `pyproject.toml` allows and the newest that there are, and runs a
selection of the tests in it: values, proofs, the wire, the sandbox, and notebooks graded by the
command. The whole suite runs with the tested versions on Python 3.11.

| Python | versions | NumPy, SymPy, Matplotlib, nbgrader, JupyterLab | tests | when |
|---|---|---|---|---|
"""


def find_python(version: str) -> str | None:
    """Return an interpreter of a version that starts, on PATH or of pyenv."""
    own = sorted(Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")).glob("versions/*/bin"))
    for folder in (None, *map(str, reversed(own))):
        program = shutil.which(f"python{version}", path=folder)
        probe = [program or "false", "-c", "import venv"]
        if program and subprocess.run(probe, capture_output=True).returncode == 0:
            return program
    return None


def requirements() -> list[Requirement]:
    """Return what pyproject.toml asks for, and what the selection of tests needs beside it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    tests = map(Requirement, project["optional-dependencies"]["test"])
    needed = (requirement for requirement in tests if requirement.name in WANTED)
    return [*map(Requirement, project["dependencies"]), *needed]


def constraints(choice: str) -> str:
    """Return the versions that pip is held to, a line each."""
    if choice == "tested":
        return (ROOT / "pins.txt").read_text(encoding="utf-8")
    lowest = (f"{one.name}=={spec.version}" for one in requirements()
              for spec in one.specifier if spec.operator == ">=")  # fmt: skip
    return "\n".join(lowest if choice == "oldest" else ())


def make(python: str, choice: str, folder: Path) -> Path:
    """Make an environment with the course and the tests' needs; return its interpreter."""
    subprocess.run([python, "-m", "venv", folder], check=True)
    mine, held = folder / "bin" / "python", folder / "constraints.txt"
    held.write_text(constraints(choice), encoding="utf-8")
    command: list[str | Path] = [
        mine,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-compile",
        "--constraint",
        held,
    ]
    wheels = ["--only-binary", "numpy,scipy,matplotlib"]  # building them takes a compiler
    asked = ["--editable", ".", *map(str, requirements())]
    subprocess.run([*command, *wheels, *asked], cwd=ROOT, check=True)
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


def row(python: str, choice: str, version: str) -> str:
    """Try one environment; return its row of the table."""
    today = datetime.date.today().isoformat()
    with tempfile.TemporaryDirectory(prefix="ce-python-") as folder:
        try:
            mine = make(python, choice, Path(folder))
        except subprocess.CalledProcessError:
            return f"| {version} | {choice} | | cannot be installed | {today} |"
        found = versions_in(mine)
        command: list[str | Path] = [
            mine,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            *SELECTION,
        ]
        environment = {**venv_environment(), "PATH": f"{mine.parent}:{os.environ['PATH']}"}
        run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    print(run.stdout[-3000:] if run.returncode else run.stdout.splitlines()[-1], flush=True)
    said = re.sub(r" in [\d.]+s.*", "", run.stdout.splitlines()[-1])
    libraries = ", ".join(found[name] for name in NAMED)
    return f"| {found['python']} | {choice} | {libraries} | {said} | {today} |"


def kept_rows(tried: set[tuple[str, str]]) -> list[str]:
    """Return the rows of the page that are not made anew."""
    lines = PAGE.read_text(encoding="utf-8").splitlines() if PAGE.exists() else []
    rows = [line for line in lines if re.match(r"\| 3\.\d+", line)]
    return [line for line in rows if _key(line) not in tried]


def _key(line: str) -> tuple[str, str]:
    version, choice = (part.strip() for part in line.split("|")[1:3])
    return ".".join(version.split(".")[:2]), choice


def main(wanted: list[str]) -> int:
    """Try what was asked for, or all that is found, and write the page."""
    pairs = [
        (v, c) for v in VERSIONS for c in CHOICES if not wanted or {v, f"{v}-{c}"} & set(wanted)
    ]
    rows = kept_rows(set(pairs))
    for version, choice in pairs:
        python = find_python(version)
        if python is None:
            print(f"no Python {version} was found")
            continue
        print(f"Python {version}, {choice} versions …", flush=True)
        rows.append(row(python, choice, version))
    order = {choice: place for place, choice in enumerate(CHOICES)}
    rows.sort(key=lambda line: (_key(line)[0], order[_key(line)[1]]))
    where = f"\nOn {platform.system()} {platform.machine()}.\n"
    PAGE.write_text(HEADER + "\n".join(rows) + "\n" + where, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
