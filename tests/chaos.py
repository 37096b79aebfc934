"""Chaos: a class is graded while what grades it is killed, starved and interrupted at random.

`python -m tests.chaos` (`make chaos`) plays twenty seeds of two hundred submissions. Afterwards,
when the command was repeated until it ended well, every honest submission has its points, once,
and nothing is left behind.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.attacked.batch import left_processes
from tests.attacked.course import (
    NAME,
    AttackedCourse,
    isolated_config,
    make_course,
    outcome,
    submit,
    submit_honest,
)
from tests.attacked.scenarios import FULL, scenarios
from tools.build import venv_environment
from tools.cluster import Cluster, started

#: What an instructor does not see twice: quick attacks, wrong answers, files cut off.
HOSTILE = [
    "always_equal", "cell_types_changed", "child_survives", "daemon", "duplicate_test_cell",
    "files_left_1", "forged_execute_result", "metadata_nonsense", "os_exit", "pickle_returned",
    "runtime_warning", "shadow_modules", "skip_execution", "symlinks", "tests_deleted",
]  # fmt: skip
WARM = ["numpy", "sympy", "ce_helpers.checking"]
_DISK = 64 * 2**20
#: Where control groups of version 1 count memory: a process can be moved into one at any time.
_MEMORY = Path("/sys/fs/cgroup/memory")
_SHORT = 24 * 2**20  # what the run may take more; a submission takes about 60 MiB
_TRIES = 4


@dataclass
class Play:
    """One course under chaos.

    Parameters
    ----------
    course : AttackedCourse
        With its class handed in.
    temporary : Path
        Where the grader's temporary files go.
    rng : random.Random
        Of the seed.
    cluster : Cluster, optional
        A Dask cluster, if one grades.
    """

    course: AttackedCourse
    temporary: Path
    rng: random.Random
    cluster: Cluster | None = None
    done: Counter[str] = field(default_factory=Counter)

    def start(self, *options: str) -> subprocess.Popen[bytes]:
        """Start the grading command."""
        more = (f"--scheduler={self.cluster.address}",) if self.cluster else ("--jobs=2",)
        log = (self.course.root.parent / "log.txt").open("ab")
        with log:
            return subprocess.Popen(
                self.course.command("autograde", NAME, *more, *options, program=("ce_grader",)),
                cwd=self.course.root,
                env=venv_environment() | {"TMPDIR": str(self.temporary)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def log(self) -> str:
        """Return the end of what the commands printed."""
        return (self.course.root.parent / "log.txt").read_text(errors="replace")[-4000:]


def descendants(pid: int) -> dict[int, list[int]]:
    """Return the children of a process and of its descendants."""
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
            parents.setdefault(parent, []).append(int(stat.parent.name))
    found: dict[int, list[int]] = {}
    waiting = [pid]
    while waiting:
        one = waiting.pop()
        found[one] = parents.get(one, [])
        waiting += found[one]
    return found


def command_of(pid: int) -> str:
    """Return the command line of a process, or nothing if it has ended."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="?")
    return ""


def kill_one(find: Callable[[], list[int]], run: subprocess.Popen[bytes], play: Play) -> bool:
    """Kill a process as soon as there is one; return whether there was, before the run ended."""
    while run.poll() is None:
        if pids := find():
            with contextlib.suppress(ProcessLookupError):
                os.kill(play.rng.choice(sorted(pids)), signal.SIGKILL)
            return True
        if play.cluster:  # they are the workers' children
            return False
        time.sleep(0.05)
    return False


def kill_coordinator(play: Play, run: subprocess.Popen[bytes]) -> bool:
    """Kill the command itself; its children have to notice."""
    run.kill()
    return True


def kill_warm_parent(play: Play, run: subprocess.Popen[bytes]) -> bool:
    """Kill one of the two processes that all others are forked from."""
    return kill_one(lambda: descendants(run.pid)[run.pid], run, play)


def kill_judge(play: Play, run: subprocess.Popen[bytes]) -> bool:
    """Kill a process that decides."""
    return kill_one(lambda: judges_of(run.pid), run, play)


def judges_of(run: int) -> list[int]:
    """Return what the trusted warm parent of a command has forked, and its branches have."""
    below = descendants(run)
    trusted = [pid for pid in below[run] if "ce_grader.trusted" in command_of(pid)]
    forked = [child for pid in trusted for child in below.get(pid, [])]
    return [*forked, *(pid for one in forked for pid in below.get(one, []))]


