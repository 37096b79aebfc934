"""Given cells that no answer can change are rehearsed; what looks the same is drawn once."""

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
from ce_grader.task import Environment, Precedent, Rehearsal, Result
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


def shown(result: Result) -> list[list[dict[str, Any]]]:
    """Return what each cell showed."""
    return [c["outputs"] for c in json.loads(result.notebook)["cells"]]


def drew(outputs: list[dict[str, Any]]) -> bool:
    """Return whether a cell showed a figure."""
    return any("image/png" in output.get("data", {}) for output in outputs)


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
def test_a_figure_that_is_known_is_not_drawn_again() -> None:
    """The instructor's own grading reports it; where it comes out equal, it is shown."""
    first = grade(task(DRAW))
    (digest,) = first.drawn
    (drawn,) = shown(first)
    assert drew(drawn) and first.drawn == {digest: drawn[0]["data"]["image/png"]}
    known = replace(task(DRAW, "print(len(line))"), precedent=Precedent(drawn={digest: PNG}))
    second = grade(known)
    figure, printed = shown(second)
    assert figure[0]["data"]["image/png"] == PNG and not second.drawn
    assert printed[0]["text"] == "1\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    "change",
    [
        ("[1, 2]", "[1, 2.02]"),
        ("line = ", "line =  "),
        ("plot([1, 2])", "plot([1, 2], 'r')"),
        ("plot([1, 2])", "plot([1, 2]); _ = ax.set_title('b')"),
        ("plt.subplots()", "plt.subplots(figsize=(3, 2))"),
    ],
    ids=["data", "source", "colour", "title", "size"],
)
def test_another_figure_is_drawn(change: tuple[str, str]) -> None:
    """What a student sees is what the student's own work has drawn."""
    known = Precedent(drawn=dict.fromkeys(grade(task(DRAW)).drawn, PNG))
    (figure,) = shown(grade(replace(task(DRAW.replace(*change)), precedent=known)))
    assert drew(figure) and figure[0]["data"]["image/png"] != PNG


@pytest.mark.slow
def test_a_claimed_figure_that_nobody_drew_is_none() -> None:
    """The student's side can name a figure of the course, and no other."""
    claims = "from IPython.display import display\ndisplay({'image/png': 'made-up:'}, raw=True)"
    (figure,) = shown(grade(replace(task(claims), precedent=Precedent(drawn={"digest": PNG}))))
    assert not drew(figure)


@pytest.mark.slow
def test_a_rehearsed_cell_finds_the_files_of_its_notebook() -> None:
    """As it does in a submission; what a rehearsal leaves in a module tells that it has run."""
    reads = "import fractions\nfractions.read = open('data.txt').read()"
    rehearsal = Rehearsal(student=(reads,), files=(("data.txt", b"7"),))
    job = task("import fractions\nprint(getattr(fractions, 'read', None))")
    assert shown(grade(replace(job, rehearsal=rehearsal)))[0][0]["text"] == "7\n"
    assert shown(grade(job))[0][0]["text"] == "None\n"


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
