"""The command `watch`: collect, grade and give feedback as soon as something is handed in."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbgrader.converters.base import NbGraderException
from nbgrader.exchange import ExchangeError
from nbgrader.exchange.default import Exchange
from rich.console import Console
from traitlets import default

from ce_grader.intake.assignment import Assignment
from ce_grader.intake.submissions import GRADED, Records, Submission, find_submissions
from ce_grader.nbgrader_seams.collecting import Collect
from ce_grader.nbgrader_seams.converters import FreshFeedback, ReleaseFeedback
from ce_grader.nbgrader_seams.settings import Isolated
from ce_grader.nbgrader_seams.troubles import Trouble, in_a_sentence, wait_for_gradebook
from ce_grader.processes.pool import pool_for
from ce_grader.run.app import INTERRUPTED, ParallelAutogradeApp
from ce_grader.run.closed import open_to_others
from ce_grader.run.exclusive import BusyError, only_run
from ce_grader.run.mistyped import nothing_to_grade
from ce_grader.run.progress import make_console
from ce_grader.run.record import clean_up
from ce_grader.run.watched import Watch, Watched

_USAGE = "usage: python -m ce_grader watch ASSIGNMENT [ASSIGNMENT …] [--once] [options]"
_AT_LEAST_EVERY = 300.0  # seconds; a due date passes without anything being handed in
_LATER = 60.0
_Seen = frozenset[tuple[str, int, int]]


class WatchApp(ParallelAutogradeApp):
    """Grade what is handed in as it comes, and release its feedback."""

    name = "ce_grader-watch"
    description = "Grade what is handed in as it comes, and release its feedback"
    examples = """
        Until Ctrl-C, for two assignments:

            python -m ce_grader watch 01_softmax 02_cross_entropy

        From cron:

            python -m ce_grader watch 01_softmax --once
    """
    flags = {
        **ParallelAutogradeApp.flags,
        "once": ({"Watch": {"once": True}}, "Look once, grade what is new, and end."),
    }

    @default("classes")
    def _classes_default(self) -> list[Any]:
        return [*super()._classes_default(), WatchApp, Watch]

    def start(self) -> None:
        """Watch until Ctrl-C; the exit code is 0, or 1 or 2 where nothing can be graded."""
        console = make_console()
        names = self.extra_args or [self.coursedir.assignment_id]
        if not all(names):
            console.print(_USAGE, markup=False)
            sys.exit(2)
        if mistyped := nothing_to_grade(self.coursedir, names):
            console.print(f"ce_grader: {mistyped}", markup=False)
            sys.exit(2)
        self.log.setLevel(logging.ERROR)  # nbgrader's converters say much
        wait_for_gradebook()
        self._policy = Watch(parent=self)
        self._told: dict[Submission, str] = {}  # what need not be said again

        def work() -> int:
            if readable := open_to_others(self.coursedir, self):
                console.print(readable, markup=False)
            self._warm(names)
            return self._once(names, console) if self._policy.once else self._on(names, console)

        try:
            code = self._in_sentences(work, console)
        except KeyboardInterrupt:
            console.print("stopped; nothing that was handed in is lost")
            code = 0
        sys.exit(code)

    def _warm(self, names: list[str]) -> None:
        """Do before the first submission what takes longest."""
        settings = Isolated(parent=self)
        with pool_for(settings.environment()):
            for assignment in (Assignment(self.coursedir, name) for name in names):
                for notebook in assignment.notebooks:
                    settings.precedent(assignment, notebook)

    def _on(self, names: list[str], console: Console) -> int:
        """Look again and again, and work when something has changed."""
        worked = 0.0
        seen: _Seen = frozenset()
        console.print(f"waiting for {', '.join(names)}; Ctrl-C stops", markup=False)
        while True:
            now = frozenset(self._look(names))
            if now != seen or time.monotonic() - worked > _AT_LEAST_EVERY:
                try:
                    self._once(names, console)
                    seen, worked = now, time.monotonic()
                except (BusyError, Trouble) as error:  # both end by themselves, or by somebody
                    console.print(f"ce_grader: {error}; trying again", markup=False)
                    time.sleep(_LATER)
            time.sleep(self._policy.seconds)

    def _look(self, names: list[str]) -> Iterator[tuple[str, int, int]]:
        """Yield the state of all that is handed in: in the exchange, and collected."""
        inbound = self._inbound()
        for name in names:
            handed_in = list(inbound.glob(f"*+{name}+*"))
            for submission in find_submissions(self.coursedir, [name]):
                handed_in += [submission.folder, *submission.folder.glob("*")]
            for path in handed_in:
                try:
                    state = path.lstat()
                except OSError:  # being replaced by a newer one
                    continue
                yield str(path), state.st_mode, state.st_mtime_ns

    def _inbound(self) -> Path:
        exchange = Exchange(coursedir=self.coursedir, parent=self)
        return Path(exchange.root, self.coursedir.course_id, "inbound")

    def _once(self, names: list[str], console: Console) -> int:
        """Collect, grade and show what is new; return 1 if some of it could not be graded."""
        with in_a_sentence(), only_run(Path(self.coursedir.root)):
            for name in names:
                self._collect(name)
            found = find_submissions(self.coursedir, names)
            watched = Watched(self.coursedir, self._policy)
            code = self._grade_new(names, found, watched, console)
            for submission in filter(watched.may_be_shown, found):
                if self._show(submission, console):
                    watched.shown(submission)
        return code

    def _collect(self, name: str) -> None:
        """Collect what is finished; whoever hands in under another's name is warned of."""
        if not any(self._inbound().glob(f"*+{name}+*")):
            return
        self.coursedir.assignment_id, self.coursedir.student_id = name, "*"
        self.log.setLevel(logging.WARNING)
        try:
            Collect(coursedir=self.coursedir, parent=self, update=True).start()
        except ExchangeError as error:
            raise Trouble(f"the exchange cannot be used: {error}") from error
        finally:
            self.log.setLevel(logging.ERROR)

    def _grade_new(
        self, names: list[str], found: list[Submission], watched: Watched, console: Console
    ) -> int:
        records = Records(self.coursedir, names)
        reasons = {one: records.reason_to_skip(one, force=False) for one in found}
        reasons |= {one: watched.reason_to_wait(one) for one, why in reasons.items() if not why}
        for submission, reason in reasons.items():
            if reason not in ("", GRADED, self._told.get(submission)):
                console.print(f"{submission} {reason}", markup=False)
                self._told[submission] = reason
        todo = [one for one, reason in reasons.items() if not reason]
        if not todo:
            return 0
        clean_up(todo)
        code = self._grade(todo, console, None)
        watched.graded(one for one in todo if one.graded.exists())
        if code == INTERRUPTED:
            raise KeyboardInterrupt
        return code

    def _show(self, submission: Submission, console: Console) -> bool:
        """Write and release one student's feedback; return whether that went well."""
        self.coursedir.assignment_id = submission.assignment
        self.coursedir.student_id = submission.student
        try:
            FreshFeedback(coursedir=self.coursedir, parent=self).start()
            if (submission.graded / "submission_secret.txt").exists():
                ReleaseFeedback(coursedir=self.coursedir, parent=self).start()
        except (NbGraderException, ExchangeError, SystemExit) as error:
            console.print(f"{submission}: no feedback yet ({error})", markup=False)
            return False
        finally:
            self.coursedir.student_id = "*"
        console.print(f"{submission}: feedback is there", markup=False)
        return True
