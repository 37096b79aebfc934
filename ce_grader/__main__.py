"""`python -m ce_grader autograde ASSIGNMENT …`, or `ce-grader …`: see `ce_grader.run.commands`."""

import sys

_STOPPED = 130  # as a shell has it for Ctrl-C


def main() -> int:
    """Run the command line.

    Returns
    -------
    int
        The exit code; 130 after Ctrl-C.
    """
    if sys.platform == "win32":
        sys.exit("ce_grader: grading needs Linux, macOS or WSL; the notebooks themselves work here")
    try:
        from ce_grader.run.commands import main as run  # some seconds, in which Ctrl-C may come

        return run()
    except KeyboardInterrupt:
        return _STOPPED


if __name__ == "__main__":
    sys.exit(main())
