"""A command that names what does not exist does nothing, says what there is, and ends with 2."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from nbgrader.apps.baseapp import NbGrader
from nbgrader.coursedir import CourseDirectory

from ce_grader.nbgrader_seams.strict import meant

_TRAITLETS_OWN = {"h", "help", "help-all", "version", "show-config", "show-config-json"}


def unknown_option(app: NbGrader, arguments: Iterable[str]) -> str:
    """Return what is wrong with the first option that the command does not have.

    traitlets warns, and goes on without it: with a misspelt `--student`, the whole class.

    Parameters
    ----------
    app : NbGrader
        The command.
    arguments : iterable of str
        Its command line; `--Class.trait=value` is left to `strict.check_settings`.

    Returns
    -------
    str
        Empty if all are known.
    """
    known = set(_TRAITLETS_OWN)
    for names in (*app.aliases, *app.flags):
        known.update([names] if isinstance(names, str) else names)
    for argument in arguments:
        name = argument.lstrip("-").partition("=")[0]
        if argument.startswith("-") and "." not in name and name not in known:
            return f"there is no option {argument}{meant(name, sorted(known), '--')}; see --help"
    return ""


def nothing_to_grade(coursedir: CourseDirectory, names: Iterable[str]) -> str:
    """Return what keeps a command from finding any submission.

    Parameters
    ----------
    coursedir : CourseDirectory
        The course, and the students that were asked for.
    names : iterable of str
        Of the assignments that were asked for.

    Returns
    -------
    str
        Empty if the assignments exist and nobody has handed in yet.
    """
    root = Path(coursedir.root)
    there = _folders(Path(coursedir.format_path(coursedir.source_directory, ".", ".")))
    if not there:
        return (
            f"{root} holds no course (no assignment in {coursedir.source_directory}/); run the "
            "command in the course's folder"
        )
    for name in names:
        if name not in there:
            return f"there is no assignment {name}{meant(name, there)}; there are: " + ", ".join(
                there
            )
    students = _folders(root / coursedir.submitted_directory)
    if coursedir.student_id != "*" and coursedir.student_id not in students:
        return (
            f"{coursedir.student_id} has handed in nothing{meant(coursedir.student_id, students)}"
        )
    return ""


def _folders(folder: Path) -> list[str]:
    """Return the names of the folders in a folder that may not exist."""
    if not folder.is_dir():
        return []
    return sorted(path.name for path in folder.iterdir() if path.is_dir())
