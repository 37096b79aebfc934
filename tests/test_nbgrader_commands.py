"""The commands of docs/instructors.md, as printed and in order, on a made-up class."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from nbgrader.utils import get_username

from tests.course import Course
from tests.documented import PAGES, RUN, Block, blocks, students_configuration
from tools import sample
from tools.answers import Answers
from tools.build import write_notebook
from tools.counts import points

NAME = "01_softmax"
EXCHANGE = "/srv/nbgrader/exchange"  # in the pages; here it lies elsewhere
WRONG = {"softmax_vjp": "def softmax_vjp(A, G):\n    return A * G"}

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


class Reader:
    """Somebody who types what a page says into one shell, whose environment is not activated.

    Parameters
    ----------
    folder : Path
        Where the shell is.
    exchange : Path
        What stands for the page's exchange.
    """

    def __init__(self, folder: Path, exchange: Path) -> None:
        self.folder, self.exchange, self._remembered = folder, exchange, ""
        (folder / ".venv").symlink_to(sys.prefix)

    def types(self, block: Block) -> str:
        """Run a block; return what it printed."""
        text = block.text.replace(EXCHANGE, str(self.exchange))
        own = Path(sys.prefix, "bin")
        path = [part for part in os.get_exec_path() if Path(part) != own]
        result = subprocess.run(
            ["bash", "-e", "-c", self._remembered + text],
            cwd=self.folder,
            env={
                **os.environ,
                "PATH": os.pathsep.join(path),
                "HOME": str(self.folder.parent),
                "XDG_CACHE_HOME": os.environ.get("XDG_CACHE_HOME", str(Path.home() / ".cache")),
            },
            capture_output=True,
            text=True,
            timeout=300,
        )
        printed = result.stdout + result.stderr
        assert result.returncode == 0, f"{block} ended with {result.returncode}:\n{printed}"
        self._remembered += "".join(re.findall(r"^(?:source|export) .*\n", text, re.MULTILINE))
        return printed


def write_answers(course: Course, folder: Path, cells: dict[str, str]) -> None:
    """Fill in the fetched notebook: right answers, but for the given cells."""
    answers = Answers(Path(f"{NAME}.py"), "", cells, {"base": "solution"})
    write_notebook(sample.submission(NAME, answers, course.folder), folder / f"{NAME}.ipynb")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course whose instructor and student have typed all blocks of the page."""
    folder = tmp_path_factory.mktemp("journey")
    made, home, exchange = Course(folder / "course", [NAME]), folder / "home", folder / "exchange"
    home.mkdir()
    instructor, student = Reader(made.folder, exchange), Reader(home, exchange)
    config = students_configuration().replace(EXCHANGE, str(exchange))
    (home / "nbgrader_config.py").write_text(config)
    printed = []
    for block in (block for block in blocks(RUN) if not block.reason):
        both = [instructor, student] if "activate" in block.text else []
        readers = both or [student if block.is_students else instructor]
        printed += [reader.types(block) for reader in readers]
        if "fetch_assignment" in block.text:
            write_answers(made, home / NAME, WRONG)
            write_answers(made, made.submitted("ana", NAME), {})
    (made.folder / "printed").write_text("\n".join(printed))
    made.nbgrader("export", "--to", "grades.csv")
    return made


def test_every_shell_block_is_run_or_says_why_not() -> None:
    """Of all pages; those that are not run are listed where this test is run with -rP."""
    found = [block for page in PAGES for block in blocks(page)]
    left_out = [block for block in found if block.reason]
    print("\n".join(f"{block} ({block.reason})" for block in left_out))
    silent = [str(block) for block in found if block.page != RUN and not block.reason]
    assert not silent, "mark them with <!-- not run: reason -->, or run them"
    assert len(found) - len(left_out) > 8


def test_points_are_lost_for_the_wrong_function_alone(course: Course) -> None:
    """The one wrong answer loses its two cells, all others keep theirs."""
    grades = course.grades(get_username(), NAME)
    lost = {cell for cell, points in grades.items() if points == 0}
    assert lost == {"test_softmax_vjp", "test_softmax_vjp_batch"}
    assert course.score("ana", NAME) == points(NAME)


def test_exported_grades_agree_with_the_gradebook(course: Course) -> None:
    """The CSV that nbgrader writes holds the same total; whom Canvas would not know is named."""
    with (course.folder / "grades.csv").open() as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    for student in ("ana", get_username()):
        assert float(rows[student]["score"]) == course.score(student, NAME)
        assert float(rows[student]["max_score"]) == points(NAME)
    assert f"Points Possible,,,,{points(NAME)}" in (course.folder / "canvas.csv").read_text()
    assert "ana was left out: no " in (course.folder / "printed").read_text()


def test_the_student_reads_the_diagnosis_and_no_hidden_test(course: Course) -> None:
    """The fetched feedback page holds the sentence, the score, and nothing secret."""
    pages = list((course.folder.parent / "home" / NAME / "feedback").rglob("*.html"))
    assert len(pages) == 1
    text = pages[0].read_text(encoding="utf-8")
    assert "softmax_vjp" in text and f"{points(NAME) - 2} of {points(NAME)} points" in text
    for secret in ("HIDDEN TESTS", "ce_helpers.reference", "hidden.softmax", os.sep + "ce_grader"):
        assert secret not in text


def test_nothing_is_graded_twice(course: Course) -> None:
    """What `watch` is asked after `autograde` has graded the class, it leaves alone."""
    printed = (course.folder / "printed").read_text()
    assert "graded 2 of 2" in printed and "2 of 2 are graded already" in printed
    assert printed.count("was not graded") == 0
