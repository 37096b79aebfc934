"""Write docs/libraries.md from the stored answers: `python -m libraries.page`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from libraries.__main__ import RESULTS, ROOT, described
from libraries.conventions import CONVENTIONS
from libraries.inputs import CLASS_WEIGHTS, L2, RATE, SMOOTHING, B, T, W, X, Z

PAGE = ROOT / "docs" / "libraries.md"
TEXT = ROOT / "libraries" / "page.md"


def rows_of(question: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each library's name and call that answers a question, the course's first."""
    for key, library in described().items():
        stored = json.loads((RESULTS / f"{key}.json").read_text(encoding="utf-8"))
        for call in stored["calls"]:
            if call["question"] == question:
                yield library["name"], call


def number(value: Any, digits: int = 6) -> str:
    """Return one answer as a cell: some digits, that it was an error, or a dash for none."""
    if isinstance(value, dict):
        return "an error"
    if isinstance(value, list):
        return " ".join(map(number, value))
    if value is None:
        return "–"
    # a zero has no sign for a reader
    return value if isinstance(value, str) else f"{value or 0.0:.{digits}g}".replace("-", "−")


def loss(answer: Any) -> str:
    """Return the loss of a pair of loss and gradient; None where the call takes no such input."""
    return number(answer[0] if isinstance(answer, list) and len(answer) == 2 else answer)


def gradient(answer: Any) -> str:
    """Return the gradient of such a pair, to three digits."""
    if not isinstance(answer, list) or answer[1] is None:
        return "–"
    return "(" + ", ".join(number(value, 3) for row in answer[1] for value in row) + ")"


def table(heads: list[str], rows: list[list[str]]) -> str:
    """Return a table in Markdown."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def call_of(call: dict[str, Any]) -> str:
    """Return the call as code."""
    return f"`{call['call']}`"


def formula(question: str, call: dict[str, Any], part: str = "loss") -> str:
    """Return a formula of the convention that a call follows."""
    convention = CONVENTIONS[question].get(call["convention"])
    silent = part == "gradient" and gradient(call["answers"]["ordinary"]) == "–"
    return getattr(convention, part) if convention and not silent else "–"


def cross_entropy() -> str:
    """Return the table of losses and gradients of softmax."""
    heads = ["library", "call", "loss", "gradient", "ordinary", "soft", "soft doubled", "far"]
    return table(
        heads,
        [
            [
                name,
                call_of(call),
                formula("cross_entropy", call),
                formula("cross_entropy", call, "gradient"),
                *(loss(call["answers"][case]) for case in heads[4:]),
            ]
            for name, call in rows_of("cross_entropy")
        ],
    )


def far_gradients() -> str:
    """Return what comes back where the loss of the far row was clipped."""
    return table(
        ["library", "call", "gradient of the far row"],
        [
            [name, call_of(call), gradient(call["answers"]["far"])]
            for name, call in rows_of("cross_entropy")
            if gradient(call["answers"]["far"]) != "–"
        ],
    )


def options(question: str, *cases: str) -> str:
    """Return the table of an option of cross-entropy: its formula, and the mean it comes to."""
    return table(
        ["library", "call", "formula", *cases],
        [
            [name, call_of(call), formula(question, call)]
            + [loss(call["answers"][case]) for case in cases]
            for name, call in rows_of(question)
        ],
    )


def labels() -> str:
    """Return what a label outside 0..C−1 comes to."""
    return table(
        ["library", "call", "first label −1", "first label C"],
        [
            [name, call_of(call), number(call["answers"]["-1"]), number(call["answers"]["C"])]
            for name, call in rows_of("label")
        ],
    )


def hinge() -> str:
    """Return the table of multiclass hinge losses, with the subgradient at the kink."""
    cases = ("ordinary", "two classes", "all won")
    return table(
        ["library", "call", "loss", *cases, "a term of 0 counts", "gradient at the kink"],
        [
            [name, call_of(call), formula("hinge", call)]
            + [loss(call["answers"][case]) for case in cases]
            + _at_kink(call)
            for name, call in rows_of("hinge")
        ],
    )


def _at_kink(call: dict[str, Any]) -> list[str]:
    """Return how a term of exactly 0 counts, and what that makes of the kink; a metric has none."""
    found = gradient(call["answers"]["kink"])
    return [found if found == "–" else formula("hinge", call, "gradient"), found]


def binary() -> str:
    """Return the table of binary cross-entropy."""
    cases = ("far", "tail", "other tail")
    return table(
        ["library", "call", "loss", "gradient", "ordinary", *cases, "gradient at 0"],
        [
            [name, call_of(call), formula("binary", call), formula("binary", call, "gradient")]
            + [_shorter(loss(call["answers"]["ordinary"]))]
            + [loss(call["answers"][case]) for case in cases]
            + [gradient(call["answers"]["zero"])]
            for name, call in rows_of("binary")
        ],
    )


def _shorter(values: str) -> str:
    """Return a cell of one number; of twelve, the first three."""
    parts = values.split()
    return " ".join(parts[:3]) + (" …" if len(parts) > 3 else "")


def kinks() -> str:
    """Return the derivatives at a kink or a tie, a column a function."""
    rows = list(rows_of("kinks"))
    heads = list(dict.fromkeys(head for _, call in rows for head in call["answers"]["all"]))
    return table(
        ["library", *heads],
        [
            [name, *(_slope(call["answers"]["all"].get(head)) for head in heads)]
            for name, call in rows
        ],
    )


def _slope(value: list[float] | None) -> str:
    return "–" if value is None else ", ".join(number(x, 3) for x in value)


def step() -> str:
    """Return one weight and one bias after a step of descent with a penalty."""
    return table(
        ["library", "call", "one step", "$w_{1C}$", "$b_C$"],
        [
            [name, call_of(call), formula("step", call)]
            + [number(part) for part in _last(call["answers"]["one"])]
            for name, call in rows_of("step")
        ],
    )


def fit() -> str:
    """Return what a trainer minimises, and a weight and a bias that it found."""
    return table(
        ["library", "call", "objective", "$w_{1C}$", "$b_C$"],
        [
            [name, call_of(call), formula("fit", call)]
            + [number(part) for part in _last([*call["answers"]["three clouds"].values()])]
            for name, call in rows_of("fit")
        ],
    )


def _last(theta: list[Any]) -> tuple[float, float]:
    """Return the last class's weight of the first feature, and its bias."""
    return theta[0][0][-1], theta[1][-1]


