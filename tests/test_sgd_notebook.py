"""The text of 03_sgd keeps to the house style that 01_softmax set."""

import re

import pytest
from nbformat import NotebookNode

from tools.build import ROOT, source_notebook
from tools.corpus import kind

TEXT = ROOT / "source" / "03_sgd.py"
CONTRACT = {"loss_and_gradients", "minibatches", "sgd", "predict"}
BY_HAND = "first_loss"


@pytest.fixture(scope="module")
def cells() -> list[NotebookNode]:
    """The cells of the source notebook."""
    return source_notebook(TEXT).cells


def words(markdown: str) -> int:
    """Count the words of prose: no formulas, code, tables or tags."""
    prose = re.sub(r"\$\$.*?\$\$|\$[^$]*\$|`[^`]*`|<[^>]+>", " ", markdown, flags=re.DOTALL)
    prose = "\n".join(line for line in prose.splitlines() if not line.startswith("|"))
    return len(re.findall(r"[^\W\d_]{2,}", prose))


def test_points_add_up_to_twenty(cells: list[NotebookNode]) -> None:
    """Nineteen test cells and the written answer, one point each."""
    data = [c.metadata["nbgrader"] for c in cells if "nbgrader" in c.metadata]
    points = {d["grade_id"]: d["points"] for d in data if d["grade"]}
    assert sum(points.values()) == 20
    assert set(points.values()) == {1}
    assert BY_HAND in points


def test_every_name_of_the_contract_is_an_answer(cells: list[NotebookNode]) -> None:
    """The names of exercises.md are the answer cells, and each assigns its name."""
    answers = {c.metadata["nbgrader"]["grade_id"]: c.source for c in cells if kind(c) == "answer"}
    assert set(answers) >= CONTRACT
    for name in CONTRACT:
        assert re.search(rf"^(def {name}\(|{name} = )", answers[name], re.MULTILINE), name


def test_one_title(cells: list[NotebookNode]) -> None:
    """One H1, in the first cell."""
    titles = [
        c.id for c in cells if c.cell_type == "markdown" and re.search(r"^# ", c.source, re.M)
    ]
    assert titles == [cells[0].id]


def test_at_most_120_words_between_code_cells(cells: list[NotebookNode]) -> None:
    """A reader does something at least every 120 words."""
    last = max(number for number, cell in enumerate(cells) if cell.cell_type == "code")
    count = 0
    for cell in cells[:last]:
        if cell.id == BY_HAND:
            count = 0
            continue
        count = count + words(cell.source) if cell.cell_type == "markdown" else 0
        assert count <= 120, f"{count} words up to: {cell.source[:80]}"


def test_code_cells_are_short(cells: list[NotebookNode]) -> None:
    """Given code has at most 15 lines, an answer 10."""
    limits = {"given": 15, "other": 15, "answer": 14, "test": 6}  # an answer: 10 and its markers
    for cell in cells:
        if cell.cell_type == "code":
            assert len(cell.source.splitlines()) <= limits[kind(cell)], cell.id


def test_every_answer_has_a_banner_and_two_folds(cells: list[NotebookNode]) -> None:
    """Given, Write, Shapes, Done when, then a hint and a next step, before the answer."""
    for number, cell in enumerate(cells):
        if kind(cell) != "answer":
            continue
        banner = cells[number - 1].source
        for part in (
            "**Given**",
            "**Write**",
            "**Shapes**",
            "**Done when**",
            ">Hint<",
            ">Next step<",
        ):
            assert part in banner, (cell.id, part)


def test_every_figure_says_what_to_see(cells: list[NotebookNode]) -> None:
    """A figure is followed by a sentence for those who cannot see it."""
    figures = [n for n, c in enumerate(cells) if c.cell_type == "code" and "plots." in c.source]
    figures = [n for n in figures if kind(cells[n]) == "other"]
    assert len(figures) >= 3
    for number in figures:
        assert "You should see:" in cells[number + 1].source, cells[number].source


def test_folds_are_closed_and_keep_their_blank_lines(cells: list[NotebookNode]) -> None:
    """Markdown in a fold needs a blank line before and after it."""
    for cell in cells:
        if cell.cell_type == "markdown":
            opened = re.findall(r"<details><summary>[^<]+</summary>\n\n", cell.source)
            assert len(opened) == cell.source.count("<details>")
            assert len(re.findall(r"\n\n</details>", cell.source)) == len(opened)


def test_displayed_formulas_stand_alone(cells: list[NotebookNode]) -> None:
    """A line with $$ holds nothing else."""
    for cell in cells:
        if cell.cell_type == "markdown":
            assert all(line == "$$" for line in cell.source.splitlines() if "$$" in line), cell.id


def test_given_cells_never_call_an_answer(cells: list[NotebookNode]) -> None:
    """Locked cells run where student code never does."""
    calls = re.compile(r"(?<![.\w])(" + "|".join(CONTRACT) + r")\(")
    for cell in cells:
        if kind(cell) == "given":
            assert not calls.search(cell.source), cell.id
