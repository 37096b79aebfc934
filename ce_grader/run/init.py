"""The command `init`: another course's configuration, for isolated grading."""

from __future__ import annotations

from pathlib import Path

from ce_grader.nbgrader_seams.strict import BadConfiguration, refuse_misread_path

_FILE = "nbgrader_config.py"
_BEGINNING = '''\
"""nbgrader reads this file when it is started in this folder."""

c = get_config()  # noqa: F821

c.CourseDirectory.course_id = "{name}"
'''
_ISOLATED = """
# Isolated grading, by `ce-grader init`. The students' own nbgrader_config.py goes without it.
from ce_grader.nbgrader_seams.isolated import isolate

isolate(c)

# What student code may import: installed distributions, with all that they require. Without
# this line it is everything that is installed.
# c.Isolated.student_distributions = ["numpy", "pandas"]
# What is imported once, before all submissions, on the students' side and on that of the tests.
# c.Isolated.student_modules = c.Isolated.trusted_modules = ["numpy", "pandas"]
# A package of the course's own, and the part of it that students must not see.
# c.Isolated.student_packages = ["mycourse"]
# c.Isolated.hidden_packages = ["mycourse.solutions"]
# Seconds for each cell, and for a whole notebook.
# c.Isolated.cell_seconds = 30
# c.Isolated.submission_seconds = 300
# Bytes of memory for each submission.
# c.Isolated.memory = 2 * 2**30
# "required" grades nothing without the sandbox; "auto" warns and goes on.
# c.Isolated.sandbox = "auto"
"""


def init(folder: Path) -> int:
    """Have a course's `nbgrader_config.py` grade isolated; one that is there is added to.

    Parameters
    ----------
    folder : Path
        The course's.

    Returns
    -------
    int
        0, or 1 if nothing was written: it does so already, is not in the usual form, or nbgrader
        would misread the folder's path.
    """
    try:
        refuse_misread_path(folder)
    except BadConfiguration as error:
        print(f"ce_grader: {error}")
        return 1
    path = folder / _FILE
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    if "isolate(c)" in before:
        print(f"ce_grader: {_FILE} grades isolated already")
        return 1
    if before and "c = get_config()" not in before:
        print(f"ce_grader: {_FILE} has no line c = get_config(); add that at its top")
        return 1
    beginning = before or _BEGINNING.format(name=folder.resolve().name)
    path.write_text(beginning.rstrip("\n") + "\n" + _ISOLATED, encoding="utf-8")
    print(f"{_FILE} {'was added to' if before else 'was written'}; try it with:")
    print("  nbgrader generate_assignment ASSIGNMENT   (names the tests that cannot be graded)")
    print("  ce-grader grade source/ASSIGNMENT/NOTEBOOK.ipynb")
    return 0
