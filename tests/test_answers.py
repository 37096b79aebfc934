"""Answers files: what they may say, and what is refused."""

from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from tools.answers import apply_answers, read_answers

TEXT = '"""Wrong.\n\nloses: {loses}\n"""\n# %% softmax\ndef softmax(z):\n    return z\n'


def notebook():
    """A notebook with one answer and two tests."""
    names = ("softmax", "test_softmax_values", "test_softmax_axis")
    cells = [new_code_cell("…", metadata={"nbgrader": {"grade_id": name}}) for name in names]
    return new_notebook(cells=cells)


def answers(folder: Path, loses: str):
    path = folder / "wrong_softmax.py"
    path.write_text(TEXT.format(loses=loses), encoding="utf-8")
    return read_answers(path)


def test_names_stand_between_commas(tmp_path: Path) -> None:
    """Two names, one star, and none at all."""
    listed = answers(tmp_path, "test_softmax_values, test_softmax_axis").listed("loses")
    assert listed == ["test_softmax_values", "test_softmax_axis"]
    assert answers(tmp_path, "*").listed("loses") == ["*"]
    assert answers(tmp_path, "").listed("loses") == []


@pytest.mark.parametrize("loses", ["test_softmax_values test_softmax_axis", "a,, b", "a; b"])
def test_a_list_without_commas_is_refused(tmp_path: Path, loses: str) -> None:
    """Else it would be one long name that no notebook has."""
    with pytest.raises(ValueError, match="commas between them"):
        answers(tmp_path, loses).listed("loses")


def test_an_unknown_cell_is_refused(tmp_path: Path) -> None:
    """A misspelt cell could never be lost."""
    with pytest.raises(ValueError, match="test_softmax_axes"):
        apply_answers(notebook(), answers(tmp_path, "test_softmax_axes"))


def test_known_cells_are_replaced(tmp_path: Path) -> None:
    """The answer stands in the notebook."""
    nb = apply_answers(notebook(), answers(tmp_path, "test_softmax_axis"))
    assert nb.cells[0].source == "def softmax(z):\n    return z"
