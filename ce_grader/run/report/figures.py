"""What a class' record says in numbers; in an anonymous report no small group is told apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from ce_grader.run.report.records import ClassRecord, Graded, Work

#: Fewer than so many people are not told apart where names are left out.
SMALL = 5
_BINS = 10


@dataclass(frozen=True)
class Bin:
    """How many submissions have a share of the points from `low` to `high`, in per cent."""

    low: int
    high: int
    count: int


@dataclass(frozen=True)
class TestFigures:
    """One graded cell over the class.

    Parameters
    ----------
    name, exercise : str
        The cell, and the heading under which it stands.
    most : float
        Its points.
    graded : int
        How many submissions have points for it, or lost them.
    waiting : int
        How many wait for a person.
    share : float
        Mean share of its points, from 0 to 1; NaN if nobody has any yet.
    discrimination : float
        Correlation of its points with those of all other cells: near 1, who earns it earns the
        others, near 0 it says nothing, below 0 ask what it tests. NaN where all have the same.
    """

    name: str
    exercise: str
    most: float
    graded: int
    waiting: int
    share: float
    discrimination: float


@dataclass(frozen=True)
class Mistake:
    """A sentence that students were told, with the exercise that it belongs to."""

    exercise: str
    sentence: str
    count: int


def histogram(works: Sequence[Work], anonymous: bool = False) -> list[Bin]:
    """Count the submissions by their share of the points.

    Parameters
    ----------
    works : sequence of Work
        The submissions.
    anonymous : bool
        Join neighbouring bins until none holds fewer than `SMALL`.

    Returns
    -------
    list of Bin
        From 0 to 100 per cent; the last one holds full marks.
    """
    shares = [work.score / work.most if work.most else 0.0 for work in works]
    counts, _ = np.histogram(np.clip(shares, 0, 1), bins=_BINS, range=(0, 1))
    step = 100 // _BINS
    bins = [Bin(step * n, step * (n + 1), int(count)) for n, count in enumerate(counts)]
    return _joined(bins) if anonymous else bins


def _joined(bins: list[Bin]) -> list[Bin]:
    """Join each bin that holds a few with those after it, and a last one with those before."""
    found: list[Bin] = []
    for one in bins:
        if found and 0 < found[-1].count < SMALL:
            last = found.pop()
            one = Bin(last.low, one.high, last.count + one.count)
        found.append(one)
    while len(found) > 1 and 0 < found[-1].count < SMALL:
        last, before = found.pop(), found.pop()
        found.append(Bin(before.low, last.high, before.count + last.count))
    return found


def of_tests(works: Sequence[Work], anonymous: bool = False) -> list[TestFigures]:
    """Return the figures of every graded cell.

    Parameters
    ----------
    works : sequence of Work
        The submissions of one assignment.
    anonymous : bool
        Take fewer than `SMALL` who are unlike all others for others.

    Returns
    -------
    list of TestFigures
        In the notebook's order.
    """
    cells: dict[str, list[tuple[Graded, float]]] = defaultdict(list)
    for work in works:
        total = sum(cell.points for cell in work.cells)
        for cell in work.cells:
            cells[cell.name].append((cell, total - cell.points))
    return [_figures(found, SMALL if anonymous else 1) for found in cells.values()]


def _figures(found: Sequence[tuple[Graded, float]], few: int) -> TestFigures:
    first = found[0][0]
    done = [(cell.points, rest) for cell, rest in found if not cell.waits]
    points, rest = np.array(done).reshape(-1, 2).T
    for extreme in (0.0, first.most):
        if 0 < np.count_nonzero(points != extreme) < few:
            points = np.full_like(points, extreme)
    waiting = len(found) - len(done) if len(found) - len(done) >= few else 0
    share = float(points.mean() / first.most) if done and first.most else float("nan")
    return TestFigures(
        first.name, first.exercise, first.most, len(found) - waiting, waiting, share,
        _correlation(points, rest),
    )  # fmt: skip


def _correlation(x: np.ndarray, y: np.ndarray) -> float:
    """Return Pearson's correlation; NaN where one of the two does not vary."""
    if len(x) < 2 or not np.ptp(x) or not np.ptp(y):
        return float("nan")
    return float(np.corrcoef(x, y)[0, 1])


def mistakes(works: Iterable[Work], at_least: int = 1) -> list[Mistake]:
    """Count the sentences that students were told.

    Parameters
    ----------
    works : iterable of Work
        The submissions.
    at_least : int
        Leave out what fewer students were told.

    Returns
    -------
    list of Mistake
        The most frequent first, of equally frequent ones those of students who have learned the
        most: who hands in nothing makes every mistake. Each student counts once.
    """
    told: dict[tuple[str, str], list[float]] = defaultdict(list)
    for work in works:
        for pair in dict.fromkeys((c.exercise, c.sentence) for c in work.losses if c.sentence):
            told[pair].append(work.score)
    ranked = sorted(told.items(), key=lambda item: (-len(item[1]), -sum(item[1])))
    return [Mistake(*pair, len(who)) for pair, who in ranked if len(who) >= at_least]


def summary(record: ClassRecord) -> str:
    """Return one line on a class: how many, and what is in the middle.

    Parameters
    ----------
    record : ClassRecord
        One assignment.

    Returns
    -------
    str
        Without a full stop.
    """
    if not record.works:
        return "nobody has handed in"
    middle = median(work.score for work in record.works)
    waiting = sum(work.waiting > 0 for work in record.works)
    late = sum(work.late > 0 for work in record.works)
    said = [f"{len(record.works)} handed in", f"median {middle:g} of {record.works[0].most:g}"]
    said += [f"{waiting} wait for a person"] * bool(waiting) + [f"{late} late"] * bool(late)
    return ", ".join(said)
