"""Sixty submissions of the sample class: nbgrader's autograde against ours."""

from __future__ import annotations

import shlex
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook

from benchmarks.process import measure
from tools.answers import read_answers
from tools.build import ROOT, assignments, venv_environment, write_notebook
from tools.sample import answers_files, submission

STUDENTS = ("ana", "bo", "cleo", "dan", "eva", "finn", "hana", "lea")
PLAIN = 'c = get_config()\nc.CourseDirectory.course_id = "cross-entropy"\n'


def python(*arguments: str) -> list[str]:
    """Return a command of this interpreter."""
    return [sys.executable, "-m", *arguments]


def make_course(folder: Path, names: list[str], size: int) -> None:
    """Write a course with `size` students, the well-behaved ones in turn under new ids."""
    for name in names:
        shutil.copytree(ROOT / "source" / name, folder / "source" / name)
    for path in ("nbgrader_config.py", "source/header.ipynb"):
        shutil.copy(ROOT / path, folder / path)
    for name in names:
        measure(python("nbgrader", "generate_assignment", name), folder, venv_environment())
    answers = {(s, n): path for s, n, path in answers_files() if s in STUDENTS}
    for number in range(size):
        student = STUDENTS[number % len(STUDENTS)]
        for name in names:
            nb = submission(name, read_answers(answers[student, name]), folder)
            # the first letter splits the class over two processes
            target = folder / "submitted" / f"{'xy'[number % 2]}{number:02d}" / name
            write_notebook(nb, target / f"{name}.ipynb")


def in_processes(names: list[str]) -> list[str]:
    """Return a command that grades the two halves of the class at once."""
    parts = []
    for half in "xy":
        each = [
            shlex.join([*python("nbgrader", "autograde", n), f"--student={half}*"]) for n in names
        ]
        parts.append("( " + " && ".join(each) + " ) & " + f"{half}=$!")
    return ["sh", "-c", "\n".join([*parts, "wait $x; a=$?; wait $y && exit $a"])]


def ways(names: list[str]) -> dict[str, tuple[bool, list[str]]]:
    """Return what is compared: whether nbgrader's own configuration is used, and the command."""
    each = [shlex.join(python("nbgrader", "autograde", name)) for name in names]
    ours = [*python("ce_grader", "autograde"), *names, "--sandbox", "required", "--jobs"]
    return {
        "nbgrader, one after another": (True, ["sh", "-c", " && ".join(each)]),
        "nbgrader, two processes": (True, in_processes(names)),
        "ours, 1 job": (False, [*ours, "1"]),
        "ours, 2 jobs": (False, [*ours, "2"]),
    }


def points(folder: Path) -> dict[str, float]:
    """Return the points of every cell of every student."""
    found = {}
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        for assignment in gradebook.assignments:
            for entry in assignment.submissions:
                for notebook in entry.notebooks:
                    for grade in notebook.grades:
                        key = f"{entry.student_id}/{assignment.name}/{grade.name}"
                        found[key] = grade.auto_score
    return found


def one_way(base: Path, folder: Path, plain: bool, command: list[str], count: int) -> dict:
    """Measure one way on a fresh copy of the course."""
    shutil.copytree(base, folder)
    if plain:
        (folder / "nbgrader_config.py").write_text(PLAIN, encoding="utf-8")
    try:
        usage = measure(command, folder, venv_environment())
    except RuntimeError as error:
        return {"failed": str(error).strip().splitlines()[-1]}
    return {"rate": 60 * count / usage.seconds, "cpu": usage.cpu / count, "peak": usage.peak,
            "points": points(folder)}  # fmt: skip


def run(quick: bool) -> dict[str, Any]:
    """Measure all ways."""
    names = assignments(ROOT)[:1] if quick else assignments(ROOT)
    count, rows = 12 * len(names), {}
    with tempfile.TemporaryDirectory(prefix="ce-bench-") as scratch:
        base = Path(scratch) / "base"
        make_course(base, names, 12)
        for number, (name, (plain, command)) in enumerate(ways(names).items()):
            print(name, flush=True)
            rows[name] = one_way(base, Path(scratch) / str(number), plain, command, count)
    expected = rows["nbgrader, one after another"].get("points")
    for row in rows.values():
        got = row.pop("points", None)
        row["same points"] = got == expected and expected is not None
        if got and expected:
            keys = sorted(k for k in got.keys() | expected.keys() if got.get(k) != expected.get(k))
            row["different"] = keys
    return {"submissions": count, "rows": rows}
