"""The command `amend`: bring a changed assignment into a gradebook that has submissions."""

from __future__ import annotations

import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.apps.baseapp import NbGrader
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange.default import Exchange
from sqlalchemy.engine import make_url
from traitlets import Bool, default

from ce_grader.intake.assignment import Assignment, UnknownAssignment
from ce_grader.intake.submissions import find_submissions
from ce_grader.nbgrader_seams.amendment import Amendment, Entries, entries
from ce_grader.nbgrader_seams.converters import WholeRelease
from ce_grader.nbgrader_seams.troubles import Trouble, in_a_sentence, wait_for_gradebook
from ce_grader.run.exclusive import BusyError, only_run
from ce_grader.run.mistyped import nothing_to_grade

_USAGE = "usage: python -m ce_grader amend ASSIGNMENT [--dry-run] [--no-backup]"


class AmendApp(NbGrader):
    """Enter a changed assignment into a gradebook that has submissions of it."""

    name = "ce_grader-amend"
    description = "Enter a changed assignment into a gradebook that has submissions of it"
    examples = """
        What would change, and who would lose what:

            python -m ce_grader amend 01_softmax --dry-run
    """
    flags = {
        **NbGrader.flags,
        "dry-run": ({"AmendApp": {"dry_run": True}}, "Say what would change, and change nothing."),
        "no-backup": ({"AmendApp": {"backup": False}}, "Make no copy of the gradebook first."),
    }
    dry_run = Bool(False, help="Whether to change nothing.").tag(config=True)
    backup = Bool(True, help="Whether to copy the gradebook first.").tag(config=True)

    @default("classes")
    def _classes_default(self) -> list[Any]:
        return [*super()._classes_default(), CourseDirectory, GenerateAssignment, AmendApp]

    def start(self) -> None:
        """Say what changes, and change it; the exit code is 0, or 1 if that cannot be done."""
        if len(self.extra_args) != 1:
            print(_USAGE)
            sys.exit(2)
        if mistyped := nothing_to_grade(self.coursedir, self.extra_args):
            print(f"ce_grader: {mistyped}")
            sys.exit(2)
        self.log.setLevel("WARNING")
        wait_for_gradebook()
        try:
            with in_a_sentence(), only_run(Path(self.coursedir.root)):
                self._amend(self.extra_args[0])
        except (BusyError, NbGraderException, Trouble, UnknownAssignment) as error:
            print(f"ce_grader: {error}")
            sys.exit(1)

    def _amend(self, name: str) -> None:
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            Assignment(self.coursedir, name).require_in(gradebook)
            amendment = Amendment(name, entries(gradebook, name), self._built(name))
            if not amendment:
                print(f"{name} is in the gradebook as it is in the source")
                return
            for line in [*amendment.lines(), *amendment.consequences(gradebook)]:
                print(line)
            if self.dry_run:
                print("nothing was changed; the same command without --dry-run does it")
                return
            if self.backup:
                print(f"the gradebook as it was: {self._back_up()}")
            amendment.apply(gradebook)
        self.coursedir.assignment_id = name
        WholeRelease(coursedir=self.coursedir, parent=self, force=True).start()
        for line in self._what_is_left(name):
            print(line)

    def _built(self, name: str) -> Entries:
        """Return the cells of the source, entered into a gradebook of their own."""
        with tempfile.TemporaryDirectory(prefix="ce-amend-") as folder:
            url = f"sqlite:///{Path(folder, 'gradebook.db')}"
            elsewhere = CourseDirectory(
                parent=self,
                root=self.coursedir.root,
                db_url=url,
                release_directory=str(Path(folder, "release")),
                assignment_id=name,
            )
            GenerateAssignment(
                coursedir=elsewhere, parent=self, force=True, create_assignment=True
            ).start()
            with Gradebook(url, self.coursedir.course_id) as gradebook:
                return entries(gradebook, name)

    def _back_up(self) -> Path:
        """Copy the gradebook, even while somebody reads it, and return where to."""
        url = make_url(self.coursedir.db_url)
        if url.get_backend_name() != "sqlite" or not url.database:
            raise Trouble(
                "only an SQLite gradebook is copied by this command; back yours up by its own "
                "means (pg_dump), then add --no-backup"
            )
        file = Path(url.database)
        target = file.with_name(f"{file.name}.{datetime.now():%Y-%m-%dT%H-%M-%S}")
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
        shutil.copymode(file, target)
        return target

    def _what_is_left(self, name: str) -> Iterator[str]:
        """Say what the instructor has to do now."""
        found = find_submissions(self.coursedir, [name])
        graded = sum(submission.graded.exists() for submission in found)
        exchange = Path(Exchange(coursedir=self.coursedir, parent=self).root)
        inbound = exchange / self.coursedir.course_id / "inbound"
        students = {path.name.split(f"+{name}+")[0] for path in inbound.glob(f"*+{name}+*")}
        waiting = len(students | {one.student for one in found}) - graded
        yield f"release it again with: nbgrader release_assignment {name} --force"
        if graded:
            yield f"{graded} are graded by the old version; grade them again with: " + (
                f"python -m ce_grader autograde {name} --force"
            )
        if waiting:
            yield (
                f"{waiting} more are collected or in the exchange, made from the old version: they "
                "are graded as they are, and what they lack is put in"
            )
