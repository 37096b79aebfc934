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

    def __post_init__(self) -> None:
        """Take the description of the test."""
        self.__doc__ = self.test.__doc__

    def __call__(self, *answer: Any) -> None:
        """Check an answer, and say so if it passes."""
        self.test(*answer, np.random.default_rng(_SEED), *self.right)
        passed(self.says if isinstance(self.says, str) else self.says(*answer))


def visible(says: str | Callable[..., str], *right: Any) -> Callable[[Callable[..., None]], Check]:
    """Return the decorator that makes a test a visible check; see `Check`."""
    return lambda test: Check(test, says, right)


def checks_of(*modules: ModuleType) -> dict[str, Check]:
    """Return the visible checks that some modules define, by name."""
    found = {name: value for module in modules for name, value in vars(module).items()}
    return {name: value for name, value in found.items() if isinstance(value, Check)}
