"""Mutants of the model answers: `python -m tools.mutants` asks the hidden tests about each.

A mutant is a model answer with one small fault: an operator, a number or a comparison replaced
(the operators of cosmic-ray), a statement dropped, a function exchanged, or a habit added
(`tools.habits`). Every mutant has to lose a test cell; one that cannot, because it is right, stands
in `tests/mutants.toml` with the reason. The figures go into docs/mutants.md and README.
"""

from __future__ import annotations

import argparse
import ast
import os
import re
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names
from nbformat import NotebookNode

from tools import counts
from tools.build import ROOT, assignments, source_notebook
from tools.cells import SEED, affected_tests, kind, names_in, run_cell, run_tests
from tools.corpus import warm_up
from tools.forked import each, shown
from tools.habits import HABITS

EQUIVALENT = ROOT / "tests" / "mutants.toml"
PAGE = ROOT / "docs" / "mutants.md"
# of no meaning on floats and expressions, or the same as another operator
LEFT_OUT = re.compile(
    r"RShift|LShift|Bit|FloorDiv|Mod|Invert|_Not$|Decorator|Variable|Is|Exception"
)
EXCHANGED = {
    "sum": "mean", "mean": "sum", "max": "min", "min": "max", "argmax": "argmin", "log": "log2",
    "exp": "exp2", "log1p": "log", "expm1": "exp", "zeros": "ones", "maximum": "minimum",
    "minimum": "maximum", "permutation": "arange", "abs": "negative",
}  # fmt: skip
REGION = re.compile(r"^ *### BEGIN SOLUTION\n(.*?)^ *### END SOLUTION", re.MULTILINE | re.DOTALL)
MARKER = re.compile(r"^ *### (?:BEGIN|END) SOLUTION\n?", re.MULTILINE)
TRAINING = re.compile(r"^def \w+\(.*\b(?:epochs|steps)\b", re.MULTILINE)


@dataclass(frozen=True)
class Mutant:
    """One faulty model answer.

    Attributes
    ----------
    notebook, cell : str
        The assignment, and the grade_id of the answer cell.
    fault : str
        What is wrong with it: a changed line, or a habit.
    source : str
        The source of the cell.
    habit : str
        The habit to add after the cell has run, if it is one.
    """

    notebook: str
    cell: str
    fault: str
    source: str
    habit: str = ""

    @property
    def key(self) -> str:
        """Return what names the mutant in `tests/mutants.toml`."""
        return f"{self.notebook}/{self.cell}: {self.fault}"


def mutants_of(notebook: str, cell: NotebookNode) -> Iterator[Mutant]:
    """Yield every mutant of an answer cell, each source once."""
    name, region = cell.metadata["nbgrader"]["grade_id"], REGION.search(cell.source)
    is_function = cell.source.startswith("def ")
    # what stands before the region of an expression is a placeholder
    whole = region[1] if region and not is_function else MARKER.sub("", cell.source)
    source = whole.strip() + "\n"
    seen = {ast.dump(ast.parse(source))}
    for changed in [*_by_operators(source), *_by_dropping(source), *_by_exchanging(source)]:
        form = ast.dump(ast.parse(changed))
        if form not in seen:
            seen.add(form)
            yield Mutant(notebook, name, _changed_line(source, changed), changed)
    for habit in HABITS if is_function else ():
        if TRAINING.search(source) or not habit.startswith("stops"):
            yield Mutant(notebook, name, habit, source, habit)


def _by_operators(source: str) -> Iterator[str]:
    """Yield what cosmic-ray's operators make of a source."""
    for name in operator_names():
        if LEFT_OUT.search(name):
            continue
        operator, occurrence = get_operator(name)(), 0
        while (changed := mutate_code(source, operator, occurrence)) is not None:
            occurrence += 1
            try:
                ast.parse(changed)
            except SyntaxError:
                continue
            yield changed


def _by_dropping(source: str) -> Iterator[str]:
    """Yield the source without one of its statements."""
    count = sum(1 for _ in _statements(ast.parse(source)))
    for number in range(count):
        tree = ast.parse(source)
        body, place = list(_statements(tree))[number]
        body[place] = ast.copy_location(ast.Pass(), body[place])
        yield ast.unparse(tree)


def _statements(tree: ast.AST) -> Iterator[tuple[list[ast.stmt], int]]:
    """Yield the place of each statement that can be dropped."""
    for node in ast.walk(tree):
        for body in (getattr(node, "body", None), getattr(node, "orelse", None)):
            if not isinstance(body, list):
                continue
            for place, statement in enumerate(body):
                docstring = isinstance(getattr(statement, "value", None), ast.Constant)
                if not docstring and not isinstance(statement, ast.FunctionDef | ast.Pass):
                    yield body, place


def _by_exchanging(source: str) -> Iterator[str]:
    """Yield the source with one function exchanged for its neighbour, or one keyword left out."""
    for number, node in enumerate(ast.walk(ast.parse(source))):
        if isinstance(node, ast.Attribute) and node.attr in EXCHANGED:
            tree = ast.parse(source)
            twin = list(ast.walk(tree))[number]
            twin.attr = EXCHANGED[node.attr]  # type: ignore[attr-defined]
            yield ast.unparse(tree)
        for place, _ in enumerate(node.keywords if isinstance(node, ast.Call) else []):
            tree = ast.parse(source)
            del list(ast.walk(tree))[number].keywords[place]  # type: ignore[attr-defined]
            yield ast.unparse(tree)


