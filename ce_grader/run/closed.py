"""Whether the course is closed to the other accounts of the machine."""

from __future__ import annotations

import stat
from pathlib import Path

from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange.default import Exchange
from traitlets.config import Configurable


def open_to_others(coursedir: CourseDirectory, parent: Configurable) -> str:
    """Return what is to be done if students could read the course.

    Where the exchange lies in the course, nobody else is meant to reach either.

    Parameters
    ----------
    coursedir : CourseDirectory
        The course.
    parent : Configurable
        Whose configuration names the exchange.

    Returns
    -------
    str
        A sentence; empty if the course, or a folder above it, is closed.
    """
    root = Path(coursedir.root).resolve()
    exchange = Path(Exchange(coursedir=coursedir, parent=parent).root)
    if not exchange.is_dir() or exchange.resolve().is_relative_to(root):
        return ""
    if not all(folder.stat().st_mode & stat.S_IXOTH for folder in (root, *root.parents)):
        return ""
    return (
        "other accounts of this machine can read the solutions, the gradebook and the secrets of "
        f"others' feedback; close the course to them with: chmod 700 {root}"
    )
