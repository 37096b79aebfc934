"""What each graded cell of a notebook earned, in the words of the student's page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup
from nbformat import NotebookNode
from nbgrader.api import Grade

#: How much a page tells of the checks, from most to least; the last leaves out hidden tests.
TOLD = EVERYTHING, SENTENCES, VISIBLE = ("everything", "sentences", "visible checks")
_WITHOUT_POINTS = {"passed": "passed", "lost": "not passed", "waiting": "not yet marked"}


def is_open(grade: Grade) -> bool:
    """Return whether a person still has to give the points of a cell.

    Parameters
    ----------
    grade : Grade
        The gradebook's row.

    Returns
    -------
    bool
        False where some points were given, even if a person has to look again.
    """
    return bool(grade.needs_manual_grade) and not grade.auto_score and grade.manual_score is None


@dataclass(frozen=True)
class Mark:
    """What one graded cell earned, and why."""

    name: str
    exercise: Markup
    score: float
    points: float
    waiting: bool
    by_hand: bool
    sentence: str = ""
    tells: str = EVERYTHING

    @property
    def kind(self) -> str:
        """One word for what became of it: passed, lost or waiting."""
        if self.waiting:
            return "waiting"
        return "lost" if self.lost > 0 or (self.sentence and not self.by_hand) else "passed"

    @property
    def lost(self) -> float:
        """The points that are missing, none of them while it waits."""
        return 0.0 if self.waiting else self.points - self.score

    @property
    def text(self) -> str:
        """The points in words; colour says the same beside them."""
        if self.tells != EVERYTHING:
            return _WITHOUT_POINTS[self.kind]
        if self.waiting:
            return f"not yet marked, {points(self.points)}"
        if self.lost > 0:
            return f"lost {number(self.lost)} of {points(self.points)}"
        return f"{'' if self.by_hand else self.kind + ', '}{number(self.score)} of " + points(
            self.points
        )

    @property
    def title(self) -> str:
        """Its name without what every test's name begins with."""
        return self.name.removeprefix("test_")


def mark_of(cell: NotebookNode, exercise: Markup, tells: str = EVERYTHING) -> Mark | None:
    """Return the mark of a cell, or None if it gives no points.

    Parameters
    ----------
    cell : NotebookNode
        With the points that `feedback.GetMarks` wrote into it.
    exercise : Markup
        The heading that it stands under.
    tells : str
        How much the page tells, one of `TOLD`.

    Returns
    -------
    Mark or None
        The mark.
    """
    about = cell.metadata.get("nbgrader", {})
    if not (about.get("grade") or about.get("task")) or "points" not in about:
        return None
    errors = [o.evalue or o.ename for o in cell.get("outputs", []) if o.output_type == "error"]
    by_hand = bool(about.get("solution") or about.get("task"))
    sentence = "" if by_hand or not errors else errors[0]
    score = about.get("score") or 0.0
    waiting = bool(about.get("waiting"))
    return Mark(
        about["grade_id"], exercise, score, about["points"], waiting, by_hand, sentence, tells
    )


def headline(marks: Iterable[Mark], score: float, most: float) -> str:
    """Return the score of a notebook in a few words.

    Parameters
    ----------
    marks : iterable of Mark
        Of its cells.
    score, most : float
        The points, and the most that there are.

    Returns
    -------
    str
        What waits for a person counts neither as earned nor as lost.
    """
    waiting = sum(mark.points for mark in marks if mark.waiting)
    if waiting:
        return f"{number(score)} of {points(most - waiting)} so far, {number(waiting)} waiting"
    return f"{number(score)} of {points(most)}"


def points(value: float) -> str:
    """Return a number of points.

    Parameters
    ----------
    value : float
        How many.

    Returns
    -------
    str
        With the word.

    Examples
    --------
    >>> points(1.0), points(2.5)
    ('1 point', '2.5 points')
    """
    return f"{number(value)} point{'' if value == 1 else 's'}"


def number(value: float) -> str:
    """Return a number as short as it is, to two decimals.

    Parameters
    ----------
    value : float
        Any.

    Returns
    -------
    str
        Without zeros at its end.
    """
    return f"{value:.2f}".rstrip("0").rstrip(".")
