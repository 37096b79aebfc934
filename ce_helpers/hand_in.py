"""Whether the notebook that runs can be handed in: another program may have taken its marks.

nbgrader's Validate finds nothing wrong with a notebook in which it knows no cell.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

#: A visible check: the course's test cells hold one.
_CHECK = re.compile(r"^check\.(\w+)\(", re.MULTILINE)
_WAY_ON = (
    "Your work is not lost: fetch the assignment again (or download a fresh notebook), copy your "
    "answers into its answer cells, run all, and hand in that one under the assignment's name."
)


def look(path: str | os.PathLike[str] | None = None) -> None:
    """Print what keeps a notebook from being handed in as it is, and the way on; else nothing.

    Parameters
    ----------
    path : path-like, optional
        The notebook (default: the saved file of the one that runs; where Jupyter does not tell
        which it is, nothing is said).

    Examples
    --------
    >>> look("no-such-notebook.ipynb")
    """
    file = path or os.environ.get("JPY_SESSION_NAME") or _known_to_an_editor()
    if file is None:
        return
    try:
        tests = list(_tests(json.loads(Path(file).read_text(encoding="utf-8"))["cells"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return  # no notebook in a file, or not yet
    if tests and not any(marks.get("grade_id") for marks in tests):
        print(
            "This notebook cannot be handed in as it is: its test cells have lost the marks by "
            f"which nbgrader knows them. {_WAY_ON}"
        )


def _known_to_an_editor() -> str | None:
    """Return the file that VS Code names in the notebook's own namespace."""
    return vars(sys.modules["__main__"]).get("__vsc_ipynb_file__")


def _tests(cells: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the marks of each cell that begins with a visible check."""
    for cell in cells:
        if cell["cell_type"] == "code" and _CHECK.search("".join(cell["source"])):
            yield cell["metadata"].get("nbgrader", {})
