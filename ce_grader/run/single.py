"""The command `grade`: one notebook against its assignment, without a gradebook."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.apps.baseapp import NbGrader
from nbgrader.coursedir import CourseDirectory
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text
from traitlets import Bool, default

from ce_grader import Result, grade
from ce_grader.cells import kind_of
from ce_grader.intake.assignment import grade_id
from ce_grader.intake.files import Refused, read_files, read_regular
from ce_grader.intake.handed_in import plain_stem
from ce_grader.intake.notebook import NotebookLimits, read_notebook
from ce_grader.intake.opened import Opened
from ce_grader.intake.submissions import Submission
from ce_grader.nbgrader_seams.scores import Scores
from ce_grader.nbgrader_seams.settings import Isolated
from ce_grader.nbgrader_seams.sourced import BadSource, SourceAssignment
from ce_grader.processes.files import own_folder, write_files
from ce_grader.run.progress import printable
from ce_grader.task import CannotGrade

_USAGE = "usage: ce-grader grade NOTEBOOK [--json] [--assignment NAME] [--seed N] [options]"
_BY_HAND = "by-hand"


class NotGraded(Exception):
    """Nothing was graded; the message is one sentence that names the way out."""


@dataclass(frozen=True)
class CellResult:
    """What one graded cell of a notebook got.

    Parameters
    ----------
    grade_id : str
        Its name.
    points : float or None
        None where only a person can say.
    max_points : float
        The most that it gives.
    status : str
        A verdict's, or "by-hand".
    reason : str
        The sentence that the student reads, or why a person has to look.
    needs_review : bool
        Whether a person has to look.
    """

    grade_id: str
    points: float | None
    max_points: float
    status: str
    reason: str
    needs_review: bool


class GradeApp(NbGrader):
    """Grade one notebook against its assignment in `source/`; no gradebook is read or written."""

    name = "ce_grader-grade"
    description = "Grade one notebook against its assignment, without a gradebook"
    examples = """
        A table of points and sentences:

            ce-grader grade ~/Downloads/ana.ipynb

        The same for a program:

            ce-grader grade ~/Downloads/ana.ipynb --json
    """
    aliases = {
        "assignment": "CourseDirectory.assignment_id",
        "course-dir": "CourseDirectory.root",
        "seed": "Isolated.seed",
        "sandbox": "Isolated.sandbox",
    }
    flags = {"json": ({"GradeApp": {"as_json": True}}, "print JSON in place of a table")}
    as_json = Bool(False, help="Whether to print JSON in place of a table.").tag(config=True)

    @default("classes")
    def _classes_default(self) -> list[Any]:
        return [*super()._classes_default(), CourseDirectory, Isolated, GradeApp]

    def start(self) -> None:
        """Grade, and print what was found.

        The exit code is 0 if no cell has lost a point (what a person marks has not), 1 if one
        has, and 2 if nothing was graded.
        """
        if len(self.extra_args) != 1:
            print(_USAGE, file=sys.stderr)
            sys.exit(2)
        try:
            found = self._grade(Path(self.extra_args[0]))
        except (NotGraded, BadSource, Refused, CannotGrade) as error:
            print(f"ce_grader: {error}", file=sys.stderr)
            sys.exit(2)
        print(json.dumps(found, indent=1, ensure_ascii=False)) if self.as_json else _show(found)
        sys.exit(0 if all(map(_is_full, found["cells"])) else 1)

    def _grade(self, given: Path) -> dict[str, Any]:
        """Return everything that is printed."""
        if not given.exists():
            raise NotGraded(f"there is no file {given}")
        assignment, name = self._assignment_of(given)
        with own_folder("single") as folder:
            write_files(folder, _handed_in(given.resolve(), name, assignment))
            submission = Submission(assignment.name, "", Path(folder), Path(folder, "graded"))
            opened = Opened(assignment, submission)
            nb, notes = opened.notebook(name)
            result = grade(Isolated(parent=self).make_task(opened, name, nb))
        return _report(f"{assignment.name}/{name}", result, [*notes, *opened.notes])

    def _assignment_of(self, given: Path) -> tuple[SourceAssignment, str]:
        """Return which assignment, and which of its notebooks, a file or folder is of."""
        known = self._known()
        stem = plain_stem(given.stem if given.is_file() else given.name)
        named = [one for one in known if stem == plain_stem(one[1])]
        for chosen in (known, named, _most_alike(given, known)):
            if len(chosen) == 1:
                return chosen[0]
        listed = ", ".join(sorted({assignment.name for assignment, _ in known}))
        raise NotGraded(f"{given} may be of any of {listed}: say which with --assignment NAME")

    def _known(self) -> list[tuple[SourceAssignment, str]]:
        """Return the notebooks of the course, or of the assignment that was asked for."""
        directory = self.coursedir.source_directory
        source = Path(self.coursedir.format_path(directory, ".", "."))
        wanted = self.coursedir.assignment_id
        names = sorted(path.parent.name for path in source.glob("*/*.ipynb"))
        if not names:
            raise NotGraded(
                f"there is no assignment in {directory}/ of {self.coursedir.root}; run the "
                "command in the course's folder, or name that with --course-dir"
            )
        if wanted and wanted not in names:
            raise NotGraded(f"there is no assignment {wanted}; there are: {', '.join(names)}")
        chosen = [SourceAssignment(self.coursedir, name, self)
                  for name in dict.fromkeys(names) if wanted in ("", name)]  # fmt: skip
        return [(one, notebook) for one in chosen for notebook in one.own_notebooks]


def _most_alike(
    given: Path, known: list[tuple[SourceAssignment, str]]
) -> list[tuple[SourceAssignment, str]]:
    """Return the notebooks whose cells are named most often in the given one."""
    try:
        claims = set(map(grade_id, read_notebook(given.resolve()).cells)) - {None}
    except Refused:
        return []
    shared = [len(claims & {cell.name for cell in one.notebooks[name]}) for one, name in known]
    most = max(shared)
    return [one for one, count in zip(known, shared, strict=True) if count == most > 0]


def _handed_in(given: Path, name: str, assignment: SourceAssignment) -> Mapping[str, bytes]:
    """Return the notebook under its own name, and what was handed in with it.

    In a folder with the name of the assignment, as nbgrader hands out and collects, that is
    what lies beside it; anywhere else a notebook is taken alone.
    """
    if given.is_dir():
        raise NotGraded(f"{given} is a folder: name the notebook in it")
    content = read_regular(given, NotebookLimits().notebook_bytes)
    files: dict[str, bytes] = {}
    if given.parent.name == assignment.name:
        files, _ = read_files(given.parent, assignment.coursedir.ignore)
    return {**files, f"{name}.ipynb": content}


def _report(name: str, result: Result, notes: list[str]) -> dict[str, Any]:
    """Return the outcome as plain data."""
    cells = list(_cells(result))
    return {
        "notebook": name,
        "points": sum(cell.points or 0 for cell in cells),
        "max_points": sum(cell.max_points for cell in cells),
        "seed": str(result.seed),  # too large for a number of JavaScript's
        "sandboxed": result.sandboxed,
        "notes": notes,
        "problems": list(result.problems),
        "events": list(map(asdict, result.events)),
        "cells": list(map(asdict, cells)),
    }


def _cells(result: Result) -> Iterator[CellResult]:
    """Yield what each graded cell got, in the notebook's order."""
    scores, verdicts = Scores(result), {verdict.grade_id: verdict for verdict in result.verdicts}
    for cell in nbformat.reads(result.notebook, as_version=4).cells:
        marks = cell.metadata.get("nbgrader", {})
        if not (marks.get("grade") or marks.get("task")):
            continue
        points, reason = scores.automatic(marks["grade_id"])
        status, said = _BY_HAND, reason
        if kind_of(cell) == "test":
            verdict = verdicts[marks["grade_id"]]
            status, said = verdict.status, verdict.reason or reason
        yield CellResult(
            marks["grade_id"], points, float(marks["points"]), status, said, bool(reason)
        )


def _is_full(cell: Mapping[str, Any]) -> bool:
    return cell["points"] in (None, cell["max_points"])


def _show(found: Mapping[str, Any]) -> None:
    """Print the outcome as a table."""
    console = Console(highlight=False)
    table = Table(box=box.SIMPLE, pad_edge=False)
    for heading in ("cell", "points", "status", "why"):
        table.add_column(heading, overflow="fold")
    for cell in found["cells"]:
        points = "–" if cell["points"] is None else f"{cell['points']:g}"
        row = (cell["grade_id"], f"{points} of {cell['max_points']:g}", cell["status"])
        table.add_row(*row, Text(printable(" ".join(cell["reason"].split()))))
    console.print(table)
    sandbox = "" if found["sandboxed"] else ", WITHOUT a sandbox"
    total = f"{found['points']:g} of {found['max_points']:g} points"
    console.print(f"{found['notebook']}: {total}; seed {found['seed']}{sandbox}", markup=False)
    events = (f"worth a question: {event['cell']} {event['what']}" for event in found["events"])
    for line in [*found["notes"], *found["problems"], *events]:
        console.print(printable(line), markup=False)
