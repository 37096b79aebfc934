"""What a student wrote for each answer, where it was split, doubled or written in another cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from nbformat import NotebookNode

from ce_grader.cells import NO_PYTHON, parsed
from ce_grader.intake.assignment import MasterCell, Prose
from ce_grader.intake.located import HINTS, Found, between, place_of

_PARAGRAPH = "\n\n"


def united(found: Sequence[Found], master: Sequence[MasterCell]) -> list[Found]:
    """Return the cells with each name of the assignment's once.

    Of an answer that stands there more than once, what differs from the release counts: halves
    that stand side by side are joined, and of several code cells the last has the name, while
    the others run where they stand. Of several texts, all are shown to the person who marks them.

    Parameters
    ----------
    found : sequence of Found
        What was handed in; sources and names are changed in place.
    master : sequence of MasterCell
        The assignment's cells.

    Returns
    -------
    list of Found
        Without copies that say nothing of their own.
    """
    parts = list(found)
    for cell in master:
        if sum(part.name == cell.name for part in parts) > 1:
            parts = _without_copies(parts, cell)
            parts = _one(parts, cell)
        if cell.solution and cell.is_code:
            parts = _mended(parts, cell)
    return parts


def _without_copies(parts: list[Found], cell: MasterCell) -> list[Found]:
    """Return the parts without blank, untouched and repeated ones of a cell; one stays."""
    mine = [part for part in parts if part.name == cell.name]
    last = {part.cell.source.strip(): part for part in mine if part.answers(cell)}
    kept = {id(part) for part in last.values()} or {id(mine[0])}
    return [part for part in parts if part.name != cell.name or id(part) in kept]


def _one(parts: list[Found], cell: MasterCell) -> list[Found]:
    """Return the parts with a cell's name once."""
    if cell.solution:
        parts = _joined(parts, cell)
    *others, last = [part for part in parts if part.name == cell.name]
    for part in others:
        part.name = ""
    if not (cell.by_hand and others):
        return parts
    last.cell.source = _PARAGRAPH.join(part.cell.source for part in [*others, last])
    return [part for part in parts if not any(part is other for other in others)]


def _joined(parts: list[Found], cell: MasterCell) -> list[Found]:
    """Return the parts with neighbours that are halves of one answer in one."""
    result: list[Found] = []
    for part in parts:
        halves = bool(result) and part.name == result[-1].name == cell.name
        whole = _whole(result[-1], part, cell) if halves else None
        if whole is None:
            result.append(part)
        else:
            part.cell.source = whole
            result[-1] = part
    return result


def _whole(above: Found, below: Found, cell: MasterCell) -> str | None:
    """Return the text of two halves if it is one; code has to be code."""
    upper, lower = above.cell.source, below.cell.source
    if not cell.is_code:
        return upper + _PARAGRAPH + lower
    texts = (f"{upper}\n{lower}", upper + lower)  # cut between lines, or within one
    return next((text for text in texts if _is_python(text)), None)


def _is_python(source: str) -> bool:
    try:
        parsed(source)
    except NO_PYTHON:
        return False
    return True


def _mended(parts: list[Found], cell: MasterCell) -> list[Found]:
    """Return the parts with an answer's other half, if that has lost its name, put to it."""
    place = next((p for p, part in enumerate(parts) if part.name == cell.name), None)
    if place is None or _is_python(parts[place].cell.source):
        return parts
    for start in (place - 1, place):
        pair = parts[max(start, 0) : start + 2]
        others = [part for part in pair if part.is_code and not part.name]
        whole = _whole(pair[0], pair[1], cell) if len(pair) == 2 and others else None
        if whole is not None:
            parts[place].cell.source = whole
            return [part for part in parts if part is not others[0]]
    return parts


