"""What is committed is what `make build` makes."""

import nbformat
import pytest

from tools import counts
from tools.build import ROOT, assignments, build_source, source_notebook, write_notebook
from tools.fresh import committed, stale_cells


@pytest.mark.parametrize("name", assignments())
def test_source_notebook_is_fresh_to_the_byte(name: str, tmp_path_factory) -> None:
    """Cell ids and metadata are the same in every build."""
    again = tmp_path_factory.mktemp("source") / "again.ipynb"
    write_notebook(source_notebook(ROOT / "source" / f"{name}.py"), again)
    path = ROOT / "source" / name / f"{name}.ipynb"
    assert again.read_bytes() == path.read_bytes(), "run make build"


@pytest.mark.slow
@pytest.mark.parametrize("name", assignments())
def test_release_is_fresh(name: str) -> None:
    """nbgrader makes the committed release from the committed source."""
    assert not stale_cells("release", name), "run make build"


@pytest.mark.slow
@pytest.mark.timeout(180)
@pytest.mark.parametrize("name", assignments())
def test_solution_is_fresh_and_runs_from_top_to_bottom(name: str) -> None:
    """Executed again, the solution has the committed code, text and figures."""
    assert not stale_cells("solutions", name), "run make build"


@pytest.mark.parametrize("name", assignments())
def test_committed_solution_has_figures_and_no_warning(name: str) -> None:
    """A self-learner sees pictures and nothing on stderr."""
    outputs = [o for cell in committed("solutions", name).cells for o in cell.get("outputs", [])]
    assert sum("image/png" in output.get("data", {}) for output in outputs) >= 3
    assert not [output for output in outputs if output.get("name") == "stderr"]


def test_two_builds_are_the_same_bytes(tmp_path) -> None:
    """Nothing in a build depends on when or where it runs."""
    text = assignments()[0]
    for folder in ("a", "b"):
        (tmp_path / folder / "source").mkdir(parents=True)
        (tmp_path / folder / "source" / f"{text}.py").write_text(
            (ROOT / "source" / f"{text}.py").read_text()
        )
    first, second = (build_source(text, tmp_path / folder).read_bytes() for folder in "ab")
    assert first == second
    nbformat.validate(nbformat.reads(first.decode(), as_version=4))


def test_pages_state_the_counts_of_today() -> None:
    """README and CHANGELOG count what is there."""
    for page, text in counts.counted().items():
        assert (ROOT / page).read_text(encoding="utf-8") == text, f"{page}: run make build"
