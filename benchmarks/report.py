"""docs/performance.md, assembled from the latest results of every section."""

from __future__ import annotations

import re
from typing import Any

Rows = list[list[str]]


def table(head: list[str], rows: Rows) -> str:
    """Return a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def verdict(met: bool) -> str:
    """Say whether a target is met."""
    return "met" if met else "**not met**"


def grading(data: dict[str, Any]) -> str:
    """Write the comparison with nbgrader."""
    count = next(row["count"] for row in data["rows"].values() if "count" in row)
    warm = data["warm"]["seconds"]
    text = [
        f"{count} submissions of students whose code ends: eight of the sample class, some twice "
        f"under other ids. Ours with the sandbox required. Rounds in turn: {data['rounds']}, of "
        "which the median counts; otter-grader, which isolates nothing, once.",
        ways(data["rows"], warm),
        f"Beyond: CPU beyond the {warm:.2f} s a submission that the same cells take in "
        "one warm process (a fork for each, figures drawn, nothing isolated). Ours can be below "
        "it, as figures that no answer can change are drawn once an assignment, and what SymPy "
        "simplifies in an assignment's own cells is simplified once.",
        "Four submissions of one assignment, of which most wait for start, imports and the "
        "instructor's own answers:",
        ways(data["four"], None),
        targets(data),
        "### Where the time goes",
        "CPU seconds of a submission's cells in one warm process, before anything is isolated:",
        table(["cells", "s"], [[kind, f"{s:.2f}"] for kind, s in data["warm"]["kinds"].items()]),
    ]
    text += [told(name, row) for name, row in data["rows"].items() if row.get("spent")]
    return "\n\n".join(text)


def told(name: str, row: dict[str, Any]) -> str:
    """Say what the processes of a way of ours took, and how many workers one coordinator feeds."""
    reading, cells, recording = map(float, re.findall(r"([\d.]+) s", row["spent"]))
    own = (reading + recording) / row["count"]
    return (
        f"{name}: {row['spent']}. The coordinator reads and records in {own:.3f} s a submission, "
        f"so that it keeps about {cells / (reading + recording):.0f} workers of a cluster busy."
    )


def sample(data: dict[str, Any]) -> str:
    """Write how the sample class fares."""
    return (
        "The sample class of `make grade`: of its twelve students, two loop for ever or kill the "
        "kernel, others renamed the notebook or deleted cells.\n\n" + ways(data["rows"], None)
    )


def ways(rows: dict[str, Any], warm: float | None) -> str:
    """Return the table of the ways to grade one class."""
    base = next(iter(rows.values())).get("rate")
    lines: Rows = []
    for name, row in rows.items():
        if "failed" in row:
            lines.append([name, f"failed: {row['failed']}", *[""] * 6])
            continue
        different = row.get("different")
        same = "not compared" if different is None else f"{len(different)} cells differ"
        beyond = "" if warm is None else f"{row['cpu'] - warm:+.2f}"
        lines.append(
            [name, f"{row['graded']} of {row['count']}", f"{row['rate']:.1f}",
             f"{row['rate'] / base:.2f}" if base else "?", f"{row['cpu']:.2f}", beyond,
             f"{row['peak']:.0f}", "yes" if different == [] else same]
        )  # fmt: skip
    return table(["", "graded", "submissions/min", "ratio", "CPU s each", "beyond",
                  "peak PSS MiB", "same points"], lines)  # fmt: skip


def targets(data: dict[str, Any]) -> str:
    """Say which targets of grading are met."""
    lines = []
    for rows, name, least in (
        (data["rows"], "ours, 2 jobs", 10),
        (data["rows"], "ours, 1 job", 6),
        (data["four"], "ours, 2 jobs", 5),
    ):
        base, ours = next(iter(rows.values())), rows[name]
        if "failed" in base or "failed" in ours:
            return "Targets: not measured."
        met = verdict(ours["rate"] >= least * base["rate"] and not ours["different"])
        lines.append(
            f"Target, at least {least} × nbgrader one after another, {name}, "
            f"{ours['count']} submissions, the same points: {met}."
        )
    best = data["rows"]["ours, 2 jobs"]["cpu"]
    lines.append(f"Target, at most 1.0 s of CPU a submission: {verdict(best <= 1.0)}.")
    return "\n".join(lines)


def course(data: dict[str, Any]) -> str:
    """Write how a whole course is graded."""
    pages = data["feedback"]
    memory = ", then ".join(f"{a:.0f} → {b:.0f}" for a, b in data["memory"])
    return (
        f"{data['count']} submissions of all assignments, two jobs, killed with −9 at half of "
        "them and started again: none is lost, none graded twice but what was being written.\n\n"
        f"Grading: {data['seconds']:.0f} s, {60 * data['count'] / data['seconds']:.0f} a minute, "
        f"CPU {data['cpu'] / data['count']:.2f} s each, peak PSS {data['peak']:.0f} MiB. "
        f"The coordinator's memory from a quarter of a run to its end: {memory} MiB. "
        f"The gradebook has {data['gradebook']:.1f} MiB.\n\n"
        f"Feedback for all: {pages['seconds']:.0f} s, CPU {pages['cpu'] / data['count']:.2f} s "
        f"each, peak PSS {pages['peak']:.0f} MiB."
    )


def cluster(data: dict[str, Any]) -> str:
    """Write what a submission costs the one process that hands out and records."""
    costs, slept, each = data["costs"], data["slept"], 1.5  # seconds that a submission takes
    lines = [[what, f"{1000 * seconds:.1f}"] for what, seconds in costs.items()]
    total = sum(costs.values())
    rate = data["count"] / data["seconds"]
    there, back = data["mib"]
    return (
        f"{data['count']} tasks of a real submission on a Dask cluster of {data['threads']} "
        f"threads, which sleep {slept:g} s in place of grading and send back as much as a graded "
        f"notebook: all came back, {rate:.0f} a second. {there:.1f} MiB go there for each, most of "
        f"it the pictures of the instructor's notebook, and {back:.1f} come back; scheduler and "
        "workers share this machine with the coordinator, which a real cluster's do not.\n\n"
        f"{table(['CPU of the coordinator, a submission', 'ms'], lines)}\n\n"
        f"One coordinator could read, hand out and record {1 / total:.0f} submissions a second: "
        f"the work of {each / total:.0f} workers that take {each:g} s for each; handing out alone "
        f"would feed {each / costs['handing out']:.0f}.\n\n"
        f"Target, 1000 workers for one coordinator: {verdict(each / total >= 1000)}."
    )


def feedback(data: dict[str, Any]) -> str:
    """Write how long a student waits for feedback."""
    rows = data["rows"]
    lines = [[name, f"{r['median']:.1f}", f"{r['worst']:.1f}"] for name, r in rows.items()]
    slowest = max(r["median"] for r in rows.values())
    return (
        "From the start of `nbgrader submit`, a second of which is its own start, until the page "
        "is in the exchange; `watch` runs on all five, and one student hands in at a time. One of "
        "three has written nested loops for array operations, which take their own time.\n\n"
        f"{table(['', 'median s', 'worst s'], lines)}\n\n"
        f"Target, under 10 s for the slowest: {verdict(slowest < 10)} ({slowest:.1f} s)."
    )


def growth(data: dict[str, Any]) -> str:
    """Write how grading behaves as the class grows."""
    lines = [
        [str(r["size"]), str(r["jobs"]), f"{r['rate']:.0f}", f"{r['first']:.0f}",
         f"{r['last']:.0f}", f"{r['memory'][0]:.0f} → {r['memory'][1]:.0f}"]
        for r in data["rows"]
    ]  # fmt: skip
    text = table(["submissions", "jobs", "per min", "first hundred", "last hundred",
                  "coordinator MiB"], lines)  # fmt: skip
    large = [r for r in data["rows"] if r["size"] >= 1000]
    met = verdict(all(r["last"] >= 0.9 * r["first"] for r in large)) if large else "not measured"
    grown = [r["memory"][1] - r["memory"][0] for r in large]
    level = verdict(max(grown) <= 5) if large else "not measured"
    return (
        "One small notebook, so that the machinery is what takes time; memory is that of the "
        "coordinating process after the first hundred and at the end.\n\n"
        f"{text}\n\nTarget, last hundred within 10 % of the first, of 1000: {met}.\n"
        f"Target, memory of the coordinating process does not grow (by 5 MiB or more): {level}."
    )


def numeric(data: dict[str, Any]) -> str:
    """Write the comparison with PyTorch and SciPy."""
    lines = []
    for r in data["rows"]:
        low, middle, high = r["ratio"]
        ratio = f"{middle:.2f} ({low:.2f} to {high:.2f})"
        lines.append([r["name"], r["size"], r["dtype"], f"{r['ours'][1]:.4f}",
                      f"{r['theirs'][1]:.4f}", ratio])  # fmt: skip
    text = table(["ours / theirs", "size", "type", "ours ms", "theirs ms", "ratio"], lines)
    epoch = all(r["ratio"][1] <= 1 for r in data["rows"] if r["name"].startswith("SGD"))
    cce = all(r["ratio"][1] <= 1.3 for r in data["rows"] if r["name"].startswith("cce"))
    return (
        "One thread; medians of runs in turn, with quartiles; below 1 ours is faster.\n\n"
        f"{text}\n\nTarget, an SGD epoch at least as fast as PyTorch: {verdict(epoch)}.\n"
        f"Target, cross-entropy within 1.3 × PyTorch: {verdict(cce)}.\n\n{passes(data['passes'])}"
    )


def passes(data: dict[str, dict[str, float]]) -> str:
    """Write why NumPy's softmax cannot be as fast as one that is a single pass."""
    names = list(data["float64"])
    lines = [[dtype, *(f"{found[name]:.1f}" for name in names)] for dtype, found in data.items()]
    shares = " and ".join(
        f"{found['exponential'] / found['PyTorch']:.2f} ({dtype})" for dtype, found in data.items()
    )
    return (
        "Why softmax of (4096, 1000) is slower: NumPy goes over all logits for each operation, "
        "where PyTorch does all of a row at once while it is in the cache. Milliseconds of each "
        f"pass, and of PyTorch's whole softmax:\n\n{table(['', *names], lines)}\n\n"
        f"The exponential alone is {shares} of PyTorch's softmax; the other passes, which "
        "read and write all logits, come on top, whichever way NumPy's functions are put together."
    )


