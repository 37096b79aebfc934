"""The attack corpus: scenarios of `tests/attacks/`, run in a course of their own.

A scenario is a folder with `expect.toml` and either `answers.py` (an answers file, see
`tools.answers`) or `make.py`, whose function `make(release, folder)` writes the submission.
A whole class of them, with honest submissions in between, is graded by one command; what every
scenario got, printed and left behind is then compared with what its honest version deserves.
"""

from __future__ import annotations

import os
import re
import runpy
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.server_extensions.formgrader.handlers import template_path
from traitlets.config import Config

from tools.answers import apply_answers, read_answers
from tools.build import ROOT, source_notebook, venv_environment, write_notebook

ATTACKS = ROOT / "tests" / "attacks"
COURSE = ATTACKS / "course"
NAME = "attacked"
FULL = {"test_share": 1.0, "test_share_hidden": 3.0, "test_total": 2.0, "test_slope": 4.0}
#: What an attack prints before anything that it should not have been able to read.
LOOT = "LOOT"
#: Markup that would run or load in a browser, with the mark that the attacks put into it.
LIVE = re.compile(
    r"<script[^>]*>[^<]*live7c1f|<\w+[^<>]*\son\w+\s*=[^>]*live7c1f"
    r"|<\w+[^<>]*\shref\s*=\s*[\"']?\s*javascript:[^>]*live7c1f|<iframe[^>]*live7c1f"
    r"|href\{javascript:[^}]*live7c1f(?![^<]*</(?:code|pre|span)>)",
    re.IGNORECASE,
)
#: In the command line or file name of whatever an attack leaves behind.
TRACE = "ce-attack-trace"
#: Only in hidden tests, in what their failures print, or in the course's private files.
SECRETS = ("HIDDEN-SOURCE-7c1f", "HIDDEN-MESSAGE-7c1f", "PRIVATE-FILE-7c1f", "HONEST-ANSWER-7c1f")


@dataclass(frozen=True)
class Scenario:
    """One attack: where it is, what it is about, and the most it may earn in each test cell."""

    folder: Path
    title: str
    route: str
    points: dict[str, float] = field(default_factory=dict)
    exact: bool = True
    refused: str = ""
    plain: str = ""

    @property
    def name(self) -> str:
        """The folder's name, which is also the student's."""
        return self.folder.name

    def honest(self, cell: str) -> float:
        """Return what the honest version of the answer earns in a test cell."""
        return self.points.get(cell, 0.0)


@dataclass(frozen=True)
class Outcome:
    """What one submission got: points by cell (None: no score), texts that came back."""

    points: dict[str, float | None]
    outputs: str
    feedback: str = ""
    formgrader: str = ""

    @property
    def graded(self) -> bool:
        """Whether every test cell has a score."""
        return bool(self.points) and None not in self.points.values()


def read_scenario(folder: Path) -> Scenario:
    """Read `expect.toml` of one scenario."""
    with (folder / "expect.toml").open("rb") as file:
        record = tomllib.load(file)
    return Scenario(folder, **record)


def scenarios(names: Sequence[str] = ()) -> list[Scenario]:
    """Return the named scenarios (default: all), by name."""
    found = sorted(path.parent for path in ATTACKS.glob("*/expect.toml"))
    return [read_scenario(path) for path in found if not names or path.name in names]


@dataclass(frozen=True)
class Course:
    """A throw-away course with the attacked assignment."""

    root: Path

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
        return [sys.executable, "-m", *program, *arguments]

    def run(
        self, *arguments: str, program: Sequence[str] = ("nbgrader",)
    ) -> subprocess.CompletedProcess[str]:
        """Run a command in the course's folder."""
        return subprocess.run(
            self.command(*arguments, program=program),
            cwd=self.root,
            env=venv_environment() | {"JUPYTER_CONFIG_DIR": str(self.root / ".jupyter")},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
        )


def make_course(root: Path, config: str = "") -> Course:
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
    course = Course(root)
    result = course.run("generate_assignment", NAME, "--log-level=WARN")
    if result.returncode:
        raise RuntimeError(f"the attacked assignment cannot be released:\n{result.stderr}")
    return course


def submit(course: Course, scenario: Scenario, student: str | None = None) -> None:
    """Put a scenario's submission into the course."""
    folder = course.folder(student or scenario.name)
    folder.mkdir(parents=True)
    make = scenario.folder / "make.py"
    if make.exists():
        runpy.run_path(str(make))["make"](course.release, folder)
    else:
        nb = apply_answers(course.release, read_answers(scenario.folder / "answers.py"))
        write_notebook(nb, folder / f"{NAME}.ipynb")


def submit_honest(course: Course, student: str) -> None:
    """Put an honest, wholly right submission into the course."""
    folder = course.folder(student)
    folder.mkdir(parents=True)
    nb = apply_answers(course.release, read_answers(COURSE / "honest.py"))
    write_notebook(nb, folder / f"{NAME}.ipynb")


def outcome(course: Course, student: str) -> Outcome:
    """Read what a student got: scores from the gradebook, outputs from the graded notebook."""
    return Outcome(
        scores(course, student),
        outputs(course, student),
        feedback(course, student),
        formgrader_page(course, student),
    )


