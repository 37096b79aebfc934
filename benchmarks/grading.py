"""Sixty submissions over the five assignments: nbgrader's autograde against ours.

Two classes. The well-behaved one holds nothing that plain nbgrader stumbles over, so that points
can be compared cell by cell. The sample class is the one of `make grade`, with its endless loops,
killed kernels and renamed files.
"""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook

from benchmarks import otter
from benchmarks.process import measure
from tools.answers import read_answers
from tools.build import ROOT, assignments, venv_environment, write_notebook
from tools.sample import answers_files, hand_in, submission

ROUNDS = 3
STUDENTS = ("ana", "bo", "cleo", "dan", "eva", "finn", "hana", "lea")
FIRST, LAST = "nbgrader, one after another", "ours, 2 jobs"
PLAIN = 'c = get_config()\nc.CourseDirectory.course_id = "cross-entropy"\n'


def python(*arguments: str) -> list[str]:
    """Return a command of this interpreter."""
    return [sys.executable, "-m", *arguments]


def make_course(folder: Path, names: list[str]) -> None:
    """Write a course that nothing was handed in to yet."""
    for name in names:
        shutil.copytree(ROOT / "source" / name, folder / "source" / name)
    for path in ("nbgrader_config.py", "source/header.ipynb"):
        shutil.copy(ROOT / path, folder / path)
    for name in names:
        measure(python("nbgrader", "generate_assignment", name), folder, venv_environment())


def well_behaved(folder: Path, names: list[str], size: int) -> None:
    """Hand in for `size` students, the well-behaved ones in turn under new ids."""
    answers = {(s, n): path for s, n, path in answers_files() if s in STUDENTS}
    for number in range(size):
        student = STUDENTS[number % len(STUDENTS)]
        for name in names:
            nb = submission(name, read_answers(answers[student, name]), folder)
            # the first letter splits the class over two processes
            target = folder / "submitted" / f"{'xy'[number % 2]}{number:02d}" / name
            write_notebook(nb, target / f"{name}.ipynb")


def sample_class(folder: Path, names: list[str]) -> None:
    """Hand in for the twelve students of `make grade`."""
    for student, name, path in answers_files():
        if name in names:
            hand_in(student, name, path, folder)


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
    # one assignment that fails, as plain nbgrader's does at a killed kernel, stops no other
    each = [shlex.join(python("nbgrader", "autograde", name)) for name in names]
    ours = [*python("ce_grader", "autograde"), *names, "--sandbox", "required", "--jobs"]
    return {
        FIRST: (True, ["sh", "-c", "; ".join(each)]),
        "nbgrader, two processes": (True, in_processes(names)),
        "ours, 1 job": (False, [*ours, "1"]),
        LAST: (False, [*ours, "2"]),
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


def one_way(base: Path, folder: Path, plain: bool, command: list[str], **options: Any) -> dict:
    """Measure one way on a fresh copy of the course."""
    shutil.copytree(base, folder)
    count = len(list(folder.glob("submitted/*/*/*.ipynb")))
    if plain:
        (folder / "nbgrader_config.py").write_text(PLAIN, encoding="utf-8")
    try:
        usage = measure(command, folder, venv_environment(), **options)
    except RuntimeError as error:
        return {"failed": str(error).strip().splitlines()[-1]}
    graded = len(list(folder.glob("autograded/*/*/*.ipynb")))
    return {"rate": 60 * count / usage.seconds, "seconds": usage.seconds,
            "cpu": usage.cpu / count, "peak": usage.peak, "count": count, "graded": graded,
            "points": points(folder), "spent": spent(folder)}  # fmt: skip


def spent(folder: Path) -> str:
    """Return what our log says about the computing time."""
    log = folder / "autograde.log"
    lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
    return next((x.partition("computing time: ")[2] for x in lines if "computing time" in x), "")


def compare(rows: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Put in the place of each way's points the cells at which they differ from the first way's.

    A way that grades only some is compared in these.
    """
    expected = rows.get(FIRST, {}).get("points")
    most = rows.get(FIRST, {}).get("count")
    for row in rows.values():
        got = row.pop("points", None)
        if got is not None and expected is not None:
            keys = got.keys() if row["count"] < most else got.keys() | expected.keys()
            row["different"] = sorted(k for k in keys if got.get(k) != expected.get(k))
    return rows


def warm_cells(base: Path) -> dict[str, Any]:
    """Return the CPU seconds a submission that the cells alone take, in a process of its own."""
    command = [*python("benchmarks.warm"), str(base)]
    output = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return dict(json.loads(output))


def run(quick: bool) -> dict[str, Any]:
    """Measure all ways on the well-behaved class, in turn, and take the median of the rounds."""
    names = assignments(ROOT)[:1] if quick else assignments(ROOT)
    rounds = 1 if quick else ROUNDS
    with tempfile.TemporaryDirectory(prefix="ce-bench-") as scratch:
        base, few = Path(scratch) / "base", Path(scratch) / "few"
        make_course(base, names)
        shutil.copytree(base, few)
        well_behaved(base, names, 4 if quick else 12)
        one = names[2:3] or names
        well_behaved(few, one, 4)
        print("the cells alone", flush=True)
        warm = warm_cells(base)
        rows = median_of([measured(base, ways(names)) for _ in range(rounds)])
        print(otter.NAME, flush=True)
        rows[otter.NAME] = otter.grade(base, names, Path(scratch) / "otter")
        some = {k: way for k, way in ways(one).items() if k in (FIRST, LAST)}
        four = median_of([measured(few, some) for _ in range(rounds)])
        return {"warm": warm, "rounds": rounds, "rows": compare(rows), "four": compare(four)}


def median_of(rounds: list[dict[str, dict[str, Any]]]) -> dict[str, dict[str, Any]]:
    """Return the rows of several rounds, each way's of its median rate; a failed one stays."""
    return {
        name: sorted((found[name] for found in rounds), key=lambda row: row.get("rate", 0.0))[
            (len(rounds) - 1) // 2
        ]
        for name in rounds[0]
    }


def run_sample(quick: bool) -> dict[str, Any]:
    """Measure the first and the last way on the sample class."""
    names = assignments(ROOT)[:1] if quick else assignments(ROOT)
    chosen = {name: way for name, way in ways(names).items() if name in (FIRST, LAST)}
    with tempfile.TemporaryDirectory(prefix="ce-bench-") as scratch:
        base = Path(scratch) / "base"
        make_course(base, names)
        sample_class(base, names)
        return {"rows": compare(measured(base, chosen, may_fail=True))}


def measured(base: Path, chosen: dict[str, tuple[bool, list[str]]], **options: Any) -> dict:
    """Measure the ways one after another, each on a fresh copy of the course."""
    rows = {}
    for name, (plain, command) in chosen.items():
        print(name, flush=True)
        with tempfile.TemporaryDirectory(dir=base.parent) as folder:
            rows[name] = one_way(base, Path(folder) / "course", plain, command, **options)
    return rows
