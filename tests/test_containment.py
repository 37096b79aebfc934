"""Malformed submissions end with a right score, or a refusal with a reason; nobody else suffers."""

import copy
import json
import os
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat import NotebookNode

from ce_grader.intake.admission import escaped
from ce_grader.intake.assignment import MasterCell, Prose
from ce_grader.intake.files import FileLimits, Refused, read_files
from ce_grader.intake.markup import fenced, harmless, is_plain
from ce_grader.intake.notebook import NotebookLimits, parse_notebook, read_notebook
from ce_grader.intake.renderer import RENDERER, Renderer, one_notebook
from ce_grader.intake.restore import restored
from ce_grader.intake.tex import foreign
from tests.attacked.batch import Batch
from tests.attacked.course import (
    COURSE,
    NAME,
    AttackedCourse,
    isolated_config,
    make_course,
    submit_honest,
)
from tests.attacked.course import feedback as feedback_of
from tests.attacked.course import outcome as outcome_of
from tests.attacked.scenarios import FULL
from tools.answers import apply_answers, read_answers

NOTHING = dict.fromkeys(FULL, 0.0)
Maker = Callable[[NotebookNode, Path], None]


def text(nb: NotebookNode) -> str:
    """Return a notebook as it is written to a file, whether or not it is valid."""
    return json.dumps(nb)


def written(content: str | bytes) -> Maker:
    """Return a maker that hands in these bytes as the notebook."""
    data = content.encode() if isinstance(content, str) else content
    return lambda nb, folder: (folder / f"{NAME}.ipynb").write_bytes(data) and None


def changed(change: Callable[[NotebookNode], object]) -> Maker:
    """Return a maker that hands in the right answers in a notebook that was changed."""

    def make(nb: NotebookNode, folder: Path) -> None:
        change(nb)
        (folder / f"{NAME}.ipynb").write_text(text(nb), encoding="utf-8")

    return make


def beside(change: Callable[[Path], object]) -> Maker:
    """Return a maker that hands in the right notebook and something else beside it."""

    def make(nb: NotebookNode, folder: Path) -> None:
        (folder / f"{NAME}.ipynb").write_text(text(nb), encoding="utf-8")
        change(folder)

    return make


def cell(nb: NotebookNode, name: str) -> NotebookNode:
    """Return the cell of a grade_id."""
    return next(c for c in nb.cells if c.metadata.get("nbgrader", {}).get("grade_id") == name)


def as_version_3(nb: NotebookNode, folder: Path) -> None:
    """Hand in the right answers in the old format 3."""
    old = nbformat.convert(nb, 3)
    (folder / f"{NAME}.ipynb").write_text(json.dumps(old), encoding="utf-8")


def huge(nb: NotebookNode, folder: Path) -> None:
    """Hand in a notebook of 100 MB, nearly all of it output."""
    nb.cells[1].outputs = [nbformat.v4.new_output("stream", text="x" * 100_000_000)]
    (folder / f"{NAME}.ipynb").write_text(text(nb), encoding="utf-8")


def deep_folders(folder: Path) -> None:
    """Make folders deeper than a path may be long."""
    here = os.open(folder, os.O_RDONLY)
    for _ in range(600):
        os.mkdir("deep-folder", dir_fd=here)
        here, outer = os.open("deep-folder", os.O_RDONLY, dir_fd=here), here
        os.close(outer)
    os.close(here)


def many_files(folder: Path) -> None:
    """Put thousands of files beside the notebook."""
    for number in range(3000):
        (folder / f"{number}.txt").touch()


