"""Put a hand-in into `submitted/`: bounded, under names of our own making, all or nothing."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from ce_grader.intake.files import TIMESTAMP, FileLimits, Refused, read_regular, shown, time_of
from ce_grader.intake.handed_in import digest_of, plain_stem
from ce_grader.intake.lms.members import Member
from ce_grader.intake.notebook import NotebookLimits

_LIMITS, _NOTEBOOK = FileLimits(), NotebookLimits()
_NAME_BYTES = 100
_GUESSED = re.compile(r"(?i)\.ipynb(\.(txt|json))?$")  # what browsers make of an unknown type
_AGAIN = re.compile(r"-\d+$")  # Canvas, for a file that was handed in again
_FORMAT = "%Y-%m-%d %H:%M:%S"


def is_notebook(file: str) -> bool:
    """Return whether a file's name is a notebook's, whatever a browser has made of it.

    Parameters
    ----------
    file : str
        Its path.

    Returns
    -------
    bool
        True for ``a.ipynb.txt``, too.
    """
    return _GUESSED.search(file) is not None


def own_names(files: Sequence[str], notebooks: Collection[str]) -> list[str]:
    """Return where the files of a hand-in go.

    Parameters
    ----------
    files : sequence of str
        The paths that the student, the browser and the system gave them.
    notebooks : collection of str
        The names of the assignment's notebooks.

    Returns
    -------
    list of str
        A path each; empty for what is left out. The only file that bears a notebook's name, with
        whatever others have put around it, gets that name; of several, the grader chooses.

    Examples
    --------
    >>> own_names(["work/01_softmax-1.ipynb.txt", "../.x", "a/fig?.png"], ["01_softmax"])
    ['01_softmax.ipynb', '', 'a/fig_.png']
    """
    meant = [_notebook_of(file, notebooks) for file in files]
    taken: set[str] = set()
    names = []
    for file, notebook in zip(files, meant, strict=True):
        only = notebook and meant.count(notebook) == 1
        name = f"{notebook}.ipynb" if only else _safe(file)
        names.append(_free(name, taken) if name else "")
        taken.add(names[-1].casefold())
    return names


def _notebook_of(file: str, notebooks: Collection[str]) -> str:
    if not is_notebook(file) or not _safe(file):
        return ""
    stem = _GUESSED.sub("", PurePosixPath(file).name)
    own = {plain_stem(stem), plain_stem(_AGAIN.sub("", stem))}
    return next((name for name in notebooks if plain_stem(name) in own), "")


def _safe(file: str) -> str:
    """Return a relative path that any system can hold; nothing for a hidden or a system's file."""
    parts = [part for part in re.split(r"[/\\]", _GUESSED.sub(".ipynb", file)) if part.strip(" ")]
    if any(part.startswith(".") or part == "__MACOSX" for part in parts):
        return ""
    if not parts or parts[-1].casefold() == TIMESTAMP:
        return ""
    return "/".join(_short(re.sub(r"[^\w .()+,=-]", "_", p)) for p in parts[-_LIMITS.depth :])


def _short(part: str) -> str:
    suffix = PurePosixPath(part).suffix
    suffix = suffix if len(suffix.encode()) <= 20 else ""
    stem = part.removesuffix(suffix).encode()[: _NAME_BYTES - len(suffix.encode())]
    return stem.decode(errors="ignore").rstrip(" .") + suffix


def _free(name: str, taken: Collection[str]) -> str:
    """Return the name, with a number if it is taken."""
    path, number = PurePosixPath(name), 1
    while name.casefold() in taken:
        number += 1
        name = str(path.with_stem(f"{path.stem} ({number})"))
    return name


def put(
    files: Sequence[tuple[str, Member]],
    time: datetime | None,
    target: Path,
    shelf: Path,
    notebooks: Collection[str],
) -> tuple[str, list[str]]:
    """Put a hand-in where it is graded; nothing is deleted, and nothing is there by halves.

    Parameters
    ----------
    files : sequence of tuple of str and Member
        What was handed in, by the student's own paths.
    time : datetime or None
        When, in UTC.
    target : Path
        ``submitted/STUDENT/ASSIGNMENT``.
    shelf : Path
        Where what lies there is kept, under the time of now.
    notebooks : collection of str
        The names of the assignment's notebooks.

    Returns
    -------
    what : str
        ``new``, ``again``, ``unchanged`` or ``older than what is there``.
    notes : list of str
        What was left out of it, and why.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    # beside it, and one folder deeper than any submission is looked for
    with tempfile.TemporaryDirectory(prefix=".taking-", dir=target.parent) as folder:
        new = Path(folder, "new")
        new.mkdir()
        notes = list(_written(files, own_names([file for file, _ in files], notebooks), new))
        if time:
            (new / TIMESTAMP).write_text(f"{time:{_FORMAT}} UTC\n", encoding="utf-8")
        if _is_same(new, target):
            return "unchanged", []
        before = _time_of(target)
        if time and before and time.replace(tzinfo=None) < before:
            return "older than what is there", []
        if not target.exists():
            new.rename(target)
            return "new", notes
        shelf.mkdir(parents=True, exist_ok=True)
        target.rename(shelf / f"{datetime.now(UTC):%Y-%m-%d %H.%M.%S.%f}")
        new.rename(target)
        return "again", notes


def _is_same(new: Path, old: Path) -> bool:
    """Return whether two hand-ins are alike; a new one without a time says nothing about it."""
    ignore = [] if (new / TIMESTAMP).exists() else [TIMESTAMP]
    return old.is_dir() and digest_of(new, ignore) == digest_of(old, ignore)


def _time_of(folder: Path) -> datetime | None:
    try:
        return time_of(read_regular(folder / TIMESTAMP, 1000))
    except Refused:
        return None


def _written(
    files: Sequence[tuple[str, Member]], names: Sequence[str], folder: Path
) -> Iterator[str]:
    """Write the files; yield a sentence for each that is left out."""
    room, count = _NOTEBOOK.notebook_bytes + _LIMITS.total_bytes, 0
    for (file, member), name in zip(files, names, strict=True):
        if not name:
            continue
        if count == _LIMITS.files:
            yield f"More than {_LIMITS.files} files were handed in; the rest was left out."
            return
        limit = _NOTEBOOK.notebook_bytes if is_notebook(file) else _LIMITS.file_bytes
        try:
            content = member.read(min(limit, room))
            _write(folder / name, content)
        except Refused as refusal:
            yield str(refusal)
        except OSError:  # a file stands where a folder has to
            yield f"{shown(name)} was left out: another file has the name of its folder."
        else:
            room, count = room - len(content), count + 1


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
