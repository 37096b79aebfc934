"""Cells of a source notebook, run in this process: what each is, and why a test would be lost."""

from __future__ import annotations

import contextlib
import functools
import io
import os
import signal
from collections.abc import Iterator
from types import FrameType
from typing import Any, cast
from unittest import mock

import numpy as np
from nbformat import NotebookNode

from ce_grader.cells import bound_names, free_names

SECONDS_PER_CELL = 20
WAITING = 15  # times as long by the clock: a busy machine is no fault of an answer
SEED = "CE_GRADING_SEED"


class CellTimeout(BaseException):
    """A cell ran too long; no `except Exception` of an answer may swallow it."""


def kind(cell: NotebookNode) -> str:
    """Return what a cell is to the grader: test, given, answer or other."""
    data = cell.metadata.get("nbgrader")
    if data is None or cell.cell_type != "code":
        return "other"
    if data["solution"]:
        return "answer"
    return "test" if data["grade"] else "given" if data["locked"] else "other"


def _on_alarm(signum: int, frame: FrameType | None) -> None:
    raise CellTimeout(f"ran longer than {SECONDS_PER_CELL} s")


@contextlib.contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise `CellTimeout` in the block after so many seconds of CPU, or a long wait."""
    signal.signal(signal.SIGPROF, _on_alarm)
    signal.signal(signal.SIGALRM, _on_alarm)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.setitimer(signal.ITIMER_REAL, WAITING * seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)


def run_cell(cell: NotebookNode, namespace: dict[str, Any]) -> str | None:
    """Execute one cell; return None, or why nbgrader would give it no points."""
    errors = io.StringIO()
    name = cell.metadata["nbgrader"]["grade_id"]
    try:
        with (
            contextlib.redirect_stdout(io.StringIO()),
            contextlib.redirect_stderr(errors),
            time_limit(SECONDS_PER_CELL),
        ):
            exec(compile(cell.source, f"<{name}>", "exec"), namespace)
    except (Exception, CellTimeout, SystemExit) as error:
        return f"{type(error).__name__}: {error}"
    return f"stderr: {errors.getvalue().strip()}" if errors.getvalue() else None


def names_in(cell: NotebookNode) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names that a cell reads from others, and those that it binds for them."""
    return _names_in(cell.source)


@functools.cache
def _names_in(source: str) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(free_names(source)), frozenset(bound_names(source))


def affected_tests(nb: NotebookNode, originals: NotebookNode, answered: set[str]) -> set[str]:
    """Return the tests that use an answered cell, or an answer that uses one, and so on."""
    cells = [cell for cell in [*originals.cells, *nb.cells] if kind(cell) in ("answer", "test")]
    changed = {cell.id: names_in(cell)[1] for cell in cells if cell.id in answered}
    touched: set[str] = set().union(*changed.values())
    while True:
        more = {
            name
            for cell in cells
            if kind(cell) == "answer" and names_in(cell)[0] & touched
            for name in names_in(cell)[1]
        }
        if more <= touched:
            break
        touched |= more
    return {cell.id for cell in cells if kind(cell) == "test" and names_in(cell)[0] & touched}


@contextlib.contextmanager
def _generators() -> Iterator[list[np.random.Generator]]:
    """Collect the random generators that are made in the block."""
    made: list[np.random.Generator] = []
    make = np.random.default_rng

    def collected(seed: Any = None) -> np.random.Generator:
        made.append(make(seed))
        return made[-1]

    with mock.patch.object(np.random, "default_rng", collected):
        yield made


def _draws(rng: np.random.Generator) -> bool:
    """Return whether a generator was made from the seed of this run, and drawn from."""
    made_from = cast(np.random.SeedSequence, rng.bit_generator.seed_seq)
    if not isinstance(made_from.entropy, list) or made_from.entropy[0] != int(os.environ[SEED]):
        return False
    fresh = np.random.default_rng(made_from.entropy).bit_generator
    return bool(made_from.n_children_spawned) or rng.bit_generator.state != fresh.state


def run_watched(nb: NotebookNode, namespace: dict[str, Any]) -> tuple[dict[str, str], set[str]]:
    """Execute all cells.

    Returns
    -------
    lost : dict of str to str
        The lost test cells with the reason.
    drawing : set of str
        The cells that drew from the seed; the others say the same at every seed.
    """
    lost: dict[str, str] = {}
    drawing = set()
    for cell in nb.cells:
        with _generators() as made:
            lost |= run_tests(NotebookNode(cells=[cell]), namespace, {"given", "answer", "test"})
        if any(map(_draws, made)):
            drawing.add(cell.id)
    return lost, drawing


def run_tests(nb: NotebookNode, namespace: dict[str, Any], wanted: set[str]) -> dict[str, str]:
    """Execute the cells of the wanted kinds; return the lost test cells with the reason."""
    lost = {}
    for cell in nb.cells:
        this = kind(cell)
        if this in wanted:
            problem = run_cell(cell, namespace)
            if this == "test" and problem is not None:
                lost[cell.metadata["nbgrader"]["grade_id"]] = problem
            elif this == "given" and problem is not None:
                raise RuntimeError(f"given cell {cell.id} fails: {problem}")
    return lost
