"""Run the attack corpus under plain nbgrader and under ours; write `docs/attacks.md`.

`python -m tests.attacked.table` grades every scenario under plain `nbgrader autograde` in a course
of its own, between two honest submissions, inside bubblewrap (its own processes, no network,
a private /tmp, limits and a timeout), and the whole corpus as one class under ours.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.attacked.batch import Batch, fill, grade_batch, left_files, left_processes
from tests.attacked.course import NAME, AttackedCourse, isolated_config, make_course, outcome
from tests.attacked.scenarios import ATTACKS, FULL, Scenario, problems, scenarios
from tools.build import ROOT, venv_environment

TARGET = ROOT / "docs" / "attacks.md"
SECONDS = 120
#: The isolated grader's ways of running: by root with two jobs, by an ordinary user with one.
WAYS = {"isolated, as root": False, "isolated, as an ordinary user": True}
#: The same seconds a cell as ours gets in this run.
PLAIN_CONFIG = "c.Execute.timeout = 5\nc.Execute.iopub_timeout = 5"


@dataclass(frozen=True)
class Row:
    """What one scenario achieved; nothing if the defences held."""

    scenario: Scenario
    found: list[str]


def bubblewrap(course: Path) -> list[str]:
    """Return the command that keeps plain nbgrader, which runs the attacks, away from us."""
    return [
        *("bwrap", "--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL"),
        *("--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp"),
        *("--tmpfs", "/dev/shm", "--tmpfs", "/var/tmp", "--bind", str(course), str(course)),
        *("--chdir", str(course), "--setenv", "HOME", "/tmp"),
    ]


def limit() -> None:
    """Bound what a plain run may take from the machine; runs between fork and exec."""
    resource.setrlimit(resource.RLIMIT_AS, (4 * 2**30, 4 * 2**30))
    resource.setrlimit(resource.RLIMIT_FSIZE, (2**28, 2**28))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def inside(course: Path) -> None:
    """Grade the course with plain nbgrader, and write what stayed behind (inside bubblewrap)."""
    command = [sys.executable, "-m", "nbgrader"]
    subprocess.run([*command, "autograde", NAME], cwd=course, stdin=subprocess.DEVNULL)
    left = left_processes() + [str(path) for path in left_files([course])]
    (course / "left.json").write_text(json.dumps(left), encoding="utf-8")
    subprocess.run([*command, "generate_feedback", NAME], cwd=course, stdin=subprocess.DEVNULL)


def run_plain(scenario: Scenario, template: Path) -> Row:
    """Grade one scenario between two honest submissions with plain nbgrader."""
    with tempfile.TemporaryDirectory(prefix="ce-plain-", ignore_cleanup_errors=True) as folder:
        root = Path(folder) / "course"
        shutil.copytree(template, root)
        course = AttackedCourse(root)
        honest = fill(course, [scenario])
        try:
            subprocess.run(
                [
                    *bubblewrap(root),
                    sys.executable,
                    "-m",
                    "tests.attacked.table",
                    "--inside",
                    str(root),
                ],
                env=venv_environment() | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=SECONDS,
                preexec_fn=limit,
            )
            found = []
        except subprocess.TimeoutExpired:
            found = [f"the grading did not end within {SECONDS} s"]
        return Row(scenario, found + damage(course, scenario, honest))


def damage(course: AttackedCourse, scenario: Scenario, honest: Sequence[str]) -> list[str]:
    """Return what a scenario achieved in its course."""
    try:
        found = problems(scenario, outcome(course, scenario.name))
        spoilt = [s for s in honest if outcome(course, s).points != FULL]
    except Exception as error:  # an attack may leave a gradebook that cannot be read
        return [f"the gradebook is broken: {type(error).__name__}"]
    left = course.root / "left.json"
    remains = (
        json.loads(left.read_text(encoding="utf-8")) if left.exists() else ["the batch was cut off"]
    )
    others = (
        [f"{len(spoilt)} of {len(honest)} other submissions not graded right"] if spoilt else []
    )
    return found + others + [f"left behind: {item[:80]}" for item in remains[:2]]


@dataclass(frozen=True)
class Run:
    """What came of the whole corpus in one way of running, and a sentence on all around it."""

    rows: list[Row]
    around: str


def run_ours(chosen: Sequence[Scenario], ordinary: bool) -> Run:
    """Grade all scenarios as one class with the repository's configuration."""
    options = ("--jobs=1",) if ordinary else ("--jobs=2",)
    with tempfile.TemporaryDirectory(prefix="ce-ours-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        root = Path(folder) / "course"
        batch = grade_batch(root, chosen, isolated_config(), options=options, ordinary=ordinary)
        return Run([Row(s, problems(s, batch.outcomes[s.name])) for s in chosen], around(batch))


def around(batch: Batch) -> str:
    """Return in words what the attacks did to the rest."""
    spoilt = sum(got.points != FULL for got in batch.honest.values())
    return (
        f"{spoilt} of {len(batch.honest)} honest submissions in between lost points, the command "
        f"ended with exit code {batch.returncode}, {len(batch.processes)} processes and "
        f"{len(batch.files)} files were left"
    )


def without_paths(text: str) -> str:
    """Return the text without the folders of this machine, cut to what a table can show."""
    text = re.sub(r"/tmp/ce-plain-\w+(/c\w*)?", "course", text).replace(str(ROOT), "repository")
    return re.sub(r"\s+", " ", text.replace("\\n", " "))[:160]


def document(plain: Sequence[Row], ours: Mapping[str, Run]) -> str:
    """Return the page: the sums, then a row a scenario with a column for each way of running."""
    lost = sum(bool(row.found) for row in plain)
    ours_lost = " and ".join(
        f"{sum(bool(row.found) for row in run.rows)} ({way})" for way, run in ours.items()
    )
    lines = [
        "# The attack corpus, under plain nbgrader and under ours",
        "",
        "<!-- written by python -m tests.attacked.table -->",
        "",
        f"Of {len(plain)} scenarios in `tests/attacks/`, {lost} succeed against plain `nbgrader "
        f"autograde` and {ours_lost} against the isolated grader. An attack succeeds when it earns "
        "a point that its honest answer would not have, loses one that is due, reads what it "
        "must not, leaves something running or lying about, or spoils another submission.",
        "",
        *(f"- {way.capitalize()}: {run.around}." for way, run in ours.items()),
        "",
        f"| scenario | what it does | plain nbgrader | {' | '.join(ours)} |",
        "|---|---|---" + "|---" * len(ours) + "|",
    ]
    for row, *others in zip(plain, *(run.rows for run in ours.values()), strict=True):
        cells = (f"`{row.scenario.name}`", row.scenario.title, told(row), *map(told, others))
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def told(row: Row) -> str:
    """Return what a row says about one grader."""
    if not row.found:
        return "holds"
    first = row.found[0].replace("|", "/").replace("\n", " ").replace("`", "'")
    return f"**succeeds**: {first[:110]}"


def main(arguments: list[str] | None = None) -> None:
    """Run the corpus under both, and write the page."""
    parser = argparse.ArgumentParser(prog="python -m tests.attacked.table", description=__doc__)
    parser.add_argument("names", nargs="*", help="scenarios (default: all)")
    parser.add_argument("--inside", type=Path, help=argparse.SUPPRESS)
    parser.add_argument(
        "--plain",
        type=Path,
        default=ATTACKS / "plain.json",
        help="where plain nbgrader's rows are kept; delete it to run them again",
    )
    options = parser.parse_args(arguments)
    if options.inside:
        inside(options.inside)
        return
    chosen = scenarios(options.names)
    plain = run_all_plain(chosen, options.plain)
    if not options.names:
        ours = {way: run_ours(chosen, ordinary) for way, ordinary in WAYS.items()}
        TARGET.write_text(document(plain, ours), encoding="utf-8")


def run_all_plain(chosen: Sequence[Scenario], kept: Path) -> list[Row]:
    """Grade each scenario with plain nbgrader, except those whose rows are kept already."""
    known = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    kept.parent.mkdir(parents=True, exist_ok=True)
    missing = [scenario for scenario in chosen if scenario.name not in known]
    with tempfile.TemporaryDirectory(prefix="ce-template-") as folder:
        template = make_course(Path(folder) / "course", PLAIN_CONFIG).root
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for row in pool.map(lambda scenario: run_plain(scenario, template), missing):
                print(f"{row.scenario.name:24} {told(row)}", flush=True)
                known[row.scenario.name] = [without_paths(text) for text in row.found]
                kept.write_text(json.dumps(known, indent=1), encoding="utf-8")
    return [Row(scenario, known[scenario.name]) for scenario in chosen]


if __name__ == "__main__":
    main()