def judge(data: dict[str, Any]) -> str:
    """Write the comparison of the judge of derivations with the one before it."""
    lines = []
    for name in ("before", "now"):
        low, middle, high = (f"{seconds * 1e3:.1f}" for seconds in data[name]["quartiles"])
        verdicts = ", ".join(f"{n} {how}" for how, n in data[name]["verdicts"].items())
        slowest = f"{data[name]['slowest'] * 1e3:.0f}"
        lines.append([name, low, middle, high, slowest, verdicts])
    text = table(["", "lower quartile, ms", "median, ms", "upper quartile, ms", "slowest, ms",
                  "verdicts"], lines)  # fmt: skip
    before, now = (data[name]["quartiles"][1] for name in ("before", "now"))
    return (
        f"CPU of `compare` on {data['pairs']} symbolic answers of the corpus, each beside the "
        "right one or the step before it, in a process of its own; both judges in one run.\n\n"
        f"{text}\n\nTarget, half of the CPU before: {verdict(now <= before / 2)} "
        f"({now / before:.2f})."
    )


def term(data: dict[str, Any]) -> str:
    """Write what each step of a quiz takes."""
    lines = [
        [f"`{r['step']}`", f"{r['seconds']:.0f}", f"{r['cpu']:.0f}", f"{r['peak']:.0f}"]
        for r in data["rows"]
    ]
    text = table(["step", "seconds", "CPU s", "peak PSS MiB"], lines)
    return (
        f"One quiz, 04_binary, with an essay: {data['handed_in']} hand-ins of a class of "
        f"{data['size']} in Moodle's zip, under renamed files and names that break things, three "
        f"whose code never ends, {data['late']} too late and five with an extension. "
        "Everybody was graded, got a mark in the worksheet that Moodle takes back, and a page; "
        "what is marked by hand was entered by a program. "
        f"The gradebook has {data['gradebook']:.1f} MiB.\n\n{text}"
    )


SECTIONS = {
    "grading": grading,
    "sample": sample,
    "course": course,
    "cluster": cluster,
    "term": term,
    "feedback": feedback,
    "growth": growth,
    "numeric": numeric,
    "judge": judge,
}


def assemble(results: dict[str, dict[str, Any]], before: str = "") -> str:
    """Return the report; every result holds `machine`, `measured`, `command` and `data`.

    A section without a result stays as it was in the report before.
    """
    parts = ["# Performance", "Written by `make bench`; times hold for the machine named."]
    known = dict(part.split("\n\n", 1) for part in before.split("\n## ")[1:])
    for name, write in SECTIONS.items():
        parts.append(f"## {name.capitalize()}")
        if name not in results:
            parts.append(known.get(name.capitalize(), "Not measured.").strip())
            continue
        result = results[name]
        machine = "; ".join(f"{key} {value}" for key, value in result["machine"].items())
        parts.append(f"`{result['command']}`, {result['measured']}. {machine}.")
        parts.append(write(result["data"]))
    return "\n\n".join(parts) + "\n"
