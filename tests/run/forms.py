"""Odd but honest forms of one right hand-in: cell operations, other programs, other file names.

Each maker gets the notebook with all answers right, and writes what is handed in.
"""

from __future__ import annotations

import copy
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from tests.run.small import NAME, Cells

STUB = 'def half(x):\n    raise NotImplementedError("not written yet")'
UNTOUCHED = "YOUR ANSWER HERE"
ESSAY = "Softmax compares logits; a sigmoid looks at one."
CELLS: Cells = (
    ({"cell_type": "markdown"}, "# A small assignment"),
    ({"grade_id": "setup", "locked": True}, "import numpy as np"),
    ({"cell_type": "markdown"}, "Double a number."),
    (
        {"grade_id": "double", "solution": True},
        "def double(x):\n    ### BEGIN SOLUTION\n    twice = x + x\n    return twice\n"
        "    ### END SOLUTION",
    ),
    (
        {"grade_id": "test_double", "points": 2},
        "assert double(2) == 4\n### BEGIN HIDDEN TESTS\n"
        "assert (double(np.arange(3)) == [0, 2, 4]).all()\n### END HIDDEN TESTS",
    ),
    (
        {"grade_id": "half", "solution": True},
        "def half(x):\n    ### BEGIN SOLUTION\n    return x / 2\n    ### END SOLUTION",
    ),
    ({"grade_id": "test_half", "points": 1}, "assert half(3) == 1.5"),
    ({"grade_id": "question", "locked": True, "cell_type": "markdown"}, "Compare the two."),
    (
        {"grade_id": "essay", "solution": True, "points": 4, "cell_type": "markdown"},
        "A model answer.",
    ),
    ({"cell_type": "markdown"}, "You have doubled and halved."),
)
Maker = Callable[[NotebookNode, Path], None]


def answered(release: NotebookNode) -> NotebookNode:
    """Return the released notebook with all answers right."""
    nb = copy.deepcopy(release)
    the(nb, "double").source = "def double(x):\n    twice = x + x\n    return twice"
    the(nb, "half").source = "def half(x):\n    return x / 2"
    the(nb, "essay").source = ESSAY
    return nb


def the(nb: NotebookNode, name: str) -> NotebookNode:
    """Return the cell of a name."""
    return next(c for c in nb.cells if c.metadata.get("nbgrader", {}).get("grade_id") == name)


def place(nb: NotebookNode, name: str) -> int:
    """Return where the cell of a name stands."""
    return int(nb.cells.index(the(nb, name)))


def write(nb: NotebookNode, folder: Path, name: str = f"{NAME}.ipynb") -> None:
    """Write the notebook as it is, valid or not."""
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(json.dumps(nb), encoding="utf-8")


def changed(*changes: Callable[[NotebookNode], object]) -> Maker:
    """Return a maker that changes the notebook's cells."""

    def make(nb: NotebookNode, folder: Path) -> None:
        for change in changes:
            change(nb)
        write(nb, folder)

    return make


def named(*names: str) -> Maker:
    """Return a maker that hands in the notebook under other names."""

    def make(nb: NotebookNode, folder: Path) -> None:
        for name in names:
            write(nb, folder, name)

    return make


def holding(content: bytes) -> Maker:
    """Return a maker that hands in something else under the right name."""
    return lambda nb, folder: (folder / f"{NAME}.ipynb").write_bytes(content) and None


def delete(*names: str) -> Callable[[NotebookNode], None]:
    """Return a change that deletes cells."""

    def change(nb: NotebookNode) -> None:
        nb.cells[:] = [cell for cell in nb.cells if cell not in [the(nb, name) for name in names]]

    return change


def all_in(name: str) -> Callable[[NotebookNode], None]:
    """Return a change that writes both functions in one answer, and deletes the other."""

    def change(nb: NotebookNode) -> None:
        other = "half" if name == "double" else "double"
        the(nb, name).source += "\n\n\n" + the(nb, other).source
        delete(other)(nb)

    return change


def in_own_cell(where: int) -> Callable[[NotebookNode], None]:
    """Return a change that writes both functions in a new cell and deletes their own."""

    def change(nb: NotebookNode) -> None:
        source = the(nb, "double").source + "\n" + the(nb, "half").source
        delete("double", "half")(nb)
        nb.cells.insert(where % len(nb.cells), new_code_cell(source))

    return change


def below_untouched_stub(nb: NotebookNode) -> None:
    """Write an answer in a new cell below its own, which stays as it was released."""
    at = place(nb, "half")
    nb.cells.insert(at + 1, new_code_cell(nb.cells[at].source))
    nb.cells[at].source = STUB


def split(name: str, line: int, blank: str = "") -> Callable[[NotebookNode], None]:
    """Return a change that splits a cell before a line; JupyterLab keeps the last part's id."""

    def change(nb: NotebookNode) -> None:
        at = place(nb, name)
        lines = nb.cells[at].source.splitlines()
        upper = copy.deepcopy(nb.cells[at])
        upper.id, upper.source = "upper-half", "\n".join(lines[:line])
        nb.cells[at].source = "\n".join(lines[line:]) or blank
        nb.cells.insert(at, upper)

    return change


