"""From the files of a download to hand-ins: whose each is, when it came, and what it holds."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import yaml

from ce_grader.intake.files import Refused
from ce_grader.intake.lms.clocks import told
from ce_grader.intake.lms.grammars import SYSTEMS, Grammar, Person, Reading, named
from ce_grader.intake.lms.members import Member, Unreadable
from ce_grader.intake.lms.people import Match, Roster
from ce_grader.intake.lms.worksheet import Row, require_same

_TEXT_BYTES = 1_000_000
_METADATA_BYTES = 200_000_000
_METADATA = "submission_metadata.yml"
_OWN = re.compile(r"(.*/)?(index\.html|grades\.(csv|xls|xlsx)|submission_metadata\.yml)")
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # every value as text
_BLACKBOARD_WHO = re.compile(r"Name: (?P<name>.*) \((?P<user>[^()]*)\)")


@dataclass
class HandIn:
    """What one student, or one group, handed in.

    Parameters
    ----------
    system : str
        Where it comes from.
    match : Match
        Whose it is.
    files : list of tuple of str and Member
        Each with the path that the student gave it.
    time : datetime or None
        When, without a zone where the system tells none.
    older : int
        How many earlier attempts of theirs are in the download.
    """

    system: str
    match: Match
    files: list[tuple[str, Member]] = field(default_factory=list)
    time: datetime | None = None
    older: int = 0

    @property
    def label(self) -> str:
        """What the system calls whoever handed it in."""
        return self.match.reading.label


@dataclass(frozen=True)
class Download:
    """A download that was read.

    Parameters
    ----------
    system : str
        Which system's names it has.
    hand_ins : list of HandIn
        By label.
    strange : list of str
        Paths that are nobody's.
    """

    system: str
    hand_ins: list[HandIn]
    strange: list[str]


def read_download(
    found: Sequence[Member],
    roster: Roster,
    assignment: str,
    *,
    system: str = "",
    worksheet: Iterable[Row] = (),
    source: str = "",
) -> Download:
    """Return what a download holds, each hand-in with whose it is.

    Parameters
    ----------
    found : sequence of Member
        Its files.
    roster : Roster
        The students.
    assignment : str
        The assignment's name, which the name of a file may hold beside the student's.
    system : str
        Whose names it has; by default the one that most of its paths fit.
    worksheet : iterable of Row
        Moodle's, for this assignment.
    source : str
        The name of the zip, if it is one student's.

    Returns
    -------
    Download
        In the order of labels.

    Raises
    ------
    Unreadable
        If the worksheet is that of another assignment.
    """
    files = [member for member in found if not _OWN.fullmatch(member.path)]
    chosen, files = _system(files, system)
    grammar = SYSTEMS.get(chosen, named)
    if chosen == "names":
        files, grammar = _of_students(files, roster, source), _without(assignment)
    known, times = _beside(chosen, found, files, worksheet)
    attempts: dict[tuple[str, str], list[tuple[Match, Member]]] = defaultdict(list)
    strange = []
    for member in files:
        readings = [_completed(r, known, times) for r in grammar(member.path)]
        if readings:
            match = roster.find(readings)
            attempts[match.reading.label, match.reading.when].append((match, member))
        else:
            strange.append(member.path)
    return Download(chosen, _newest(chosen, attempts), strange)


def _system(files: list[Member], system: str) -> tuple[str, list[Member]]:
    """Return whose names most paths have, perhaps below a folder that holds them all."""
    for offered in filter(None, (files, _inside(files))):
        fits = {
            name: sum(next(grammar(m.path), None) is not None for m in offered)
            for name, grammar in SYSTEMS.items()
            if system in ("", name)
        }
        best = max(fits, key=lambda name: fits[name], default="")
        if best and 2 * fits[best] > len(offered):
            return best, offered
    return (system or "names"), files


def _inside(files: Sequence[Member]) -> list[Member]:
    """Return the files as they lie in the one folder that holds them all; nothing without one."""
    tops = {member.path.partition("/")[0] for member in files}
    return [replace(m, path=m.path.partition("/")[2]) for m in files] if len(tops) == 1 else []


def _of_students(files: list[Member], roster: Roster, source: str) -> list[Member]:
    """Return files below a folder or a file named by student, zips of theirs unpacked."""

    def is_one(label: str) -> bool:
        return bool(roster.find(list(named(f"{label}/file"))).students)

    if source and is_one(source):
        return [replace(member, path=f"{source}/{member.path}") for member in files]
    inside = _inside(files)
    if inside and all(m.path for m in inside) and not is_one(files[0].path.partition("/")[0]):
        files = inside
    return [inner for member in files for inner in member.inner]


def _without(assignment: str) -> Grammar:
    """Return the grammar of files named by student, with or without the assignment's name."""
    pattern = re.compile(rf"[\s_-]*{re.escape(assignment)}[\s_-]*", re.I)

    def grammar(path: str) -> Iterator[Reading]:
        for reading in named(path):
            label = pattern.sub("", reading.label) or reading.label
            yield replace(reading, label=label, people=(Person(label, frozenset([label])),))

    return grammar


