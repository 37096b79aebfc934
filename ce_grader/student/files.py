"""The files that the student's code writes beside the notebook."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

_MAX_FILES = 1000
_MAX_BYTES = 2**24
_State = tuple[int, int, int]


class ChangedFiles:
    """Remembers the files of the working folder, and tells which have changed."""

    def __init__(self) -> None:
        self._known: dict[str, _State] = {}

    def look(self) -> None:
        """Remember the files as they are."""
        self._known = dict(_found())

    def changed(self, wanted: list[str] | None) -> dict[str, bytes]:
        """Return the files that were written since the last look, and look.

        Parameters
        ----------
        wanted : list of str, or None
            Relative paths of those that are of interest; None for all.

        Returns
        -------
        dict of str to bytes
            Their contents by relative path.
        """
        if wanted == []:
            return {}
        before = self._known
        self.look()
        return {
            path: Path(path).read_bytes()
            for path, state in self._known.items()
            if before.get(path) != state and (wanted is None or path in wanted)
        }


def _found() -> Iterator[tuple[str, _State]]:
    count = 0
    for folder, _, names in os.walk("."):
        for name in names:
            path = os.path.join(folder, name)[2:]
            status = os.lstat(path)
            count += 1
            if count > _MAX_FILES:
                return
            if os.path.isfile(path) and status.st_size <= _MAX_BYTES:
                yield path, (status.st_ino, status.st_size, status.st_mtime_ns)
