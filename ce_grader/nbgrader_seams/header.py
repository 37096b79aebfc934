"""A header before some notebooks of a course, by nbgrader's own header mechanism."""

from __future__ import annotations

from typing import Any

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.converters import GenerateAssignment
from nbgrader.preprocessors import IncludeHeaderFooter, NbGraderPreprocessor
from traitlets import List, Unicode


class QuizHeader(IncludeHeaderFooter):
    """Put the header before the notebooks of the listed assignments, and no others.

    nbgrader's own preprocessor knows one header for the whole course.
    """

    assignments = List(Unicode(), help="Assignments that get the header").tag(config=True)

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Add the header if the notebook belongs to one of the assignments.

        Parameters
        ----------
        nb : NotebookNode
            A source notebook.
        resources : ResourcesDict
            nbgrader's, which name the assignment.

        Returns
        -------
        tuple of NotebookNode and ResourcesDict
            Both, as nbconvert hands them on.
        """
        if resources["nbgrader"]["assignment"] not in self.assignments:
            return nb, resources
        result: tuple[Any, Any] = super().preprocess(nb, resources)
        return result


def with_quiz_header() -> list[type[NbGraderPreprocessor]]:
    """Return nbgrader's steps from source to release, with ours for the header.

    Returns
    -------
    list of type
        Preprocessors, in their order.
    """
    steps = GenerateAssignment.class_traits()["preprocessors"].default()
    return [QuizHeader if step is IncludeHeaderFooter else step for step in steps]
