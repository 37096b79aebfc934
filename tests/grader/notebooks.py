"""Small notebooks for the grader, written as text."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from typing import Any

from ce_grader import Result, Task, Verdict, grade
from ce_grader.task import Environment, Limits

SANDBOX = shutil.which("bwrap") is not None
SETUP = "import numpy as np\nimport sympy"


def cell(source: str, name: str = "", **marks: Any) -> dict[str, Any]:
    """Return a code cell; with a name it is one of the assignment's."""
    data = {"schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False}
    metadata = {"nbgrader": {**data, "grade_id": name, **marks}} if name else {}
    return {
        "cell_type": "code",
        "id": name or f"cell-{abs(hash(source)) % 10**8}",
        "metadata": metadata,
        "source": source,
        "outputs": [],
        "execution_count": None,
    }


def given(source: str, name: str = "setup") -> dict[str, Any]:
    """Return a read-only cell."""
    return cell(source, name, locked=True)


def answer(source: str, name: str = "answer") -> dict[str, Any]:
    """Return an answer cell."""
    return cell(source, name, solution=True)


def check(source: str, name: str = "test", points: float = 1) -> dict[str, Any]:
    """Return a test cell."""
    return cell(source, name, grade=True, locked=True, points=points)


def task(*cells: dict[str, Any], sandbox: str = "auto", **options: Any) -> Task:
    """Return a task with these cells; limits may be given by name, and another environment."""
    names = set(Limits.__dataclass_fields__)
    limits = Limits(**{key: options.pop(key) for key in names & set(options)})
    notebook = {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return Task(
        "assignment",
        "student",
        "notebook",
        json.dumps(notebook),
        limits=limits,
        environment=replace(options.pop("environment", Environment()), sandbox=sandbox),
        **options,
    )


def graded(*cells: dict[str, Any], **options: Any) -> Result:
    """Grade a notebook of these cells after the usual imports."""
    return grade(task(given(SETUP), *cells, **options))


def verdicts(*cells: dict[str, Any], **options: Any) -> dict[str, Verdict]:
    """Return the verdicts by name; nothing may have gone wrong with the grader itself."""
    result = graded(*cells, **options)
    assert not result.problems, result.problems
    return {verdict.grade_id: verdict for verdict in result.verdicts}


def verdict(answer_source: str, check_source: str, **options: Any) -> Verdict:
    """Return the verdict on one answer by one test."""
    return verdicts(answer(answer_source), check(check_source), **options)["test"]


def outputs(result: Result, name: str) -> list[dict[str, Any]]:
    """Return the outputs of a cell in the executed notebook."""
    cells = json.loads(result.notebook)["cells"]
    found: list[dict[str, Any]] = next(c["outputs"] for c in cells if c["id"] == name)
    return found
