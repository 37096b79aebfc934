"""One letter, one meaning: the tables of the five notebooks against one table for the course."""

import re

import pytest

from tools.build import ROOT, assignments, source_notebook

#: What each letter is, wherever a notebook's table names it.
MEANING = {
    "C": "classes", "m": "classes", "N": "samples", "D": "features",
    "x": "features|one sample", "X": "sample", "labels": "class", r"\theta": "parameters",
    "W": "weights", "b": "biases", "w_{ij}": "weights", "w_j": "column of class",
    "z": "logits|scores", "Z": "the same for a batch|logits", "S": "logits",
    "s": "one score|one per", "a": "softmax", "A": "softmax|the same for a batch",
    "a_1": "softmax", "a_2": "softmax",
    r"\sigma": "logistic", "h": "probability", "k": "which output", "j": "which logit",
    "y": "target as a row", "Y": "target as a row|the same for a batch",
    "t": "target as one number", "T": "targets of a batch",
    "p": "distributions|right class", "q": "distributions",
    "L": "loss", "loss": "loss", "J": "loss", "u": "argument", "u_j": "shortfall",
    r"\alpha": "length of a step|learning_rate", "learning_rate": "length of a step",
    r"\lambda": "penalty", "l2": "penalty", r"\Delta": "lead", "margin": "lead",
}  # fmt: skip
ROW = re.compile(r"^# \| (?P<here>[^|]+) \|(?P<shape>[^|]*)\| (?P<meaning>.+) \|$", re.MULTILINE)
#: A name: up to an argument, an equals sign or the end of its formula.
NAME = re.compile(r"[`$](\\?[A-Za-z]+\d*(?:_(?:\{\w+\}|\w+))?)")


def table(name: str) -> dict[str, str]:
    """Return what each letter means, as the notebook's own table has it."""
    text = (ROOT / "source" / f"{name}.py").read_text(encoding="utf-8")
    fold = text.partition("<summary>Letters, shapes and what they mean</summary>")[2]
    rows = [row for row in ROW.finditer(fold.partition("</details>")[0]) if row["here"] != "here"]
    return {letter: row["meaning"] for row in rows for letter in NAME.findall(row["here"])}


@pytest.mark.parametrize("name", assignments())
def test_a_letter_means_the_same_in_every_notebook(name: str) -> None:
    """Each is in the course's table, and its meaning is that of the notebook's row."""
    found = table(name)
    assert len(found) > 10
    for letter, meaning in found.items():
        assert letter in MEANING, f"{letter} is in no other notebook: {meaning}"
        assert re.search(MEANING[letter], meaning), f"{letter} is {MEANING[letter]}, not {meaning}"


@pytest.mark.parametrize("name", assignments())
def test_a_target_is_y_as_a_row_and_t_as_a_number(name: str) -> None:
    """Formulas use the letter that the notebook's table has, but where they quote a note."""
    cells = source_notebook(ROOT / "source" / f"{name}.py").cells
    ours = [c.source for c in cells if c.cell_type == "markdown" and not c.id.startswith("quiz")]
    text = re.sub(r"<details><summary>The letters of .*|`[^`]*`|\(002 .*?\)", "", "\n".join(ours),
                  flags=re.DOTALL)  # fmt: skip
    formulas = " ".join(re.findall(r"\$\$.*?\$\$|\$[^$]*\$", text, flags=re.DOTALL))
    used = set(re.findall(r"(?<![A-Za-z\\])[ty](?![A-Za-z])", formulas))
    assert used == {"t", "y"} & set(table(name))
