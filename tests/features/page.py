"""Write `docs/tests-that-work.md` from the features: `python -m tests.features.page`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from tests.features import Feature, features
from tools.build import ROOT

TARGET = ROOT / "docs" / "tests-that-work.md"
_HEAD = """# Tests that work

<!-- written by python -m tests.features.page -->

Test cells run in one process and the student's code in another (see [the grader](grader.md)), and
most of what a test does works as if they shared one: of the {count} features below, {works} do.
The others give *no verdict*: nobody loses points, and a person looks. Each row is a small notebook,
which `tests/test_features.py` grades isolated and in one process.

Before an assignment's first submission is graded, the instructor's own answers are. They set the
precedent: where a test needs an object, a generator or a module of theirs, a student's answer may
give one as well. Where plain data is enough, an object is not taken: it could answer every question
of the test as it likes. A test that they lose gives nobody a verdict. `python -m ce_grader check
ASSIGNMENT` and `nbgrader generate_assignment` name such tests and say why.

What to know when you write tests:

- A comparison of two objects of the student's class asks the student's own `__eq__`. Compare
  attributes with plain values where that is not what you are testing.
- A function of the test that is given to an answer gets copies: what it changes in them stays with
  it. Its exceptions come back, the messages of its assertions do not leave the test's side.
- What an object keeps of its arguments is a copy: a test does not see what becomes of it later, as
  it does at the end of a call.
- Of global names, what a test makes of those that functions of the instructor's own answer read is
  seen by the student's functions; other names of a test stay with it.
- A file that the student's code writes beside the notebook can be read if the instructor's own
  answer writes it, too. A file that a test has written goes along when a call names it.
"""


def document(found: list[Feature]) -> str:
    """Return the page: a table for each group of features."""
    works = sum(feature.works for feature in found)
    return _HEAD.format(count=len(found), works=works) + "\n".join(_tables(found)) + "\n"


def _tables(found: list[Feature]) -> Iterator[str]:
    for group, members in groupby(found, lambda feature: feature.group):
        yield f"\n## {group.capitalize()}\n\n| what a test does | isolated |\n|---|---|"
        for feature in members:
            yield f"| {feature.title} | {'works' if feature.works else 'no verdict'} |"


if __name__ == "__main__":
    TARGET.write_text(document(features()), encoding="utf-8")
