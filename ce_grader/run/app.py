"""The command: nbgrader's autograde with its flags, for several assignments, in parallel."""

from __future__ import annotations

import contextlib
import fcntl
import logging
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbgrader.apps.autogradeapp import AutogradeApp, aliases, flags
from nbgrader.converters import Autograde
from rich.console import Console
from traitlets import Integer, Unicode, default

from ce_grader.nbgrader_seams.settings import Isolated
from ce_grader.run import executors
from ce_grader.run.preparation import Preparation, Prepared, UnknownAssignment
from ce_grader.run.progress import Clock, Display
from ce_grader.run.record import Recorder, clean_up
from ce_grader.run.rehearsals import WORTH_IT
from ce_grader.run.schedule import Outcome, Pool, run_all
from ce_grader.run.submissions import Submission, find_submissions, pending
from ce_grader.sandbox import SandboxUnavailable
from ce_grader.task import GradingResult

USAGE = "usage: python -m ce_grader autograde ASSIGNMENT [ASSIGNMENT …] [options]"
LOG = "autograde.log"
LOCK = ".autograde.lock"
AHEAD = 2
Results = tuple[GradingResult, ...]


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
    jobs = Integer(0, min=0, help="Submissions at a time; 0 takes all cores.").tag(config=True)
    scheduler = Unicode("", help="Address of a Dask scheduler to hand the work to.").tag(
        config=True
    )

    @default("classes")
    def _classes_default(self) -> list[Any]:
        return [*super()._classes_default(), Isolated, ParallelAutogradeApp]

    def start(self) -> None:
        """Grade what is pending; the exit code says whether all of it came to an end."""
        console = Console(highlight=False, width=None if sys.stdout.isatty() else 160)
        try:
            with only_run(Path(self.coursedir.root)):
                code = self.run(console)
        except (UnknownAssignment, SandboxUnavailable, executors.ClusterUnavailable) as error:
            console.print(f"ce_grader: {error}", markup=False)
            code = 1
        except BusyError as error:
            console.print(f"ce_grader: {error}", markup=False)
            code = 2
        sys.exit(code)

    def run(self, console: Console) -> int:
        """Find, grade and record; return 0, 1 if some were lost, 130 if Ctrl-C stopped it."""
        names = self.extra_args or [self.coursedir.assignment_id]
        if not all(names):
            console.print(USAGE, markup=False)
            return 2
        force = bool(Autograde(coursedir=self.coursedir, parent=self).force)
        found = find_submissions(self.coursedir, names)
        todo = list(pending(found, force))
        skipped = len(found) - len(todo)
        if skipped:
            console.print(
                f"{skipped} of {len(found)} are graded already (--force grades them again)"
            )
        if not todo:
            if not found:
                console.print(f"no submissions of {', '.join(names)} in submitted/")
            return 0
        clean_up(todo)
        return self.grade_all(todo, console)

    def grade_all(self, todo: list[Submission], console: Console) -> int:
        """Grade the submissions, showing progress; Ctrl-C leaves finished work recorded."""
        settings = Isolated(parent=self)
        preparation = Preparation(
            self.coursedir, settings.limits(), settings.environment(), settings.given_seed()
        )
        for name, count in Counter(submission.assignment for submission in todo).items():
            preparation.master(name)
            if count >= WORTH_IT:
                preparation.have_rehearsed(name)
        make, width, close = self.executor(len(todo))
        pool = Pool(make)
        display = Display(len(todo), run_log(Path(self.coursedir.root)), console)
        code, clock = 0, Clock()
        try:
            with Recorder(self.coursedir, self.config) as recorder, display:
                jobs = prepared_jobs(preparation, todo, clock)
                for outcome in run_all(pool, grade_job, jobs, width * AHEAD):
                    take(outcome, recorder, display, clock)
            code = 1 if display.lost else 0
        except KeyboardInterrupt:
            console.print("stopped; the same command goes on where this one ended")
            executors.abandon()
            code = 130
        finally:
            pool.close(wait_for_jobs=code == 0)
            close()
        display.log.info("computing time: %s", clock)
        console.print(f"{display.summary()}; the log is {LOG}")
        return code

    def executor(self, submissions: int) -> tuple[Any, int, Any]:
        """Return what makes the executor, how many jobs run at a time, and a close."""
        if self.scheduler:
            return executors.cluster(self.scheduler)
        jobs = min(self.jobs or executors.cores(), submissions)
        return executors.local(jobs), jobs, lambda: None


class BusyError(Exception):
    """Another run grades this course."""


@contextlib.contextmanager
def only_run(root: Path) -> Iterator[None]:
    """Hold the course's lock: a gradebook has one writer."""
    with (root / LOCK).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BusyError(
                "another run is grading this course; wait until it has ended"
            ) from error
        yield


def run_log(root: Path) -> logging.Logger:
    """Return the logger that keeps everything in the course's log file."""
    log = logging.getLogger("ce_grader.run")
    log.propagate = False
    log.setLevel(logging.INFO)
    handler = logging.FileHandler(root / LOG, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    log.handlers = [handler]
    return log


class Job:
    """A prepared submission; to a worker travel its tasks alone."""

    def __init__(self, prepared: Prepared) -> None:
        self.prepared: Prepared | None = prepared
        self.tasks = prepared.tasks

    def __getstate__(self) -> dict[str, Any]:
        return {"prepared": None, "tasks": self.tasks}


def grade_job(job: Job) -> Results:
    """Grade one submission; runs in a worker."""
    return executors.grade_submission(job.tasks)


def prepared_jobs(preparation: Preparation, todo: list[Submission], clock: Clock) -> Iterator[Job]:
    """Read submissions as there is room for them."""
    for submission in todo:
        with clock.phase("reading"):
            job = Job(preparation.prepare(submission))
        yield job


def take(
    outcome: Outcome[Job, Results], recorder: Recorder, display: Display, clock: Clock
) -> None:
    """Record one finished submission, or say why it could not be graded."""
    prepared = outcome.job.prepared
    assert prepared is not None
    name = str(prepared.submission)
    if isinstance(outcome.error, SandboxUnavailable):
        raise outcome.error
    if outcome.result is None:
        display.not_graded(name, f"{outcome.error!r}; run the command again")
        return
    clock.seconds["cells and their judges"] += sum(r.cpu_seconds for r in outcome.result)
    with clock.phase("recording"):
        recorder.record(prepared, outcome.result)
    display.finished(name, problem_of(prepared, outcome.result))


def problem_of(prepared: Prepared, results: Results) -> str:
    """Return what an instructor should know of a submission, in one line."""
    notes = [note for notes in prepared.notes.values() for note in notes]
    unsure = [v for result in results for v in result.verdicts if v.needs_review]
    lines = [*notes, *(f"{v.grade_id}: {v.reason}" for v in unsure[:1])]
    lines += [problem for result in results for problem in result.problems[:1]]
    return " ".join(lines)


def main(arguments: list[str] | None = None) -> int:
    """Run `autograde` with the rest of the command line."""
    given = sys.argv[1:] if arguments is None else arguments
    if given[:1] != ["autograde"]:
        print(USAGE)
        return 0 if given[:1] in (["-h"], ["--help"]) else 2
    ParallelAutogradeApp.launch_instance(given[1:])
    return 0
