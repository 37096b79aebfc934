"""Is what is committed what `make build` makes? `python -m tools.fresh` says so.

Compared are code, text and the presence of figures; pixels differ between machines.
"""

from __future__ import annotations

import functools
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from tools.build import (
    ROOT,
    assignments,
    build_release,
    solution_notebook,
    source_notebook,
)


def essence(nb: NotebookNode) -> list[dict[str, Any]]:
    """Return what the comparison looks at, cell by cell."""
    return [
        {
            "id": cell.id,
            "type": cell.cell_type,
            "source": cell.source,
            "metadata": cell.metadata,
            "outputs": [output_essence(output) for output in cell.get("outputs", [])],
        }
        for cell in nb.cells
    ]


def output_essence(output: NotebookNode) -> dict[str, Any]:
    """Return the text of an output, and of a figure only that there is one."""
    data = output.get("data", {})
    figures = sorted(kind for kind in data if kind.startswith("image/"))
    text = {} if figures else {kind: value for kind, value in data.items()}
    rest = {key: output.get(key) for key in ("output_type", "name", "text", "ename", "evalue")}
    return {**rest, "figures": figures, "text_data": text}


def committed(kind: str, name: str) -> NotebookNode:
    """Return a notebook as it is committed."""
    return nbformat.read(ROOT / kind / name / f"{name}.ipynb", as_version=4)


def built(kind: str, name: str) -> NotebookNode:
    """Return the same notebook as it is built now, without touching the tree."""
    if kind == "source":
        return source_notebook(ROOT / "source" / f"{name}.py")
    if kind == "solutions":
        return solution_notebook(name)
    return _releases()[name]


@functools.cache
def _releases() -> dict[str, NotebookNode]:
    """Return the releases of all assignments, built in a folder of their own."""
    with tempfile.TemporaryDirectory(prefix="ce-fresh-") as folder:
        course = Path(folder)
        skip = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
        shutil.copytree(ROOT / "source", course / "source", ignore=skip)
        shutil.copy(ROOT / "nbgrader_config.py", course)
        build_release(assignments(), course)
        return {
            name: nbformat.read(course / "release" / name / f"{name}.ipynb", as_version=4)
            for name in assignments()
        }


def stale_cells(kind: str, name: str) -> list[str]:
    """Return the ids of the cells in which the committed notebook differs from the built one."""
    old, new = essence(committed(kind, name)), essence(built(kind, name))
    if [cell["id"] for cell in old] != [cell["id"] for cell in new]:
        return ["the list of cells"]
    return [a["id"] for a, b in zip(old, new, strict=True) if a != b]


def main() -> int:
    """Check everything; name what is stale."""
    stale = {
        f"{kind}/{name}": cells
        for kind in ("source", "release", "solutions")
        for name in assignments()
        if (cells := stale_cells(kind, name))
    }
    for path, cells in stale.items():
        print(f"{path} is not what `make build` makes; it differs in {', '.join(cells)}")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
