"""Run the corpus of right and wrong answers, without Jupyter: `python -m tools.corpus`.

Each answers file of `tests/corpus/<assignment>/` replaces solution cells of the source
notebook. The locked cells, the answers and the tests that use them then run in a process that is
forked where the two notebooks part, once for every seed; an answer must lose exactly the test
cells that its `loses:` line names.
"""

from __future__ import annotations

import argparse
import copy
import functools
import os
import sys
import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from types import ModuleType
from typing import Any

from nbformat import NotebookNode
from rich.console import Console
from rich.table import Table

from tools.answers import Answers, apply_answers, read_answers
from tools.build import ROOT, assignments, source_notebook
from tools.cells import SEED, affected_tests, kind, run_tests, run_watched
from tools.forked import each, shown

CORPUS = ROOT / "tests" / "corpus"


@dataclass(frozen=True)
class Outcome:
    """What one answers file lost, seed by seed."""

    answers: Answers
    lost: dict[int, dict[str, str]]

    @property
    def expected(self) -> set[str]:
        """The test cells that the answers file says it loses."""
        return set(self.answers.listed("loses"))

    @property
    def is_wrong(self) -> bool:
        """Whether the file holds a wrong answer."""
        return self.answers.path.stem.startswith("wrong")

    @property
    def exercise(self) -> str:
        """The first answered cell."""
        return next(iter(self.answers.cells))

    @property
    def surprises(self) -> dict[int, set[str]]:
        """The seeds at which it lost other cells than it says, with the difference."""
        found = {seed: set(cells) ^ self.expected for seed, cells in self.lost.items()}
        return {seed: cells for seed, cells in found.items() if cells}

    def messages(self) -> list[tuple[str, str]]:
        """Return every (cell, message) that the answer got, over all seeds."""
        return [item for cells in self.lost.values() for item in cells.items()]

    @property
    def message(self) -> str:
        """The first message that the answer got."""
        return next((text for _, text in self.messages()), "")


def corpus_files(names: Sequence[str] = ()) -> list[Path]:
    """Return the answers files of the named assignments (default: all)."""
    return [
        path for name in names or assignments() for path in sorted((CORPUS / name).glob("*.py"))
    ]


@dataclass(frozen=True)
class _Begun:
    """A notebook whose first cells have been run, with its own answers."""

    nb: NotebookNode
    cells: int
    namespace: dict[str, Any]
    whole: bool

    def run_answers(self, path: Path, seeds: Sequence[int]) -> Outcome:
        """Run one answers file: at the first seed the tests that it may fail, then those that draw.

        A test that the answers cannot affect sees the notebook's own, which have passed it; it is
        run for a right answer where the whole of the notebook is. One that draws nothing from the
        seed says the same at all of them.
        """
        answers = read_answers(path)
        nb = NotebookNode(cells=[copy.copy(cell) for cell in self.nb.cells])
        apply_answers(nb, answers)
        affected = affected_tests(nb, self.nb, set(answers.cells)) | set(answers.listed("loses"))
        run = None if self.whole and not answers.listed("loses") else affected
        nb.cells = [
            cell
            for cell in nb.cells[self.cells :]
            if run is None or kind(cell) != "test" or cell.id in run
        ]
        os.environ[SEED] = str(seeds[0])
        first, drawing = run_watched(nb, self.namespace)
        lost = {seeds[0]: first}
        drawing &= affected
        same = {name: text for name, text in first.items() if name not in drawing}
        nb.cells = [_hidden_alone(cell) for cell in nb.cells if cell.id in drawing]
        for seed in seeds[1:]:
            os.environ[SEED] = str(seed)
            lost[seed] = same | run_tests(nb, self.namespace, {"test"})
        return Outcome(answers, lost)


def _hidden_alone(cell: NotebookNode) -> NotebookNode:
    """Leave out the visible check, which stands first and says the same at every seed."""
    _, _, hidden = cell.source.partition("### BEGIN HIDDEN TESTS\n")
    cell.source = hidden or cell.source
    return cell


def _run_or_explain(
    begun: _Begun, seeds: Mapping[Path, Sequence[int]], path: Path
) -> Outcome | str:
    try:
        return begun.run_answers(path, seeds[path])
    except Exception:
        return f"{path}:\n{traceback.format_exc()}"


def warm_up(names: Iterable[str]) -> None:
    """Run each notebook's own answers once, before the processes fork.

    What it imports and what SymPy finds out about the answers that a file leaves alone is then
    there in every process, instead of being found out a thousand times.

    Raises
    ------
    RuntimeError
        If the notebook's own answers lose a test cell: a wrong answer would lose it as well, and
        seem to be caught.
    """
    for name in names:
        nb = source_notebook(ROOT / "source" / f"{name}.py")
        lost = run_tests(nb, ModuleType("answers").__dict__, {"given", "answer", "test"})
        for cell, why in lost.items():
            raise RuntimeError(f"{name}: its own answers lose {cell}: {why}")


def _first_change(path: Path, nb: NotebookNode) -> int:
    """Return the place of the first cell that an answers file replaces."""
    replaced = read_answers(path).cells
    return next((place for place, cell in enumerate(nb.cells) if cell.id in replaced), 0)


