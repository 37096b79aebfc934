"""The sample class: submissions made from the release notebooks and small answers files.

`sample_class/<student>/<assignment>.py` is an answers file (see `tools.answers`); `every.py`
serves the assignments that have none of their own. Two more directives: `base: solution`
starts from the reference answers, so that a file holds only what is different about it;
`rename: <file>` hands the notebook in under another name.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from ce_grader.intake.released import without_scheme
from tools.answers import Answers, apply_answers, read_answers
from tools.build import ROOT, assignments, write_notebook

CLASS = ROOT / "sample_class"
MARKER = ".sample-class"


def answers_files(folder: Path = CLASS, root: Path = ROOT) -> list[tuple[str, str, Path]]:
    """Return (student, assignment, answers file) of the whole class, in order."""
    found = []
    for student in sorted(path for path in folder.iterdir() if path.is_dir()):
        for name in assignments(root):
            own, every = student / f"{name}.py", student / "every.py"
            if own.exists() or every.exists():
                found.append((student.name, name, own if own.exists() else every))
    return found


def fill_in(release: NotebookNode, source: NotebookNode) -> NotebookNode:
    """Give every answer cell of a release notebook the source's answer, in place."""
    answers = {
        cell.metadata.nbgrader.grade_id: without_scheme(cell.source)
        for cell in source.cells
        if cell.metadata.get("nbgrader", {}).get("solution")
    }
    for cell in release.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        cell.source = answers.get(name, cell.source)
    return release


def submission(name: str, answers: Answers, root: Path = ROOT) -> NotebookNode:
    """Return the notebook of an assignment as the answers file fills it in."""
    nb = nbformat.read(root / "release" / name / f"{name}.ipynb", as_version=4)
    if answers.directives.get("base") == "solution":
        source = nbformat.read(root / "source" / name / f"{name}.ipynb", as_version=4)
        nb = fill_in(nb, source)
    return apply_answers(nb, answers)


def hand_in(student: str, name: str, path: Path, root: Path = ROOT) -> Path:
    """Write one submission below `submitted/` and return its path."""
    answers = read_answers(path)
    folder = root / "submitted" / student / name
    shutil.rmtree(folder, ignore_errors=True)
    target = folder / answers.directives.get("rename", f"{name}.ipynb")
    write_notebook(submission(name, answers, root), target)
    (folder.parent / MARKER).touch()
    return target


def real_students(root: Path = ROOT) -> list[str]:
    """Return the students with submissions that are not of the sample class."""
    folders = [path for path in (root / "submitted").glob("*") if path.is_dir()]
    return sorted(path.name for path in folders if not (path / MARKER).exists())
