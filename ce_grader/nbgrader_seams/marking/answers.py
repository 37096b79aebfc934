"""All answers to one question, without a name: equal ones as one, near ones after each other."""

from __future__ import annotations

import html
import json
import operator
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from markupsafe import Markup
from nbgrader.api import Comment, Grade, Gradebook, SubmittedAssignment, SubmittedNotebook
from nbgrader.coursedir import CourseDirectory

from ce_grader.cells import source_of
from ce_grader.intake.assignment import grade_id
from ce_grader.intake.page import piece_of_page
from ce_grader.intake.renderer import one_notebook
from ce_grader.nbgrader_seams.marking.likeness import by_likeness


@dataclass(frozen=True)
class Marks:
    """What the gradebook says of an answer.

    Parameters
    ----------
    auto_score, manual_score, extra_credit : float or None
        Points.
    waits : bool
        Whether a person still has to look.
    auto_comment, manual_comment : str or None
        What the program and what a person has written.
    """

    auto_score: float | None
    manual_score: float | None
    extra_credit: float | None
    waits: bool
    auto_comment: str | None
    manual_comment: str | None


@dataclass(frozen=True)
class Submitted:
    """One submission as the gradebook has it.

    Parameters
    ----------
    submission, grade, comment : str
        The gradebook's ids, by which formgrader shows and saves.
    path : Path
        The graded notebook.
    marks : Marks
        Of the answer.
    """

    submission: str
    grade: str
    comment: str
    path: Path
    marks: Marks


@dataclass(frozen=True)
class Answer:
    """One answer of one or several students, who have the same marks for it.

    Parameters
    ----------
    html : Markup
        What was written, clean.
    marks : Marks
        The marks of all of them.
    members : tuple of tuple of int and Submitted
        Each submission with formgrader's number.
    again : bool
        Whether the same answer has stood there before, with other marks.
    """

    html: Markup
    marks: Marks
    members: tuple[tuple[int, Submitted], ...]
    again: bool


def submitted(
    gradebook: Gradebook, coursedir: CourseDirectory, assignment: str, notebook: str, cell: str
) -> list[Submitted]:
    """Return all submissions, asked of the gradebook anew: there may be another marker.

    Parameters
    ----------
    gradebook : Gradebook
        The course's.
    coursedir : CourseDirectory
        The course.
    assignment, notebook, cell : str
        Names.

    Returns
    -------
    list of Submitted
        Those whose graded notebook is there, in formgrader's order.
    """
    ids = [
        find(cell, notebook, assignment).id
        for find in (gradebook.find_grade_cell, gradebook.find_solution_cell)
    ]
    rows = (
        gradebook.db.query(
            SubmittedNotebook.id,
            SubmittedAssignment.student_id,
            Grade.id,
            Comment.id,
            Grade.auto_score,
            Grade.manual_score,
            Grade.extra_credit,
            Grade.needs_manual_grade,
            Comment.auto_comment,
            Comment.manual_comment,
        )
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .join(Comment, Comment.notebook_id == SubmittedNotebook.id)
        .filter(Grade.cell_id == ids[0], Comment.cell_id == ids[1])
        .order_by(SubmittedNotebook.id)
    )
    found = []
    for submission, student, grade, comment, *marks in rows:
        folder = coursedir.format_path(coursedir.autograded_directory, student, assignment)
        path = Path(folder, f"{notebook}.ipynb")
        if path.is_file():
            found.append(Submitted(submission, grade, comment, path, Marks(*marks)))
    return found


def answers(entries: Iterable[Submitted], cell: str, is_code: bool) -> list[Answer]:
    """Return the answers in the order in which they are marked.

    Parameters
    ----------
    entries : iterable of Submitted
        In formgrader's order.
    cell : str
        The answer cell.
    is_code : bool
        Whether it holds code.

    Returns
    -------
    list of Answer
        By likeness; among equal ones those that wait come first.
    """
    written: dict[str, list[tuple[int, Submitted]]] = {}
    for number, entry in enumerate(entries, 1):
        written.setdefault(_written(entry.path, cell), []).append((number, entry))
    texts: dict[str, list[str]] = {}
    for key in written:
        texts.setdefault(json.loads(key)[0], []).append(key)
    with one_notebook():
        return [
            answer
            for text in by_likeness(list(texts))
            for key in texts[text]
            for answer in _by_marks(_shown(key, is_code), written[key])
        ]


def _by_marks(page: Markup, members: list[tuple[int, Submitted]]) -> Iterable[Answer]:
    def order(member: tuple[int, Submitted]) -> tuple[bool, str]:
        return not member[1].marks.waits, repr(member[1].marks)

    groups = groupby(sorted(members, key=order), lambda member: member[1].marks)
    for place, (marks, group) in enumerate(groups):
        same = sorted(group, key=operator.itemgetter(0))
        yield Answer(page, marks, tuple(same), again=place > 0)


def _written(path: Path, cell: str) -> str:
    """Return an answer with the pictures that were pasted into it, as JSON."""
    try:
        cells = json.loads(path.read_bytes())["cells"]
        (found,) = (one for one in cells if grade_id(one) == cell)
    except (OSError, ValueError, KeyError):  # no answer, and not an empty one
        return json.dumps(["", None])
    text = "\n".join(line.rstrip() for line in source_of(found).strip().splitlines())
    return json.dumps([text, found.get("attachments", {})], sort_keys=True)


def _shown(key: str, is_code: bool) -> Markup:
    text, pictures = json.loads(key)
    if pictures is None:
        return Markup("<p>The graded notebook cannot be read.</p>")
    if is_code:
        return Markup(f"<pre>{html.escape(text)}</pre>")
    return Markup(piece_of_page(text, pictures))
