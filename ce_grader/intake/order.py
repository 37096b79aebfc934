"""The order in which a restored notebook's cells stand and run.

A student's cells keep the student's order. Given cells and tests keep the assignment's, and a
test stands below the cells that bind what it asks for, wherever the student has written them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from ce_grader.cells import free_names
from ce_grader.intake.assignment import MasterCell
from ce_grader.intake.located import Found

_Key = tuple[int, int]


def ordered(parts: Sequence[Found], master: Sequence[MasterCell]) -> list[Found]:
    """Return the cells in the order in which they are graded.

    Parameters
    ----------
    parts : sequence of Found
        The student's cells in the student's order, and all of the assignment's, each once.
    master : sequence of MasterCell
        The assignment's cells in order.

    Returns
    -------
    list of Found
        The same.
    """
    order = _Order(parts, master)
    keys = {id(part): (place + 1, -1) for place, part in enumerate(order.own)} | order.fixed()
    return sorted(parts, key=lambda part: keys[id(part)])


class _Order:
    """Where given cells and tests go among the student's own cells."""

    def __init__(self, parts: Sequence[Found], master: Sequence[MasterCell]) -> None:
        self._parts = {part.name: part for part in parts if part.name}
        self._master = master
        self._cells = {cell.name: cell for cell in master}
        self.own = [part for part in parts if not self._is_fixed(part)]
        self._above = self._standing_above(parts)
        self._bound_at: dict[str, int] = {}
        for place, part in enumerate(self.own, 1):
            for name in self._bound_by(part):
                at_home = part.name and name in self._cells[part.name].binds
                self._bound_at[name] = place if at_home else self._bound_at.get(name, place)

    def _is_fixed(self, part: Found) -> bool:
        return part.name != "" and self._cells[part.name].locked

    def _standing_above(self, parts: Sequence[Found]) -> dict[str, int]:
        """Return how many own cells stand above each fixed one that has not been moved."""
        fixed = [part.name for part in parts if self._is_fixed(part)]
        wanted = [cell.name for cell in self._master if cell.locked]
        blocks = SequenceMatcher(None, fixed, wanted, autojunk=False).get_matching_blocks()
        in_place = {fixed[at] for block in blocks for at in range(block.a, block.a + block.size)}
        counts, above = 0, {}
        for part in parts:
            if not self._is_fixed(part):
                counts += 1
            elif part.name in in_place:
                above[part.name] = counts
        return above

    def _bound_by(self, part: Found) -> set[str]:
        """Return the names that a cell binds; an answer that was not written binds none."""
        master = self._cells.get(part.name)
        return part.binds if master is None or part.answers(master) else set()

    def fixed(self) -> dict[int, _Key]:
        """Return the sorting key of each fixed cell."""
        return {id(self._parts[name]): key for name, key in self._keys()}

    def _keys(self) -> Iterator[tuple[str, _Key]]:
        lowest = 0
        known: set[str] = set()
        for rank, cell in enumerate(self._master):
            if not cell.locked:
                continue
            place = lowest = max(lowest, self._above.get(cell.name, 0))
            if cell.grade:
                needed = [name for name in free_names(cell.source) if name not in known]
                place = max([lowest, *(self._bound_at.get(name, 0) for name in needed)])
            known |= cell.binds
            yield cell.name, (place, rank)
