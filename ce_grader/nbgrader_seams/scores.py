"""From verdicts to the gradebook's rows: the one place where scores and comments are set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import nbformat
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.api import Grade, SubmittedNotebook

from ce_grader.cells import kind_of
from ce_grader.intake.earlier import Earlier
from ce_grader.intake.restore import ELSEWHERE, KEY, UNSURE
from ce_grader.task import Result

_NONE_BEFORE = Earlier()


def write_scores(entry: SubmittedNotebook, result: Result, earlier: Earlier = _NONE_BEFORE) -> None:
    """Set the scores and comments of one notebook's rows; nothing is committed.

    A test that has no verdict is 0 and waits for a person, and so does a score that a person
    gave before, unless the answer is the one that was marked. Written answers are scored as
    nbgrader does; none of a notebook that could not be read is.

    Parameters
    ----------
    entry : SubmittedNotebook
        The gradebook's row of the notebook; its grades and comments are changed.
    result : Result
        The executed notebook, and the verdicts on its test cells.
    earlier : Earlier
        The notebook as it was graded before.
    """
    scores = Scores(result, earlier)
    for grade in entry.grades:
        scores.set_grade(grade)
    for comment in entry.comments:
        comment.auto_comment = scores.comment(comment.name)


class Scores:
    """What one graded notebook says of its cells.

    Parameters
    ----------
    result : Result
        The executed notebook, and the verdicts on its test cells.
    earlier : Earlier
        The notebook as it was graded before.
    """

    def __init__(self, result: Result, earlier: Earlier = _NONE_BEFORE) -> None:
        nb = nbformat.reads(result.notebook, as_version=4)
        named = (cell for cell in nb.cells if "grade_id" in cell.metadata.get("nbgrader", {}))
        self._cells = {cell.metadata.nbgrader.grade_id: cell for cell in named}
        self._refused = bool(nb.metadata.get(KEY, {}).get("refusal"))
        self._found = {verdict.grade_id: verdict for verdict in result.verdicts}
        self._earlier = earlier

    def automatic(self, name: str) -> tuple[float | None, str]:
        """Return the score of a test or a written answer.

        Parameters
        ----------
        name : str
            The cell.

        Returns
        -------
        score : float or None
            None where only a person can say.
        reason : str
            Why a person has to look; empty if nobody has to.
        """
        cell = self._cells[name]
        if kind_of(cell) == "test":
            return self._found[name].points, self._reason(name)
        score = None if utils.is_task(cell) else self._score_by_hand(cell)
        return score, "" if score is not None else "a person marks it"

    def set_grade(self, grade: Grade) -> None:
        """Set the automatic score of a cell, and whether a person has to look.

        Parameters
        ----------
        grade : Grade
            The gradebook's row of the cell.
        """
        cell, before = self._cells[grade.name], grade.auto_score
        if utils.is_task(cell):
            return
        grade.auto_score, reason = self.automatic(grade.name)
        answer = self._about(cell).get("of", grade.name)
        marked = grade.manual_score is not None
        if not (marked and grade.auto_score == before and self._is_unchanged(answer)):
            grade.needs_manual_grade = bool(reason) or marked

    def _score_by_hand(self, cell: NotebookNode) -> float | None:
        if self._refused or self._about(cell).get("answer"):
            return None
        score: float | None = utils.determine_grade(cell)[0]
        return score

    def _is_unchanged(self, answer: str) -> bool:
        """Return whether an answer is the one that was graded before."""
        before = self._earlier.answers.get(answer)
        return before is not None and before == self._cells[answer].source

    def _about(self, cell: NotebookNode) -> Mapping[str, str]:
        about: Mapping[str, str] = cell.metadata.get(KEY, {})
        return about

    def _reason(self, test: str) -> str:
        """Return why a person has to look at a test, or nothing."""
        verdict = self._found[test]
        if verdict.needs_review:
            return verdict.reason
        answer = self._about(self._cells[test]).get("of", "")
        lost = verdict.points < verdict.max_points
        if lost and answer and self._about(self._cells[answer]).get("answer") == UNSURE:
            return f"the cell {answer} was not found, but there is code where it was"
        return ""

    def comment(self, name: str) -> str | None:
        """Return the comment on an answer: where a person has to look, or that there is none.

        nbgrader keeps comments on answers, not on test cells: a test without a verdict is named
        at the answer before it.

        Parameters
        ----------
        name : str
            The answer.

        Returns
        -------
        str or None
            None if there is nothing to say.
        """
        cell = self._cells[name]
        tests = list(self._tests_of(name))
        notes = [f"{test}: {reason}" for test in tests if (reason := self._reason(test))]
        if notes:
            return "To be looked at: " + "; ".join(notes)
        if self._about(cell).get("answer") == ELSEWHERE:
            return "The answer stands in another cell."
        if self._refused or utils.is_task(cell) or any(self._found[t].points for t in tests):
            return None
        return "No response." if _is_untouched(cell) else None

    def _tests_of(self, answer: str) -> Iterator[str]:
        cells = self._cells.items()
        return (name for name, cell in cells if self._about(cell).get("of") == answer
                and name in self._found)  # fmt: skip


def _is_untouched(cell: NotebookNode) -> bool:
    """Return whether an answer cell holds the release's text, or an answer in code nothing."""
    if cell.cell_type == "code" and not cell.source.strip():
        return True
    return bool(cell.metadata.nbgrader.get("checksum") == utils.compute_checksum(cell))
