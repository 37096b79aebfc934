"""What an earlier grading of a submission has left in `autograded/`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ce_grader.cells import source_of
from ce_grader.intake.assignment import grade_id
from ce_grader.intake.restore import KEY

#: Under KEY in a graded notebook's metadata: the digest of what was handed in.
DIGEST = "handed_in"


@dataclass(frozen=True)
class Earlier:
    """One notebook as it was graded before; empty if it was not.

    Parameters
    ----------
    digest : str
        Of what was handed in.
    seed : int, optional
        What the hidden tests had.
    answers : mapping of str to str
        What stood in each answer, by its name.
    """

    digest: str = ""
    seed: int | None = None
    answers: Mapping[str, str] = field(default_factory=dict)


def read_earlier(path: Path) -> Earlier:
    """Read a graded notebook.

    Parameters
    ----------
    path : Path
        In `autograded/`.

    Returns
    -------
    Earlier
        Empty if there is none that can be read.
    """
    try:
        nb: dict[str, Any] = json.loads(path.read_bytes())
        about = nb["metadata"].get(KEY, {})
        named = [(grade_id(cell), cell) for cell in nb["cells"]]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Earlier()
    answers = {
        name: source_of(cell)
        for name, cell in named
        if name is not None and cell["metadata"]["nbgrader"].get("solution")
    }
    return Earlier(str(about.get(DIGEST, "")), about.get("seed"), answers)
