"""No constant of any value or shape, and no untrained model, earns a point in any test."""

from __future__ import annotations

import functools
import inspect
import os
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np
import pytest
import sympy as sp

from ce_helpers.reference.seed import grading_rng
from tools.build import ROOT, assignments, source_notebook
from tools.cells import SEED, kind, names_in, run_cell, run_tests

# any settings that reach the accuracy are right: they are no answer that a constant could be
NO_CONSTANTS = {"settings"}


def filled(value: Any, constant: float) -> Any:
    """Return a value of the same form that holds one constant alone."""
    if isinstance(value, tuple | list):
        return type(value)(filled(part, constant) for part in value)
    if isinstance(value, dict):
        return {key: filled(part, constant) for key, part in value.items()}
    if isinstance(value, bool | np.bool_ | str):
        return bool(constant)
    if inspect.isgenerator(value):
        return [np.full(np.shape(batch), int(np.nan_to_num(constant))) for batch in value]
    if isinstance(value, sp.Basic):
        return sp.nan if np.isnan(constant) else sp.nsimplify(constant)
    return np.full(np.shape(value), constant) if np.ndim(value) else constant


def in_form(constant: float) -> Callable[[Any], Any]:
    """Return a wrong twin of an answer: right in form, whatever it is called with."""

    def twin(answer: Any) -> Any:
        if not callable(answer):
            return filled(answer, constant)

        def constantly(*args: Any, **options: Any) -> Any:
            try:
                return filled(answer(*args, **options), constant)
            except ValueError:
                return constant

        return constantly

    return twin


def returning(make: Callable[..., Any]) -> Callable[[Any], Any]:
    """Return a wrong twin of every answer: one value for all, made from the first argument."""
    return lambda answer: (lambda *args, **options: make(*args)) if callable(answer) else make(0.0)


def untrained(answer: Any) -> Any:
    """Return a trainer that never takes a step and reports the loss it starts from."""
    if not callable(answer):
        return None
    counts = {"epochs", "steps"} & set(inspect.signature(answer).parameters)

    def model(*args: Any, **options: Any) -> Any:
        if not counts:
            return None
        (count,) = counts
        wanted = options[count]
        *weights, history = answer(*args, **{**options, count: 0})
        return (*weights, [history[0]] * (wanted + 1))

    return model


TWINS = {
    "zeros": in_form(0.0),
    "ones": in_form(1.0),
    "one half": in_form(0.5),
    "NaN": in_form(np.nan),
    "infinity": in_form(np.inf),
    "the number 0": returning(lambda *args: 0.0),
    "an empty array": returning(lambda *args: np.empty(0)),
    "an empty list": returning(lambda *args: []),
    "an empty dictionary": returning(lambda *args: {}),
    "None": returning(lambda *args: None),
    "True": returning(lambda *args: True),
    "its argument": returning(lambda first, *args: first),
    "the mean": returning(lambda first, *args: np.full(np.shape(first), np.mean(first))),
    "an untrained model": untrained,
}


@functools.cache
def answered(name: str) -> dict[str, Any]:
    """Return what the given cells and the answers of a notebook define."""
    namespace: dict[str, Any] = ModuleType("answers").__dict__
    nb = source_notebook(ROOT / "source" / f"{name}.py")
    run_tests(nb, namespace, {"given", "answer"})
    return namespace


def earned(name: str, twin: Callable[[Any], Any], seed: int) -> list[str]:
    """Return the test cells that pass when every answer of a notebook is its twin."""
    os.environ[SEED] = str(seed)
    cells = source_notebook(ROOT / "source" / f"{name}.py").cells
    right = answered(name)
    answers = {n for cell in cells if kind(cell) == "answer" for n in names_in(cell)[1]}
    twins = {n: twin(right[n]) for n in answers - NO_CONSTANTS if n in right}
    tests = [cell for cell in cells if kind(cell) == "test" and names_in(cell)[0] & set(twins)]
    namespace = {**right, **twins}
    return [cell.id for cell in tests if run_cell(cell, namespace) is None]


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("twin", TWINS)
@pytest.mark.parametrize("name", assignments())
def test_a_constant_earns_nothing(monkeypatch: pytest.MonkeyPatch, name: str, twin: str) -> None:
    """Every test that looks at an answer fails."""
    monkeypatch.setenv(SEED, "0")
    for seed in (1, 2):
        assert earned(name, TWINS[twin], seed) == []


def test_a_seed_that_was_drawn_stays_within_its_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """One for all tests of a run; programs that are started from there do not inherit it."""
    monkeypatch.delenv(SEED, raising=False)
    draws = {int(grading_rng("a test").integers(2**62)) for _ in range(3)}
    assert len(draws) == 1 and SEED not in os.environ
    monkeypatch.setenv(SEED, "7")
    assert int(grading_rng("a test").integers(2**62)) not in draws
