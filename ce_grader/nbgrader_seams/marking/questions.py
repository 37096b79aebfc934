"""The questions of a notebook that a person marks: what is asked, its scheme, how far one is."""

from __future__ import annotations

from dataclasses import dataclass

from nbgrader.api import Grade, Gradebook, SubmittedNotebook
from nbgrader.coursedir import CourseDirectory

from ce_grader.intake.assignment import Assignment, MasterCell, UnknownAssignment, grade_id
from ce_grader.intake.released import scheme_of, without_scheme


@dataclass(frozen=True)
class Question:
    """One question, in Markdown, as the source notebook has it.

    Parameters
    ----------
    name : str
        nbgrader's name of the answer cell.
    most : float
        The points that it gives.
    is_code : bool
        Whether its answer is code.
    asked, scheme, model : str
        The cell above the answer, the marking scheme and the instructor's own answer; empty
        where the course has no source notebook.
    """

    name: str
    most: float
    is_code: bool
    asked: str = ""
    scheme: str = ""
    model: str = ""


def cells_by_hand(coursedir: CourseDirectory, assignment: str, notebook: str) -> list[MasterCell]:
    """Return the answer cells that a person marks.

    Parameters
    ----------
    coursedir : CourseDirectory
        The course.
    assignment, notebook : str
        Names.

    Returns
    -------
    list of MasterCell
        In the notebook's order; none of a notebook that the gradebook does not hold. A task cell
        is not among them: where its answer stands is not said anywhere.
    """
    try:
        cells = Assignment(coursedir, assignment).notebooks.get(notebook, [])
    except UnknownAssignment:
        return []
    return [cell for cell in cells if cell.by_hand]


def question_of(
    coursedir: CourseDirectory, assignment: str, notebook: str, name: str
) -> Question | None:
    """Return a question with all that the source notebook says of it.

    Parameters
    ----------
    coursedir : CourseDirectory
        The course.
    assignment, notebook, name : str
        Names, that of the answer cell last.

    Returns
    -------
    Question or None
        None if there is no such answer cell, or a program gives its points.
    """
    found = [c for c in cells_by_hand(coursedir, assignment, notebook) if c.name == name]
    if not found:
        return None
    (cell,) = found
    source = Assignment(coursedir, assignment).solution_of(notebook)
    cells = source.cells if source else []
    place = next((n for n, one in enumerate(cells) if grade_id(one) == name), None)
    if place is None:
        return Question(name, cell.points, cell.is_code)
    above = cells[place - 1].source if place and cells[place - 1].cell_type == "markdown" else ""
    own = cells[place].source
    scheme = "\n\n".join(filter(None, map(scheme_of, [above, own])))
    texts = (without_scheme(above), scheme, without_scheme(own))
    return Question(name, cell.points, cell.is_code, *texts)


def progress(gradebook: Gradebook, assignment: str, notebook: str) -> dict[str, tuple[int, int]]:
    """Return how many answers to each graded cell are marked, and how many there are.

    Parameters
    ----------
    gradebook : Gradebook
        The course's.
    assignment, notebook : str
        Names.

    Returns
    -------
    dict of str to tuple of int
        By the cell's name.
    """
    entry = gradebook.find_notebook(notebook, assignment)
    names = {cell.id: cell.name for cell in entry.grade_cells}
    rows = (
        gradebook.db.query(Grade.cell_id, Grade.needs_manual_grade)
        .join(SubmittedNotebook, SubmittedNotebook.id == Grade.notebook_id)
        .filter(SubmittedNotebook.notebook_id == entry.id)
    )
    counts = {name: (0, 0) for name in names.values()}
    for cell, waits in rows:
        if cell in names:
            marked, every = counts[names[cell]]
            counts[names[cell]] = (marked + (not waits), every + 1)
    return counts
