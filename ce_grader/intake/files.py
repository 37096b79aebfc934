"""Read the files of a submission: no link is followed, no pipe waited for, no size believed."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from fnmatch import fnmatch
from pathlib import Path, PurePath

from ce_grader.intake.times import UnclearTime, parse_utc

AGAIN = "Please hand in again the notebook that you fetched, with your answers filled in."
TIMESTAMP = "timestamp.txt"


class Refused(Exception):
    """A file that cannot be graded; the message is one sentence for the student."""


@dataclass(frozen=True)
class FileLimits:
    """How much may be handed in beside the notebook."""

    files: int = 200
    depth: int = 8
    file_bytes: int = 10_000_000
    total_bytes: int = 50_000_000


def read_regular(path: Path, limit: int) -> bytes:
    """Return the bytes of a regular file, following no symbolic link and waiting for no pipe.

    Parameters
    ----------
    path : Path
        The file.
    limit : int
        How many bytes it may have.

    Returns
    -------
    bytes
        All of it.

    Raises
    ------
    Refused
        If it is a link, a folder or a device, is larger than the limit, or cannot be read.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        descriptor = os.open(path, flags)
    except OSError as error:
        what = "is a link to another file" if error.errno == errno.ELOOP else "cannot be opened"
        raise Refused(f"The file {shown(path.name)} {what}. {AGAIN}") from error
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise Refused(f"{shown(path.name)} is not an ordinary file. {AGAIN}")
        content = _read_at_most(descriptor, limit + 1)
    finally:
        os.close(descriptor)
    if len(content) > limit:
        raise Refused(
            f"The file {shown(path.name)} is larger than {limit / 1e6:g} MB. Clear all outputs "
            "(Edit › Clear Outputs of All Cells), save, and hand it in again."
        )
    return content


def _read_at_most(descriptor: int, count: int) -> bytes:
    """Return the first bytes of an open file, however large it says it is."""
    content = bytearray()
    while len(content) < count and (block := os.read(descriptor, min(count, 2**20))):
        content += block
    return bytes(content[:count])


def shown(name: str) -> str:
    """Return a file name that is safe to print.

    Parameters
    ----------
    name : str
        A name that a student chose.

    Returns
    -------
    str
        In quotation marks, without control characters, at most 80 characters long.
    """
    plain = "".join(char if char.isprintable() else "?" for char in name)
    return f"“{plain if len(plain) <= 80 else plain[:77] + '…'}”"


def read_files(
    folder: Path,
    ignore: Sequence[str] = (),
    limits: FileLimits = FileLimits(),  # noqa: B008
) -> tuple[dict[str, bytes], list[str]]:
    """Return the ordinary files of a submission, notebooks aside.

    What is nested too deeply, too many or too large is left out, and so is a timestamp that is
    not one.

    Parameters
    ----------
    folder : Path
        The submission.
    ignore : sequence of str
        Patterns of file and folder names that are passed over without a note.
    limits : FileLimits
        How much is read.

    Returns
    -------
    files : dict of str to bytes
        Their contents by relative path.
    notes : list of str
        What was left out, and why.
    """
    files: dict[str, bytes] = {}
    notes: list[str] = []
    total = 0
    for path in entries(folder, ignore, limits.depth, notes):
        if path.suffix.casefold() == ".ipynb":
            continue
        name = str(path.relative_to(folder))
        if len(files) + len(notes) >= limits.files:  # a note, too, is written into every log
            notes.append(f"More than {limits.files} files were handed in; the rest was left out.")
            break
        try:
            content = read_regular(path, limits.file_bytes)
        except Refused:
            what = "it is a link, no ordinary file, or too large"
            notes.append(f"{shown(name)} was left out: {what}.")
            continue
        total += len(content)
        if total > limits.total_bytes:
            notes.append(f"{shown(name)} and what follows was left out: too much was handed in.")
            break
        if path.name == TIMESTAMP and time_of(content) is None:
            notes.append(f"{shown(name)} was left out: it holds no time in UTC or with an offset.")
            continue
        files[name] = content
    if len(notes) > limits.files:  # folders that cannot be opened, say
        notes[limits.files :] = [f"{len(notes) - limits.files} more were left out."]
    return files, notes


def entries(folder: Path, ignore: Sequence[str], depth: int, notes: list[str]) -> Iterator[Path]:
    """Yield everything under a folder that is not itself a folder, sorted.

    Parameters
    ----------
    folder : Path
        Where to look.
    ignore : sequence of str
        Patterns of file and folder names that are passed over.
    depth : int
        How many folders deep.
    notes : list of str
        Takes a sentence for each folder that is left out.

    Yields
    ------
    Path
        A file, a link, or anything else that is no folder.
    """
    try:
        found = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        notes.append(f"The folder {shown(folder.name)} was left out: it cannot be opened.")
        return
    for entry in found:
        path = Path(entry.path)
        if any(fnmatch(entry.name, pattern) for pattern in ignore):
            continue
        if not entry.is_dir(follow_symlinks=False):
            yield path
        elif depth == 0:
            notes.append(f"The folder {shown(entry.name)} was left out: it is nested too deeply.")
        else:
            yield from entries(path, ignore, depth - 1, notes)


def clear_of(files: dict[str, bytes], own: Iterable[str]) -> dict[str, bytes]:
    """Return a student's files without those that stand where the instructor's go.

    Parameters
    ----------
    files : dict of str to bytes
        What was handed in, by relative path.
    own : iterable of str
        The paths of the instructor's files and notebooks.

    Returns
    -------
    dict of str to bytes
        Without what has a path of theirs, a folder in place of a file, or a file in place of a
        folder.
    """
    paths = {PurePath(name) for name in own}
    folders = {folder for path in paths for folder in path.parents}

    def clashes(path: PurePath) -> bool:
        return path in folders or not paths.isdisjoint([path, *path.parents])

    return {name: data for name, data in files.items() if not clashes(PurePath(name))}


def time_of(content: bytes) -> datetime | None:
    """Return the time that a file `timestamp.txt` states.

    Parameters
    ----------
    content : bytes
        The file.

    Returns
    -------
    datetime or None
        In UTC; None if it states none, or in a zone that is only named.
    """
    try:
        return parse_utc(content.decode("utf-8").strip())
    except (UnicodeDecodeError, UnclearTime):
        return None
