"""A configuration that cannot be read as it was meant is refused: grading never goes on without.

traitlets logs an error in a configuration file and goes on with nothing of it: no sandbox, no
database address, no policy for late work.
"""

from __future__ import annotations

import difflib
import os
import re
import sys
import traceback
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from nbgrader.apps.baseapp import NbGrader
from traitlets import TraitError
from traitlets.config import Config, Configurable, LazyConfigValue
from traitlets.config.loader import DeferredConfig

_ALIKE = 0.8
# nbgrader takes these for a pattern, and alembic % for a variable
_MISREAD = frozenset("[]*?%")


class BadConfiguration(Exception):
    """A setting that is not one; the message names the file, the line and the setting."""


def refuse_broken_files() -> None:
    """Have every nbgrader command of this process end with the error in a configuration file.

    Called by `etc/jupyter/nbgrader_config.py` of the Python environment, which nbgrader reads
    before a course's.
    """
    NbGrader.raise_config_file_errors = True


def find_own_programs() -> None:
    """Have nbgrader find `alembic` where this environment was not activated."""
    own, path = str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)
    if own not in path.split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([own, path])


def refuse_misread_path(root: str | Path) -> None:
    """Refuse a course folder in which nbgrader finds nothing, or its database another file.

    Parameters
    ----------
    root : str or Path
        The folder.

    Raises
    ------
    BadConfiguration
        If its path holds what is misread.
    """
    odd = " ".join(sorted(_MISREAD & set(str(root))))
    if odd:
        raise BadConfiguration(
            f"the path {root} holds {odd}, which nbgrader and its database misread; move or "
            "rename the folder, and run this again"
        )


def check_settings(config: Config, files: Iterable[str | Path]) -> None:
    """Refuse settings that no class has, and values that their setting does not take.

    Parameters
    ----------
    config : Config
        As nbgrader read it.
    files : iterable of str or Path
        Where it was read from, for the message.

    Raises
    ------
    BadConfiguration
        For the first of them.
    """
    known = {kind.__name__: kind for kind in _below(Configurable)}
    for section, values in config.items():
        if not isinstance(values, Config):
            continue
        if section not in known:
            alike = difflib.get_close_matches(section, known, 1, _ALIKE)
            # another program's section is none of ours: formgrader hands on Jupyter's own
            if alike and not section.endswith("App"):
                raise _complaint(files, section, f"there is no {section}; is {alike[0]} meant?")
            continue
        for name, value in values.items():
            problem = _problem(known[section], name, value)
            if problem:
                raise _complaint(files, f"{section}.{name}", problem)


def _below(kind: Any) -> Iterator[type[Any]]:
    for child in kind.__subclasses__():
        yield child
        yield from _below(child)


def _problem(kind: Any, name: str, value: object) -> str:
    """Return what is wrong with a setting, or nothing; a subclass may be meant."""
    traits = [k.class_traits(config=True).get(name) for k in (kind, *_below(kind))]
    found = next((trait for trait in traits if trait is not None), None)
    if found is None:
        return f"there is no such setting{meant(name, kind.class_trait_names(config=True))}"
    if isinstance(value, (Config, LazyConfigValue)):
        return ""
    try:
        if isinstance(value, DeferredConfig):  # from a command line, as text
            value = value.get_value(found)
        found._validate(kind.__new__(kind), value)
    except TraitError as error:
        return str(error)
    except Exception:  # a validator of the class that needs a whole object
        pass
    return ""


def meant(name: str, known: Sequence[str], before: str = "") -> str:
    """Return the end of a sentence that asks for the name that was meant.

    Parameters
    ----------
    name : str
        What does not exist.
    known : sequence of str
        What exists.
    before : str
        What stands before a name, such as two dashes.

    Returns
    -------
    str
        Empty if nothing is like it.

    Examples
    --------
    >>> meant("studnet", ["jobs", "student"], "--")
    '; is --student meant?'
    """
    alike = difflib.get_close_matches(name, known, 1)
    return f"; is {before}{alike[0]} meant?" if alike else ""


def _complaint(files: Iterable[str | Path], setting: str, problem: str) -> BadConfiguration:
    for file in files:
        lines = Path(file).read_text(encoding="utf-8", errors="replace").splitlines()
        for number, line in reversed(list(enumerate(lines, 1))):  # the last one counts
            if re.search(rf"\b{re.escape(setting)}\b", line):
                return BadConfiguration(f"{file}, line {number}: c.{setting}: {problem}")
    return BadConfiguration(f"c.{setting}: {problem}")


def initialize(app: NbGrader, arguments: list[str]) -> str:
    """Have a command read its configuration, all of it.

    Parameters
    ----------
    app : NbGrader
        The command.
    arguments : list of str
        Its command line.

    Returns
    -------
    str
        What is wrong with the configuration, with file and line; empty if nothing is.
    """
    refuse_broken_files()
    find_own_programs()
    try:
        app.initialize(arguments)
        refuse_misread_path(app.coursedir.root)
        check_settings(app.config, app.loaded_config_files)
    except Exception as error:  # a configuration file may raise anything
        return _told(error)
    return ""


def _told(error: Exception) -> str:
    """Return where a configuration file went wrong, and how."""
    if isinstance(error, BadConfiguration):
        return str(error)
    if isinstance(error, SyntaxError):
        return f"{error.filename}, line {error.lineno}: {error.msg}"
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if Path(frame.filename).name == "nbgrader_config.py"]
    where = f"{own[-1].filename}, line {own[-1].lineno}: " if own else ""
    return f"{where}{type(error).__name__}: {error}"