def _completed(
    reading: Reading, known: Mapping[str, tuple[Person, ...]], times: Mapping[str, str]
) -> Reading:
    """Return a reading with what other files of the download say of its label."""
    people = known.get(reading.label, reading.people)
    return replace(reading, people=people, when=reading.when or times.get(reading.label, ""))


def _beside(
    system: str, found: Iterable[Member], files: Iterable[Member], worksheet: Iterable[Row]
) -> tuple[dict[str, tuple[Person, ...]], dict[str, str]]:
    """Return the people and the times that other files of a download tell, by label."""
    if system == "moodle":
        return _of_worksheet(files, worksheet), {}
    if system == "blackboard":
        return _of_texts(files), {}
    if system == "sakai":
        ends = (m for m in files if re.search(r"\)[/_]timestamp\.txt$", m.path))
        return {}, {next(SYSTEMS["sakai"](m.path)).label: _text(m) for m in ends}
    if system == "gradescope":
        return _of_metadata(found)
    return {}, {}


def _of_worksheet(files: Iterable[Member], rows: Iterable[Row]) -> dict[str, tuple[Person, ...]]:
    by_number = {row.number: row for row in rows}
    known: dict[str, tuple[Person, ...]] = {}
    for member in files:
        for reading in SYSTEMS["moodle"](member.path):
            row = by_number.get(reading.number)
            if row is None:
                continue
            require_same(row, reading.label)
            if row.person.name or row.person.ids:
                known[reading.label] = (row.person,)
    return known


def _of_texts(files: Iterable[Member]) -> dict[str, tuple[Person, ...]]:
    """Return who Blackboard's own texts name: there is one beside each attempt."""
    known: dict[str, tuple[Person, ...]] = {}
    for member in files:
        for reading in SYSTEMS["blackboard"](member.path):
            if not reading.file and (who := _BLACKBOARD_WHO.match(_text(member))):
                if reading.label.endswith(f"_{who['user']}"):
                    known[reading.label] = (Person(who["name"], frozenset([who["user"]])),)
    return known


def _of_metadata(
    found: Iterable[Member],
) -> tuple[dict[str, tuple[Person, ...]], dict[str, str]]:
    """Return who Gradescope's metadata name, and when they handed in."""
    file = next((m for m in found if m.path.rpartition("/")[2] == _METADATA), None)
    try:
        data = yaml.load(file.read(_METADATA_BYTES), _LOADER) if file else {}  # noqa: S506
        people = {label: tuple(map(_submitter, one[":submitters"])) for label, one in data.items()}
        return people, {label: one.get(":created_at", "") for label, one in data.items()}
    except (Refused, yaml.YAMLError, LookupError, TypeError, AttributeError) as error:
        raise Unreadable(f"{_METADATA} cannot be read") from error


def _submitter(entry: dict[str, str]) -> Person:
    ids = (entry.get(":sid", ""), entry.get(":email", ""))
    return Person(entry.get(":name", ""), frozenset(filter(None, ids)))


def _text(member: Member) -> str:
    try:
        return member.read(_TEXT_BYTES).decode("utf-8-sig", errors="replace")
    except Refused:
        return ""


def _newest(
    system: str, attempts: Mapping[tuple[str, str], list[tuple[Match, Member]]]
) -> list[HandIn]:
    """Return the newest attempt of each label."""
    found: dict[str, HandIn] = {}
    for (label, when), parts in sorted(attempts.items(), key=lambda item: item[0][0]):
        files = [(match.reading.file, member) for match, member in parts if match.reading.file]
        new = HandIn(system, _told_most(parts), files, told(when) if when else None)
        new.time = new.time or _written(system, files)
        old = found.get(label, new)
        found[label] = max(old, new, key=_clock)
        found[label].older = 0 if old is new else old.older + 1
    return list(found.values())


def _told_most(parts: Sequence[tuple[Match, Member]]) -> Match:
    """Return the match of a hand-in: that of a file, which Canvas gives a number."""
    return max((match for match, _ in parts), key=lambda match: bool(match.reading.number))


def _clock(hand_in: HandIn) -> datetime:
    return (hand_in.time or datetime.min).replace(tzinfo=UTC)


def _written(system: str, files: Iterable[tuple[str, Member]]) -> datetime | None:
    """Return the last change of the files, where the system keeps it: the others zip anew."""
    times = [member.written for _, member in files if member.written]
    return max(times, default=None) if system == "moodle" else None
