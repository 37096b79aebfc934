"""Downloads of learning-management systems, with the names that those write, and whose they are."""

from __future__ import annotations

import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbgrader.api import Student

from ce_grader.intake.lms.clocks import in_utc, told
from ce_grader.intake.lms.grammars import SYSTEMS
from ce_grader.intake.lms.handins import Download, read_download
from ce_grader.intake.lms.members import Unreadable, members
from ce_grader.intake.lms.people import Roster
from ce_grader.intake.lms.placing import own_names, put
from ce_grader.intake.lms.plan import lines, planned
from ce_grader.intake.lms.worksheet import read_worksheet

CLASS = {
    "ana": ("Ana", "García", "ana@uni.example", "101"),
    "sean": ("Seán", "O'Brien", "sean@uni.example", "105"),
    "x_ana": ("Xaver", "van der Berg", "xaver@uni.example", "104"),
    "rtl": ("مريم", "حداد", "maryam@uni.example", "108"),
    "li": ("Wei", "Li", "li@uni.example", "106"),
    "li2": ("Wei", "Li", "li2@uni.example", "107"),
}
CHANGED = datetime(2027, 1, 31, 23, 59, 58)
WORKSHEET = """\ufeffIdentifier,"Full name","Email address",Status,Grade,"Maximum grade",\
"Grade can be changed","Last modified (submission)","Last modified (grade)"
"Participant 5","Ana García",ana@uni.example,"Submitted for grading",,20.00,Yes,-,-
"Participant 9","Wei Li",li@uni.example,"Submitted for grading",,20.00,Yes,-,-
"Participant 10","Wei Li",li2@uni.example,"Draft (not submitted) - Not graded",,20.00,Yes,-,-
"Participant 15","Seán O'Brien",sean@uni.example,"No submission",,20.00,Yes,-,-
"""


def roster(**decided: str) -> Roster:
    """Return the class, without a gradebook."""
    keys = ("first_name", "last_name", "email", "lms_user_id")
    students = (
        Student(id=student, **dict(zip(keys, details, strict=True)))
        for student, details in CLASS.items()
    )
    return Roster(students, decided)


def zipped(path: Path, files: dict[str, str] | list[str]) -> Path:
    """Write a zip with files of those names."""
    contents = files if isinstance(files, dict) else dict.fromkeys(files, "x")
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in contents.items():
            info = zipfile.ZipInfo(name, CHANGED.timetuple()[:6])
            archive.writestr(info, content)
    return path


def download(path: Path, files: dict[str, str] | list[str], **options) -> Download:
    """Return what is read of a zip."""
    class_list = options.pop("roster", roster())
    return read_download(members(zipped(path, files)), class_list, "01_softmax", **options)


def owners(read: Download) -> dict[str, tuple[str, ...]]:
    return {one.label: one.match.students for one in read.hand_ins}


REAL = {
    "moodle": {
        "Ana García_5_assignsubmission_file/01_softmax.ipynb": "ana",
        "Seán OBrien_15_assignsubmission_file_/work/01_softmax (1).ipynb": "sean",
        "van der Berg Xaver_16_assignsubmission_file_01_softmax.ipynb": "x_ana",
        "مريم حداد_18_assignsubmission_onlinetext/onlinetext.html": "rtl",
        "Participant_19_assignsubmission_file/x.ipynb": "",
        "Team A_2_assignsubmission_file/x.ipynb": "",
        "Default group_assignsubmission_file/x.ipynb": "",
        "Wei Li_9_assignsubmission_file/x.ipynb": "",
    },
    "canvas": {
        "garcíaana_101_9001_01_softmax.ipynb": "ana",
        "obrienseán_LATE_105_9005_01_softmax-1.ipynb": "sean",
        "vanderbergxaver_104_9004_x_106_9999_01_softmax.ipynb": "x_ana",
        "liwei_106_text.html": "li",
        "liwei_107_9010_notes.txt": "li2",
        "حدادمريم_108_9011_01_softmax.ipynb": "rtl",
        "anon_Ab3dE_9006_01_softmax.ipynb": "",
        "LATE_anon_x9Q2z_9007_01_softmax.ipynb": "",
    },
    "brightspace": {
        "13394-80551 - Ana García - Mar 29, 2018 1205 PM/01_softmax.ipynb": "ana",
        "HW 1/13395-80551 - Seán O'Brien - Sep 4, 2024 926 PM/a/b.ipynb": "sean",
        "13396-80551 - Xaver van der Berg - Sep 4, 2024 4_17 PM - CB - Homework.zip": "x_ana",
        "13397-80551 - Wei Li - Sep 4, 2024 4_17 PM - x.ipynb": "",
    },
    "blackboard": {
        "HW_1_x_ana_attempt_2027-01-31-23-59-00_01_softmax.ipynb": "x_ana",
        "HW_1_x_ana_attempt_2027-01-31-23-59-00.txt": "x_ana",
        "HW_1_nobody_ana_attempt_2027-01-31-23-59-00_01_softmax.ipynb": "",
    },
    "sakai": {
        "HW 1/García, Ana(ana)/Submission attachment(s)/01_softmax.ipynb": "ana",
        "HW 1/O'Brien, Seán(sean)_Submission attachment(s)/01_softmax.ipynb": "sean",
        "HW 1/Li, Wei(li); Li, Wei(li2)/Submission attachment(s)/x.ipynb": "li li2",
        "HW 1/van der Berg, Xaver(7f00-11)/Submission attachment(s)/x.ipynb": "x_ana",
    },
    "ilias": {
        "GARCIA_ANA_ana_101/01_softmax.ipynb": "ana",
        "Team 1/VAN DER BERG_XAVER_x_ana_104/Late Submission - 01_softmax.ipynb": "x_ana",
        "LI_WEI_li2_9999/x.ipynb": "li2",
        "ANDERS_ANNA_x_ana_9998/x.ipynb": "",
    },
}
TEXTS = {"HW_1_x_ana_attempt_2027-01-31-23-59-00.txt": "Name: Xaver van der Berg (x_ana)\n…"}


