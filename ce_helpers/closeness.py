"""Is a value the right one? If not, which known mistake is it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from ce_helpers.checking import Array, CheckFailed, Mistakes, require

_NEARLY = "is only nearly right: add no constant, clip nothing, and compute in float64"


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
        if right_too or not _alike(got_array, wrong, max(rtol, 1e-6), nearly):
            continue
        # what is as near to the right value, as a rounded one, is no such mistake
        if sentence == _NEARLY or 2 * _off(got_array, wrong) < _off(got_array, expected_array):
            raise CheckFailed(f"{what} {sentence}.")
    shapes = expected_array.shape, got_array.shape
    require(same_shape, f"{what} should have shape {shapes[0]}, but has {shapes[1]}.")
    raise CheckFailed(f"{what} is not right: {otherwise}.")


def _alike(value: ArrayLike, other: ArrayLike, rtol: float, atol: float) -> bool:
    one, two = np.asarray(value), np.asarray(other)
    return one.shape == two.shape and bool(np.allclose(one, two, rtol=rtol, atol=atol))


def _off(value: ArrayLike, other: ArrayLike) -> float:
    if np.shape(value) != np.shape(other):
        return np.inf
    off = np.abs(np.subtract(value, other, dtype=np.float64))
    return float(np.max(off, initial=0.0, where=~np.isnan(off)))


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
