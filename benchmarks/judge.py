"""The judge of derivations against the one before it, on the corpus' symbolic answers."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from sympy import Expr, sympify

from tools.answers import apply_answers, read_answers
from tools.build import ROOT, source_notebook
from tools.cells import kind, run_cell
from tools.corpus import corpus_files

# the last commit whose judge simplified first and then tried numbers of one kind
BASELINE = "51409fe"
CELLS = frozenset(
    "d_logistic da_same da_other da dL_da dL_dz_steps dL_dw dL_db reduction_steps d_hinge_wj "
    "d_hinge_wy first_loss repairs".split()
)
ROUNDS = 3
# run in the tree of either judge: each verdict in a fork of its own, as each submission is
TIMER = """
import json, os, pickle, sys, time
from pathlib import Path
from ce_helpers.symbolic import compare

def timed(first, second):
    start = time.process_time()
    try:
        how = compare(first, second).how
    except Exception as error:
        how = type(error).__name__
    return time.process_time() - start, how

seconds = []
for pair in pickle.loads(Path(sys.argv[1]).read_bytes()):
    reading, writing = os.pipe()
    if not os.fork():
        os.write(writing, json.dumps(timed(*pair)).encode())
        os._exit(0)
    os.wait()
    seconds.append(json.loads(os.read(reading, 4096)))
    os.close(reading), os.close(writing)
print(json.dumps(seconds))
"""


def run(quick: bool) -> dict[str, Any]:
    """Time every verdict with both judges, in turn."""
    pairs = corpus_pairs()[:: 10 if quick else 1]
    with tempfile.TemporaryDirectory(prefix="ce-judge-") as folder:
        before = _checked_out(Path(folder))
        stored = Path(folder) / "pairs.pickle"
        stored.write_bytes(pickle.dumps(pairs))
        trees = {"before": before, "now": ROOT}
        rounds = [
            {name: _timed(tree, stored) for name, tree in trees.items()}
            for _ in range(1 if quick else ROUNDS)
        ]
    return {"pairs": len(pairs), **{name: _summary(rounds, name) for name in trees}}


def has_baseline() -> bool:
    """Return whether the history here reaches back to the judge before."""
    command = ["git", "cat-file", "-e", f"{BASELINE}^{{commit}}"]
    return subprocess.run(command, cwd=ROOT, capture_output=True).returncode == 0


def _checked_out(folder: Path) -> Path:
    """Return a folder with the package as it was before."""
    archive = subprocess.run(
        ["git", "archive", BASELINE, "ce_helpers"], cwd=ROOT, check=True, capture_output=True
    )
    tree = folder / "before"
    tree.mkdir()
    subprocess.run(["tar", "-x"], cwd=tree, input=archive.stdout, check=True)
    return tree


def _timed(tree: Path, stored: Path) -> list[tuple[float, str]]:
    """Return the CPU seconds and the verdict of each pair, by the package of a tree."""
    command = [sys.executable, "-c", TIMER, str(stored)]
    done = subprocess.run(command, cwd=tree, check=True, capture_output=True, text=True)
    return [(seconds, how) for seconds, how in json.loads(done.stdout)]


def _summary(rounds: list[dict[str, list[tuple[float, str]]]], name: str) -> dict[str, Any]:
    """Return quartiles, the slowest verdict and how often each was given."""
    seconds = np.median([[s for s, _ in timed[name]] for timed in rounds], axis=0)
    verdicts = [how for _, how in rounds[0][name]]
    return {
        "quartiles": np.percentile(seconds, [25, 50, 75]).tolist(),
        "slowest": float(seconds.max()),
        "verdicts": {how: verdicts.count(how) for how in sorted(set(verdicts))},
    }


def corpus_pairs() -> list[tuple[Expr, Expr]]:
    """Return each symbolic answer of the corpus beside the right one, and each pair of steps.

    What is the same expression as the right answer is left out: it needs no judge.
    """
    pairs: list[tuple[Expr, Expr]] = []
    right: dict[str, dict[str, Any]] = {}
    for path in corpus_files():
        answers = read_answers(path)
        if answered := CELLS & set(answers.cells):
            name = path.parent.name
            text = ROOT / "source" / f"{name}.py"
            if name not in right:
                right[name] = _names(source_notebook(text))
            entered = _names(apply_answers(source_notebook(text), answers))
            for cell in sorted(answered):
                pairs += pairs_of(entered.get(cell), right[name][cell])
    return [*dict.fromkeys((first, second) for first, second in pairs if first != second)]


def _names(nb: Any) -> dict[str, Any]:
    """Return what a notebook's given cells and answers define, without its tests."""
    namespace = ModuleType("answers").__dict__
    for cell in nb.cells:
        if kind(cell) in ("given", "answer"):
            run_cell(cell, namespace)
    return namespace


def pairs_of(answer: Any, right: Any) -> Iterator[tuple[Expr, Expr]]:
    """Yield what of an answer can be compared."""
    if isinstance(answer, list | tuple) and isinstance(right, list | tuple):
        yield from (pair for pair in pairwise(answer) if all(isinstance(e, Expr) for e in pair))
    elif isinstance(answer, dict) and isinstance(right, dict):
        for key in answer.keys() & right.keys():
            yield from pairs_of(answer[key], right[key])
    elif isinstance(answer, Expr | int) and isinstance(right, Expr | int):
        yield sympify(answer), sympify(right)
