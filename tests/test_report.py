"""The class report: right numbers, names that break things, and nobody told apart by numbers."""

from __future__ import annotations

import csv
import html
import io
import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from ce_grader.run.report.figures import SMALL, Bin, _joined, histogram, mistakes, of_tests, summary
from ce_grader.run.report.page import page, table
from ce_grader.run.report.records import ClassRecord, Graded, Work
from tools.build import assignments
from tools.report import score_table

AXIS = "softmax sums over the wrong axis."
RARE = "Zoë's own exception"
NAMES = ("jörg", "o'neill", "=1+1", "<script>alert(1)</script>", "נועה", "-2", "@sum", "a|b")


def work(number: int, student: str, **more: object) -> Work:
    """Return the work of a class' member: every third has one mistake, every tenth waits."""
    wrong = number % 3 == 0
    cells = (
        Graded("test_a", "Exercise 1", 0.0 if wrong else 2.0, 2.0, AXIS if wrong else "", False),
        Graded("test_b", "Exercise 2", 0.0 if number == 7 else 1.0, 1.0,
               RARE if number == 7 else "", False),
        Graded("essay", "Quiz", 0.0, 2.0, "", number % 10 == 0),
    )  # fmt: skip
    score = sum(cell.points for cell in cells)
    given = {"penalty": 0.0, "late": 0.0, "events": (), "refused": "", "sandboxed": True}
    return Work(student, "01", score, 5.0, cells=cells, seconds=1.0, **given | more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def record() -> ClassRecord:
    """A class of 300 with names that break things."""
    students = [*NAMES, *(f"student{n:03d}" for n in range(len(NAMES), 300))]
    works = [work(n, student) for n, student in enumerate(students)]
    works[1] = work(1, students[1], late=60.0, penalty=0.5, events=("test_b opened a socket",))
    return ClassRecord("01", tuple(works), ("absent",), {"jörg": "Jörg Ünal", "-2": "=HYPERLINK()"})


def test_numbers_are_those_of_the_class(record: ClassRecord) -> None:
    """Counted by hand: 100 wrong axes, one exception, 30 essays to mark."""
    assert [(m.sentence, m.count) for m in mistakes(record.works)] == [(AXIS, 100), (RARE, 1)]
    first, second, essay = of_tests(record.works)
    assert (first.graded, first.share, essay.waiting) == (300, pytest.approx(2 / 3), 30)
    assert second.share == pytest.approx(299 / 300) and math.isnan(essay.discrimination)
    assert sum(one.count for one in histogram(record.works)) == 300
    assert summary(record) == "300 handed in, median 3 of 5, 30 wait for a person, 1 late"


def test_of_equally_frequent_mistakes_the_telling_one_comes_first() -> None:
    """Who hands in nothing makes every mistake; who made one among right answers tells more."""
    empty, good = (
        Work(who, "01", score, 5.0, 0.0, 0.0, (Graded(who, "", 0.0, 1.0, said, False),), (), "",
             True, 0.0)
        for who, score, said in (("a", 0.0, "not written"), ("b", 4.0, AXIS))
    )  # fmt: skip
    assert [one.sentence for one in mistakes([empty, good])] == [AXIS, "not written"]
    assert [one.sentence for one in mistakes([empty, empty, good])] == ["not written", AXIS]


def test_the_table_of_a_class_fits_a_narrow_terminal() -> None:
    """In 60 columns each student has one line, with what waits, and nothing is cut."""
    works = tuple(work(10 * n, f"student{n}") for n in range(3))
    shown = io.StringIO()
    Console(width=60, file=shown).print(
        score_table([ClassRecord(name, works, (), {}) for name in assignments()])
    )
    lines = [line.split() for line in shown.getvalue().splitlines()]
    assert ["student1", *5 * ["3", "+2"], "15"] in lines
    assert "…" not in shown.getvalue() and ["softmax", "entropy", "sgd", "binary", "hinge"] in lines


def test_discrimination_tells_a_test_that_goes_with_the_rest() -> None:
    """1 where it says what the others say, −1 where the opposite."""

    def one(a: float, b: float, c: float) -> Work:
        cells = tuple(
            Graded(n, "", p, 1.0, "", False) for n, p in zip("abc", (a, b, c), strict=True)
        )
        return Work("s", "01", a + b + c, 3.0, 0.0, 0.0, cells, (), "", True, 0.0)

    *_, against = of_tests([one(1, 1, 0), one(0, 0, 1), one(1, 1, 0), one(0, 0, 1)])
    assert against.discrimination == pytest.approx(-1)
    a, b, c = of_tests([one(1, 1, 1), one(0, 0, 1), one(1, 1, 1), one(0, 0, 1)])
    assert (a.discrimination, b.discrimination) == (pytest.approx(1), pytest.approx(1))
    assert math.isnan(c.discrimination)


def test_names_are_text_on_the_page_and_in_the_table(record: ClassRecord) -> None:
    """No markup of theirs lives, no spreadsheet takes them for a formula."""
    shown = page([record])
    assert "<script" not in shown
    for student in NAMES:
        assert html.escape(student, quote=True).replace("&#x27;", "&#39;") in shown
    rows = list(csv.reader(io.StringIO(table([record]))))
    assert len(rows) == 1 + 3 * 300 and {len(row) for row in rows} == {8}
    assert not [row for row in rows for cell in row if cell.startswith(("=", "-", "@", "+"))]


def test_the_page_needs_no_network_and_no_script(record: ClassRecord) -> None:
    """It is handed on as one file."""
    shown = page([record, record])
    assert not re.search(r"<script|<link|\bsrc=|https?://|@import|url\(", shown)
    assert shown.count("<h1>") == 1 and '<html lang="en">' in shown


def test_what_the_code_did_and_a_missing_sandbox_are_on_the_page(record: ClassRecord) -> None:
    """A question to the student, no verdict; nothing is said where there is nothing to say."""
    open_air = ClassRecord("01", (work(1, "ana", sandboxed=False),), (), {})
    shown, quiet = page([record]), page([open_air])
    assert "a question to the student, no verdict" in shown and "opened a socket" in shown
    assert "without a sandbox" not in shown and "no verdict" not in quiet
    assert ". <strong>Graded without a sandbox: 1 of them.</strong>" in quiet


def test_without_names_nobody_is_told_apart(record: ClassRecord) -> None:
    """No name, no sentence of one person, no count below five; a small class is not shown."""
    shown, rows = page([record], anonymous=True), table([record], anonymous=True)
    for student in (*(one.student for one in record.works), "absent", "Jörg", html.escape(RARE)):
        assert html.escape(student) not in shown and student not in rows
    assert AXIS in shown and "socket" not in shown
    assert f"fewer than {SMALL} of them late" in shown
    assert [test.share for test in of_tests(record.works, anonymous=True)][1] == 1.0
    most = [work(3, f"s{n}") for n in range(300)] + [work(1, "the only one")]
    assert "nearly all of 301" in page([ClassRecord("01", tuple(most), (), {})], anonymous=True)
    few = ClassRecord("02", record.works[:4], (), {})
    assert "Exercise 1" not in page([few], anonymous=True)
    assert table([few], anonymous=True).count("\n") == 1


@given(st.lists(st.integers(0, 12), min_size=10, max_size=10))
def test_joined_bins_hold_everybody_and_no_few(counts: list[int]) -> None:
    """Whatever the class: side by side, none lost, none smaller than five unless all are."""
    bins = _joined([Bin(10 * n, 10 * n + 10, count) for n, count in enumerate(counts)])
    assert sum(one.count for one in bins) == sum(counts)
    assert [one.high for one in bins[:-1]] == [one.low for one in bins[1:]]
    assert (bins[0].low, bins[-1].high) == (0, 100)
    if sum(counts) >= SMALL:
        assert all(one.count == 0 or one.count >= SMALL for one in bins)
