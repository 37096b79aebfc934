"""The corpus: every wrong answer loses exactly its cells, every right one none."""

import re
from collections import Counter
from pathlib import Path

import pytest
from nbformat import from_dict

from tools.answers import apply_answers, read_answers
from tools.build import ROOT, assignments, source_notebook
from tools.cells import affected_tests, kind
from tools.corpus import CORPUS, corpus_files, run_corpus, surprise_text
from tools.sample import answers_files

#: `make corpus` runs every answer at all of these seeds. Here each has a few of them, in turn, so
#: that none is left out; a right answer has more, as a wrong one fails at nearly any.
ALL_SEEDS = 20
SEEDS = {"wrong": 2, "right": 3}


def seeds_of(path: Path, place: int) -> list[int]:
    """Return the seeds at which an answer is run, by its place among the files."""
    count = SEEDS[path.stem.partition("_")[0]]
    return [(place + step * ALL_SEEDS // count) % ALL_SEEDS + 1 for step in range(count)]


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", assignments())
def test_answers_lose_exactly_the_cells_they_name(name: str) -> None:
    """No wrong answer slips through, no right one is punished; a lost cell says why."""
    seeds = {path: seeds_of(path, place) for place, path in enumerate(corpus_files([name]))}
    outcomes = run_corpus(seeds, jobs=1)
    surprises = [f"{o.answers.path.stem}: {surprise_text(o)}" for o in outcomes if o.surprises]
    assert not surprises, "\n".join(surprises)
    for outcome in outcomes:
        for cell, message in outcome.messages():
            where = (outcome.answers.path.stem, cell, message)
            assert re.search(r"\w+ \w+", message), where
            assert "array(" not in message, where


@pytest.mark.parametrize("name", assignments())
def test_every_answers_file_fits_its_notebook(name: str) -> None:
    """A cell that was dropped or renamed is named with all the files that still have it."""
    nb, wrong = source_notebook(ROOT / "source" / f"{name}.py"), []
    sample = [path for _, of, path in answers_files() if of == name]
    for path in [*corpus_files([name]), *sample]:
        try:
            apply_answers(from_dict(nb), read_answers(path))
        except ValueError as error:
            wrong.append(str(error))
    assert not wrong, "\n".join(wrong)


def answered(name: str, prefix: str) -> Counter[str]:
    """Count the answers files of an assignment by exercise."""
    files = [path for path in corpus_files([name]) if path.stem.startswith(prefix)]
    return Counter(cell for path in files for cell in read_answers(path).cells)


@pytest.mark.parametrize("name", assignments())
def test_each_exercise_has_five_wrong_and_four_right_answers(name: str) -> None:
    """The corpus covers every answer cell of the notebook that is graded by a test."""
    nb = source_notebook(ROOT / "source" / f"{name}.py")
    answers = [cell.id for cell in nb.cells if kind(cell) == "answer"]
    cells = [cell for cell in answers if affected_tests(nb, nb, {cell})]
    wrong, right = answered(name, "wrong"), answered(name, "right")
    short = {c: (wrong[c], right[c]) for c in cells if wrong[c] < 5 or right[c] < 4}
    assert not short, f"exercises with (wrong, right) answers below (5, 4): {short}"


def test_every_test_cell_is_lost_by_some_wrong_answer() -> None:
    """A test cell that no wrong answer loses is a test that cannot fail."""
    for name in assignments():
        nb = source_notebook(ROOT / "source" / f"{name}.py")
        tests = {c.metadata["nbgrader"]["grade_id"] for c in nb.cells if kind(c) == "test"}
        lost = {
            cell for path in corpus_files([name]) for cell in read_answers(path).listed("loses")
        }
        assert lost == tests, f"{name}: never lost {tests - lost}, unknown {lost - tests}"


def test_the_corpus_holds_at_least_eighty_wrong_answers() -> None:
    """As many as hidden-tests.md asks for."""
    assert len(list(CORPUS.glob("*/wrong_*.py"))) >= 80
