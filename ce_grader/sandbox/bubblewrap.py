"""The command line that puts the warm parent of the students' processes into bubblewrap."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from ce_grader.sandbox import interpreter, shown
from ce_grader.task import Environment

#: Where student code finds the course's packages.
COURSE = "/course"
# what the parent needs to separate its children from each other; they keep none of it
_CAPABILITIES = "SYS_ADMIN SETUID SETGID SETPCAP KILL".split()
_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64")
_SETTINGS = ("/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/localtime",
             "/etc/fonts", "/etc/alternatives")  # fmt: skip
#: A process has a core to itself; more threads of a linear algebra library would wait in a loop.
ONE_THREAD = {f"{library}_NUM_THREADS": "1" for library in ("OPENBLAS", "OMP", "MKL")}
_FIXED_ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "PYTHONDONTWRITEBYTECODE": "1",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    **ONE_THREAD,
}


def variables(private: str) -> dict[str, str]:
    """Return the environment variables of a student's process.

    Parameters
    ----------
    private : str
        Its temporary folder.

    Returns
    -------
    dict of str to str
        All of them: of the grader's own environment only what the loader needs is passed on.
    """
    folders = {"HOME": "home", "MPLCONFIGDIR": "matplotlib", "IPYTHONDIR": "ipython"}
    own = {name: f"{private}/{folder}" for name, folder in folders.items()}
    return {**_FIXED_ENVIRONMENT, **interpreter.library_variable(), **own, "TMPDIR": private}


def _private_folder(shown: Iterable[str]) -> str:
    """Return where each child mounts its own temporary folder.

    That is /tmp, unless something that the sandbox shows lies below it: a course that was
    cloned into /tmp would be hidden from its own students.
    """
    return "/private" if any(path.startswith("/tmp/") for path in shown) else "/tmp"


def find_bubblewrap() -> str | None:
    """Return where bubblewrap is installed.

    Returns
    -------
    str or None
        The path of the program `bwrap`.
    """
    return shutil.which("bwrap") if sys.platform == "linux" else None


def is_possible() -> bool:
    """Return whether this machine can have a sandbox, whatever keeps ours from starting.

    Returns
    -------
    bool
        False where bubblewrap is not installed, or the kernel refuses it namespaces.
    """
    program = find_bubblewrap()
    if program is None:
        return False
    probe = [program, "--ro-bind", "/", "/", "--unshare-all", "--unshare-user", "true"]
    return subprocess.run(probe, capture_output=True).returncode == 0


def command(program: str, environment: Environment, *, new_user: bool) -> list[str]:
    """Return the command line up to the program that is to run inside.

    Parameters
    ----------
    program : str
        The `bwrap` program.
    environment : Environment
        What is shown inside.
    new_user : bool
        Whether to make a user namespace: needed without privileges; root does without.

    Returns
    -------
    list of str
        To be followed by the program and its arguments.
    """
    line = [program, "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"]
    line += ["--unshare-cgroup-try", "--new-session", "--hostname", "sandbox", "--clearenv"]
    if new_user:
        line += ["--unshare-user", "--uid", "1000", "--gid", "1000", "--cap-add", "ALL"]
    else:
        line += ["--cap-drop", "ALL"]
        line += [part for name in _CAPABILITIES for part in ("--cap-add", f"CAP_{name}")]
    python = _python()
    private = _private_folder(python)
    for name, value in (variables(private) | {"PYTHONPATH": COURSE}).items():
        line += ["--setenv", name, value]
    line += _system() + ["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"]
    line += python + _installed(environment) + _course(environment)
    if private != "/tmp":
        line += ["--tmpfs", private, "--remount-ro", "/tmp"]
    # siblings see these file systems too: nothing may be left there for the next one
    return line + ["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", private]


def _installed(environment: Environment) -> list[str]:
    """Cover every folder of installed packages; show what is on the list."""
    own = ("ce_grader", *environment.student_packages)
    entries = shown.installed(environment.student_distributions, own)
    folders = shown.site_folders()
    line = [part for folder in folders for part in ("--tmpfs", folder)]
    line += [part for entry in entries for part in ("--ro-bind", entry, entry)]
    return line + [part for folder in folders for part in ("--remount-ro", folder)]


def _course(environment: Environment) -> list[str]:
    """Show the student's part of the course's packages, wherever they are installed."""
    line: list[str] = []
    for name, source in shown.student_parts(environment).items():
        place = f"{COURSE}/{name}"
        line += _parents(place) + ["--ro-bind", source, place]
    return line


def _system() -> list[str]:
    line = []
    for path in _SYSTEM:
        if os.path.islink(path):
            line += ["--symlink", os.readlink(path), path]
        elif os.path.isdir(path):
            line += ["--ro-bind", path, path]
    for path in _SETTINGS:
        line += ["--ro-bind-try", path, path]
    return line


def _python() -> list[str]:
    line = []
    for path in interpreter.folders():
        line += _parents(path) + ["--ro-bind", path, path]
    for path, target in interpreter.links().items():
        line += _parents(path) + ["--symlink", target, path]
    settings = os.path.realpath(f"{sys.prefix}/etc")
    if sys.prefix != sys.base_prefix and os.path.isdir(settings):
        line += ["--tmpfs", settings]  # nbgrader's configuration, and Jupyter's
    return line


def _parents(path: str) -> list[str]:
    """Make the folders above readable: left to itself, bubblewrap makes them for root alone."""
    folders = [str(folder) for folder in reversed(Path(path).parents)][1:]
    return [part for folder in folders for part in ("--perms", "0755", "--dir", folder)]