def _changed_line(source: str, changed: str) -> str:
    """Return the first line that differs, before and after."""
    before, after = (ast.unparse(ast.parse(text)).splitlines() for text in (source, changed))
    for old, new in zip(before, after, strict=False):
        if old != new:
            return f"{old.strip()} → {new.strip()}"
    return f"{before[len(after) :]} dropped"


class Judge:
    """A notebook whose own answers have run: asks its tests about a mutant, in a fork."""

    def __init__(self, notebook: str) -> None:
        self.nb = source_notebook(ROOT / "source" / f"{notebook}.py")
        self.namespace: dict[str, Any] = ModuleType("answers").__dict__
        run_tests(self.nb, self.namespace, {"given", "answer"})

    def survives(self, mutant: Mutant) -> bool:
        """Return whether a mutant keeps every test cell that it can affect."""
        affected = affected_tests(self.nb, self.nb, {mutant.cell})
        (own,) = [cell for cell in self.nb.cells if cell.id == mutant.cell]
        for name in names_in(own)[1]:
            self.namespace.pop(name, None)
        own.source = mutant.source
        touched: set[str] = set()
        for cell in self.nb.cells:
            if cell is own or (kind(cell) == "answer" and names_in(cell)[0] & touched):
                touched |= names_in(cell)[1]
                if run_cell(cell, self.namespace) is not None and cell is own:
                    return False
                if cell is own and mutant.habit:
                    name = next(iter(names_in(own)[1]))
                    self.namespace[name] = HABITS[mutant.habit](self.namespace[name])
            elif cell.id in affected and run_cell(cell, self.namespace) is not None:
                return False
        return True


_JUDGES: dict[str, Judge] = {}


def _survives(mutant: Mutant) -> bool:
    os.environ[SEED] = "1"
    return _JUDGES[mutant.notebook].survives(mutant)


def all_mutants(names: Sequence[str]) -> list[Mutant]:
    """Return the mutants of the named assignments."""
    found = []
    for name in names:
        nb = source_notebook(ROOT / "source" / f"{name}.py")
        for cell in nb.cells:
            if kind(cell) == "answer" and affected_tests(nb, nb, {cell.id}):
                found += list(mutants_of(name, cell))
    return found


def survivors(mutants: Sequence[Mutant], jobs: int | None = None) -> list[Mutant]:
    """Return the mutants that lose nothing; each is judged in a process of its own."""
    names = sorted({mutant.notebook for mutant in mutants})
    warm_up(names)
    _JUDGES.update({name: Judge(name) for name in names})
    alive = dict(shown(each(_survives, mutants, jobs), "mutants", len(mutants)))
    return [mutant for mutant in mutants if alive[mutant]]


def equivalents() -> dict[str, str]:
    """Return the reason of each mutant that is right, by its key."""
    entries = tomllib.loads(EQUIVALENT.read_text(encoding="utf-8"))
    return {key: reason for reason, keys in entries.items() for key in keys}


def page(mutants: Sequence[Mutant], right: dict[str, str]) -> str:
    """Return docs/mutants.md: figures by assignment, and the reasons of the equivalent ones."""
    known = {mutant.key for mutant in mutants}
    lines = [
        "# Mutants of the model answers",
        "",
        f"Of {len(mutants)} mutants, {len(mutants) - len(known & set(right))} lose a test cell and "
        f"{len(known & set(right))} are right answers. Written by `make mutants`.",
        "",
        "| assignment | mutants | right |",
        "|---|---|---|",
    ]
    for name in sorted({mutant.notebook for mutant in mutants}):
        own = {mutant.key for mutant in mutants if mutant.notebook == name}
        lines.append(f"| `{name}` | {len(own)} | {len(own & set(right))} |")
    lines += ["", "## Mutants that are right", ""]
    for reason in dict.fromkeys(right.values()):
        lines += [f"**{reason}**", ""]
        lines += [f"- `{key}`" for key, why in right.items() if why == reason and key in known]
        lines.append("")
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    """Judge all mutants, print the survivors, and write the figures when all are judged."""
    parser = argparse.ArgumentParser(prog="python -m tools.mutants", description=__doc__)
    parser.add_argument("names", nargs="*", help="assignments (default: all)")
    parser.add_argument("--jobs", type=int, default=None, help="processes (default: all cores)")
    options = parser.parse_args(arguments)
    mutants, right = all_mutants(options.names or assignments()), equivalents()
    alive = [mutant.key for mutant in survivors(mutants, options.jobs)]
    unexplained = [key for key in alive if key not in right]
    for key in unexplained:
        print(f"survives: {key}")
    named = {key for key in right if not options.names or key.split("/")[0] in options.names}
    for key in sorted(named - set(alive)):
        print(f"in {EQUIVALENT.name}, but it loses a test cell or is no mutant: {key}")
    print(
        f"{len(mutants)} mutants, {len(alive)} lose nothing, {len(unexplained)} of them unexplained"
    )
    if not options.names and not unexplained:
        PAGE.write_text(page(mutants, {key: right[key] for key in alive}), encoding="utf-8")
        counts.write()
    return 1 if unexplained else 0


if __name__ == "__main__":
    # the namespace of an answer takes the name __main__, as in tools.corpus
    from tools.mutants import main as run

    sys.exit(run())
