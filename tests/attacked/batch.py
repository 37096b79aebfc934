"""Grade a whole class of attacks, with honest submissions in between, by one command.

What every scenario got, printed and left behind is then compared with what its honest version
deserves.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.attacked.course import (
    NAME,
    AttackedCourse,
    make_course,
    outcome,
    submit,
    submit_honest,
)
from tests.attacked.ordinary import give, prefix
from tests.attacked.scenarios import Outcome, Scenario
from tools.build import ROOT

#: In the command line or file name of everything that an attack leaves behind.
TRACE = "ce-attack-trace"


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

    course: AttackedCourse
    outcomes: dict[str, Outcome]
    honest: dict[str, Outcome]
    returncode: int
    log: str
    processes: list[str]
    files: list[Path]


def fill(course: AttackedCourse, chosen: Sequence[Scenario], every: int = 10) -> list[str]:
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
    ordinary: bool = False,
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
    ordinary : bool
        Whether to grade as an ordinary user, not as root.
    """
    course = make_course(root, config)
    honest = fill(course, chosen)
    if ordinary:
        give(root)
        course = AttackedCourse(root, tuple(prefix(root)))
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
