"""JupyterLab with everything set: `python -m tools.lab student` or `… instructor`.

The student's view opens a folder of its own, `.course/student/`, with the release in it; the
instructor's view opens the course folder at formgrader. Both share the exchange folder, that of
NBGRADER_EXCHANGE or `exchange/`. Nothing of the user's own Jupyter settings is read or changed.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI

from tools.build import ROOT, BuildError, assignments, venv_environment
from tools.config import load_config
from tools.course import api, inside, require_success
from tools.grade import register

PORTS = {"student": 8888, "instructor": 8889}
LANDING = {"student": "/lab", "instructor": "/formgrader"}
#: What a student's folder holds beside the notebooks: settings of JupyterLab and of Validate
DESK = ROOT / "tools" / "desk"
#: Of JupyterLab: no news and no updates, which need a network; no question which kernel to take
#: when a cell is run before the kernel is up; and cells out of sight stay in the page: the
#: browser's search finds them, scrolling never jumps
SETTINGS = json.loads((DESK / "jupyter" / "overrides.json").read_text(encoding="utf-8"))
STUDENT_CONFIG = """\
c = get_config()
load_subconfig({desk!r})
c.CourseDirectory.course_id = "cross-entropy"
c.Exchange.root = {exchange!r}
c.Exchange.assignment_dir = {folder!r}
"""


def state_folder(root: Path, role: str) -> Path:
    """Return the folder for what JupyterLab itself keeps, made if need be."""
    folder = root / ".course" / "jupyter" / role
    (folder / "config").mkdir(parents=True, exist_ok=True)
    return folder


def write_settings(folder: Path) -> None:
    """Write JupyterLab's settings: above all no news and no updates, which need a network."""
    for name, values in SETTINGS.items():
        path = folder / f"{name.replace(':', '/')}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(values))


def environment(root: Path, role: str) -> dict[str, str]:
    """Return the environment of the server: folders of this course, none of the user's."""
    folder = state_folder(root, role)
    return {
        **venv_environment(),
        "NBGRADER_EXCHANGE": str(exchange(root)),
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTER_DATA_DIR": str(folder / "data"),
        "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
        "JUPYTER_PLATFORM_DIRS": "1",
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
        "JUPYTER_TOKEN": secrets.token_hex(16),
    }


def exchange(root: Path) -> Path:
    """Return the exchange folder: that of NBGRADER_EXCHANGE, else one in the course."""
    return Path(os.environ.get("NBGRADER_EXCHANGE") or root / "exchange")


def make_exchange(root: Path = ROOT) -> None:
    """Make the exchange folder, which nbgrader wants writable for all."""
    folder = exchange(root)
    if not folder.exists():
        folder.mkdir(parents=True)
        folder.chmod(0o777)


def release_to_exchange(root: Path = ROOT) -> None:
    """Release into the exchange what is not released yet."""
    config = load_config(root)
    config.Exchange.root = str(exchange(root))
    nbgrader = NbGraderAPI(config=config, log_level="ERROR")
    for name in assignments(root):
        if name not in nbgrader.get_released_assignments():
            require_success(nbgrader.release_assignment(name), f"releasing {name}")


def enter_into_gradebook(root: Path = ROOT) -> None:
    """Enter what is not in the gradebook yet: formgrader cannot grade what it does not know."""
    with Gradebook(api(root).coursedir.db_url) as gradebook:
        # a due date alone also makes an entry, without notebooks
        known = {entry.name for entry in gradebook.assignments if entry.notebooks}
    missing = [name for name in assignments(root) if name not in known]
    if missing:
        print(f"ce-course: entering into gradebook.db: {', '.join(missing)}", flush=True)
        register(missing, root)


