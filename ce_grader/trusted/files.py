"""Files beside the notebook that a test and the student's code show each other."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Any

from ce_grader.processes.files import write_files
from ce_grader.wire.errors import DecodeError


class SharedFiles:
    """Takes over the files that the student's code writes, and hands over those of the test.

    Parameters
    ----------
    own : iterable of str
        Relative paths of the instructor's files, which never change.
    """

    def __init__(self, own: Iterable[str]) -> None:
        self._own = frozenset(own)

    def given(self, arguments: Iterable[Any]) -> dict[str, bytes]:
        """Return the files that the test has written and names in a call.

        Parameters
        ----------
        arguments : iterable of object
            Of the call.

        Returns
        -------
        dict of str to bytes
            Contents by relative path.
        """
        names = [name for name in arguments if type(name) is str and self._may_change(name)]
        return {name: Path(name).read_bytes() for name in names if _is_file(name)}

    def save(self, files: dict[Any, Any], wanted: list[str] | None) -> set[str]:
        """Write the student's files where the test looks for them.

        Parameters
        ----------
        files : dict
            What came as contents by relative path.
        wanted : list of str, or None
            The paths that were asked for; None for all.

        Returns
        -------
        set of str
            The paths of those that were written.

        Raises
        ------
        DecodeError
            If there is another among them.
        """
        for path, content in files.items():
            if type(content) is not bytes or not (wanted is None or path in wanted):
                raise DecodeError("a file that was not asked for")
        kept = {path: files[path] for path in files if self._may_change(path)}
        write_files(".", kept)
        return set(kept)

    def _may_change(self, path: str) -> bool:
        parts = PurePosixPath(path)
        return not (parts.is_absolute() or ".." in parts.parts or path in self._own)


def _is_file(name: str) -> bool:
    try:
        return os.path.isfile(name)
    except ValueError:  # a null byte
        return False
