"""The commands of `python -m ce_grader`."""

from __future__ import annotations

import sys
from pathlib import Path

from ce_grader.nbgrader_seams.strict import initialize
from ce_grader.run.app import ParallelAutogradeApp
from ce_grader.run.check import CheckApp
from ce_grader.run.init import init
from ce_grader.run.mistyped import unknown_option
from ce_grader.run.report.app import ReportApp
from ce_grader.run.single import GradeApp

_USAGE = """\
usage: ce-grader COMMAND …            (or python -m ce_grader COMMAND …)

ce-grader autograde ASSIGNMENT …      grade what is handed in, into nbgrader's gradebook
ce-grader grade NOTEBOOK [--json]     grade one notebook, without a gradebook
ce-grader check ASSIGNMENT …          grade the instructor's own answers, isolated and plain
ce-grader report ASSIGNMENT …         what the class has understood, as a page and a table
ce-grader init                        have this folder's nbgrader_config.py grade isolated

ce-grader COMMAND --help              options"""
_COMMANDS: dict[str, type[ParallelAutogradeApp | CheckApp | GradeApp | ReportApp]] = {
    "autograde": ParallelAutogradeApp,
    "check": CheckApp,
    "grade": GradeApp,
    "report": ReportApp,
}


def main(arguments: list[str] | None = None) -> int:
    """Run a command with the rest of the command line.

    Parameters
    ----------
    arguments : list of str, optional
        The command line without the program's name (default: this process's).

    Returns
    -------
    int
        2 for a command or option that does not exist, or a configuration that cannot be read.
        The command itself ends the process.
    """
    given = sys.argv[1:] if arguments is None else arguments
    if given == ["init"]:
        return init(Path.cwd())
    command = _COMMANDS.get(given[0]) if given else None
    if command is None:
        print(_USAGE)
        return 0 if given[:1] in (["-h"], ["--help"]) else 2
    app = command.instance()
    unknown = unknown_option(app, given[1:])
    if unknown:
        print(f"ce_grader: {unknown}", file=sys.stderr)
        return 2
    problem = initialize(app, given[1:])
    if problem:
        print(f"ce_grader: {problem}", file=sys.stderr)
        return 2
    app.start()
    return 0
