"""The command `report`: what the class has understood, as a page and a table."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.apps.baseapp import NbGrader
from nbgrader.coursedir import CourseDirectory
from rich.console import Console
from rich.progress import track
from traitlets import Bool, Unicode, default

from ce_grader.nbgrader_seams.strict import meant
from ce_grader.run.progress import make_console
from ce_grader.run.report.figures import SMALL, mistakes, summary
from ce_grader.run.report.page import page, table
from ce_grader.run.report.records import ClassRecord, read_class

_MOST_MISTAKES = 3


class ReportApp(NbGrader):
    """Write what the class has understood: one page, and a table beside it."""

    name = "ce_grader-report"
    description = "Write what the class has understood as report.html and report.csv"
    examples = """
        All assignments:

            python -m ce_grader report

        One, without names, to show to the class:

            python -m ce_grader report 01_softmax --anonymous --to softmax.html
    """
    to = Unicode("report.html", help="The page; the table stands beside it as .csv.").tag(
        config=True
    )
    anonymous = Bool(False, help="Leave out names, and numbers about fewer than five.").tag(
        config=True
    )
    aliases = {"to": "ReportApp.to", "course": "CourseDirectory.course_id"}
    flags = {"anonymous": ({"ReportApp": {"anonymous": True}}, "Leave out all names.")}

    @default("classes")
    def _classes_default(self) -> list[Any]:
        return [*super()._classes_default(), CourseDirectory, ReportApp]

    def start(self) -> None:
        """Write both files, and print a line an assignment and the most frequent mistakes.

        The exit code is 0, 1 if nothing is graded yet, and 2 for an assignment that does not
        exist.
        """
        console = make_console()
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            known = sorted(assignment.name for assignment in gradebook.assignments)
        names = self.extra_args or known
        for name in names:
            if name not in known:
                there = f"there are: {', '.join(known)}" if known else "there are none yet"
                console.print(
                    f"ce_grader: there is no assignment {name} in the gradebook"
                    f"{meant(name, known)}; {there}", markup=False,
                )  # fmt: skip
                sys.exit(2)
        found = read_class(self.coursedir, names)
        quiet, total = not console.is_terminal, len(names)
        progress = track(found, "reading", total, console=console, transient=True, disable=quiet)
        records = [record for record in progress if record.works]
        if not records:
            console.print("ce_grader: nothing is graded yet; python -m ce_grader autograde does")
            sys.exit(1)
        self._write(records)
        for record in records:
            console.print(f"{record.assignment}: {summary(record)}", markup=False)
        self._print_mistakes(records, console)
        console.print(f"the class report is {self.to} and {self._table}", markup=False)

    @property
    def _table(self) -> Path:
        return Path(self.to).with_suffix(".csv")

    def _write(self, records: list[ClassRecord]) -> None:
        Path(self.to).write_text(page(records, self.anonymous), encoding="utf-8")
        self._table.write_text(table(records, self.anonymous), encoding="utf-8")

    def _print_mistakes(self, records: list[ClassRecord], console: Console) -> None:
        at_least = SMALL if self.anonymous else 1
        found = [(one, record) for record in records for one in mistakes(record.works, at_least)]
        found.sort(key=lambda pair: -pair[0].count)
        if found:
            console.print("the most frequent mistakes:")
        for mistake, record in found[:_MOST_MISTAKES]:
            where = f"{record.assignment}, {mistake.exercise}"
            count = f"{mistake.count} of {len(record.works)}"
            console.print(f"  {count}: {where}: {mistake.sentence}", markup=False)
