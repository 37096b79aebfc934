"""The build: one directive for the hidden test, one name for cell, check and hidden test."""

from pathlib import Path

import pytest

from tools.build import BuildError, source_notebook

SETUP = "# %%\nfrom ce_helpers import softmax as check\n\n"
CELL = '# %% nbgrader={{"grade_id": "{cell}", "points": 1}}\n{source}\n'


def built(folder: Path, source: str, cell: str = "test_share", setup: str = SETUP):
    """Return the source of a test cell after the build."""
    text = folder / "01_small.py"
    text.write_text(setup + CELL.format(cell=cell, source=source), encoding="utf-8")
    return source_notebook(text).cells[-1].source


def test_the_directive_becomes_a_region(tmp_path: Path) -> None:
    """It calls the hidden test of the same name with the same arguments."""
    assert built(tmp_path, "check.share(share, claims)\n### HIDDEN") == (
        "from ce_helpers import softmax as check\n\n"
        "check.share(share, claims)\n"
        "### BEGIN HIDDEN TESTS\n"
        "from ce_helpers.reference.softmax import hidden\n\n"
        "hidden.share(share, claims)\n"
        "### END HIDDEN TESTS"
    )


def test_a_hidden_test_may_get_more(tmp_path: Path) -> None:
    """Arguments of its own stand in brackets."""
    assert "\nhidden.share(share, data)\n" in built(
        tmp_path, "check.share(share)\n### HIDDEN (share, data)"
    )


@pytest.mark.parametrize(
    "source",
    [
        "check.share(share)",
        "check.share(share)\n### BEGIN HIDDEN TESTS\nhidden.share(share)\n### END HIDDEN TESTS",
        "check.share(share)\n### HIDDEN\n### BEGIN HIDDEN TEST",
        "check.other(share)\n### HIDDEN",
        "check.share(share)\ncheck.share(share)\n### HIDDEN",
        "share(1)\n### HIDDEN",
    ],
)
def test_what_cannot_be_a_test_cell_is_refused(tmp_path: Path, source: str) -> None:
    """The message names the cell."""
    with pytest.raises(BuildError, match="test_share"):
        built(tmp_path, source)


def test_a_notebook_without_checks_cannot_hide_a_test(tmp_path: Path) -> None:
    """The topic comes from the line that imports its checks."""
    with pytest.raises(BuildError, match="test_share"):
        built(tmp_path, "check.share(share)\n### HIDDEN", setup="")


def test_another_course_writes_its_own_regions(tmp_path: Path) -> None:
    """Without an import `as check` a test cell stays as it is typed."""
    typed = "assert share(1)\n### BEGIN HIDDEN TESTS\nassert share(2)\n### END HIDDEN TESTS"
    assert built(tmp_path, typed, setup="") == typed


def test_a_locked_cell_imports_the_modules_that_it_calls(tmp_path: Path) -> None:
    """A student may have used one of their names in between; the other names are theirs."""
    setup = SETUP.replace("softmax as check", "data, hand_in") + (
        "import sympy as sp\nfrom ce_helpers.symbolic import check_steps\n\n"
        '# %% nbgrader={"grade_id": "answer", "solution": true}\nsp.S(1)\n\n'
    )
    source = "check_steps(sp.S(data.iris()), plots)"
    assert built(tmp_path, source, "given", setup) == (
        f"from ce_helpers import data\nimport sympy as sp\n\n{source}"
    )
    assert source_notebook(tmp_path / "01_small.py").cells[-2].source == "sp.S(1)"