def doubled(name: str, first: str | None = None, last: str | None = None) -> Maker:
    """Return a maker that pastes a cell below itself, and writes other texts into the two."""

    def change(nb: NotebookNode) -> None:
        at = place(nb, name)
        pasted = copy.deepcopy(nb.cells[at])
        pasted.id = "pasted"
        for cell, text in ((nb.cells[at], first), (pasted, last)):
            cell.source = cell.source if text is None else text
        nb.cells.insert(at + 1, pasted)

    return changed(change)


def all_doubled(nb: NotebookNode) -> None:
    """Paste a copy of every cell below it."""
    copies = [copy.deepcopy(cell) for cell in nb.cells]
    for number, cell in enumerate(copies):
        cell.id = f"copy-{number}"
    nb.cells[:] = [cell for pair in zip(nb.cells, copies, strict=True) for cell in pair]


def merged_into_scratch(name: str) -> Callable[[NotebookNode], None]:
    """Return a change that merges an answer with a cell below: its metadata are gone."""

    def change(nb: NotebookNode) -> None:
        at, kind = place(nb, name), the(nb, name).cell_type
        make = new_code_cell if kind == "code" else new_markdown_cell
        nb.cells[at] = make(nb.cells[at].source + "\n\n")

    return change


def essay_in(make: Callable[[str], NotebookNode], where: int, cell: str = "essay") -> Maker:
    """Return a maker that writes the essay in a new cell, relative to another."""

    def change(nb: NotebookNode) -> None:
        the(nb, "essay").source = UNTOUCHED
        nb.cells.insert(place(nb, cell) + where, make(ESSAY))

    return changed(change)


def essay_in_the_question(text: str) -> Maker:
    """Return a maker that writes the essay into the question, which is read-only."""

    def change(nb: NotebookNode) -> None:
        the(nb, "essay").source = UNTOUCHED
        the(nb, "question").source = text

    return changed(change)


def retyped(kind: str, *names: str) -> Callable[[NotebookNode], None]:
    """Return a change that turns cells to another type."""

    def change(nb: NotebookNode) -> None:
        for name in names:
            cell = the(nb, name)
            cell.cell_type = kind
            cell.pop("outputs", None)

    return change


def stripped(ids: str = "kept", black: bool = False) -> Callable[[NotebookNode], None]:
    """Return a change that takes all metadata; ids are kept, new, or Colab's."""

    def change(nb: NotebookNode) -> None:
        for number, cell in enumerate(nb.cells):
            cell.metadata = {"id": cell.id} if ids == "Colab's" else {}
            if ids == "Colab's":
                del cell["id"]
            elif ids == "new":
                cell.id = str(number)
            if black and cell.cell_type == "code":
                cell.source = cell.source.replace("==", " ==  ") + "  # formatted\n"

    return change


def answers_stripped(nb: NotebookNode) -> None:
    """Take the metadata and ids of the answers alone."""
    for number, name in enumerate(("double", "half", "essay")):
        the(nb, name).update(metadata={}, id=f"plain-{number}")


def by_an_assistant(nb: NotebookNode) -> None:
    """Make every source a list of lines without their ends."""
    for number, cell in enumerate(nb.cells):
        cell.source = cell.source.splitlines()
        cell.id = f"#VSC-{number:08x}"


def with_large_outputs(nb: NotebookNode) -> None:
    """Leave 25 MB of output in the notebook."""
    the(nb, "double").outputs = [new_output("stream", text="x" * 25_000_000)]


def answer_moved_up(nb: NotebookNode) -> None:
    """Move the second answer to the top, and use it in the first."""
    half = the(nb, "half")
    nb.cells.remove(half)
    nb.cells.insert(2, half)
    the(nb, "double").source = "four = half(8)\n\n\ndef double(x):\n    return x * four / 2"


