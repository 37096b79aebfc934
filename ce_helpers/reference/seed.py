"""What the hidden tests share: a seed that is fresh, shown, and can be given again."""

from __future__ import annotations

import functools
import os
import secrets
from collections.abc import Callable
from functools import partial
from types import ModuleType
from typing import Any

import numpy as np

from ce_helpers.checks import Check

SEED_VARIABLE = "CE_GRADING_SEED"


def grading_seed() -> int:
    """Return the seed of this grading run: that of CE_GRADING_SEED, else one that is drawn once.

    The environment stays as it is: it would be that of every program started from here.
    """
    given = os.environ.get(SEED_VARIABLE)
    return _drawn() if given is None else int(given)


@functools.cache
def _drawn() -> int:
    return secrets.randbits(128)


def grading_rng(test: str) -> np.random.Generator:
    """Return the generator of one hidden test: its stream depends on seed and test name alone."""
    return np.random.default_rng([grading_seed(), *test.encode()])


def hidden_test(topic: ModuleType, name: str, right: tuple[Any, ...] | None) -> Callable[..., None]:
    """Return a hidden test: the test of the visible check of that name, on fresh inputs.

    Parameters
    ----------
    topic : module
        The package with the visible checks.
    name : str
        That of the check.
    right : tuple, optional
        What the answer is compared with, in the place of what is measured.

    Returns
    -------
    callable
        Takes what the visible check takes.

    Raises
    ------
    AttributeError
        If the topic has no check of that name.
    """
    check = getattr(topic, name)
    if not isinstance(check, Check):
        raise AttributeError(f"{topic.__name__} has no check {name!r}")
    return partial(_grade, check, name, check.right if right is None else right)


def _grade(check: Check, name: str, right: tuple[Any, ...], *answer: Any) -> None:
    check.test(*answer, grading_rng(name), *right)
