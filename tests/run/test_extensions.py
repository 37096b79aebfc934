"""More time by `extensions.csv`: the same by both commands, and told where it cannot be read."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ce_grader.nbgrader_seams.extensions import Extensions, UnclearExtension
from tests.run.small import NAME, SmallCourse

HEAD = "student,assignment,until,days\n"


@pytest.fixture
def course(tmp_path: Path) -> Iterator[SmallCourse]:
    """A course in which two students were a day late, which costs them everything."""
    course = SmallCourse(tmp_path / "course")
    config = course.folder / "nbgrader_config.py"
    config.write_text(f"{config.read_text()}c.LateSubmissionPlugin.penalty_method = 'zero'\n")
    course.set_due_date("2026-11-01 12:00 UTC")
    for student in ("eva", "Zoë Ö'Neil"):
        course.hand_in(student, when="2026-11-02 10:00:00 UTC")
    yield course


def grant(course: SmallCourse, *lines: str) -> None:
    text = HEAD + "".join(f"{line}\n" for line in lines)
    (course.folder / "extensions.csv").write_text(text, encoding="utf-8")


@pytest.mark.slow
def test_a_late_student_with_more_time_loses_nothing(course: SmallCourse) -> None:
    """Granted before, after and taken back; what is graded already is not graded again."""
    grant(course, f"eva,{NAME},2026-11-02 12:00 +0100,")
    said = course.autograde()
    assert "there is no" not in said  # she is new, and has handed in
    assert f"late (1): Zoë Ö'Neil/{NAME}\n" in said and "seconds late" not in said
    assert course.penalties() == {"eva": 0.0, "Zoë Ö'Neil": 3.0}
    grant(course, f"eva,{NAME},,0", f"Zoë Ö'Neil,{NAME},,1.5", f"eve,{NAME},,1")
    said = course.autograde()
    assert "2 of 2 are graded already" in said
    assert "line 4: there is no student eve; is eva meant?" in said
    assert f"Zoë Ö'Neil/{NAME} has until 2026-11-03 00:00:00 UTC now" in said
    assert course.penalties() == {"eva": 3.0, "Zoë Ö'Neil": 0.0}
    grant(course, f"eva,{NAME},,1")
    course.run("nbgrader", "autograde", NAME, "--force")
    assert course.penalties() == {"eva": 0.0, "Zoë Ö'Neil": 0.0}
    grant(course, f"eva,{NAME},23:59 EDT,")
    assert "extensions.csv, line 2: “23:59 EDT” is no clear time" in course.autograde(code=1)


@pytest.mark.parametrize(
    "text, told",
    [
        ("name,assignment,days\n", "no column student"),
        (HEAD + "eva,small,,\n", "line 2: its first line is"),
        (HEAD + "eva,small,2026-11-02 12:00 UTC,1\n", "either until or days"),
        (HEAD + "eva,small,,two\n", "line 2: “two” is no number of days"),
        (HEAD + "eva,small,,1e400\n", "no number of days"),
        (HEAD + "eva,small,,nan\n", "no number of days"),
        (HEAD + "eva,small,,1\neva,small,,2\n", "line 3: eva small again"),
        ("", "no column assignment"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused(text: str, told: str, tmp_path: Path) -> None:
    """With the line, and what belongs there."""
    (tmp_path / "extensions.csv").write_text(text)
    with pytest.raises(UnclearExtension, match=told):
        Extensions(tmp_path)
