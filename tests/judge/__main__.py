"""`python -m tests.judge [--pairs N]`: docs/judge.md, and with N the figures in it."""

import argparse
import json
from collections import Counter
from pathlib import Path

from ce_helpers.symbolic import compare
from tests.judge.cases import CASES, GIVEN, TARGETS
from tests.judge.pairs import judged

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "docs" / "judge.md"
FIGURES = Path(__file__).with_name("figures.json")
FIRST_SEED = 2_000_000

HEAD = """\
# The judge of derivations

`check_steps` and the checks of symbolic answers compare expressions with `compare` of
`ce_helpers.symbolic`. Written by `python -m tests.judge`; a test holds it to what the judge says.

## How it decides

1. **Points.** Both sides are evaluated by loops over exact fractions (50 digits where a logarithm
   occurs), nothing is simplified: for 1, 2, 3, 4 and 7 classes and beside every number that a size
   is compared with, several sizes in both orders, every way in which indices can coincide, and
   numbers that look where expressions differ: 0, 1 and −1, one-hot arrays, wide and narrow
   scales, both sides of every threshold, several thresholds at once, and every way in which
   conditions on sizes and indices turn out. One point where the sides differ decides: *different*.
2. **Proof.** Where all points agree, the difference is rewritten exactly until it is 0: sums in
   one form, deltas carried out, logarithms of positive products split, all as polynomials. Then it
   is *proved*, for every size; otherwise *evaluated*, for the sizes or points that are named.
3. **Neither.** *Undefined*: at no point have both sides a value; that is not equal. *Undecided*:
   what cannot be evaluated here, takes more than a fixed number of operations (never a fixed time,
   so that a busy machine changes nothing), or compares a size with a number too large to be tried.
   It costs nothing, is said in a line of its own, and is flagged: the graded test gives its points
   and *needs manual grade*.

## Conventions

- Free indices lie within the sizes, 1 ≤ j ≤ m; i, j, k and l are indices, m is a size. Letters of
  one name are one letter. A letter without a declared sign is a real number of either sign; one
  that an index is compared with is an index.
- A sum from a to b has the integers a ≤ k ≤ b as its terms, as Python's `range(a, b + 1)` has: it
  is 0, and a product 1, where b < a.
- At a kink the value of a step is a convention, and a difference there does not count: the step
  function, [u > 0] and [u ≥ 0] are one slope of max(0, u). Integers and equations count everywhere.
- A decimal is the simplest fraction that it is rounded from: 0.5 is ½, `1/3` is ⅓.
- SymPy's constructors take a condition out of a sum inside another sum, and `simplify` out of a
  sum with a factor, together with the letter of the sum. The judge sees what SymPy has made of it
  and says so; write both sums as one, `Sum(…, (l, 1, m), (k, 1, m))`.
- Logarithms and roots of negative numbers are complex: log r² is not 2 log r unless r > 0.

"""


def rendered() -> str:
    """Return docs/judge.md."""
    parts = [HEAD, "## What it says\n"]
    for title, cases in CASES.items():
        parts += [f"\n### {title}\n\n", _table(cases)]
    parts += ["\n### With Σ y = 1 given\n\n", _table(GIVEN, given=TARGETS), _figures()]
    return "".join(parts)


def _table(cases, **known) -> str:
    """Return one table of questions and verdicts."""
    rows = ["| question | one side | other side | verdict |\n|---|---|---|---|\n"]
    for title, first, second, _ in cases:
        found = compare(first, second, **known)
        rows.append(f"| {title} | {_code(first)} | {_code(second)} | {found.where} |\n")
    return "".join(rows)


def _code(expression) -> str:
    """Return an expression as code that a table can hold."""
    return "`" + str(expression).replace("|", "\\|") + "`"


def _figures() -> str:
    """Return the paragraph on random pairs."""
    found = json.loads(FIGURES.read_text(encoding="utf-8"))
    verdicts = ", ".join(f"{count:,} {how}" for how, count in sorted(found["verdicts"].items()))
    return f"""
## Random pairs

Random expressions of these kinds were rewritten (renamed, shifted, reversed, split, swapped,
expanded, deltas and indicators for each other) and, every other one, given a slip. A second
evaluator that shares no code with the first said what is true (`tests/judge/naive.py`). Of
{found["pairs"]:,} pairs {found["wrong"]} verdicts were wrong: {verdicts}. Half of them took less
than {found["median"] * 1e3:.0f} ms of CPU, the slowest {found["slowest"]:.1f} s. A few hundred
other pairs run with the tests.
"""


def measure(count: int) -> None:
    """Judge so many pairs, and keep the figures."""
    pairs = [judged(seed) for seed in range(FIRST_SEED, FIRST_SEED + count)]
    found = [pair for pair in pairs if pair is not None]
    wrong = [pair for pair in found if pair.is_wrong]
    print(*wrong, sep="\n")
    seconds = sorted(pair.seconds for pair in found)
    figures = {
        "pairs": len(found),
        "wrong": len(wrong),
        "verdicts": Counter(pair.verdict.how for pair in found),
        "median": round(seconds[len(seconds) // 2], 4),
        "slowest": round(seconds[-1], 2),
    }
    FIGURES.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Write docs/judge.md."""
    parser = argparse.ArgumentParser(prog="python -m tests.judge", description=__doc__)
    parser.add_argument("--pairs", type=int, default=0, help="judge so many random pairs first")
    chosen = parser.parse_args()
    if chosen.pairs:
        measure(chosen.pairs)
    TABLE.write_text(rendered(), encoding="utf-8")


if __name__ == "__main__":
    main()
