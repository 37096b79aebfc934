"""How learning-management systems name what was handed in: one function a system.

Whatever stands after the system's own part of a path was chosen by the student, so a path is read
from the left. Where a name leaves two ways to read it, both are given, and the roster decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """Who handed in, as far as a system says it.

    Parameters
    ----------
    name : str
        In either order.
    ids : frozenset of str
        User names, numbers and addresses.
    """

    name: str = ""
    ids: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Reading:
    """One way to read the path of a file.

    Parameters
    ----------
    label : str
        What the system calls whoever handed in; the same for all files of theirs.
    file : str
        The path that the student gave it; empty for what the system has added.
    people : tuple of Person
        More than one for a group.
    when : str
        The time that the path states.
    late : bool
        Whether the path says so.
    number : str
        What the system wants to see again when feedback comes back.
    """

    label: str
    file: str
    people: tuple[Person, ...]
    when: str = ""
    late: bool = False
    number: str = ""


Grammar = Callable[[str], Iterator[Reading]]
_TIME = r"[A-Z][a-z]{2} \d{1,2}, \d{4} \d{1,2}[:_]?\d{2} [AP]M"
_MOODLE = re.compile(
    r"(?P<label>(?P<name>[^/]*?)(?:_(?P<number>\d+))?)_assignsubmission_[a-z0-9]+"
    r"(?:_?/(?P<inner>.+)|_(?P<flat>[^/]+))"
)
_CANVAS = re.compile(r"(?P<name>[^/]*?)(?P<late>_LATE)?(?P<run>(?:_\d+){2,})_(?P<file>[^/]+)")
_CANVAS_TEXT = re.compile(
    r"(?P<name>[^/]*?)(?P<late>_LATE)?_(?P<user>\d+)_(?P<file>(?:text|link)\.html)"
)
_CANVAS_BLIND = re.compile(
    r"(?P<late>LATE_)?(?P<label>anon_[A-Za-z0-9]+)_(?:(?P<id>\d+)_)?(?P<file>[^/]+)"
)
_BRIGHTSPACE = re.compile(
    rf"(?:[^/]+/)??(?P<user>\d+)-\d+ - (?P<name>[^/]+?) - (?P<when>{_TIME})(?:/| - )(?P<file>.+)"
)
_BLACKBOARD = re.compile(
    r"(?P<label>[^/]+?)_attempt_(?P<when>\d{4}(?:-\d\d){5})(?:_(?P<file>[^/]+)|\.txt)"
)
_SAKAI = re.compile(
    r"(?:[^/]+/)??(?P<label>[^/]+?\))[/_](?:timestamp\.txt|feedbackText\.html|comments\.txt"
    r"|Feedback Attachment\(s\)/.*|(?P<text>[^/]*_submissionText\.html)"
    r"|Submission attachment\(s\)/(?P<file>.+))"
)
_ILIAS = re.compile(
    r"(?:[^/]+/)??(?P<head>[^/_]+_[^/]+_[^/]+)_(?P<user>\d+)/"
    r"(?P<late>Late Submission - )?(?P<file>.+)"
)
_GRADESCOPE = re.compile(r"(?:[^/]+/)??(?P<label>submission_\d+)/(?P<file>.+)")
_NAMED = re.compile(r"(?P<label>[^/]+)/(?P<file>.+)|(?P<stem>[^/]+?)(?:\.[A-Za-z0-9]+)+")


def moodle(path: str) -> Iterator[Reading]:
    """Read `Ana García_5_assignsubmission_file/…`; without folders, `…_file_…`.

    Parameters
    ----------
    path : str
        In the download.

    Yields
    ------
    Reading
        None if it is no such path.
    """
    if found := _MOODLE.fullmatch(path):
        file = found["inner"] or found["flat"]
        number = found["number"] or ""
        yield Reading(found["label"], file, _one(found["name"]), number=number)


def canvas(path: str) -> Iterator[Reading]:
    """Read `garcíaana_101_9001_01_softmax.ipynb`: name, user and file.

    A name may end with a number, and a file begin with one.

    Parameters
    ----------
    path : str
        In the download.

    Yields
    ------
    Reading
        Each way to choose user and file from the first run of numbers.
    """
    if found := _CANVAS.fullmatch(path):
        numbers = found["run"][1:].split("_")
        for place, (user, file) in enumerate(zip(numbers, numbers[1:], strict=False)):
            name = "_".join([found["name"], *numbers[:place]])
            own = "_".join([*numbers[place + 2 :], found["file"]])
            label, number, late = f"{name}_{user}", f"{user}_{file}", bool(found["late"])
            yield Reading(label, own, _one(name, user), late=late, number=number)
    if found := _CANVAS_TEXT.fullmatch(path):
        label, who = f"{found['name']}_{found['user']}", _one(found["name"], found["user"])
        yield Reading(label, found["file"], who, late=bool(found["late"]))
    if found := _CANVAS_BLIND.fullmatch(path):
        label, late = found["label"], bool(found["late"])
        number = f"{label}_{found['id']}" if found["id"] else ""
        yield Reading(label, found["file"], (Person(),), late=late, number=number)


def _one(name: str, *ids: str) -> tuple[Person]:
    return (Person(name, frozenset(ids)),)


def brightspace(path: str) -> Iterator[Reading]:
    """Read `13394-80551 - Ana García - Mar 29, 2018 1205 PM/…`: the numbers are Brightspace's own.

    Parameters
    ----------
    path : str
        In the download.

    Yields
    ------
    Reading
        None if it is no such path.
    """
    if found := _BRIGHTSPACE.fullmatch(path):
        label = f"{found['user']} - {found['name']}"
        yield Reading(label, found["file"], _one(found["name"]), when=found["when"])


def blackboard(path: str) -> Iterator[Reading]:
    """Read `TITLE_USER_attempt_2027-01-31-23-59-00_…`; who it is, the text beside it says.

    Title and user may hold underscores: nothing in the name tells where one ends.

    Parameters
    ----------
    path : str
        In the download.

    Yields
    ------
    Reading
        None if it is no such path.
    """
    if found := _BLACKBOARD.fullmatch(path):
        yield Reading(found["label"], found["file"] or "", (Person(),), when=found["when"])


def sakai(path: str) -> Iterator[Reading]:
    """Read `TITLE/García, Ana(ana)/Submission attachment(s)/…`; several people for a group.

    Parameters
    ----------
    path : str
        In the download.

    Yields
    ------
    Reading
        None if it is no such path.
    """
    if found := _SAKAI.fullmatch(path):
        parts = [who[:-1].rpartition("(") for who in re.split(r"(?<=\)); ", found["label"])]
        people = tuple(Person(name, frozenset([eid])) for name, _, eid in parts)
        yield Reading(found["label"], found["file"] or found["text"] or "", people)


def ilias(path: str) -> Iterator[Reading]:
    """Read `GARCIA_ANA_ana_101/…`: last name, first name, login and number.

    Each of the first three may hold underscores.

    Parameters
    ----------
    path : str
        In the download.

    Yields
    ------
    Reading
        Each way to choose the login.
    """
    if found := _ILIAS.fullmatch(path):
        head, user = found["head"], found["user"]
        parts, late = head.split("_"), bool(found["late"])
        for place in range(2, len(parts)):
            people = _one("_".join(parts[:place]), user, "_".join(parts[place:]))
            yield Reading(f"{head}_{user}", found["file"], people, late=late)


def gradescope(path: str) -> Iterator[Reading]:
    """Read `submission_12/…`; who it is, `submission_metadata.yml` says.

    Parameters
    ----------
    path : str
        In the download.

    Yields
    ------
    Reading
        None if it is no such path.
    """
    if found := _GRADESCOPE.fullmatch(path):
        yield Reading(found["label"], found["file"], (Person(),))


def named(path: str) -> Iterator[Reading]:
    """Read `ana/…` and `ana.ipynb`: a folder or a file named by student, as OpenOlat does it.

    Parameters
    ----------
    path : str
        In the download.

    Yields
    ------
    Reading
        By user name, address, number or full name.
    """
    if found := _NAMED.fullmatch(path):
        label = found["label"] or found["stem"]
        yield Reading(label, found["file"] or path, _one(label, label))


#: In this order where two fit equally well.
SYSTEMS: dict[str, Grammar] = {
    "moodle": moodle,
    "canvas": canvas,
    "brightspace": brightspace,
    "blackboard": blackboard,
    "sakai": sakai,
    "gradescope": gradescope,
    "ilias": ilias,
}
