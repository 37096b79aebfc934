"""A run with --force that was stopped goes on where it ended, if nothing has changed since.

Without --force, what is graded is skipped; with it, a run that was stopped would begin anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from ce_grader.intake.submissions import Submission

_FILE = ".autograde.forced"


class Forced:
    """Which submissions the run has graded, in a file of the course until all are.

    Parameters
    ----------
    root : Path
        The course's folder.
    made_from : iterable of bytes
        All that the run depends on: if any of it is another, everything is graded again.
    """

    def __init__(self, root: Path, made_from: Iterable[bytes]) -> None:
        self._path = root / _FILE
        digests = b"".join(hashlib.sha256(part).digest() for part in made_from)
        key = hashlib.sha256(digests).hexdigest()
        first, *done = self._path.read_text().splitlines() if self._path.exists() else [""]
        self.done = set(done) if first == key else set()
        if not self.done:
            self._path.write_text(f"{key}\n")

    def add(self, submission: Submission) -> None:
        """Note that a submission is graded and recorded.

        Parameters
        ----------
        submission : Submission
            Which.
        """
        with self._path.open("a") as file:
            file.write(f"{submission}\n")

    def end(self) -> None:
        """Forget the run, which has graded everything."""
        self._path.unlink(missing_ok=True)
