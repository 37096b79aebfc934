"""How the checks of 01_softmax call a student's function, and the logits they use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ce_helpers.checking import as_array, call, name_of, require

Array = NDArray[Any]
Function = Callable[..., Any]

LOGITS = np.array([0.5, -1.0, 2.0, 0.0])
BATCH = np.array([[1.0, 2.0, -1.0, 0.5], [0.0, 0.0, 3.0, 0.0], [-2.0, 1.0, 1.0, 4.0]])
FAR = np.array([1e4, 0.0, -1e4, 1e4 - 1.0])


def on_copies(func: Function) -> Function:
    """Return the function on copies of its arrays, for checks of anything but purity."""
    require(callable(func), f"expected a function, but got {func!r}.")

    def on_copy(*args: Any) -> Any:
        return func(*[np.array(arg) if isinstance(arg, np.ndarray) else arg for arg in args])

    on_copy.__name__ = name_of(func)
    return on_copy


def result(func: Function, *args: Array, shape: tuple[int, ...], stable: bool = False) -> Array:
    """Call a student's function and return an array of floats of the promised shape.

    It gets copies: one that changes its arguments must not change the checks that follow.
    """
    given = [_copy(arg) for arg in args]
    value = as_array(call(func, *given, stable=stable), shape, name_of(func))
    single = any(arg.dtype == np.float32 for arg in args)
    require(
        single or value.dtype != np.float32,
        f"{name_of(func)} answers in float32, with 7 digits, where it was not given float32: "
        "leave the dtype to NumPy.",
    )
    return value if single else value.astype(np.float64)


def _copy(array: Array) -> Array:
    copied = np.array(array)
    copied.flags.writeable = array.flags.writeable
    return copied
