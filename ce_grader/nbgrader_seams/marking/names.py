"""Keep what may say who has handed in a notebook out of the marker's sight until it is asked for.

formgrader calls a submission by a number, and shows the name on demand; the notebook below may
say it all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory

from ce_grader.intake.admission import NOTE
from ce_grader.intake.assignment import Assignment, grade_id

#: Under which name a page's template finds the mark.
MARK = "names_its_student"


class CoverNames(Preprocessor):
    """Marks the cells of a graded notebook that may name its student, for the page's template."""

    enabled = True

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Mark the cells.

        Parameters
        ----------
        nb : NotebookNode
            A graded notebook; it is changed in place.
        resources : dict
            formgrader's.

        Returns
        -------
        nb : NotebookNode
            The notebook.
        resources : dict
            As they were.
        """
        assignment = Assignment(CourseDirectory(parent=self), resources["assignment_id"])
        for cell in named_cells(nb, assignment.head_of(resources["notebook_id"])):
            cell.metadata[MARK] = True
        return nb, resources


def named_cells(nb: NotebookNode, head: frozenset[str]) -> Iterator[NotebookNode]:
    """Yield the cells that may name a student.

    Parameters
    ----------
    nb : NotebookNode
        A graded notebook.
    head : frozenset of str
        What stands above the assignment's first named cell as it was released.

    Yields
    ------
    NotebookNode
        The student's own text above the first named cell, what has become of the head's text
        elsewhere, and what the grader says of the file, whose name may be the student's.
    """
    at_head = True
    for cell in nb.cells:
        if grade_id(cell) is not None:
            at_head = False
        elif cell.source.strip() not in head:
            if at_head or cell.get("id") == NOTE or get_close_matches(cell.source, head):
                yield cell
