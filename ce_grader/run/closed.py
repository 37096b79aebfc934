"""Whether the course is closed to other accounts, and the exchange is open to this one."""

from __future__ import annotations

import os
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


def unreachable(coursedir: CourseDirectory, parent: Configurable) -> str:
    """Return what keeps this account from what is handed in at the exchange.

    Parameters
    ----------
    coursedir : CourseDirectory
        The course.
    parent : Configurable
        Whose configuration names the exchange.

    Returns
    -------
    str
        A sentence; empty if nothing does.
    """
    root = Path(Exchange(coursedir=coursedir, parent=parent).root)
    wanted = os.R_OK | os.W_OK | os.X_OK
    for folder in (root, root / coursedir.course_id / "inbound"):
        if not os.access(folder, wanted) and (folder == root or folder.exists()):
            return (
                f"{folder} is not there, or closed to you, so that only what is put into "
                f"{coursedir.submitted_directory}/ is seen; name another exchange in "
                "c.Exchange.root or NBGRADER_EXCHANGE, or have its owner give you access"
            )
    return ""
