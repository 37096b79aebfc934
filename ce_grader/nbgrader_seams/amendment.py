"""A changed assignment in a gradebook that has submissions: what changes, for whom, and doing it.

nbgrader refuses to add or remove a cell once there are submissions. Here the rows of what is new
or gone are added or removed, for the assignment and for each submission, in one transaction; all
other rows, with their points and comments, stay. `generate_assignment` can do the rest then.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nbgrader.api import (
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    GradeCell,
    Notebook,
    SolutionCell,
    SourceCell,
    SubmittedNotebook,
    TaskCell,
)

_KINDS: dict[str, type] = {"test": GradeCell, "answer": SolutionCell, "task": TaskCell}
_GRADED = ("test", "task")


@dataclass(frozen=True)
class Cell:
    """A cell's entry; a read-only text has kind `text`, and every cell has one of that kind."""

    notebook: str
    kind: str
    name: str


@dataclass(frozen=True)
class Entry:
    """What an entry holds beside its name."""

    cell_type: str
    points: float = 0.0
    source: str = ""
    locked: bool = False
    checksum: str | None = None


Entries = dict[Cell, Entry]


def entries(gradebook: Gradebook, assignment: str) -> Entries:
    """Return all cells of an assignment.

    Parameters
    ----------
    gradebook : Gradebook
        Where it is entered.
    assignment : str
        Its name.

    Returns
    -------
    dict of Cell to Entry
        A written answer that is graded is there as a test, as an answer and as a text.
    """
    found: Entries = {}
    for notebook in gradebook.find_assignment(assignment).notebooks:
        for cell in [*notebook.grade_cells, *notebook.task_cells]:
            kind = "test" if isinstance(cell, GradeCell) else "task"
            entry = Entry(cell.cell_type, float(cell.max_score))
            found[Cell(notebook.name, kind, cell.name)] = entry
        for cell in notebook.solution_cells:
            found[Cell(notebook.name, "answer", cell.name)] = Entry("")
        for cell in notebook.source_cells:
            entry = Entry(cell.cell_type, 0.0, cell.source or "", bool(cell.locked), cell.checksum)
            found[Cell(notebook.name, "text", cell.name)] = entry
    return found


class Amendment:
    """The way from one version of an assignment to another.

    Parameters
    ----------
    assignment : str
        Its name.
    old, new : dict of Cell to Entry
        The versions.
    """

    def __init__(self, assignment: str, old: Entries, new: Entries) -> None:
        self._assignment, self._old, self._new = assignment, old, new
        self.added = [cell for cell in new if cell not in old]
        self.removed = [cell for cell in old if cell not in new]

    def __bool__(self) -> bool:
        return self._old != self._new

    def lines(self) -> Iterator[str]:
        """Say what changes in the assignment.

        Yields
        ------
        str
            A line for each cell.
        """
        names = dict.fromkeys((cell.notebook, cell.name) for cell in {**self._new, **self._old})
        for notebook, name in names:
            before, after = self._of(self._old, notebook, name), self._of(self._new, notebook, name)
            if before != after:
                yield f"{name}: {_change(before, after)}"

    @staticmethod
    def _of(version: Entries, notebook: str, name: str) -> Entries:
        wanted = (notebook, name)
        return {c: entry for c, entry in version.items() if (c.notebook, c.name) == wanted}

    def consequences(self, gradebook: Gradebook) -> Iterator[str]:
        """Say who loses what, before anything is graded again.

        Parameters
        ----------
        gradebook : Gradebook
            With the old version.

        Yields
        ------
        str
            A line for each point or comment of a student that goes, or that is above what its
            cell is worth now.
        """
        gone = set(self.removed)
        for submission in gradebook.find_assignment(self._assignment).submissions:
            who = submission.student_id
            for notebook in submission.notebooks:
                for grade in notebook.grades:
                    cell = Cell(notebook.name, _kind_of(grade.cell), grade.name)
                    hand = grade.manual_score
                    if cell in gone and (grade.score or hand is not None):
                        by = " given by hand" if hand is not None else ""
                        yield f"{who} loses {grade.score:g}{by} in {grade.name}"
                    elif cell in self._new and (hand or 0) > self._new[cell].points:
                        most = self._new[cell].points
                        yield f"{who} keeps {hand:g} given by hand in {grade.name}, of {most:g}"
                for comment in notebook.comments:
                    cell = Cell(notebook.name, _kind_of(comment.cell), comment.name)
                    if cell in gone and comment.manual_comment:
                        yield f"{who} loses a comment on {comment.name}"

    def apply(self, gradebook: Gradebook) -> None:
        """Add and remove rows; nothing is changed if anything of it fails.

        Parameters
        ----------
        gradebook : Gradebook
            With the old version.
        """
        for notebook in list(gradebook.find_assignment(self._assignment).notebooks):
            for cell in self.removed:
                if cell.notebook == notebook.name:
                    _remove(gradebook, notebook, cell)
            for cell in self.added:
                if cell.notebook == notebook.name:
                    _add(gradebook, notebook, cell, self._new[cell])
        gradebook.db.commit()