@pytest.mark.parametrize("system", REAL)
def test_files_go_to_whose_they_are(system: str, tmp_path: Path) -> None:
    """Names as the system writes them; namesakes, groups and anonymous work are asked for."""
    expected = REAL[system]
    read = download(tmp_path / "all.zip", {name: TEXTS.get(name, "x") for name in expected})
    found = {next(SYSTEMS[system](name)).label: who for name, who in expected.items()}
    assert (read.system, read.strange) == (system, [])
    assert {label: " ".join(who) for label, who in owners(read).items()} == found


HOSTILE = [
    "_7_assignsubmission_file_", "_106_9999_", "Wei Li_9_assignsubmission_file/", "liwei_106_2_",
    "13397-80551 - Wei Li - Sep 4, 2024 417 PM/", " - Sep 4, 2024 417 PM - ",
    "HW_li_attempt_2027-01-31-23-59-00_", "HW 1/Li, Wei(li)/Submission attachment(s)/",
    "LI_WEI_li_106/", "submission_2/", "anon_x_1_", "LATE_", "01_", "ä", "x",
]  # fmt: skip
WRITERS = {
    "moodle": "Ana García_5_assignsubmission_file/{}",
    "moodle without folders": "Ana García_5_assignsubmission_file_{}",
    "canvas": "garcíaana_101_9001_{}",
    "canvas, late": "garcíaana_LATE_101_9001_{}",
    "brightspace": "13394-80551 - Ana García - Mar 29, 2018 1205 PM/{}",
    "blackboard": "HW_1_ana_attempt_2027-01-31-23-59-00_{}",
    "sakai": "HW 1/García, Ana(ana)/Submission attachment(s)/{}",
    "ilias": "GARCIA_ANA_ana_101/{}",
}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(HOSTILE), max_size=4), st.sampled_from(sorted(WRITERS)))
def test_no_name_of_a_file_makes_it_somebody_elses(parts: list[str], writer: str) -> None:
    """What stands in a system's names may stand in a student's."""
    system = re.split(r"[ ,]", writer)[0]
    flat = system in ("canvas", "blackboard") or "without" in writer
    own = "".join(parts).replace("/", "" if flat else "/") + "01_softmax.ipynb"
    readings = list(SYSTEMS[system](WRITERS[writer].format(own)))
    match = roster().find(readings)
    assert match.reading.file == own
    assert match.students == (() if system == "blackboard" else ("ana",))


def test_a_name_that_ends_in_numbers_is_read_with_the_roster(tmp_path: Path) -> None:
    """Somebody who calls themselves `x_101` hands in nothing for user 101."""
    read = download(tmp_path / "c.zip", ["x_101_105_9005_01_softmax.ipynb"])
    assert set(owners(read).values()) == {()}
    named = Roster([Student(id="x", first_name="x_101", lms_user_id="105")], {})
    other = Roster([*(Student(id=f"s{n}", lms_user_id=str(n)) for n in (101, 105))], {})
    for class_list, students in ((named, ("x",)), (other, ())):
        read = download(tmp_path / "c.zip", ["x_101_105_9005_01_softmax.ipynb"], roster=class_list)
        assert set(owners(read).values()) == {students}


def test_a_number_and_a_name_of_two_people_are_asked_for(tmp_path: Path) -> None:
    """Neither is believed against the other."""
    read = download(tmp_path / "c.zip", ["garcíaana_105_9001_x.ipynb"])
    (one,) = read.hand_ins
    assert one.match.students == () and one.match.candidates == ("ana", "sean")


