"""Other Pythons and other versions, as far as CI has time for: `make pythons` tries more."""

import subprocess
import sys
from pathlib import Path

import pytest

from tools.pythons import find_pythons, tried, tries

#: Values, and one notebook graded.
QUICK = (
    "tests/test_softmax_reference.py",
    "tests/run/test_single.py::test_a_program_reads_points_status_and_sentence_of_each_cell",
)


def reaches_an_index(folder: Path) -> bool:
    """Return whether uv finds packages: it reads neither pip's settings nor its certificates."""
    uv = [sys.executable, "-m", "uv", "pip", "install", "--dry-run", "--target", str(folder), "six"]
    return subprocess.run(uv, capture_output=True).returncode == 0


@pytest.mark.slow
@pytest.mark.sandbox
@pytest.mark.timeout(300)
@pytest.mark.parametrize("choice", ["oldest", "tested", "newest"])
def test_other_pythons_and_versions_work(choice: str, tmp_path: Path) -> None:
    """The oldest on the first Python that is found, the newest on the last, one between."""
    if not reaches_an_index(tmp_path):
        pytest.skip("uv reaches no index of packages")
    python = [each for each, how in tries(find_pythons()) if how == choice][-2:][0]
    versions, run = tried(python, choice, QUICK)
    assert run.returncode == 0, (versions, run.stdout[-3000:])
