"""A throw-away course with one assignment, which the attacks are handed in to."""

from __future__ import annotations

import functools
import runpy
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.server_extensions.formgrader.handlers import template_path
from traitlets.config import Config

from tests import commands
from tests.attacked.scenarios import ATTACKS, FULL, Outcome, Scenario
from tests.course import empty_gradebook
from tools.answers import apply_answers, read_answers
from tools.build import ROOT, source_notebook, venv_environment, write_notebook
from tools.course import api, inside, require_success

COURSE = ATTACKS / "course"
NAME = "attacked"


@dataclass(frozen=True)
class AttackedCourse:
    """A throw-away course with the attacked assignment."""

    root: Path
    #: What stands before every command (see `tests.attacked.ordinary`).
    prefix: tuple[str, ...] = ()

    @property
    def db_url(self) -> str:
        """The gradebook's address."""
        return f"sqlite:///{self.root / 'gradebook.db'}"

    @property
    def release(self) -> NotebookNode:
        """The notebook that students get."""
        return nbformat.read(self.root / "release" / NAME / f"{NAME}.ipynb", as_version=4)

    def folder(self, student: str) -> Path:
        """Return the folder of a student's submission."""
        return self.root / "submitted" / student / NAME

    def command(self, *arguments: str, program: Sequence[str] = ("nbgrader",)) -> list[str]:
        """Return the command line of an nbgrader command in this course."""
        return [*self.prefix, sys.executable, "-m", *program, *arguments]

    def run(
        self, *arguments: str, program: Sequence[str] = ("nbgrader",)
    ) -> subprocess.CompletedProcess[str]:
        """Run a command in the course's folder."""
        env = venv_environment() | {"JUPYTER_CONFIG_DIR": str(self.root / ".jupyter")}
        if not self.prefix:
            return commands.run([*program, *arguments], self.root, env)
        return subprocess.run(
            self.command(*arguments, program=program),
            cwd=self.root,
            env=env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
        )


def make_course(root: Path, config: str = "") -> AttackedCourse:
    """Build and release the attacked assignment in a folder.

    Parameters
    ----------
    root : Path
        An existing folder.
    config : str
        Lines for the course's `nbgrader_config.py`.
    """
    root.mkdir(parents=True, exist_ok=True)
    (root / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.course_id = 'attacked'\n" + config, encoding="utf-8"
    )
    (root / "private.txt").write_text("PRIVATE-FILE-7c1f\n", encoding="utf-8")
    write_notebook(source_notebook(COURSE / f"{NAME}.py"), root / "source" / NAME / f"{NAME}.ipynb")
    for path in ("table.csv", "tables/one.csv"):
        (root / "source" / NAME / path).parent.mkdir(exist_ok=True)
        (root / "source" / NAME / path).write_text("1,3\n", encoding="utf-8")
    (root / "gradebook.db").write_bytes(empty_gradebook())
    with inside(root):
        require_success(api(root).generate_assignment(NAME), f"releasing {NAME}")
    return AttackedCourse(root)


def submit(course: AttackedCourse, scenario: Scenario, student: str | None = None) -> None:
    """Put a scenario's submission into the course."""
    folder = course.folder(student or scenario.name)
    folder.mkdir(parents=True)
    make = scenario.folder / "make.py"
    if make.exists():
        runpy.run_path(str(make))["make"](course.release, folder)
    else:
        nb = apply_answers(course.release, read_answers(scenario.folder / "answers.py"))
        write_notebook(nb, folder / f"{NAME}.ipynb")


def submit_honest(course: AttackedCourse, student: str) -> None:
    """Put an honest, wholly right submission into the course."""
    folder = course.folder(student)
    folder.mkdir(parents=True)
    nb = apply_answers(course.release, read_answers(COURSE / "honest.py"))
    write_notebook(nb, folder / f"{NAME}.ipynb")


def outcome(course: AttackedCourse, student: str) -> Outcome:
    """Read what a student got: scores from the gradebook, outputs from the graded notebook."""
    return Outcome(
        scores(course, student),
        outputs(course, student),
        feedback(course, student),
        formgrader_page(course, student),
    )


def scores(course: AttackedCourse, student: str) -> dict[str, float | None]:
    """Return the automatic scores of the test cells; empty where nothing was recorded."""
    with Gradebook(course.db_url) as gradebook:
        try:
            notebook = gradebook.find_submission_notebook(NAME, NAME, student)
        except MissingEntry:
            return {}
        found = {grade.name: (grade.auto_score, grade.score) for grade in notebook.grades}
    # what counts is the score that is exported: a manual score would override the automatic one
    return {
        cell: None if found[cell][0] is None else max(found[cell]) for cell in FULL if cell in found
    }


def outputs(course: AttackedCourse, student: str) -> str:
    """Return all outputs of the student's graded notebook as one text."""
    path = course.root / "autograded" / student / NAME / f"{NAME}.ipynb"
    if not path.exists():
        return ""
    nb = nbformat.read(path, as_version=4)
    return "\n".join(str(output) for cell in nb.cells for output in cell.get("outputs", []))


def feedback(course: AttackedCourse, student: str) -> str:
    """Return the page that the student gets back."""
    path = course.root / "feedback" / student / NAME / f"{NAME}.html"
    return path.read_text(encoding="utf-8") if path.exists() else ""


def formgrader_page(course: AttackedCourse, student: str) -> str:
    """Return the page on which the instructor grades the student's notebook by hand."""
    path = course.root / "autograded" / student / NAME / f"{NAME}.ipynb"
    if not path.exists():
        return ""
    names = {"student": student, "assignment_id": NAME, "notebook_id": NAME, "submission_id": "0"}
    settings = {"index": 0, "total": 1, "base_url": "", "mathjax_url": "", "notebook_path": ""}
    resources = {**names, **settings, "first_name": "", "last_name": "", "keybindings": "{}"}
    page, _ = _formgrader_exporter().from_filename(str(path), resources=resources)
    return str(page)


@functools.cache
def _formgrader_exporter() -> HTMLExporter:
    config = Config()
    config.HTMLExporter.template_name = "formgrade"
    config.HTMLExporter.extra_template_basedirs = [template_path]
    return HTMLExporter(config=config)


def isolated_config(**settings: object) -> str:
    """Return the configuration of a course that grades as the repository's own does.

    The limits are smaller, so that what runs against them does not take minutes.
    """
    small: dict[str, object] = {
        "sandbox": "required",
        "cell_seconds": 4.0,
        "submission_seconds": 60.0,
    }
    lines = [f"load_subconfig({str(ROOT / 'nbgrader_config.py')!r})"]
    lines += [f"c.Isolated.{key} = {value!r}" for key, value in {**small, **settings}.items()]
    return "\n".join(lines)
