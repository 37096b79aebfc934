"""Isolated and plain grading give the same points for honest work, right or wrong."""

import json
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import cycle
from pathlib import Path

import nbformat
import pytest

from ce_grader import Result, Task, grade
from ce_grader.intake.assignment import rehearsal_of
from ce_grader.nbgrader_seams.precedents import learn
from ce_grader.task import Limits, Precedent
from tests.course import environment
from tools.answers import apply_answers, read_answers
from tools.build import ROOT, assignments, source_notebook
from tools.corpus import Outcome, corpus_files, run_corpus

SEED = 20261121
ALL = os.environ.get("CE_DIFFERENTIAL") == "all"
SANDBOX = "auto" if shutil.which("bwrap") else "off"
#: Answers (by assignment/file) and cells where plain nbgrader takes points for a warning alone.
PLAIN_IS_WRONG: dict[str, set[str]] = {}


def sample(name: str) -> list[Path]:
    """Return an answer to each exercise, in turn a wrong one and a right one.

    `make differential` compares all of them.
    """
    files = corpus_files([name])
    if ALL:
        return files
    found: dict[str, dict[str, list[Path]]] = {}
    for path in files:
        for cell in read_answers(path).cells:
            found.setdefault(cell, {}).setdefault(path.stem.partition("_")[0], []).append(path)
    both = [answers for answers in found.values() if len(answers) == 2]
    exercises = zip(both, cycle(("wrong", "right")), strict=False)
    return list(dict.fromkeys(middle(answers[wanted]) for answers, wanted in exercises))


def middle(paths: list[Path]) -> Path:
    """Return one that is neither the first nor the last by name, if there are as many."""
    return paths[len(paths) // 2]


def own_task(name: str) -> Task:
    """Return the grading task of an assignment's own answers, as in a run over a class."""
    nb = source_notebook(ROOT / "source" / f"{name}.py")
    return Task(
        assignment=name,
        student="solution",
        notebook=name,
        content=json.dumps(nb),
        seed=SEED,
        limits=Limits(cell_seconds=60, submission_seconds=600),
        environment=replace(environment(), sandbox=SANDBOX, figures=False),
        rehearsal=rehearsal_of(ROOT / "source" / name / f"{name}.ipynb", {}),
    )


def task_of(path: Path, own: Task, precedent: Precedent) -> Task:
    """Return the grading task of one answers file."""
    nb = apply_answers(nbformat.reads(own.content, as_version=4), read_answers(path))
    return replace(own, student=path.stem, content=json.dumps(nb), precedent=precedent)


def lost_by(result: Result) -> dict[str, str]:
    """Return the test cells without all points, with the reason."""
    return {v.grade_id: v.reason for v in result.verdicts if v.points < v.max_points}


def difference(plain: Outcome, result: Result) -> str:
    """Return in words where the two graders disagree; nothing if they do not."""
    there, here = plain.lost[SEED], lost_by(result)
    path = plain.answers.path
    allowed = PLAIN_IS_WRONG.get(f"{path.parent.name}/{path.stem}", set())
    return "; ".join(
        f"{cell}: plain «{there.get(cell)}», isolated «{here.get(cell)}»"
        for cell in sorted((set(there) ^ set(here)) - allowed)
    )


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("name", assignments())
def test_both_graders_give_the_same_points(name: str) -> None:
    """For every answer of the corpus, the same cells are lost, and every cell has a verdict."""
    files = sample(name)
    plain = run_corpus(dict.fromkeys(files, [SEED]))
    own = own_task(name)
    precedent, _ = learn(own)
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda path: grade(task_of(path, own, precedent)), files))
    found = {}
    for path, outcome, result in zip(files, plain, results, strict=True):
        if text := difference(outcome, result):
            found[path.stem] = text
        assert not [v for v in result.verdicts if v.needs_review], (path.stem, result.problems)
        assert not [event for event in result.events if "refused" in event.what], path.stem
    assert not found, "\n".join(f"{name}: {text}" for name, text in found.items())


def test_listed_exceptions_are_in_the_corpus() -> None:
    """An exception for an answer that is gone would hide nothing, and lie."""
    known = {f"{path.parent.name}/{path.stem}" for path in corpus_files()}
    assert set(PLAIN_IS_WRONG) <= known
