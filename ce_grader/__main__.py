"""`python -m ce_grader autograde ASSIGNMENT …`, or `ce-grader …`: see `ce_grader.run.commands`."""

import sys


def main() -> int:
    """Run the command line.

    Returns
    -------
    int
        The exit code.
    """
    if sys.platform == "win32":
        sys.exit("ce_grader: grading needs Linux, macOS or WSL; the notebooks themselves work here")
    from ce_grader.run.commands import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())
