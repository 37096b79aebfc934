"""The gradebook as a table: student × assignment, points, what was lost and why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.api import Grade, Gradebook
from rich.table import Table

WHY_LENGTH = 88
MOST_REASONS = 3


@dataclass(frozen=True)
class Loss:
    """Points lost in one graded cell."""

    cell: str
    points: float
    why: str


@dataclass(frozen=True)
class Row:
    """One submission in the gradebook, with the score that is exported."""

    student: str
    assignment: str
    score: float
    max_score: float
    late: float
    ungraded: float
    losses: tuple[Loss, ...]
    events: tuple[str, ...] = ()
    unprotected: bool = False


def about(path: Path) -> dict[str, Any]:
    """Return what the grader wrote into a graded notebook about the grading itself."""
    if not path.exists():
        return {}
    found: dict[str, Any] = nbformat.read(path, as_version=4).metadata.get("ce_grader", {})
    return found


def event_text(event: dict[str, Any]) -> str:
    """Return what a cell's code did, in a few words."""
    times = f" ({event['count']} times)" if event["count"] > 1 else ""
    return f"{event['cell']} {event['what']}{times}"


def reasons(path: Path) -> dict[str, str]:
    """Return why each failed test cell of an autograded notebook failed, in a few words."""
    if not path.exists():
        return {}
    found = {}
    for cell in nbformat.read(path, as_version=4).cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        for output in cell.get("outputs", []):
            if output.output_type == "error" and name:
                found[name] = shorten(f"{output.evalue or output.ename}")
    return found


def shorten(text: str) -> str:
    """Return the first sentence of a message, cut to the width of a table cell."""
    line = re.sub(r"\s+", " ", re.sub(r"\x1b\[[0-9;]*m", "", text)).strip()
    return line if len(line) <= WHY_LENGTH else line[: WHY_LENGTH - 1] + "…"


def rows(db_url: str, autograded: Path) -> Iterator[Row]:
    """Yield every submission of the gradebook, by student and assignment."""
    with Gradebook(db_url) as gradebook:
        submissions = [s for a in gradebook.assignments for s in a.submissions]
        for submission in sorted(submissions, key=lambda s: (s.student_id, s.name)):
            why: dict[str, str] = {}
            notes: list[dict[str, Any]] = []
            for notebook in submission.notebooks:
                folder = autograded / submission.student_id / submission.name
                why |= reasons(folder / f"{notebook.name}.ipynb")
                notes.append(about(folder / f"{notebook.name}.ipynb"))
            grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
            by_hand = [grade for grade in grades if is_open(grade)]
            lost = [g for g in grades if g not in by_hand and g.score < g.max_score]
            yield Row(
                submission.student_id,
                submission.name,
                max(0.0, submission.score - submission.late_submission_penalty),
                submission.max_score,
                submission.late_submission_penalty,
                sum(g.max_score for g in by_hand),
                tuple(Loss(g.name, g.max_score - g.score, why.get(g.name, "")) for g in lost),
                tuple(event_text(event) for note in notes for event in note.get("events", ())),
                any(note.get("sandboxed") is False for note in notes),
            )


def is_open(grade: Grade) -> bool:
    """Return whether a person still has to give the points of a cell."""
    return bool(grade.needs_manual_grade) and not grade.auto_score and grade.manual_score is None


def score_table(found: list[Row]) -> Table:
    """Return the table of points: a row a student, a column an assignment."""
    names = sorted({row.assignment for row in found})
    title = "Points as they are exported (still to be graded by hand; lost by lateness)"
    table = Table("student", *names, "total", title=title)
    for student in sorted({row.student for row in found}):
        mine = {row.assignment: row for row in found if row.student == student}
        cells = [score_text(mine[name]) if name in mine else "–" for name in names]
        table.add_row(student, *cells, f"{sum(row.score for row in mine.values()):g}")
    return table


def score_text(row: Row) -> str:
    """Return points of points, what is still to be graded by hand, and what lateness costs."""
    asides = [f"+{row.ungraded:g} by hand"] if row.ungraded else []
    asides += [f"−{row.late:g} late"] if row.late else []
    return f"{row.score:g}/{row.max_score:g}" + (f" ({'; '.join(asides)})" if asides else "")


def loss_table(found: list[Row]) -> Table:
    """Return the table of losses: which cell lost how much, and why in a few words.

    Cells that a student lost for the same reason share a line; a submission that lost for many
    reasons shows those that cost most.
    """
    table = Table("student", "assignment", "lost", "cells", "why", title="What was lost, and why")
    for row in found:
        groups: dict[str, list[Loss]] = {}
        for loss in row.losses:
            groups.setdefault(loss.why, []).append(loss)
        ranked = sorted(groups.items(), key=lambda group: -total(group[1]))
        for why, losses in ranked[:MOST_REASONS]:
            table.add_row(
                row.student, row.assignment, f"{total(losses):g}", cells_text(losses), why
            )
        rest = [loss for _, losses in ranked[MOST_REASONS:] for loss in losses]
        if rest:
            table.add_row(row.student, row.assignment, f"{total(rest):g}", cells_text(rest), "…")
    return table


def event_table(found: list[Row]) -> Table | None:
    """Return what submissions did that is worth a question; None if nothing."""
    table = Table("student", "assignment", "what", title="Worth a question (no verdict)")
    for row in found:
        for event in row.events:
            table.add_row(row.student, row.assignment, event)
    return table if table.row_count else None


def sandbox_text(found: list[Row]) -> str:
    """Return how many submissions were graded without a sandbox; nothing if none."""
    count = sum(row.unprotected for row in found)
    if not count:
        return ""
    return (
        f"{count} of {len(found)} submissions were graded WITHOUT a sandbox: their code could "
        "read what you can read and use the network."
    )


def total(losses: list[Loss]) -> float:
    """Return the points of several losses."""
    return sum(loss.points for loss in losses)


def cells_text(losses: list[Loss]) -> str:
    """Return the cells of several losses, the first three by name."""
    cells = ", ".join(loss.cell.removeprefix("test_") for loss in losses[:3])
    return cells + (f" and {len(losses) - 3} more" if len(losses) > 3 else "")