def prepare_student(root: Path = ROOT, fetched: bool = True) -> Path:
    """Fetch the assignments that the student does not have yet; never overwrite one."""
    folder = root / ".course" / "student"
    folder.mkdir(parents=True, exist_ok=True)
    state = state_folder(root, "student")
    desk = str(DESK / "nbgrader_config.py")
    config = STUDENT_CONFIG.format(desk=desk, exchange=str(exchange(root)), folder=str(folder))
    (state / "config" / "nbgrader_config.py").write_text(config)
    if fetched and not (state / "workspaces").exists():
        shutil.copytree(DESK / "jupyter" / "workspaces", state / "workspaces")
    for name in assignments(root) if fetched else []:
        if not (folder / name).exists():
            shutil.copytree(root / "release" / name, folder / name)
    return folder


def as_port(text: str) -> int:
    """Return a port that was asked for as a number.

    Raises
    ------
    BuildError
        If it is no number of a port.
    """
    if not text.isdecimal() or not 1024 <= int(text) <= 65535:
        raise BuildError(f"a port is a number from 1024 to 65535, not {text!r}: make lab PORT=8899")
    return int(text)


def free_port(wanted: int, given: bool) -> int:
    """Return the wanted port, or another one where it is busy and was not asked for.

    Raises
    ------
    BuildError
        If a port that was asked for is busy.
    """
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", wanted))
        except OSError as error:
            if given:
                raise BuildError(
                    f"port {wanted} is busy; choose another one: make lab PORT=8899"
                ) from error
            print(f"ce-course: port {wanted} is busy; taking another one")
            probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def command(folder: Path, port: int, landing: str, browser: bool) -> list[str]:
    """Return the command line of the server."""
    options = {
        "ServerApp.root_dir": str(folder),
        "ServerApp.port": port,
        "ServerApp.port_retries": 0,
        "ServerApp.open_browser": browser,
        "ServerApp.log_level": "WARN",
        "ServerApp.allow_root": True,
        "LabApp.default_url": landing,
        "LabApp.news_url": None,
        "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
    }
    return [sys.executable, "-m", "jupyterlab", *(f"--{k}={v}" for k, v in options.items())]


def start(
    role: str,
    root: Path = ROOT,
    port: int | None = None,
    browser: bool = True,
    stocked: bool = True,
) -> tuple[list[str], Mapping[str, str], Path]:
    """Prepare a role's folders; return command, environment and folder of its server.

    Unless `stocked`, releasing is left to the instructor and fetching to the student.
    """
    chosen = free_port(port or PORTS[role], port is not None)
    write_settings(state_folder(root, role) / "settings")
    make_exchange(root)
    if role == "instructor":
        with inside(root):
            enter_into_gradebook(root)
        folder = root
    else:
        if stocked:
            with inside(root):
                release_to_exchange(root)
        folder = prepare_student(root, stocked)
    line = command(folder, chosen, LANDING[role], browser)
    if role == "student":
        line.append(f"--LabApp.app_settings_dir={DESK / 'jupyter'}")
    return line, environment(root, role), folder


def link(line: list[str], env: Mapping[str, str]) -> str:
    """Return the address of a server that `start` describes, with its token."""
    options = dict(part[2:].split("=", 1) for part in line if part.startswith("--"))
    landing, port = options["LabApp.default_url"], options["ServerApp.port"]
    return f"http://127.0.0.1:{port}{landing}?token={env['JUPYTER_TOKEN']}"


def main(arguments: list[str] | None = None) -> int:
    """Start the server and stay with it until it is stopped."""
    parser = argparse.ArgumentParser(prog="python -m tools.lab", description=__doc__)
    parser.add_argument("role", choices=sorted(PORTS))
    parser.add_argument("--port", default=None)
    parser.add_argument("--no-browser", action="store_true")
    options = parser.parse_args(arguments)
    try:
        port = as_port(options.port) if options.port else None
        line, env, folder = start(options.role, ROOT, port, not options.no_browser)
    except BuildError as error:
        print(f"ce-course: {error}", file=sys.stderr)
        return 1
    print(f"ce-course: {folder.relative_to(ROOT) if folder != ROOT else 'the course folder'}")
    opens = "open" if options.no_browser else "the browser opens by itself; if not, open"
    print(f"ce-course: {opens} {link(line, env)}")
    print("ce-course: Ctrl-C here stops the server", flush=True)
    try:
        return subprocess.run(line, cwd=folder, env=dict(env)).returncode
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())
