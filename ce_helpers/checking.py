"""What every check is made of: a sentence that says what is wrong, and plain arrays of numbers."""

from __future__ import annotations

import numbers
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ce_helpers.raised import error_of_cell

Array = NDArray[Any]
Function = Callable[..., Any]
Mistakes = Mapping[str, ArrayLike]

NUMPYS = "on arrays use NumPy's functions (np.exp, np.log), not SymPy's of the same name"
_WIDTH = textwrap.TextWrapper(88, break_long_words=False, break_on_hyphens=False)


class CheckFailed(AssertionError):
    """A check that did not pass; its message is one sentence for the student.

    Jupyter, Validate and the feedback show that sentence alone: the frames between the
    student's cell and the comparison are of no use to the reader.
    """

    def _render_traceback_(self) -> list[str]:
        told = error_of_cell()
        sentence = f"{told}; mend that first." if told else str(self)
        # in lines of their own, as Validate's dialog cuts off what is wider than itself
        lines = f"{CheckFailed.__name__}: {sentence}".splitlines()
        return [part for line in lines for part in _WIDTH.wrap(line) or [""]]


def require(condition: bool, sentence: str) -> None:
    """Raise `CheckFailed` with the sentence unless the condition holds."""
    if not condition:
        raise CheckFailed(sentence)


def passed(sentence: str, verdict: str = "passed") -> None:
    """Print the line that a passed check leaves behind, after the verdict."""
    print(f"{verdict}: {sentence}")
    if told := error_of_cell():
        print(f"but {told}: what was checked may be older than that cell")


def undecided(sentence: str) -> None:
    """Print that a check is at its end: the answer keeps its points, and the grader flags it."""
    print(f"undecided: {sentence}; it counts as right, and your instructor looks at it.")


def name_of(func: Function) -> str:
    """Return the name to use for a student's function in a message."""
    return getattr(func, "__name__", "your function")


def describe(value: Any) -> str:
    """Return a short description of a value: its shape for an array, else its type."""
    if isinstance(value, np.ndarray):
        objects = " that holds Python objects" if value.dtype.kind == "O" else ""
        return f"an array of shape {value.shape}{objects}"
    kind = type(value)
    # of Python, of NumPy or of another process, or a class; SymPy lets its symbols be called
    is_symbol = not isinstance(value, type) and hasattr(kind, "free_symbols")
    return "a function" if callable(value) and not is_symbol else f"a value of type {kind.__name__}"


def made(value: Any, by: str) -> Any:
    """Return what a cell above has made, or say what is missing for it.

    Parameters
    ----------
    value : object
        None where that cell has raised.
    by : str
        The student's function that makes it.

    Returns
    -------
    object
        The value.

    Raises
    ------
    CheckFailed
        If it is None.
    """
    require(value is not None, f"{by} is not written yet.")
    return value


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
    symbolic = [x.free_symbols for x in array.flat if hasattr(x, "free_symbols")]
    letters = ", ".join(sorted({str(letter) for free in symbolic for letter in free}))
    require(
        not letters,
        f"{name} holds {letters}, a symbol of the notebook's algebra: use numbers, from the "
        "function's own arguments.",
    )
    require(not symbolic, f"{name} holds SymPy expressions: {NUMPYS}.")
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
        array = np.asarray(list(value) if is_stream(value) else value)
    except ValueError:  # rows of different lengths
        return np.empty(0, dtype=object)
    if array.dtype.kind == "O" and all(isinstance(x, (numbers.Real, Decimal)) for x in array.flat):
        return array.astype(np.float64)
    return array


def is_stream(value: Any) -> bool:
    """Return whether a value is made of items that NumPy would not look into."""
    known = isinstance(value, (str, bytes, Mapping, Sequence)) or hasattr(value, "__array__")
    return isinstance(value, Iterable) and not known


def as_list(value: Any, name: str, items: str) -> list[Any]:
    """Return an answer that is made of several, or say what came instead.

    Parameters
    ----------
    value : iterable
        What the student entered: a list, tuple, deque or array.
    name : str
        What it is called in the message.
    items : str
        What it is made of, such as "expressions".

    Returns
    -------
    list
        One at least.

    Raises
    ------
    CheckFailed
        If it is None, empty, of another kind, or can be read only once.
    """
    require(value is not None, f"{name} is still None: replace it by a list of {items}.")
    require(
        isinstance(value, Iterable) and not isinstance(value, (str, bytes, Mapping, Set)),
        f"{name} should be a list of {items}, not {describe(value)}.",
    )
    require(
        not isinstance(value, Iterator),
        f"{name} is a generator, which can be read only once: make it a list.",
    )
    require(len(found := list(value)) > 0, f"{name} is empty: write a list of {items}.")
    return found


def as_scalar(value: Any, name: str) -> float:
    """Return a scalar as a Python float; a Python float, NumPy scalar or 0-d array is one."""
    return float(as_array(value, (), name))
