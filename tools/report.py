"""The class on one screen: a row a student, a column an assignment, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.table import Table

from ce_grader.run.report.records import ClassRecord, Work

#: A longer table is no help on a screen; the class report has it.
MOST_ROWS = 40


def score_table(records: Sequence[ClassRecord]) -> Table:
    """Return the table of points: a row a student, a column an assignment."""
    title = "Points as they are exported (still to be graded by hand; lost by lateness)"
    table = Table("student", *(record.assignment for record in records), "total", title=title)
    works = {(w.student, record.assignment): w for record in records for w in record.works}
    for student in sorted({student for student, _ in works}):
        mine = [works.get((student, record.assignment)) for record in records]
        cells = [score_text(work) if work else "–" for work in mine]
        table.add_row(student, *cells, f"{sum(work.score for work in mine if work):g}")
    return table


def score_text(work: Work) -> str:
    """Return points of points, what is still to be graded by hand, and what lateness costs."""
    asides = [f"+{work.waiting:g} by hand"] if work.waiting else []
    asides += [f"−{work.penalty:g} late"] if work.penalty else []
    return f"{work.score:g}/{work.most:g}" + (f" ({'; '.join(asides)})" if asides else "")


def page_of_a_loss(records: Sequence[ClassRecord], feedback: Path) -> Path | None:
    """Return a feedback page that has something to tell: of one who lost few points."""
    works = [work for record in records for work in record.works if work.losses]
    for work in sorted(works, key=lambda work: len(work.losses)):
        if pages := sorted((feedback / work.student / work.assignment).glob("*.html")):
            return pages[0]
    return None
