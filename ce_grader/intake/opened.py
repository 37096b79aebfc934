"""A submission that has been opened: what both commands that grade take from it."""

from __future__ import annotations

from nbformat import NotebookNode

from ce_grader.intake.admission import admitted
from ce_grader.intake.assignment import Assignment
from ce_grader.intake.earlier import DIGEST, Earlier, read_earlier
from ce_grader.intake.files import read_files
from ce_grader.intake.handed_in import digest_of
from ce_grader.intake.restore import KEY
from ce_grader.intake.submissions import Submission


class Opened:
    """One submission, and what an earlier grading of it has left.

    Parameters
    ----------
    assignment : Assignment
        What was to be done.
    submission : Submission
        Where it lies; its graded folder may be removed afterwards.

    Attributes
    ----------
    files : dict of str to bytes
        What lies beside the notebooks on the student's side, by relative path.
    notes : list of str
        What was left out, and why.
    earlier : dict of str to Earlier
        The earlier grading of each notebook.
    """

    def __init__(self, assignment: Assignment, submission: Submission) -> None:
        ignore = assignment.coursedir.ignore
        self.assignment, self.submission = assignment, submission
        files, self.notes = read_files(submission.folder, ignore)
        self.files = assignment.beside(files)
        self.digest = digest_of(submission.folder, ignore)
        self.earlier: dict[str, Earlier] = {
            name: read_earlier(submission.graded / f"{name}.ipynb") for name in assignment.notebooks
        }

    def notebook(self, name: str) -> tuple[NotebookNode, list[str]]:
        """Return one of its notebooks as it is graded.

        Parameters
        ----------
        name : str
            The notebook.

        Returns
        -------
        notebook : NotebookNode
            See `ce_grader.intake.admission.admitted`.
        notes : list of str
            What the student should know, a sentence each.
        """
        nb, notes = admitted(self.submission.folder, name, self.assignment)
        nb.metadata.setdefault(KEY, {})[DIGEST] = self.digest
        return nb, notes

    def seed(self, name: str) -> int | None:
        """Return the seed that the hidden tests of a notebook had.

        Parameters
        ----------
        name : str
            The notebook.

        Returns
        -------
        int or None
            None if it was not graded before, or something else was handed in since.
        """
        earlier = self.earlier[name]
        return earlier.seed if earlier.digest == self.digest else None
