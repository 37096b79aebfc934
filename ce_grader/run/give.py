"""The command `give`: marks and feedback in the form in which Moodle and Canvas take them back."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.apps.baseapp import NbGrader, nbgrader_aliases
from nbgrader.coursedir import CourseDirectory
from traitlets import Integer, default

from ce_grader.intake.lms.members import Unreadable
from ce_grader.intake.lms.people import Roster
from ce_grader.intake.lms.record import Taken, read_record
from ce_grader.intake.lms.worksheet import read_worksheet
from ce_grader.nbgrader_seams.handing_back import (
    WrongMaximum,
    feedback_files,
    worksheet_rows,
    write_worksheet,
    write_zips,
)
from ce_grader.nbgrader_seams.lms import result_of

_FOLDER = "given"


class GiveApp(NbGrader):
    """Write marks and feedback as Moodle and Canvas take them back."""

    name = "ce_grader-give"
    description = "Write marks and feedback as Moodle and Canvas take them back"
    examples = """
        Feedback for those whom `take` has taken from Moodle or Canvas:

            python -m ce_grader give --assignment 01_softmax

        With Moodle's grading worksheet, freshly downloaded, the marks, too:

            python -m ce_grader give Grades-ml-01_softmax-77.csv --assignment 01_softmax
    """
    aliases = {**nbgrader_aliases, "megabytes": "GiveApp.megabytes"}
    megabytes = Integer(50, min=1, help="How much feedback goes into one zip.").tag(config=True)

    @default("classes")
    def _classes_default(self) -> list[Any]:
        return [*super()._classes_default(), CourseDirectory, GiveApp]

    def start(self) -> None:
        """Write the files, and name who was left out; the exit code is 2 if there are none."""
        name, root = self.coursedir.assignment_id, Path(self.coursedir.root)
        taken = read_record(root).taken.get(name, {})
        if not taken:
            print(f"ce_grader: nothing of {name or '--assignment NAME'} came in by take")
            sys.exit(2)
        folder = root / _FOLDER / name
        folder.mkdir(parents=True, exist_ok=True)
        try:
            for line in [*self._marks(name, taken, folder), *self._feedback(name, taken, folder)]:
                print(line)
        except (Unreadable, WrongMaximum, MissingEntry) as error:
            print(f"ce_grader: {error}")
            sys.exit(2)
        sys.exit(0)

    def _marks(self, name: str, taken: dict[str, Taken], folder: Path) -> Iterator[str]:
        """Write the worksheet that the command line names; yield what is to be said."""
        for given in self.extra_args:
            with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
                roster, maximum = Roster(gradebook.students, {}), gradebook.find_assignment(name)
                results = {who: result_of(gradebook, name, who) for who in roster.names}
                rows, remarks = worksheet_rows(
                    read_worksheet(Path(given)),
                    roster,
                    taken,
                    lambda who: results[who].points,  # noqa: B023
                    maximum.max_score,
                )
            path = folder / "worksheet.csv"
            write_worksheet(path, rows)
            yield from (one.remark for one in results.values() if one.remark)
            yield from remarks
            yield f"{path}: Moodle has to report {len(rows)} updated grades"

    def _feedback(self, name: str, taken: dict[str, Taken], folder: Path) -> Iterator[str]:
        """Write the zips; yield what is to be said."""
        files, remarks = feedback_files(taken, lambda who: self._pages(who, name))
        yield from remarks
        for system, named in sorted(files.items()):
            for path in write_zips(named, folder / f"{system}-feedback", self.megabytes * 10**6):
                yield f"{path}: feedback for {system}"

    def _pages(self, student: str, name: str) -> list[Path]:
        directory = self.coursedir.feedback_directory
        return sorted(Path(self.coursedir.format_path(directory, student, name)).glob("*.html"))
