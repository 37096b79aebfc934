"""The command `feedback`: nbgrader's `generate_feedback` on all cores, for what has changed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from glob import glob
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.apps.generatefeedbackapp import GenerateFeedbackApp, aliases
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from traitlets import Integer, default
from traitlets.config import Config

from ce_grader.nbgrader_seams.converters import FreshFeedback
from ce_grader.nbgrader_seams.troubles import in_a_sentence, wait_for_gradebook
from ce_grader.run.executors import cores
from ce_grader.run.mistyped import nothing_to_grade
from ce_grader.run.progress import make_console

_USAGE = "usage: python -m ce_grader feedback ASSIGNMENT [ASSIGNMENT …] [options]"
_COLUMNS = (TextColumn("feedback"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
_Page = tuple[str, str]  # the names of an assignment and a student


class FeedbackApp(GenerateFeedbackApp):
    """Write the feedback of graded submissions, several at a time."""

    name = "ce_grader-feedback"
    description = "Write the feedback of graded submissions, several at a time"
    examples = """
        All students of two assignments, on all cores:

            python -m ce_grader feedback 01_softmax 02_cross_entropy
    """
    aliases = {**aliases, "jobs": "FeedbackApp.jobs"}
    jobs = Integer(0, min=0, help="Pages at a time; 0 takes all cores.").tag(config=True)

    @default("classes")
    def _classes_default(self) -> list[Any]:
        return [*super()._classes_default(), CourseDirectory, FeedbackApp]

    def start(self) -> None:
        """Write what is not there, or no longer fits the marks; the exit code is 1 if some fail."""
        console = make_console()
        names = self.extra_args or [self.coursedir.assignment_id]
        problem = nothing_to_grade(self.coursedir, names) if all(names) else _USAGE
        if problem:
            console.print(f"ce_grader: {problem}", markup=False)
            sys.exit(2)
        wait_for_gradebook()
        graded = list(self._graded(names))
        with in_a_sentence():
            stale = list(self._stale(graded))
        console.print(f"{len(graded) - len(stale)} of {len(graded)} are up to date")
        failed = 0
        with Progress(*_COLUMNS, console=console) as progress:
            for line in progress.track(self._write(stale), total=len(stale)):
                failed += bool(line)
                if line:
                    console.print(f"ce_grader: {line}", markup=False)
        sys.exit(1 if failed else 0)

    def _graded(self, names: list[str]) -> Iterator[_Page]:
        folder = self.coursedir.autograded_directory
        for name in names:
            found = self.coursedir.format_path(folder, self.coursedir.student_id, name)
            yield from ((name, Path(path).parent.name) for path in sorted(glob(found)))

    def _stale(self, graded: list[_Page]) -> Iterator[_Page]:
        converter = FreshFeedback(coursedir=self.coursedir, parent=self)
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            for name, student in graded:
                if converter.force or not converter.is_fresh(gradebook, name, student):
                    yield name, student

    def _write(self, pages: list[_Page]) -> Iterator[str]:
        """Yield for each page what went wrong, or nothing."""
        if not pages:
            return
        # nbgrader's gradebook is made neither for threads nor for forks of a process that uses it
        context = get_context("forkserver")
        context.set_forkserver_preload([__name__])
        write = partial(_written, self.config, self.coursedir.root)
        with ProcessPoolExecutor(min(self.jobs or cores(), len(pages)), context) as pool:
            yield from pool.map(write, pages)


def _written(config: Config, root: str, page: _Page) -> str:
    """Write one student's pages; return what went wrong, or nothing."""
    os.chdir(root)
    coursedir = CourseDirectory(config=config)
    coursedir.assignment_id, coursedir.student_id = page
    try:
        FreshFeedback(coursedir=coursedir, config=config).start()
    except (NbGraderException, SystemExit) as error:
        return f"{page[1]}/{page[0]}: no feedback ({error})"
    return ""
