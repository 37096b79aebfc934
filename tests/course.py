"""A real course in a temporary folder, worked with nbgrader's own commands."""

from __future__ import annotations

import functools
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook

from ce_grader.nbgrader_seams.settings import Isolated
from ce_grader.task import Environment
from tests import commands
from tools.build import ROOT, venv_environment
from tools.config import load_config
from tools.course import inside

IGNORED = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints", ".venv")


def environment() -> Environment:
    """Return the environment in which `nbgrader_config.py` has this course graded."""
    return Isolated(config=load_config()).environment()


@functools.cache
def empty_gradebook() -> bytes:
    """Return a new gradebook: nbgrader starts a program for each, which takes seconds."""
    with tempfile.TemporaryDirectory() as folder, inside(Path(folder)):
        Gradebook("sqlite:///gradebook.db").close()
        return Path("gradebook.db").read_bytes()


class Course:
    """A copy of the course's source and configuration, with an exchange of its own."""

    def __init__(self, folder: Path, assignments: list[str]) -> None:
        self.folder = folder
        self.assignments = assignments
        (folder / "source").mkdir(parents=True)
        for name in assignments:
            shutil.copytree(ROOT / "source" / name, folder / "source" / name, ignore=IGNORED)
        for name in ("nbgrader_config.py", "source/header.ipynb"):
            shutil.copy(ROOT / name, folder / name)
        self.exchange = folder / "exchange"
        self.exchange.mkdir()
        self.exchange.chmod(0o777)
        (folder / "gradebook.db").write_bytes(empty_gradebook())
        self.db_url = f"sqlite:///{folder / 'gradebook.db'}"

    def environment(self, **more: str) -> Mapping[str, str]:
        """Return the environment of nbgrader's commands in this course."""
        empty = self.folder / "jupyter"
        return {
            **venv_environment(),
            "NBGRADER_EXCHANGE": str(self.exchange),
            "JUPYTER_CONFIG_DIR": str(empty),
            "JUPYTER_RUNTIME_DIR": str(empty / "runtime"),
            **more,
        }

    def run(self, *arguments: str, cwd: Path | None = None, **env: str) -> str:
        """Run `python -m …` in the course folder; return what it printed."""
        result = commands.run(arguments, cwd or self.folder, self.environment(**env))
        output = result.stdout + result.stderr
        assert result.returncode == 0, f"{arguments} ended with {result.returncode}:\n{output}"
        return output

    def nbgrader(self, *arguments: str, cwd: Path | None = None, **env: str) -> str:
        """Run one of nbgrader's commands."""
        return self.run("nbgrader", *arguments, cwd=cwd, **env)

    def generate(self) -> None:
        """Make the release of every assignment, and enter it into the gradebook."""
        for name in self.assignments:
            self.nbgrader("generate_assignment", name)

    def submitted(self, student: str, name: str) -> Path:
        """Return the folder for a student's submission, made if need be."""
        folder = self.folder / "submitted" / student / name
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def autograded(self, student: str, name: str) -> nbformat.NotebookNode:
        """Return an autograded notebook."""
        path = self.folder / "autograded" / student / name / f"{name}.ipynb"
        return nbformat.read(path, as_version=4)

    def grades(self, student: str, name: str) -> dict[str, float]:
        """Return a student's points in an assignment, cell by cell."""
        with Gradebook(self.db_url) as gradebook:
            submission = gradebook.find_submission(name, student)
            return {g.name: g.score for notebook in submission.notebooks for g in notebook.grades}

    def score(self, student: str, name: str) -> float:
        """Return a student's points in an assignment."""
        return sum(self.grades(student, name).values())
