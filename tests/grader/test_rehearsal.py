"""Warm processes that remember an assignment's own cells, and nothing else of them."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from ce_grader import Verdict, grade
from ce_grader.processes import pool
from ce_grader.processes.branches import MOST_BRANCHES
from ce_grader.task import Environment, Rehearsal
from tests.grader.notebooks import answer, check, given, task
from tools.build import ROOT

MODES = ["off", pytest.param("required", marks=pytest.mark.sandbox)]
ENVIRONMENT = Environment(
    student_modules=("numpy", "matplotlib.pyplot"), trusted_modules=("numpy", "matplotlib.pyplot")
)
# a mark that outlives the namespace, as SymPy's memory does
MARK = "import numpy\nnumpy.rehearsed = name = 'here'"
LOOK = """
import numpy, os, matplotlib
def f():
    return [hasattr(numpy, "rehearsed"), "name" in globals(), os.environ.get("CE_REHEARSED"),
            matplotlib.rcParams["lines.linewidth"], numpy.get_printoptions()["precision"],
            len(matplotlib.pyplot.get_fignums())]
"""
CHANGES = [
    MARK,
    "import os\nos.environ['CE_REHEARSED'] = '1'\nos.chdir('/')",
    "numpy.set_printoptions(precision=3)",
    "from matplotlib import pyplot\npyplot.rcParams['lines.linewidth'] = 7",
    "fig, ax = pyplot.subplots()",
    "raise ValueError('a given cell may fail')",
]


def seen(*cells: str, sandbox: str = "off", test: str = "assert False, f()") -> Verdict:
    """Grade an answer that looks about, after a rehearsal of these cells on both sides."""
    job = task(given("import matplotlib.pyplot"), answer(LOOK), check(test), sandbox=sandbox)
    environment = replace(ENVIRONMENT, sandbox=sandbox)
    rehearsal = Rehearsal(student=cells, trusted=cells)
    result = grade(replace(job, environment=environment, rehearsal=rehearsal))
    assert not result.problems, result.problems
    return result.verdicts[0]


@pytest.mark.slow
@pytest.mark.parametrize("sandbox", MODES)
def test_what_modules_remember_stays_and_all_else_goes(sandbox: str) -> None:
    """Names, figures, variables of the system and settings are those of a fresh process."""
    fresh = seen(sandbox=sandbox).reason
    assert "[False, False, None, 1.5, 8, 0]" in fresh
    assert seen(*CHANGES, sandbox=sandbox).reason == fresh.replace("[False", "[True", 1)


@pytest.mark.slow
def test_the_trusted_side_remembers_and_forgets_in_the_same_way() -> None:
    """It rehearses other cells, in the same way."""
    lines = LOOK.replace("def f", "def here")
    found = seen(*CHANGES, test=f"{lines}\nassert False, here()").reason
    assert "[True, False, None, 1.5, 8, 0]" in found


@pytest.mark.slow
@pytest.mark.parametrize(
    "cell",
    [
        f"{MARK}\nimport threading, time\nthreading.Thread(target=time.sleep, args=[99]).start()",
        f"{MARK}\nimport os\nos._exit(3)",
    ],
    ids=["thread", "exit"],
)
def test_submissions_are_graded_without_a_rehearsal_that_goes_wrong(cell: str) -> None:
    """They are forked from the parents, as if nothing had been rehearsed."""
    assert "[False" in seen(cell).reason


@pytest.mark.slow
def test_endless_cells_are_given_up() -> None:
    """Even those that catch every exception."""
    program = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from ce_grader.processes.rehearsal import rehearse
from ce_grader.processes.shell import make_shell
make_shell()
cells = ["while True:\\n    try:\\n        1\\n    except Exception:\\n        pass", "print(1)"]
print("REASON", rehearse(cells, [], 0.5))
"""
    line = [sys.executable, "-c", program]
    done = subprocess.run(line, capture_output=True, text=True, timeout=60, check=True)
    assert "REASON the given cells did not come to an end within 0.5 s" in done.stdout


@pytest.mark.slow
def test_more_assignments_than_branches_are_graded() -> None:
    """formgrader lives for weeks, and every edit of a source makes a new rehearsal."""
    for number in range(MOST_BRANCHES + 2):
        assert "[True" in seen(MARK, f"number = {number}").reason
    with pool.pool_for(replace(ENVIRONMENT, sandbox="off")) as ours:
        assert len(ours.branches) <= MOST_BRANCHES


@pytest.mark.slow
def test_a_branch_ends_with_its_parent() -> None:
    """Nothing is left when the coordinator hangs up."""
    found = seen(MARK, test="import os\nassert False, f'pid {os.getppid()} pid'").reason
    branch = Path("/proc") / found.split("pid ")[1].split()[0]
    assert branch.exists()
    pool.close_all()
    deadline = time.monotonic() + 20
    while branch.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not branch.exists()
