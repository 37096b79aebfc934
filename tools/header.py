"""The Name / Student ID header of the quiz notebooks, by nbgrader's own header mechanism."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.converters import GenerateAssignment
from nbgrader.preprocessors import IncludeHeaderFooter, NbGraderPreprocessor
from traitlets import List, Unicode

HEADER = "source/header.ipynb"
QUIZZES = ("04_binary", "05_hinge")


class QuizHeader(IncludeHeaderFooter):
    """Put the header before the notebooks of the listed assignments, and no others.

    nbgrader's own preprocessor knows one header for the whole course.
    """

    assignments = List(
        Unicode(), default_value=list(QUIZZES), help="Assignments that get the header"
    ).tag(config=True)

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Add the header if the notebook belongs to one of the assignments."""
        if resources["nbgrader"]["assignment"] not in self.assignments:
            return nb, resources
        result: tuple[Any, Any] = super().preprocess(nb, resources)
        return result


def with_quiz_header() -> list[type[NbGraderPreprocessor]]:
    """Return nbgrader's steps from source to release, with ours for the header."""
    steps = GenerateAssignment.class_traits()["preprocessors"].default()
    return [QuizHeader if step is IncludeHeaderFooter else step for step in steps]


def with_header(nb: NotebookNode, name: str, root: Path) -> NotebookNode:
    """Return the notebook with the header before it, if its assignment is a quiz."""
    if name in QUIZZES:
        nb.cells = nbformat.read(root / HEADER, as_version=4).cells + nb.cells
    return nb
