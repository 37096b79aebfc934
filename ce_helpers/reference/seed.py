"""What the hidden tests share: a seed that is fresh, shown, and can be given again."""

from __future__ import annotations

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
    """Return the seed of this grading run: that of CE_GRADING_SEED, else a fresh one.

    The first call of a process without the variable sets it, so that every test of one run
    draws from the same seed and a grader can record it.
    """
    if SEED_VARIABLE not in os.environ:
        os.environ[SEED_VARIABLE] = str(secrets.randbits(128))
    return int(os.environ[SEED_VARIABLE])


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
