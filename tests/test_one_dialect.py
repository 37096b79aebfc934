"""The same mistake gets the same sentence in every notebook, whichever cell it stands in."""

from __future__ import annotations

import re
from types import ModuleType
from typing import Any

import pytest
import sympy as sp

from ce_helpers.checking import CheckFailed
from tools.build import ROOT, assignments, source_notebook
from tools.cells import kind, names_in, run_tests

q = sp.Symbol("q_0")
MISTAKES = {
    "missing": None,
    "a string": "a*b",
    "a condition": sp.Symbol("s", real=True) > 0,
    "a truth value": True,
    "a list": [q],
    "a function": lambda k: k,
    "a matrix": sp.eye(2),
    "an unknown letter": q,
    "an unknown array": sp.IndexedBase("q_0")[1],
    "an unknown function": sp.Function("q_0")(1),
    "a decimal times an unknown letter": 0.5 * q,
    "a derivative": sp.Derivative(q**2, q),
    "infinity": sp.oo,
    "far too large": sp.Add(*(sp.Symbol(f"q_{n}") ** n for n in range(4000))),
}


class Place:
    """One test cell of one notebook, and the symbolic answer that it looks at."""

    def __init__(self, test: Any, namespace: dict[str, Any], answer: str, entry: Any) -> None:
        self.call = next(line for line in test.source.splitlines() if line.startswith("check."))
        self.namespace, self.answer, self.entry = namespace, answer, entry

    def sentence(self, value: Any) -> str:
        """Return what the visible check says when the answer, or an entry of it, is this."""
        right = self.namespace[self.answer]
        if isinstance(self.entry, str):
            value = {**right, self.entry: value}
        elif self.entry is not None:
            value = [*right[: self.entry], value, *right[self.entry + 1 :]]
        with pytest.raises(CheckFailed) as caught:
            exec(self.call, {**self.namespace, self.answer: value})
        return str(caught.value)


def places(name: str) -> list[Place]:
    """Return the places of a notebook where one expression is asked for."""
    nb = source_notebook(ROOT / "source" / f"{name}.py")
    namespace: dict[str, Any] = ModuleType("answers").__dict__
    run_tests(nb, namespace, {"given", "answer"})
    found = []
    for cell in nb.cells:
        if kind(cell) != "test":
            continue
        for answer in names_in(cell)[0]:
            value = namespace.get(answer)
            if answer in ("claims",) or callable(value):
                continue
            if isinstance(value, sp.Expr) and f"({answer}" in cell.source:
                found.append(Place(cell, namespace, answer, None))
            elif answer == "repairs":
                found += entries(cell, namespace, value)
            elif isinstance(value, list) and all(isinstance(step, sp.Expr) for step in value):
                found.append(Place(cell, namespace, answer, 1))
    return found


def entries(cell: Any, namespace: dict[str, Any], repairs: dict[str, Any]) -> list[Place]:
    """Return the repairs that a test cell looks at: breaking another one does not fail it."""
    found = []
    for letter, value in repairs.items():
        if not isinstance(value, sp.Expr):
            continue
        place = Place(cell, namespace, "repairs", letter)
        try:
            exec(place.call, {**namespace, "repairs": {**repairs, letter: "text"}})
        except CheckFailed:
            found.append(place)
    return found


def stripped(sentence: str) -> str:
    """Return a sentence without the name of the answer and the letters that it may hold."""
    subject = (
        r"^(?:(?:.*?step|expression) \d+(?: of \w+)?|repairs\[.\w.\]|\w+)(?= is| holds| should|:)"
    )
    return re.split(r" in (?!a )|; it should be made of", re.sub(subject, "NAME", sentence))[0]


@pytest.fixture(scope="module")
def everywhere() -> dict[str, list[Place]]:
    """All places of all notebooks."""
    return {name: places(name) for name in assignments()}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_has_one_sentence(everywhere: dict[str, list[Place]], mistake: str) -> None:
    """It names the answer, and says the same of it in every notebook."""
    said = {
        (name, place.answer, place.entry): stripped(place.sentence(MISTAKES[mistake]))
        for name, found in everywhere.items()
        for place in found
    }
    assert len({name for name, _, _ in said}) >= 5  # a notebook may ask for no expression
    assert len(set(said.values())) == 1, said
