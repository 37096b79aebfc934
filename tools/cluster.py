"""A Dask cluster on the loopback, whose workers are processes of their own: tests, benchmarks."""

from __future__ import annotations

import contextlib
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tools.build import venv_environment


@dataclass
class Cluster:
    """The processes of one cluster.

    Parameters
    ----------
    folder : Path
        Where they run, and import from.
    threads : int
        Of each worker.
    """

    folder: Path
    threads: int = 1
    address: str = ""
    workers: list[subprocess.Popen[str]] = field(default_factory=list)

    def start(self, program: str, *options: str, stderr: int) -> subprocess.Popen[str]:
        """Start one process of the cluster."""
        command = [sys.executable, "-m", f"distributed.cli.{program}", *options]
        return subprocess.Popen(
            [*command, "--host", "127.0.0.1", "--no-dashboard"],
            cwd=self.folder,
            env=venv_environment(),
            stdout=subprocess.DEVNULL,
            stderr=stderr,
            text=True,
            start_new_session=True,
        )

    def start_worker(self) -> None:
        """Start one more worker."""
        options = ("--nthreads", str(self.threads), "--no-nanny")
        quiet = subprocess.DEVNULL
        self.workers.append(self.start("dask_worker", self.address, *options, stderr=quiet))

    def wait(self) -> None:
        """Wait until all workers have registered."""
        from distributed import Client

        with Client(self.address, set_as_default=False) as client:
            client.wait_for_workers(len(self.workers), timeout=120)


@contextlib.contextmanager
def started(folder: Path, workers: int, threads: int = 1) -> Iterator[Cluster]:
    """Start a scheduler and its workers, and end them with the block."""
    cluster = Cluster(folder, threads)
    scheduler = cluster.start("dask_scheduler", "--port", "0", stderr=subprocess.PIPE)
    try:
        assert scheduler.stderr is not None
        found = (re.search(r"Scheduler at:\s+(tcp://\S+)", line) for line in scheduler.stderr)
        cluster.address = next(match[1] for match in found if match)
        threading.Thread(target=scheduler.stderr.read, daemon=True).start()  # else it would wait
        for _ in range(workers):
            cluster.start_worker()
        cluster.wait()
        yield cluster
    finally:
        for process in [*cluster.workers, scheduler]:
            process.kill()
            process.wait()
