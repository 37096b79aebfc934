"""`python -m ce_grader take`: from a system's download to a graded class, and what it refuses."""

from __future__ import annotations

import zipfile
from pathlib import Path

import nbformat
import pytest

from tests.run.small import NAME, WRONG, SmallCourse, notebook

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
STUDENTS = """id,first_name,last_name,email,lms_user_id
ana,Ana,García,ana@uni.example,101
sean,Seán,O'Brien,sean@uni.example,105
li,Wei,Li,li@uni.example,106
li2,Wei,Li,li2@uni.example,107
none,=1+1,Nobody,none@uni.example,
"""
DOWNLOAD = {
    "Ana García_5_assignsubmission_file/small (1).ipynb": None,
    "Seán OBrien_15_assignsubmission_file/work/small.ipynb.txt": WRONG,
    "Wei Li_9_assignsubmission_file/small-1.ipynb": None,
}
WORKSHEET = """\ufeffIdentifier,"Full name","Email address",Status,Grade,"Maximum grade",\
"Grade can be changed","Last modified (submission)","Last modified (grade)"
"Participant 5","Ana García",ana@uni.example,Submitted,,3.00,Yes,-,-
"Participant 9","Wei Li",li2@uni.example,Submitted,2.00,3.00,No,-,-
"Participant 15","Seán O'Brien",sean@uni.example,Submitted,,3.00,Yes,-,"Friday, 27 November 2026, \
6:39 AM"
"Participant 20","=1+1 Nobody",none@uni.example,"No submission",,3.00,Yes,-,-
"""


def zipped(path: Path, answers: dict[str, str | None], hour: int = 12) -> None:
    """Write a download with an answer each."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, answer in answers.items():
            info = zipfile.ZipInfo(name, (2027, 1, 31, hour, 0, 0))
            archive.writestr(info, nbformat.writes(notebook(answer)))


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> SmallCourse:
    """A course with a class and a download of Moodle's."""
    course = SmallCourse(tmp_path_factory.mktemp("take"))
    (course.folder / "students.csv").write_text(STUDENTS, encoding="utf-8")
    course.run("nbgrader", "db", "student", "import", "students.csv")
    zipped(course.folder / "m.zip", DOWNLOAD)
    return course


def test_a_download_becomes_a_graded_class(course: SmallCourse) -> None:
    """Nothing changes before it is agreed to; what is asked once is kept; a newer one is taken."""
    command = ["ce_grader", "take", "m.zip", "--assignment", NAME]
    assert "--zone Europe/Berlin" in course.run(*command, code=2)
    said = course.run(*command, "--zone", "Europe/Berlin", code=1)
    assert "ana gets “small (1).ipynb” of “Ana García_5”, 2027-01-31 11:00 UTC" in said
    assert "--who 'Wei Li_9=li2'" in said
    assert "no hand-in in the download (1): none" in said
    assert "nothing was changed" in said and not (course.folder / "submitted").exists()

    said = course.run(*command, "--zone", "Europe/Berlin", "--who", "Wei Li_9=li2", "--yes")
    assert "small: 3 new" in said
    zipped(course.folder / "m.zip", DOWNLOAD | {list(DOWNLOAD)[1]: None}, hour=13)
    said = course.run(*command, "--yes")
    assert "small: 3 again" in said
    taken = course.folder / "submitted" / "sean" / NAME
    assert sorted(path.name for path in taken.iterdir()) == ["small.ipynb", "timestamp.txt"]
    assert (taken / "timestamp.txt").read_text() == "2027-01-31 12:00:00 UTC\n"
    assert len(list((course.folder / "taken" / NAME / "sean").glob("*/small.ipynb"))) == 1
    course.autograde()
    assert course.scores() == {"ana": 3.0, "sean": 3.0, "li2": 3.0}
    hand_back(course)


def hand_back(course: SmallCourse) -> None:
    """Marks and pages return under the numbers that Moodle gave; the page of one is in no other."""
    sheet = course.folder / "Grades.csv"
    sheet.write_text(WORKSHEET.replace("Ana García", "Bo Lund"), encoding="utf-8")
    command = ["ce_grader", "give", "Grades.csv", "--assignment", NAME]
    assert "of another assignment" in course.run(*command, code=2)
    sheet.write_text(WORKSHEET, encoding="utf-8")
    course.run("nbgrader", "generate_feedback", NAME)
    said = course.run(*command)
    assert "Moodle has to report 2 updated grades" in said
    assert "li2 was left out: Moodle does not let this mark be changed" in said
    given = course.folder / "given" / NAME
    assert (given / "worksheet.csv").read_text(encoding="utf-8").splitlines() == [
        "Identifier,Grade,Last modified (grade)",
        "Participant 5,3,-",
        'Participant 15,3,"Friday, 27 November 2026, 6:39 AM"',
    ]
    with zipfile.ZipFile(given / "moodle-feedback-1.zip") as archive:
        assert sorted(archive.namelist()) == [
            "feedbackana_5_assignfeedback_file_small.html",
            "feedbackli2_9_assignfeedback_file_small.html",
            "feedbacksean_15_assignfeedback_file_small.html",
        ]
        page = course.folder / "feedback" / "sean" / NAME / "small.html"
        assert archive.read("feedbacksean_15_assignfeedback_file_small.html") == page.read_bytes()


def test_a_name_that_is_nobodys_is_refused(course: SmallCourse) -> None:
    """A misspelt student is not entered by taking."""
    command = ["ce_grader", "take", "m.zip", "--assignment", NAME, "--zone", "UTC"]
    said = course.run(*command, "--who", "Wei Li_9=lo2", "--yes", code=2)
    assert "lo2 is not in the gradebook; is li2 meant?" in said
