"""The command: nbgrader's autograde with its flags, for several assignments, in parallel."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from nbgrader.apps.autogradeapp import AutogradeApp, aliases, flags
from nbgrader.converters import Autograde
from rich.console import Console
from traitlets import Integer, Unicode, default

from ce_grader import Result, grade
from ce_grader.intake.assignment import UnknownAssignment
from ce_grader.intake.submissions import GRADED, Records, Submission, find_submissions
from ce_grader.nbgrader_seams.collecting import close_to_others
from ce_grader.nbgrader_seams.extensions import UnclearExtension
from ce_grader.nbgrader_seams.settings import Isolated
from ce_grader.nbgrader_seams.troubles import Trouble, in_a_sentence, wait_for_gradebook
from ce_grader.run import executors
from ce_grader.run.closed import open_to_others
from ce_grader.run.exclusive import BusyError, ctrl_c, only_run
from ce_grader.run.forced import Forced, made_from
from ce_grader.run.mistyped import nothing_to_grade
from ce_grader.run.preparation import WORTH_A_REHEARSAL, Preparation, Prepared
from ce_grader.run.progress import Clock, Display, make_console
from ce_grader.run.record import Recorder, clean_up
from ce_grader.run.schedule import Outcome, run_all
from ce_grader.task import CannotGrade

_USAGE = "usage: python -m ce_grader autograde ASSIGNMENT [ASSIGNMENT …] [options]"
_LOG = "autograde.log"
#: The exit code of a run that Ctrl-C has stopped.
INTERRUPTED = 130
_Results = tuple[Result, ...]
#: What ends a run before anything is graded, with a sentence.
_REFUSALS = (UnknownAssignment, UnclearExtension, CannotGrade, executors.ClusterUnavailable)


class ParallelAutogradeApp(AutogradeApp):
    """Grade submissions in parallel, isolated, into nbgrader's gradebook."""

    name = "ce_grader-autograde"
    description = "Grade submissions in parallel, isolated, into nbgrader's gradebook"
    examples = """
        All submissions of two assignments, on all cores:

            python -m ce_grader autograde 01_softmax 02_cross_entropy

        One student again, with the seed that was recorded:

            python -m ce_grader autograde 01_softmax --student ana --seed 12345 --force
    """
    aliases = {
        **aliases,
        "jobs": "ParallelAutogradeApp.jobs",
        "scheduler": "ParallelAutogradeApp.scheduler",
        "seed": "Isolated.seed",
        "sandbox": "Isolated.sandbox",
    }
    flags = dict(flags)
    _rehearse_from = WORTH_A_REHEARSAL
    jobs = Integer(0, min=0, help="Submissions at a time; 0 takes all cores.").tag(config=True)
    scheduler = Unicode("", help="Address of a Dask scheduler to hand the work to.").tag(
        config=True
    )

    @default("classes")
    def _classes_default(self) -> list[Any]:
        return [*super()._classes_default(), Isolated, ParallelAutogradeApp]

    def start(self) -> None:
        """Grade what is pending; the exit code says whether all of it came to an end."""
        console = make_console()
        wait_for_gradebook()

        def work() -> int:
            with only_run(Path(self.coursedir.root)):
                return self._run(console)

        sys.exit(self._in_sentences(work, console))

    def _in_sentences(self, work: Callable[[], int], console: Console) -> int:
        """Return the exit code of some work; what ends it as a whole is told in a sentence."""
        try:
            with in_a_sentence():
                return work()
        except (*_REFUSALS, Trouble) as error:
            console.print(f"ce_grader: {error}", markup=False)
            return 1
        except BusyError as error:
            console.print(f"ce_grader: {error}", markup=False)
            return 2

    def _run(self, console: Console) -> int:
        """Find, grade and record; return 0, 1 if some were lost, 130 if Ctrl-C stopped it."""
        names = self.extra_args or [self.coursedir.assignment_id]
        if not all(names):
            console.print(_USAGE, markup=False)
            return 2
        nbgraders = Autograde(coursedir=self.coursedir, parent=self)
        found = find_submissions(self.coursedir, names)
        if not found:
            mistyped = nothing_to_grade(self.coursedir, names)
            nobody = f"nobody has handed in {', '.join(names)} yet"
            console.print(f"ce_grader: {mistyped}" if mistyped else nobody, markup=False)
            return 2 if mistyped else 0
        if readable := open_to_others(self.coursedir, self):
            console.print(readable, markup=False)
        for submission in found:
            close_to_others(submission.folder)
        records = Records(self.coursedir, names, nbgraders.create_student)
        forced = self._forced(names) if nbgraders.force else None
        again = {one: forced is not None and str(one) not in forced.done for one in found}
        reasons = {one: records.reason_to_skip(one, again[one]) for one in found}
        todo = [one for one, reason in reasons.items() if not reason]
        if skipped := list(reasons.values()).count(GRADED):
            which = "(--force grades them again)" if forced is None else "by the run that stopped"
            console.print(f"{skipped} of {len(found)} are graded already {which}")
        with Recorder(self.coursedir, self.config) as recorder:
            recorder.extend(reasons, console)
        clean_up(todo)
        code = self._grade(todo, console, forced) if todo else 0
        if forced is not None and code == 0:
            forced.end()
        _tell_of_students(records, reasons, console)
        return code

    def _forced(self, names: list[str]) -> Forced:
        """Return what a stopped run of the same command has graded again, of what is the same."""
        root, settings = Path(self.coursedir.root), Isolated(parent=self)
        parts = made_from(self.coursedir, settings, names, self.loaded_config_files)
        return Forced(root, [repr(self.argv).encode(), *parts])

    def _grade(self, todo: list[Submission], console: Console, forced: Forced | None) -> int:
        """Grade the submissions, showing progress; Ctrl-C leaves finished work recorded."""
        names = [one.assignment for one in todo]
        settings = Isolated(parent=self)
        preparation = Preparation(self.coursedir, settings, names, self._rehearse_from, self.jobs)
        for line in preparation.warnings():
            console.print(line, markup=False)
        workers = self._workers(len(todo))
        display = Display(len(todo), _run_log(Path(self.coursedir.root)), console)
        finished, clock = False, Clock()
        try:
            recording = Recorder(self.coursedir, self.config, forced)
            with recording as recorder, display, ctrl_c() as check:
                jobs = _prepared_jobs(preparation, todo, display, clock)
                for outcome in run_all(workers.executor, _grade_job, jobs, workers.window):
                    _take(outcome, recorder, display, clock)
                    check()
            finished = True
        except KeyboardInterrupt:
            console.print("stopped; the same command goes on where this one ended")
        finally:
            workers.close(finished)
        display.log.info("computing time: %s", clock)
        display.show_events()
        display.show_students()
        console.print(f"{display.summary()}; the log is {_LOG}")
        return INTERRUPTED if not finished else 1 if display.lost else 0

    def _workers(self, submissions: int) -> executors.Workers:
        if self.scheduler:
            return executors.cluster(self.scheduler)
        return executors.local(submissions, self.jobs)


