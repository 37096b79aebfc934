"""Where a person has to look, said in the comment of the answer that the test is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ce_grader.cells import kind_of
from ce_grader.task import CellVerdict


def review_notes(
    cells: Iterable[Mapping[str, Any]], verdicts: Mapping[str, CellVerdict]
) -> dict[str, str]:
    """Return comments by the name of the answer cell.

    nbgrader keeps comments for answers, not for test cells: what the grader came to no verdict
    on is said at the last answer before it.
    """
    notes: dict[str, list[str]] = {}
    answer = ""
    for cell in cells:
        marks = cell.get("metadata", {}).get("nbgrader", {})
        if marks.get("solution"):
            answer = marks["grade_id"]
        elif answer and kind_of(dict(cell)) == "test":
            verdict = verdicts.get(marks["grade_id"])
            if verdict is None or verdict.needs_review:
                reason = "it was not graded" if verdict is None else verdict.reason
                notes.setdefault(answer, []).append(f"{marks['grade_id']}: {reason}")
    return {name: "To be looked at: " + "; ".join(lines) for name, lines in notes.items()}
