"""docs/coverage.md keeps its word: every row is taught where the table says."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.build import ROOT, assignments

PAGE = ROOT / "docs" / "coverage.md"
# Row by row: what must stand in the named sections, as regular expressions.
EVIDENCE = (
    ("000", "problem type", ["softmax", "sigmoid", r"multi-?label|several labels|many labels"]),
    ("000", "softmax R^m", [r"softmax_sums_to_one", r"positive"]),
    ("000", "Jacobian", ["product_rule_factors", "quotient_rule", "KroneckerDelta"]),
    ("000", "cross-entropy H", [r"H\(p, q\)", r"H\(y, a\)"]),
    ("000", "label → one-hot", [r"one_hot\(labels", "labels count from 1", "from 0"]),
    (
        "000",
        "CCE loss",
        [r"dL_da", r"dL_dz_steps", r"\\frac\{y_k\}\{a_k\}|y_k/a_k|y\[k\] / a\[k\]"],
    ),
    ("000", "network z", ["dL_dw", "dL_db", r"def sgd\("]),
    (
        "001",
        "∂ ln",
        [r"log_softmax_slope", "vector form", "minimising", r"i \\ne j|k \\ne j|j \\ne k"],
    ),
    ("002", "logistic", [r"h_\\theta\(x\)", r"P\([ty] = 0 \\mid x"]),
    ("002", "the softmax layer", [r"plots\.layer\(\)", r"bmatrix"]),
    ("002", "softmax in vector", [r"P\(t = 1 \\mid z\)", r"bmatrix"]),
    ("002", "likelihood", [r"P\(y, z \\mid \\theta\)", r"\\prod", "negative log-likelihood"]),
    ("002", "batch loss", ["mean", "sum"]),
    ("002", "i = j", ["da_same", "da_other", "d_logistic", "quotient rule"]),
    ("002", "∂ξ/∂z_i", ["dL_dz_steps", "dL_dw"]),
    ("002", r"J(θ)", [r"J\(\\theta\)", "simultaneous"]),
    ("002", "iris", [r"plots\.regions", "iris"]),
    ("003", "one-of-many", [r"\*one of many\*"]),
    ("003", "sigmoid is elementwise", ["elementwise", "not losses|not a loss|no loss"]),
    ("003", "CE for two", [r"t_2 = 1 - t_1", "softmax loss", "sigmoid cross-entropy", "log loss"]),
    ("003", "one-hot collapse", ["collapse"]),
    ("003", "BCE independent", ["independent", "background", r"multilabel_loss"]),
    ("003", "header with", ["Quiz 1", "Quiz 2", r"1_\{\(u > 0\)\}", "scalars", r"W\^T x"]),
    ("all", "the errata", ["verdicts", "reasons", "repairs"]),
)


def section(name: str, heading: str) -> str:
    """Return the text of one H2 section of a notebook's source."""
    text = (ROOT / "source" / f"{name}.py").read_text(encoding="utf-8")
    parts = re.split(r"^# ## (.+)$", text, flags=re.MULTILINE)
    found = dict(zip(parts[1::2], parts[2::2], strict=True))
    assert heading in found, f"{name} has no section {heading!r}"
    return f"{heading}\n{found[heading]}"


def rows() -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """Yield source, item and the (notebook, section) pairs of each row of the page."""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if len(cells) == 3 and cells[0] not in ("from", "---"):
            places = re.findall(r"`(\w+)`: (.+?)(?=<br>|$)", cells[2])
            yield cells[0], cells[1], places


@pytest.mark.parametrize("row", EVIDENCE, ids=lambda row: row[1])
def test_row_is_taught_where_the_page_says(row: tuple[str, str, list[str]]) -> None:
    """The sections exist, and together they hold what the row is about."""
    source, start, patterns = row
    places = [where for code, item, where in rows() if code == source and item.startswith(start)]
    assert len(places) == 1 and places[0], "the row stands on the page once, with its sections"
    text = "\n".join(section(*place) for place in places[0])
    assert not [pattern for pattern in patterns if not re.search(pattern, text)]


def test_page_has_no_row_without_evidence() -> None:
    """What is claimed is tested."""
    assert len(list(rows())) == len(EVIDENCE)


#: The notebooks that teach the notes; another one may teach something else.
NAMED = sorted({name for _, _, places in rows() for name, _ in places})


def test_no_row_names_a_notebook_that_is_not_there() -> None:
    """And the notes fill more than one."""
    assert 1 < len(NAMED) and set(NAMED) <= set(assignments())


@pytest.mark.parametrize("name", NAMED)
def test_every_notebook_translates_the_notes_it_covers(name: str) -> None:
    """One table, with a column for each note whose rows it teaches."""
    covered = {source for source, _, places in rows() if name in dict(places)} - {"all"}
    text = (ROOT / "source" / f"{name}.py").read_text(encoding="utf-8")
    table = text.partition("<summary>The letters of the notes</summary>")[2]
    assert covered and not [note for note in covered if f"| {note} " not in table]


@pytest.mark.parametrize("name", ["04_binary", "05_hinge"])
def test_quiz_notebooks_open_with_name_and_student_id(name: str) -> None:
    """In the release, by nbgrader's header."""
    release = Path(ROOT / "release" / name / f"{name}.ipynb").read_text(encoding="utf-8")
    assert "**Name:**" in release and "**Student ID:**" in release