def _tell_of_students(
    records: Records, reasons: Mapping[Submission, str], console: Console
) -> None:
    """Name those who were entered into the gradebook, and those who were left out."""
    graded = {submission.student for submission, reason in reasons.items() if not reason}
    if new := sorted(filter(records.is_new, graded)):
        console.print(f"new in the gradebook: {', '.join(new)}", markup=False)
    for submission, reason in reasons.items():
        if reason not in ("", GRADED):
            console.print(f"{submission} {reason}", markup=False)


def _run_log(root: Path) -> logging.Logger:
    """Return the logger that keeps everything in the course's log file."""
    log = logging.getLogger("ce_grader.run")
    log.propagate = False
    log.setLevel(logging.INFO)
    handler = logging.FileHandler(root / _LOG, encoding="utf-8", errors="backslashreplace")
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    log.handlers = [handler]
    return log


class _Job:
    """A prepared submission; only its tasks travel to a worker."""

    def __init__(self, prepared: Prepared) -> None:
        self.prepared: Prepared | None = prepared
        self.tasks = prepared.tasks

    def __getstate__(self) -> dict[str, Any]:
        return {"prepared": None, "tasks": self.tasks}


def _grade_job(job: _Job) -> _Results:
    """Grade one submission; runs in a worker."""
    return tuple(map(grade, job.tasks))


def _prepared_jobs(
    preparation: Preparation, todo: list[Submission], display: Display, clock: Clock
) -> Iterator[_Job]:
    """Read submissions as there is room for them."""
    for submission in todo:
        job = None
        with clock.phase("reading"), display.guard(str(submission)):
            job = _Job(preparation.prepare(submission))
        if job is not None:
            yield job


def _take(
    outcome: Outcome[_Job, _Results], recorder: Recorder, display: Display, clock: Clock
) -> None:
    """Record one finished submission, or say why it could not be graded."""
    prepared = outcome.job.prepared
    assert prepared is not None
    name = str(prepared.submission)
    if isinstance(outcome.error, CannotGrade):
        raise outcome.error
    if outcome.result is None:
        display.not_graded(name, f"{outcome.error!r}; run the command again")
        return
    clock.seconds["cells and tests"] += sum(r.cpu_seconds for r in outcome.result)
    with clock.phase("recording"), display.guard(name):
        with in_a_sentence():
            late = recorder.record(prepared, outcome.result)
        display.late += [name] * late
        display.unprotected += any(not r.sandboxed for r in outcome.result)
        display.noticed(name, (event for r in outcome.result for event in r.events))
        unsure = [v.reason for result in outcome.result for v in result.verdicts if v.needs_review]
        problems = [problem for result in outcome.result for problem in result.problems[:1]]
        display.finished(name, " ".join([*prepared.notes, *problems]), next(iter(unsure), ""))
