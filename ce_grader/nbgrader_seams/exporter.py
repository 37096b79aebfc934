"""Let a submission into nbgrader: its notebook read safely, its other files copied safely.

`nbgrader autograde` is a fixed application, but its exporter is a setting::

    c.Autograde.exporter_class = "ce_grader.nbgrader_seams.exporter.AdmittingExporter"

The exporter reads each submitted notebook through `ce_grader.intake.notebook` and
`ce_grader.intake.restore`, and shows nbgrader a clean copy of the other files, so that nothing a
student hands in can stop the batch, be followed out of its folder, or wait on a pipe. A
notebook that cannot be read is graded as an empty one, with the reason at its top.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import parse_utc

from ce_grader.intake.notebook import Limits, Refused, assembled, read_notebook, read_regular, shown
from ce_grader.intake.restore import MasterCell, master_cells, new_cell, restored


@dataclass(frozen=True)
class FileLimits:
    """How much may be handed in beside the notebook."""

    files: int = 200
    depth: int = 8
    file_bytes: int = 10_000_000
    total_bytes: int = 50_000_000


def admitted(
    path: Path,
    master: list[MasterCell],
    limits: Limits = Limits(),  # noqa: B008
) -> tuple[NotebookNode, list[str]]:
    """Return the notebook to grade for one submitted file, and the notes for the student.

    A file that cannot be read gives the assignment's own notebook without any answer: it is
    graded like an empty one, and the first note says why.
    """
    try:
        nb, notes = restored(read_notebook(path, limits), master)
    except Refused as refusal:
        nb, _ = restored(assembled([]), master)
        notes = [f"This notebook could not be graded. {refusal}"]
    if notes:
        nb.cells.insert(0, note_cell(notes))
    return nb, notes


def note_cell(notes: list[str]) -> NotebookNode:
    """Return the cell at the top of the graded notebook that tells the student of repairs."""
    text = "\n".join(["**From the grader**", "", *(f"- {escaped(note)}" for note in notes)])
    cell = new_cell("markdown", text, {})
    cell.id = "from-the-grader"
    return cell


def escaped(note: str) -> str:
    """Return a note in which nothing is markup: it may quote a student's file name."""
    return note.replace("&", "&amp;").replace("<", "&lt;").replace("`", "'").replace("$", "＄")


def copy_files(source: Path, target: Path, limits: FileLimits = FileLimits()) -> list[str]:  # noqa: B008
    """Copy the ordinary files of a submission, notebooks aside; return notes on the others.

    Links are not followed, devices and pipes not opened; what is too deep, too many or too
    large stays behind.
    """
    notes: list[str] = []
    count = total = 0
    for path in walk(source, limits.depth, notes):
        name = shown(str(path.relative_to(source)))
        if count >= limits.files:
            notes.append(f"More than {limits.files} files were handed in; the rest was left out.")
            break
        try:
            content = read_regular(path, limits.file_bytes)
        except Refused:
            notes.append(f"{name} was left out: it is a link, no ordinary file, or too large.")
            continue
        total += len(content)
        if total > limits.total_bytes:
            notes.append(f"{name} and what follows was left out: too much was handed in.")
            break
        count += write_file(target / path.relative_to(source), content)
    return notes


def walk(folder: Path, depth: int, notes: list[str]) -> Iterator[Path]:
    """Yield everything under a folder that is not itself a folder or a notebook, sorted."""
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        path = Path(entry.path)
        if not entry.is_dir(follow_symlinks=False):
            if path.suffix != ".ipynb":
                yield path
        elif depth == 0:
            notes.append(f"The folder {shown(entry.name)} was left out: it is nested too deeply.")
        else:
            yield from walk(path, depth - 1, notes)


def write_file(path: Path, content: bytes) -> int:
    """Write one copied file and return 1; a timestamp that is none is not copied."""
    if path.name == "timestamp.txt" and not is_timestamp(content):
        return 0
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return 1


def is_timestamp(content: bytes) -> bool:
    """Return whether nbgrader could read the bytes as a time."""
    try:
        parse_utc(content.decode("utf-8").strip())
    except (ValueError, OverflowError, AttributeError, TypeError):
        return False
    return True


@contextmanager
def submitted_from(coursedir: CourseDirectory, folder: Path) -> Iterator[None]:
    """Let nbgrader look for submissions in another folder for a while."""
    before = coursedir.submitted_directory
    coursedir.submitted_directory = str(folder)
    try:
        yield
    finally:
        coursedir.submitted_directory = before


class AdmittingExporter(NotebookExporter):
    """nbgrader's notebook exporter that reads submissions as untrusted input."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.converter: Any = self.parent if isinstance(self.parent, Autograde) else None
        if self.converter is not None:
            self.converter.init_assignment = self.init_assignment

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Do what nbgrader does before an assignment, with a clean copy of the files."""
        converter = self.converter
        source = Path(converter._format_source(assignment_id, student_id))
        with tempfile.TemporaryDirectory(prefix="ce-admission-") as folder:
            with submitted_from(converter.coursedir, Path(folder)):
                staging = Path(converter._format_source(assignment_id, student_id))
                staging.mkdir(parents=True)
                for note in copy_files(source, staging):
                    self.log.warning("%s: %s", source, note)
                converter.notebooks = self.expected(source, assignment_id)
                for notebook in converter.notebooks:
                    (staging / Path(notebook).name).touch()
                Autograde.init_assignment(converter, assignment_id, student_id)

    def expected(self, source: Path, assignment_id: str) -> list[str]:
        """Return the notebooks to grade: one that was not handed in is refused with a reason."""
        converter = self.converter
        with Gradebook(converter.coursedir.db_url) as gradebook:
            names = [entry.name for entry in gradebook.find_assignment(assignment_id).notebooks]
        wanted = [name for name in names if fnmatch(name, converter.coursedir.notebook_id)]
        return [str(source / f"{name}.ipynb") for name in sorted(wanted)]

    def from_filename(
        self, filename: str, resources: dict[str, Any] | None = None, **kwargs: Any
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Read a submitted notebook safely; one that was let in already, as it is."""
        if self.converter is None or not self.converter._sanitizing or resources is None:
            return super().from_filename(filename, resources=resources, **kwargs)
        nb, notes = admitted(Path(filename), self.master(resources["nbgrader"]))
        for note in notes:
            self.log.warning("%s: %s", filename, note)
        resources["metadata"] = {"name": Path(filename).stem, "path": str(Path(filename).parent)}
        return self.from_notebook_node(nb, resources=resources, **kwargs)

    def master(self, names: dict[str, str]) -> list[MasterCell]:
        """Return the assignment's cells, in the order of its source or release notebook."""
        coursedir = self.converter.coursedir
        folders = (coursedir.source_directory, coursedir.release_directory)
        files = [
            Path(coursedir.format_path(folder, ".", names["assignment"]))
            / f"{names['notebook']}.ipynb"
            for folder in folders
        ]
        order = next((file for file in files if file.is_file()), None)
        return master_cells(names["db_url"], names["assignment"], names["notebook"], order)
