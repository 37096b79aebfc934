"""The texts of all notebooks keep to one house style, and to the names of the contract."""

import re

import pytest
from nbformat import NotebookNode

from tools import reading
from tools.build import ROOT, assignments, source_notebook
from tools.cells import kind

# names that outside checks rely on; a new exercise need not stand here
CONTRACT = {
    "01_softmax": """d_logistic da_same da_other da logistic softmax log_softmax softmax_jacobian
        softmax_vjp""",
    "02_cross_entropy": """dL_da dL_dz_steps verdicts one_hot cross_entropy cce_loss
        cce_gradient""",
    "03_sgd": "loss_and_gradients minibatches sgd predict",
    "04_binary": """reduction_steps bce_with_logits bce_gradient multilabel_loss
        multilabel_gradient logistic_regression last_layer""",
    "05_hinge": """d_hinge_wj d_hinge_wy hinge_loss hinge_gradient_sample hinge_gradient
        svm_sgd""",
}


SECTION = re.compile(r"^## (.+)$", re.MULTILINE)


@pytest.fixture(scope="module", params=assignments())
def name(request: pytest.FixtureRequest) -> str:
    """An assignment."""
    return str(request.param)


@pytest.fixture(scope="module")
def cells(name: str) -> list[NotebookNode]:
    """The cells of its source notebook."""
    return source_notebook(ROOT / "source" / f"{name}.py").cells


def by_hand(cell: NotebookNode) -> bool:
    """Return whether a cell is a written answer."""
    data = cell.metadata.get("nbgrader", {})
    return bool(data.get("grade") and data.get("solution"))


def words(markdown: str) -> int:
    """Count the words of prose that a reader of the release has before them, folds closed."""
    markdown = reading.unfolded(markdown)
    prose = re.sub(r"\$\$.*?\$\$|\$[^$]*\$|`[^`]*`|<[^>]+>", " ", markdown, flags=re.DOTALL)
    prose = "\n".join(line for line in prose.splitlines() if not line.startswith("|"))
    return len(re.findall(r"[^\W\d_]{2,}", prose))


def test_points_add_up_to_what_the_opening_says(cells: list[NotebookNode]) -> None:
    """A test cell is one point, or two; a written answer may be more."""
    data = [c.metadata["nbgrader"] for c in cells if c.metadata.get("nbgrader", {}).get("grade")]
    total = sum(marks["points"] for marks in data)
    assert re.search(rf"\b{total} points\b", cells[0].source)
    assert {marks["points"] for marks in data if not marks["solution"]} <= {1, 2}


def test_every_name_of_the_contract_is_an_answer(name: str, cells: list[NotebookNode]) -> None:
    """The names of the contract are the answer cells, and each assigns its name."""
    answers = "\n".join(c.source for c in cells if kind(c) == "answer")
    for wanted in CONTRACT.get(name, "").split():
        assert re.search(rf"^(def {wanted}\(|{wanted} = )", answers, re.MULTILINE), wanted


def test_one_title(cells: list[NotebookNode]) -> None:
    """One H1, in the first cell."""
    titles = [
        c.id for c in cells if c.cell_type == "markdown" and re.search(r"^# ", c.source, re.M)
    ]
    assert titles == [cells[0].id]


def test_a_careful_reader_takes_about_two_hours(cells: list[NotebookNode]) -> None:
    """As the opening says, by the rule of `tools/reading.py`; more goes behind the count."""
    assert "About two hours" in cells[0].source
    assert 90 <= reading.minutes(cells) <= 120


def test_sections_are_numbered_in_order(cells: list[NotebookNode]) -> None:
    """Up to "You have" a section is headed "3 · …" and what it is about, then "Further · …"."""
    heads = [h for c in cells if c.cell_type == "markdown" for h in re.findall(SECTION, c.source)]
    numbers = [int(found[1]) for head in heads if (found := re.match(r"(\d+) · ", head))]
    assert numbers == list(range(1, len(numbers) + 1))
    behind = heads[heads.index("You have") + 1 :]
    assert all(head.startswith("Further · ") for head in behind)


def test_each_task_stands_under_a_head_of_its_own(cells: list[NotebookNode]) -> None:
    """It is called "Exercise 3 · …", or 3a and 3b, in section 3, and "Not graded · …" behind."""
    text = "\n".join(c.source for c in cells if c.cell_type == "markdown")
    for section in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        number = section.partition(" · ")[0]
        heads = re.findall(
            r"^### ((?:Exercise|Not graded)\b.+)\n\n> - \*\*Given\*\*", section, re.M
        )
        assert len(heads) == section.count("> - **Given**")
        assert len(heads) == len(re.findall(r"^#+ (?:Exercise|Not graded)\b", section, re.M))
        letters = [""] if len(heads) < 2 else list("abc")
        for letter, head in zip(letters, heads, strict=False):
            graded = rf"Exercise {number}{letter} · .+ \(\d points?\)"
            assert re.fullmatch("Not graded · .+" if number == "Further" else graded, head)


def test_at_most_120_words_between_code_cells(cells: list[NotebookNode]) -> None:
    """A reader does something at least every 120 words."""
    last = max(number for number, cell in enumerate(cells) if cell.cell_type == "code")
    count = 0
    for cell in cells[:last]:
        if by_hand(cell):  # writing is doing something, too
            count = 0
            continue
        count = count + words(cell.source) if cell.cell_type == "markdown" else 0
        assert count <= 120, f"{count} words up to: {cell.source[:80]}"


def test_code_cells_are_short(cells: list[NotebookNode]) -> None:
    """Given code has at most 15 lines below its imports, an answer 10."""
    limits = {"given": 15, "other": 15, "answer": 14, "test": 8}  # an answer: 10 and its markers
    for cell in cells:
        if cell.cell_type == "code":
            lines = cell.source.splitlines()
            while lines and lines[0].startswith(("import ", "from ", "#")) or lines[:1] == [""]:
                del lines[0]
            assert len(lines) <= limits[kind(cell)], cell.id


def test_every_answer_has_a_banner_and_two_folds(cells: list[NotebookNode]) -> None:
    """Given, Write, Shapes, Done when, then a hint and a next step, before the answer."""
    for number, cell in enumerate(cells):
        if kind(cell) != "answer":
            continue
        banner = next(c for c in cells[number::-1] if c.cell_type == "markdown").source
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
    answers = "\n".join(c.source for c in cells if kind(c) == "answer")
    functions = re.findall(r"^def (\w+)\(", answers, re.MULTILINE)
    calls = re.compile(rf"(?<![.\w])({'|'.join(functions)})\(")
    for cell in cells:
        if kind(cell) == "given":
            assert not calls.search(cell.source), cell.id
