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

#: A visible check, which opens the course's test cells.
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
        lost = list(_unmarked(json.loads(Path(file).read_text(encoding="utf-8"))["cells"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return  # no notebook in a file, or not yet
    if lost:
        print(
            f"This notebook cannot be handed in as it is: {len(lost)} of its test cells (the first "
            f"is check.{lost[0]}) have lost the marks by which nbgrader knows them. {_WAY_ON}"
        )


def _known_to_an_editor() -> str | None:
    """Return the file that VS Code names in the notebook's own namespace."""
    return vars(sys.modules["__main__"]).get("__vsc_ipynb_file__")


def _unmarked(cells: list[dict[str, Any]]) -> Iterator[str]:
    """Yield the checks of test cells that are not marked as such."""
    for cell in cells:
        marks = cell["metadata"].get("nbgrader", {})
        found = _CHECK.search("".join(cell["source"])) if cell["cell_type"] == "code" else None
        if found and not marks.get("grade_id"):
            yield found[1]
