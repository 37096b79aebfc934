"""How many workers one coordinator could feed: on a Dask cluster that sleeps in place of grading.

The tasks are those of a real submission, and results as large as its own come back; reading and
recording are measured beside, as they are the coordinator's, too.
"""

from __future__ import annotations

import pickle
import tempfile
import time
from pathlib import Path
from typing import Any

from nbgrader.coursedir import CourseDirectory

from benchmarks.grading import make_course, well_behaved
from ce_grader import grade
from ce_grader.intake.submissions import find_submissions
from ce_grader.nbgrader_seams.settings import Isolated
from ce_grader.run.executors import cluster
from ce_grader.run.preparation import Preparation, Prepared
from ce_grader.run.record import Recorder
from ce_grader.run.schedule import run_all
from tools.build import ROOT, assignments
from tools.cluster import started
from tools.config import load_config

TASKS, QUICK = 10_000, 200
WORKERS, THREADS, SECONDS = 2, 100, 1.0
_TIMES = 10  # that a submission is read and recorded


def asleep(job: tuple[Any, int]) -> bytes:
    """Sleep in place of grading the tasks, and return as many bytes as their results have."""
    time.sleep(SECONDS)
    return bytes(job[1])


def ends_of(folder: Path, name: str) -> tuple[Prepared, Any, dict[str, float]]:
    """Return a submission, its results, and the CPU seconds of reading and of recording it."""
    config = load_config(folder)
    config.CourseDirectory.root = str(folder)
    coursedir = CourseDirectory(config=config)
    (submission,) = find_submissions(coursedir, [name])
    preparation = Preparation(coursedir, Isolated(config=config), [name])
    results = tuple(map(grade, preparation.prepare(submission).tasks))
    began = time.process_time()
    for _ in range(_TIMES):
        prepared = preparation.prepare(submission)
    read = time.process_time()
    with Recorder(coursedir, config) as recorder:
        for _ in range(_TIMES):
            recorder.record(prepared, results)
    costs = {
        "reading": (read - began) / _TIMES,
        "recording": (time.process_time() - read) / _TIMES,
    }
    return prepared, results, costs


def run(quick: bool) -> dict[str, Any]:
    """Have many tasks slept through; return what each has cost the coordinator."""
    name, count = assignments(ROOT)[1], QUICK if quick else TASKS
    with tempfile.TemporaryDirectory(prefix="ce-cluster-") as scratch:
        folder = Path(scratch) / "course"
        make_course(folder, [name])
        well_behaved(folder, [name], 1)
        prepared, results, costs = ends_of(folder, name)
        size = sum(len(result.notebook) for result in results)
        with started(ROOT, WORKERS, THREADS) as sleepers:  # where `asleep` can be imported
            workers = cluster(sleepers.address)
            jobs = ((prepared.tasks, size) for _ in range(count))
            began, cpu = time.monotonic(), time.process_time()
            done = run_all(workers.executor, asleep, jobs, workers.window)
            good = sum(outcome.result == bytes(size) for outcome in done)
            seconds, cpu = time.monotonic() - began, time.process_time() - cpu
            workers.close(True)
    if good != count:
        raise RuntimeError(f"{good} of {count} came back")
    costs["handing out"] = cpu / count
    return {
        "count": count, "threads": workers.width, "slept": SECONDS, "seconds": seconds,
        "costs": costs, "mib": [len(pickle.dumps(prepared.tasks)) / 2**20, size / 2**20],
    }  # fmt: skip
