"""`nbgrader collect` that takes finished submissions alone, and closes what it has collected.

Named in `nbgrader_config.py`::

    c.ExchangeFactory.collect = "ce_grader.nbgrader_seams.collecting.Collect"

`nbgrader submit` copies into the exchange under the final name. Collected in between, a
submission would stay half for ever, or stop the collecting of everybody after it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader.exchange.default import ExchangeCollect
from nbgrader.utils import ignore_patterns

from ce_grader.intake.times import UnclearTime, parse_utc

_RECORD = dict[str, Any]
_PARTS = 3  # of a name, at least: student+assignment+time


def is_finished(folder: Path) -> bool:
    """Return whether a submission in the exchange has all its files.

    Parameters
    ----------
    folder : Path
        In `inbound`.

    Returns
    -------
    bool
        `submit` sets this mode last of all; a secret there may also be older than the files.
        A link is none: it may lead to another student's.
    """
    try:
        mode = folder.lstat().st_mode
        finished = stat.S_ISDIR(mode) and mode & 0o777 == 0o777
        return finished and (folder / "submission_secret.txt").is_file()
    except OSError:
        return False


def close_to_others(folder: Path) -> None:
    """Let no other account write into a submission that nbgrader left open to all.

    Parameters
    ----------
    folder : Path
        A collected submission; one of somebody else's stays as it is.
    """
    with contextlib.suppress(OSError):
        mode = stat.S_IMODE(folder.stat().st_mode)
        if mode & stat.S_IWOTH:
            folder.chmod(mode & ~stat.S_IRWXO)


class Collect(ExchangeCollect):
    """Collects what is finished; nothing that one student has made stops the others."""

    src_records: list[_RECORD]

    def _path_to_record(self, path: str) -> _RECORD:
        """Return what the name of a folder says; a name that nbgrader did not give is no time."""
        name = os.path.basename(path)
        parts = name.rsplit("+", _PARTS)
        record = {"username": parts[0], "filename": name, "timestamp": datetime.min}
        with contextlib.suppress(UnclearTime):
            is_name = parts[0] not in ("", ".", "..")  # of a folder in `submitted`
            if is_name and len(parts) >= _PARTS and (time := parse_utc(parts[2])):
                record |= {"timestamp": time, "finished": is_finished(Path(path))}
        return record

    def _sort_by_timestamp(self, records: list[_RECORD]) -> list[_RECORD]:
        """Return the newest finished one first."""
        return sorted(
            records, key=lambda one: (one.get("finished", False), one["timestamp"]), reverse=True
        )

    def copy_files(self) -> None:
        """Collect, and name who is still handing in."""
        for record in self.src_records:
            if not record.get("finished"):
                self.log.warning(
                    "%s is not there whole yet; collect again in a minute", record["filename"]
                )
        self.src_records = [record for record in self.src_records if record.get("finished")]
        super().copy_files()

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:
        """Copy a submission, links as links: what they lead to is not the student's.

        Parameters
        ----------
        src, dest : str
            Folders.
        log : object
            Not used.
        """
        aside = Path(dest).with_name(f".{Path(dest).name}.collecting")
        shutil.rmtree(aside, ignore_errors=True)  # of a run that was killed
        try:
            if self.get_size(src) > 1000 * self.coursedir.max_dir_size:
                self.log.error("%s was not collected: it is too big", src)
                return
            left_out = ignore_patterns(
                exclude=self.coursedir.ignore,
                include=self.coursedir.include,
                max_file_size=self.coursedir.max_file_size,
                log=self.log,
            )
            shutil.copytree(src, aside, symlinks=True, ignore=left_out)
        except (OSError, shutil.Error) as error:
            self.log.error("%s was not collected whole: %s", src, error)
        if aside.exists():
            close_to_others(aside)
            aside.rename(dest)
