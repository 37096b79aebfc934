"""One quiz of a class of 300, from Moodle's download to what Moodle takes back.

The commands are those of docs/instructors.md, in its order. What two people mark by hand is entered
by a program, as formgrader enters it, and is not timed.
"""

from __future__ import annotations

import csv
import io
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.api import Gradebook

from benchmarks.grading import STUDENTS, make_course, python
from benchmarks.process import Usage, measure
from tools.answers import read_answers
from tools.build import venv_environment
from tools.sample import answers_files, submission

NAME, SIZE, SMALL, LOOPING, ABSENT, LATE, EXTENDED = "04_binary", 300, 40, 3, 6, 20, 5
DUE, IN_TIME, TOO_LATE = "2027-01-31 22:59 UTC", (2027, 1, 31, 21, 0, 0), (2027, 2, 1, 9, 0, 0)
#: Names that break things: umlauts, an apostrophe, right to left, a formula, two of one name.
FIRST = ("Ana", "Jürgen", "Seán", "مريم", "=1+1", "Wei", "Wei", "Łukasz", "Zoë", "Bo")
LAST = ("García", "Groß", "O'Brien", "حداد", "Nobody", "Li", "Li", "Śmigły", "van der Berg", "Lund")
#: What browsers and the system make of a file's name.
FILES = ("{}.ipynb", "{} (1).ipynb", "{}-1.ipynb", "work/{}.ipynb", "{}.ipynb.txt")
SHEET = ("Identifier", "Full name", "Email address", "Status", "Grade", "Maximum grade",
         "Grade can be changed", "Last modified (submission)", "Last modified (grade)")  # fmt: skip


@dataclass(frozen=True)
class Member:
    """One of a class of some size; the number is Moodle's for this assignment."""

    number: int
    size: int

    @property
    def user(self) -> str:
        """The user name."""
        return f"s{self.number:03d}"

    @property
    def email(self) -> str:
        """The address."""
        return f"{self.user}@uni.example"

    @property
    def names(self) -> tuple[str, str]:
        """First and last name; the first two of "Wei Li" have no number to tell them apart."""
        which = self.number % len(FIRST)
        tail = "" if self.number < len(FIRST) else f" {self.number // len(FIRST)}"
        return FIRST[which], LAST[which] + tail

    @property
    def answers(self) -> str:
        """Whose answers of the sample class are handed in."""
        return "gus" if self.number < LOOPING else STUDENTS[self.number % len(STUDENTS)]

    @property
    def is_absent(self) -> bool:
        """Whether nothing is handed in."""
        return self.number >= self.size - ABSENT

    @property
    def is_late(self) -> bool:
        """Whether it is handed in after the due date."""
        return not self.is_absent and self.number >= self.size - ABSENT - LATE


def rows_of(lines: list[list[str]]) -> str:
    """Return a CSV."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(lines)
    return text.getvalue()


def write_class(folder: Path, members: list[Member]) -> None:
    """Write the roster, Moodle's zip and worksheet, and the extensions."""
    roster = [["id", "first_name", "last_name", "email"]]
    roster += [[one.user, *one.names, one.email] for one in members]
    (folder / "students.csv").write_text(rows_of(roster), encoding="utf-8")
    states = {True: "No submission", False: "Submitted for grading"}
    sheet = [[f"Participant {one.number}", " ".join(one.names), one.email, states[one.is_absent],
              "", "20.00", "Yes", "-", "-"] for one in members]  # fmt: skip
    (folder / "Grades.csv").write_text("\ufeff" + rows_of([[*SHEET], *sheet]), encoding="utf-8")
    late = [one.user for one in members if one.is_late][:EXTENDED]
    more = [["student", "assignment", "until", "days"], *([user, NAME, "", "2"] for user in late)]
    (folder / "extensions.csv").write_text(rows_of(more), encoding="utf-8")
    found = {s: path for s, n, path in answers_files() if n == NAME}
    texts = {student: nbformat.writes(submission(NAME, read_answers(found[student]), folder))
             for student in {one.answers for one in members}}  # fmt: skip
    with zipfile.ZipFile(folder / "quiz.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for one in (member for member in members if not member.is_absent):
            file = FILES[one.number % len(FILES)].format(NAME)
            label = f"{' '.join(one.names)}_{one.number}_assignsubmission_file/{file}"
            info = zipfile.ZipInfo(label, TOO_LATE if one.is_late else IN_TIME)
            archive.writestr(info, texts[one.answers], zipfile.ZIP_DEFLATED)


def mark(folder: Path) -> None:
    """Mark what waits for a person, half the points each."""
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        for entry in gradebook.assignment_submissions(NAME):
            for grade in (one for notebook in entry.notebooks for one in notebook.grades):
                if grade.needs_manual_grade:
                    grade.manual_score, grade.needs_manual_grade = grade.max_score / 2, False
        gradebook.db.commit()


def steps(folder: Path) -> Iterator[tuple[str, Usage]]:
    """Walk through the documented commands, in order."""
    grader = {
        "take": ["take", "quiz.zip", "Grades.csv", "--assignment", NAME, "--zone", "Europe/Berlin",
                 "--yes"],
        "autograde": ["autograde", NAME],
        "report": ["report", NAME],
        "feedback": ["feedback", NAME],
        "give": ["give", "Grades.csv", "--assignment", NAME],
    }  # fmt: skip
    roster = python("nbgrader", "db", "student", "import", "students.csv")
    yield "nbgrader db student import", measure(roster, folder, venv_environment())
    for name, arguments in grader.items():
        if name == "report":
            mark(folder)
        # an absent student, or one whose code never ends, is told by the exit code
        line = python("ce_grader", *arguments)
        yield f"ce_grader {name}", measure(line, folder, venv_environment(), may_fail=True)


def outcome(folder: Path, handed_in: int) -> dict[str, Any]:
    """Count what came of it; RuntimeError where somebody was lost."""
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        entries = gradebook.assignment_submissions(NAME)
        late = sum(entry.total_seconds_late > 0 for entry in entries)
        waits = sum(entry.needs_manual_grade for entry in entries)
    given = folder / "given" / NAME
    sheet = (given / "worksheet.csv").read_text(encoding="utf-8").splitlines()[1:]
    pages = sum(len(zipfile.ZipFile(path).namelist()) for path in given.glob("*.zip"))
    found = (len(entries), len(sheet), pages, late, waits)
    if found != (handed_in, handed_in, handed_in, LATE - EXTENDED, 0):
        raise RuntimeError(f"graded, marks, pages, late, waiting: {found}")
    return {"handed_in": handed_in, "late": late,
            "gradebook": (folder / "gradebook.db").stat().st_size / 2**20}  # fmt: skip


def run(quick: bool) -> dict[str, Any]:
    """Measure each step, once."""
    size = SMALL if quick else SIZE
    with tempfile.TemporaryDirectory(prefix="ce-term-") as scratch:
        folder = Path(scratch)
        make_course(folder, [NAME])
        with (folder / "nbgrader_config.py").open("a", encoding="utf-8") as config:
            config.write("\nc.LateSubmissionPlugin.penalty_method = 'zero'\n")
        with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
            gradebook.update_or_create_assignment(NAME, duedate=DUE)
        write_class(folder, [Member(number, size) for number in range(size)])
        rows = [{"step": step, "seconds": usage.seconds, "cpu": usage.cpu, "peak": usage.peak}
                for step, usage in steps(folder)]  # fmt: skip
        return {"rows": rows, "size": size, **outcome(folder, size - ABSENT)}
