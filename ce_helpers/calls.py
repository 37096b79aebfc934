"""Call a student's function: on copies, undisturbed, with a sentence for whatever goes wrong."""

from __future__ import annotations

import contextlib
import io
import warnings
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from ce_helpers.checking import (
    NUMPYS,
    Array,
    CheckFailed,
    Function,
    as_array,
    describe,
    is_stream,
    name_of,
    require,
)
from ce_helpers.gradable import require_gradable
from ce_helpers.raised import MODULES

# what Python, NumPy and SymPy say, and the way on
_WAYS_ON = {
    ("which has no callable", "SympifyError", "non-real", "of symbols", "complex to float",
     "not supported for the input types", "is not comparable", "truth value of Relational"):
        NUMPYS,
    ("arrays can be converted to Python scalars", "must be real number, not list"):
        "functions of math take one number, np.exp and np.log whole arrays",
    ("is out of bounds for array of dimension",):
        "axis=-1 is the last axis of any array",
    ("could not be broadcast together",):
        "with keepdims=True a sum or maximum keeps its axis, and fits its array",
    ("Cannot cast ufunc",):
        "an array of integers cannot hold fractions: make a new one of floats",
    ("No module named",):
        MODULES,
    ("truth value of an array",):
        "`if`, `and` and max need one truth value: on arrays use np.where, & and np.max",
}  # fmt: skip
# the first warning of a function on large logits, and what it means
_REARRANGE = {
    "overflow": "rearrange the formula so that no exponential can overflow, not even in a branch "
    "that np.where drops",
    "divide by zero encountered in log": "a logarithm sees 0, where a probability or a row's sum "
    "of exponentials has rounded to 0: shift each row by its own maximum, and take the logarithm "
    "of its sum alone",
    "invalid value encountered in": "0/0, where all exponentials of a row have rounded to 0: "
    "shift each row by its own maximum",
}
_LEAVE = "work on a new array and leave the caller's alone"


def call(
    func: Function, *args: Any, pure: bool = False, stable: bool = False, **options: Any
) -> Any:
    """Call a student's function on copies and turn whatever goes wrong into a sentence.

    Parameters
    ----------
    func : callable
        The student's function.
    *args, **options
        Handed on; arrays as copies, so that one slip costs one check.
    pure : bool
        Whether changing an array fails the check. Read-only arrays then stay read-only.
    stable : bool
        Whether a NumPy RuntimeWarning (overflow, division by zero) fails the check.
        Where it does not, the warning is swallowed.

    Returns
    -------
    object
        What the function returned.

    Raises
    ------
    CheckFailed
        If the function is not written, raises, warns with `stable`, or changes an argument
        with `pure`.
    """
    require(callable(func), f"expected a function, but got {describe(func)}.")
    handed = [_copy(arg, pure) for arg in args]
    with _at_ease() as caught:
        value = _returned(func, handed, options)
    require_gradable(value, f"{name_of(func)} returned")
    if pure:
        _require_unchanged(func, handed, args)
    if stable:
        _require_quiet(func, caught)
    return value


@contextlib.contextmanager
def _at_ease() -> Iterator[list[warnings.WarningMessage]]:
    """Catch warnings and stderr, under NumPy's own settings: neither is an answer's fault.

    A line on stderr would cost the points of a test cell in plain nbgrader.
    """
    with (
        warnings.catch_warnings(record=True) as caught,
        contextlib.redirect_stderr(io.StringIO()),
        np.errstate(divide="warn", over="warn", under="ignore", invalid="warn"),
    ):
        warnings.simplefilter("always")
        yield caught


def _copy(arg: Any, keep_flags: bool) -> Any:
    if not isinstance(arg, np.ndarray):
        return arg
    copied = np.array(arg)
    copied.flags.writeable = arg.flags.writeable or not keep_flags
    return copied


