"""The command `watch`: collect, grade and give feedback as soon as something is handed in."""

from __future__ import annotations

import copy
import logging
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from nbgrader.converters.base import NbGraderException
from nbgrader.exchange import ExchangeError
from nbgrader.exchange.default import Exchange
from rich.console import Console
from traitlets import default

from ce_grader.intake.submissions import GRADED, Records, Submission, find_submissions
from ce_grader.nbgrader_seams.collecting import Collect
from ce_grader.nbgrader_seams.converters import FreshFeedback, ReleaseFeedback
from ce_grader.nbgrader_seams.extensions import NAME as EXTENSIONS
from ce_grader.nbgrader_seams.extensions import UnclearExtension
from ce_grader.nbgrader_seams.settings import Isolated
from ce_grader.nbgrader_seams.troubles import Trouble, in_a_sentence, wait_for_gradebook
from ce_grader.processes.branches import MOST_BRANCHES
from ce_grader.run.app import INTERRUPTED, ParallelAutogradeApp
from ce_grader.run.closed import open_to_others, unreachable
from ce_grader.run.exclusive import BusyError, only_run
from ce_grader.run.mistyped import nothing_to_grade
from ce_grader.run.preparation import Preparation
from ce_grader.run.progress import make_console
from ce_grader.run.record import Recorder, clean_up
from ce_grader.run.watched import Watch, Watched

_USAGE = "usage: python -m ce_grader watch ASSIGNMENT [ASSIGNMENT …] [--once] [options]"
_AT_LEAST_EVERY = 300.0  # seconds; a due date passes without anything being handed in
_LATER = 60.0
_State = tuple[str, int, int]
_Seen = frozenset[_State]


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
        self._said: dict[Submission, str] = {}  # what need not be said again
        self._extended: _State | None = None  # the table of extensions that was looked at

        def work() -> int:
            for look in (open_to_others, unreachable):
                if sentence := look(self.coursedir, self):
                    console.print(sentence, markup=False)
            self._warm(names)
            return self._once(names, console) if self._policy.once else self._on(names, console)

        try:
            code = self._in_sentences(work, console)
        except KeyboardInterrupt:
            console.print("stopped; nothing that was handed in is lost")
            code = 0
        sys.exit(code)

    def _warm(self, names: list[str]) -> None:
        """Do before the first submission what takes longest; rehearse if there will be many."""
        if not self._policy.once and len(names) <= MOST_BRANCHES:
            self._rehearse_from = 1
        settings = Isolated(parent=self)
        Preparation(self.coursedir, settings, names, self._rehearse_from).warm_up()

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
                except (BusyError, Trouble, UnclearExtension) as error:  # somebody ends these
                    console.print(f"ce_grader: {error}; trying again", markup=False)
                    time.sleep(_LATER)
            time.sleep(self._policy.seconds)

    def _look(self, names: list[str]) -> Iterator[_State]:
        """Yield the state of all that is handed in, here and in the exchange, and of extensions."""
        inbound = self._inbound()
        yield _state(Path(self.coursedir.root, EXTENSIONS))
        for name in names:
            yield from map(_state, inbound.glob(f"*+{name}+*"))
            for submission in find_submissions(self.coursedir, [name]):
                yield from map(_state, [submission.folder, *submission.folder.glob("*")])

    def _inbound(self) -> Path:
        exchange = Exchange(coursedir=self.coursedir, parent=self)
        return Path(exchange.root, self.coursedir.course_id, "inbound")

    def _once(self, names: list[str], console: Console) -> int:
        """Collect, grade and show what is new; return 1 if some of it could not be graded."""
        with in_a_sentence(), only_run(Path(self.coursedir.root)):
            for name in names:
                self._collect(name)
            records = Records(self.coursedir, names)
            found = find_submissions(self.coursedir, names)
            reasons = {one: records.reason_to_skip(one, force=False) for one in found}
            watched = Watched(self.coursedir, self._policy)
            code = self._grade_new(reasons, watched, console)
            self._extend(reasons, watched, console)
            for submission in found:
                tells = watched.to_tell(submission)
                if tells and self._tell(submission, tells, console):
                    watched.told(submission, tells)
        return code

    def _extend(
        self, reasons: Mapping[Submission, str], watched: Watched, console: Console
    ) -> None:
        """Work out again the penalties of graded work once the table of extensions has changed."""
        table = _state(Path(self.coursedir.root, EXTENSIONS))
        if table == self._extended:
            return
        with Recorder(self.coursedir, self.config) as recorder:
            watched.tell_again(recorder.extend(reasons, console))
        self._extended = table

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
        self, reasons: Mapping[Submission, str], watched: Watched, console: Console
    ) -> int:
        waits = {one: why or watched.reason_to_wait(one) for one, why in reasons.items()}
        for submission, reason in waits.items():
            if reason not in ("", GRADED, self._said.get(submission)):
                console.print(f"{submission} {reason}", markup=False)
                self._said[submission] = reason
        todo = [one for one, reason in waits.items() if not reason]
        if not todo:
            return 0
        clean_up(todo)
        code = self._grade(todo, console, None)
        watched.graded(one for one in todo if one.graded.exists())
        if code == INTERRUPTED:
            raise KeyboardInterrupt
        return code

    def _tell(self, submission: Submission, tells: str, console: Console) -> bool:
        """Write and release one student's feedback; return whether that went well."""
        config = copy.deepcopy(self.config)
        config.StudentView.tells = tells
        self.coursedir.assignment_id = submission.assignment
        self.coursedir.student_id = submission.student
        try:
            FreshFeedback(coursedir=self.coursedir, parent=self, config=config).start()
            if (submission.graded / "submission_secret.txt").exists():
                ReleaseFeedback(coursedir=self.coursedir, parent=self).start()
        except (NbGraderException, ExchangeError, SystemExit) as error:
            console.print(f"{submission}: no feedback yet ({error})", markup=False)
            return False
        finally:
            self.coursedir.student_id = "*"
        console.print(f"{submission}: feedback is there", markup=False)
        return True


def _state(path: Path) -> _State:
    """Return what changes when a file or folder does."""
    try:
        state = path.lstat()
    except OSError:  # not there, or being replaced by a newer one
        return str(path), 0, 0
    return str(path), state.st_mode, state.st_mtime_ns
