"""What Validate says first, in a notebook as it was run."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode
from nbgrader import preprocessors
from nbgrader.apps.validateapp import ValidateApp
from nbgrader.validator import Validator
from traitlets.config import Config

from ce_helpers.dialog import Head
from tests import commands
from tools import lab
from tools.build import venv_environment


def cell(source: str, error: str = "", **marks: Any) -> NotebookNode:
    """Return a code cell with nbgrader's marks, and perhaps with an error."""
    name, _, words = error.partition(": ")
    found = {"ename": name, "evalue": words, "traceback": [error]}
    outputs = [nbformat.v4.new_output("error", **found)] if error else []
    return nbformat.v4.new_code_cell(source, outputs=outputs, metadata={"nbgrader": marks})


def check(name: str, error: str = "") -> NotebookNode:
    """Return the test cell of an answer."""
    marks = {"grade_id": f"test_{name}", "grade": True, "points": 1, "schema_version": 3}
    return cell(f"check.{name}({name})", error, **marks, locked=True, solution=False)


def executed() -> NotebookNode:
    """Return a notebook with two failed checks of three, behind one broken answer."""
    broken = "IndentationError: expected an indented block after function definition on line 1"
    return nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell("# Title"),
            nbformat.v4.new_markdown_cell(
                "## 1 · What does it cost?\n\n### Exercise 1 · Loss (1 point)\n\nWrite it."
            ),
            cell("def loss(z):\n    return z", solution=True),
            check("loss"),
            nbformat.v4.new_markdown_cell(
                "## 2 · And if it moves?\n\n### Exercise 2 · Slope (2 points)"
            ),
            cell("def slope(z):\nreturn 1", broken, solution=True),
            check("slope", "NameError: name 'slope' is not defined"),
            check("slope_far", "CheckFailed: slope is not written yet."),
        ]
    )


def failures(nb: NotebookNode) -> list[NotebookNode]:
    """Return what Validate would list."""
    nb, _ = Head().preprocess(nb, {})
    return list(Validator()._get_failed_cells(nb))


def test_the_first_entry_counts_and_names_the_exercise() -> None:
    """Whoever reads one line reads this one."""
    first, *rest = failures(executed())
    assert first.source == ("2 of 3 checks fail; the first is in Exercise 2 · Slope (2 points).")
    assert [one.source for one in rest] == ["check.slope(slope)", "check.slope_far(slope_far)"]


def test_a_check_without_its_answer_says_why_there_is_none() -> None:
    """An indentation error does not show up as a name that is not defined."""
    head, slope, far = failures(executed())
    said = Validator()._extract_error(slope)
    assert "IndentationError: expected an indented block" in said and "no slope" in said
    assert "not defined" not in said
    assert Validator()._extract_error(far) == "CheckFailed: slope is not written yet."
    assert Validator()._extract_error(head) == said


def test_a_notebook_that_passes_is_left_alone() -> None:
    """Nothing is put in front of a success."""
    nb = executed()
    nb.cells = nb.cells[:4]
    assert failures(nb) == [] and len(nb.cells) == 4


def test_the_settings_of_a_student_put_it_last(monkeypatch: pytest.MonkeyPatch) -> None:
    """After nbgrader's own steps, as they are in this version."""
    steps = [preprocessors.CheckCellMetadata, preprocessors.ClearOutput, preprocessors.Execute]
    assert Validator().preprocessors == steps
    monkeypatch.setattr(Validator, "preprocessors", Validator.preprocessors)
    monkeypatch.setattr(ValidateApp, "start", ValidateApp.start)
    config = Config()
    text = (lab.DESK / "nbgrader_config.py").read_text(encoding="utf-8")
    exec(text, {"get_config": lambda: config})
    assert Validator(config=config).preprocessors == [*steps, Head]
    assert "how many" in Validator(config=config).failed_warning


@pytest.mark.slow
@pytest.mark.parametrize(
    ("answer", "code", "words"),
    [("return z", 0, "Success!"), ("return 2 * z", 1, "1 of 1 checks fail")],
)
def test_the_command_ends_with_1_where_a_check_fails(
    answer: str, code: int, words: str, tmp_path: Path
) -> None:
    """Left to itself it ends with 0 whatever it finds."""
    tested = check("loss")
    tested.source = "assert loss(1) == 1"
    cells = [nbformat.v4.new_code_cell(f"def loss(z):\n    {answer}"), tested]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "loss.ipynb")
    shutil.copy(lab.DESK / "nbgrader_config.py", tmp_path)
    ran = commands.run(["nbgrader", "validate", "loss.ipynb"], tmp_path, venv_environment())
    assert ran.returncode == code and words in ran.stdout, ran.stdout + ran.stderr


def test_students_see_no_pages_of_instructors(tmp_path: Path) -> None:
    """The folder that is given to students and to `make lab` switches them off."""
    page = (lab.DESK / "jupyter" / "page_config.json").read_text(encoding="utf-8")
    for name in ("formgrader", "course-list", "create-assignment"):
        assert f'"@jupyter/nbgrader:{name}": true' in page
