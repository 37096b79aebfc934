"""A whole course: 300 students, five assignments, 1500 submissions, killed once and resumed."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from benchmarks.grading import make_course, python, well_behaved
from benchmarks.process import Usage, measure
from tools.build import ROOT, assignments, venv_environment

STUDENTS, QUICK = 300, 6


def graded(folder: Path) -> list[Path]:
    """Return the graded notebooks."""
    return list(folder.glob("autograded/*/*/*.ipynb"))


def grade(folder: Path, names: list[str], count: int) -> list[Usage]:
    """Grade, killed with −9 at half of them, and again to the end."""
    line = [*python("ce_grader", "autograde"), *names, "--sandbox", "required", "--jobs", "2"]
    first = measure(
        line, folder, venv_environment(), kill_when=lambda: 2 * len(graded(folder)) > count
    )
    before = {path: path.stat().st_mtime_ns for path in graded(folder)}
    second = measure(line, folder, venv_environment())
    again = [path for path, at in before.items() if path.stat().st_mtime_ns != at]
    if len(again) > 2 or len(graded(folder)) != count:  # two were being written
        raise RuntimeError(f"{len(again)} graded twice, {len(graded(folder))} of {count} graded")
    return [first, second]


def level(usage: Usage) -> list[float]:
    """Return the coordinator's memory in MiB, at a quarter of the run and at its end."""
    memory = [size for _, size in usage.samples if size]
    return [memory[len(memory) // 4], memory[-1]]


def run(quick: bool) -> dict[str, Any]:
    """Measure once, from the first submission to the last page of feedback."""
    names = assignments(ROOT)[:1] if quick else assignments(ROOT)
    with tempfile.TemporaryDirectory(prefix="ce-course-") as scratch:
        folder = Path(scratch)
        make_course(folder, names)
        well_behaved(folder, names, QUICK if quick else STUDENTS)
        count = len(list(folder.glob("submitted/*/*/*.ipynb")))
        print(f"grading {count}", flush=True)
        runs = grade(folder, names, count)
        print("feedback", flush=True)
        pages = measure([*python("ce_grader", "feedback"), *names], folder, venv_environment())
        found = len(list(folder.glob("feedback/*/*/*.html")))
        if found != count:
            raise RuntimeError(f"{found} pages for {count} submissions")
        return {
            "count": count,
            "seconds": sum(u.seconds for u in runs), "cpu": sum(u.cpu for u in runs),
            "peak": max(u.peak for u in runs), "memory": [level(u) for u in runs],
            "gradebook": (folder / "gradebook.db").stat().st_size / 2**20,
            "feedback": {"seconds": pages.seconds, "cpu": pages.cpu, "peak": pages.peak},
        }  # fmt: skip
