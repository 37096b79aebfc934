"""The main job, `make grade`: build, grade the class, write feedback, export, show the table."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from rich.console import Console

from ce_grader.run.report.records import read_class
from tools import build, sample
from tools.build import ROOT, BuildError, assignments, venv_environment
from tools.course import api, inside, require_success
from tools.report import MOST_ROWS, page_of_a_loss, score_table
from tools.system import sandbox_works

STAMP = ROOT / ".course" / "built"
INPUTS = ("source/*.py", "ce_helpers/**/*", "tools/build.py", "nbgrader_config.py", "pins.txt")


def inputs_digest() -> str:
    """Return a digest of everything that the built notebooks depend on."""
    digest = hashlib.sha256(sys.version.encode())
    paths = {path for pattern in INPUTS for path in ROOT.glob(pattern) if path.is_file()}
    for path in sorted(paths):
        if "__pycache__" not in path.parts:
            digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def build_if_stale(console: Console) -> None:
    """Build source, release and solutions unless nothing has changed since the last build."""
    digest = inputs_digest()
    if STAMP.exists() and STAMP.read_text() == digest:
        console.print("source, release and solutions are up to date")
        return
    build.main([])
    STAMP.parent.mkdir(exist_ok=True)
    STAMP.write_text(digest)


def hand_in_sample_class(console: Console) -> None:
    """Put the sample class into `submitted/`, unless real students are there."""
    real = sample.real_students()
    if real:
        who = "1 student" if len(real) == 1 else f"{len(real)} students"
        console.print(f"grading the {who} in submitted/; the sample class stays out")
        return
    files = sample.answers_files()
    for student, name, path in files:
        sample.hand_in(student, name, path)
    students = {student for student, _, _ in files}
    console.print(f"sample class: {len(files)} submissions of {len(students)} students handed in")


def register(names: Iterable[str], root: Path = ROOT) -> None:
    """Enter the assignments into the course's gradebook, leaving `release/` alone."""
    with tempfile.TemporaryDirectory(prefix="ce-release-") as folder:
        nbgrader = api(root, release_directory=folder)
        for name in names:
            result = nbgrader.generate_assignment(name, force=True, create=True)
            require_success(result, f"entering {name} into gradebook.db")


def autograde(names: list[str]) -> None:
    """Grade what is in `submitted/` on all cores; sandboxed wherever that is possible."""
    sandbox = "required" if sandbox_works() else "auto"
    command = [sys.executable, "-m", "ce_grader", "autograde", f"--sandbox={sandbox}", *names]
    if subprocess.run(command, cwd=ROOT, env=venv_environment()).returncode:
        raise BuildError("grading failed; what the grader said stands above")


def write_feedback(names: list[str]) -> None:
    """Write the feedback pages of every graded submission, where they are not up to date."""
    command = [sys.executable, "-m", "ce_grader", "feedback", *names]
    if subprocess.run(command, cwd=ROOT, env=venv_environment()).returncode:
        raise BuildError("some feedback could not be written; why stands above")


def export(console: Console) -> None:
    """Write `grades.csv` with nbgrader's own command; what is not final in it is named."""
    command = [sys.executable, "-m", "nbgrader", "export", "--to", "grades.csv"]
    result = subprocess.run(
        command, cwd=ROOT, env=venv_environment(), capture_output=True, text=True
    )
    if result.returncode:
        raise BuildError(f"nbgrader export failed:\n{result.stderr}")
    for line in result.stderr.splitlines():
        if "WARNING" in line:
            console.print(line.partition("] ")[2], markup=False)


def write_report() -> None:
    """Write the class report, which prints the most frequent mistakes of each assignment."""
    command = [sys.executable, "-m", "ce_grader", "report"]
    if subprocess.run(command, cwd=ROOT, env=venv_environment()).returncode:
        raise BuildError("the class report could not be written; why stands above")


def show(console: Console, names: list[str]) -> None:
    """Print the points and the way to the rest."""
    records = list(read_class(api().coursedir, names))
    table = score_table(records)
    if table.row_count <= MOST_ROWS:
        console.print(table)
    console.print("\nFor a spreadsheet: grades.csv; each cell of each student: report.csv.")
    console.print("What the class has understood: [bold]report.html[/] (open it in a browser)")
    if page := page_of_a_loss(records, ROOT / "feedback"):
        where = f"[bold link={page.as_uri()}]{page.relative_to(ROOT)}[/]"
        console.print(f"What a student reads: {where}")
    console.print("To mark what waits for a person: [bold]make formgrader[/]")


def step(console: Console, title: str, action: Callable[[], None]) -> None:
    """Run one step under its title and say how long it took."""
    console.rule(f"[bold]{title}", align="left")
    started = time.perf_counter()
    action()
    console.print(f"[dim]{time.perf_counter() - started:.0f} s[/]")


def main() -> int:
    """Run all steps; on a failure, one clear sentence and exit code 1."""
    console = Console(width=None if sys.stdout.isatty() else 160)
    try:
        with inside(ROOT):
            step(console, "1/7 build", lambda: build_if_stale(console))
            step(console, "2/7 hand in", lambda: hand_in_sample_class(console))
            names = assignments()
            step(console, "3/7 gradebook", lambda: register(names))
            step(console, "4/7 autograde", lambda: autograde(names))
            step(console, "5/7 feedback", lambda: write_feedback(names))
            step(console, "6/7 export", lambda: export(console))
            step(console, "7/7 class report", write_report)
            show(console, names)
    except BuildError as error:
        console.print(f"ce-course: {error}", style="bold", markup=False)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
