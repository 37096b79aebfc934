"""A real Dask scheduler with worker processes on the loopback, one of them killed."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.run.small import SmallCourse
from tools.build import venv_environment

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
pytest.importorskip("distributed")


def start(*arguments: str, cwd: Path) -> subprocess.Popen[str]:
    """Start one process of the cluster in a folder that holds nothing of the course."""
    return subprocess.Popen(
        [sys.executable, "-m", *arguments],
        cwd=cwd,
        env=venv_environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[str]]]]:
    """The address of a scheduler, and its three workers."""
    scheduler = start(
        "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
        cwd=tmp_path,
    )  # fmt: skip
    assert scheduler.stderr is not None
    address = ""
    for line in scheduler.stderr:
        if found := re.search(r"Scheduler at:\s+(tcp://\S+)", line):
            address = found.group(1)
            break
    drain = threading.Thread(target=scheduler.stderr.read, daemon=True)
    drain.start()
    options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
    workers = [
        start("distributed.cli.dask_worker", address, *options, cwd=tmp_path) for _ in range(3)
    ]
    yield address, workers
    for process in [*workers, scheduler]:
        process.kill()
        process.wait()


def wait_for_workers(address: str, count: int) -> None:
    """Wait until the workers have registered."""
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(count, timeout=120)


def test_a_killed_worker_loses_no_grade(
    cluster: tuple[str, list[subprocess.Popen[str]]], tmp_path: Path
) -> None:
    """Graded on the cluster while one of three workers is killed: every student has points."""
    address, workers = cluster
    course = SmallCourse(tmp_path / "course")
    expected = course.hand_in_class(12)
    wait_for_workers(address, 3)
    folder = course.folder / "autograded"
    killed = threading.Event()

    def kill_one() -> None:
        while not list(folder.glob("student*/small")):
            time.sleep(0.05)
        os.kill(workers[0].pid, signal.SIGKILL)
        killed.set()

    threading.Thread(target=kill_one, daemon=True).start()
    output = course.autograde(f"--scheduler={address}")
    assert killed.is_set()
    assert "graded 12 of 12" in output
    assert course.scores() == expected
