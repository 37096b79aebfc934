"""Who will get what, who is missing, and what has to be asked: said before anything is changed."""

from __future__ import annotations

import shlex
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import tzinfo

from ce_grader.intake.files import shown
from ce_grader.intake.lms.clocks import in_utc
from ce_grader.intake.lms.handins import Download, HandIn
from ce_grader.intake.lms.people import Roster
from ce_grader.intake.lms.placing import is_notebook
from ce_grader.intake.lms.worksheet import Row

_SHOWN = 20


@dataclass
class Plan:
    """What becomes of the hand-ins of one assignment.

    Parameters
    ----------
    taken : dict of str to HandIn
        By student.
    doubled : dict of str to list of HandIn
        By student, where nothing tells which one counts.
    asked : list of HandIn
        Whose owner the roster does not tell.
    missing : list of str
        Students without any.
    strange : list of str
        Paths that fit no system.
    states : dict of str to str
        By student, what the worksheet says against its being handed in.
    """

    taken: dict[str, HandIn] = field(default_factory=dict)
    doubled: dict[str, list[HandIn]] = field(default_factory=dict)
    asked: list[HandIn] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    states: dict[str, str] = field(default_factory=dict)

    @property
    def is_clear(self) -> bool:
        """Whether nothing has to be asked."""
        return not (self.doubled or self.asked or self.strange)

    @property
    def needs_zone(self) -> bool:
        """Whether a time was told without its zone."""
        times = (one.time for one in self.taken.values())
        return any(time is not None and time.tzinfo is None for time in times)


def planned(
    downloads: Iterable[Download],
    roster: Roster,
    rows: Iterable[Row],
    is_wanted: Callable[[str], bool],
) -> Plan:
    """Return who gets what.

    Parameters
    ----------
    downloads : iterable of Download
        As they were read; of two that hold hand-ins of one label, the newer hand-in counts.
    roster : Roster
        The students.
    rows : iterable of Row
        Of Moodle's worksheet.
    is_wanted : callable
        Whether a student is taken at all.

    Returns
    -------
    Plan
        In the order of the students.
    """
    plan, found = Plan(), dict[str, HandIn]()
    for download in downloads:
        plan.strange += download.strange
        for one in download.hand_ins:
            old = found.get(one.label)
            if not (old and old.time and one.time and old.time > one.time):
                found[one.label] = one
    of: dict[str, list[HandIn]] = defaultdict(list)
    for one in found.values():
        for student in one.match.students:
            of[student].append(one)
    for student in sorted(filter(is_wanted, of)):
        hand_ins = of[student]
        if len(hand_ins) == 1:
            plan.taken[student] = hand_ins[0]
        else:
            plan.doubled[student] = hand_ins
    plan.asked = [one for one in found.values() if not (one.match.students or one.match.left_out)]
    named = {*of, *(who for one in plan.asked for who in one.match.candidates)}
    plan.missing = [who for who in sorted(roster.names) if is_wanted(who) and who not in named]
    plan.states = _states(rows, roster)
    return plan


def _states(rows: Iterable[Row], roster: Roster) -> dict[str, str]:
    found = ((roster.person(row.person), row.state) for row in rows)
    return {student: state for student, state in found if student and state}


def lines(plan: Plan, zone: tzinfo, has: Callable[[str], bool]) -> Iterator[str]:
    """Yield the plan as it is printed.

    Parameters
    ----------
    plan : Plan
        Who gets what.
    zone : tzinfo
        Of times that were told without one.
    has : callable
        Whether a student has a hand-in already.

    Yields
    ------
    str
        A line.
    """
    for student, one in plan.taken.items():
        yield f"  {student} gets {_described(one, zone)}{', again' if has(student) else ''}"
    for student, hand_ins in plan.doubled.items():
        yield f"{student} has several hand-ins, and nothing tells which one counts:"
        for one in hand_ins:
            yield f"  {_described(one, zone)}; to leave it out: --who {_option(one, '')}"
    for one in plan.asked:
        yield from _question(one)
    yield from _named("no hand-in in the download", plan.missing)
    late = (s for s, one in plan.taken.items() if one.match.reading.late)
    yield from _named("late by the system's own word, which does not say how late", late)
    timeless = [student for student, one in plan.taken.items() if one.time is None]
    if timeless and len(timeless) == len(plan.taken):
        yield "the download tells no times, so nobody is late for the grader"
    else:
        yield from _named("no time in the download, so not late for the grader", timeless)
    yield from _named(
        "no notebook, a person will have to look",
        (s for s, one in plan.taken.items() if not _may_be_graded(one)),
    )
    for state in sorted(set(plan.states.values())):
        yield from _named(state, (s for s, own in plan.states.items() if own == state))
    yield from _named("nobody's files, left alone", map(shown, plan.strange))


def _described(one: HandIn, zone: tzinfo) -> str:
    """Return a hand-in in words: from whom, what, when."""
    files = [file for file, _ in one.files]
    what = shown(files[0]) + (f" and {len(files) - 1} more" if len(files) > 1 else "")
    when = f", {in_utc(one.time, zone):%Y-%m-%d %H:%M} UTC" if one.time else ""
    older = f", the newest of {one.older + 1}" if one.older else ""
    return f"{what if files else 'nothing'} of {shown(one.label)}{when}{older}"


def _question(one: HandIn) -> Iterator[str]:
    if one.match.candidates:
        yield f"whose is {shown(one.label)}? One of these settles it:"
        for student in one.match.candidates:
            yield f"  --who {_option(one, student)}"
    else:
        option = _option(one, "ID")
        yield f"{shown(one.label)} is not in the roster; if it is a student's: --who {option}"


def _option(one: HandIn, student: str) -> str:
    return shlex.quote(f"{one.label}={student}")


def _named(what: str, who: Iterable[str]) -> Iterator[str]:
    """Yield one line with a number and names, if there are any."""
    if names := list(who):
        more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
        yield f"{what} ({len(names)}): {', '.join(names[:_SHOWN])}{more}"


def _may_be_graded(one: HandIn) -> bool:
    return any(is_notebook(file) or file.casefold().endswith(".zip") for file, _ in one.files)
