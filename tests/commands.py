"""Run `python -m …` without waiting for its imports: forked from a process that has made them.

Only other people's packages are imported beforehand. What a command needs of ours it imports
itself, so that it knows the classes and settings that it would know in a process of its own.
"""

from __future__ import annotations

import atexit
import functools
import multiprocessing
import os
import runpy
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from multiprocessing.context import ForkServerContext
from pathlib import Path

from tools.config import ROOT


@functools.cache
def _server() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.preloaded"])
    return context


def run(
    arguments: Sequence[str], cwd: Path, env: Mapping[str, str], timeout: float = 600
) -> subprocess.CompletedProcess[str]:
    """Run a module as `python -m` does.

    Parameters
    ----------
    arguments : sequence of str
        The module, and what follows it on the command line.
    cwd : Path
        Where it runs.
    env : mapping of str to str
        Its environment, all of it.
    timeout : float
        After how many seconds it is killed.

    Returns
    -------
    subprocess.CompletedProcess
        With what it printed.

    Raises
    ------
    subprocess.TimeoutExpired
        If it had to be killed.
    """
    with tempfile.TemporaryDirectory(prefix="ce-command-") as folder:
        files = [Path(folder, name) for name in ("stdout", "stderr")]
        process = _server().Process(target=_become, args=(arguments, cwd, dict(env), files))
        process.start()
        process.join(timeout)
        if process.exitcode is None:
            process.kill()
            process.join()
            raise subprocess.TimeoutExpired(list(arguments), timeout)
        printed = [path.read_text(encoding="utf-8", errors="replace") for path in files]
        return subprocess.CompletedProcess(list(arguments), process.exitcode, *printed)


def _become(
    arguments: Sequence[str], cwd: Path, env: dict[str, str], printed: Sequence[Path]
) -> None:
    """Make this process what `python -m` would have started, and run it to its end."""
    for descriptor, path in enumerate([Path(os.devnull), *printed]):
        with path.open("wb" if descriptor else "rb") as file:
            os.dup2(file.fileno(), descriptor)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    sys.path[:] = [str(cwd), *(path for path in sys.path if path not in ("", str(ROOT)))]
    sys.argv[:] = arguments
    try:
        runpy.run_module(arguments[0], run_name="__main__", alter_sys=True)
    finally:
        atexit._run_exitfuncs()  # which multiprocessing leaves out
