"""Find the assignment's cells in what was handed in, whatever another program did to it.

JupyterLab, nbgrader and most programs keep nbgrader's metadata. Where it is gone, a cell is
found by its id, a read-only one by its text, and an answer by the names that it binds between
two cells that have been found: unambiguously, or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nbformat import NotebookNode

from ce_grader.cells import bound_names
from ce_grader.intake.assignment import MasterCell, grade_id
from ce_grader.intake.released import key_of

#: In a read cell's metadata: the ids that it had, which may be names of the assignment's cells.
HINTS = "ids"


@dataclass(eq=False)
class Found:
    """A cell that was handed in, and which of the assignment's it is; none if it has no name."""

    cell: NotebookNode
    name: str = ""

    @property
    def is_code(self) -> bool:
        """Whether it is a code cell."""
        return bool(self.cell.cell_type == "code")

    @property
    def key(self) -> str:
        """Its text without its layout."""
        return key_of(self.cell.source, self.is_code)

    @property
    def binds(self) -> set[str]:
        """The names that it binds at its top level."""
        return bound_names(self.cell.source) if self.is_code else set()

    def answers(self, master: MasterCell) -> bool:
        """Return whether there is anything in it that the release does not have.

        Parameters
        ----------
        master : MasterCell
            The answer as it was released.

        Returns
        -------
        bool
            False for a blank cell, too.
        """
        own = key_of(self.cell.source, master.cell_type == "code")
        return own not in ("", master.key)


def located(cells: Iterable[NotebookNode], master: Sequence[MasterCell]) -> list[Found]:
    """Return the cells, each with the name of the assignment's cell that it is.

    Parameters
    ----------
    cells : iterable of NotebookNode
        What was handed in.
    master : sequence of MasterCell
        The assignment's cells in order.

    Returns
    -------
    list of Found
        In the order of the cells. A name may stand there more than once, if its cell was split
        or doubled.
    """
    known = {cell.name for cell in master}
    names = [grade_id(cell) for cell in cells]
    found = [Found(cell, n if n in known else "") for cell, n in zip(cells, names, strict=True)]
    for step in (_by_id, _by_text, _by_names):
        step(found, master)
    return found


def _missing(found: list[Found], master: Sequence[MasterCell]) -> list[MasterCell]:
    names = {part.name for part in found}
    return [cell for cell in master if cell.name not in names]


def _by_id(found: list[Found], master: Sequence[MasterCell]) -> None:
    """Name cells whose id is a grade_id: builds of this course give them so."""
    for cell in _missing(found, master):
        alike = [p for p in found if not p.name and cell.name in p.cell.metadata.get(HINTS, ())]
        if len(alike) == 1:
            alike[0].name = cell.name


def _by_text(found: list[Found], master: Sequence[MasterCell]) -> None:
    """Name read-only cells by what they say, if only one says it."""
    missing = [cell for cell in _missing(found, master) if cell.locked]
    if not missing:
        return
    keys = [(cell.is_code, cell.key) for cell in missing]
    names = {k: c.name for k, c in zip(keys, missing, strict=True) if keys.count(k) == 1}
    for part in found:
        if not part.name:
            part.name = names.pop((part.is_code, part.key), "")


def _by_names(found: list[Found], master: Sequence[MasterCell]) -> None:
    """Name the one cell between two found ones that binds all names of a missing answer."""
    for cell in _missing(found, master):
        if not (cell.solution and cell.binds):
            continue
        alike = [p for p in between(found, master, cell) if not p.name and cell.binds <= p.binds]
        written = [part for part in alike if part.answers(cell)]
        for candidates in (written, alike):
            if len(candidates) == 1:
                candidates[0].name = cell.name
                break


def between(found: Sequence[Found], master: Sequence[MasterCell], cell: MasterCell) -> list[Found]:
    """Return what stands between the nearest found cells before and after one.

    Parameters
    ----------
    found : sequence of Found
        What was handed in.
    master : sequence of MasterCell
        The assignment's cells in order.
    cell : MasterCell
        One of them, found or not.

    Returns
    -------
    list of Found
        Cells of the student's own, and those that have the cell's name.
    """
    places = {part.name: place for place, part in enumerate(found)}
    later = (c.name for c in master[list(master).index(cell) + 1 :])
    end = next((places[name] for name in later if name in places), len(found))
    return list(found[place_of(found, master, cell) : end])


def place_of(found: Sequence[Found], master: Sequence[MasterCell], cell: MasterCell) -> int:
    """Return the place after the nearest found cell before one.

    Parameters
    ----------
    found : sequence of Found
        What was handed in.
    master : sequence of MasterCell
        The assignment's cells in order.
    cell : MasterCell
        One of them.

    Returns
    -------
    int
        Where the cell would be inserted.
    """
    places = {part.name: place for place, part in enumerate(found)}
    earlier = (c.name for c in reversed(master[: list(master).index(cell)]))
    return next((places[name] + 1 for name in earlier if name in places), 0)
