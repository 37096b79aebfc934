"""Run a command and count what its whole tree of processes takes."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36


@dataclass
class Usage:
    """What a command took; memory in MiB, `samples` are (time of day, memory of the first)."""

    seconds: float = 0.0
    cpu: float = 0.0
    peak: float = 0.0
    samples: list[tuple[float, float]] = field(default_factory=list)


def cpu_of_children() -> float:
    """Return the CPU seconds of all children that have ended, theirs included."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def tree(pid: int) -> Iterator[int]:
    """Yield a process and all below it."""
    yield pid
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from tree(int(child))


def kib(path: str, name: str) -> float:
    """Return a field of a process in MiB, 0 once it has ended."""
    with contextlib.suppress(OSError):
        for line in Path(path).read_text().splitlines():
            if line.startswith(name):
                return int(line.split()[1]) / 1024
    return 0.0


def children() -> set[int]:
    """Return the children of this process."""
    tasks = Path("/proc/self/task").iterdir()
    return {int(pid) for task in tasks for pid in (task / "children").read_text().split()}


def reap(ours: set[int], deadline: float = 10.0) -> None:
    """Collect orphans, which come to us as the subreaper, so that their CPU is counted.

    What was a child of this process before, `ours`, is left alone.
    """
    end = time.monotonic() + deadline
    while time.monotonic() < end:
        orphans = children() - ours
        if not orphans:
            return
        for pid in orphans:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, os.WNOHANG)
        time.sleep(0.05)
    raise RuntimeError("a process of the command is still running; its CPU is not counted")


def measure(
    command: list[str],
    cwd: Path,
    env: Mapping[str, str],
    timeout: float = 3600,
    may_fail: bool = False,
    kill_when: Callable[[], bool] = bool,
) -> Usage:
    """Run a command to its end, or kill it; RuntimeError with its last lines if it fails.

    Also if it takes too long. What `kill_when` says is asked twice a second.
    """
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    ours = children()
    usage, before, start = Usage(), cpu_of_children(), time.perf_counter()
    log = cwd / "bench.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=cwd, env=env, stdout=output, stderr=output, start_new_session=True
        )
        while process.poll() is None:
            if time.perf_counter() - start > timeout:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                raise RuntimeError(f"{command} did not end within {timeout:.0f} s")
            pss = sum(kib(f"/proc/{p}/smaps_rollup", "Pss:") for p in tree(process.pid))
            usage.peak = max(usage.peak, pss)
            rss = kib(f"/proc/{process.pid}/status", "VmRSS:")
            usage.samples.append((time.time(), rss))
            if kill_when():
                process.kill()
                may_fail = True
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(0.5)
    usage.seconds = time.perf_counter() - start
    reap(ours)
    usage.cpu = cpu_of_children() - before
    if process.returncode and not may_fail:
        raise RuntimeError(f"{command}: {log.read_text(errors='replace')[-2000:]}")
    return usage
