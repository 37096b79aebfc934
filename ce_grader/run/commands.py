"""The commands of `python -m ce_grader`."""

from __future__ import annotations

import sys

from nbgrader.apps.baseapp import NbGrader

from ce_grader.nbgrader_seams.strict import initialize
from ce_grader.run.amend import AmendApp
from ce_grader.run.app import ParallelAutogradeApp
from ce_grader.run.check import CheckApp
from ce_grader.run.mistyped import unknown_option
from ce_grader.run.report.app import ReportApp
from ce_grader.run.watch import WatchApp

_COMMANDS: dict[str, type[NbGrader]] = {
    "autograde": ParallelAutogradeApp,
    "watch": WatchApp,
    "check": CheckApp,
    "amend": AmendApp,
    "report": ReportApp,
}
_USAGE = f"usage: python -m ce_grader {'|'.join(_COMMANDS)} ASSIGNMENT [ASSIGNMENT …] [options]"


def main(arguments: list[str] | None = None) -> int:
    """Run a command with the rest of the command line.

    Parameters
    ----------
    arguments : list of str, optional
        The command line without the program's name (default: this process's).

    Returns
    -------
    int
        1 for a configuration that cannot be read, 2 for a command or option that does not exist.
        The command itself ends the process.
    """
    given = sys.argv[1:] if arguments is None else arguments
    command = _COMMANDS.get(given[0]) if given else None
    if command is None:
        print(_USAGE)
        return 0 if given[:1] in (["-h"], ["--help"]) else 2
    app = command.instance()
    unknown = unknown_option(app, given[1:])
    if unknown:
        print(f"ce_grader: {unknown}")
        return 2
    problem = initialize(app, given[1:])
    if problem:
        print(f"ce_grader: {problem}")
        return 1
    app.start()
    return 0
