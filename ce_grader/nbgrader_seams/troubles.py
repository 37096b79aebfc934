"""What stops a run as a whole, in one sentence with the way out; nothing recorded is lost by it."""

from __future__ import annotations

import contextlib
import errno
import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DatabaseError

_GO_ON = "then run the same command again: what is recorded stays"
#: By what SQLite's message holds.
_GRADEBOOK = {
    "locked": "the gradebook is being written by another program (formgrader, a backup, an SQLite "
    f"browser); let it end, {_GO_ON}",
    "readonly": "the gradebook cannot be written; give yourself write access to the file and to "
    f"its folder, {_GO_ON}",
    "unable to open": "the gradebook cannot be opened; give yourself access to the file and to "
    f"its folder, {_GO_ON}",
    "full": f"the disk is full; make room, {_GO_ON}",
    "disk i/o error": f"the disk of the gradebook fails or is full; see to it, {_GO_ON}",
    "malformed": "the gradebook is damaged; keep a copy of the file, put your last backup in its "
    "place or save it with `sqlite3 gradebook.db .recover`, and run the command again",
    "not a database": "the gradebook is damaged or no gradebook; keep a copy of the file, put your "
    "last backup in its place, and run the command again",
    "no such": "the gradebook was made by another version of nbgrader; run `nbgrader db upgrade`, "
    "which keeps a backup, then the command again",
}
_FILES = {
    errno.ENOSPC: f"the disk is full; make room, {_GO_ON}",
    errno.EDQUOT: f"your quota of the disk is used up; make room, {_GO_ON}",
    errno.EROFS: "{path} is on a disk that is mounted read-only; mount it for writing, or copy the "
    "course to where you can write",
    errno.EACCES: f"{{path}} is closed to you; give yourself access to it, {_GO_ON}",
    errno.EPERM: f"{{path}} is not yours to change; take it over with chown, {_GO_ON}",
}
_PATIENCE = 60  # seconds; SQLite's own are 5, and a backup takes longer


class Trouble(Exception):
    """What ends a run; the message is one sentence that names the way out."""


def way_out(error: BaseException) -> str:
    """Return in a sentence what is to be done about an error of the gradebook or the disk.

    Parameters
    ----------
    error : BaseException
        As it was raised; nbgrader raises its own in place of the gradebook's.

    Returns
    -------
    str
        Empty for any other error.
    """
    cause = error.__cause__ or error.__context__
    return _way_out(error) or (way_out(cause) if cause is not None else "")


def _way_out(error: BaseException) -> str:
    if isinstance(error, (DatabaseError, sqlite3.Error)):
        words = str(getattr(error, "orig", None) or error).lower()
        return next((way for part, way in _GRADEBOOK.items() if part in words), "")
    if isinstance(error, OSError):
        return _FILES.get(error.errno or 0, "").format(path=error.filename or "a file")
    return ""


@contextlib.contextmanager
def in_a_sentence() -> Iterator[None]:
    """Raise errors of the gradebook and the disk as `Trouble`.

    Yields
    ------
    None
        While either is used.

    Raises
    ------
    Trouble
        In place of an error that has a way out.
    """
    try:
        yield
    except Exception as error:
        if sentence := way_out(error):
            raise Trouble(sentence) from error
        raise


def wait_for_gradebook(seconds: float = _PATIENCE) -> Callable[[], None]:
    """Have this process wait while another one writes an SQLite gradebook.

    Parameters
    ----------
    seconds : float
        How long.

    Returns
    -------
    callable
        Takes it back.
    """

    def be_patient(connection: Any, record: Any) -> None:
        if isinstance(connection, sqlite3.Connection):
            connection.execute(f"PRAGMA busy_timeout = {int(1000 * seconds)}")

    event.listen(Engine, "connect", be_patient)
    return lambda: event.remove(Engine, "connect", be_patient)
