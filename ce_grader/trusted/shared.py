"""Global names that test cells and the student's functions share, as in one process.

What a test binds stays on its side: an expected value is nobody's business. Only the names that
the functions of the *instructor's own* answer read go over, when a test binds, changes or deletes
them, and `input` and `print`, when a test has put its own in their place.
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any

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

    def put_back(self, is_own: Callable[[Any], bool]) -> tuple[dict[str, Any], list[str]]:
        """Return how the functions of a test that ends are taken from the student's side.

        Between tests nobody answers, were one called. One that stands in the place of the
        student's own ends with the test; others go over again with the next.

        Parameters
        ----------
        is_own : callable
            Whether a value is a function of the test's.

        Returns
        -------
        bound : dict of str to object
            The student's own values, where such functions have taken their names.
        gone : list of str
            Names that were not the student's.
        """
        now = self._now()
        own = [name for name in sorted(self._gone_over & now.keys()) if is_own(now[name])]
        bound = {name: self._found[name] for name in own if name in self._found}
        for name in bound:
            self._namespace.pop(name, None)
        self._lent = [name for name in own if name not in bound]
        return bound, self._lent

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