def scores(course: Course, student: str) -> dict[str, float | None]:
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


def outputs(course: Course, student: str) -> str:
    """Return all outputs of the student's graded notebook as one text."""
    path = course.root / "autograded" / student / NAME / f"{NAME}.ipynb"
    if not path.exists():
        return ""
    nb = nbformat.read(path, as_version=4)
    return "\n".join(str(output) for cell in nb.cells for output in cell.get("outputs", []))


def feedback(course: Course, student: str) -> str:
    """Return the page that the student gets back."""
    path = course.root / "feedback" / student / NAME / f"{NAME}.html"
    return path.read_text(encoding="utf-8") if path.exists() else ""


def formgrader_page(course: Course, student: str) -> str:
    """Return the page on which the instructor grades the student's notebook by hand."""
    path = course.root / "autograded" / student / NAME / f"{NAME}.ipynb"
    if not path.exists():
        return ""
    config = Config()
    config.HTMLExporter.template_name = "formgrade"
    config.HTMLExporter.extra_template_basedirs = [template_path]
    names = {"student": student, "assignment_id": NAME, "notebook_id": NAME, "submission_id": "0"}
    settings = {"index": 0, "total": 1, "base_url": "", "mathjax_url": "", "notebook_path": ""}
    resources = {**names, **settings, "first_name": "", "last_name": "", "keybindings": "{}"}
    page, _ = HTMLExporter(config=config).from_filename(str(path), resources=resources)
    return str(page)


def problems(scenario: Scenario, got: Outcome) -> list[str]:
    """Return in words what the attack achieved; nothing if the defences held."""
    found = []
    for cell, points in got.points.items():
        honest = scenario.honest(cell)
        if (points or 0.0) > honest:
            found.append(f"{cell}: {points} points where the honest answer earns {honest}")
        elif scenario.exact and points is not None and points < honest:
            found.append(f"{cell}: {points} points where the honest answer earns {honest}")
    if not got.graded:
        found.append("not graded" if not got.points else f"no score: {got.points}")
    if LOOT in got.outputs:
        start = got.outputs.index(LOOT)
        found.append(f"leaked: {got.outputs[start : start + 200]}")
    if scenario.route == "feedback":
        found += leaks(got)
    return found


def leaks(got: Outcome) -> list[str]:
    """Return what the student gets back and must not: secrets, and scripts that run.

    A failed assertion in the notebook that the instructor sees may quote the test; the page for
    the student may not.
    """
    found = [f"the feedback shows {secret}" for secret in SECRETS if secret in got.feedback]
    pages = {"feedback": got.feedback, "formgrader": got.formgrader}
    return found + [
        f"live in the {name}: {match}"
        for name, page in pages.items()
        for match in LIVE.findall(page)[:1]
    ]


def left_processes() -> list[str]:
    """Return the command lines of running processes that an attack started."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                line = (
                    (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                )
            except OSError:  # it ended while we looked
                continue
            if TRACE in line and str(os.getpid()) != folder.name:
                found.append(f"{folder.name}: {line}")
    return found


def left_files(folders: Sequence[Path] = ()) -> Iterator[Path]:
    """Yield the files that attacks dropped in places that outlive a submission."""
    places = [Path("/tmp"), Path("/dev/shm"), Path("/var/tmp"), Path.home(), ROOT, *folders]
    for place in places:
        if place.is_dir():
            yield from place.glob(f"*{TRACE}*")


@dataclass(frozen=True)
class Batch:
    """A whole class graded by one command: what everyone got, what was left behind."""

    course: Course
    outcomes: dict[str, Outcome]
    honest: dict[str, Outcome]
    returncode: int
    log: str
    processes: list[str]
    files: list[Path]


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


def fill(course: Course, chosen: Sequence[Scenario], every: int = 10) -> list[str]:
    """Submit the scenarios with honest submissions before, between and after; return those."""
    honest = [f"{chosen[place].name}_0_honest" for place in range(0, len(chosen), every)]
    for student in [*honest, "zz_honest"]:
        submit_honest(course, student)
    for scenario in chosen:
        submit(course, scenario)
    return [*honest, "zz_honest"]


def grade_batch(
    root: Path,
    chosen: Sequence[Scenario],
    config: str,
    program: Sequence[str] = ("ce_grader",),
    options: Sequence[str] = ("--jobs=2",),
) -> Batch:
    """Grade the scenarios as one class and return what came of it.

    Parameters
    ----------
    root : Path
        Folder for the course, which is kept.
    chosen : sequence of Scenario
        The attacks.
    config : str
        The course's configuration (see `isolated_config`).
    program : sequence of str
        The Python module to run with `autograde`: ce_grader, or nbgrader.
    options : sequence of str
        Its options.
    """
    course = make_course(root, config)
    honest = fill(course, chosen)
    result = course.run("autograde", NAME, *options, program=program)
    processes, files = left_processes(), list(left_files([course.root]))
    course.run("generate_feedback", NAME)
    return Batch(
        course,
        {scenario.name: outcome(course, scenario.name) for scenario in chosen},
        {student: outcome(course, student) for student in honest},
        result.returncode,
        result.stdout + result.stderr,
        processes,
        files,
    )
