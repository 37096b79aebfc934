"""Isolated grading by nbgrader's own seams: named in `c.Autograde.autograde_preprocessors`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import Execute, NbGraderPreprocessor

from ce_grader import Result, grade
from ce_grader.nbgrader_seams.extensions import Extensions
from ce_grader.nbgrader_seams.scores import write_scores
from ce_grader.nbgrader_seams.settings import Isolated

_RESULT = "ce_grader"
_Resources = Any


class IsolatedExecute(Execute):
    """Executes a submission with student code and tests in separate processes.

    It takes the submission from the exporter that runs it, an `AdmittingExporter`.
    """

    def preprocess(
        self, nb: NotebookNode, resources: _Resources, km: Any = None
    ) -> tuple[NotebookNode, _Resources]:
        """Grade the notebook; leave the verdicts in the resources.

        Parameters
        ----------
        nb : NotebookNode
            The notebook as it was let in.
        resources : dict
            nbgrader's.
        km : object
            Unused: there is no kernel to manage.

        Returns
        -------
        notebook : NotebookNode
            The executed notebook.
        resources : dict
            With the `Result`.
        """
        name, opened = resources["nbgrader"]["notebook"], self.parent.opened
        result = grade(Isolated(parent=self).make_task(opened, name, nb))
        for problem in result.problems:
            self.log.error("%s", problem)
        for verdict in result.verdicts:
            if verdict.needs_review:
                self.log.warning("No verdict on %s: %s", verdict.grade_id, verdict.reason)
        for event in result.events:
            self.log.warning("Worth a question: %s", event)
        resources[_RESULT] = result
        return nbformat.reads(result.notebook, as_version=4), resources


class IsolatedSaveAutoGrades(NbGraderPreprocessor):
    """Saves the trusted side's verdicts; what the notebook's outputs say counts for nothing."""

    def preprocess(
        self, nb: NotebookNode, resources: _Resources
    ) -> tuple[NotebookNode, _Resources]:
        """Save the scores and comments of all cells.

        Parameters
        ----------
        nb : NotebookNode
            The executed notebook.
        resources : dict
            nbgrader's, with the `Result`.

        Returns
        -------
        notebook : NotebookNode
            As it was.
        resources : dict
            As they were.
        """
        result: Result = resources[_RESULT]
        names, opened = resources["nbgrader"], self.parent.opened
        with Gradebook(names["db_url"]) as gradebook:
            entry = gradebook.find_submission_notebook(
                names["notebook"], names["assignment"], names["student"]
            )
            write_scores(entry, result, opened.earlier[names["notebook"]])
            Extensions(Path(opened.assignment.coursedir.root)).grant(entry.assignment)
            gradebook.db.commit()
        return nb, resources
