"""Visible checks of the repairs of 03_sgd, by numbers of the small network."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from ce_helpers.checking import CheckFailed, passed, require
from ce_helpers.sgd.symbolic import (
    Array,
    measured,
    network,
    numbers_of,
    repair,
    require_letters_in_place,
)

ONLY = "that is the whole mended line; write only"


def same(one: Array, other: Array) -> bool:
    """Return whether two tables of slopes agree, as far as differences can tell."""
    return np.allclose(one, other, rtol=0, atol=1e-6)


def repairs_chain(answer: Any, claims: Mapping[str, Any]) -> None:
    """Check what is added to claim B against the measured slopes."""
    net, added = network(), repair(answer, "B")
    slopes = measured("B", net)
    whole, printed = (numbers_of(e, net, slopes.shape) for e in (claims["B"] + added, claims["B"]))
    if not same(whole, slopes):
        _explain_addition(whole - printed, slopes, slopes - printed, net.X[:1].T)
        require_letters_in_place(added)
        raise CheckFailed(
            "B with your addition differs from the slope that is measured: add up what the "
            "paths through the other outputs bring."
        )
    passed("with your addition B is the measured slope, for every weight.")


def _explain_addition(got: Array, slopes: Array, needed: Array, x: Array) -> None:
    """Name the mistake in an addition; the first class is the target."""
    off, off_needed = got[:, 1:], needed[:, 1:]
    require(not same(got, slopes), f"{ONLY} what must be added.")
    require(not same(off, off_needed / x), "off the target your addition lacks the factor x_i.")
    require(not same(off, -off_needed), "off the target your addition has the wrong sign.")
    require(
        not same(off, -off_needed / x),
        "off the target your addition has the wrong sign and lacks the factor x_i.",
    )
    require(
        not same(off, off_needed),
        "your addition is right off the target; on the target the printed line holds already.",
    )
    require(
        not same(got[:, 0], needed[:, 0]),
        "B with your addition is right for the target class alone; try a class that is not the "
        "target.",
    )


def repairs_mean(answer: Any, claims: Mapping[str, Any]) -> None:
    """Check the factor of claim D against the measured slopes, for two sizes of data."""
    factor = repair(answer, "D")
    for n_samples in (3, 5):
        net = network(n_samples)
        slopes = measured("D", net)
        if same(numbers_of(claims["D"] * factor, net, slopes.shape), slopes):
            continue
        given = numbers_of(factor, net, slopes.shape)
        require(not same(given, slopes), f"{ONLY} the factor.")
        raise CheckFailed(
            f"D with your factor differs from the measured slope for N = {n_samples}: one factor "
            "in N has to serve N = 3 and N = 5 alike."
        )
    passed("with your factor D is the measured slope, for any number of samples.")
