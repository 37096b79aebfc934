"""What an answer's cell raised is told before the value that it left behind."""

import nbformat
import pytest
from nbclient import NotebookClient

SETUP = """
from ce_helpers import softmax as check
from ce_helpers.softmax.symbolic import a, j, k
"""
CHECK = "check.da_same(da_same)"
RIGHT = "da_same = a(k) * (1 - a(k))"


def outputs(*cells: str) -> list[str]:
    """Return what each cell shows after the setup, run as Validate does: errors do not stop it."""
    nb = nbformat.v4.new_notebook()
    nb.cells = [nbformat.v4.new_code_cell(source) for source in (SETUP, *cells)]
    NotebookClient(nb, kernel_name="python3", allow_errors=True).execute()
    return [
        "".join(
            out.text if out.output_type == "stream" else "\n".join(out.get("traceback", []))
            for out in cell.outputs
        )
        for cell in nb.cells[1:]
    ]


@pytest.mark.slow
def test_an_answer_that_raised_is_told_by_its_own_error() -> None:
    """Whatever value its name has, in every check of it, until the cell comes to its end."""
    shown = outputs(
        "da_same = None\nda_same = a(kk)",
        CHECK,
        CHECK,
        "da_same = None",
        CHECK,
        RIGHT,
        CHECK,
        "da_same = (a(k)",
        CHECK,
        "def f(z):\n    return 1\nf(undefined)",
        "check.logistic_values(f)",
        CHECK,
        "import pandas_of_nobody\nda_same = a(k)",
        CHECK,
    )
    raised = (
        "the cell that sets da_same raised NameError: name 'kk' is not defined; mend that first."
    )
    for place in (1, 2):
        assert " ".join(shown[place].split()) == f"CheckFailed: {raised}"
    assert "da_same is still None" in shown[4]
    assert shown[6].startswith("✓ passed (1 point): da_same") and "raised" not in shown[6]
    assert "✓ passed (1 point): da_same" in shown[8]
    assert "but the cell that sets da_same raised SyntaxError" in shown[8]
    assert "the cell that sets f raised NameError: name 'undefined'" in " ".join(shown[10].split())
    assert "No module named 'pandas_of_nobody' (the course has NumPy, SymPy" in " ".join(
        shown[13].split()
    )
