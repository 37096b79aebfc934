"""Given cells that no answer can change are rehearsed, and their figures drawn once."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from ce_grader import Task, grade
from ce_grader.cells import untouched_by_answers
from ce_grader.intake.assignment import rehearsal_of
from ce_grader.processes.rehearsal import drew
from ce_grader.task import Environment, Rehearsal
from tools.build import ROOT, assignments, full_metadata, source_notebook

DRAW = "import matplotlib.pyplot as plt\nfig, ax = plt.subplots()\nline = ax.plot([1, 2])"
ANSWER = {"grade_id": "answer", "solution": True}
TEST = {"grade_id": "test", "points": 1, "grade": True, "locked": True}


def cell(source: str, marks: dict[str, Any] | None = None) -> nbformat.NotebookNode:
    """Return a code cell, with nbgrader's metadata if it has marks."""
    made = new_code_cell(source)
    if marks is not None:
        made.metadata["nbgrader"] = full_metadata(dict(marks), "code")
    return made


def outputs_of(task: Task) -> list[list[dict[str, Any]]]:
    """Grade, and return what each cell showed."""
    return [c["outputs"] for c in json.loads(grade(task).notebook)["cells"]]


def task(*sources: str) -> Task:
    """Return a task of plain cells; no sandbox, which has tests of its own."""
    content = nbformat.writes(new_notebook(cells=[cell(source) for source in sources]))
    modules = ("numpy", "matplotlib.pyplot")
    environment = Environment("off", student_modules=modules, trusted_modules=modules)
    return Task("a", "s", "n", content, environment=environment)


def test_a_cell_is_given_if_nothing_in_it_comes_from_an_answer() -> None:
    """Directly, or by way of what another cell made of an answer."""
    cells = [
        cell("x = 1"),
        cell("def f(): return x", ANSWER),
        cell("y = x + 1"),
        cell("z = f()"),
        cell("u = z + y"),
        cell("assert f() == 1", TEST),
        cell("v = [f for f in range(3)]"),
    ]
    given = list(untouched_by_answers(cells))
    assert given == ["x = 1", "y = x + 1", "v = [f for f in range(3)]"]


@pytest.mark.parametrize("name", assignments())
def test_every_notebook_has_given_figures_and_answered_ones(name: str) -> None:
    """Each shows pictures before the algebra, and pictures of what was written."""
    nb = source_notebook(ROOT / "source" / f"{name}.py")
    figures = [c.source for c in nb.cells if c.cell_type == "code" and "plots." in c.source]
    given = set(untouched_by_answers(nb.cells)) & set(figures)
    assert 0 < len(given) < len(figures)


@pytest.mark.slow
def test_a_known_figure_is_shown_without_being_drawn() -> None:
    """It is the one that was handed over; the cell has run all the same."""
    shown = [{"output_type": "display_data", "data": {"image/png": PNG}, "metadata": {}}]
    plain = replace(task(DRAW, "print(len(line))"), pictures={DRAW: shown})
    first, second = outputs_of(plain)
    assert first == shown
    assert second[0]["text"] == "1\n"


@pytest.mark.slow
def test_a_cell_that_fails_or_was_edited_shows_what_it_did() -> None:
    """The error of a broken cell; the figure of a cell with another source."""
    broken = "plt = None\n" + DRAW.splitlines()[1]
    shown = [{"output_type": "display_data", "data": {"image/png": PNG}, "metadata": {}}]
    edited = DRAW.replace("[1, 2]", "[2, 1]")
    asked = replace(task(broken, edited), pictures={DRAW: shown, broken: shown})
    first, second = outputs_of(asked)
    assert [output["output_type"] for output in first] == ["error"]
    assert second[0]["data"]["image/png"] != PNG and drew(second)


@pytest.mark.slow
def test_a_rehearsal_draws_for_all() -> None:
    """The figure that a submission shows is the one of the rehearsal, to the byte."""
    mine = DRAW.replace("[1, 2]", "[1, plt.rehearsed]")  # shows who drew it
    cells = ("import matplotlib.pyplot as plt\nplt.rehearsed = 2", mine, "1/0")
    (found,) = outputs_of(replace(task(mine), rehearsal=Rehearsal(student=cells)))
    assert drew(found)
    later = "import matplotlib.pyplot as plt\nplt.rehearsed = 5"
    both = outputs_of(replace(task(later, mine), rehearsal=Rehearsal(student=cells)))
    assert both[1] == found
    alone = outputs_of(task(later, mine))
    assert drew(alone[1]) and alone[1] != found


@pytest.mark.slow
def test_a_rehearsed_cell_finds_the_files_of_its_notebook() -> None:
    """As it does in a submission."""
    reads = f"height = float(open('data.txt').read())\n{DRAW.replace('[1, 2]', '[1, height]')}"
    rehearsal = Rehearsal(student=(reads,), files=(("data.txt", b"7"),))
    job = replace(task(reads), rehearsal=rehearsal, files={"data.txt": b"3"})
    (shown,) = outputs_of(job)
    (drawn,) = outputs_of(replace(job, rehearsal=Rehearsal()))
    assert drew(shown) and drew(drawn) and shown != drawn


@pytest.mark.parametrize("name", assignments())
def test_no_answer_is_rehearsed_on_the_student_side(name: str, tmp_path: Path) -> None:
    """All that a student's process remembers stands in the release as well."""
    path = tmp_path / f"{name}.ipynb"
    nbformat.write(source_notebook(ROOT / "source" / f"{name}.py"), path)
    release = nbformat.read(ROOT / "release" / name / f"{name}.ipynb", as_version=4)
    public = {cell.source for cell in release.cells}
    rehearsal = rehearsal_of(path, {"data.csv": b"1"})
    assert rehearsal.student and set(rehearsal.student) <= public
    assert any("BEGIN HIDDEN TESTS" in source for source in rehearsal.trusted)
    assert rehearsal.files == (("data.csv", b"1"),)


PNG = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E"
    "rkJggg=="
)
