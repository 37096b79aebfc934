"""Read what was graded: each submission with its cells, and why each point was lost."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.api import Assignment, Grade, Gradebook, Student, SubmittedAssignment
from nbgrader.coursedir import CourseDirectory

from ce_grader.cells import source_of
from ce_grader.intake.restore import KEY
from ce_grader.nbgrader_seams.marks import is_open

_HEADING = re.compile(r"^#{1,3} +(.+)$", re.M)
_NO_NAME = "without a heading"


@dataclass(frozen=True)
class Graded:
    """One graded cell of one submission.

    Parameters
    ----------
    name : str
        nbgrader's name of the cell.
    exercise : str
        The heading under which it stands.
    points, most : float
        What it earned, and what it can earn.
    sentence : str
        Why points were lost, as the student reads it; empty where a person decides.
    waits : bool
        Whether a person still has to give its points.
    """

    name: str
    exercise: str
    points: float
    most: float
    sentence: str
    waits: bool


@dataclass(frozen=True)
class Work:
    """One student's graded submission.

    Parameters
    ----------
    student, assignment : str
        Names.
    score, most : float
        Points as they are exported, the penalty for lateness taken off, and how many there are.
    penalty : float
        What lateness costs.
    late : float
        Seconds after the due date, 0 if in time.
    cells : tuple of Graded
        The graded cells, in the notebooks' order.
    events : tuple of str
        What the code did that no honest answer needs, with the cell.
    refused : str
        Why nothing could be read; empty if something could.
    sandboxed : bool
        False if it was graded without a sandbox.
    seconds : float
        Computing time of both sides.
    """

    student: str
    assignment: str
    score: float
    most: float
    penalty: float
    late: float
    cells: tuple[Graded, ...]
    events: tuple[str, ...]
    refused: str
    sandboxed: bool
    seconds: float

    @property
    def waiting(self) -> float:
        """Points that a person still has to give."""
        return sum(cell.most for cell in self.cells if cell.waits)

    @property
    def losses(self) -> list[Graded]:
        """The cells that lost something."""
        return [cell for cell in self.cells if not cell.waits and cell.points < cell.most]


@dataclass(frozen=True)
class ClassRecord:
    """One assignment of a class.

    Parameters
    ----------
    assignment : str
        Its name.
    works : tuple of Work
        What was handed in, by student.
    missing : tuple of str
        Who has handed in nothing.
    names : mapping of str to str
        A student's own name, by id; only of those who have one.
    """

    assignment: str
    works: tuple[Work, ...]
    missing: tuple[str, ...]
    names: Mapping[str, str]


def read_class(coursedir: CourseDirectory, assignments: Iterable[str]) -> Iterator[ClassRecord]:
    """Read some assignments of a course.

    Parameters
    ----------
    coursedir : CourseDirectory
        The course.
    assignments : iterable of str
        Names; those that the gradebook does not have are passed over.

    Yields
    ------
    ClassRecord
        One for each, in the order asked for.
    """
    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        known = {assignment.name: assignment for assignment in gradebook.assignments}
        names = {
            s.id: f"{s.first_name or ''} {s.last_name or ''}".strip() for s in gradebook.students
        }
        for name in filter(known.__contains__, assignments):
            yield _record(coursedir, known[name], names)


def _own_name(student: Student) -> str:
    return " ".join(filter(None, [student.first_name, student.last_name]))


def _record(
    coursedir: CourseDirectory, assignment: Assignment, names: Mapping[str, str]
) -> ClassRecord:
    entries = sorted(assignment.submissions, key=lambda entry: entry.student_id)
    works = tuple(_work(coursedir, entry) for entry in entries)
    missing = set(names) - {work.student for work in works}
    own = {student: name for student, name in names.items() if name}
    return ClassRecord(assignment.name, works, tuple(sorted(missing)), own)


def _work(coursedir: CourseDirectory, entry: SubmittedAssignment) -> Work:
    folder = Path(
        coursedir.format_path(coursedir.autograded_directory, entry.student_id, entry.name)
    )
    pages = [_Page(folder / f"{notebook.name}.ipynb") for notebook in entry.notebooks]
    graded = zip(entry.notebooks, pages, strict=True)
    penalty = entry.late_submission_penalty
    return Work(
        student=entry.student_id,
        assignment=entry.name,
        score=max(0.0, entry.score - penalty),
        most=entry.max_score,
        penalty=penalty,
        late=entry.total_seconds_late,
        cells=tuple(cell for notebook, page in graded for cell in page.cells(notebook.grades)),
        events=tuple(event for page in pages for event in page.events()),
        refused=" ".join(page.about["refusal"] for page in pages if page.about.get("refusal")),
        sandboxed=all(page.about.get("sandboxed", True) for page in pages),
        seconds=sum(page.about.get("cpu_seconds", 0.0) for page in pages),
    )


class _Page:
    """A graded notebook; an empty one where there is none."""

    def __init__(self, path: Path) -> None:
        nb: dict[str, Any] = json.loads(path.read_bytes()) if path.exists() else {}
        self.about: dict[str, Any] = nb.get("metadata", {}).get(KEY, {})
        self._found: dict[str, tuple[str, dict[str, Any]]] = {}
        heading = ""
        for cell in nb.get("cells", ()):
            if cell["cell_type"] == "markdown" and (found := _HEADING.findall(source_of(cell))):
                heading = _plain(found[-1])
            if name := cell["metadata"].get("nbgrader", {}).get("grade_id"):
                self._found[name] = heading, cell["metadata"].get(KEY, {})

    def cells(self, grades: Iterable[Grade]) -> list[Graded]:
        """Return what the gradebook says of the cells, in the notebook's order."""
        by_name = {grade.name: grade for grade in grades}
        known = [name for name in self._found if name in by_name]
        rest = [name for name in by_name if name not in self._found]
        return [self._graded(by_name[name]) for name in (*known, *rest)]

    def _graded(self, grade: Grade) -> Graded:
        heading, about = self._found.get(grade.name, ("", {}))
        exercise = heading or about.get("of") or _NO_NAME
        waits = is_open(grade)
        sentence = about.get("reason", "")
        return Graded(grade.name, exercise, grade.score, grade.max_score, sentence, waits)

    def events(self) -> list[str]:
        """Return what the code did, a few words each."""
        return [_event(event) for event in self.about.get("events", ())]


def _plain(heading: str) -> str:
    """Return a heading without the marks of Markdown."""
    return re.sub(r"[*`]|\s+$", "", heading)


def _event(event: Mapping[str, Any]) -> str:
    times = f" ({event['count']} times)" if event["count"] > 1 else ""
    return f"{event['cell']} {event['what']}{times}"
