"""The command `take`: what a learning-management system gives out, put into `submitted/`."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import UTC, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from nbgrader.api import Gradebook
from nbgrader.apps.baseapp import NbGrader, nbgrader_aliases, nbgrader_flags
from nbgrader.coursedir import CourseDirectory
from traitlets import Bool, Dict, Enum, Unicode, default

from ce_grader.intake.assignment import Assignment, UnknownAssignment
from ce_grader.intake.lms.clocks import in_utc
from ce_grader.intake.lms.grammars import SYSTEMS
from ce_grader.intake.lms.handins import Download, read_download
from ce_grader.intake.lms.members import Unreadable, members
from ce_grader.intake.lms.people import Roster
from ce_grader.intake.lms.placing import put
from ce_grader.intake.lms.plan import Plan, lines, planned
from ce_grader.intake.lms.record import Record, Taken, read_record
from ce_grader.intake.lms.worksheet import Row, read_worksheet
from ce_grader.intake.submissions import is_wanted
from ce_grader.nbgrader_seams.strict import meant
from ce_grader.run.exclusive import BusyError, only_run

_USAGE = (
    "usage: python -m ce_grader take ZIP|FOLDER|WORKSHEET.csv … --assignment ASSIGNMENT [options]"
)
_SHELF = "taken"


class _Stop(Exception):
    """Nothing can be taken; the message says why."""


class TakeApp(NbGrader):
    """Put what a learning-management system gives out into `submitted/`."""

    name = "ce_grader-take"
    description = "Put what a learning-management system gives out into submitted/"
    examples = """
        Say who would get what, and change nothing:

            python -m ce_grader take ml-01_softmax-77.zip --assignment 01_softmax --dry-run

        With Moodle's grading worksheet, which knows e-mail addresses, and a decision:

            python -m ce_grader take ml-77.zip Grades-77.csv --assignment 01_softmax \\
                --zone Europe/Berlin --who "Ana García_5=ana"
    """
    aliases = {
        **nbgrader_aliases,
        "from": "TakeApp.system",
        "who": "TakeApp.who",
        "zone": "TakeApp.zone",
    }
    flags = {
        **nbgrader_flags,
        "yes": ({"TakeApp": {"yes": True}}, "Do not ask before anything is changed."),
        "dry-run": ({"TakeApp": {"dry_run": True}}, "Only say what would be done."),
    }
    system = Enum(
        ["", *SYSTEMS, "names"],
        "",
        help="Whose download it is, if its names do not tell; `names` is a folder or file each, "
        "named by student (OpenOlat).",
    ).tag(config=True)
    who = Dict(
        help="Whose a hand-in is, as LABEL=ID; with commas for a group, without ID for nobody's. "
        "Kept for the assignment.",
    ).tag(config=True)
    zone = Unicode("", help="The time zone of the system's clock; kept for the course.").tag(
        config=True
    )
    yes = Bool(False, help="Whether nothing is asked.").tag(config=True)
    dry_run = Bool(False, help="Whether nothing is changed.").tag(config=True)

    @default("classes")
    def _classes_default(self) -> list[Any]:
        return [*super()._classes_default(), CourseDirectory, TakeApp]

    def start(self) -> None:
        """Say who gets what, ask, and take it.

        The exit code is 0 if all of it was clear, 1 if something was left open, and 2 if nothing
        could be taken.
        """
        if not self.extra_args:
            print(_USAGE)
            sys.exit(2)
        try:
            with only_run(Path(self.coursedir.root)):
                code = self._take()
        except (_Stop, Unreadable, UnknownAssignment, BusyError) as error:
            print(f"ce_grader: {error}")
            code = 2
        sys.exit(code)

    def _take(self) -> int:
        name, root = self.coursedir.assignment_id, Path(self.coursedir.root)
        if not name:
            raise _Stop("which assignment is it? Say it with --assignment NAME")
        notebooks = list(Assignment(self.coursedir, name).notebooks)
        record = read_record(root)
        decided = {**record.decided.get(name, {}), **self.who}
        roster = self._roster(decided)
        downloads, rows = self._read(roster, name)
        plan = planned(downloads, roster, rows, lambda who: is_wanted(self.coursedir, who))
        record.zone = self._zone_name(plan, record)
        record.decided[name] = decided
        zone = _zone(record.zone) if record.zone else UTC
        print(f"{name} from {', '.join(sorted({one.system for one in downloads}))}:")
        for line in lines(plan, zone, lambda who: self._target(who, name).exists()):
            print(line)
        if not plan.taken or not self._is_agreed(len(plan.taken)):
            return 0 if self.dry_run and plan.is_clear else 1
        self._place(plan, notebooks, zone, record)
        record.write(root)
        return 0 if plan.is_clear else 1

    def _roster(self, decided: dict[str, str]) -> Roster:
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            students = gradebook.students
            if not students:
                raise _Stop(
                    "the gradebook has no students; enter them first with: nbgrader db student "
                    "import students.csv"
                )
            roster = Roster(students, decided)
        for label, ids in decided.items():
            for one in filter(None, (part.strip() for part in ids.split(","))):
                if one not in roster.names:
                    raise _Stop(
                        f"--who {label}={ids}: {one} is not in the gradebook"
                        + meant(one, list(roster.names))
                    )
        return roster

    def _read(self, roster: Roster, name: str) -> tuple[list[Download], list[Row]]:
        """Return the downloads and the rows of worksheets that the command line names."""
        paths = [Path(argument) for argument in self.extra_args]
        sheets = [path for path in paths if path.suffix.casefold() == ".csv"]
        rows = [row for path in sheets for row in read_worksheet(path)]
        downloads = [
            read_download(
                members(path),
                roster,
                name,
                system=self.system,
                worksheet=rows,
                source=path.stem if path.is_file() else "",
            )
            for path in paths
            if path not in sheets
        ]
        if not downloads:
            raise _Stop("there is no zip and no folder to take anything from")
        return downloads, rows

    def _zone_name(self, plan: Plan, record: Record) -> str:
        """Return the time zone of the system's clock, asking for it once if it is needed."""
        name = self.zone or record.zone
        if not name and plan.needs_zone and sys.stdin.isatty():
            name = input("In which time zone is the system's clock, as in Europe/Berlin? ").strip()
        if not name and plan.needs_zone:
            raise _Stop(
                "the download tells times without their zone; say once whose clock it is: "
                "--zone Europe/Berlin"
            )
        if name:
            _zone(name)
        return name

    def _is_agreed(self, count: int) -> bool:
        if self.dry_run:
            return False
        if self.yes:
            return True
        if sys.stdin.isatty():
            return input(f"Take these {count}? [y/N] ").strip().casefold() in ("y", "yes")
        print("nothing was changed; --yes takes what is clear")
        return False

    def _place(self, plan: Plan, notebooks: list[str], zone: tzinfo, record: Record) -> None:
        """Put every hand-in in its place; one after the other, so that Ctrl-C loses none."""
        name = self.coursedir.assignment_id
        shelf, taken = Path(self.coursedir.root) / _SHELF / name, record.taken.setdefault(name, {})
        counts, asked = Counter[str](), record.decided[name]
        for student, one in plan.taken.items():
            time = in_utc(one.time, zone) if one.time else None
            what, notes = put(
                one.files, time, self._target(student, name), shelf / student, notebooks
            )
            counts[what] += 1
            if not what.startswith("older"):  # Canvas numbers the same file anew
                reading = one.match.reading
                taken[student] = Taken(
                    one.system, reading.label, reading.number, reading.label in asked
                )
            for note in notes:
                print(f"{student}: {note}")
        said = ", ".join(f"{count} {what}" for what, count in counts.items())
        print(f"{name}: {said}; earlier ones are kept in {_SHELF}/")

    def _target(self, student: str, name: str) -> Path:
        directory = self.coursedir.submitted_directory
        return Path(self.coursedir.format_path(directory, student, name))


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        may_be = meant(name, sorted(available_timezones()))
        raise _Stop(f"there is no time zone {name}{may_be}") from error