def _begun_where_they_part(
    files: Iterable[Path], whole: bool
) -> Iterator[tuple[_Begun, list[Path]]]:
    """Yield answers files of one first change, with the notebook as it has been run up to there."""
    for name, group in groupby(sorted(files), lambda path: path.parent.name):
        nb = source_notebook(ROOT / "source" / f"{name}.py")
        affected_tests(nb, nb, set())  # its cells are parsed here, and not in each process again
        namespace, done = ModuleType("answers").__dict__, 0
        places = {path: _first_change(path, nb) for path in group}
        for place, some in groupby(sorted(places, key=places.__getitem__), places.__getitem__):
            run_tests(NotebookNode(cells=nb.cells[done:place]), namespace, {"given", "answer"})
            done = place
            yield _Begun(nb, done, namespace, whole), list(some)


def _run_each(
    seeds: Mapping[Path, Sequence[int]], jobs: int | None, whole: bool
) -> Iterator[tuple[Path, Outcome | str]]:
    for begun, files in _begun_where_they_part(seeds, whole):
        yield from each(functools.partial(_run_or_explain, begun, seeds), files, jobs)


def run_corpus(
    seeds: Mapping[Path, Sequence[int]],
    jobs: int | None = None,
    quiet: bool = True,
    whole: bool = False,
) -> list[Outcome]:
    """Run answers files, each at its seeds, each in a forked process of its own.

    With `whole`, right ones run every test below them, not only those that they can affect.

    Raises
    ------
    RuntimeError
        If a file cannot be run, as one that names a cell that is not there; or if the notebook's
        own answers lose a test cell.
    ValueError
        If a file is no answers file.
    """
    warm_up(sorted({path.parent.name for path in seeds}))
    ran = _run_each(seeds, jobs, whole)
    results = dict(ran if quiet else shown(ran, "corpus", len(seeds)))
    outcomes = [results[path] for path in seeds]
    broken = [outcome for outcome in outcomes if isinstance(outcome, str)]
    if broken:
        raise RuntimeError("\n".join(broken))
    return [outcome for outcome in outcomes if isinstance(outcome, Outcome)]


def table(outcomes: Sequence[Outcome]) -> Table:
    """Return the table: exercise, wrong answers caught, right answers passed, messages."""
    result = Table("exercise", "answer", "as expected", "message", show_lines=False)
    groups = sorted({(o.answers.path.parent.name, o.exercise) for o in outcomes})
    for group in groups:
        members = [o for o in outcomes if (o.answers.path.parent.name, o.exercise) == group]
        wrong = [o for o in members if o.is_wrong]
        right = [o for o in members if not o.is_wrong]
        result.add_row(
            f"[bold]{group[0]} {group[1]}",
            f"wrong {sum(not o.surprises for o in wrong)} of {len(wrong)} caught",
            f"right {sum(not o.surprises for o in right)} of {len(right)} passed",
        )
        for outcome in members:
            verdict = "no: " + surprise_text(outcome) if outcome.surprises else "yes"
            result.add_row("", outcome.answers.path.stem, verdict, outcome.message)
    return result


def surprise_text(outcome: Outcome) -> str:
    """Return the first surprise of an outcome in words."""
    seed, cells = next(iter(outcome.surprises.items()))
    parts = [f"{'lost' if cell in outcome.lost[seed] else 'kept'} {cell}" for cell in sorted(cells)]
    return f"seed {seed}: {', '.join(parts)}"


def summary(outcomes: Sequence[Outcome]) -> str:
    """Return the two figures that the README states."""
    wrong = [o for o in outcomes if o.is_wrong]
    right = [o for o in outcomes if not o.is_wrong]
    return (
        f"{sum(not o.surprises for o in wrong)} of {len(wrong)} wrong answers lose exactly the "
        f"cells they must; {sum(not o.surprises for o in right)} of {len(right)} right answers "
        "lose none"
    )


def main(arguments: list[str] | None = None) -> int:
    """Run the corpus and print the table; exit 1 on any surprise."""
    parser = argparse.ArgumentParser(prog="python -m tools.corpus", description=__doc__)
    parser.add_argument("names", nargs="*", help="assignments, or answers files (default: all)")
    parser.add_argument("--seeds", type=int, default=20, help="how many different seeds (20)")
    parser.add_argument("--jobs", type=int, default=None, help="processes (default: all cores)")
    options = parser.parse_args(arguments)
    paths = [Path(name).resolve() for name in options.names if name.endswith(".py")]
    names = [name for name in options.names if not name.endswith(".py")]
    files = paths + (corpus_files(names) if names or not paths else [])
    seeds = dict.fromkeys(files, range(1, options.seeds + 1))
    try:
        outcomes = run_corpus(seeds, options.jobs, quiet=False, whole=True)
    except (RuntimeError, ValueError) as error:
        print(f"ce-course: {error}", file=sys.stderr)
        return 1
    Console(width=None if sys.stdout.isatty() else 200).print(table(outcomes))
    print(f"{summary(outcomes)}, over {options.seeds} seeds")
    return 1 if any(outcome.surprises for outcome in outcomes) else 0


if __name__ == "__main__":
    # an answer's notebook takes the name __main__: what travels between processes needs another
    from tools.corpus import main as run

    sys.exit(run())
