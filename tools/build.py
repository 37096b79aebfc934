"""From percent text to source notebook, release and executed solution.

`source/01_softmax.py` is the truth. This module builds from it, the same bytes each time,
`source/01_softmax/01_softmax.ipynb`, then `release/` with nbgrader and `solutions/` with
nbclient, where an error in any cell is fatal.
"""

from __future__ import annotations

import argparse
import functools
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

from ce_grader.cells import free_names
from tools import figures, points
from tools.config import ROOT, load_config

KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
DEFAULTS = {"grade": False, "locked": False, "solution": False, "task": False}
# "### HIDDEN" under a visible check `check.X(…)` stands for the region that calls `hidden.X(…)`;
# arguments in brackets behind it are the hidden test's own
DIRECTIVE = re.compile(r"^### HIDDEN(?: \((?P<arguments>.*)\))?$", re.MULTILINE)
CHECK = re.compile(r"^check\.(?P<name>\w+)\((?P<arguments>.*)\)$", re.MULTILINE)
TOPIC = re.compile(r"^from (?P<package>\w+) import (?P<topic>\w+) as check$", re.MULTILINE)
# a module of the notebook's under a short name, which a student may give to something else
MODULE = re.compile(
    r"^(?P<head>(?:from \S+ )?import )(?:.*, )?"
    r"(?P<module>(?:\S+ as )?(?P<name>check|data|np|plots|sp))(?:,.*)?$",
    re.MULTILINE,
)
REGION = """\
### BEGIN HIDDEN TESTS
from {package}.reference.{topic} import hidden

hidden.{name}({arguments})
### END HIDDEN TESTS"""


class BuildError(Exception):
    """A text that cannot be built; the message names the cell and the way out."""


def assignments(root: Path = ROOT) -> list[str]:
    """Return the names of the assignments that have a text under `source/`."""
    return sorted(path.stem for path in (root / "source").glob("[0-9][0-9]_*.py"))


def full_metadata(short: dict[str, Any], cell_type: str) -> dict[str, Any]:
    """Return nbgrader's whole cell metadata for the short form that the texts use.

    `points` alone marks an autograded test (locked); with `solution` a cell graded by hand;
    `locked` alone a read-only cell.
    """
    unknown = set(short) - {"grade_id", "points", *DEFAULTS}
    if unknown or "grade_id" not in short:
        raise BuildError(f"nbgrader metadata {short} needs a grade_id and no {sorted(unknown)}")
    full = {**DEFAULTS, "schema_version": 3, "cell_type": cell_type, **short}
    if "points" in short and not full["task"]:
        full["grade"] = True
        full["locked"] = not full["solution"]
    return full


def with_hidden_test(source: str, grade_id: str, topic: re.Match[str] | None) -> str:
    """Return the source of a test cell with its hidden region written out.

    A notebook without an import `as check` is of another course, whose regions are its own.

    Raises
    ------
    BuildError
        If the markers are typed by hand, the directive or the one visible check is missing, or
        cell, check and hidden test are not of one name.
    """
    directive, checks = DIRECTIVE.search(source), list(CHECK.finditer(source))
    if topic is None and directive is None:
        return source
    if "HIDDEN TEST" in source or directive is None:
        raise BuildError(f"{grade_id}: write `### HIDDEN` for the region with the hidden test")
    if topic is None or [f"test_{check['name']}" for check in checks] != [grade_id]:
        expected = f"check.{grade_id.removeprefix('test_')}(…)"
        raise BuildError(f"{grade_id}: expected one line {expected}, as the cell is called")
    arguments = directive["arguments"] or checks[0]["arguments"]
    region = REGION.format(**topic.groupdict(), name=checks[0]["name"], arguments=arguments)
    return DIRECTIVE.sub(lambda _: region, source)


def with_modules(source: str, modules: dict[str, str]) -> str:
    """Return the source of a locked cell below the imports of the modules that it calls.

    A cell of the student's may have used one of their names: `check = softmax(z)`.
    """
    again = [modules[name] for name in modules if name in set(free_names(source))]
    gap = "\n\n\n" if source.startswith("def ") else "\n\n"
    return "\n".join(again) + gap + source if again else source


def source_notebook(text: Path) -> NotebookNode:
    """Return the notebook of one percent text: no jupytext metadata, stable cell ids."""
    # a copy: callers change cells, and the corpus reads the same text a thousand times
    return nbformat.from_dict(_parsed(text.stem, text.read_text(encoding="utf-8")))


@functools.lru_cache(maxsize=16)
def _parsed(name: str, text: str) -> NotebookNode:
    """Return the notebook of a text of this name."""
    nb = jupytext.reads(text, fmt="py:percent")
    topic = TOPIC.search(text)
    modules: dict[str, str] = {}
    nb.metadata = NotebookNode(kernelspec=KERNELSPEC, language_info={"name": "python"})
    seen: set[str] = set()
    prefix = "header" if name == "header" else "cell"
    for number, cell in enumerate(nb.cells):
        short = cell.metadata.get("nbgrader")
        kept = {key: cell.metadata[key] for key in ("tags",) if key in cell.metadata}
        cell.id = f"{prefix}-{number:02d}"
        if short is not None:
            cell.id = short["grade_id"]
            kept["nbgrader"] = full_metadata(dict(short), cell.cell_type)
            if "points" in short and "solution" not in short:
                cell.source = with_hidden_test(cell.source, cell.id, topic)
            if cell.cell_type == "code" and kept["nbgrader"]["locked"]:
                cell.source = with_modules(cell.source, modules)
        if cell.cell_type == "code":
            found = MODULE.finditer(cell.source)
            modules = modules or {one["name"]: one["head"] + one["module"] for one in found}
        if cell.id in seen:
            raise BuildError(f"{name}.py: two cells are called {cell.id!r}; rename one of them")
        seen.add(cell.id)
        cell.metadata = NotebookNode(kept)
    points.state(nb.cells)
    nb.nbformat, nb.nbformat_minor = 4, 5
    return nb


