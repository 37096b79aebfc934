"""An assignment as its instructor made it: cells from the gradebook, files from the course."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePath
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry, Notebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import find_all_files

from ce_grader.cells import bound_names, untouched_by_answers
from ce_grader.intake.files import clear_of
from ce_grader.intake.released import key_of, without_hidden_tests, without_scheme
from ce_grader.task import Precedent, Rehearsal

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
    def is_code(self) -> bool:
        """Whether it is a code cell."""
        return self.cell_type == "code"

    @property
    def by_hand(self) -> bool:
        """Whether it is an answer that a person marks."""
        return self.grade and self.solution

    @property
    def released(self) -> str:
        """Its text as students have it."""
        return without_scheme(without_hidden_tests(self.source))

    @cached_property
    def key(self) -> str:
        """Its text as students have it, without its layout."""
        return key_of(self.released, self.is_code)

    @cached_property
    def binds(self) -> set[str]:
        """The names that it binds at its top level as it was released."""
        return bound_names(self.source) if self.is_code else set()

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


@dataclass(frozen=True)
class Prose:
    """The release's cells that have no name: what of a notebook is not the student's own.

    Parameters
    ----------
    texts : frozenset of str
        What they say, without layout.
    ids : frozenset of str
        Their ids, which tell a paragraph that a student has edited.
    sources : frozenset of str
        What they say, to the letter.
    """

    texts: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()


class Assignment:
    """One assignment; the gradebook and the files are read when they are first asked for.

    Parameters
    ----------
    coursedir : CourseDirectory
        The course.
    name : str
        The assignment.
    students_own : iterable of str
        Paths of the instructor's files in whose place a student's are taken (nbgrader's
        `Autograde.exclude_overwriting`); tests have the instructor's all the same.

    Attributes
    ----------
    precedents : dict of str to Precedent
        By notebook, what grading the instructor's own answer has shown, as far as it was graded.
    """

    def __init__(
        self, coursedir: CourseDirectory, name: str, students_own: Iterable[str] = ()
    ) -> None:
        self.coursedir = coursedir
        self.name = name
        self._students_own = {str(PurePath(path)) for path in students_own}
        self.precedents: dict[str, Precedent] = {}

    @cached_property
    def notebooks(self) -> dict[str, list[MasterCell]]:
        """The cells of each notebook by its name, in the notebook's order.

        Raises
        ------
        UnknownAssignment
            If the assignment is not in the gradebook, or has no notebooks there.
        """
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            found = {entry.name: self._cells(entry) for entry in self.require_in(gradebook)}
        return dict(sorted(found.items()))

    def require_in(self, gradebook: Gradebook) -> list[Notebook]:
        """Return the gradebook's entries of the notebooks.

        Parameters
        ----------
        gradebook : Gradebook
            The course's.

        Returns
        -------
        list of Notebook
            At least one.

        Raises
        ------
        UnknownAssignment
            If there are none; a due date alone also makes an assignment.
        """
        try:
            entries = list(gradebook.find_assignment(self.name).notebooks)
        except MissingEntry:
            entries = []
        if not entries:
            raise UnknownAssignment(
                f"{self.name} is not in the gradebook with its notebooks; enter it with: "
                f"nbgrader generate_assignment {self.name}"
            )
        return entries

    @cached_property
    def prose(self) -> dict[str, Prose]:
        """What else stands in each notebook as it was released, by its name."""
        return {name: _prose_of(self._versions(name)) for name in self.notebooks}

    @cached_property
    def files(self) -> dict[str, bytes]:
        """The instructor's files beside the notebooks, by relative path."""
        folder = self._folder(self.coursedir.source_directory)
        paths = find_all_files(str(folder), [*self.coursedir.ignore, "*.ipynb"])
        return {str(Path(path).relative_to(folder)): Path(path).read_bytes() for path in paths}

    def beside(self, files: Mapping[str, bytes]) -> dict[str, bytes]:
        """Return what lies beside a notebook on the student's side.

        Parameters
        ----------
        files : mapping of str to bytes
            What was handed in, by relative path.

        Returns
        -------
        dict of str to bytes
            With the instructor's files, without what stands in their place.
        """
        theirs = {name: self.files[name] for name in self._students_own & set(self.files)}
        fixed = {name: data for name, data in self.files.items() if name not in theirs}
        notebooks = (f"{name}.ipynb" for name in self.notebooks)
        own = clear_of(dict(files), [*fixed, *notebooks])
        return {**theirs, **own, **fixed}

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
        return next(iter(self._versions(notebook)), None)

    def _versions(self, notebook: str) -> list[Path]:
        folders = (self.coursedir.source_directory, self.coursedir.release_directory)
        paths = (self._folder(folder) / f"{notebook}.ipynb" for folder in folders)
        return [path for path in paths if path.is_file()]

    @property
    def own_notebooks(self) -> list[str]:
        """The names of the notebooks in the course's source folder."""
        folder = self._folder(self.coursedir.source_directory)
        return sorted(path.stem for path in folder.glob("*.ipynb"))

    def solution_of(self, notebook: str) -> NotebookNode | None:
        """Return a notebook with the instructor's own answers.

        Parameters
        ----------
        notebook : str
            Its name.

        Returns
        -------
        NotebookNode or None
            None if the course has only the release.
        """
        path = self._folder(self.coursedir.source_directory) / f"{notebook}.ipynb"
        return nbformat.read(path, as_version=4) if path.is_file() else None

    def head_of(self, notebook: str) -> frozenset[str]:
        """Return the texts that stand above a notebook's first named cell.

        Parameters
        ----------
        notebook : str
            Its name.

        Returns
        -------
        frozenset of str
            Of the source and of the release, which alone has a header.
        """
        heads = (
            itertools.takewhile(lambda cell: grade_id(cell) is None, nb.cells)
            for nb in (nbformat.read(path, as_version=4) for path in self._versions(notebook))
        )
        return frozenset(cell.source.strip() for head in heads for cell in head)

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


def _prose_of(paths: Iterable[Path]) -> Prose:
    """Return the cells without a name; a header stands in the release alone."""
    cells = [cell for path in paths for cell in nbformat.read(path, as_version=4).cells]
    plain = [cell for cell in cells if grade_id(cell) is None]
    texts = (key_of(cell.source, cell.cell_type == "code") for cell in plain)
    ids = (cell.get("id", "") for cell in plain)
    return Prose(frozenset(texts), frozenset(ids), frozenset(cell.source for cell in plain))


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