def fill_disk(play: Play, run: subprocess.Popen[bytes]) -> bool:
    """Fill the course's disk for a while, where it has one of its own."""
    if not os.path.ismount(play.course.root.parent):
        return False
    filler = play.course.root.parent / "filler"
    with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(2**16))
    time.sleep(play.rng.uniform(0.2, 2))
    filler.unlink()
    return True


def shorten_memory(play: Play, run: subprocess.Popen[bytes]) -> bool:
    """Let the run have hardly more memory for a while: the kernel ends what asks for it."""
    group = _MEMORY / f"ce-chaos-{run.pid}"
    try:
        group.mkdir()
        (group / "memory.limit_in_bytes").write_text(str(_SHORT))
        move_all(descendants(run.pid), group)
    except OSError:  # no such control groups, or not ours to make
        return False
    time.sleep(play.rng.uniform(0.5, 3))
    killed = (group / "memory.oom_control").read_text().split()[-1] != "0"
    (group / "memory.limit_in_bytes").write_text("-1")
    own = next(line for line in Path("/proc/self/cgroup").read_text().splitlines()
               if ":memory:" in line).rpartition(":")[2]  # fmt: skip
    while pids := (group / "cgroup.procs").read_text().split():
        move_all(pids, _MEMORY / own.lstrip("/"))
    group.rmdir()
    return killed


def move_all(pids: Iterable[int | str], group: Path) -> None:
    """Put processes, those that have not ended, into a control group."""
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            (group / "cgroup.procs").write_text(str(pid))


def lock_gradebook(play: Play, run: subprocess.Popen[bytes]) -> bool:
    """Hold the gradebook, longer sometimes than SQLite waits for it."""
    with contextlib.closing(sqlite3.connect(play.course.root / "gradebook.db")) as database:
        try:
            database.execute("begin exclusive")
        except sqlite3.OperationalError:
            return False
        time.sleep(play.rng.choice([0.5, 2, 7]))
        database.rollback()
    return True


def interrupt(play: Play, run: subprocess.Popen[bytes]) -> bool:
    """Press Ctrl-C."""
    run.send_signal(signal.SIGINT)
    return True


def kill_worker(play: Play, run: subprocess.Popen[bytes]) -> bool:
    """Kill a worker of the cluster, and start another."""
    if play.cluster is None:
        return False
    lost = play.cluster.workers.pop(0)
    lost.kill()
    lost.wait()
    play.cluster.start_worker()
    return True


FAULTS = [
    kill_coordinator, kill_warm_parent, kill_judge, fill_disk, shorten_memory, lock_gradebook,
    interrupt, kill_worker,
]  # fmt: skip


