"""Whose is it: the names and numbers of a system, found in the roster or left to be asked for."""

from __future__ import annotations

import difflib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from nbgrader.api import Student

from ce_grader.intake.lms.grammars import Person, Reading

_SURE, _NUMBERED, _NAMED, _NOT = 3, 2, 1, 0


def letters(name: str) -> str:
    """Return the letters and digits of a name: what is left of it in every system.

    Parameters
    ----------
    name : str
        As somebody writes it.

    Returns
    -------
    str
        In lower case.

    Examples
    --------
    >>> letters("O'Brien, Seán") == letters("obrienseán")
    True
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(char for char in folded if char.isalnum())


@dataclass(frozen=True)
class Match:
    """Whose one reading of a path is.

    Parameters
    ----------
    reading : Reading
        The one that fits best.
    students : tuple of str
        Ids; empty if nobody, or more than one, fits.
    candidates : tuple of str
        Who may be meant, if it has to be asked.
    left_out : bool
        Whether the instructor has said that it is nobody's.
    """

    reading: Reading
    students: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    left_out: bool = False


class Roster:
    """The students of a course, by everything that tells them apart.

    Parameters
    ----------
    students : iterable of Student
        From the gradebook.
    decided : mapping of str to str
        What the instructor has said: labels, and the ids of their students with commas.
    """

    def __init__(self, students: Iterable[Student], decided: Mapping[str, str]) -> None:
        self._decided = decided
        self.names: dict[str, set[str]] = {}
        self._ids: dict[str, set[str]] = defaultdict(set)
        self._named: dict[str, set[str]] = defaultdict(set)
        for student in students:
            first, last = student.first_name or "", student.last_name or ""
            self.names[student.id] = {letters(first + last), letters(last + first)} - {""}
            for key in filter(None, (student.id, student.lms_user_id, student.email)):
                self._ids[_key(key)].add(student.id)
            for name in self.names[student.id]:
                self._named[name].add(student.id)

    def find(self, readings: Sequence[Reading]) -> Match:
        """Return whose a file is.

        Parameters
        ----------
        readings : sequence of Reading
            The ways to read its path; at least one.

        Returns
        -------
        Match
            Of the reading that fits best. Nobody is guessed: two that fit equally well are asked
            for, and so is a number whose name is somebody else's.
        """
        for reading in readings:
            if reading.label in self._decided:
                ids = [one.strip() for one in self._decided[reading.label].split(",")]
                students = tuple(one for one in ids if one in self.names)
                return Match(reading, students, left_out=not students)
        ranked = [(self._rank(reading, len(readings)), reading) for reading in readings]
        best = max(rank for (rank, _), _ in ranked)
        fitting = {who: reading for (rank, who), reading in ranked if rank == best}
        if best > _NOT and len(fitting) == 1:
            students, reading = fitting.popitem()
            return Match(reading, students)
        candidates = {one for reading in readings for p in reading.people for one in self._near(p)}
        return Match(readings[0], candidates=tuple(sorted(candidates)))

    def person(self, person: Person) -> str:
        """Return who somebody is.

        Parameters
        ----------
        person : Person
            As a system names them.

        Returns
        -------
        str
            An id; empty if nobody or more than one fits.
        """
        return self._one(person, 1)[1]

    def _rank(self, reading: Reading, ways: int) -> tuple[int, tuple[str, ...]]:
        """Return how well a reading fits, and whose it is by it: the weakest of a group counts."""
        found = [self._one(person, ways) for person in reading.people]
        return min((rank for rank, _ in found), default=_NOT), tuple(who for _, who in found)

    def _one(self, person: Person, ways: int) -> tuple[int, str]:
        numbered = self._by_ids(person)
        named = self._named.get(letters(person.name), set())
        if len(numbered) == 1:
            (who,) = numbered
            if who in named:
                return _SURE, who
            # a student may go by another name, but of two ways to read, the name must confirm one
            unconfirmed = bool(named) or (ways > 1 and bool(self.names[who]))
            return (_NOT, "") if unconfirmed else (_NUMBERED, who)
        if not numbered and len(named) == 1:
            return _NAMED, next(iter(named))
        return _NOT, ""

    def _by_ids(self, person: Person) -> set[str]:
        return {who for key in person.ids for who in self._ids.get(_key(key), ())}

    def _near(self, person: Person) -> set[str]:
        """Return who may be meant."""
        own = letters(person.name)
        alike = difflib.get_close_matches(own, self._named, 3, 0.8) if own else []
        return self._by_ids(person).union(*(self._named[name] for name in alike))


def _key(text: str) -> str:
    return unicodedata.normalize("NFC", text.strip()).casefold()
