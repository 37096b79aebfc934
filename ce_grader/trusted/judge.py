"""Grades one submission in a trusted process that was forked for it."""

from __future__ import annotations

import builtins
import contextlib
import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from ce_grader.cells import bound_names, free_names, kind_of, marks_of, source_of
from ce_grader.intake.pictures import pictures_of
from ce_grader.intake.released import is_hidden
from ce_grader.intake.renderer import one_notebook
from ce_grader.processes.outputs import Outputs, complete
from ce_grader.processes.shell import NotebookShell, Ran, alarm, run_cell
from ce_grader.task import Environment, Status, Task, Verdict
from ce_grader.trusted.clean import clean_outputs, size_of
from ce_grader.trusted.errors import NoAnswer, StudentStopped, is_machines
from ce_grader.trusted.remote import Caller
from ce_grader.trusted.replies import typed
from ce_grader.trusted.session import Session
from ce_grader.trusted.verdicts import TestTimeout, full_traceback, verdict_of, with_doubt
from ce_grader.wire.errors import DecodeError

# what the test may take beyond the time that the student's functions have
_TEST_GRACE_SECONDS = 10.0
Emit = Callable[..., None]
_Cell = dict[str, Any]


class Judge:
    """Runs the cells of one notebook in order, each on its side.

    Parameters
    ----------
    task : Task
        What is graded, with its limits and what is known.
    session : Session
        The student's side.
    shell : NotebookShell
        The trusted side's namespace.
    emit : callable
        Takes what has been found, as soon as it has: `emit(cell=…, outputs=…)`,
        `emit(verdict=…)`, `emit(problem=…)`.
    """

    def __init__(self, task: Task, session: Session, shell: NotebookShell, emit: Emit) -> None:
        self._files = dict(task.files)
        self._drawn = task.precedent.drawn
        self._shown: dict[int, list[dict[str, Any]]] = {}  # of cells that need not run, by place
        self._drawing_modules = task.environment.drawing_modules
        self._limits = task.limits
        self._session = session
        self._shell = shell
        self._emit = emit
        self._precedent = task.precedent
        self._caller = Caller(
            session, shell.user_ns, task.precedent.names, task.trusted_files, task.learning
        )
        self._done: list[str] = []
        self._given: set[str] = set()
        self._restarts = 0
        self._room = 20 * task.limits.output
        self._broken_setup = ""
        self._given_up = ""
        self._modules = what_there_is(task.environment)
        self._machine = False  # whether a cell was given up, and not for its own fault
        self._raised: dict[str, str] = {}  # by name, the error of the last cell that was to set it

    def run(self, cells: list[_Cell]) -> None:
        """Grade the cells.

        Parameters
        ----------
        cells : list of dict
            The notebook's, in order.
        """
        self._given = {
            name
            for cell in cells
            if kind_of(cell) == "locked"
            for name in bound_names(source_of(cell))
        }
        shown = self._precedent.shown
        pictures = pictures_of(cells, self._drawing_modules).items() if shown else ()
        self._shown = {i: shown[source] for i, source in pictures if source in shown}
        self._start()
        actions = {"student": self._student, "locked": self._locked, "test": self._test}
        with one_notebook():
            for index, cell in enumerate(cells):
                action = actions.get(kind_of(cell))
                if action is not None:
                    action(index, cell)
                    self._emit(cell=index, noticed=self._session.noticed())
        self._session.close()

    def _start(self) -> None:
        self._session.start()
        environment = {"NBGRADER_EXECUTION": "autograde"}
        self._session.ask("files", 30.0, files=self._files, environment=environment)

    def _revive(self) -> None:
        """Put a new process in the place of a dead one, and run again what had run."""
        while self._may_revive():
            self._restarts += 1
            with contextlib.suppress(NoAnswer):
                self._start()
                for source in self._done:
                    self._emit()  # we are alive: a notebook may take a while
                    self._run(source, figures=False)  # they were shown the first time
            self._session.noticed()  # and noticed

    def _may_revive(self) -> bool:
        tries_left = self._restarts < self._limits.restarts
        return not self._session.alive and tries_left and self._session.time_left() > 0

    def _run(self, source: str, figures: bool) -> dict[str, Any]:
        known = sorted(self._drawn or {})
        seconds = self._limits.cell_seconds
        reply = self._session.ask("run", seconds, code=source, figures=figures, drawn=known)
        try:
            typed(reply, "error", str)
        except DecodeError as error:
            self._session.distrust(error)
        return reply

    def _on_student_side(self, source: str) -> list[dict[str, Any]]:
        self._revive()
        try:
            reply = self._run(source, figures=True)
        except StudentStopped as error:  # the cell is not run again
            self._given_up = f"a cell before this one was given up: {error}"
            self._machine |= is_machines(error)
            return [_stopped(f"The cell was given up: {error}.")]
        except NoAnswer as error:
            self._given_up = f"a cell before this one was given up: {error}"
            self._machine |= is_machines(error)
            self._done.append(source)
            return [_stopped(f"The cell was given up: {error}")]
        self._done.append(source)
        self._remember(source, reply["error"])
        drawn = complete(reply.get("outputs"), self._drawn or {})
        if self._drawn is None and drawn:
            self._emit(drawn=drawn)
        outputs = clean_outputs(reply.get("outputs"), min(self._limits.output, self._room))
        self._room -= size_of(outputs)
        return outputs

    def _remember(self, source: str, error: str) -> None:
        """Keep what a student's cell raised: its class if it is Python's own, no other word."""
        for name in bound_names(source):
            self._raised.pop(name, None)
            if error:
                known = isinstance(getattr(builtins, error, None), type)
                self._raised[name] = error if known else "an error"
        if error == "ModuleNotFoundError":
            self._emit(problem=f"an answer imports a module that is not there; {self._modules}")

    def _student(self, index: int, cell: _Cell) -> None:
        outputs = self._shown.get(index)
        if outputs is None:
            outputs = self._on_student_side(source_of(cell))
        self._emit(cell=index, outputs=outputs)

    def _locked(self, index: int, cell: _Cell) -> None:
        self._student(index, cell)
        error = self._on_trusted_side(source_of(cell)).error
        if error is not None:
            self._broken_setup = "given code of the notebook does not run on the grader's side"
            self._emit(problem=f"cell {index}: {self._broken_setup}\n{full_traceback(error)}")

    def _on_trusted_side(self, source: str) -> Ran:
        try:
            late = TestTimeout("the test itself did not come to an end")
            seconds = self._limits.cell_seconds + _TEST_GRACE_SECONDS
            with alarm(seconds, late, lambda: self._session.excused):
                return run_cell(self._shell, source, self._limits.output)
        except TestTimeout as rung:
            return Ran(Outputs(self._limits.output), rung)

    def _test(self, index: int, cell: _Cell) -> None:
        outputs, verdict = self._tested(cell)
        learned = sorted(self._caller.learned)
        self._emit(cell=index, outputs=outputs, verdict=vars(verdict), learned=learned)

    def _tested(self, cell: _Cell) -> tuple[list[dict[str, Any]], Verdict]:
        if self._broken_setup:
            return [], Verdict.missing(*marks_of(cell), self._broken_setup)
        name, most = marks_of(cell)
        if name in self._precedent.untestable:
            return [], Verdict.missing(name, most, self._precedent.untestable[name])
        source = source_of(cell)
        self._revive()
        self._caller.deadline_left = self._limits.cell_seconds
        try:
            self._caller.enter(self._missing(source), self._precedent.uses.get(name, ()))
        except NoAnswer as error:
            return [], verdict_of(cell, error)
        outputs, ended_by, score = self._on_trusted_side(source)
        self._caller.leave()
        items = [item for item in outputs.items if item["output_type"] != "error"]
        verdict = with_doubt(verdict_of(cell, ended_by, score), items)
        hidden = any(is_hidden(source, line) for line in self._lines(ended_by))
        return items, replace(self._explained(verdict, ended_by, source), hidden=hidden)

    def _lines(self, error: BaseException | None) -> Iterator[int]:
        """Yield the line of a test cell in which it was ended, if it had begun."""
        for frame, line in traceback.walk_tb(error.__traceback__ if error else None):
            if frame.f_globals is self._shell.user_ns:
                yield line
                return

    def _explained(self, verdict: Verdict, error: BaseException | None, source: str) -> Verdict:
        """Say why a name has no value, or an old one, if the cell that sets it was cut short."""
        raised = [name for name in free_names(source) if name in self._raised]
        if verdict.status == "failed" and raised:
            return replace(verdict, reason=self._cut_short(raised[0]))
        if not isinstance(error, NameError) or not self._given_up:
            return verdict
        status: Status = "no-verdict" if self._machine else verdict.status
        return replace(verdict, status=status, reason=f"{verdict.reason} ({self._given_up})")

    def _cut_short(self, name: str) -> str:
        kind = self._raised[name]
        if kind == "NotImplementedError":  # as a stub does
            return f"{name} is not written yet."
        there = f" ({self._modules})" if kind == "ModuleNotFoundError" else ""
        return f"the cell that sets {name} raised {kind}{there}: mend that first"

    def _missing(self, source: str) -> list[str]:
        known = self._shell.user_ns
        return [n for n in free_names(source) if n not in known and n not in self._given]


def _stopped(message: str) -> dict[str, Any]:
    error = {"output_type": "error", "ename": "Stopped", "evalue": message}
    return error | {"traceback": [message]}


def what_there_is(environment: Environment) -> str:
    """Return the end of a sentence about a module that a student's process cannot import.

    Parameters
    ----------
    environment : Environment
        Of the two sides.

    Returns
    -------
    str
        What there is, where the course says so.
    """
    if not environment.student_distributions:
        return "it is not installed where work is graded"
    own = sorted({name.split(".")[0] for name in environment.student_modules})
    return f"there are {', '.join(own)} and what comes with Python"
