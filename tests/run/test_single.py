"""`ce-grader init`, then `ce-grader grade`: one notebook in another course, without a gradebook."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from nbformat import NotebookNode
from nbgrader.apps.baseapp import NbGrader
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory

from ce_grader.intake.assignment import Assignment
from ce_grader.nbgrader_seams.sourced import SourceAssignment
from ce_grader.run.commands import main
from ce_grader.run.single import GradeApp
from tests.run.small import CELLS, NAME, WRONG, notebook
from tools.build import write_notebook

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]
#: What a person marks, and an answer that reads a file beside the notebook.
MORE = (
    ({"grade_id": "essay", "grade": True, "solution": True, "cell_type": "markdown", "points": 4},
     "### BEGIN SOLUTION\nBecause.\n### END SOLUTION"),
    ({"grade_id": "task", "task": True, "cell_type": "markdown", "points": 2}, "Draw it."),
)  # fmt: skip
WITH_FILE = "from factor import TWO\ndef double(x):\n    return TWO * x"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two assignments, configured by `init`, which adds to what is there and does so once."""
    folder = tmp_path_factory.mktemp("single") / "course"
    write_notebook(notebook(cells=(*CELLS, *MORE)), folder / "source" / NAME / f"{NAME}.ipynb")
    other = [({**marks, "grade_id": f"other_{marks['grade_id']}"}, text) for marks, text in CELLS]
    write_notebook(notebook(cells=other), folder / "source" / "other" / "other.ipynb")
    (folder / "nbgrader_config.py").write_text(
        'c = get_config()\nc.CourseDirectory.course_id = "a"'
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert [main(["init"]), main(["init"])] == [0, 1]
        (folder / "nbgrader_config.py").rename(folder / "added_to.py")
        assert main(["init"]) == 0
    added, new = ((folder / f"{name}.py").read_text() for name in ("added_to", "nbgrader_config"))
    assert added.count("isolate(c)") == new.count("isolate(c)") == 1
    assert 'course_id = "a"' in added and 'course_id = "course"' in new
    return folder


@pytest.fixture
def run(course: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Run the command in the course; return its exit code, what it printed, and its complaint."""
    monkeypatch.chdir(course)

    def graded(*arguments: str) -> tuple[Any, str, str]:
        GradeApp.clear_instance()
        capsys.readouterr()
        try:
            code: Any = main(["grade", *arguments])
        except SystemExit as end:
            code = end.code
        finally:
            GradeApp.clear_instance()
        return code, *capsys.readouterr()

    return graded


def handed_in(path: Path, double: str | None = None) -> str:
    """Write a hand-in with an answer to the essay; return its path."""
    nb: NotebookNode = notebook(double, (*CELLS, *MORE))
    nb.cells[-2].source = "Because it is so."
    write_notebook(nb, path)
    return str(path)


def test_a_program_reads_points_status_and_sentence_of_each_cell(
    run: Any, course: Path, tmp_path: Path
) -> None:
    """Found by its cells under another name; nothing is written; a lost point is exit code 1."""
    before = sorted(course.rglob("*"))
    code, said, _ = run(handed_in(tmp_path / "ann (1).ipynb", WRONG), "--json", "--seed", "7")
    found = json.loads(said)
    assert code == 1 and sorted(course.rglob("*")) == before
    assert (found["notebook"], found["points"], found["max_points"]) == (f"{NAME}/{NAME}", 1, 9)
    assert found["seed"] == "7"
    cells = {cell.pop("grade_id"): cell for cell in found["cells"]}
    assert [cells[name]["status"] for name in ("test_double", "test_half")] == ["failed", "passed"]
    assert cells["test_double"]["points"] == 0 and cells["test_double"]["reason"]
    for name, points in (("essay", 4), ("task", 2)):
        by_hand = {"points": None, "max_points": points, "status": "by-hand"}
        assert cells[name] == {**by_hand, "reason": "a person marks it", "needs_review": True}


def test_a_table_for_people_and_exit_code_0_where_no_point_is_lost(
    run: Any, tmp_path: Path
) -> None:
    """A file beside the notebook counts in a folder that has the assignment's name."""
    path = handed_in(tmp_path / NAME / f"{NAME}.ipynb", WITH_FILE)
    (tmp_path / NAME / "factor.py").write_text("TWO = 2")
    code, said, _ = run(path)
    assert code == 0 and "test_double   2 of 2" in said and "3 of 9 points" in said
    code, said, _ = run(handed_in(tmp_path / f"{NAME}.ipynb", WITH_FILE))
    assert code == 1 and "imports a module that is not there" in said


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("none.ipynb",), "there is no file none.ipynb"),
        (("nbgrader_config.py",), "may be of any of other, small: say which with --assignment"),
        (("source/small",), "is a folder: name the notebook in it"),
        (("source/small/small.ipynb", "--assignment=smal"), "there are: other, small"),
        (("source/small/small.ipynb", "--course-dir=/"), "run the command in the course's"),
        (("source/small/small.ipynb", "--jsn"), "no option --jsn; is --json meant?"),
        ((), "usage: ce-grader grade NOTEBOOK"),
    ],
)
def test_what_cannot_be_graded_is_one_sentence_that_names_the_way_out(
    run: Any, arguments: tuple[str, ...], words: str
) -> None:
    """On stderr, with exit code 2."""
    code, said, complaint = run(*arguments)
    assert (code, said) == (2, "") and words in complaint
    assert len(complaint.splitlines()) == 1


def test_a_folder_that_nbgrader_misreads_is_refused_before_anything_is_written(
    run: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By `init`, and by a command with `--course-dir`."""
    odd = tmp_path / "50%[1]"
    odd.mkdir()
    code, _, complaint = run("a.ipynb", f"--course-dir={odd}")
    assert code == 2 and "holds % [ ], which nbgrader" in complaint
    monkeypatch.chdir(odd)
    assert main(["init"]) == 1 and "move or rename the folder" in capsys.readouterr().out
    assert not list(odd.iterdir())


def test_a_source_that_nbgrader_would_not_release_is_named(
    run: Any, course: Path, tmp_path: Path
) -> None:
    """A solution that is not closed."""
    broken = course / "source" / "broken" / "broken.ipynb"
    write_notebook(notebook("### BEGIN SOLUTION\nx = 1"), broken)
    try:
        code, _, complaint = run(handed_in(tmp_path / "a.ipynb"), "--assignment=broken")
    finally:
        broken.unlink()
        broken.parent.rmdir()
    assert code == 2 and "source/broken/broken.ipynb cannot be released" in complaint


def test_the_source_holds_what_the_gradebook_would(course: Path, tmp_path: Path) -> None:
    """Cell by cell: name, type, text, checksum, locks and points."""
    app = NbGrader()
    app.config.CourseDirectory.root = str(course)
    app.config.CourseDirectory.db_url = f"sqlite:///{tmp_path / 'gradebook.db'}"
    app.config.CourseDirectory.release_directory = str(tmp_path / "release")
    app.config.CourseDirectory.assignment_id = NAME
    coursedir = CourseDirectory(parent=app)
    GenerateAssignment(coursedir=coursedir, parent=app).start()
    read, saved = SourceAssignment(coursedir, NAME, app), Assignment(coursedir, NAME)
    assert read.notebooks == saved.notebooks and len(read.notebooks[NAME]) == 7