def versions() -> str:
    """Return what was asked, in which version and when."""
    rows = []
    for key, library in described().items():
        stored = json.loads((RESULTS / f"{key}.json").read_text(encoding="utf-8"))
        installed = ", ".join(f"`{part}`" for part in stored["from"]) or "this checkout"
        rows.append([library["name"], installed, stored["date"], f"`make libraries LIB={key}`"])
    return table(["library", "asked in", "on", "again"], rows)


def inputs() -> str:
    """Return the shared logits, labels, weights and smoothing."""
    labels, weights = (", ".join(f"{x:g}" for x in row) for row in (T, CLASS_WEIGHTS))
    return f"{matrix(Z)}; labels {labels}; weights {weights}; smoothing $e$ = {SMOOTHING}"


def step_inputs() -> str:
    """Return where the one step starts."""
    start = f"$X$ = {matrix(X)}, $W$ = {matrix(W)}, $b$ = {matrix([B])}"
    return f"{start}, $\\eta$ = {RATE}, $\\lambda$ = {L2}"


def matrix(rows: Iterable[Any]) -> str:
    """Return the rows in parentheses."""
    shown = ", ".join("(" + ", ".join(f"{x:g}" for x in row) + ")" for row in rows)
    return shown.replace("-", "−")


def text() -> str:
    """Return the page: page.md with each `{{table}}` filled in.

    Returns
    -------
    str
        Markdown.
    """
    parts = {
        "cross_entropy": cross_entropy(),
        "far_gradients": far_gradients(),
        "weighted": options("weighted", "labels", "one weight 0"),
        "weighted_soft": options("weighted_soft", "one-hot", "soft"),
        "smoothed": options("smoothed", "labels"),
        "ignored": options("ignored", "one of three", "all"),
        "labels": labels(),
        "hinge": hinge(),
        "binary": binary(),
        "kinks": kinks(),
        "step": step(),
        "fit": fit(),
        "versions": versions(),
        "inputs": inputs(),
        "step_inputs": step_inputs(),
    }
    page = TEXT.read_text(encoding="utf-8")
    for name, part in parts.items():
        page = page.replace("{{" + name + "}}", part)
    return page


def write(path: Path = PAGE) -> None:
    """Write the page."""
    path.write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    write()
