"""From a submission's folder to grading tasks: read safely, put right, packed to travel."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import find_all_files

from ce_grader.intake.restore import MasterCell, master_cells
from ce_grader.nbgrader_seams.exporter import admitted, copy_files
from ce_grader.run.rehearsals import rehearsal_of
from ce_grader.run.submissions import Submission
from ce_grader.task import Environment, GradingTask, Limits, Rehearsal


class UnknownAssignment(Exception):
    """An assignment that the gradebook does not hold; the message says how to enter it."""


@dataclass(frozen=True)
class Prepared:
    """A submission ready to be graded: its tasks, and its other files for the record."""

    submission: Submission
    tasks: tuple[GradingTask, ...]
    files: dict[str, bytes]
    notes: dict[str, list[str]] = field(default_factory=dict)


@dataclass
class Preparation:
    """Makes grading tasks; an assignment's own cells and files are read once.

    Parameters
    ----------
    coursedir : CourseDirectory
        The course.
    limits, environment, seed
        Go into every task.
    """

    coursedir: CourseDirectory
    limits: Limits
    environment: Environment
    seed: int | None = None
    masters: dict[str, dict[str, list[MasterCell]]] = field(default_factory=dict)
    own_files: dict[str, dict[str, bytes]] = field(default_factory=dict)
    rehearsals: dict[tuple[str, str], Rehearsal] = field(default_factory=dict)

    def master(self, assignment: str) -> dict[str, list[MasterCell]]:
        """Return the cells of an assignment's notebooks, by notebook."""
        if assignment not in self.masters:
            self.masters[assignment] = {
                name: master_cells(
                    self.coursedir.db_url, assignment, name, self.ordered_by(assignment, name)
                )
                for name in self.notebooks(assignment)
            }
        return self.masters[assignment]

    def notebooks(self, assignment: str) -> list[str]:
        """Return the names of an assignment's notebooks.

        Raises
        ------
        UnknownAssignment
            If it is not in the gradebook, or has no notebooks there.
        """
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            try:
                entry = gradebook.find_assignment(assignment)
            except MissingEntry:
                names: list[str] = []
            else:
                names = sorted(notebook.name for notebook in entry.notebooks)
        if not names:  # a due date alone also makes an entry, without notebooks
            raise UnknownAssignment(
                f"{assignment} is not in the gradebook with its notebooks; enter it with: "
                f"nbgrader generate_assignment {assignment}"
            )
        return names

    def ordered_by(self, assignment: str, notebook: str) -> Path | None:
        """Return the source or release notebook, which knows the order of the cells."""
        for folder in (self.coursedir.source_directory, self.coursedir.release_directory):
            path = Path(self.coursedir.format_path(folder, ".", assignment)) / f"{notebook}.ipynb"
            if path.is_file():
                return path
        return None

    def source_files(self, assignment: str) -> dict[str, bytes]:
        """Return the instructor's files beside the notebooks, by relative path."""
        if assignment not in self.own_files:
            folder = self.coursedir.format_path(self.coursedir.source_directory, ".", assignment)
            paths = find_all_files(folder, [*self.coursedir.ignore, "*.ipynb"])
            self.own_files[assignment] = {
                str(Path(path).relative_to(folder)): Path(path).read_bytes() for path in paths
            }
        return self.own_files[assignment]

    def have_rehearsed(self, assignment: str) -> None:
        """Have an assignment's own cells run before its submissions."""
        files = self.source_files(assignment)
        for name in self.master(assignment):
            path = self.ordered_by(assignment, name)
            if path is not None:
                self.rehearsals[assignment, name] = rehearsal_of(path, files)

    def prepare(self, submission: Submission) -> Prepared:
        """Read one submission; whatever it holds, tasks come out."""
        files, notes = handed_in_files(submission.folder)
        own = self.source_files(submission.assignment)
        tasks, said = [], {}
        for name, cells in self.master(submission.assignment).items():
            nb, said[name] = admitted(submission.folder / f"{name}.ipynb", cells)
            said[name] += notes
            task = GradingTask(
                assignment=submission.assignment,
                student=submission.student,
                notebook=name,
                content=nbformat.writes(nb),
                files={**files, **own},
                trusted_files=own,
                seed=self.seed,
                limits=self.limits,
                environment=self.environment,
                rehearsal=self.rehearsals.get((submission.assignment, name), Rehearsal()),
            )
            tasks.append(task)
        return Prepared(submission, tuple(tasks), {**files, **own}, said)


def handed_in_files(folder: Path) -> tuple[dict[str, bytes], list[str]]:
    """Return the ordinary files of a submission by relative path, and notes on the others."""
    with tempfile.TemporaryDirectory(prefix="ce-files-") as staging:
        notes = copy_files(folder, Path(staging))
        paths = [path for path in sorted(Path(staging).rglob("*")) if path.is_file()]
        return {str(path.relative_to(staging)): path.read_bytes() for path in paths}, notes
