"""What nbgrader's commands need of other people's packages, imported and made once.

`tests.commands` forks its commands from a process that has imported this. Nothing here is ours.
"""

import importlib

from nbformat import current_nbformat, current_nbformat_minor
from nbformat.validator import get_validator
from sqlalchemy.orm import configure_mappers

NEEDED = (
    "nbgrader.apps",
    "nh3",
    "numpy",
    "pygments.formatters.html",
    "pygments.lexers.python",
    "rich.console",
    "rich.progress",
    "sqlalchemy.dialects.sqlite",
    "sympy",
)

for name in NEEDED:
    importlib.import_module(name)
configure_mappers()  # of nbgrader's gradebook
get_validator(current_nbformat, current_nbformat_minor)