def build_points(root: Path = ROOT) -> None:
    """Write what each check is worth where the visible checks of this course read it."""
    texts = [root / "source" / f"{name}.py" for name in assignments(root)]
    topics = [TOPIC.search(text.read_text(encoding="utf-8")) for text in texts]
    known = {
        topic["topic"]: source_notebook(text)
        for topic, text in zip(topics, texts, strict=True)
        if topic
    }
    (root / points.FILE).write_text(points.text(known), encoding="utf-8")


def write_notebook(nb: NotebookNode, path: Path) -> None:
    """Write a notebook as valid nbformat 4 with a final newline, making its folder."""
    nbformat.validate(nb)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(nbformat.writes(nb) + "\n", encoding="utf-8")


def build_source(name: str, root: Path = ROOT) -> Path:
    """Build `source/<name>/<name>.ipynb` from `source/<name>.py` and return its path."""
    target = root / "source" / name / f"{name}.ipynb"
    write_notebook(source_notebook(root / "source" / f"{name}.py"), target)
    return target


def build_header(root: Path = ROOT) -> None:
    """Build the Name / Student ID header of the quiz notebooks, if there is one."""
    text = root / "source" / "header.py"
    if text.exists():
        write_notebook(source_notebook(text), root / "source" / "header.ipynb")


def build_release(names: Iterable[str], root: Path = ROOT) -> None:
    """Build `release/` as nbgrader does, in a throw-away gradebook.

    The course's gradebook is left alone: generating into it would reset the assignments of
    a term that is running.
    """
    # it reads the configuration for others, too, and so imports this module
    from tools.course import api, inside, require_success

    with tempfile.TemporaryDirectory(prefix="ce-build-") as folder, inside(root):
        nbgrader = api(root, db_url=f"sqlite:///{folder}/gradebook.db")
        for name in names:
            result = nbgrader.generate_assignment(name, force=True, create=True)
            require_success(result, f"building release/{name}")
            normalise(root / "release" / name / f"{name}.ipynb")


def venv_environment() -> dict[str, str]:
    """Return the environment with this Python's folder first on PATH (nbgrader runs alembic)."""
    return {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}


def normalise(path: Path) -> None:
    """Write a notebook again in the one form that the freshness check compares."""
    write_notebook(nbformat.read(path, as_version=4), path)


def solution_notebook(name: str, root: Path = ROOT) -> NotebookNode:
    """Execute one source notebook from top to bottom; an error in any cell is fatal."""
    nb = nbformat.read(root / "source" / name / f"{name}.ipynb", as_version=4)
    header = load_config(root).QuizHeader
    if name in header.assignments:
        nb.cells = nbformat.read(root / header.header, as_version=4).cells + nb.cells
    with tempfile.TemporaryDirectory(prefix="ce-run-") as folder:
        resources = {"metadata": {"path": folder}}
        client = NotebookClient(
            nb,
            timeout=120,
            kernel_name="python3",
            resources=resources,
            record_timing=False,
            coalesce_streams=True,
            extra_arguments=[figures.SHARP],
        )
        env = {**os.environ, "CE_GRADING_SEED": "20260101", "SOURCE_DATE_EPOCH": "0"}
        # the kernel's own log, not what the cells write: that goes into the notebook
        client.execute(env=env, stderr=subprocess.DEVNULL)
    figures.pack(nb)
    nb.metadata = NotebookNode(kernelspec=KERNELSPEC, language_info={"name": "python"})
    for cell in nb.cells:
        cell.metadata.pop("execution", None)
    return nb


def build_solution(name: str, root: Path = ROOT) -> None:
    """Build `solutions/<name>/<name>.ipynb`, executed, with figures."""
    write_notebook(solution_notebook(name, root), root / "solutions" / name / f"{name}.ipynb")


def main(arguments: list[str] | None = None) -> None:
    """Build everything, or the named assignments."""
    parser = argparse.ArgumentParser(prog="python -m tools.build", description=__doc__)
    parser.add_argument("names", nargs="*", help="assignments to build (default: all)")
    parser.add_argument("--source-only", action="store_true", help="build source/ alone")
    options = parser.parse_args(arguments)
    names = options.names or assignments()
    # they count what is built here, and so import this module
    from tools import counts, derivations

    build_header()
    for name in names:
        print(f"source     {build_source(name).relative_to(ROOT)}", flush=True)
    build_points()
    counts.write()
    if options.source_only:
        return
    build_release(names)
    print(f"release    {', '.join(names)}", flush=True)
    # the kernels are processes of their own; the threads only wait for them
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for name, _ in zip(names, pool.map(build_solution, names), strict=True):
            print(f"solution   solutions/{name}/{name}.ipynb", flush=True)
    derivations.write()
    counts.write()
    shutil.rmtree(ROOT / "source" / ".ipynb_checkpoints", ignore_errors=True)


if __name__ == "__main__":
    main()
