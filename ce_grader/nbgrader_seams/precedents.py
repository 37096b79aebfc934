"""What the instructor's own answer shows about the tests, before a single submission is graded.

It is graded isolated, with nothing but plain data and functions. Where it loses a test so, it is
graded again to see what else it gives to that test, and once more as a student's answer will be.
What it loses then is lost by the grader, so nobody is judged by it. What was found is kept by a
digest of all that it depends on.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from importlib.metadata import version
from pathlib import Path

from ce_grader import Result, Task, grade
from ce_grader.cells import kind_of, names_of_functions, source_of
from ce_grader.intake.pictures import shown_by
from ce_grader.processes.files import write_files
from ce_grader.sandbox.shown import package_folders
from ce_grader.task import Precedent

_LOST = "the grader cannot carry out this test: the instructor's own answer loses it"
_known: dict[str, Precedent] = {}


def precedent_of(task: Task) -> Precedent:
    """Return what the instructor's own answer shows, from what is kept if it was graded before.

    Parameters
    ----------
    task : Task
        The task of grading the source notebook.

    Returns
    -------
    Precedent
        What holds for the answers of students.
    """
    digest = digest_of_task(task)
    if digest not in _known:
        _known[digest] = _read(digest) or learn(task)[0]
        if not _known[digest].untestable:  # else a busy machine may have been the reason
            _keep(digest, _known[digest])
    return _known[digest]


def learn(task: Task) -> tuple[Precedent, Result]:
    """Grade the instructor's own answer, and take it for a precedent.

    Parameters
    ----------
    task : Task
        The task of grading the source notebook.

    Returns
    -------
    precedent : Precedent
        What holds for the answers of students.
    result : Result
        The last grading.
    """
    cells = json.loads(task.content)["cells"]
    sources = [source_of(cell) for cell in cells if kind_of(cell) in ("student", "locked")]
    known = Precedent(names=tuple(sorted(names_of_functions(sources))))
    result = grade(replace(task, precedent=known))
    shown = shown_by(json.loads(result.notebook)["cells"], task.environment.drawing_modules)
    known = replace(known, drawn=result.drawn, shown=shown)
    if lost := _lost(result):
        found = grade(replace(task, precedent=known, learning=True)).uses
        known = replace(known, uses={test: found[test] for test in lost if test in found})
        result = grade(replace(task, precedent=known))
    return replace(known, untestable=_lost(result)), result


def _lost(result: Result) -> dict[str, str]:
    """Return the tests without all points, each with a sentence that says why."""
    lost = {v.grade_id: v.reason for v in result.verdicts if v.points < v.max_points}
    return {name: f"{_LOST} ({reason or 'not all of its points'})" for name, reason in lost.items()}


def digest_of_task(task: Task) -> str:
    """Return what the grading of the instructor's own answer depends on, in short.

    Parameters
    ----------
    task : Task
        The task of grading the source notebook.

    Returns
    -------
    str
        Another one after a change of the notebook, the limits, the course's modules or the grader.
    """
    cells = [
        (source_of(cell), cell.get("cell_type"), cell.get("metadata", {}).get("nbgrader"))
        for cell in json.loads(task.content)["cells"]
    ]
    parts = [cells, asdict(task.limits), asdict(task.environment)]
    versions = [sys.version, *map(version, ("numpy", "sympy", "matplotlib"))]
    found = hashlib.sha256(json.dumps([parts, versions], sort_keys=True).encode())
    packages = {"ce_grader", *task.environment.student_packages, *task.environment.hidden_packages}
    for name, content in [*sorted(task.files.items()), *_modules(sorted(packages))]:
        found.update(name.encode() + b"\0" + hashlib.sha256(content).digest())
    return found.hexdigest()


def _modules(packages: list[str]) -> Iterator[tuple[str, bytes]]:
    for package in packages:
        for folder in package_folders(package):
            for path in sorted(Path(folder).rglob("*.py")):
                yield f"{package}/{path.relative_to(folder)}", path.read_bytes()


def _folder() -> Path:
    kept = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(kept, "ce_grader", "precedents")


def _read(digest: str) -> Precedent | None:
    with contextlib.suppress(OSError, ValueError, TypeError, RuntimeError):
        record = json.loads((_folder() / digest).read_text(encoding="utf-8"))
        uses = {name: tuple(found) for name, found in record["uses"].items()}
        return Precedent(**{**record, "uses": uses, "names": tuple(record["names"])})
    return None


def known_clean(task: Task) -> bool:
    """Return whether the instructor's own answer was found to lose nothing, by either way.

    Parameters
    ----------
    task : Task
        The task of grading the source notebook.

    Returns
    -------
    bool
        False also if it was not graded before.
    """
    return (_folder() / f"{digest_of_task(task)}.clean").exists()


def keep_clean(task: Task) -> None:
    """Remember that the instructor's own answer loses nothing.

    Parameters
    ----------
    task : Task
        The task of grading the source notebook.
    """
    _write(f"{digest_of_task(task)}.clean", b"")


def _keep(digest: str, precedent: Precedent) -> None:
    _write(digest, json.dumps(asdict(precedent)).encode())


def _write(name: str, content: bytes) -> None:
    aside = f".{name}.{os.getpid()}"
    with contextlib.suppress(OSError, RuntimeError):  # a home that is not there, or is full
        write_files(_folder(), {aside: content})
        (_folder() / aside).rename(_folder() / name)
