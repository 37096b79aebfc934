"""Global names that test cells and the student's functions share, as in one process.

What a test binds stays on its side: an expected value is nobody's business. Only the names that
the functions of the *instructor's own* answer read go over, when a test binds, changes or deletes
them, and `input` and `print`, when a test has put its own in their place.
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Iterable, Mapping
from typing import Any

from ce_grader.trusted.handles import seat_of

_PATCHED = ("input", "print")
_MISSING = object()


class SharedNames:
    """Binds a student's names for a test cell, and sees what the cell makes of shared ones.

    Parameters
    ----------
    namespace : dict
        That of the test cells.
    shared : iterable of str
        The names that go over.
    """

    def __init__(self, namespace: dict[str, Any], shared: Iterable[str]) -> None:
        self._namespace = namespace
        self._shared = frozenset(shared)
        self._originals = {name: getattr(builtins, name) for name in _PATCHED}
        self._stdin = sys.stdin
        self._found: dict[str, Any] = {}
        self._seen: dict[str, Any] = {}
        self._lent: list[str] = []
        self._gone_over: set[str] = set()  # since the test began
        self.watched: list[str] = []

    def enter(self, asked: Iterable[str], found: Mapping[str, Any]) -> None:
        """Bind what was found of the student's names.

        Parameters
        ----------
        asked : iterable of str
            The names that were looked up.
        found : mapping of str to object
            Those that are bound there.
        """
        self.watched = sorted(self._shared.intersection(asked))
        self._found = dict(found)
        self._namespace.update(found)
        self._gone_over = set()
        self.sent()
        for name in self._lent:
            self._seen.pop(name, None)  # it goes over again

    def leave(self) -> None:
        """Take the student's names back, but not those that the test has bound anew."""
        for name, value in self._found.items():
            if self._namespace.get(name) is value:
                del self._namespace[name]
        self._found, self.watched = {}, []

    def put_back(self, bound: dict[str, Any], gone: list[str]) -> tuple[dict[str, Any], list[str]]:
        """Return changes with those that take a test's functions from the student's side.

        Between tests nobody answers, were one called. One that stands in the place of the
        student's own ends with the test; others go over again with the next.

        Parameters
        ----------
        bound : dict of str to object
            Names with new values, as the test leaves them.
        gone : list of str
            Names that it has deleted.

        Returns
        -------
        bound : dict of str to object
            With the student's own values, where functions of the test's have taken their names.
        gone : list of str
            With names that were not the student's.
        """
        now = self._now()
        own = [name for name in self._gone_over & now.keys() if _is_tests_own(now[name])]
        back = {name: self._found[name] for name in own if name in self._found}
        for name in back:
            self._namespace.pop(name, None)
        self._lent = [name for name in own if name not in back]
        kept = {name: value for name, value in bound.items() if name not in own}
        return kept | back, gone + self._lent

    def update(self, name: str, value: Any) -> None:
        """Bind a name anew that the student's function has bound anew.

        Parameters
        ----------
        name : str
            One of those that are watched.
        value : object
            What it stands for now.
        """
        if self._namespace.get(name, _MISSING) is self._found.get(name, _MISSING):
            self._namespace[name] = self._found[name] = value
            self._seen[name] = value

    def changes(self) -> tuple[dict[str, Any], list[str]]:
        """Return what the test has made of shared names since the last time.

        Returns
        -------
        bound : dict of str to object
            Names with new values.
        gone : list of str
            Names that were deleted.
        """
        now = self._now()
        new = {name: value for name, value in now.items() if value is not self._seen.get(name)}
        self._gone_over |= new.keys()
        return new, [name for name in self._seen if name not in now]

    def sent(self) -> None:
        """Take the student's side to know the names as they are."""
        self._seen = self._now()

    def _now(self) -> dict[str, Any]:
        known = {name: self._namespace[name] for name in self._shared & self._namespace.keys()}
        own = {name: getattr(builtins, name) for name in _PATCHED}
        patched = {name: own[name] for name in _PATCHED if own[name] is not self._originals[name]}
        if sys.stdin is not self._stdin:
            patched.setdefault("input", own["input"])
        patched |= {name: self._namespace[name] for name in _PATCHED if name in self._namespace}
        return known | patched


def _is_tests_own(value: Any) -> bool:
    return callable(value) and seat_of(value) is None
