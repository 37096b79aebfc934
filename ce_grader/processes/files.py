"""Write the files that lie beside a notebook, in folders that nobody leaves behind."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

_PREFIX = "ce-grader-"
#: Between the making of a folder and its lock.
_YOUNG_SECONDS = 60.0


@contextlib.contextmanager
def own_folder(name: str) -> Iterator[str]:
    """Make a temporary folder; remove those that a killed process has left.

    Parameters
    ----------
    name : str
        What it is for.

    Yields
    ------
    str
        The folder, locked by this process and those that it forks.
    """
    _remove_left()
    with tempfile.TemporaryDirectory(prefix=f"{_PREFIX}{name}-") as folder:
        lock = os.open(folder, os.O_RDONLY)
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            yield folder
        finally:
            os.close(lock)


def _remove_left() -> None:
    """Remove the folders that are ours and that nobody holds any more."""
    for path in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):
            about = path.lstat()
            if about.st_uid == os.getuid() and time.time() - about.st_mtime > _YOUNG_SECONDS:
                _remove_if_free(path)


def _remove_if_free(path: Path) -> None:
    held = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_DIRECTORY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(path, ignore_errors=True)
    finally:
        os.close(held)


def write_files(folder: str | Path, files: Mapping[str, bytes]) -> None:
    """Write files, and the folders above them, so that others may read them.

    Parameters
    ----------
    folder : str or Path
        Where.
    files : mapping of str to bytes
        Their contents by relative path.
    """
    for name, content in files.items():
        path = Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        path.chmod(0o644)
