"""Visible checks of the hinge loss and its gradients.

Each check is a list of cases. In the hidden test of its name, drawn ones take their place.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ce_helpers.calls import require_fresh
from ce_helpers.cascade import builds_on
from ce_helpers.checking import Function
from ce_helpers.checks import Check, visible
from ce_helpers.hinge import cases
from ce_helpers.hinge.mistakes import GRADIENT, LOSS
from ce_helpers.properties import Property


def _check(
    says: str,
    about: Property,
    examples: cases.Cases,
    *,
    single: bool = False,
    fresh: bool = False,
    below: Callable[[Any], Any] = lambda check: check,
) -> Check:
    """Return the check of a function at some cases, and of whether it returns a new array."""

    @visible(says, examples)
    @below
    def compared(func: Function, rng: np.random.Generator, draw: cases.Cases) -> None:
        """Compare with the right value at each case."""
        for case in draw(rng):
            case.compare(about, func, single)
        if fresh:
            require_fresh(func, *(_drawn(rng, single) for _ in range(2)))

    return compared


def _drawn(rng: np.random.Generator, single: bool) -> tuple[Any, ...]:
    X, labels, W = rng.normal(size=(4, 3)), rng.integers(0, 5, size=4), rng.normal(size=(3, 5))
    return (X[0], int(labels[0]), W) if single else (X, labels, W)


hinge_loss_values = _check(
    "hinge_loss: right for one sample, with any margin", LOSS, cases.loss_of_one
)
hinge_loss_batch = _check(
    "hinge_loss: a mean over the samples, of any type; the arguments stay",
    LOSS,
    cases.loss_of_batch,
)
LOSS_CHECKS = (hinge_loss_values, hinge_loss_batch)
gradient_sample = _check(
    "hinge_gradient_sample: right for one sample, with any margin; the arguments stay",
    GRADIENT,
    cases.gradient_of_sample,
    single=True,
    fresh=True,
)
gradient_sample_kink = _check(
    "hinge_gradient_sample: a rival exactly at the kink does not count",
    GRADIENT,
    cases.gradient_at_kink,
    single=True,
)
_on_its_parts = builds_on(
    hinge_loss=LOSS_CHECKS, hinge_gradient_sample=(gradient_sample, gradient_sample_kink)
)
gradient_values = _check(
    "hinge_gradient: right for one sample, and a mean over a batch",
    GRADIENT,
    cases.gradient_of_batch,
    below=_on_its_parts,
)
gradient_kink = _check(
    "hinge_gradient: a rival exactly at the kink does not count",
    GRADIENT,
    cases.gradient_at_kink,
    below=_on_its_parts,
)
gradient_inputs = _check(
    "hinge_gradient: the type of the data does not matter, and the arguments stay",
    GRADIENT,
    cases.gradient_in_forms,
    fresh=True,
    below=_on_its_parts,
)
GRADIENT_CHECKS = (gradient_values, gradient_kink, gradient_inputs)
