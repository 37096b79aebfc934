"""`python -m ce_grader autograde ASSIGNMENT …`: nbgrader's autograde, in parallel."""

import sys

if __name__ == "__main__":
    if sys.platform == "win32":
        sys.exit("ce_grader: grading needs Linux, macOS or WSL; the notebooks themselves work here")
    from ce_grader.run.app import main

    sys.exit(main())