def test_moodles_worksheet_tells_namesakes_apart(tmp_path: Path) -> None:
    """Its addresses are the roster's; who has not handed in is listed."""
    sheet = tmp_path / "g.csv"
    sheet.write_text(WORKSHEET, encoding="utf-8")
    rows = read_worksheet(sheet)
    names = [f"Wei Li_{n}_assignsubmission_file/x.ipynb" for n in (9, 10)]
    read = download(tmp_path / "m.zip", names, worksheet=rows)
    assert owners(read) == {"Wei Li_9": ("li",), "Wei Li_10": ("li2",)}
    plan = planned([read], roster(), rows, lambda student: True)
    said = "\n".join(lines(plan, UTC, lambda student: False))
    assert "Draft (not submitted) (1): li2" in said and "No submission (1): sean" in said


def test_the_worksheet_of_another_assignment_is_refused(tmp_path: Path) -> None:
    """A number belongs to one assignment."""
    sheet = tmp_path / "g.csv"
    sheet.write_text(WORKSHEET, encoding="utf-8")
    names = ["Wei Li_5_assignsubmission_file/x.ipynb"]
    with pytest.raises(Unreadable, match="of another assignment"):
        download(tmp_path / "m.zip", names, worksheet=read_worksheet(sheet))


def test_gradescopes_metadata_name_a_group_and_its_time(tmp_path: Path) -> None:
    """A number may be missing; then the address counts."""
    data = """---
submission_12:
  :submitters:
  - :name: Wei Li
    :sid: 'li'
    :email: li@uni.example
  - :name: Seán O'Brien
    :sid:
    :email: sean@uni.example
  :created_at: 2027-01-31 22:59:00.123456000 Z
"""
    top = "assignment_1_export/"
    files = {f"{top}submission_metadata.yml": data, f"{top}submission_12/a/x.ipynb": "x"}
    read = download(tmp_path / "g.zip", files)
    (one,) = read.hand_ins
    assert (read.system, one.match.students) == ("gradescope", ("li", "sean"))
    assert one.time and in_utc(one.time, UTC) == datetime(2027, 1, 31, 22, 59, 0, 123456, UTC)


@pytest.mark.parametrize(
    "names, expected",
    [
        (["ana/a/01_softmax.ipynb", "sean@uni.example/x.ipynb"], ["ana", "sean"]),
        (["ana.ipynb", "Seán O'Brien.ipynb", "104.ipynb"], ["ana", "sean", "x_ana"]),
        (["ana_01_softmax.ipynb", "01_softmax - Seán OBrien.ipynb"], ["ana", "sean"]),
        (["class/ana/x.ipynb", "class/sean/x.ipynb"], ["ana", "sean"]),
        (["Wei Li/x.ipynb", "anna/x.ipynb"], []),
    ],
)
def test_folders_and_files_may_be_named_by_student(names, expected, tmp_path: Path) -> None:
    """By user name, address, number or full name; OpenOlat's are."""
    read = download(tmp_path / "n.zip", names)
    assert read.system == "names"
    assert sorted(who for one in read.hand_ins for who in one.match.students) == expected


def test_one_zip_a_student_is_unpacked(tmp_path: Path) -> None:
    """In a folder, or given by itself."""
    (tmp_path / "in").mkdir()
    for student in ("ana", "sean"):
        zipped(tmp_path / "in" / f"{student}.zip", ["work/01_softmax.ipynb"])
    read = read_download(members(tmp_path / "in"), roster(), "01_softmax")
    assert {one.match.students: one.files[0][0] for one in read.hand_ins} == {
        ("ana",): "work/01_softmax.ipynb",
        ("sean",): "work/01_softmax.ipynb",
    }
    alone = download(tmp_path / "ana.zip", ["01_softmax.ipynb", "fig/a.png"], source="ana")
    assert owners(alone) == {"ana": ("ana",)}


def test_the_newest_attempt_counts(tmp_path: Path) -> None:
    """And how many there were is said."""
    name = "13394-80551 - Ana García - Mar {}, 2018 1205 PM/{}.ipynb"
    read = download(tmp_path / "b.zip", [name.format(d, d) for d in (9, 29, 11)])
    (one,) = read.hand_ins
    assert (one.files[0][0], one.older) == ("29.ipynb", 2)


def test_two_hand_ins_of_one_student_are_asked_for(tmp_path: Path) -> None:
    """Unless somebody has said which is to be left out."""
    names = [f"Ana García_{n}_assignsubmission_file/x.ipynb" for n in (5, 6)]
    for decided, taken in (({}, []), ({"Ana García_6": ""}, ["ana"])):
        class_list = roster(**decided)
        read = download(tmp_path / "m.zip", names, roster=class_list)
        plan = planned([read], class_list, (), lambda student: True)
        assert list(plan.taken) == taken
        assert any("--who 'Ana García_5='" in line for line in lines(plan, UTC, bool)) is not (
            bool(taken)
        )


