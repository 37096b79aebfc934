"""From what was handed in to the notebook that is graded: found, read, repaired, with notes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from ce_grader.intake.assignment import Assignment, MasterCell, grade_id
from ce_grader.intake.files import AGAIN, Refused, shown
from ce_grader.intake.handed_in import Candidate, candidates
from ce_grader.intake.located import located
from ce_grader.intake.notebook import NotebookLimits, assembled, parse_notebook
from ce_grader.intake.restore import KEY, new_cell, restored

_LIMITS = NotebookLimits()
#: Under KEY in the notebook's metadata: why nothing in it has a verdict.
REFUSAL = "refusal"
#: The id of the cell at the top that says so, or what else the grader has to say.
NOTE = "from-the-grader"


@dataclass(frozen=True)
class _Read:
    """A candidate that could be read."""

    candidate: Candidate
    nb: NotebookNode

    def is_answered(self, master: Sequence[MasterCell]) -> bool:
        """Return whether it holds anything that a student has written."""
        answers = {cell.name: cell for cell in master if cell.solution}
        parts = located(self.nb.cells, master)
        written = (p for p in parts if p.name in answers and p.answers(answers[p.name]))
        return next(written, None) is not None


def admitted(
    folder: Path, name: str, assignment: Assignment, limits: NotebookLimits = _LIMITS
) -> tuple[NotebookNode, list[str]]:
    """Return one notebook of a submission as it is graded.

    Where nothing can be read it is the assignment's own notebook without any answer, with the
    reason in its metadata: no cell of it gets a verdict, and a person has to look.

    Parameters
    ----------
    folder : Path
        What was handed in.
    name : str
        The notebook.
    assignment : Assignment
        What was to be done.
    limits : NotebookLimits
        How large the file may be.

    Returns
    -------
    notebook : NotebookNode
        The assignment's notebook with the student's answers; notes stand in its first cell.
    notes : list of str
        What the student should know, a sentence each.
    """
    master = assignment.notebooks[name]
    try:
        read, told = _chosen(folder, name, assignment, limits)
        _require_own(read.nb, master)
        nb, repairs = restored(read.nb, master, assignment.prose[name])
        notes = [*told, *repairs]
    except Refused as refusal:
        nb, _ = restored(assembled([]), master)
        notes = [f"This notebook could not be graded by the program; a person will. {refusal}"]
        nb.metadata[KEY] = {REFUSAL: str(refusal)}
    if notes:
        nb.cells.insert(0, _note_cell(notes))
    return nb, notes


def _chosen(
    folder: Path, name: str, assignment: Assignment, limits: NotebookLimits
) -> tuple[_Read, list[str]]:
    """Return the notebook that counts, and a note if it is not the only one of its right name."""
    found = candidates(folder, name, assignment.notebooks.keys(), assignment.coursedir.ignore)
    if not found:
        which = f"neither {shown(f'{name}.ipynb')} nor another"
        raise Refused(f"There is no notebook in what was handed in, {which}. {AGAIN}")
    read = _readable(found, limits)
    chosen = read[0]
    if len(read) > 1:
        answered = [one for one in read if one.is_answered(assignment.notebooks[name])]
        chosen = _only(answered or read, f"{name}.ipynb")
    if len(found) == 1 and chosen.candidate.name == f"{name}.ipynb":
        return chosen, []
    if len(found) == 1:
        return chosen, [f"{chosen.candidate} was taken for {name}.ipynb."]
    return chosen, [f"Of {len(found)} notebooks handed in, {chosen.candidate} was graded."]


def _readable(found: Sequence[Candidate], limits: NotebookLimits) -> list[_Read]:
    """Return what can be read of it, each content once; the first refusal if nothing can."""
    read: dict[bytes, _Read] = {}
    refusals = []
    for candidate in found:
        try:
            content = candidate.read(limits.notebook_bytes)
            if content not in read:
                read[content] = _Read(candidate, parse_notebook(content, limits))
        except Refused as refusal:
            refusals.append(refusal)
    if not read:
        raise refusals[0]
    return list(read.values())


def _only(read: Sequence[_Read], name: str) -> _Read:
    """Return the one notebook, or the one with the right name."""
    named = [one for one in read if one.candidate.name == name]
    if len(read) == 1 or named:
        return [*named, *read][0]
    listed = ", ".join(str(one.candidate) for one in read)
    raise Refused(f"Several notebooks may be the one to grade: {listed}. Hand in one of them.")


def _require_own(nb: NotebookNode, master: Sequence[MasterCell]) -> None:
    """Refuse a notebook that has little or nothing to do with the assignment."""
    known = {cell.name for cell in master}
    claims = {name for name in map(grade_id, nb.cells) if name is not None}
    parts = located(nb.cells, master)
    bound = {name for part in parts for name in part.binds}
    asked = {name for cell in master if cell.solution for name in cell.binds}
    if len(claims - known) > len(claims & known):
        raise Refused(f"This is the notebook of another assignment. {AGAIN}")
    if not any(part.name for part in parts) and not bound & asked:
        raise Refused(f"Nothing of this assignment is in the notebook. {AGAIN}")


def _note_cell(notes: Collection[str]) -> NotebookNode:
    text = "\n".join(["**From the grader**", "", *(f"- {escaped(note)}" for note in notes)])
    cell = new_cell("markdown", text, {})
    cell.id = NOTE
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
