"""The ladder of 02_cross_entropy: each derivative on the way back beside a measured one.

What is measured is the student's own loss, in which one intermediate value is moved.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ce_helpers.calls import scalar
from ce_helpers.checking import Array, CheckFailed, Function, as_array, passed, require
from ce_helpers.numeric import central_gradient

RUNGS = ("largest", "shifted", "exps", "sums", "log_A")
EXACT, CLOSE = 1e-8, 1e-4  # differences measure about nine digits


def values(forward: Function, Z: Array, Y: Array) -> tuple[Array, ...]:
    """Run the forward pass once.

    Parameters
    ----------
    forward : callable
        (Z, Y, named) → the loss; hands each intermediate to ``named(name, value)`` and goes on
        with what that returns.
    Z, Y : ndarray (N, C)
        Logits and targets.

    Returns
    -------
    tuple of ndarray
        The intermediate values, in the order of `RUNGS`.

    Raises
    ------
    CheckFailed
        If `forward` fails, or leaves one of them out.
    """
    seen = _seen(forward, Z, Y)
    return tuple(seen[name] for name in RUNGS)


def _seen(forward: Function, Z: Array, Y: Array) -> dict[str, Array]:
    """Return the value of each rung, and Z."""
    seen = {"Z": Z}

    def named(name: str, value: Array) -> Array:
        seen[name] = value
        return value

    scalar(forward, Z, Y, named)
    for name in RUNGS:
        require(name in seen, f'forward hands no "{name}" to named: {name} = named("{name}", …).')
    return seen


def _measured(forward: Function, Z: Array, Y: Array, name: str, at: Array) -> Array:
    """Return the slopes of the loss with respect to one rung, the rungs before it held fixed."""
    if name == "Z":
        return central_gradient(lambda moved: forward(moved, Y, lambda _, value: value), at)
    return central_gradient(
        lambda moved: forward(Z, Y, lambda rung, value: moved if rung == name else value), at
    )


def compare(forward: Function, Z: Array, Y: Array, **derived: Any) -> None:
    """Print how far each derivative is from the measured one.

    Parameters
    ----------
    forward : callable
        As in `values`.
    Z, Y : ndarray (N, C)
        Logits and targets.
    **derived : array_like or None
        Under the name of a rung, or Z, after a d: ``dsums``; None is not written yet.
    """
    seen = _seen(forward, Z, Y)
    exact = []
    for name, got in derived.items():
        rung, told = name.removeprefix("d"), "not written yet"
        if got is not None:
            told = _told(got, _measured(forward, Z, Y, rung, seen[rung]))
        exact.append(told == "exact")
        print(f"{name:>9}  {told}")
    if all(exact):
        passed(f"{', '.join(derived)}: each is the measured slope of your loss.")


def _told(got: Any, measured: Array) -> str:
    """Return exact, close or off, and the entry that differs most with both numbers."""
    try:
        found = as_array(got, measured.shape, "it")
    except CheckFailed as failed:
        return str(failed)
    gaps = np.abs(found - measured) / np.maximum(1, np.abs(measured))
    worst = tuple(int(place) for place in np.unravel_index(gaps.argmax(), gaps.shape))
    if gaps[worst] <= EXACT:
        return "exact"
    kind = "close" if gaps[worst] <= CLOSE else "off"
    return (
        f"{kind}: differs most at {worst}, by {gaps[worst]:.1e}: "
        f"yours {found[worst]:.8g}, measured {measured[worst]:.8g}"
    )
