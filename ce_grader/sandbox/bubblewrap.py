"""The command line that puts the warm parent of the students' processes into bubblewrap."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

# what the parent needs to separate its children from each other; they keep none of it
_CAPABILITIES = "SYS_ADMIN SETUID SETGID SETPCAP KILL".split()
_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64")
_SETTINGS = ("/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/localtime",
             "/etc/fonts", "/etc/alternatives")  # fmt: skip
_FIXED_ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "PYTHONDONTWRITEBYTECODE": "1",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}


def environment(private: str) -> dict[str, str]:
    """Return the environment variables of a student's process.

    Parameters
    ----------
    private : str
        Its temporary folder.

    Returns
    -------
    dict of str to str
        All of them: nothing of the grader's own environment is passed on.
    """
    folders = {"HOME": "home", "MPLCONFIGDIR": "matplotlib", "IPYTHONDIR": "ipython"}
    own = {name: f"{private}/{folder}" for name, folder in folders.items()}
    return {**_FIXED_ENVIRONMENT, **own, "TMPDIR": private}


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


def command(
    program: str, packages: Iterable[str], hidden: Iterable[str], *, new_user: bool
) -> list[str]:
    """Return the command line up to the program that is to run inside.

    Parameters
    ----------
    program : str
        The `bwrap` program.
    packages : iterable of str
        Packages that are shown though they lie outside the Python environment.
    hidden : iterable of str
        Packages in whose place there is an empty folder.
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
    shown = _python() + _packages(packages)
    private = _private_folder(shown)
    for name, value in environment(private).items():
        line += ["--setenv", name, value]
    line += _system() + ["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"]
    line += shown + _masks(hidden)
    if private != "/tmp":
        line += ["--tmpfs", private, "--remount-ro", "/tmp"]
    # siblings see these file systems too: nothing may be left there for the next one
    return line + ["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", private]


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
    for path in dict.fromkeys((sys.base_prefix, sys.prefix)):
        if not path.startswith("/usr"):
            line += _parents(path) + ["--ro-bind", path, path]
    return line


def _parents(path: str) -> list[str]:
    """Make the folders above readable: left to itself, bubblewrap makes them for root alone."""
    folders = [str(folder) for folder in reversed(Path(path).parents)][1:]
    return [part for folder in folders for part in ("--perms", "0755", "--dir", folder)]


def package_folders(name: str) -> list[str]:
    """Return the folders in which a package's modules are found.

    Parameters
    ----------
    name : str
        The package.

    Returns
    -------
    list of str
        Empty if it is not installed.
    """
    try:
        spec = importlib.util.find_spec(name)
    except ModuleNotFoundError:
        return []
    if spec is None or spec.submodule_search_locations is None:
        return []
    return [str(Path(folder)) for folder in spec.submodule_search_locations]


def _packages(names: Iterable[str]) -> list[str]:
    inside = tuple(f"{prefix}/" for prefix in (sys.prefix, sys.base_prefix))
    folders = [folder for name in names for folder in package_folders(name)]
    outside = [folder for folder in folders if not folder.startswith(inside)]
    line: list[str] = []
    for folder in outside:
        line += _parents(folder) + ["--ro-bind", folder, folder]
    return line


def _masks(names: Iterable[str]) -> list[str]:
    folders = [folder for name in names for folder in package_folders(name)]
    return [part for folder in folders for part in ("--tmpfs", folder, "--remount-ro", folder)]
