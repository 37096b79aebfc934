"""The class report as one page that needs neither network nor script, and as a table."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Sequence
from dataclasses import astuple, fields

from jinja2 import Environment, PackageLoader, StrictUndefined

from ce_grader.nbgrader_seams.lms import no_formula
from ce_grader.run.report import figures
from ce_grader.run.report.figures import SMALL, TestFigures
from ce_grader.run.report.records import ClassRecord, Work

_STUDENT_COLUMNS = (
    "assignment", "student", "exercise", "cell", "points", "most", "waits", "sentence",
)  # fmt: skip


def page(records: Sequence[ClassRecord], anonymous: bool = False) -> str:
    """Return the report as HTML.

    Parameters
    ----------
    records : sequence of ClassRecord
        The assignments.
    anonymous : bool
        Leave out everything that is about one person, and every number that is about fewer
        than `SMALL`.

    Returns
    -------
    str
        A whole page.
    """
    loader = PackageLoader("ce_grader.run.report", ".")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.filters |= {
        "percent": _percent,
        "number": _number,
        "people": _people if anonymous else _counted,
    }
    sections = [_section(record, anonymous) for record in records]
    template = environment.get_template("page.html.j2")
    return template.render(sections=sections, anonymous=anonymous, small=SMALL)


def _section(record: ClassRecord, anonymous: bool) -> dict[str, object]:
    works, small = record.works, anonymous and len(record.works) < SMALL
    if small:
        return {"record": record, "works": works, "small": True}
    bins = figures.histogram(works, anonymous)
    tests = figures.of_tests(works, anonymous)
    return {
        "record": record,
        "works": works,
        "small": False,
        "summary": "" if anonymous else figures.summary(record),
        "bins": bins,
        "fullest": max((one.count for one in bins), default=1) or 1,
        "exercises": _by_exercise(tests),
        "tests": tests,
        "mistakes": figures.mistakes(works, SMALL if anonymous else 1),
        "late": [work for work in works if work.late > 0],
        "waiting": [(work, cell) for work in works for cell in work.cells if cell.waits],
        "unprotected": sum(not work.sandboxed for work in works),
    }


def _by_exercise(tests: Iterable[TestFigures]) -> list[tuple[str, float, float]]:
    """Return each exercise with its points and the mean share that the class has of them."""
    found: dict[str, list[TestFigures]] = {}
    for test in tests:
        found.setdefault(test.exercise, []).append(test)
    shares = []
    for exercise, cells in found.items():
        most = sum(cell.most for cell in cells)
        known = [cell for cell in cells if not math.isnan(cell.share)]
        worth = sum(cell.most for cell in known)
        earned = sum(cell.share * cell.most for cell in known)
        shares.append((exercise, most, earned / worth if worth else math.nan))
    return shares


def table(records: Iterable[ClassRecord], anonymous: bool = False) -> str:
    """Return the report's numbers as CSV.

    Parameters
    ----------
    records : iterable of ClassRecord
        The assignments.
    anonymous : bool
        One row a graded cell over the class, and none for a class of fewer than `SMALL`; else
        one row a student and cell.

    Returns
    -------
    str
        With a header; nothing in it is taken for a formula.
    """
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    columns = [field.name for field in fields(TestFigures)]
    writer.writerow(["assignment", *columns] if anonymous else _STUDENT_COLUMNS)
    for record in records:
        rows = _rows_of_tests(record) if anonymous else _rows_of_students(record.works)
        writer.writerows([no_formula(x) if isinstance(x, str) else x for x in row] for row in rows)
    return file.getvalue()


def _rows_of_tests(record: ClassRecord) -> list[list[object]]:
    works = record.works if len(record.works) >= SMALL else ()
    return [[record.assignment, *astuple(test)] for test in figures.of_tests(works, anonymous=True)]


def _rows_of_students(works: Iterable[Work]) -> list[list[object]]:
    return [
        [work.assignment, work.student, cell.exercise, cell.name, cell.points, cell.most,
         "yes" if cell.waits else "", cell.sentence]
        for work in works
        for cell in work.cells
    ]  # fmt: skip


def _percent(share: float) -> str:
    return "–" if math.isnan(share) else f"{100 * share:.0f} %"


def _number(value: float) -> str:
    """Return a number in few digits, with a true minus sign."""
    return "–" if math.isnan(value) else f"{value:.3g}".replace("-", "−")


def _people(number: int, of: int = 0) -> str:
    """Return a number of people of an anonymous class; a few are not counted, nor all but a few."""
    if 0 < number < SMALL:
        return f"fewer than {SMALL}"
    return "nearly all" if 0 < of - number < SMALL else str(number)


def _counted(number: int, of: int = 0) -> str:
    return str(number)
