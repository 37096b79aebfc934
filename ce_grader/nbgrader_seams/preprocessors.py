"""Isolated grading by nbgrader's own seams: named in `c.Autograde.autograde_preprocessors`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import Execute, SaveAutoGrades
from nbgrader.utils import find_all_files

from ce_grader.cells import kind_of
from ce_grader.intake.notebook import Refused, read_regular
from ce_grader.nbgrader_seams.exporter import FileLimits
from ce_grader.nbgrader_seams.reviews import review_notes
from ce_grader.nbgrader_seams.settings import Isolated
from ce_grader.task import CellVerdict, GradingResult, GradingTask, grade

RESULT = "ce_grader"
Resources = Any


class IsolatedExecute(Execute):
    """Executes a submission with student code and tests in separate processes."""

    def preprocess(
        self, nb: NotebookNode, resources: Resources, km: Any = None
    ) -> tuple[NotebookNode, Resources]:
        """Grade the notebook; leave the verdicts in the resources."""
        result = grade(self.make_task(nb, resources))
        for problem in result.problems:
            self.log.error("%s", problem)
        for verdict in result.verdicts:
            if verdict.needs_review:
                self.log.warning("No verdict on %s: %s", verdict.grade_id, verdict.reason)
        resources[RESULT] = result
        return nbformat.reads(result.notebook, as_version=4), resources

    def make_task(self, nb: NotebookNode, resources: Resources) -> GradingTask:
        """Return the grading task for a sanitised notebook."""
        settings = Isolated(parent=self)
        names = resources["nbgrader"]
        own = self.source_files(names["assignment"])
        return GradingTask(
            assignment=names["assignment"],
            student=names["student"],
            notebook=names["notebook"],
            content=nbformat.writes(nb),
            files={**files_beside(Path(resources["metadata"]["path"])), **own},
            trusted_files=own,
            seed=settings.given_seed(),
            limits=settings.limits(),
            environment=settings.environment(),
        )

    def source_files(self, assignment: str) -> dict[str, bytes]:
        """Return the instructor's files beside the notebook, which the tests may read."""
        coursedir = getattr(getattr(self.parent, "parent", None), "coursedir", None)
        if coursedir is None:
            return {}
        folder = Path(coursedir.format_path(coursedir.source_directory, ".", assignment))
        paths = find_all_files(str(folder), [*coursedir.ignore, "*.ipynb"])
        return {str(Path(p).relative_to(folder)): Path(p).read_bytes() for p in paths}


def files_beside(folder: Path, limits: FileLimits = FileLimits()) -> dict[str, bytes]:  # noqa: B008
    """Return the ordinary files beside an admitted notebook, by relative path."""
    found: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".ipynb" or path.is_dir() or len(found) >= 2 * limits.files:
            continue
        try:
            found[str(path.relative_to(folder))] = read_regular(path, limits.file_bytes)
        except Refused:
            continue
    return found


class IsolatedSaveAutoGrades(SaveAutoGrades):
    """Saves the trusted side's verdicts; what the notebook's outputs say counts for nothing."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Save the scores of all cells."""
        result: GradingResult | None = resources.get(RESULT)
        found = () if result is None else result.verdicts
        self.verdicts: dict[str, CellVerdict] = {verdict.grade_id: verdict for verdict in found}
        self.notes = review_notes(nb.cells, self.verdicts)
        return super().preprocess(nb, resources)

    def _add_score(self, cell: NotebookNode, resources: Resources) -> None:
        if kind_of(cell) != "test":
            return super()._add_score(cell, resources)
        name = cell.metadata.nbgrader.grade_id
        verdict = self.verdicts.get(name)
        grade = self.gradebook.find_grade(
            name, self.notebook_id, self.assignment_id, self.student_id
        )
        grade.auto_score = 0.0 if verdict is None else verdict.points
        unsure = verdict is None or verdict.needs_review
        grade.needs_manual_grade = unsure or grade.manual_score is not None
        self.gradebook.db.commit()

    def _add_comment(self, cell: NotebookNode, resources: Resources) -> None:
        super()._add_comment(cell, resources)
        note = self.notes.get(cell.metadata.nbgrader.grade_id)
        if note:
            comment = self.gradebook.find_comment(
                cell.metadata.nbgrader.grade_id,
                self.notebook_id,
                self.assignment_id,
                self.student_id,
            )
            comment.auto_comment = note
            self.gradebook.db.commit()
