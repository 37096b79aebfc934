"""`python -m benchmarks [SECTION] [--quick]`: grading, sample, course, term and so on, or all."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from typing import Any

from benchmarks import cluster, course, feedback, grading, growth, judge, numeric, term
from benchmarks.machine import describe
from benchmarks.report import assemble
from tools.build import ROOT

RESULTS = ROOT / "build" / "bench"
RUNS = {
    "grading": grading.run,
    "sample": grading.run_sample,
    "course": course.run,
    "cluster": cluster.run,
    "term": term.run,
    "feedback": feedback.run,
    "growth": growth.run,
    "numeric": numeric.run,
    "judge": judge.run,
}


def main() -> None:
    """Measure the sections asked for, then write the report; the others stay."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("section", nargs="?", default="all", choices=[*RUNS, "all"])
    parser.add_argument("--quick", action="store_true", help="small sizes, no report in docs/")
    parser.add_argument("--rounds", type=int, default=grading.ROUNDS, help="of grading, in turn")
    chosen = parser.parse_args()
    grading.ROUNDS = chosen.rounds
    folder = RESULTS / "quick" if chosen.quick else RESULTS
    folder.mkdir(parents=True, exist_ok=True)
    results: dict[str, Any] = {}
    for name in RUNS if chosen.section == "all" else [chosen.section]:
        result = results[name] = {
            "machine": describe(),
            "measured": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
            "command": " ".join(["python -m benchmarks", *sys.argv[1:]]),
            "data": RUNS[name](chosen.quick),
        }
        (folder / f"{name}.json").write_text(json.dumps(result, indent=1), encoding="utf-8")
    target = folder / "performance.md" if chosen.quick else ROOT / "docs" / "performance.md"
    before = target.read_text(encoding="utf-8") if target.is_file() else ""
    report = assemble(results, before)
    target.write_text(report, encoding="utf-8")
    print(report)


if __name__ == "__main__":
    main()