def hand_in(course: AttackedCourse, submissions: int, rng: random.Random) -> list[str]:
    """Hand in a class: half of it honest, the rest hostile or cut off; return the honest."""
    honest = [f"honest_{number}" for number in range(submissions // 2)]
    for student in honest:
        submit_honest(course, student)
    known = scenarios(HOSTILE)
    for number in range(submissions - len(honest)):
        if number % 8 == 7:
            folder = course.folder(f"broken_{number}")
            folder.mkdir(parents=True)
            (folder / f"{NAME}.ipynb").write_text('{"nbformat": 4, "cells": [')
        else:
            scenario = rng.choice(known)
            submit(course, scenario, f"{scenario.name}_{number}")
    return honest


def disturb(play: Play, faults: int) -> None:
    """Run the command again and again, and do to it one thing after the other, in any order."""
    deck = play.rng.sample(FAULTS, len(FAULTS))
    code: int | None = None
    while faults > 0:
        run = play.start(*(["--force"] if code == 0 or play.rng.random() < 0.3 else []))
        while run.poll() is None and faults > 0:
            time.sleep(play.rng.uniform(0.1, 2))
            fault = deck.pop(0)
            deck.append(fault)
            if run.poll() is None and fault(play, run):
                play.done[fault.__name__] += 1
                faults -= 1
        if play.rng.random() < 0.5:
            run.kill()
        code = run.wait(timeout=600)


def finish(play: Play) -> None:
    """Repeat the command until it ends well."""
    for _ in range(_TRIES):
        if play.start().wait(timeout=900) == 0:
            return
    raise AssertionError(f"the command did not end well:\n{play.log()}")


def wrong(play: Play, honest: list[str]) -> list[str]:
    """Return what is not as it should be, in words."""
    points = {student: outcome(play.course, student).points for student in honest}
    found = [f"{student}: {got}" for student, got in points.items() if got != FULL]
    with contextlib.closing(sqlite3.connect(play.course.root / "gradebook.db")) as database:
        query = "select student_id, count(*) from submitted_assignment group by student_id"
        rows = dict(database.execute(query).fetchall())
    students = {folder.name for folder in (play.course.root / "submitted").iterdir()}
    if rows != dict.fromkeys(students, 1):
        found.append(f"rows of the gradebook: {set(rows.items()) ^ {(s, 1) for s in students}}")
    graded = {path.name for path in (play.course.root / "autograded").glob(f"*/{NAME}")}
    partial = list((play.course.root / "autograded").glob("*/.*"))
    return found + [f"left: {path}" for path in partial] + ([] if graded else ["nothing graded"])


def left_behind(play: Play) -> list[str]:
    """Return the processes and files that are there when all had time to end."""
    deadline = time.monotonic() + 20
    while True:
        processes = left_processes() + [
            command_of(int(folder.name))
            for folder in Path("/proc").iterdir()
            if folder.name.isdigit() and _works_for(folder, play)
        ]
        if not processes or time.monotonic() > deadline:
            break
        time.sleep(0.2)
    # what killed processes left is removed by the next one that starts, when it is old enough
    for path in play.temporary.glob("ce-*"):
        os.utime(path, (0, 0))
    with contextlib.suppress(subprocess.TimeoutExpired):
        play.start("--force", "--student=honest_0").wait(timeout=120)
    return processes + [str(path) for path in play.temporary.iterdir()]


def _works_for(folder: Path, play: Play) -> bool:
    try:
        variables = (folder / "environ").read_bytes()
    except OSError:
        return False
    return f"TMPDIR={play.temporary}\0".encode() in variables and not play.cluster


@contextlib.contextmanager
def own_disk(folder: Path) -> Iterator[None]:
    """Give a folder a small disk of its own, where that is possible."""
    options = ["-t", "tmpfs", "-o", f"size={_DISK},mode=755", "none", str(folder)]
    mounted = subprocess.run(["mount", *options], capture_output=True).returncode == 0
    try:
        yield
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextlib.contextmanager
def cluster(play: Play) -> Iterator[None]:
    """Have a Dask cluster of two workers grade."""
    with started(Path(tempfile.gettempdir()), workers=2) as play.cluster:
        yield
    play.cluster = None


def play_seed(seed: int, submissions: int, faults: int, on_cluster: bool) -> tuple[str, list[str]]:
    """Play one seed.

    Parameters
    ----------
    seed : int
        Of everything that happens.
    submissions : int
        How large the class is.
    faults : int
        How often something is done to the command.
    on_cluster : bool
        Whether a Dask cluster grades.

    Returns
    -------
    done : str
        What was done, and how often.
    wrong : list of str
        What is not as it should be; nothing if all is well.
    """
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="ce-chaos-", ignore_cleanup_errors=True) as folder:
        disk, temporary = Path(folder) / "disk", Path(folder) / "tmp"
        disk.mkdir()
        temporary.mkdir()
        with own_disk(disk):
            config = isolated_config(student_modules=WARM, trusted_modules=WARM)
            course = make_course(disk / "course", config)
            honest = hand_in(course, submissions, rng)
            play = Play(course, temporary, rng)
            with cluster(play) if on_cluster else contextlib.nullcontext():
                disturb(play, faults)
                finish(play)
            found = wrong(play, honest)
            found += left_behind(play)
            if found:
                found.append(play.log())
            shutil.rmtree(disk / "course", ignore_errors=True)
    return ", ".join(f"{name} {count}" for name, count in sorted(play.done.items())), found


def main() -> int:
    """Play the seeds; print a line for each."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--submissions", type=int, default=200)
    parser.add_argument("--faults", type=int, default=12)
    options = parser.parse_args()
    failed = 0
    for seed in range(options.first, options.first + options.seeds):
        began = time.monotonic()
        done, found = play_seed(seed, options.submissions, options.faults, seed % 4 == 3)
        failed += bool(found)
        print(f"seed {seed}: {time.monotonic() - began:.0f} s; {done}; wrong: {found or 'nothing'}",
              flush=True)  # fmt: skip
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
