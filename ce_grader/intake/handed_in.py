"""What a student handed in: which file is the notebook, and a digest of all of it."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ce_grader.intake.files import FileLimits, Refused, entries, read_regular, shown

_ZIP_BYTES = 100_000_000
_MEMBERS = 1_000
#: What browsers, Jupyter and Drive put around the name of a copy.
_COPY = re.compile(
    r"^(copy of|copie de|kopie von|copia de) | *\(\d+\)$|[-_ ]+(copy|copie|kopie|copia) ?\d*$", re.I
)
_LIMITS = FileLimits()


@dataclass(frozen=True)
class Candidate:
    """A file that may be the notebook of an assignment.

    Parameters
    ----------
    folder : Path
        What was handed in.
    name : str
        Where it lies there.
    member : str
        Where it lies in that file, if it is an archive.
    """

    folder: Path
    name: str
    member: str = ""

    def __str__(self) -> str:
        inside = f" in {shown(self.name)}" if self.member else ""
        return shown(self.member or self.name) + inside

    @property
    def stem(self) -> str:
        """Its name without folder and suffix."""
        return PurePosixPath(self.member or self.name).stem

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
        if not self.member:
            return read_regular(self.folder / self.name, limit)
        with _archive(self.folder / self.name) as archive:
            return unpacked(archive, self.member, limit, str(self))


#: What zipfile raises for an archive that is damaged or made to harm.
BROKEN = (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, zlib.error)
_NOT_UNPACKED = "cannot be unpacked: hand in the notebook itself."


def unpacked(
    archive: zipfile.ZipFile, member: str | zipfile.ZipInfo, limit: int, called: str
) -> bytes:
    """Return the content of one file of an archive.

    Parameters
    ----------
    archive : ZipFile
        Which may be damaged or made to harm.
    member : str or ZipInfo
        The file.
    limit : int
        How many bytes it may have; no more are read.
    called : str
        What it is called in a sentence.

    Returns
    -------
    bytes
        All of it.

    Raises
    ------
    Refused
        If it is too large, or cannot be read.
    """
    try:
        with archive.open(member) as file:
            content = file.read(limit + 1)
    except (*BROKEN, RuntimeError) as error:  # an encrypted one raises RuntimeError
        raise Refused(f"{called} {_NOT_UNPACKED}") from error
    if len(content) > limit:
        raise Refused(f"{called} is larger than {limit / 1e6:g} MB.")
    return content


def _archive(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(read_regular(path, _ZIP_BYTES)))
    except BROKEN as error:
        raise Refused(f"{shown(path.name)} {_NOT_UNPACKED}") from error


def candidates(
    folder: Path, name: str, others: Collection[str] = (), ignore: Sequence[str] = ()
) -> list[Candidate]:
    """Return the files that may be the notebook of that name, the likeliest alone.

    Parameters
    ----------
    folder : Path
        What was handed in.
    name : str
        The notebook's name, without suffix.
    others : collection of str
        The names of the assignment's other notebooks.
    ignore : sequence of str
        Patterns of file and folder names that are passed over.

    Returns
    -------
    list of Candidate
        Those with the name, or with that of a copy of it; if there are none, all notebooks that
        have not the name of another. What stands under the very name comes first.
    """
    found = list(_notebooks(folder, ignore))
    exact = Candidate(folder, f"{name}.ipynb")
    if (folder / exact.name).is_symlink():
        return [exact]  # which is refused, and says why
    others = {other for other in others if other != name}
    taken = set(map(plain_stem, others))
    alike = [c for c in found if plain_stem(c.stem) == plain_stem(name) and c.stem not in others]
    alike = alike or [c for c in found if plain_stem(c.stem) not in taken]
    return sorted(alike, key=lambda candidate: candidate != exact)


def plain_stem(stem: str) -> str:
    """Return a notebook's name without what marks it as a copy.

    Parameters
    ----------
    stem : str
        A file's name without suffix.

    Returns
    -------
    str
        In lower case.

    Examples
    --------
    >>> plain_stem("Copy of 01_Softmax"), plain_stem("01_softmax-Copy1 (2)")
    ('01_softmax', '01_softmax')
    """
    before = ""
    while before != stem:
        before, stem = stem, _COPY.sub("", stem.strip())
    return stem.casefold()


def _notebooks(folder: Path, ignore: Sequence[str]) -> Iterator[Candidate]:
    """Yield every notebook of a folder, in its folders and archives, too."""
    for path in entries(folder, ignore, _LIMITS.depth, []):
        name = str(path.relative_to(folder))
        if _is_notebook(name) and not path.is_symlink():
            yield Candidate(folder, name)
        elif path.suffix.casefold() == ".zip":
            yield from (Candidate(folder, name, member) for member in _members(path))


def _members(path: Path) -> list[str]:
    try:
        with _archive(path) as archive:
            names = archive.namelist()[:_MEMBERS]
    except Refused:
        return []
    return [name for name in names if _is_notebook(name) and "__MACOSX/" not in name]


def _is_notebook(name: str) -> bool:
    return PurePosixPath(name).suffix.casefold() == ".ipynb"


def digest_of(folder: Path, ignore: Sequence[str] = ()) -> str:
    """Return a digest of everything that was handed in.

    Parameters
    ----------
    folder : Path
        What was handed in.
    ignore : sequence of str
        Patterns of file and folder names that are passed over.

    Returns
    -------
    str
        Equal for equal files; of what is not read for grading, only the name counts.
    """
    digest = hashlib.sha256()
    for number, path in enumerate(entries(folder, ignore, _LIMITS.depth, [])):
        digest.update(f"\0{path.relative_to(folder)}\0".encode(errors="surrogateescape"))
        if number < _LIMITS.files or _is_notebook(path.name):
            digest.update(_content(path))
    return digest.hexdigest()


def _content(path: Path) -> bytes:
    try:
        return hashlib.sha256(read_regular(path, _ZIP_BYTES)).digest()
    except Refused:
        return b""
