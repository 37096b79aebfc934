"""What isolation costs: CPU seconds of grading beyond those of the same cells, run warm.

The peer is one warm process: everything imported, a fork for each submission, all its cells in
one namespace, figures drawn, nothing isolated, no notebook read or written.
"""

from __future__ import annotations

import os
import time
from typing import Any

import nbformat
from nbformat import NotebookNode

from ce_grader import zygote
from ce_grader.shell import NotebookShell, make_shell, run_cell
from ce_grader.task import Environment, GradingTask, Limits, grade
from tools.build import ROOT, assignments, source_notebook

SEED = 7


def run_warm(nb: NotebookNode) -> float:
    """Return the CPU seconds of all cells in a fork of this process."""
    started = cpu_of_children()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            os.environ["CE_GRADING_SEED"] = str(SEED)
            code = run_cells(NotebookShell.instance(), nb)
        finally:
            os._exit(code)
    _, status = os.waitpid(pid, 0)
    if status:
        raise RuntimeError("a cell of the solution failed in the warm process")
    return cpu_of_children() - started


def run_cells(shell: NotebookShell, nb: NotebookNode) -> int:
    """Run the code cells; return 1 if one failed."""
    cells = [cell for cell in nb.cells if cell.cell_type == "code"]
    return int(any(run_cell(shell, cell.source, 2**20)[1] is not None for cell in cells))


def cpu_of_children() -> float:
    """Return the CPU seconds of all children that have ended."""
    times = os.times()
    return times.children_user + times.children_system


def run_isolated(name: str, nb: NotebookNode) -> tuple[float, float]:
    """Return CPU seconds, ours included, and seconds of grading in the sandbox."""
    task = GradingTask(
        name, "solution", name, nbformat.writes(nb), seed=SEED,
        limits=Limits(), environment=Environment(sandbox="required"),
    )  # fmt: skip
    cpu, started = time.process_time(), time.perf_counter()
    result = grade(task)
    seconds = time.perf_counter() - started
    lost = [v.grade_id for v in result.verdicts if v.status != "passed"]
    if result.problems or lost:
        raise RuntimeError(f"{name}: the solution lost {lost}; {result.problems}")
    return result.cpu_seconds + time.process_time() - cpu, seconds


def run(quick: bool) -> dict[str, Any]:
    """Measure every assignment's solution both ways, in turn; the median of several runs."""
    environment = Environment()
    zygote.import_all(environment.trusted_modules)
    make_shell()
    rows = []
    for name in assignments(ROOT)[:1] if quick else assignments(ROOT):
        nb = source_notebook(ROOT / "source" / f"{name}.py")
        run_isolated(name, nb)  # starts the warm parents, once
        print(name, flush=True)
        pairs = [(run_warm(nb), *run_isolated(name, nb)) for _ in range(2 if quick else 5)]
        warm, isolated, seconds = (
            sorted(column)[len(pairs) // 2] for column in zip(*pairs, strict=True)
        )
        rows.append({"name": name, "warm": warm, "isolated": isolated, "seconds": seconds})
    return {"rows": rows}
