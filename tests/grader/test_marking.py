"""Answers are read in an order that has to do with nothing but what they say; names are found."""

import random

import nbformat
import pytest

from ce_grader.intake.admission import NOTE
from ce_grader.nbgrader_seams.marking.likeness import by_likeness
from ce_grader.nbgrader_seams.marking.names import named_cells
from tests.grader.notebooks import given

FAMILIES = (
    "With two classes the target is one-hot, so the loss has one factor that is 1 and one 0",
    r"Softmax ignores a shift: $e^{z+c} = e^z e^c$, and the factor $e^c$ cancels in numerator",
    "Die Ausgaben sind Anteile; ihre Summe ist eins, also fehlt zum Ganzen nur der letzte",
    "אם מחסרים את אותו המספר משני הציונים, דבר לא משתנה",
)


def a_class(size: int, seed: int) -> list[str]:
    """Return answers of four kinds, each with a few words of its own, in a random order."""
    rng = random.Random(seed)
    texts = []
    for number in range(size):
        words = FAMILIES[number % 4].split()
        words.insert(rng.randrange(len(words)), f"word{number}")
        texts.append(" ".join(words))
    rng.shuffle(texts)
    return texts


def family(text: str) -> int:
    """Return which kind an answer is of."""
    return max(range(4), key=lambda n: len(set(text.split()) & set(FAMILIES[n].split())))


def test_near_answers_follow_each_other():
    """Each of the four kinds of 300 answers is one block."""
    order = [family(text) for text in by_likeness(a_class(300, seed=1))]
    assert len(order) == 300
    assert sum(a != b for a, b in zip(order, order[1:], strict=False)) == 3


def test_the_order_tells_nothing_of_who_wrote():
    """It is the same whatever the order of the submissions, and each text comes once."""
    texts = a_class(40, seed=2)
    assert by_likeness(texts) == by_likeness(sorted(texts) + texts)
    assert sorted(by_likeness(texts + texts)) == sorted(texts)


@pytest.mark.parametrize("odd", ["", " \n", "\x00", "\ud800", "?" * 60_000, "ab " * 60_000])
def test_odd_answers_are_put_last(odd):
    """What is like nothing does not stand among the others, whatever it is."""
    assert by_likeness([odd, *a_class(12, seed=3)])[-1] == odd


def test_no_answers_have_no_order():
    """And one has."""
    assert by_likeness([]) == [] and by_likeness(["a"]) == ["a"]


HEADER = "**Name:**\n\n**Student ID:**\n\n*Double-click this cell and write after the colons.*"
HEAD = frozenset({HEADER, "# A title\n\nWhat you will do."})


def markdown(source: str, name: str = "") -> nbformat.NotebookNode:
    """Return a text cell."""
    return nbformat.v4.new_markdown_cell(source, **({"id": name} if name else {}))


@pytest.mark.parametrize(
    ("above", "below", "found"),
    [
        ([HEADER, "# A title\n\nWhat you will do."], ["My answer"], 0),
        ([HEADER.replace("Name:**", "Name:** Ana"), "# A title\n\nWhat you will do."], [], 1),
        (["# A title\n\nWhat you will do. By Ana"], [], 1),
        (["Ana's work", "# A title\n\nWhat you will do."], ["My answer"], 1),
        ([], [HEADER.replace("Name:**", "Name:** Ana").replace("ID:**", "ID:** 7")], 1),
    ],
    ids=["as released", "filled in", "in the title", "a cell of their own", "moved down"],
)
def test_cells_that_may_name_the_student_are_found(above, below, found):
    """The head of the release, filled in or moved, and one's own text above the first cell."""
    setup = nbformat.from_dict(given("import numpy"))
    nb = nbformat.v4.new_notebook(
        cells=[*map(markdown, above), setup, *map(markdown, below)],
    )
    assert len(list(named_cells(nb, HEAD))) == found


def test_what_the_grader_says_of_a_file_may_name_it():
    """A file is called after its author now and then."""
    setup = nbformat.from_dict(given("import numpy"))
    nb = nbformat.v4.new_notebook(cells=[setup, markdown("“Ana.ipynb” was taken", NOTE)])
    assert [cell.id for cell in named_cells(nb, HEAD)] == [NOTE]
