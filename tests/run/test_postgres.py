"""A real PostgreSQL server as the gradebook, started by the test."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.run.small import SmallCourse
from tools.system import find

pytestmark = [pytest.mark.slow, pytest.mark.postgres, pytest.mark.timeout(300)]


def free_port() -> int:
    """Return a port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def server() -> Iterator[str]:
    """Start PostgreSQL in a folder of its own; it refuses to run as root."""
    programs = Path(str(find("postgresql"))).parent
    folder = Path(tempfile.mkdtemp(prefix="ce-postgres-"))
    user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    if os.geteuid() == 0:
        shutil.chown(folder, user)
    port = free_port()

    def as_user(*command: str) -> None:
        prefix = ["runuser", "-u", user, "--"] if os.geteuid() == 0 else []
        subprocess.run([*prefix, *command], check=True, capture_output=True, cwd=folder)

    data = str(folder / "data")
    as_user(str(programs / "initdb"), "-D", data, "-U", "teacher", "--auth=trust")
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    log = str(folder / "log")
    as_user(str(programs / "pg_ctl"), "-D", data, "-o", options, "-l", log, "-w", "start")
    yield f"postgresql+psycopg://teacher@127.0.0.1:{port}/postgres"
    as_user(str(programs / "pg_ctl"), "-D", data, "-m", "immediate", "stop")
    shutil.rmtree(folder, ignore_errors=True)


def test_grades_land_in_postgresql(server: str, tmp_path: Path) -> None:
    """The same command with another db_url: generated, graded, graded again."""
    course = SmallCourse(tmp_path / "course", server)
    expected = course.hand_in_class(4)
    course.autograde("--jobs=2")
    assert course.scores() == expected
    course.autograde("--force")
    assert course.scores() == expected
    assert not (course.folder / "gradebook.db").exists()
