"""From a submitted file to the notebook that is graded: read, repaired, with notes on top."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from nbformat import NotebookNode

from ce_grader.intake.assignment import MasterCell
from ce_grader.intake.files import Refused
from ce_grader.intake.notebook import NotebookLimits, assembled, read_notebook
from ce_grader.intake.restore import new_cell, restored


def admitted(
    path: Path,
    master: Sequence[MasterCell],
    limits: NotebookLimits = NotebookLimits(),  # noqa: B008
) -> tuple[NotebookNode, list[str]]:
    """Return the notebook to grade for one submitted file.

    A file that cannot be read gives the assignment's own notebook without any answer: it is
    graded like an empty one, and the first note says why.

    Parameters
    ----------
    path : Path
        What was handed in.
    master : sequence of MasterCell
        The cells that the notebook must have, in order.
    limits : NotebookLimits
        How large the file may be.

    Returns
    -------
    notebook : NotebookNode
        The assignment's notebook with the student's answers; notes stand in its first cell.
    notes : list of str
        What the student should know, a sentence each.
    """
    try:
        nb, notes = restored(read_notebook(path, limits), master)
    except Refused as refusal:
        nb, _ = restored(assembled([]), master)
        notes = [f"This notebook could not be graded. {refusal}"]
    if notes:
        nb.cells.insert(0, _note_cell(notes))
    return nb, notes


def _note_cell(notes: list[str]) -> NotebookNode:
    text = "\n".join(["**From the grader**", "", *(f"- {escaped(note)}" for note in notes)])
    cell = new_cell("markdown", text, {})
    cell.id = "from-the-grader"
    return cell


def escaped(note: str) -> str:
    """Return a note in which nothing is markup: it may quote a student's file name.

    Parameters
    ----------
    note : str
        One sentence.

    Returns
    -------
    str
        Markdown that shows it as it stands.
    """
    return note.replace("&", "&amp;").replace("<", "&lt;").replace("`", "'").replace("$", "＄")