def zipped(nb: NotebookNode, folder: Path) -> None:
    """Hand in the notebook in a zip, as a Mac packs it."""
    with zipfile.ZipFile(folder / "work.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"work/{NAME}.ipynb", json.dumps(nb))
        archive.writestr(f"__MACOSX/work/._{NAME}.ipynb", b"\0\5\26\7")


def worked_in_a_copy(nb: NotebookNode, folder: Path) -> None:
    """Hand in the released notebook as it was, and a copy with the answers beside it."""
    write(nb, folder, f"{NAME}-Copy1.ipynb")
    the(nb, "double").source = STUB.replace("half", "double")
    the(nb, "half").source, the(nb, "essay").source = STUB, UNTOUCHED
    write(nb, folder)


def two_versions(nb: NotebookNode, folder: Path) -> None:
    """Hand in two different copies, neither under the right name."""
    write(nb, folder, f"{NAME} (1).ipynb")
    the(nb, "half").source += "  # later"
    write(nb, folder, f"{NAME} (2).ipynb")


def truncated(nb: NotebookNode, folder: Path) -> None:
    """Hand in the first half of the file."""
    text = json.dumps(nb)
    (folder / f"{NAME}.ipynb").write_text(text[: len(text) // 2], encoding="utf-8")


def conflicting(nb: NotebookNode, folder: Path) -> None:
    """Hand in what git leaves of a merge that was not finished."""
    text = json.dumps(nb, indent=1)
    both = f"<<<<<<< HEAD\n{text}\n=======\n{text}\n>>>>>>> theirs\n"
    (folder / f"{NAME}.ipynb").write_text(both, encoding="utf-8")


def of_another_assignment(nb: NotebookNode, folder: Path) -> None:
    """Hand in a notebook whose cells have the names of another assignment."""
    for cell in nb.cells:
        if "nbgrader" in cell.metadata and cell.id != "setup":
            cell.metadata.nbgrader.grade_id += "_other"
            cell.source = cell.source.replace("double", "triple").replace("half", "third")
    write(nb, folder)


def nothing(nb: NotebookNode, folder: Path) -> None:
    """Hand in an empty folder."""


def essay_missing(nb: NotebookNode) -> None:
    """Leave the essay as it was released."""
    the(nb, "essay").source = UNTOUCHED


#: Forms of the right answers: all points, and the essay waits for a person who sees its text.
RIGHT: dict[str, Maker] = {
    "as_it_is": changed(),
    # an answer that moved
    "all_in_the_first": changed(all_in("double")),
    "all_in_the_last": changed(all_in("half")),
    "own_cell_on_top": changed(in_own_cell(2)),
    "own_cell_at_the_end": changed(in_own_cell(-1)),
    "below_the_stub": changed(below_untouched_stub),
    "merged_downwards": changed(merged_into_scratch("double")),
    "answer_moved_up": changed(answer_moved_up),
    "reversed": changed(lambda nb: nb.cells.reverse()),
    "test_deleted": changed(delete("test_double", "setup")),
    # split and doubled
    "split_in_the_middle": changed(split("double", 2)),
    "split_at_the_end": changed(split("half", 2)),
    "split_and_ids_alone": changed(split("double", 2), stripped()),
    "doubled": doubled("double"),
    "doubled_stub_below": doubled("half", last=STUB),
    "doubled_stub_above": doubled("half", first=STUB),
    "all_doubled": changed(all_doubled),
    # the essay
    "essay_below": essay_in(new_markdown_cell, 1),
    "essay_in_code_below": essay_in(new_code_cell, 1),
    "essay_in_prose_above": essay_in(new_markdown_cell, 0),
    "essay_at_the_end": essay_in(new_markdown_cell, 2),
    "essay_on_top": essay_in(new_markdown_cell, 0, "setup"),
    "essay_in_the_question": essay_in_the_question(f"Compare the two. {ESSAY}"),
    "essay_merged_downwards": changed(merged_into_scratch("essay")),
    "essay_split_at_the_end": changed(split("essay", 1)),
    "essay_doubled_first": doubled("essay", last=UNTOUCHED),
    "essay_doubled_last": doubled("essay", first=UNTOUCHED),
    "essay_as_code": changed(retyped("code", "essay")),
    "essay_raw": changed(retyped("raw", "essay")),
    "answers_raw": changed(retyped("raw", "double"), retyped("markdown", "half")),
    # what other programs do
    "nb_clean": changed(stripped()),
    "new_ids": changed(stripped("new")),
    "new_ids_formatted": changed(stripped("new", black=True)),
    "colab_ids": changed(stripped("Colab's")),
    "answers_stripped": changed(answers_stripped),
    "assistant_lines": changed(by_an_assistant),
    "assistant_lines_stripped": changed(by_an_assistant, stripped("new")),
    "large_outputs": changed(with_large_outputs),
    # other names
    "copy_of": named(f"Copy of {NAME}.ipynb"),
    "copy_1": named(f"{NAME}-Copy1.ipynb"),
    "downloaded_again": named(f"{NAME} (1).ipynb"),
    "upper_case": named(f"{NAME}.IPYNB"),
    "sub_folder": named(f"work/{NAME}.ipynb"),
    "other_name": named("homework.ipynb"),
    "twice_the_same": named(f"{NAME} (1).ipynb", f"{NAME} (2).ipynb"),
    "zipped": zipped,
    "worked_in_a_copy": worked_in_a_copy,
}
#: Forms in which nothing can be read: no points, nothing final, and what the student is told.
UNREADABLE: dict[str, tuple[Maker, str]] = {
    "truncated": (truncated, "may be cut off"),
    "html": (holding(b"<!DOCTYPE html><html><body>01</body></html>"), "web page"),
    "utf_16": (holding("{}".encode("utf-16")), "UTF-16"),
    "conflict": (conflicting, "conflict markers"),
    "empty_folder": (nothing, "no notebook"),
    "other_assignment": (of_another_assignment, "another assignment"),
    "two_versions": (two_versions, "Several notebooks"),
}
