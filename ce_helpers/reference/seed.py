"""What the hidden tests share: a seed that is fresh, shown, and can be given again."""

from __future__ import annotations

import os
import secrets

import numpy as np

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
