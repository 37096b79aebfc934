"""The running Python as the sandbox has to show it: real folders, and the links that lead there."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

_LIBRARIES = "LD_LIBRARY_PATH"


def program() -> str:
    """Return the interpreter by a path without linked folders or `..`.

    Its own name stays, link or not: it tells Python whether it is in a virtual environment.

    Returns
    -------
    str
        An absolute path.
    """
    folder, name = os.path.split(sys.executable)
    return os.path.join(os.path.realpath(folder), name)


def folders() -> list[str]:
    """Return the real folders that hold this Python, its environment and its libraries.

    Returns
    -------
    list of str
        Outermost first; without what lies in /usr, which is shown anyway.
    """
    found = [os.path.realpath(path) for path in (sys.base_prefix, sys.prefix)]
    found += [os.path.realpath(path) for path in library_folders()]
    return sorted({path for path in found if not _is_within(path, ["/usr"])})


def links() -> dict[str, str]:
    """Return the links on the way to this Python, outside of its real folders.

    Returns
    -------
    dict of str to str
        Where each points, by where it lies.
    """
    named = (program(), getattr(sys, "_base_executable", sys.executable), sys.base_prefix)
    met = dict(link for path in named for link in _met(os.path.abspath(path)))
    shown = ["/usr", *folders()]
    # /bin, /lib and their like are shown as they are
    return {
        path: target
        for path, target in met.items()
        if not _is_within(path, shown) and path.count("/") > 1
    }


def library_folders() -> list[str]:
    """Return where the loader looks for libraries first, as the environment says.

    Returns
    -------
    list of str
        Existing folders; none that holds the home or the working folder.
    """
    private = [os.path.realpath(path) for path in (Path.home(), Path.cwd())]
    listed = os.environ.get(_LIBRARIES, "").split(":")
    return [
        path
        for path in dict.fromkeys(listed)
        if os.path.isabs(path)
        and os.path.isdir(path)
        and not any(_is_within(own, [os.path.realpath(path)]) for own in private)
    ]


def library_variable() -> dict[str, str]:
    """Return the environment variable of the loader, where there is one.

    Returns
    -------
    dict of str to str
        With real paths.
    """
    real = [os.path.realpath(path) for path in library_folders()]
    return {_LIBRARIES: ":".join(real)} if real else {}


def _is_within(path: str, tops: list[str]) -> bool:
    return any(path == top or path.startswith(top.rstrip("/") + "/") for top in tops)


def _met(path: str, depth: int = 40) -> Iterator[tuple[str, str]]:
    """Yield every link that the kernel meets when it opens a path, and where it points."""
    done = "/"
    parts = path.strip("/").split("/")
    for place, part in enumerate(parts):
        done = os.path.normpath(os.path.join(done, part))
        if os.path.islink(done) and depth:
            target = os.readlink(done)
            yield done, target
            rest = os.path.join(os.path.dirname(done), target, *parts[place + 1 :])
            yield from _met(rest, depth - 1)
            return