def _change(before: Entries, after: Entries) -> str:
    """Return in words how the entries of one cell differ."""
    if not before:
        return f"new, {_worth(after)}"
    if not after:
        return f"removed, {_worth(before)}"
    said = []
    if _worth(before) != _worth(after):
        said.append(f"{_worth(before)} before, {_worth(after)} now")
    if {cell.kind for cell in before} != {cell.kind for cell in after}:
        said.append("another kind of cell")
    texts = [[e.source for c, e in v.items() if c.kind == "text"] for v in (before, after)]
    if texts[0] != texts[1]:
        said.append("another text")
    return ", ".join(said) or "another mark"


def _worth(version: Entries) -> str:
    points = [entry.points for cell, entry in version.items() if cell.kind in _GRADED]
    return f"{sum(points):g} {'point' if sum(points) == 1 else 'points'}" if points else "no points"


def _kind_of(cell: BaseCell) -> str:
    return next(kind for kind, made in _KINDS.items() if isinstance(cell, made))


def _remove(gradebook: Gradebook, notebook: Notebook, cell: Cell) -> None:
    """Delete a cell's row, and with it all that submissions have for it."""
    kind = SourceCell if cell.kind == "text" else _KINDS[cell.kind]
    row = gradebook.db.query(kind).filter_by(name=cell.name, notebook_id=notebook.id).one()
    if cell.kind != "text":
        for part in [*row.grades, *row.comments]:
            gradebook.db.delete(part)
        gradebook.db.flush()
    gradebook.db.delete(row)
    gradebook.db.flush()
    gradebook.db.expire_all()


def _add(gradebook: Gradebook, notebook: Notebook, cell: Cell, entry: Entry) -> None:
    """Insert a cell's row, and what each submission has for such a cell."""
    if cell.kind == "text":
        gradebook.db.add(
            SourceCell(
                name=cell.name,
                notebook_id=notebook.id,
                cell_type=entry.cell_type,
                source=entry.source,
                locked=entry.locked,
                checksum=entry.checksum,
            )
        )
        return
    graded = {"max_score": entry.points, "cell_type": entry.cell_type}
    worth = graded if cell.kind in _GRADED else {}
    row = _KINDS[cell.kind](name=cell.name, notebook_id=notebook.id, **worth)
    gradebook.db.add(row)
    gradebook.db.flush()
    submitted = gradebook.db.query(SubmittedNotebook).filter_by(notebook_id=notebook.id)
    for one in submitted:
        if cell.kind in _GRADED:
            gradebook.db.add(Grade(cell_id=row.id, notebook_id=one.id))
        if cell.kind in ("answer", "task"):
            gradebook.db.add(Comment(cell_id=row.id, notebook_id=one.id))
