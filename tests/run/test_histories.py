"""nbgrader's own command and the parallel one leave equal gradebooks, over any history."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from tests.run.forms import CELLS, answered, the, write
from tests.run.small import NAME, SmallCourse
from tests.run.test_forms import NO_SANDBOX

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
LATE = "c.LateSubmissionPlugin.penalty_method = 'zero'\n"
QUERIES = {
    "students": "select id from student order by id",
    "submissions": "select student_id, timestamp from submitted_assignment order by 1",
    "penalties": """select a.student_id, n.late_submission_penalty from submitted_notebook n
        join submitted_assignment a on n.assignment_id = a.id order by 1""",
    "grades": """select a.student_id, b.name, g.auto_score, g.manual_score, g.extra_credit,
        g.needs_manual_grade from grade g join submitted_notebook n on g.notebook_id = n.id
        join submitted_assignment a on n.assignment_id = a.id
        join base_cell b on g.cell_id = b.id order by 1, 2""",
    "comments": """select a.student_id, b.name, c.auto_comment, c.manual_comment
        from comment c join submitted_notebook n on c.notebook_id = n.id
        join submitted_assignment a on n.assignment_id = a.id
        join base_cell b on c.cell_id = b.id order by 1, 2""",
}
WRONG = "def double(x):\n    return x"
ESSAY = "Another essay."


class Term:
    """One course over a term, graded by one of the two commands."""

    def __init__(self, course: SmallCourse, program: str) -> None:
        self.course, self.program = course, program
        self.said = ""

    def hand_in(
        self, student: str = "eva", *, when: str = "", essay: str = "", double: str = ""
    ) -> None:
        """Hand in right answers, others where they are given."""
        path = self.course.folder / "release" / NAME / f"{NAME}.ipynb"
        nb = answered(nbformat.read(path, as_version=4))
        for name, text in (("essay", essay), ("double", double)):
            the(nb, name).source = text or the(nb, name).source
        folder = self.course.folder / "submitted" / student / NAME
        shutil.rmtree(folder, ignore_errors=True)
        write(nb, folder)
        if when:
            (folder / "timestamp.txt").write_text(when)

    def grade(self, *options: str) -> None:
        """Grade what is pending."""
        self.said = self.course.run(self.program, "autograde", NAME, *options)

    def due(self, when: str) -> None:
        """Set or move the due date."""
        self.course.set_due_date(when)

    def mark(self, cell: str, score: float, student: str = "eva") -> None:
        """Give points and a comment by hand, as formgrader does."""
        with Gradebook(self.course.db_url) as gradebook:
            grade = gradebook.find_grade(cell, NAME, NAME, student)
            grade.manual_score, grade.extra_credit = score, 0.5
            grade.needs_manual_grade = False
            gradebook.find_comment("essay", NAME, NAME, student).manual_comment = "Well said."
            gradebook.db.commit()

    def remove(self, student: str) -> None:
        """Remove a student from the gradebook."""
        self.course.run("nbgrader", "db", "student", "remove", student, "--force")

    def flagged(self, student: str = "eva") -> set[str]:
        """Return the cells that wait for a person."""
        with Gradebook(self.course.db_url) as gradebook:
            entry = gradebook.find_submission_notebook(NAME, NAME, student)
            return {grade.name for grade in entry.grades if grade.needs_manual_grade}

    def seed(self, student: str = "eva") -> int:
        """Return the seed of a graded notebook."""
        path = self.course.folder / "autograded" / student / NAME / f"{NAME}.ipynb"
        return int(json.loads(path.read_text())["metadata"]["ce_grader"]["seed"])

    def rows(self) -> dict[str, list[tuple[object, ...]]]:
        """Return what the gradebook holds."""
        with sqlite3.connect(self.course.folder / "gradebook.db") as db:
            return {name: db.execute(query).fetchall() for name, query in QUERIES.items()}


def late_then_extended(term: Term) -> None:
    """Graded as late; the due date is moved, and the work graded again."""
    term.due("2026-11-01 12:00 UTC")
    term.hand_in(when="2026-11-02 10:00:00 UTC")
    term.grade()
    assert term.course.penalties() == {"eva": 3.0}
    term.due("2026-11-03 12:00 UTC")
    term.grade("--force")
    assert term.course.penalties() == {"eva": 0.0}


def handed_in_again_without_a_time(term: Term) -> None:
    """A right answer takes the place of a wrong one; no timestamp tells of it."""
    term.hand_in(double=WRONG)
    term.grade()
    assert term.course.scores() == {"eva": 1.0}
    term.hand_in()
    term.grade()
    assert term.course.scores() == {"eva": 3.0}


def handed_in_again_and_late(term: Term) -> None:
    """The second time after the due date, and one whose time is older again."""
    term.due("2026-11-01 12:00 UTC")
    for when, penalty in (("2026-11-01 10:00:00 UTC", 0.0), ("2026-11-02 10:00:00 UTC", 3.0),
                          ("2026-11-01 11:00:00 UTC", 0.0)):  # fmt: skip
        term.hand_in(when=when)
        term.grade()
        assert term.course.penalties() == {"eva": penalty}


def marked_and_graded_again(term: Term) -> None:
    """What a person has marked stays, and is not flagged while the answer is the same."""
    term.hand_in()
    term.grade()
    assert term.flagged() == {"essay"}
    term.mark("essay", 3.0)
    term.mark("test_double", 1.0)
    seed = term.seed()
    term.grade("--force")
    assert term.flagged() == set() and term.seed() == seed
    term.grade()
    term.hand_in(essay=ESSAY)
    term.grade()
    assert term.flagged() == {"essay"}
    term.hand_in(essay=ESSAY, double=WRONG)
    term.grade()
    assert term.flagged() == {"essay", "test_double"}


def graded_with_a_seed(term: Term) -> None:
    """A seed that is given counts; without one, --force keeps what is recorded."""
    term.hand_in()
    for options in (["--Isolated.seed=77"], ["--force"]):
        term.grade(*options)
        assert term.seed() == 77
    term.grade("--force", "--Isolated.seed=78")
    assert term.seed() == 78


def a_student_is_removed(term: Term) -> None:
    """--force does not bring back who was removed; a new id is entered and named."""
    term.hand_in("eva")
    term.hand_in("bob")
    term.grade()
    term.remove("bob")
    term.hand_in("new")
    term.grade("--force")
    assert {student for (student,) in term.rows()["students"]} == {"eva", "new"}
    assert "bob is not in the gradebook any more" in term.said
    assert "new" in term.said


def the_roster_is_closed(term: Term) -> None:
    """With create_student off, an unknown id is left out and named, the others are graded."""
    config = term.course.folder / "nbgrader_config.py"
    config.write_text(config.read_text() + "\nc.Autograde.create_student = False\n")
    with Gradebook(term.course.db_url) as gradebook:
        gradebook.add_student("eva")
    term.hand_in("eva")
    term.hand_in("stranger")
    term.grade()
    assert {student for (student,) in term.rows()["students"]} == {"eva"}
    assert "stranger is not in the gradebook" in term.said


def the_database_was_moved(term: Term) -> None:
    """Graded folders without rows are graded again."""
    term.hand_in()
    term.grade()
    (term.course.folder / "gradebook.db").unlink()
    term.course.run("nbgrader", "generate_assignment", NAME, "--force")
    term.grade()
    assert term.course.scores() == {"eva": 3.0}


def a_graded_folder_is_lost(term: Term) -> None:
    """Interrupted between gradebook and folder: graded again into the same rows."""
    term.hand_in()
    term.grade()
    shutil.rmtree(term.course.folder / "autograded")
    term.grade()
    assert term.course.scores() == {"eva": 3.0}


HISTORIES = (
    late_then_extended,
    handed_in_again_without_a_time,
    handed_in_again_and_late,
    marked_and_graded_again,
    graded_with_a_seed,
    a_student_is_removed,
    the_roster_is_closed,
    the_database_was_moved,
    a_graded_folder_is_lost,
)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> SmallCourse:
    """A course that nothing was handed in to yet; each history works on copies."""
    folder = tmp_path_factory.mktemp("histories") / "course"
    return SmallCourse(folder, cells=CELLS, config=NO_SANDBOX + LATE)


@pytest.mark.parametrize("history", HISTORIES, ids=lambda history: history.__name__)
def test_both_commands_leave_equal_gradebooks(
    history: Callable[[Term], None], template: SmallCourse, tmp_path: Path
) -> None:
    """Each history holds for both, and every row that they leave is the same."""
    terms = [Term(template.copy(tmp_path / p), p) for p in ("ce_grader", "nbgrader")]
    for term in terms:
        history(term)
    assert terms[0].rows() == terms[1].rows()


def test_a_file_that_the_course_leaves_to_students_is_theirs(
    template: SmallCourse, tmp_path: Path
) -> None:
    """`Autograde.exclude_overwriting`: theirs runs with their answers, and is kept."""
    for program in ("ce_grader", "nbgrader"):
        course = template.copy(tmp_path / program)
        (course.folder / "source" / NAME / "factor.py").write_text("FACTOR = 0\n")
        config = course.folder / "nbgrader_config.py"
        more = f"\nc.Autograde.exclude_overwriting = {{{NAME!r}: ['factor.py']}}\n"
        config.write_text(config.read_text() + more)
        term = Term(course, program)
        term.hand_in(double="from factor import FACTOR\n\n\ndef double(x):\n    return FACTOR * x")
        (course.folder / "submitted" / "eva" / NAME / "factor.py").write_text("FACTOR = 2\n")
        term.grade()
        assert course.scores() == {"eva": 3.0}
        kept = course.folder / "autograded" / "eva" / NAME / "factor.py"
        assert kept.read_text() == "FACTOR = 2\n"


@pytest.mark.parametrize("program", ["ce_grader", "nbgrader"])
def test_an_assignment_that_is_gone_is_no_success(
    template: SmallCourse, tmp_path: Path, program: str
) -> None:
    """Graded folders lie there, but the gradebook does not know the assignment any more."""
    term = Term(template.copy(tmp_path / "course"), program)
    term.hand_in()
    term.grade()
    term.course.run("nbgrader", "db", "assignment", "remove", NAME, "--force")
    said = term.course.run(program, "autograde", NAME, code=1)
    assert "is not in the gradebook with its notebooks" in said
