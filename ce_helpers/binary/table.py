"""Visible check of 04_binary's table: a wrong pairing is answered with what breaks in it."""

from __future__ import annotations

from typing import Any

from ce_helpers.checking import describe, passed, require

PROBLEMS = ("binary", "multiclass", "multilabel")
ACTIVATIONS = ("sigmoid", "softmax")
LOSSES = ("binary_crossentropy", "categorical_crossentropy")

WHAT_BREAKS = {
    ("binary", "softmax"): "there is one score, and softmax of a single score is 1 whatever the "
    "score",
    ("binary", "categorical_crossentropy"): "with one target t a sample with t = 0 would cost "
    "nothing, whatever the score",
    ("multiclass", "sigmoid"): "exactly one class is right, so the probabilities must sum to 1; "
    "squashed one by one they do not",
    ("multiclass", "binary_crossentropy"): "the classes are no separate yes/no questions here; "
    "one question has C answers",
    ("multilabel", "softmax"): "two labels can both be right, but softmax could not give both a "
    "probability above ½",
    ("multilabel", "categorical_crossentropy"): "a sample without any label would cost nothing, "
    "whatever the scores",
}


def last_layer(table: Any) -> None:
    """Check the table: its form, then each pairing."""
    require(isinstance(table, dict), f"last_layer should be a dictionary, not {describe(table)}.")
    missing = [problem for problem in PROBLEMS if problem not in table]
    require(not missing, f"last_layer has no entry {missing[:1]} yet.")
    unknown = sorted(str(key) for key in set(table) - set(PROBLEMS))
    require(not unknown, f"last_layer has the unknown entry {unknown[:1]}.")
    for problem in PROBLEMS:
        _entry(problem, table[problem])
    passed("last_layer: each problem with its activation and its loss")


def _entry(problem: str, entry: Any) -> None:
    where = f"last_layer[{problem!r}]"
    require(entry is not None, f"{where} is still None.")
    require(
        isinstance(entry, tuple | list) and len(entry) == 2,
        f"{where} should be a pair (activation, loss).",
    )
    for word, known, kind in zip(entry, (ACTIVATIONS, LOSSES), ("activation", "loss"), strict=True):
        require(word in known, f"{where} names no known {kind}: it is one of {', '.join(known)}.")
        require(
            (problem, word) not in WHAT_BREAKS,
            f"{where} cannot have {word}: {WHAT_BREAKS.get((problem, word))}.",
        )
