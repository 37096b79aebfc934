"""A real Dask scheduler with worker processes on the loopback, one of them killed."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from tests.run.small import SmallCourse
from tools.cluster import started

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
pytest.importorskip("distributed")


def test_a_killed_worker_loses_no_grade(tmp_path: Path) -> None:
    """Graded on the cluster while one of three workers is killed: every student has points."""
    course = SmallCourse(tmp_path / "course")
    expected = course.hand_in_class(12)
    folder = course.folder / "autograded"
    killed = threading.Event()
    with started(tmp_path, workers=3) as cluster:

        def kill_one() -> None:
            while not list(folder.glob("student*/small")):
                time.sleep(0.05)
            cluster.workers[0].kill()
            killed.set()

        threading.Thread(target=kill_one, daemon=True).start()
        output = course.autograde(f"--scheduler={cluster.address}")
    assert killed.is_set()
    assert "graded 12 of 12" in output
    assert course.scores() == expected
