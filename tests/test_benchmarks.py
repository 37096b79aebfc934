"""The benchmarks run, and their report says what was measured; times are not tested."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import sympy as sp

from benchmarks import growth, judge, numeric
from benchmarks.process import measure
from benchmarks.report import assemble
from tools.build import venv_environment

FIRST, LAST = "nbgrader, one after another", "ours, 2 jobs"


def way(rate: float, cpu: float, **more: object) -> dict[str, object]:
    """Return the row of one way to grade."""
    row = {"rate": rate, "cpu": cpu, "peak": 300.0, "count": 60, "graded": 60, "different": []}
    return {**row, **more}


def report(first: dict[str, object], last: dict[str, object]) -> str:
    """Return the report of a grading benchmark."""
    rows = {FIRST: first, "ours, 1 job": last, LAST: last}
    warm = {"seconds": 1.0, "kinds": {"tests": 0.5}}
    data = {"warm": warm, "rounds": 3, "rows": rows, "four": {FIRST: first, LAST: last}}
    head = {"machine": {"cores": "2"}, "measured": "now", "command": "python -m benchmarks"}
    sample = {"rows": {FIRST: first, LAST: last}}
    return assemble({"grading": {**head, "data": data}, "sample": {**head, "data": sample}})


def test_the_report_says_whether_targets_are_met() -> None:
    """From ratios of one run, and never for other points."""
    good = report(way(10, 4.0), way(100, 1.0))
    assert good.count("the same points: met.") == 3 and "CPU a submission: met." in good
    assert "+0.00" in good and "10.00" in good and "| tests | 0.50 |" in good
    bad = report(way(10, 4.0), way(60, 1.6, different=["ana/a/b"]))
    assert bad.count("the same points: **not met**.") == 3
    assert "CPU a submission: **not met**." in bad
    slow = report(way(10, 4.0), way(70, 1.6))
    assert slow.count("the same points: met.") == 2


def test_the_report_says_how_many_workers_the_coordinator_feeds() -> None:
    """From what our own log says of computing time."""
    spent = "reading 1.00 s, cells and tests 60.00 s, recording 2.00 s"
    text = report(way(10, 4.0), way(60, 1.3, spent=spent))
    assert "in 0.050 s a submission" in text and "about 20 workers" in text


def test_what_failed_is_in_the_report() -> None:
    """With the last line of its output, and without a verdict on targets."""
    text = report(way(10, 4.0), {"failed": "no such file"})
    assert "failed: no such file" in text and "Targets: not measured." in text
    assert "Not measured." in text  # the other sections


def test_the_term_of_a_class_is_told_step_by_step() -> None:
    """With what came of it."""
    row = {"step": "ce_grader take", "seconds": 5.2, "cpu": 4.1, "peak": 150.0}
    data = {"rows": [row], "handed_in": 294, "size": 300, "late": 15, "gradebook": 3.25}
    head = {"machine": {"cores": "2"}, "measured": "now", "command": "python -m benchmarks term"}
    text = assemble({"term": {**head, "data": data}})
    assert "| `ce_grader take` | 5 | 4 | 150 |" in text and "294 hand-ins" in text


def test_the_report_says_how_many_workers_a_coordinator_feeds() -> None:
    """From all that a submission costs it: 100 a second are the work of 150 workers."""
    costs = {"reading": 0.004, "recording": 0.005, "handing out": 0.001}
    size = {"count": 200, "threads": 20, "slept": 1.0, "seconds": 20.0, "mib": [0.8, 0.4]}
    head = {"machine": {"cores": "2"}, "measured": "now", "command": "python -m benchmarks"}
    text = assemble({"cluster": {**head, "data": {**size, "costs": costs}}})
    assert "all came back, 10 a second" in text and "the work of 150 workers" in text
    assert "1000 workers for one coordinator: **not met**" in text


@pytest.mark.parametrize(("slow", "told"), [(9.9, "met (9.9 s)"), (12.0, "**not met** (12.0 s)")])
def test_the_report_says_how_long_feedback_takes(slow: float, told: str) -> None:
    """By the slowest of all assignments."""
    rows = {"quick": {"median": 2.0, "worst": 3.0}, "slow": {"median": slow, "worst": 20.0}}
    head = {"machine": {"cores": "2"}, "measured": "now", "command": "python -m benchmarks"}
    text = assemble({"feedback": {**head, "data": {"rows": rows}}})
    assert f"under 10 s for the slowest: {told}" in text and "| quick | 2.0 | 3.0 |" in text


def test_a_command_is_measured_with_all_its_processes(tmp_path: Path) -> None:
    """CPU time of a grandchild that nobody waited for counts, too."""
    burn = "import time\nwhile time.process_time() < 0.5: pass"
    line = ["sh", "-c", f"{sys.executable} -c '{burn}' & exit 0"]
    assert measure(line, tmp_path, venv_environment()).cpu > 0.4


@pytest.mark.parametrize(
    ("line", "options", "says"),
    [
        (["sh", "-c", "echo broken; exit 3"], {}, "broken"),
        (["sleep", "60"], {"timeout": 0.5}, "did not end within"),
    ],
)
def test_a_failed_command_is_an_error(
    line: list[str], options: dict[str, float], says: str, tmp_path: Path
) -> None:
    """Its last lines are the message; an endless one is killed."""
    with pytest.raises(RuntimeError, match=says):
        measure(line, tmp_path, venv_environment(), **options)


@pytest.mark.slow
def test_the_judge_is_timed_beside_the_one_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both give the same verdicts, and the report says how their times compare."""
    x = sp.Symbol("x", real=True)
    pairs = [((x + 1) ** 2, x**2 + 2 * x + 1), (x, -x)]
    monkeypatch.setattr(judge, "corpus_pairs", lambda: pairs * 10)
    if not judge.has_baseline():
        pytest.skip("the history does not reach back to the judge before")
    data = judge.run(quick=True)
    assert data["now"]["verdicts"] == data["before"]["verdicts"] == {"proved": 2}
    head = {"machine": {"cores": "2"}, "measured": "now", "command": "python -m benchmarks judge"}
    report = assemble({"judge": {**head, "data": data}})
    assert "Target, half of the CPU before" in report
    assert assemble({}, report) == report  # what is not measured again stays


def test_the_corpus_has_symbolic_answers_to_time() -> None:
    """What is a list is compared step by step, what is a dictionary entry by entry."""
    x, y = sp.symbols("x y")
    assert list(judge.pairs_of([x, y, "x", x], [x, y])) == [(x, y)]
    assert list(judge.pairs_of({"A": x, "B": 2}, {"A": y, "C": x})) == [(x, y)]
    assert list(judge.pairs_of(None, x)) == []


@pytest.mark.slow
@pytest.mark.sandbox
def test_growth_runs(tmp_path: Path) -> None:
    """A class of three is graded and measured."""
    row = growth.one_run(tmp_path / "course", 3, 1)
    assert row["rate"] > 0 and len(row["memory"]) == 2


@pytest.mark.slow
@pytest.mark.peers
def test_numeric_runs() -> None:
    """Every function is compared at the small size, in both types."""
    rows = numeric.run(quick=True)["rows"]
    assert len({row["name"] for row in rows}) == 6
    assert {row["dtype"] for row in rows} == {"float64", "float32"}
    assert all(row["ratio"][0] > 0 for row in rows)
