"""otter-grader as a second peer: its public commands, our cells and tests, nothing of ours beside.

It runs a notebook in a process of the machine itself, so that it protects nothing, and it is
installed into an environment of its own, with this repository beside it.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat

from benchmarks.process import measure
from ce_grader.cells import kind_of, marks_of, source_of
from tools.build import ROOT, venv_environment

NAME = "otter-grader, one after another"
VERSION = "7.0.0"
FEW = 3  # of each assignment: it grades one after another, so that more have the same rate
_TEST = """\
from otter.test_files import test_case

OK_FORMAT = False
name = {name!r}
points = {points!r}


@test_case()
def test(env):
    exec({source!r}, env)
"""


def install(folder: Path) -> Path:
    """Make an environment with otter-grader and the course; return where its commands are."""
    uv = [sys.executable, "-m", "uv"]
    for arguments in (
        ["venv", "--quiet", "--python", sys.executable, str(folder)],
        ["pip", "install", "--quiet", "--python", str(folder), f"otter-grader=={VERSION}",
         "-e", str(ROOT)],
    ):  # fmt: skip
        subprocess.run([*uv, *arguments], check=True)
    return folder / "bin"


def make_autograder(commands: Path, source: Path, folder: Path) -> None:
    """Write the zip of an assignment: each test cell is a test of otter's, all in one."""
    tests = folder / "tests"
    tests.mkdir(parents=True)
    for cell in nbformat.read(source, as_version=4).cells:
        if kind_of(cell) == "test":
            name, points = marks_of(cell)
            text = _TEST.format(name=name, points=points, source=source_of(cell))
            (tests / f"{name}.py").write_text(text, encoding="utf-8")
    (folder / "otter_config.json").write_text("{}", encoding="utf-8")
    line = [commands / "otter", "generate", "-t", tests, "-o", folder / "autograder.zip",
            "--no-environment", "--no-requirements"]  # fmt: skip
    subprocess.run(line, cwd=folder, check=True, stdout=subprocess.DEVNULL)


def grade(base: Path, names: list[str], folder: Path) -> dict[str, Any]:
    """Grade a few submissions of each assignment, and return a row of the table."""
    commands = install(folder / "environment")
    lines, kept = [], {}
    students = sorted(path.name for path in (base / "submitted").iterdir())[:FEW]
    for name in names:
        work = folder / name
        make_autograder(commands, base / "source" / name / f"{name}.ipynb", work)
        for student in students:
            out = kept[student, name] = work / student
            out.mkdir()
            shutil.copy(base / "submitted" / student / name / f"{name}.ipynb", out / "nb.ipynb")
            lines.append(shlex.join([str(commands / "otter"), "run", "--no-logo", "-a",
                                     str(work / "autograder.zip"), "-o", str(out),
                                     str(out / "nb.ipynb")]))  # fmt: skip
    path = os.pathsep.join([str(commands), os.environ["PATH"]])
    usage = measure(["sh", "-c", "; ".join(lines)], folder, {**venv_environment(), "PATH": path})
    points = {key: _points(out / "results.json") for key, out in kept.items()}
    return {
        "rate": 60 * len(lines) / usage.seconds, "seconds": usage.seconds,
        "cpu": usage.cpu / len(lines), "peak": usage.peak, "count": len(lines),
        "graded": sum(bool(found) for found in points.values()),
        "points": {f"{student}/{name}/{test}": score
                   for (student, name), found in points.items() for test, score in found.items()},
    }  # fmt: skip


def _points(results: Path) -> dict[str, float]:
    """Return the points of each test; its entry for public tests has none."""
    if not results.exists():
        return {}
    tests = json.loads(results.read_text(encoding="utf-8"))["tests"]
    return {test["name"]: test["score"] for test in tests if test.get("score") is not None}
