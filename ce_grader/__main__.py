"""`python -m ce_grader autograde ASSIGNMENT …`: nbgrader's autograde, in parallel."""

import sys

from ce_grader.engine.app import main

if __name__ == "__main__":
    sys.exit(main())
