"""A notebook that has lost nbgrader's marks says so while its student can still mend it."""

import json
from pathlib import Path

import pytest

from ce_helpers import hand_in
from tools.build import ROOT, assignments


@pytest.mark.parametrize("name", assignments())
def test_a_released_notebook_is_silent_and_one_without_marks_is_not(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen in the file that Jupyter names; the sentence names the way on."""
    release = ROOT / "release" / name / f"{name}.ipynb"
    monkeypatch.setenv("JPY_SESSION_NAME", str(release))
    hand_in.look()
    assert capsys.readouterr().out == ""
    nb = json.loads(release.read_text(encoding="utf-8"))
    for cell in nb["cells"]:
        cell["metadata"] = {}
    stripped = tmp_path / f"{name}.ipynb"
    stripped.write_text(json.dumps(nb), encoding="utf-8")
    monkeypatch.setenv("JPY_SESSION_NAME", str(stripped))
    hand_in.look()
    said = capsys.readouterr().out
    assert "cannot be handed in as it is" in said and "Your work is not lost" in said


@pytest.mark.parametrize("name", assignments())
def test_the_first_cell_of_every_notebook_looks(name: str) -> None:
    """A student who runs the notebook from the top reads it before anything else."""
    nb = json.loads((ROOT / "release" / name / f"{name}.ipynb").read_text(encoding="utf-8"))
    first = next(cell for cell in nb["cells"] if cell["cell_type"] == "code")
    assert "hand_in.look()" in "".join(first["source"])


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"cells": [7]}', '{"cells": [{}]}'])
def test_what_is_no_notebook_is_none_of_its_business(
    content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A setup cell never fails because of the file that it stands in."""
    path = tmp_path / "odd.ipynb"
    path.write_text(content, encoding="utf-8")
    hand_in.look(path)
    assert capsys.readouterr().out == ""


def test_vs_code_names_the_notebook_in_its_own_way(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It sets no variable of the environment."""
    path = tmp_path / "plain.ipynb"
    cell = {"cell_type": "code", "metadata": {}, "source": ["check.softmax_values(softmax)"]}
    path.write_text(json.dumps({"cells": [cell]}), encoding="utf-8")
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    monkeypatch.setattr("__main__.__vsc_ipynb_file__", str(path), raising=False)
    hand_in.look()
    assert "cannot be handed in as it is" in capsys.readouterr().out
