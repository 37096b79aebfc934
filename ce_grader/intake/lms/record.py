"""What was taken from where, and what was asked once: `taken.json` in the course's folder."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

_FILE = "taken.json"


@dataclass
class Taken:
    """Where one student's hand-in comes from.

    Parameters
    ----------
    system : str
        Which system.
    label : str
        What it calls whoever handed in.
    number : str
        What it wants to see again with the feedback.
    asked : bool
        Whether the instructor has said whose it is.
    """

    system: str
    label: str
    number: str = ""
    asked: bool = False


@dataclass
class Record:
    """All that `take` keeps of a course.

    Parameters
    ----------
    zone : str
        The time zone of the system's clock.
    taken : dict of str to dict of str to Taken
        By assignment and student.
    decided : dict of str to dict of str to str
        By assignment and label, the students that the instructor has named.
    """

    zone: str = ""
    taken: dict[str, dict[str, Taken]] = field(default_factory=dict)
    decided: dict[str, dict[str, str]] = field(default_factory=dict)

    def write(self, root: Path) -> None:
        """Write it in one step.

        Parameters
        ----------
        root : Path
            The course's folder.
        """
        new = root / f".{_FILE}"
        new.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1), encoding="utf-8")
        os.replace(new, root / _FILE)


def read_record(root: Path) -> Record:
    """Read what was kept.

    Parameters
    ----------
    root : Path
        The course's folder.

    Returns
    -------
    Record
        Empty if nothing was taken yet.
    """
    path = root / _FILE
    data: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    taken = {
        assignment: {student: Taken(**one) for student, one in students.items()}
        for assignment, students in data.get("taken", {}).items()
    }
    return Record(data.get("zone", ""), taken, dict(data.get("decided", {})))
