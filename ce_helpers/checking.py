"""What every check is made of: call, shape, compare, and say what is wrong in one sentence."""

from __future__ import annotations

import contextlib
import io
import numbers
import textwrap
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[Any]
Function = Callable[..., Any]
Mistakes = Mapping[str, ArrayLike]

_NUMPYS = "on arrays use NumPy's functions (np.exp, np.log), not SymPy's of the same name"
# what Python, NumPy and SymPy say, and the way on
_WAYS_ON = {
    ("which has no callable", "SympifyError", "non-real", "of symbols", "complex to float",
     "not supported for the input types", "is not comparable", "truth value of Relational"):
        _NUMPYS,
    ("arrays can be converted to Python scalars", "must be real number, not list"):
        "functions of math take one number, np.exp and np.log whole arrays",
    ("is out of bounds for array of dimension",):
        "axis=-1 is the last axis of any array",
    ("could not be broadcast together",):
        "with keepdims=True a sum or maximum keeps its axis, and fits its array",
    ("Cannot cast ufunc",):
        "an array of integers cannot hold fractions: make a new one of floats",
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
_WIDTH = textwrap.TextWrapper(88, break_long_words=False, break_on_hyphens=False)
_NEARLY = "is only nearly right: add no constant, clip nothing, and compute in float64"


class CheckFailed(AssertionError):
    """A check that did not pass; its message is one sentence for the student.

    Jupyter, Validate and the feedback show that sentence alone: the frames between the
    student's cell and the comparison are of no use to the reader.
    """

    def _render_traceback_(self) -> list[str]:
        # in lines of their own, as Validate's dialog cuts off what is wider than itself
        lines = f"{type(self).__name__}: {self}".splitlines()
        return [part for line in lines for part in _WIDTH.wrap(line) or [""]]


def require(condition: bool, sentence: str) -> None:
    """Raise `CheckFailed` with the sentence unless the condition holds."""
    if not condition:
        raise CheckFailed(sentence)


def passed(sentence: str) -> None:
    """Print the line that a passed check leaves behind."""
    print(f"passed: {sentence}")


def name_of(func: Function) -> str:
    """Return the name to use for a student's function in a message."""
    return getattr(func, "__name__", "your function")


def describe(value: Any) -> str:
    """Return a short description of a value: its shape for an array, else its type."""
    if isinstance(value, np.ndarray):
        objects = " that holds Python objects" if value.dtype.kind == "O" else ""
        return f"an array of shape {value.shape}{objects}"
    return f"a value of type {type(value).__name__}"


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


def require_fresh(func: Function, args: Sequence[Any], others: Sequence[Any]) -> None:
    """Require that a second call leaves alone what the first one returned.

    Parameters
    ----------
    func : callable
        The student's function.
    args, others : sequence
        Arguments of the two calls, of one shape and with different results.

    Raises
    ------
    CheckFailed
        If the second call overwrites the first result, and as `call` does.
    """
    first = call(func, *args)
    kept = np.array(first)
    call(func, *others)
    require(
        np.array_equal(first, kept),
        f"{name_of(func)} returns one array again and again, which the next call overwrites; "
        "make a new one in each call.",
    )


def scalar(func: Function, *args: Any, **options: Any) -> float:
    """Call a student's function and return its one number; see `result`."""
    return float(result(func, *args, shape=(), **options))


def parts(value: Any, names: Sequence[str], what: str) -> tuple[Any, ...]:
    """Return what a student's function returned as so many things, or say what is expected."""
    in_parts = isinstance(value, Sequence) or _is_stream(value)
    found = tuple(value) if in_parts and not isinstance(value, str) else ()
    number = {2: "two", 3: "three"}[len(names)]
    require(len(found) == len(names), f"{what} should return {number} things: {', '.join(names)}.")
    return found


def as_array(value: Any, shape: tuple[int, ...] | None, name: str) -> Array:
    """Return a numeric array of the given shape, or say what came instead.

    Parameters
    ----------
    value : array_like
        What the student's function returned.
    shape : tuple of int, or None
        The shape that the exercise promises; None for any.
    name : str
        What the value is called in the message.

    Returns
    -------
    ndarray
        The value as an array of floats (float32 is kept).

    Raises
    ------
    CheckFailed
        If the value is no numeric array, has another shape, or holds NaN or infinity.
    """
    require(value is not None, f"{name} returned None: is a return statement missing?")
    array = _plain(value, name)
    symbolic = array.dtype.kind == "O" and any(hasattr(x, "free_symbols") for x in array.flat)
    require(not symbolic, f"{name} holds SymPy expressions: {_NUMPYS}.")
    require(
        array.dtype.kind in "fiub",
        f"{name} should be an array of numbers{'' if shape is None else f' of shape {shape}'}, not "
        f"{describe(value)}.",
    )
    right_shape = shape is None or array.shape == shape
    require(right_shape, f"{name} should have shape {shape}, but has {array.shape}.")
    array = array if array.dtype.kind == "f" else array.astype(np.float64)
    require(not np.isnan(array).any(), f"{name} holds NaN: look for 0/0, inf/inf or 0·log 0.")
    require(bool(np.isfinite(array).all()), f"{name} holds infinity: look for overflow or log 0.")
    return array


def _plain(value: Any, name: str) -> Array:
    """Return a value as an array of plain numbers if it holds nothing else, whatever its type."""
    if isinstance(value, np.ma.MaskedArray):
        require(not np.ma.is_masked(value), f"{name} has masked entries: give each a value.")
        value = value.data
    try:
        array = np.asarray(list(value) if _is_stream(value) else value)
    except ValueError:  # rows of different lengths
        return np.empty(0, dtype=object)
    if array.dtype.kind == "O" and all(isinstance(x, numbers.Real) for x in array.flat):
        return array.astype(np.float64)
    return array


def _is_stream(value: Any) -> bool:
    """Return whether a value is made of items that NumPy would not look into."""
    known = isinstance(value, (str, bytes, Mapping, Sequence)) or hasattr(value, "__array__")
    return isinstance(value, Iterable) and not known


def as_scalar(value: Any, name: str) -> float:
    """Return a scalar as a Python float; a Python float, NumPy scalar or 0-d array is one."""
    return float(as_array(value, (), name))


@np.errstate(all="ignore")  # whatever a cell of the notebook has set
def close(
    got: ArrayLike,
    expected: ArrayLike,
    what: str,
    *,
    rtol: float = 1e-10,
    atol: float = 1e-12,
    n_samples: int | None = None,
    mistakes: Mistakes | Callable[[], Mistakes] | None = None,
    otherwise: str = "check the formula term by term on a small example",
) -> None:
    """Compare with the expected array; on a difference, name the mistake, never the numbers.

    Parameters
    ----------
    got, expected : array_like
        Of the same shape (see `as_array`); `expected` may be one number for all.
    what : str
        What the value is, as the subject of the sentence.
    rtol, atol : float
        Relative and absolute tolerance, as in `numpy.isclose`; for float32 values rtol is
        at least 1e-5 and atol at least 1e-6.
    n_samples : int, optional
        Number of samples N, to recognise a sum for a mean and the like.
    mistakes : mapping of str to array_like, or a function that returns one, optional
        Wrong values to recognise, each under the sentence part that names its mistake.
    otherwise : str
        The way on when no mistake is recognised.

    Raises
    ------
    CheckFailed
        If any entry differs, or the shape.
    """
    got_array, expected_array = np.asarray(got), np.asarray(expected, dtype=np.float64)
    same_shape = expected_array.shape in (got_array.shape, ())
    if got_array.dtype == np.float32:
        rtol, atol = max(rtol, 1e-5), max(atol, 1e-6)
    if same_shape and np.allclose(got_array, expected_array, rtol=rtol, atol=atol):
        return
    named = mistakes() if callable(mistakes) else mistakes or {}
    every = {**named, **_transforms(expected_array, n_samples), _NEARLY: expected_array}
    for sentence, wrong in every.items():
        # a value that is right here as well is no mistake, such as −0 or a symmetric transpose
        right_too = sentence != _NEARLY and _alike(wrong, expected_array, rtol, atol)
        # without an absolute tolerance all tiny values differ, mistakes among them
        nearly = max(atol, 1e-9) if atol else 0.0
        if not right_too and _alike(got_array, wrong, max(rtol, 1e-6), nearly):
            raise CheckFailed(f"{what} {sentence}.")
    shapes = expected_array.shape, got_array.shape
    require(same_shape, f"{what} should have shape {shapes[0]}, but has {shapes[1]}.")
    raise CheckFailed(f"{what} is not right: {otherwise}.")


def _alike(value: ArrayLike, other: ArrayLike, rtol: float, atol: float) -> bool:
    one, two = np.asarray(value), np.asarray(other)
    return one.shape == two.shape and bool(np.allclose(one, two, rtol=rtol, atol=atol))


def _transforms(expected: Array, n_samples: int | None) -> dict[str, Array]:
    """Return the usual distortions of a right answer, by the sentence part that names each."""
    found = {
        "has the wrong sign: it is the negative of the right value": -expected,
        "is twice the right value: look for a factor 2 too many": 2 * expected,
        "is half the right value: look for a factor 2 that is missing": expected / 2,
    }
    if n_samples is not None and n_samples > 1:
        n = n_samples
        found |= {
            f"is N = {n} times too large: divide by the number of samples": n * expected,
            f"is N = {n} times too small: it is averaged once too often": expected / n,
        }
    if expected.ndim == 2 and expected.shape[0] == expected.shape[1]:
        found |= {
            "is the transpose of the right value: swap its two axes": expected.T,
            "is right on the diagonal alone: the other entries are missing": np.diag(
                np.diag(expected)
            ),
        }
    return found
