"""The commands of `python -m ce_grader`."""

from __future__ import annotations

import sys
from pathlib import Path

from nbgrader.apps.baseapp import NbGrader

from ce_grader.nbgrader_seams.strict import initialize, meant
from ce_grader.run.amend import AmendApp
from ce_grader.run.app import ParallelAutogradeApp
from ce_grader.run.check import CheckApp
from ce_grader.run.feedback import FeedbackApp
from ce_grader.run.give import GiveApp
from ce_grader.run.hub import HubCheckApp
from ce_grader.run.init import init
from ce_grader.run.mistyped import unknown_option
from ce_grader.run.report.app import ReportApp
from ce_grader.run.single import GradeApp
from ce_grader.run.take import TakeApp
from ce_grader.run.watch import WatchApp

_COMMANDS: dict[str, type[NbGrader]] = {
    "take": TakeApp,
    "autograde": ParallelAutogradeApp,
    "feedback": FeedbackApp,
    "watch": WatchApp,
    "grade": GradeApp,
    "check": CheckApp,
    "report": ReportApp,
    "amend": AmendApp,
    "give": GiveApp,
    "hub-check": HubCheckApp,
}
_INIT = "init"


def _menu() -> str:
    """Return what can be done, a line a command."""
    said = {name: command.description for name, command in _COMMANDS.items()}
    said[_INIT] = "Have this folder's nbgrader_config.py grade isolated"
    lines = [f"  {name:11} {what}" for name, what in said.items()]
    usage = "usage: ce-grader COMMAND …            (or python -m ce_grader COMMAND …)"
    return "\n".join([usage, "", *lines, "", "ce-grader COMMAND --help says more."])


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
    if given == [_INIT]:
        return init(Path.cwd())
    command = _COMMANDS.get(given[0]) if given else None
    if command is None:
        if given and not given[0].startswith("-"):
            there = meant(given[0], [*_COMMANDS, _INIT])
            print(f"ce_grader: there is no command {given[0]}{there}\n", file=sys.stderr)
        print(_menu())
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
