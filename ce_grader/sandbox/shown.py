"""What a student's process can import: a closed list of installed files, and the course's part."""

from __future__ import annotations

import csv
import glob
import importlib.metadata
import importlib.util
import os
import shutil
import stat
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from ce_grader.task import Environment

#: What our own code on the student's side needs.
_OWN = ("ipython", "matplotlib-inline", "numpy", "sympy")
#: Parts of this package that the student's side does without.
_TRUSTED_PARTS = tuple(
    f"ce_grader.{part}" for part in ("intake", "nbgrader_seams", "run", "trusted")
)


def package_folders(name: str) -> list[str]:
    """Return the folders in which a package's modules are found.

    Parameters
    ----------
    name : str
        The package.

    Returns
    -------
    list of str
        Empty if it is not installed.
    """
    try:
        spec = importlib.util.find_spec(name)
    except ModuleNotFoundError:
        return []
    if spec is None or spec.submodule_search_locations is None:
        return []
    return [str(Path(folder)) for folder in spec.submodule_search_locations]


def site_folders() -> list[str]:
    """Return where packages are installed, of this Python and of those that /usr holds.

    Returns
    -------
    list of str
        Existing folders.
    """
    tops = dict.fromkeys((sys.prefix, sys.base_prefix, "/usr", "/usr/local"))
    patterns = (f"{top}/lib*/python3*/{kind}-packages" for top in tops for kind in ("site", "dist"))
    found = (os.path.realpath(path) for pattern in patterns for path in glob.glob(pattern))
    return [path for path in dict.fromkeys(found) if os.path.isdir(path)]


def installed(distributions: Iterable[str], own_packages: Iterable[str]) -> list[str]:
    """Return the entries of this Python's package folder that student code may see.

    Parameters
    ----------
    distributions : iterable of str
        Named ones come with all that they require; none stands for whatever is installed.
    own_packages : iterable of str
        Packages of the course: never from here, as hidden modules may be installed with them.

    Returns
    -------
    list of str
        Files and folders.
    """
    folder = os.path.realpath(sysconfig.get_path("purelib"))
    present, own = set(os.listdir(folder)), set(own_packages)
    named = list(distributions)
    wanted = present
    if named:
        closed = _with_requirements([*named, *_OWN])
        wanted = {top for item in closed for top in _tops(item)} & present
    kept = (name for name in wanted - own if not name.startswith("__editable__"))
    return sorted(f"{folder}/{name}" for name in kept)


def _tops(distribution: importlib.metadata.Distribution) -> Iterator[str]:
    """Return the first part of the path of every file of a distribution."""
    # `files` makes an object of each path, of tens of thousands before the first submission
    record = distribution.read_text("RECORD")
    rows = (
        csv.reader(record.splitlines()) if record else ([str(f)] for f in distribution.files or [])
    )
    return (row[0].partition("/")[0] for row in rows if row)


def _with_requirements(names: Iterable[str]) -> list[importlib.metadata.Distribution]:
    found: dict[str, importlib.metadata.Distribution] = {}
    done: set[tuple[str, frozenset[str]]] = set()
    waiting = [Requirement(name) for name in names]
    while waiting:
        wanted = waiting.pop()
        key = canonicalize_name(wanted.name), frozenset(wanted.extras)
        if key in done:
            continue
        done.add(key)
        try:
            item = importlib.metadata.distribution(wanted.name)
        except importlib.metadata.PackageNotFoundError:
            continue
        found[key[0]] = item
        waiting += _required(item, wanted.extras)
    return list(found.values())


def _required(item: importlib.metadata.Distribution, extras: set[str]) -> Iterator[Requirement]:
    for requirement in map(Requirement, item.requires or []):
        marker = requirement.marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            yield requirement


def student_parts(environment: Environment) -> dict[str, str]:
    """Return what is shown of the course's packages, and of this one.

    Parameters
    ----------
    environment : Environment
        Names them, and the packages in them that are not shown.

    Returns
    -------
    dict of str to str
        Where each file or folder lies now, by the path that it is shown at.
    """
    closed = {*_TRUSTED_PARTS, *environment.hidden_packages}
    found: dict[str, str] = {}
    for package in ("ce_grader", *environment.student_packages):
        for folder in package_folders(package):
            found |= _open_parts(Path(folder), package, closed)
    return found


def private_folders(environment: Environment) -> list[str]:
    """Return what student code imports from, and only the owner of the files can read.

    Parameters
    ----------
    environment : Environment
        What a student's process needs.

    Returns
    -------
    list of str
        Folders, as they are made under ``umask 077``.
    """
    packages = ("ce_grader", *environment.student_packages)
    folders = [folder for package in packages for folder in package_folders(package)]
    folders += [sys.base_prefix, sys.prefix, sysconfig.get_path("purelib")]
    return [path for path in dict.fromkeys(folders) if not os.stat(path).st_mode & stat.S_IROTH]


def _open_parts(folder: Path, package: str, closed: set[str]) -> dict[str, str]:
    if not any(name.startswith(f"{package}.") for name in closed):
        return {package.replace(".", "/"): str(folder)}
    found: dict[str, str] = {}
    for entry in sorted(folder.iterdir()):
        name = f"{package}.{entry.name}"
        if name in closed or entry.name == "__pycache__":
            continue
        if entry.is_dir():
            found |= _open_parts(entry, name, closed)
        else:
            found[f"{package.replace('.', '/')}/{entry.name}"] = str(entry)
    return found


def copy_parts(parts: dict[str, str], target: str) -> None:
    """Copy what is shown of the course's packages, where no sandbox can show it.

    Parameters
    ----------
    parts : dict of str to str
        As `student_parts` gives them.
    target : str
        A folder.
    """
    for name, source in parts.items():
        place = Path(target, name)
        place.parent.mkdir(parents=True, exist_ok=True)
        if os.path.isdir(source):
            shutil.copytree(source, place)
        else:
            shutil.copy2(source, place)