def with_essays(
    parts: Sequence[Found], master: Sequence[MasterCell], prose: Prose
) -> tuple[list[Found], list[MasterCell]]:
    """Return the cells with the text of written answers that stands in other cells put into them.

    Parameters
    ----------
    parts : sequence of Found
        What was handed in, each name once; sources are changed in place.
    master : sequence of MasterCell
        The assignment's cells in order.
    prose : Prose
        What else the release holds.

    Returns
    -------
    parts : list of Found
        Without the cells whose text an answer has taken.
    answers : list of MasterCell
        The answers that have taken one.
    """
    result, found = list(_beside_prompts(parts, master)), []
    for cell in master:
        if not cell.by_hand or any(p.name == cell.name and p.answers(cell) for p in result):
            continue
        own = [part for part in between(result, master, cell) if _is_own(part, prose)]
        texts = [part for part in own if not part.is_code] or [p for p in own if not p.binds]
        elsewhere = [] if texts else list(_anywhere(result, prose))
        if texts or elsewhere:
            result = _filled(result, master, cell, texts, elsewhere)
            found.append(cell)
    return result, found


def _beside_prompts(parts: Iterable[Found], master: Iterable[MasterCell]) -> Iterator[Found]:
    """Yield the parts, and after a read-only text what was written into it, as a cell."""
    prompts = {cell.name: cell.released for cell in master if cell.locked and not cell.is_code}
    for part in parts:
        yield part
        if own := _added(part.cell.source, prompts.get(part.name, "")):
            cell = NotebookNode(cell_type="markdown", source=own, metadata=NotebookNode())
            yield Found(cell)


def _added(source: str, known: str) -> str:
    """Return what stands between the lines of a known text and at their ends.

    Nothing, unless all of its lines are still there: it is another text then, such as that of an
    older release.
    """
    missing, own = known.splitlines(), []
    for line in source.splitlines():
        if missing and line.startswith(missing[0].rstrip()):
            line = line.removeprefix(missing.pop(0).rstrip())
        own.append(line)
    return "" if missing or not known else "\n".join(own).strip()


def has_foreign_code(
    parts: Sequence[Found], master: Sequence[MasterCell], cell: MasterCell, prose: Prose
) -> bool:
    """Return whether an answer that was not found may stand in a cell that has no name.

    Parameters
    ----------
    parts : sequence of Found
        What was handed in.
    master : sequence of MasterCell
        The assignment's cells in order.
    cell : MasterCell
        The answer.
    prose : Prose
        What else the release holds.

    Returns
    -------
    bool
        Whether code of the student's own stands where it would.
    """
    return any(p.is_code and _is_own(p, prose) for p in between(parts, master, cell))


def _is_own(part: Found, prose: Prose) -> bool:
    return not part.name and part.key != "" and part.key not in prose.texts


def _anywhere(parts: Iterable[Found], prose: Prose) -> Iterator[Found]:
    """Yield the student's own texts; an edited paragraph of the release is not among them."""
    for part in parts:
        known = prose.ids & set(part.cell.metadata.get(HINTS, ()))
        if not (part.is_code or known) and _is_own(part, prose):
            yield part


def _filled(
    parts: list[Found],
    master: Sequence[MasterCell],
    cell: MasterCell,
    texts: list[Found],
    elsewhere: list[Found],
) -> list[Found]:
    """Return the parts with texts moved into an answer, and those far away copied into it."""
    sources = [part.cell for part in [*texts, *elsewhere]]
    answer = NotebookNode(
        cell_type=cell.cell_type,
        source=_PARAGRAPH.join(source.source for source in sources),
        metadata=NotebookNode(),
    )
    pictures = {name: p for s in sources for name, p in s.get("attachments", {}).items()}
    if pictures and not cell.is_code:
        answer.attachments = NotebookNode(pictures)
    place = place_of(parts, master, cell)
    gone = {id(part) for part in texts}
    kept = [[p for p in half if p.name != cell.name and id(p) not in gone]
            for half in (parts[:place], parts[place:])]  # fmt: skip
    return [*kept[0], Found(answer, cell.name), *kept[1]]
