"""Validate runs what the student has, the visible checks, and agrees with what is graded."""

import re
from pathlib import Path
from types import ModuleType

import pytest

from tests.test_differential import sample
from tools.answers import apply_answers, read_answers
from tools.build import ROOT, assignments, source_notebook
from tools.cells import SEED, kind, run_tests

HIDDEN = re.compile(r"### BEGIN HIDDEN TESTS\n.*?### END HIDDEN TESTS", re.DOTALL)


def refused(path: Path) -> set[str]:
    """Return the test cells that fail in the release's form, with one answers file filled in."""
    nb = source_notebook(ROOT / "source" / f"{path.parent.name}.py")
    apply_answers(nb, read_answers(path))
    for cell in nb.cells:
        if kind(cell) == "test":
            assert HIDDEN.search(cell.source), cell.id
            cell.source = HIDDEN.sub("", cell.source)
    space = ModuleType("answers").__dict__
    return set(run_tests(nb, space, {"given", "answer", "test"}))


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("name", assignments())
def test_validate_refuses_what_loses_points_and_nothing_else(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A right answer passes; of a wrong one some cell fails, and none that is graded right."""
    monkeypatch.setenv(SEED, "1")
    for path in sample(name):
        loses = set(read_answers(path).listed("loses"))
        found = refused(path)
        assert found <= loses, (path.stem, found - loses)
        assert bool(found) == bool(loses), f"{path.stem}: only the hidden tests find it"
