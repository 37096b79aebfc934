"""What an instructor may set: `c.Isolated.… = …` in `nbgrader_config.py`."""

from __future__ import annotations

import os
from dataclasses import fields
from typing import cast

from traitlets import Enum, Float, Integer, List, Unicode
from traitlets.config import LoggingConfigurable

from ce_grader.task import GIB, MIB, Environment, Limits, Sandbox


class Isolated(LoggingConfigurable):
    """Settings of isolated grading; sizes in bytes, times in seconds."""

    sandbox = Enum(
        ["auto", "required", "off"],
        "auto",
        help="Whether student code runs under bubblewrap: where it can be had (with one warning "
        "where not), always (else nothing is graded), or never. The separation of test code "
        "from student code is kept in all three.",
    ).tag(config=True)
    seed = Integer(
        None,
        allow_none=True,
        help="Seed of the hidden tests, to repeat a grading; fresh for each notebook when unset. "
        "CE_GRADING_SEED in the environment does the same.",
    ).tag(config=True)
    memory = Integer(2 * GIB, help="Memory of each of the student's processes.").tag(config=True)
    processes = Integer(64, help="Processes and threads of a submission.").tag(config=True)
    file_size = Integer(64 * MIB, help="Largest file that may be written.").tag(config=True)
    disk = Integer(128 * MIB, help="Size of the private temporary folder.").tag(config=True)
    open_files = Integer(256, help="Files that a process may have open.").tag(config=True)
    output = Integer(MIB, help="Output that is kept of each cell.").tag(config=True)
    reply = Integer(64 * MIB, help="Largest value that a function may return.").tag(config=True)
    cell_seconds = Float(30.0, help="Time for each cell.").tag(config=True)
    submission_seconds = Float(300.0, help="Time for a whole notebook.").tag(config=True)
    restarts = Integer(
        12, help="How often a student's process that died is replaced, its cells run again."
    ).tag(config=True)
    student_modules = List(
        Unicode(),
        ["numpy", "sympy", "matplotlib.pyplot", "ce_helpers.*"],
        help="Imported once before all submissions, on the student's side.",
    ).tag(config=True)
    trusted_modules = List(
        Unicode(),
        ["numpy", "sympy", "matplotlib.pyplot", "ce_helpers.*"],
        help="Imported once before all submissions, on the side of the tests.",
    ).tag(config=True)
    student_packages = List(
        Unicode(), ["ce_helpers"], help="Packages of the course that student code may import."
    ).tag(config=True)
    hidden_packages = List(
        Unicode(), ["ce_helpers.reference"], help="Packages that student code must not see."
    ).tag(config=True)

    def limits(self) -> Limits:
        """Return the limits of a submission."""
        return Limits(**{field.name: getattr(self, field.name) for field in fields(Limits)})

    def environment(self) -> Environment:
        """Return the environment of both sides."""
        return Environment(
            sandbox=cast(Sandbox, self.sandbox),
            student_modules=tuple(self.student_modules),
            trusted_modules=tuple(self.trusted_modules),
            student_packages=tuple(self.student_packages),
            hidden_packages=tuple(self.hidden_packages),
        )

    def given_seed(self) -> int | None:
        """Return the seed that was given, if one was."""
        text = os.environ.get("CE_GRADING_SEED", "")
        seed: int | None = int(text) if self.seed is None and text else self.seed
        return seed
