"""What was noticed of one student's process, counted until somebody asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from ce_grader.sandbox.notices import SENTENCES, sentence

_MOST_TIMES = 1_000_000


class Noticed:
    """Counts sentences without a subject."""

    def __init__(self) -> None:
        self._times: Counter[str] = Counter()

    def count(self, what: str | None, times: Any = 1) -> None:
        """Count a sentence.

        Parameters
        ----------
        what : str or None
            The sentence; None is not counted.
        times : object
            How often; what is no number of times is not counted.
        """
        if what is not None and type(times) is int and times > 0:
            self._times[what] += min(times, _MOST_TIMES)

    def by_kind(self, told: Mapping[str, Any]) -> None:
        """Count what the supervisor tells.

        Parameters
        ----------
        told : mapping of str to object
            How often, by kind.
        """
        for kind, times in told.items():
            self.count(sentence(kind), times)

    def claimed(self, told: Any) -> None:
        """Count what the process tells of itself, as far as it makes sense.

        Parameters
        ----------
        told : object
            What came.
        """
        for kind in SENTENCES if type(told) is dict else ():
            self.count(SENTENCES[kind], told.get(kind, 0))

    def taken(self) -> dict[str, int]:
        """Return what was counted, and begin anew.

        Returns
        -------
        dict of str to int
            How often, by sentence.
        """
        found, self._times = dict(self._times), Counter()
        return found
