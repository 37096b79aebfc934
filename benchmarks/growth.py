"""Whether grading slows down, or the coordinator grows, as a class grows."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from benchmarks.grading import python
from benchmarks.process import Usage, measure
from tools.build import ROOT, full_metadata, venv_environment, write_notebook

NAME = "small"
CELLS = (
    ({"grade_id": "setup", "locked": True}, "import numpy as np"),
    ({"grade_id": "double", "solution": True}, "def double(x):\n    return 2 * x"),
    ({"grade_id": "test_double", "points": 2}, "assert (double(np.arange(3)) == [0, 2, 4]).all()"),
)
RUNS = ((10, 1), (10, 2), (100, 1), (100, 2), (1000, 1), (1000, 2))


def notebook() -> NotebookNode:
    """Return the small assignment, solved."""
    cells = []
    for short, source in CELLS:
        cell = nbformat.v4.new_code_cell(source, id=short["grade_id"])
        cell.metadata["nbgrader"] = full_metadata(dict(short), "code")
        cells.append(cell)
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    return nbformat.v4.new_notebook(cells=cells, metadata=kernel)


def one_run(folder: Path, size: int, jobs: int) -> dict[str, Any]:
    """Grade one class of the small assignment."""
    nb = notebook()
    write_notebook(nb, folder / "source" / NAME / f"{NAME}.ipynb")
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    config = folder / "nbgrader_config.py"
    config.write_text(config.read_text("utf-8") + "\nc.QuizHeader.header = ''\n", "utf-8")
    measure(python("nbgrader", "generate_assignment", NAME), folder, venv_environment())
    for number in range(size):
        write_notebook(nb, folder / "submitted" / f"s{number:04d}" / NAME / f"{NAME}.ipynb")
    command = [*python("ce_grader", "autograde"), NAME, "--sandbox", "required"]
    usage = measure([*command, "--jobs", str(jobs)], folder, venv_environment())
    done = sorted(p.stat().st_mtime for p in folder.glob(f"autograded/*/{NAME}/{NAME}.ipynb"))
    if len(done) != size:
        raise RuntimeError(f"{len(done)} of {size} submissions were graded")
    return {"size": size, "jobs": jobs, "rate": 60 * size / usage.seconds, **ends(done, usage)}


def ends(done: list[float], usage: Usage) -> dict[str, Any]:
    """Compare the first and the last hundred; a rate needs the time between two ends."""
    n = min(100, len(done))
    at = (done[n - 1], done[-1])
    memory = [min(usage.samples, key=lambda sample: abs(sample[0] - t))[1] for t in at]
    return {
        "first": 60 * (n - 1) / max(done[n - 1] - done[0], 1e-9),
        "last": 60 * (n - 1) / max(done[-1] - done[-n], 1e-9),
        "memory": memory,
    }


def run(quick: bool) -> dict[str, Any]:
    """Measure all sizes."""
    rows = []
    with tempfile.TemporaryDirectory(prefix="ce-growth-") as scratch:
        for size, jobs in RUNS[:2] if quick else RUNS:
            print(f"{size} submissions, {jobs} jobs", flush=True)
            rows.append(one_run(Path(scratch) / f"{size}-{jobs}", size, jobs))
    return {"rows": rows}
