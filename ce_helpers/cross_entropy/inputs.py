"""What the visible checks of 02_cross_entropy share: small inputs, and calls on copies."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ce_helpers.checking import as_array, call, name_of, require

Array = NDArray[Any]
Function = Callable[..., Any]

LOGITS = np.array([[0.5, -1.0, 2.0, 0.0], [1.0, 1.0, -2.0, 0.3], [-0.7, 0.2, 0.1, 1.5]])
LABELS = np.array([2, 0, 2])
TARGETS = np.eye(4)[LABELS]
SOFT = np.array([[0.1, 0.2, 0.3, 0.4], [0.7, 0.0, 0.3, 0.0], [0.25, 0.25, 0.25, 0.25]])
FAR = np.array([[1e4, 0.0, -1e4, 9999.0], [-1e4, -1e4, -9990.0, 1e4]])

NEARLY = "is only nearly right: add nothing to a probability, and clip none"
APART = np.array([[9990.0], [-9990.0], [0.0]])  # a shift for each row of LOGITS


def result(
    func: Function, *args: Any, shape: tuple[int, ...], stable: bool = False, pure: bool = False
) -> Array:
    """Call a student's function; return a float array of the promised shape.

    Unless purity is what is checked, the function gets copies, so that one slip loses one cell.
    float32 is given back only where an argument was float32: elsewhere it has lost digits.
    """
    require(callable(func), f"expected a function, but got {func!r:.40}.")
    handed = args if pure else [_copied(arg) for arg in args]
    value = as_array(
        call(func if pure else unwatched(func), *handed, stable=stable), shape, name_of(func)
    )
    single = any(getattr(arg, "dtype", None) == np.float32 for arg in args)
    return value if single else value.astype(np.float64)


def _copied(arg: Any) -> Any:
    return np.array(arg) if isinstance(arg, np.ndarray) else arg


def unwatched(func: Function) -> Function:
    """Return the function on copies of its arrays, for checks of anything but purity."""

    def on_copies(*args: Any) -> Any:
        return func(*[_copied(arg) for arg in args])

    on_copies.__name__ = name_of(func)
    return on_copies


def scalar(func: Function, *args: Any, stable: bool = False, pure: bool = False) -> float:
    """Call a student's loss on a batch; one number, in any legal type or of shape (1,)."""
    value = call(func if pure else unwatched(func), *args, stable=stable)
    if isinstance(value, np.ndarray) and value.shape == (1,) and not pure:
        value = value[0]  # the shape costs its own cell
    return float(as_array(value, (), name_of(func)))
