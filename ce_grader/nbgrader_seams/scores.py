"""From verdicts to the gradebook's rows: the one place where scores and comments are set."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.api import Grade, SubmittedNotebook

from ce_grader.cells import kind_of
from ce_grader.task import Verdict


def write_scores(entry: SubmittedNotebook, nb: NotebookNode, verdicts: Iterable[Verdict]) -> None:
    """Set the scores and comments of one notebook's rows; nothing is committed.

    A test that has no verdict is 0 and waits for a person, and so does a score that a person
    gave before. Written answers are scored as nbgrader does.

    Parameters
    ----------
    entry : SubmittedNotebook
        The gradebook's row of the notebook; its grades and comments are changed.
    nb : NotebookNode
        The executed notebook.
    verdicts : iterable of Verdict
        The verdicts on its test cells.
    """
    found = {verdict.grade_id: verdict for verdict in verdicts}
    named = (cell for cell in nb.cells if "grade_id" in cell.metadata.get("nbgrader", {}))
    cells = {cell.metadata.nbgrader.grade_id: cell for cell in named}
    for grade in entry.grades:
        _set_score(grade, cells[grade.name], found.get(grade.name))
    notes = review_notes(nb.cells, found)
    for comment in entry.comments:
        untouched = "No response." if _is_untouched(cells[comment.name]) else None
        comment.auto_comment = notes.get(comment.name, untouched)


def _set_score(grade: Grade, cell: NotebookNode, verdict: Verdict | None) -> None:
    if kind_of(cell) == "test":
        grade.auto_score = 0.0 if verdict is None else verdict.points
        unsure = verdict is None or verdict.needs_review
    elif utils.is_grade(cell):
        grade.auto_score, _ = utils.determine_grade(cell)
        unsure = grade.auto_score is None
    else:
        return  # a task, which a person scores
    grade.needs_manual_grade = unsure or grade.manual_score is not None


def _is_untouched(cell: NotebookNode) -> bool:
    """Return whether an answer cell still holds the release's text."""
    checksum = cell.metadata.nbgrader.get("checksum")
    return checksum == utils.compute_checksum(cell) and not utils.is_task(cell)


def review_notes(
    cells: Iterable[Mapping[str, Any]], verdicts: Mapping[str, Verdict]
) -> dict[str, str]:
    """Return the comments that say where a person has to look.

    nbgrader keeps comments on answers, not on test cells: a test without a verdict is named at
    the last answer before it.

    Parameters
    ----------
    cells : iterable of mapping
        The notebook's cells in order.
    verdicts : mapping of str to Verdict
        Verdicts by the test cell's name.

    Returns
    -------
    dict of str to str
        Comments by the answer cell's name.
    """
    notes: dict[str, list[str]] = {}
    answer = ""
    for cell in cells:
        marks = cell.get("metadata", {}).get("nbgrader", {})
        if marks.get("solution"):
            answer = marks["grade_id"]
        elif answer and kind_of(cell) == "test":
            verdict = verdicts.get(marks["grade_id"])
            if verdict is None or verdict.needs_review:
                reason = "it was not graded" if verdict is None else verdict.reason
                notes.setdefault(answer, []).append(f"{marks['grade_id']}: {reason}")
    return {name: "To be looked at: " + "; ".join(lines) for name, lines in notes.items()}
