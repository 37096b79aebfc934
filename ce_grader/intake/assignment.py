"""An assignment as its instructor made it: cells from the gradebook, files from the course."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry, Notebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import find_all_files

from ce_grader.cells import untouched_by_answers
from ce_grader.task import Rehearsal

_SCHEMA_VERSION = 3


class UnknownAssignment(Exception):
    """An assignment that the gradebook does not hold; the message says how to enter it."""


@dataclass(frozen=True)
class MasterCell:
    """One cell of the assignment as the gradebook knows it."""

    name: str
    cell_type: str
    source: str
    checksum: str | None
    locked: bool
    grade: bool
    solution: bool
    task: bool
    points: float

    @property
    def metadata(self) -> dict[str, Any]:
        """The cell's metadata as nbgrader writes it."""
        data: dict[str, Any] = {
            "grade_id": self.name,
            "schema_version": _SCHEMA_VERSION,
            "cell_type": self.cell_type,
            "locked": self.locked,
            "grade": self.grade,
            "solution": self.solution,
            "task": self.task,
        }
        if self.checksum:
            data["checksum"] = self.checksum
        return {**data, "points": self.points} if self.grade or self.task else data


class Assignment:
    """One assignment; the gradebook and the files are read when they are first asked for.

    Parameters
    ----------
    coursedir : CourseDirectory
        The course.
    name : str
        The assignment.
    """

    def __init__(self, coursedir: CourseDirectory, name: str) -> None:
        self.coursedir = coursedir
        self.name = name

    @cached_property
    def notebooks(self) -> dict[str, list[MasterCell]]:
        """The cells of each notebook by its name, in the notebook's order.

        Raises
        ------
        UnknownAssignment
            If the assignment is not in the gradebook, or has no notebooks there.
        """
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            try:
                entries = gradebook.find_assignment(self.name).notebooks
            except MissingEntry:
                entries = []
            found = {entry.name: self._cells(entry) for entry in entries}
        if not found:  # a due date alone also makes an entry, without notebooks
            raise UnknownAssignment(
                f"{self.name} is not in the gradebook with its notebooks; enter it with: "
                f"nbgrader generate_assignment {self.name}"
            )
        return dict(sorted(found.items()))

    @cached_property
    def files(self) -> dict[str, bytes]:
        """The instructor's files beside the notebooks, by relative path."""
        folder = self._folder(self.coursedir.source_directory)
        paths = find_all_files(str(folder), [*self.coursedir.ignore, "*.ipynb"])
        return {str(Path(path).relative_to(folder)): Path(path).read_bytes() for path in paths}

    @property
    def own_paths(self) -> list[str]:
        """Where the instructor's files and notebooks go, relative to a submission."""
        return [*self.files, *(f"{name}.ipynb" for name in self.notebooks)]

    def path_of(self, notebook: str) -> Path | None:
        """Return the file of a notebook in the course.

        Parameters
        ----------
        notebook : str
            Its name.

        Returns
        -------
        Path or None
            The source, else the release, else nothing.
        """
        folders = (self.coursedir.source_directory, self.coursedir.release_directory)
        paths = (self._folder(folder) / f"{notebook}.ipynb" for folder in folders)
        return next((path for path in paths if path.is_file()), None)

    def _folder(self, directory: str) -> Path:
        return Path(self.coursedir.format_path(directory, ".", self.name))

    def _cells(self, entry: Notebook) -> list[MasterCell]:
        """Return a notebook's cells; the gradebook promises no order, so its file is asked."""
        cells, path = _master_cells(entry), self.path_of(entry.name)
        if path is None:
            return cells
        names = [grade_id(cell) for cell in nbformat.read(path, as_version=4).cells]
        places = {name: place for place, name in enumerate(names) if name is not None}
        return sorted(cells, key=lambda cell: places.get(cell.name, len(places)))


def _master_cells(entry: Notebook) -> list[MasterCell]:
    points = {cell.name: cell.max_score for cell in [*entry.grade_cells, *entry.task_cells]}
    grades = {cell.name for cell in entry.grade_cells}
    solutions = {cell.name for cell in entry.solution_cells}
    tasks = {cell.name for cell in entry.task_cells}
    return [
        MasterCell(
            name=cell.name,
            cell_type=cell.cell_type,
            source=cell.source or "",
            checksum=cell.checksum,
            locked=bool(cell.locked),
            grade=cell.name in grades,
            solution=cell.name in solutions,
            task=cell.name in tasks,
            points=float(points.get(cell.name, 0)),
        )
        for cell in entry.source_cells
    ]


def grade_id(cell: NotebookNode) -> str | None:
    """Return the name that a cell claims.

    Parameters
    ----------
    cell : NotebookNode
        A cell whose metadata may be anything.

    Returns
    -------
    str or None
        None if it claims none.
    """
    data = cell.get("metadata", {}).get("nbgrader")
    name = data.get("grade_id") if isinstance(data, dict) else None
    return name if isinstance(name, str) else None


def rehearsal_of(path: Path, files: dict[str, bytes]) -> Rehearsal:
    """Return what each side rehearses of a source notebook.

    Parameters
    ----------
    path : Path
        The notebook.
    files : dict of str to bytes
        The instructor's files beside it, by relative path.

    Returns
    -------
    Rehearsal
        On the student's side the given cells that depend on no answer, on the trusted side all
        cells of the instructor.
    """
    cells = nbformat.read(path, as_version=4).cells
    own = (cell for cell in cells if cell.cell_type == "code" and "nbgrader" in cell.metadata)
    return Rehearsal(
        student=tuple(untouched_by_answers(cells)),
        trusted=tuple(cell.source for cell in own),
        files=tuple(sorted(files.items())),
    )