def odd_names(folder: Path) -> None:
    """Put files with odd names beside the notebook."""
    for name in (
        "-rf",
        "new\nline",
        "\x1b[31mred",
        "ünï",
        "a b'\"<b>",
        "con",
        b"\xff".decode("latin1"),
    ):
        (folder / name).write_text("x")
    (Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe"))).write_text("not UTF-8")


def extra_cells(count: int) -> Callable[[NotebookNode], object]:
    """Return a change that adds cells of the student's own."""
    return lambda nb: nb.cells.extend(nbformat.v4.new_code_cell("1 + 1") for _ in range(count))


def socket_beside(folder: Path) -> None:
    """Put a socket beside the notebook."""
    here = os.getcwd()
    os.chdir(folder)  # the name of a socket is short
    try:
        socket.socket(socket.AF_UNIX).bind("socket.txt")
    finally:
        os.chdir(here)


#: name: (how it is made, all points or none, what the student reads)
CASES: dict[str, tuple[Maker, bool, str]] = {
    "not_json": (written("this is an essay"), False, "not a complete Jupyter notebook"),
    "empty_file": (written(""), False, "is empty"),
    "json_list": (written("[1, 2, 3]"), False, "not a Jupyter notebook"),
    "json_number": (written("7"), False, "not a Jupyter notebook"),
    "no_cells": (written('{"nbformat": 4}'), False, "it has no cells"),
    "cells_no_list": (written('{"nbformat": 4, "cells": {"0": 1}}'), False, "it has no cells"),
    "deep_json": (written('{"cells": ' + "[" * 200_000), False, "nested too deeply|not a complete"),
    "huge_number": (written('{"cells": [' + "9" * 100_000 + "]}"), False, "not a complete"),
    "utf16": (written("{}".encode("utf-16")), False, "UTF-16"),
    "binary": (written(bytes(range(256)) * 100), False, "not a complete Jupyter notebook"),
    "endless_list": (
        written(b'{"cells": [' + b"[]," * 5_000_000 + b"[]]}"),
        False,
        "too many to be read",
    ),
    "truncated": (
        lambda nb, folder: written(text(nb)[: len(text(nb)) // 2])(nb, folder),
        False,
        "may be cut off",
    ),
    "future_format": (
        changed(lambda nb: nb.update(nbformat=9)),
        False,
        "this course uses format 4",
    ),
    "format_text": (changed(lambda nb: nb.update(nbformat="four")), False, "format 4"),
    "format_2": (written('{"nbformat": 2, "worksheets": []}'), False, "format"),
    "huge": (huge, False, "larger than 100 MB"),
    "thousands_of_cells": (changed(extra_cells(5000)), False, "at most 2000 are graded"),
    "endless_source": (
        changed(lambda nb: nb.cells[0].update(source="x" * 3_000_000)),
        False,
        "1 MB",
    ),
    "folder_as_notebook": (
        lambda nb, folder: (folder / f"{NAME}.ipynb").mkdir(),
        False,
        "no notebook",
    ),
    "bad_zip": (
        lambda nb, folder: (folder / "work.zip").write_bytes(b"PK no archive") and None,
        False,
        "no notebook",
    ),
    "pipe_as_notebook": (
        lambda nb, folder: os.mkfifo(folder / f"{NAME}.ipynb"),
        False,
        "not an ordinary file",
    ),
    "link_as_notebook": (
        lambda nb, folder: (folder / f"{NAME}.ipynb").symlink_to(
            f"../../zz_honest/{NAME}/{NAME}.ipynb"
        ),
        False,
        "is a link to another file",
    ),
    "device_as_notebook": (
        lambda nb, folder: (folder / f"{NAME}.ipynb").symlink_to("/dev/zero"),
        False,
        "is a link to another file",
    ),
    "format_3": (as_version_3, True, ""),
    "byte_order_mark": (
        lambda nb, folder: written(b"\xef\xbb\xbf" + text(nb).encode())(nb, folder),
        True,
        "",
    ),
    "many_cells": (changed(extra_cells(500)), True, ""),
    "lone_surrogate": (
        changed(
            lambda nb: cell(nb, "total").update(source=cell(nb, "total").source + "  # \ud800")
        ),
        True,
        "",
    ),
    "nul_in_markdown": (
        changed(lambda nb: cell(nb, "essay").update(source="\0 \ud800 \ufffe")),
        True,
        "",
    ),
    "source_as_lines": (
        changed(
            lambda nb: cell(nb, "total").update(source=cell(nb, "total").source.splitlines(True))
        ),
        True,
        "",
    ),
    "malformed_cells": (
        changed(
            lambda nb: nb.cells.extend([None, 7, "cell", [], {}, {"cell_type": {}, "source": {}}])
        ),
        True,
        "",
    ),
    "malformed_metadata": (
        changed(lambda nb: [nb.update(metadata=[1]), nb.cells[0].update(metadata="x", id=["y"])]),
        True,
        "",
    ),
    "ids_doubled": (changed(lambda nb: [c.update(id="same id!") for c in nb.cells]), True, ""),
    "malformed_outputs": (
        changed(
            lambda nb: cell(nb, "total").update(
                outputs=[{"output_type": 7}, None], execution_count="x"
            )
        ),
        True,
        "",
    ),
    "malformed_attachments": (
        changed(
            lambda nb: cell(nb, "essay").update(
                attachments={"a": {"text/html": "<script>"}, "b": 7}
            )
        ),
        True,
        "",
    ),
    "setup_deleted": (
        changed(lambda nb: nb.cells.remove(cell(nb, "setup"))),
        True,
        "setup was missing",
    ),
    "tests_deleted": (
        changed(lambda nb: [nb.cells.remove(cell(nb, name)) for name in FULL]),
        True,
        "test_share_hidden was missing",
    ),
    "tests_doubled": (
        changed(lambda nb: nb.cells.extend(copy.deepcopy(cell(nb, name)) for name in FULL)),
        True,
        "more than once",
    ),
    "cells_reversed": (
        changed(lambda nb: nb.cells.reverse()),
        True,
        "assignment's order|assignment’s order|assignment&#39;s order",
    ),
    "pipe_beside": (beside(lambda folder: os.mkfifo(folder / "pipe.txt")), True, ""),
    "socket_beside": (beside(socket_beside), True, ""),
    "link_beside": (beside(lambda folder: (folder / "zero.txt").symlink_to("/dev/zero")), True, ""),
    "loop_beside": (beside(lambda folder: (folder / "loop").symlink_to(".")), True, ""),
    "deep_beside": (beside(deep_folders), True, ""),
    "many_beside": (beside(many_files), True, ""),
    "large_beside": (
        beside(lambda folder: (folder / "data.bin").write_bytes(bytes(15_000_000))),
        True,
        "",
    ),
    "odd_names_beside": (beside(odd_names), True, ""),
    "bad_timestamp": (
        beside(lambda folder: (folder / "timestamp.txt").write_text("soon")),
        True,
        "",
    ),
    "link_timestamp": (
        beside(lambda folder: (folder / "timestamp.txt").symlink_to("/dev/zero")),
        True,
        "",
    ),
    "another_notebook": (
        beside(lambda folder: (folder / "more.ipynb").write_text("not a notebook")),
        True,
        "",
    ),
}


def fill(course: AttackedCourse) -> None:
    """Submit every case, with honest students before and after."""
    for student in ("00_honest", "m_honest", "zz_honest"):
        submit_honest(course, student)
    for name, (make, _, _) in CASES.items():
        folder = course.folder(name)
        folder.mkdir(parents=True)
        make(apply_answers(course.release, read_answers(COURSE / "honest.py")), folder)


@pytest.fixture(scope="module", params=["nbgrader", "ce_grader"])
def batch(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Batch]:
    """All cases as one class, graded by nbgrader's own command with our configuration, or ours."""
    course = make_course(
        tmp_path_factory.mktemp("containment") / "course", isolated_config(sandbox="auto")
    )
    fill(course)
    result = course.run("autograde", NAME, program=(request.param,))
    course.run("generate_feedback", NAME)
    names = [*CASES, "00_honest", "m_honest", "zz_honest"]
    outcomes = {name: outcome_of(course, name) for name in names}
    yield Batch(course, outcomes, {}, result.returncode, result.stdout + result.stderr, [], [])
    shutil.rmtree(course.root, ignore_errors=True)


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", CASES)
def test_case_is_graded_right_or_refused_with_a_reason(name: str, batch: Batch) -> None:
    """Right answers keep their points where they can be read; a refusal says what to do."""
    _, is_readable, reason = CASES[name]
    assert batch.outcomes[name].points == (FULL if is_readable else NOTHING), batch.log[-3000:]
    assert re_search(reason, feedback_of(batch.course, name))


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_everybody_else_is_graded(batch: Batch) -> None:
    """The command ends with 0 and honest students get all points."""
    for student in ("00_honest", "m_honest", "zz_honest"):
        assert batch.outcomes[student].points == FULL
    assert batch.returncode == 0, batch.log[-3000:]


def re_search(pattern: str, page: str) -> bool:
    """Return whether a page shows the reason, typographic quotes aside."""
    import re

    return re.search(pattern, page) is not None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda children: st.lists(children, max_size=4)
    | st.dictionaries(
        st.sampled_from(
            ["cells", "cell_type", "source", "metadata", "nbgrader", "grade_id", "outputs", "id",
             "attachments", "nbformat", "worksheets", "points"]
        ),
        children,
        max_size=6,
    ),
    max_leaves=30,
)  # fmt: skip
MASTER = [
    MasterCell("setup", "code", "import this", "0" * 32, True, False, False, False, 0.0),
    MasterCell("answer", "code", "pass", "1" * 32, False, False, True, False, 0.0),
    MasterCell("test", "code", "assert True", "2" * 32, True, True, False, False, 3.0),
    MasterCell("essay", "markdown", "Say.", "3" * 32, False, True, True, False, 2.0),
]
NAMES = st.none() | st.sampled_from(["setup", "answer", "test", "essay", "gift", ""])


def holds_the_assignment(nb: NotebookNode) -> None:
    """Assert that every cell of the assignment is there once, and read-only ones unchanged."""
    nbformat.validate(nb)
    own = {c.metadata.nbgrader.grade_id: c for c in nb.cells if "nbgrader" in c.metadata}
    assert sum("nbgrader" in c.metadata for c in nb.cells) == len(own) == len(MASTER)
    for m in MASTER:
        assert (own[m.name].metadata.nbgrader, own[m.name].cell_type) == (m.metadata, m.cell_type)
        assert not m.locked or own[m.name].source == m.source
    fixed = [name for name in own if name in ("setup", "test")]
    assert fixed == ["setup", "test"]
    nbformat.writes(nb).encode()


@given(JSON)
@settings(max_examples=300, deadline=None)
def test_any_json_is_a_notebook_or_refused(value: object) -> None:
    """Reading raises nothing but Refused, restoring nothing at all."""
    try:
        nb = parse_notebook(json.dumps(value).encode())
    except Refused as refusal:
        assert len(str(refusal)) < 400 and str(refusal).endswith(".")
        return
    holds_the_assignment(restored(nb, MASTER)[0])


@given(st.binary(max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_a_notebook_or_refused(content: bytes) -> None:
    """Not even bytes that are no text raise anything else."""
    try:
        parse_notebook(content)
    except Refused:
        pass


@given(
    st.lists(st.tuples(NAMES, st.sampled_from(["code", "markdown", "raw"]), st.text(max_size=9)))
)
@settings(max_examples=200, deadline=None)
def test_the_assignment_is_restored_from_any_order_of_cells(
    cells: list[tuple[str, str, str]],
) -> None:
    """Doubled, deleted, moved, retyped: the assignment's cells come out once each."""
    nb = nbformat.v4.new_notebook()
    for name, kind, source in cells:
        metadata = {} if name is None else {"nbgrader": {"grade_id": name, "points": 99}}
        nb.cells.append(
            nbformat.from_dict({"cell_type": kind, "source": source, "metadata": metadata})
        )
    result, notes = restored(nb, MASTER)
    holds_the_assignment(result)
    # what is rendered is cleaned besides, and code may be where an essay was written
    plain = [cell for cell in cells if cell[2].isalnum()]
    foreign = [source for name, _, source in plain if name not in {m.name for m in MASTER}]
    kept = [c.source for c in result.cells]
    assert all(any(source in text for text in kept) for source in foreign)
    answers = [source.strip() for name, _, source in cells if name == "answer"]
    assert all(any(source in text for text in kept) for source in answers if source != "pass")
    assert all(
        any(m.name in note for note in notes)
        for m in MASTER
        if m.name not in [n for n, _, _ in cells]
    )


def untouched() -> NotebookNode:
    """Return the assignment as it was released."""
    nb = nbformat.v4.new_notebook()
    for master in MASTER:
        cell_of = {"cell_type": master.cell_type, "source": master.source}
        nb.cells.append(nbformat.from_dict({**cell_of, "metadata": {"nbgrader": master.metadata}}))
    return nb


def test_an_untouched_notebook_needs_no_repair() -> None:
    """A repair that is reported for honest work would be noise."""
    assert restored(untouched(), MASTER)[1] == []


def test_the_instructors_own_words_are_taken_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every submission holds them, and rendering takes a process; a student's are looked at."""
    looked_at = []
    monkeypatch.setattr("ce_grader.intake.restore.harmless", lambda s, _: looked_at.append(s) or s)
    nb = untouched()
    nb.cells[:0] = [nbformat.v4.new_markdown_cell(text) for text in ("# Title", "# Title ", "mine")]
    restored(nb, MASTER, Prose(sources=frozenset({"# Title"})))
    assert "# Title" not in looked_at and {"# Title ", "mine"} <= set(looked_at)


def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    """A named pipe that nobody writes to would stop the batch for ever."""
    os.mkfifo(tmp_path / "pipe.ipynb")
    with pytest.raises(Refused, match="not an ordinary file"):
        read_notebook(tmp_path / "pipe.ipynb")


def test_a_file_that_grows_is_not_read_for_ever(tmp_path: Path) -> None:
    """The limit holds for what is read, not only for the size that the file states."""
    with pytest.raises(Refused, match="link|ordinary"):
        read_notebook(Path("/dev/zero"))
    (tmp_path / "large.ipynb").write_bytes(b" " * 11)
    with pytest.raises(Refused, match="larger than"):
        read_notebook(tmp_path / "large.ipynb", NotebookLimits(notebook_bytes=10))


def test_files_are_read_without_following_links(tmp_path: Path) -> None:
    """What a link points to never reaches the graded folder."""
    (tmp_path / "secret").write_text("private")
    source = tmp_path / "in"
    (source / "sub").mkdir(parents=True)
    (source / "sub" / "data.csv").write_text("1")
    (source / "link.csv").symlink_to(tmp_path / "secret")
    (source / "folder").symlink_to(tmp_path)
    files, notes = read_files(source)
    assert files == {"sub/data.csv": b"1"}
    assert len(notes) == 2 and all("link" in note for note in notes)


@pytest.mark.parametrize(
    "limits",
    [FileLimits(files=2), FileLimits(depth=0), FileLimits(total_bytes=2), FileLimits(file_bytes=0)],
)
def test_file_limits_hold(tmp_path: Path, limits: FileLimits) -> None:
    """Each of the limits leaves something behind, and says so."""
    source = tmp_path / "in"
    (source / "sub").mkdir(parents=True)
    for name in ("a", "b", "sub/c", "sub/d"):
        (source / name).write_text("x")
    files, notes = read_files(source, limits=limits)
    assert notes and len(files) < 4


def test_what_the_course_ignores_is_left_out_without_a_note(tmp_path: Path) -> None:
    """As nbgrader does with checkpoints, byte code and the feedback of earlier submissions."""
    for name in ("feedback/old.html", "__pycache__/m.pyc", "m.pyc", "m.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert read_files(tmp_path, ["feedback", "__pycache__", "*.pyc"]) == ({"m.py": b"x"}, [])


ACTIVE = [
    "<script>document.title = 'ran'</script>",
    "<img src='x' onerror='live()'>",
    "<svg onload=live()>",
    "<!-- a comment -->",
    "[a](made-up:x)",
    "[a](made&#45;up:x)",
    "[a]: made-up:x\n\n[a]",
    "![a](made-up:x)",
    "![a](https://example.invalid/counted.png)",
    "![a](/formgrader?path=submitted/me)",
    "![a](next)",
    "[a](/formgrader?path=submitted/me)",
    "[a](../../formgrader/submissions)",
    "[a](%2e%2e/formgrader)",
    "[a](figure.html?x)",
    '<p style="position:fixed">a</p>',
    '<p class="navbar-fixed-top">a</p>',
    '<p id="quiz_1">a</p>',
    "<form action=/formgrader/api><input></form>",
    "![missing](attachment:missing.png)",
    "&#92;(&#92;href{made-up:x}{a}&#92;)",
]


@pytest.mark.parametrize("source", ACTIVE)
def test_markdown_that_could_run_is_shown_as_text(source: str) -> None:
    """Formgrader shows markdown in the instructor's own session."""
    assert harmless(source) == fenced(source) != source


@pytest.mark.parametrize("name", ["href", "class", "require", "unicode", "def", "rlap", "made"])
def test_only_listed_tex_is_a_command(name: str) -> None:
    """Any other loses its backslash; code and the rest of the cell stay as they are."""
    source = f'$\\{name}{{made-up:x}}{{\\alpha}}$ and `print("\\n")`'
    assert harmless(source) == source.replace(f"\\{name}", f"∖{name}")


def test_a_line_of_a_formula_is_not_moved_upwards() -> None:
    """It would cover what stands above the cell."""
    assert harmless("$$a\\\\\n[-9em] b$$") == "$$a\\\\\n[9em] b$$"


def test_markdown_that_takes_too_long_is_shown_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """The renderer ends by a signal in its own process; the next cell gets another one."""
    slow = (
        "from ce_grader.intake.renderer import serve\n"
        "serve(lambda source, **_: source if source != 'slow' else sum(iter(int, 1)), 0.2)"
    )
    with closing(Renderer("-c", slow)) as renderer:
        monkeypatch.setattr("ce_grader.intake.markup.RENDERER", renderer)
        for source, shown in {"ok": "ok", "slow": fenced("slow"), "fine": "fine"}.items():
            assert harmless(source) == shown


def test_many_slow_cells_are_no_slower_than_a_few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once the time of a whole notebook is up, the rest of it is shown as text, at once."""
    busy = (
        "import time\n"
        "from ce_grader.intake.renderer import serve\n"
        "def page(source, **_):\n"
        "    end = time.process_time() + 0.02\n"
        "    while time.process_time() < end: pass\n"
        "    return source\n"
        "serve(page, 60)"
    )
    monkeypatch.setattr("ce_grader.intake.renderer.ALL_SECONDS", 0.01)
    with closing(Renderer("-c", busy)) as renderer:
        monkeypatch.setattr("ce_grader.intake.markup.RENDERER", renderer)
        for _ in range(2):  # each notebook has its own time
            with one_notebook():
                assert [harmless("a"), harmless("a")] == ["a", fenced("a")]


@pytest.mark.parametrize(
    "source",
    [
        "# Title\n\nA *share* $s<1$ and `<script>`, [a](https://example.org/?b=1).",
        "<details><summary>Hint</summary>\n\n2 < 3\n\n</details>",
        "| a | b |\n|--:|---|\n| 1 | 2 |",
        "![loss](loss.png)",
        "[the data](more/data.csv), [above](#Title), [me](mailto:me@example.org)",
        "$\\operatorname{softmax}(z)_i = \\frac{e^{z_i}}{\\sum_j e^{z_j}}$ in `C:\\temp`",
    ],
)
def test_harmless_markdown_stays_as_it_is(source: str) -> None:
    """Honest written answers are not changed."""
    assert harmless(source) == source


@given(st.text(alphabet="<>abs/!\"'= \n`~[]():&;#jx\\$-92", max_size=60))
@settings(max_examples=300, deadline=None)
def test_what_is_shown_has_no_tag_that_could_run(source: str) -> None:
    """Of any text, Markdown makes harmless tags and commands only."""
    page = RENDERER.render(harmless(source), {})
    assert page is not None and is_plain(page) and not foreign(page)


def test_a_pasted_picture_stays() -> None:
    """A picture in a written answer is shown."""
    picture = {"loss.png": {"image/png": "iVBORw0KGgo="}}
    assert harmless("![loss](attachment:loss.png)", picture) == "![loss](attachment:loss.png)"


def test_notes_quote_file_names_as_text() -> None:
    """A file name in a note is no markup in the feedback."""
    assert "<" not in escaped("<script>alert(1)</script>")
