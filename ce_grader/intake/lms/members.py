"""The files of a download, zipped or unpacked: names, times and bounded contents."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path, PurePosixPath

from ce_grader.intake.files import Refused, entries, read_regular, shown
from ce_grader.intake.handed_in import BROKEN, unpacked

_MEMBERS = 200_000  # of the download of a large class
_DEPTH = 32
_ZIP_BYTES = 100_000_000  # of one student's zip
_UTF8 = 0x800
_JUNK = re.compile(r"(^|/)(__MACOSX/|\.DS_Store$|\._)")


class Unreadable(Exception):
    """A download that cannot be read; the message says why."""


@dataclass(frozen=True)
class Member:
    """One file of a download.

    Parameters
    ----------
    path : str
        Where it lies there, with slashes.
    written : datetime or None
        When it was last changed, on the clock of whoever made the zip; None if nothing says it.
    source : Path or tuple of ZipFile and ZipInfo
        Where its content is.
    """

    path: str
    written: datetime | None
    source: Path | tuple[zipfile.ZipFile, zipfile.ZipInfo]

    def read(self, limit: int) -> bytes:
        """Return its content.

        Parameters
        ----------
        limit : int
            How many bytes it may have.

        Returns
        -------
        bytes
            All of it.

        Raises
        ------
        Refused
            If it is no ordinary file, too large, or cannot be read.
        """
        if isinstance(self.source, Path):
            return read_regular(self.source, limit)
        return unpacked(*self.source, limit, shown(self.path))

    @cached_property
    def inner(self) -> list[Member]:
        """What a zip at the top of a download holds, as if it were a folder of its name."""
        name = PurePosixPath(self.path)
        if name.suffix.casefold() != ".zip" or len(name.parts) > 1:
            return [self]
        try:
            archive = zipfile.ZipFile(io.BytesIO(self.read(_ZIP_BYTES)))
            return list(_zipped(archive, f"{name.stem}/"))
        except (Refused, *BROKEN):
            return [self]


def members(source: Path) -> list[Member]:
    """Return the files of a download.

    Parameters
    ----------
    source : Path
        A zip or a folder.

    Returns
    -------
    list of Member
        Without what a Mac adds.

    Raises
    ------
    Unreadable
        If it is neither, or holds too much.
    """
    if source.is_dir():
        paths = entries(source, (), _DEPTH, [])
        found = [Member(path.relative_to(source).as_posix(), None, path) for path in paths]
    else:
        try:
            found = list(_zipped(zipfile.ZipFile(source)))
        except BROKEN as error:
            raise Unreadable(
                f"{source} is neither a folder nor a zip that can be opened"
            ) from error
    if len(found) > _MEMBERS:
        raise Unreadable(f"{source} holds {len(found)} files; at most {_MEMBERS} are taken")
    return [member for member in found if not _JUNK.search(member.path)]


def _zipped(archive: zipfile.ZipFile, before: str = "") -> Iterator[Member]:
    for info in archive.infolist():
        if not info.is_dir():
            yield Member(before + _name(info), _time(info), (archive, info))


def _name(info: zipfile.ZipInfo) -> str:
    """Return a member's name; a Mac writes UTF-8 and does not say so."""
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _time(info: zipfile.ZipInfo) -> datetime | None:
    try:
        return datetime(*info.date_time)
    except ValueError:
        return None
