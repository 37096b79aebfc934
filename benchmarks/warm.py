"""The peer of the overhead: a submission's cells in a fork of one warm process, nothing isolated.

Everything is imported, all cells run in one namespace, figures are drawn, no notebook is read or
written and no points are given.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from ce_grader.cells import kind_of
from ce_grader.intake.pictures import pictures_of
from ce_grader.nbgrader_seams.settings import Isolated
from ce_grader.processes import zygote
from ce_grader.processes.shell import NotebookShell, make_shell, run_cell
from tools.config import load_config

SEED = "7"


def cpu_of_children() -> float:
    """Return the CPU seconds of all children that have ended."""
    times = os.times()
    return times.children_user + times.children_system


def with_tests(submitted: NotebookNode, source: NotebookNode) -> NotebookNode:
    """Return the source notebook with the answers of a submission in its answer cells."""
    answers = {
        cell.metadata.nbgrader.grade_id: cell.source
        for cell in submitted.cells
        if cell.metadata.get("nbgrader", {}).get("solution")
    }
    for cell in source.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        cell.source = answers.get(name, cell.source)
    return source


def kinds_of(nb: NotebookNode, drawing: list[str]) -> dict[int, str]:
    """Return what each code cell is, by its place."""
    pictures = pictures_of(nb.cells, drawing)
    found = {}
    for place, cell in enumerate(nb.cells):
        kind = kind_of(cell)
        if place in pictures:
            found[place] = "pictures that no answer changes"
        elif kind == "student":
            marked = cell.metadata.get("nbgrader", {}).get("solution")
            found[place] = "answers" if marked else "cells that use answers, most draw"
        elif kind != "text":
            found[place] = {"locked": "given cells, most are proofs", "test": "tests"}[kind]
    return found


def run_cells(nb: NotebookNode, drawing: list[str]) -> Counter[str]:
    """Run all code cells in a fork; return CPU seconds by kind. Wrong answers' cells may fail."""
    out, into = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.environ["CE_GRADING_SEED"] = SEED
            shell, spent = NotebookShell.instance(), Counter[str]()
            for place, kind in kinds_of(nb, drawing).items():
                before = time.process_time()
                run_cell(shell, nb.cells[place].source, 2**20)
                spent[kind] += time.process_time() - before
            os.write(into, json.dumps(spent).encode())
        finally:
            os._exit(0)
    os.close(into)
    with os.fdopen(out) as told:
        found = Counter(json.load(told))
    os.waitpid(pid, 0)
    return found


def main(course: Path) -> dict[str, Any]:
    """Return the CPU seconds a submission of a course takes, all its submissions in turn."""
    settings = Isolated(config=load_config(course))
    zygote.import_all(settings.trusted_modules)
    make_shell()
    kinds: Counter[str] = Counter()
    paths = sorted(course.glob("submitted/*/*/*.ipynb"))
    before = cpu_of_children()
    for path in paths:
        source = course / "source" / path.stem / path.name
        read = [nbformat.read(p, as_version=4) for p in (path, source)]
        kinds.update(run_cells(with_tests(*read), settings.drawing_modules))
    each = {kind: seconds / len(paths) for kind, seconds in kinds.most_common()}
    return {"seconds": (cpu_of_children() - before) / len(paths), "kinds": each}


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
