"""Cells that only draw what no answer changes are run once, for the instructor's own notebook."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ce_grader import grade
from ce_grader.intake.pictures import pictures_of
from ce_grader.nbgrader_seams.precedents import learn
from ce_grader.task import Environment
from tests.grader.notebooks import answer, cell, check, given, outputs, task

MODULES = ["course.*.plots", "course.plots.*"]
SETUP = "import numpy as np\nfrom course.softmax import plots as draw"
DRAWN = "fig, ax = draw.bars()"


def is_picture(source: str, *others: str, test: str = "f(1)", name: str = "") -> bool:
    """Say whether a cell is one, in a notebook with others before it."""
    cells = [given(SETUP), answer("def f(x):\n    return x"), *map(cell, others)]
    cells += [cell(source, name, solution=bool(name)) if name else cell(source), check(test)]
    return len(cells) - 2 in pictures_of(cells, MODULES)


@pytest.mark.parametrize(
    "source",
    [
        DRAWN,
        "draw.bars()",
        "from course.plots import more\n\nmore.bars(3, title='x', at=[-1, (2, None)])",
        "import course.plots.more as m\n\nm.bars(np.array([[1.0, -2.0]]), deep={'a': 1})",
    ],
)
def test_calls_of_drawing_modules_with_constants_are_pictures(source: str) -> None:
    """However they are imported; but never in an answer."""
    assert is_picture(source)
    assert not is_picture(source, name="named")


@pytest.mark.parametrize(
    "source",
    [
        "draw.bars(f)",
        "draw.bars(at=f(1))",
        "draw.bars(*f)",
        "draw.bars(np.zeros(3))",
        "draw.bars(np.array(f))",
        "draw.bars().savefig('x')",
        "draw.deep.bars()",
        "draw.bars",
        "bars()",
        "np.save('x.npy', 1)",
        "draw.bars()\nnp.random.seed(0)",
        "ax[0] = draw.bars()",
        "draw.size = draw.bars()",
        "fig = ax = 3",
        "if True:\n    draw.bars()",
        "from course.plots import more",
        "import os\n\ndraw.bars()",
        "import course.plots.more\n\ncourse.leave()",
    ],
)
def test_whatever_else_a_cell_does_runs(source: str) -> None:
    """It may leave something behind that an answer needs."""
    assert not is_picture(source)


@pytest.mark.parametrize(
    "other",
    [
        "fig.savefig('x')",
        "def later():\n    return ax",
        "draw = 3",
        "del draw",
        "for draw in (1, 2):\n    pass",
        "def g():\n    global draw\n    draw = 3",
        "from mine import plots as draw",
        "from course.softmax import *",
        "%matplotlib inline",
        "globals()['fig']",
        "eval('fig')",
    ],
)
def test_what_another_cell_may_need_or_change_runs(other: str) -> None:
    """Where a name is read or bound elsewhere, or nobody can tell."""
    assert is_picture(DRAWN, "x = draw.bars(f)\nprint(x)")
    assert not is_picture(DRAWN, other)


def test_what_a_test_reads_runs() -> None:
    """A test may look at a figure."""
    assert not is_picture(DRAWN, test="assert fig.axes")


def test_without_drawing_modules_every_cell_runs() -> None:
    """A course that names none is graded as before."""
    assert not pictures_of([cell("import uuid\nuuid.uuid4()")], [])


@pytest.mark.slow
def test_a_picture_is_that_of_the_instructors_notebook_unless_its_module_is_another() -> None:
    """A module that shows something else at each call stands for one that draws."""
    shown = cell("uuid.uuid4()")
    environment = Environment(student_modules=(), trusted_modules=(), drawing_modules=("uuid",))
    own = task(given("import uuid"), answer("x = 1"), shown, check("assert x == 1"),
               environment=environment, sandbox="off")  # fmt: skip
    precedent, result = learn(own)
    first = outputs(result, shown["id"])

    def theirs(source: str) -> list[dict]:
        job = task(given("import uuid"), answer(source), shown, check("assert x == 1"),
                   environment=environment, sandbox="off")  # fmt: skip
        return outputs(grade(replace(job, precedent=precedent)), shown["id"])

    assert first and theirs("x = 2") == theirs("x = 1") == first
    changed = theirs("x = 1\nclass uuid:\n    uuid4 = lambda: 'mine'")
    assert changed[0]["data"]["text/plain"] == "'mine'"
