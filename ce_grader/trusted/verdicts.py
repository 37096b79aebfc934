"""From how a test cell ended to a verdict, and to a sentence that the student may read."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from numbers import Real
from typing import Any

import numpy as np

from ce_grader.cells import marks_of
from ce_grader.task import Status, Verdict
from ce_grader.trusted.clean import clean_text
from ce_grader.trusted.errors import NoAnswer, Untestable, is_machines, is_students

_MAX_REASON = 600
#: A number; or shapes, which the student may know.
_NUMBER = re.compile(r"(shapes?[ :]+(?:\([\d, ]*\)[ ,]*(?:and )?)+)|\d[\d.]*(?:e[+-]?\d+)?")

#: What a test prints where it cannot decide about an answer that it lets pass.
_UNDECIDED = re.compile(r"^(undecided: .*)$", re.M)


class TestTimeout(BaseException):
    """The test itself, not the student's function, took too long."""

    __test__ = False


def verdict_of(cell: dict[str, Any], error: BaseException | None, value: Any = None) -> Verdict:
    """Return the verdict on a test cell that has ended.

    Parameters
    ----------
    cell : dict
        The cell.
    error : BaseException or None
        What ended it, if an error did.
    value : object
        That of its last line, if it has one that is shown.

    Returns
    -------
    Verdict
        Points, status, and a sentence for the student.
    """
    grade_id, most = marks_of(cell)
    if error is None:
        return _scored(grade_id, most, value)
    status: Status = "failed" if _is_about_answer(error) else "no-verdict"
    return Verdict(grade_id, 0.0, most, status, _reason_for(error), full_traceback(error))


def with_doubt(verdict: Verdict, printed: Iterable[Mapping[str, Any]]) -> Verdict:
    """Return the verdict, flagged for a person if a test that gives points says "undecided: …".

    Parameters
    ----------
    verdict : Verdict
        On the test cell.
    printed : iterable of mapping
        What the cell showed, as outputs of a notebook.

    Returns
    -------
    Verdict
        With the same points.
    """
    text = "".join(item["text"] for item in printed if item.get("name") == "stdout")
    doubt = _UNDECIDED.search(text)
    if doubt is None or verdict.status not in ("passed", "partial"):
        return verdict
    return replace(verdict, status="undecided", reason=clean_text(doubt[1])[:_MAX_REASON])


def _is_about_answer(error: BaseException) -> bool:
    # a missing module or a broken test cell is nobody's wrong answer, unless the answer raised it
    ours = (TestTimeout, Untestable, ImportError, SyntaxError, MemoryError)
    return is_students(error) or not (isinstance(error, ours) or is_machines(error))


def _scored(grade_id: str, most: float, value: Any) -> Verdict:
    """Give all points, or those that the test cell's value says."""
    points = most if value is None else _score_of(value)
    if points is None or not 0 <= points <= most:
        # without the value: it may be what the test expected
        reason = f"the last line of the test cell gave no score from 0 to {most:g}"
        return Verdict.missing(grade_id, most, reason)
    status: Status = "passed" if points == most else "partial"
    return Verdict(grade_id, points, most, status)


def _score_of(value: Any) -> float | None:
    """Return a number of any kind as a float; a truth value is none."""
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value[()]
    if isinstance(value, bool) or not isinstance(value, (Real, Decimal)):
        return None
    try:
        return float(value)
    except (ArithmeticError, ValueError):  # too large, or a NaN that refuses
        return None


def _reason_for(error: BaseException) -> str:
    """Return the sentence for the student: no source of a hidden test, no expected value.

    The messages of a `CheckFailed` (of any package) and of the grader were written for students.
    Of any other error, the first line is kept: NumPy's assertions list the expected
    values below it.
    """
    names = {kind.__name__ for kind in type(error).__mro__}
    text = str(error).strip()
    if isinstance(error, (NoAnswer, TestTimeout)) or "CheckFailed" in names:
        return clean_text(text)[:_MAX_REASON]
    if isinstance(error, NameError) and error.name:
        return f"{error.name} is not defined: is its cell written, and does it run without error?"
    first = clean_text(text.split("\n")[0].strip())[:200]
    if not isinstance(error, AssertionError) and not is_students(error):
        # a library's words on what a test did: they may quote what was expected
        first = _NUMBER.sub(lambda found: found[1] or "…", first)
    name = type(error).__name__
    return f"{name}: {first}" if first else f"the test failed ({name})"


def full_traceback(error: BaseException) -> str:
    """Return the instructor's view of an error.

    Parameters
    ----------
    error : BaseException
        What ended a test cell.

    Returns
    -------
    str
        The test's frames, and the student's.
    """
    text = "".join(traceback.format_exception(error))
    for part in _chain(error):
        remote = getattr(part, "student_traceback", "")
        if remote:
            text += f"\nIn the student's process:\n{remote}"
    return clean_text(text)[-40_000:]


def _chain(error: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found
