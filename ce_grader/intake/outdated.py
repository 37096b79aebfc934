"""What of an assignment was changed since it was entered into the gradebook.

`nbgrader generate_assignment` enters it; grading goes by what was entered. After `make build`
alone, submissions would be graded with the tests of before, in silence.
"""

from __future__ import annotations

from nbformat import NotebookNode

from ce_grader.intake.assignment import Assignment, MasterCell, grade_id


def outdated(assignment: Assignment) -> str:
    """Return what of an assignment the gradebook has otherwise than the source.

    Answers are not compared: the gradebook has them as they were released.

    Parameters
    ----------
    assignment : Assignment
        One that is in the gradebook.

    Returns
    -------
    str
        A sentence that names the cells and the way on; empty if they agree.
    """
    names: list[str] = []
    for notebook, cells in assignment.notebooks.items():
        source = assignment.solution_of(notebook)
        if source is not None:
            names += _changed(cells, source.cells)
    if not names:
        return ""
    return (
        f"{assignment.name} was changed since it was entered into the gradebook "
        f"({', '.join(names)}), and is graded as it was then; "
        f"enter it again with: nbgrader generate_assignment {assignment.name}"
    )


def _changed(entered: list[MasterCell], source: list[NotebookNode]) -> list[str]:
    old = {cell.name: _entered(cell) for cell in entered}
    new = {name: _written(cell) for cell in source if (name := grade_id(cell)) is not None}
    return [name for name in {**new, **old} if new.get(name) != old.get(name)]


def _entered(cell: MasterCell) -> tuple[str, float, str]:
    return cell.cell_type, cell.points, "" if cell.solution else cell.source.strip()


def _written(cell: NotebookNode) -> tuple[str, float, str]:
    marks = cell.metadata["nbgrader"]
    counts = marks.get("grade") or marks.get("task")
    points = float(marks.get("points", 0)) if counts else 0.0
    return cell.cell_type, points, "" if marks.get("solution") else cell.source.strip()