def _returned(func: Function, args: Sequence[Any], options: Mapping[str, Any]) -> Any:
    name = name_of(func)
    try:
        return func(*args, **options)
    except NotImplementedError as error:
        raise CheckFailed(f"{name} is not written yet.") from error
    except CheckFailed:
        raise
    except Exception as error:
        inputs = ", ".join(describe(arg) for arg in args)
        detail = str(error).strip().split("\n")[0][:200]
        require("read-only" not in detail, f"{name} changed an argument in place; {_LEAVE}.")
        ways = [f"; {way}" for signs, way in _WAYS_ON.items() if any(s in detail for s in signs)]
        raise CheckFailed(
            f"{name} raised {type(error).__name__}: {detail} (called with {inputs})"
            f"{''.join(ways[:1])}."
        ) from error


def _require_unchanged(func: Function, handed: Sequence[Any], args: Sequence[Any]) -> None:
    for position, (used, given) in enumerate(zip(handed, args, strict=True), start=1):
        if isinstance(given, np.ndarray):
            equal_nan = given.dtype.kind == "f"
            require(
                np.array_equal(used, given, equal_nan=equal_nan),
                f"{name_of(func)} changed its argument number {position} in place; {_LEAVE}.",
            )


def _require_quiet(func: Function, caught: Sequence[warnings.WarningMessage]) -> None:
    for item in caught:
        if issubclass(item.category, RuntimeWarning):
            message = str(item.message)
            found = [way for sign, way in _REARRANGE.items() if message.startswith(sign)]
            way_on = (found or ["rearrange the formula"])[0]
            raise CheckFailed(f"{name_of(func)} warned «{message}» on large logits: {way_on}.")


def result(func: Function, *args: Any, shape: tuple[int, ...] | None, **options: Any) -> Array:
    """Call a student's function; return a float array of the promised shape.

    Parameters
    ----------
    func, *args, **options
        As for `call`.
    shape : tuple of int, or None
        The shape that the exercise promises; None leaves it to `close`, which knows mistakes of
        other shapes.

    Returns
    -------
    ndarray of shape `shape`
        float32 if an argument was, whose digits are then compared and no more; else float64:
        where float32 was not asked for, it has lost digits.

    Raises
    ------
    CheckFailed
        As `call` and `as_array` do.
    """
    value = call(func, *args, **options)
    inputs = ", ".join(describe(arg) for arg in args)
    require(
        value is not None,
        f"{name_of(func)} returned None (called with {inputs}): is a return statement missing, or "
        "does no branch serve this shape?",
    )
    value = as_array(value, shape, name_of(func))
    single = any(getattr(arg, "dtype", None) == np.float32 for arg in args)
    return value.astype(np.float32 if single else np.float64)


def require_fresh(
    func: Function, args: Sequence[Any], others: Sequence[Any], **options: Any
) -> None:
    """Require that a second call leaves alone what the first one returned.

    Parameters
    ----------
    func : callable
        The student's function.
    args, others : sequence
        Arguments of the two calls, of one shape and with different results.
    **options
        Handed on in both calls.

    Raises
    ------
    CheckFailed
        If the second call overwrites the first result, and as `call` does.
    """
    first = call(func, *args, **options)
    kept = _kept(first)
    call(func, *others, **options)
    require(
        _kept(first) == kept,
        f"{name_of(func)} returns one array again and again, which the next call overwrites; "
        "make a new one in each call.",
    )


def _kept(value: Any) -> Any:
    """Return what a value holds now, as one that no later call can change."""
    if isinstance(value, (list, tuple)):
        return [_kept(part) for part in value]
    return value.tobytes() if isinstance(value, np.ndarray) else str(value)


def scalar(func: Function, *args: Any, **options: Any) -> float:
    """Call a student's function and return its one number; see `result`."""
    return float(result(func, *args, shape=(), **options))


def parts(value: Any, names: Sequence[str], what: str) -> tuple[Any, ...]:
    """Return what a student's function returned as so many things, or say what is expected."""
    in_parts = isinstance(value, Sequence) or is_stream(value)
    found = tuple(value) if in_parts and not isinstance(value, str) else ()
    number = {2: "two", 3: "three"}[len(names)]
    require(len(found) == len(names), f"{what} should return {number} things: {', '.join(names)}.")
    return found
