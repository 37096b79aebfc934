"""A graded property, declared once: what the notebook checks, and what its hidden test repeats.

A test draws its inputs from a generator. The visible check hands it one of a fixed seed and what
is measured; the hidden test of the same name one of the grading seed, and the reference where
nothing can be measured.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np

from ce_helpers.checking import passed
from ce_helpers.progress import Progress

_SEED = 1


@dataclass
class Check:
    """The visible check of one property; call it with the answer.

    Attributes
    ----------
    test : callable
        Raises `CheckFailed` if the answer lacks the property. It takes the answer, whatever else
        the notebook hands in, a generator, and `right`.
    says : str or callable
        The line that a passed check leaves behind, or what makes it of the answer.
    right : tuple
        What the test compares with, if that is not the same in the hidden test.
    name : str
        What the topic calls it.
    progress : Progress, optional
        Of the topic, which counts it.

    Examples
    --------
    >>> def doubles(func, rng):
    ...     number = int(rng.integers(1, 9))
    ...     assert func(number) == 2 * number
    >>> Check(doubles, "twice the number")(lambda x: 2 * x)
    passed: twice the number
    """

    test: Callable[..., None]
    says: str | Callable[..., str]
    right: tuple[Any, ...] = ()
    name: str = ""
    progress: Progress | None = None

    def __post_init__(self) -> None:
        """Take the description of the test."""
        self.__doc__ = self.test.__doc__

    def __call__(self, *answer: Any) -> None:
        """Check an answer, and say so if it passes."""
        if self.progress:
            self.progress.began(self.name)
        self.test(*answer, np.random.default_rng(_SEED), *self.right)
        told = self.says if isinstance(self.says, str) else self.says(*answer)
        if not self.progress:
            return passed(told)
        passed(told, self.progress.verdict(self.name))
        self.progress.passed(self.name)


def visible(says: str | Callable[..., str], *right: Any) -> Callable[[Callable[..., None]], Check]:
    """Return the decorator that makes a test a visible check; see `Check`."""
    return lambda test: Check(test, says, right)


def checks_of(*modules: ModuleType) -> dict[str, Any]:
    """Return the visible checks that some modules of a topic define, by name, and `summary`."""
    found = {name: value for module in modules for name, value in vars(module).items()}
    checks = {name: value for name, value in found.items() if isinstance(value, Check)}
    progress = Progress(modules[0].__name__.split(".")[1])
    for name, check in checks.items():
        check.name, check.progress = name, progress
    return {**checks, "summary": progress.summary}