def test_a_group_is_named_once(tmp_path: Path) -> None:
    """`--who LABEL=ID,ID` gives each of them the files."""
    names = ["Team A_2_assignsubmission_file/x.ipynb"]
    read = download(tmp_path / "m.zip", names, roster=roster(**{"Team A_2": "ana, sean"}))
    assert owners(read) == {"Team A_2": ("ana", "sean")}


def test_clocks_become_utc() -> None:
    """Of an hour that a clock shows twice, the earlier one is the student's."""
    berlin = ZoneInfo("Europe/Berlin")
    assert in_utc(CHANGED, berlin) == datetime(2027, 1, 31, 22, 59, 58, tzinfo=UTC)
    twice = datetime(2027, 10, 31, 2, 30)
    assert in_utc(twice, berlin) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    sakai = told("2027-01-31T22:59:58.123Z")
    assert sakai and in_utc(sakai, berlin) == datetime(2027, 1, 31, 22, 59, 58, 123000, UTC)
    assert told("Mar 45, 2018 1205 PM") is None


@pytest.mark.parametrize(
    "files, names",
    [
        (["01_softmax (1).ipynb"], ["01_softmax.ipynb"]),
        (["work/01_softmax-2.IPYNB"], ["01_softmax.ipynb"]),
        (["01_softmax.ipynb.json"], ["01_softmax.ipynb"]),
        (["work/.ipynb_checkpoints/01_softmax-checkpoint.ipynb"], [""]),
        (["__MACOSX/._01_softmax.ipynb", ".hidden", "timestamp.txt"], ["", "", ""]),
        (
            ["a/01_softmax.ipynb", "b/01_softmax.ipynb"],
            ["a/01_softmax.ipynb", "b/01_softmax.ipynb"],
        ),
        (["final.ipynb.txt"], ["final.ipynb"]),
        (["../../etc/x", "/y", "C:\\z", "a\tb"], ["", "y", "C_/z", "a_b"]),
        (["A.txt", "a.txt"], ["A.txt", "a (2).txt"]),
        (["ä" * 300 + ".txt"], ["ä" * 48 + ".txt"]),
    ],
)
def test_nothing_goes_under_a_members_own_name(files, names) -> None:
    """The notebook gets the assignment's; no path leads elsewhere or is too long."""
    assert own_names(files, ["01_softmax"]) == names


def test_what_is_there_is_kept(tmp_path: Path) -> None:
    """A newer hand-in moves the older one to the shelf, and an older one changes nothing."""
    target, shelf = tmp_path / "submitted" / "ana" / "hw", tmp_path / "taken"

    def take(content: str, day: int) -> str:
        found = members(zipped(tmp_path / "a.zip", {"hw.ipynb": content}))
        time = datetime(2027, 1, day, tzinfo=UTC)
        return put([(m.path, m) for m in found], time, target, shelf, ["hw"])[0]

    said = [take("one", 2), take("one", 2), take("two", 3), take("one", 2)]
    assert said == ["new", "unchanged", "again", "older than what is there"]
    assert (target / "hw.ipynb").read_text() == "two"
    assert (target / "timestamp.txt").read_text() == "2027-01-03 00:00:00 UTC\n"
    assert [path.read_text() for path in shelf.glob("*/hw.ipynb")] == ["one"]
    assert sorted(path.name for path in target.parent.iterdir()) == ["hw"]


def test_sizes_are_bounded_whatever_a_zip_says(tmp_path: Path) -> None:
    """A file too many or too large is left out, and named."""
    files = {f"{n}.txt": "x" for n in range(250)} | {"big.txt": "0" * 10_000_001}
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(name, files[name])
    found = [(m.path, m) for m in members(tmp_path / "a.zip")]
    big = [one for one in found if one[0] == "big.txt"]
    _, notes = put([*big, *found], None, tmp_path / "s" / "hw", tmp_path / "taken", ["hw"])
    assert "“big.txt” is larger than 10 MB." in notes
    assert notes[-1] == "More than 200 files were handed in; the rest was left out."
    assert len(list((tmp_path / "s" / "hw").iterdir())) == 200


def test_a_file_that_is_no_zip_is_named(tmp_path: Path) -> None:
    """And so is one that is not there."""
    (tmp_path / "a.zip").write_text("no zip")
    for name in ("a.zip", "b.zip"):
        with pytest.raises(
            Unreadable, match=f"{name} is neither a folder nor a zip that can be opened"
        ):
            members(tmp_path / name)
