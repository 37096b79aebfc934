"""The class on one screen: a row a student, a column an assignment, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.table import Column, Table

from ce_grader.nbgrader_seams.marks import number
from ce_grader.run.report.records import ClassRecord, Work

#: A longer table is no help on a screen; the class report has it.
MOST_ROWS = 40


def score_table(records: Sequence[ClassRecord]) -> Table:
    """Return the table of points: a line a student, a column an assignment, in 60 columns."""
    title = "Points; + still to be marked, − lost by lateness"
    names = Column("student", overflow="fold")  # a name is never cut
    columns: list[Column | str] = [names, *map(_head, records), "total"]
    table = Table(*columns, title=title, box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    works = {(w.student, record.assignment): w for record in records for w in record.works}
    for student in sorted({student for student, _ in works}):
        mine = [works.get((student, record.assignment)) for record in records]
        cells = [score_text(work) if work else "–" for work in mine]
        table.add_row(student, *cells, number(sum(work.score for work in mine if work)))
    return table


def _head(record: ClassRecord) -> str:
    """Return an assignment's name in short lines, and how many points it has."""
    lines = record.assignment.replace("_", "\n")
    return f"{lines}\nof {record.works[0].most:g}" if record.works else lines


def score_text(work: Work) -> str:
    """Return points, what is still to be marked by hand, and what lateness costs."""
    waiting = f" +{number(work.waiting)}" if work.waiting else ""
    return number(work.score) + waiting + (f" −{number(work.penalty)}" if work.penalty else "")


def page_of_a_loss(records: Sequence[ClassRecord], feedback: Path) -> Path | None:
    """Return a feedback page that has something to tell: of one who lost few points."""
    works = [work for record in records for work in record.works if work.losses]
    for work in sorted(works, key=lambda work: len(work.losses)):
        if pages := sorted((feedback / work.student / work.assignment).glob("*.html")):
            return pages[0]
    return None
