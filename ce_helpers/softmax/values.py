"""Visible checks of the logistic function, softmax and its logarithm."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ce_helpers import printed
from ce_helpers.calls import require_fresh, result
from ce_helpers.checking import Array, CheckFailed, Function
from ce_helpers.checks import visible
from ce_helpers.properties import Property
from ce_helpers.softmax import mistakes

Rng = np.random.Generator
SHIFTS = np.array([[1e4], [0.0], [-1e4]])
# each row's leader is ahead by so much that a term left out of the sum shows, but hardly
LEADS = -np.outer([12.0, 16.0, 19.0], [0.0, 1.0, 2.0])
SHAPES = (
    (4,), (1,), (1, 4), (3, 1), (1, 1), (3, 5), (5, 3), (4, 4), (2, 3, 5), (2, 1, 3),
    (307, 3), (2, 40)
)  # fmt: skip

LOGISTIC = Property(
    "logistic(z)",
    "each score is treated on its own, with one exponential and no added constant",
    mistakes.of_logistic,
)
LOGISTIC_FAR = Property(
    "logistic(z) far out",
    "a clipped score or a rounded 1 − p has lost the tail; use the twin e^s/(1+e^s) there",
    mistakes.of_logistic,
    atol=0,
)
SOFTMAX = Property(
    "softmax(z)",
    "each entry is e to the power of its logit, divided by the sum of these powers in its row",
    mistakes.of_softmax,
    atol=0,
)
SOFTMAX_FAR = Property(
    "softmax(z) of large logits",
    "subtract the row's largest logit before taking exponentials; clipping or replacing NaN "
    "hides the overflow, but gives other values",
    mistakes.of_softmax,
    atol=1e-9,
)
LOG_SOFTMAX = Property(
    "log_softmax(z)",
    "subtract the logarithm of each row's sum of exponentials from the row",
    mistakes.of_log_softmax,
)
LOG_SOFTMAX_FAR = Property(
    "log_softmax(z) of large logits",
    "shift each row by its largest logit, then subtract the logarithm of the sum; a logarithm of "
    "a rounded or clipped softmax has lost the tail",
    mistakes.of_log_softmax,
    atol=1e-9,
)


def compare(
    about: Property,
    func: Function,
    expected: ArrayLike,
    *inputs: Array,
    where: str = "",
    n_samples: int | None = None,
    atol: float | None = None,
    **options: Any,
) -> None:
    """Call a student's function and compare what it returns.

    Parameters
    ----------
    about : Property
        What the value is, and which mistakes are known.
    func : callable
        The student's function.
    expected : array_like
        The right value, of the promised shape.
    *inputs : ndarray
        What the function is called with.
    where : str
        Added to what the value is called.
    n_samples : int, optional
    atol : float, optional
        As in `Property.close`.
    **options
        `pure` and `stable`, as in `ce_helpers.calls.call`.

    Raises
    ------
    CheckFailed
        If the call fails or the values differ.
    """
    # `close` takes one number for all entries, here it is for itself
    value = result(func, *inputs, shape=None if np.ndim(expected) else (), **options)
    about.close(value, expected, *inputs, where=where, n_samples=n_samples, atol=atol)


def for_vectors(func: Any) -> Any:
    """Return a function that takes vectors too, as batches of one row, if it takes batches alone.

    That it takes no vector is the matter of `softmax_axis`, and costs no other point.

    Parameters
    ----------
    func : callable
        A function of logits; what is no function comes back as it is.

    Returns
    -------
    callable
        Calls it, and again with one row where a vector ends in an error.
    """
    if not callable(func):
        return func

    @wraps(func)
    def called(z: Array) -> Any:
        try:
            return func(z)
        except NotImplementedError:
            raise
        except Exception as error:
            try:
                return np.asarray(func(z[np.newaxis]))[0]
            except Exception:
                raise error from None

    called.written = func  # type: ignore[attr-defined]
    return called


def compare_all(
    about: Property,
    solve: Callable[[Array], Array],
    func: Function,
    *logits: Array,
    shift: ArrayLike = 0.0,
    **options: bool,
) -> None:
    """Compare on logits that are shifted by what may not change the right value.

    Parameters
    ----------
    about : Property
        What the value is.
    solve : callable
        From logits in float64, of which none or the largest is near 0, to the right value.
    func : callable
        The student's function.
    *logits : ndarray
        Without the shift.
    shift : array_like
        Added to all of them.
    **options
        As for `call`.
    """
    for base in logits:
        z = base + shift if np.any(shift) else base
        dtype = "" if z.dtype == np.float64 else f" and dtype {z.dtype}"
        where = f" for z of shape {z.shape}{dtype}"
        compare(about, func, solve(base.astype(np.float64)), z, where=where, **options)


def _shaped(rng: Rng) -> list[Array]:
    """Return logits of all shapes, one array in Fortran's order."""
    logits = [rng.normal(0, 2, shape) for shape in SHAPES]
    return [*logits, np.asfortranarray(logits[5])]


def tied(rng: Rng) -> list[Array]:
    """Return rows whose largest logit, 0, stands twice, near the others and ever further off."""
    gaps = (1.0, 40.0, 100.0, 800.0, 1e4)
    return [rng.permutation([0.0, 0.0, -gap, -2 * gap]) for gap in gaps]


def spread(rng: Rng, *shape: int) -> Array:
    """Return rows of logits down to −20 000 whose largest is 0, so that printed formulas hold."""
    rows = rng.uniform(-2e4, 0.0, shape)
    rows[..., rng.integers(shape[-1])] = 0.0
    return rows


def _far(rng: Rng) -> list[Array]:
    """Return rows of many classes, of two and with ties."""
    return [spread(rng, 6), spread(rng, 2), *tied(rng)]


def _keeps_rows_apart(func: Function) -> bool:
    """Return whether moderate rows are right: if not, that is the matter of `softmax_axis`."""
    rows = np.array([[1.0, 2.0, -1.0, 0.5], [3.0, 0.0, 3.0, 0.0], [-2.0, 1.0, 1.0, 4.0]])
    try:
        compare(SOFTMAX, func, printed.softmax(rows), rows)
    except CheckFailed:
        return False
    return True


@visible("logistic: the values of the printed formula, in a new array of any shape")
def logistic_values(func: Function, rng: Rng) -> None:
    """Compare moderate scores of any shape, floats and integers, and densely about 0."""
    about = partial(compare_all, LOGISTIC, printed.logistic, func, pure=True)
    about(*[rng.uniform(-30, 30, shape) for shape in ((), (400,), *SHAPES)])
    near = 10 ** rng.uniform(-4, 0, 100) * rng.choice([-1, 1], 100)
    about(np.append(near, 0.0), rng.integers(-9, 10, 6))
    about(np.asfortranarray(rng.normal(size=(3, 4))))
    require_fresh(func, [near], [-near])


@visible("logistic: quiet and exact far out in both tails")
def logistic_stable(func: Function, rng: Rng) -> None:
    """Check the tails: no warning, and exact where the value is far below 1e-16."""
    z = rng.uniform(31, 700, 60) * np.resize([-1, 1], 60)
    extremes = np.array([-1e4, -800.0, 800.0, 1e4])
    whole = extremes.astype(int)
    compare_all(LOGISTIC_FAR, printed.logistic, func, z, extremes, whole, stable=True)


@visible("softmax: the exponentials of one vector over their sum")
def softmax_values(func: Function, rng: Rng) -> None:
    """Compare on single vectors: random, equal, tied, and widely spread logits."""
    sizes = (3, 2, int(rng.integers(4, 9)), 300)
    vectors = [rng.normal(0, 2, size) for size in sizes]
    equal = [np.full(size, rng.normal()) for size in sizes]
    about = partial(compare_all, SOFTMAX, printed.softmax, for_vectors(func))
    about(*vectors, *equal, *map(rng.permutation, ([-30.0, 0.0, 11.0, 30.0], [-40.0, 0.0])))
    about(*tied(rng)[:3], shift=rng.normal())


@visible("softmax: over the last axis, each row on its own")
def softmax_axis(func: Function, rng: Rng) -> None:
    """Check vectors and batches, where rows and classes differ in number."""
    func = getattr(func, "written", func)  # by the student, without what the notebook adds below
    compare_all(SOFTMAX, printed.softmax, func, *_shaped(rng))


@visible("softmax: quiet and exact for logits up to 10 000")
def softmax_stable(func: Function, rng: Rng) -> None:
    """Check large logits, one row and rows that are far apart: a shift leaves no trace."""
    about = partial(compare_all, SOFTMAX_FAR, printed.softmax, stable=True)
    for shift in (1e4, -1e4):
        about(for_vectors(func), rng.normal(0, 2, 4), shift=shift)
    shift = 9000 + rng.normal()
    about(for_vectors(func), *_far(rng), shift=shift)
    if _keeps_rows_apart(func):
        about(func, rng.normal(0, 2, (3, 4)), spread(rng, 3, 4), shift=rng.permutation(SHIFTS))


@visible("softmax: integers and float32 work; the result is a new array, and z as it was")
def softmax_types(func: Function, rng: Rng) -> None:
    """Check integers and float32, and that the caller's array is left as it was."""
    _require_types(for_vectors(func), rng, 5)
    if _keeps_rows_apart(func):
        _require_types(func, rng, 3, 4)


def _require_types(func: Function, rng: Rng, *shape: int) -> None:
    double = rng.normal(0, 2, shape)
    about = partial(compare_all, SOFTMAX, printed.softmax, func, pure=True)
    about(rng.integers(-5, 6, shape), double.astype(np.float32), double)
    require_fresh(func, [double], [-double])


@visible("log_softmax: the logits less the logarithm of their row's sum")
def log_softmax_values(func: Function, rng: Rng) -> None:
    """Compare on moderate logits of any leading shape, floats and integers."""
    shaped = _shaped(rng)
    about = partial(compare_all, LOG_SOFTMAX, printed.log_softmax, func, pure=True)
    about(*shaped, *tied(rng)[:1], rng.integers(-5, 6, (3, 4)))
    require_fresh(func, [shaped[5]], [-shaped[5]])


@visible("log_softmax: quiet and exact for logits up to 10 000")
def log_softmax_stable(func: Function, rng: Rng) -> None:
    """Compare where softmax itself rounds to 0, one row and rows far apart."""
    about = partial(
        compare_all, LOG_SOFTMAX_FAR, printed.log_softmax, for_vectors(func), stable=True
    )
    shift = 9000 + rng.normal()
    about(*_far(rng), shift=shift)
    about(np.rint(spread(rng, 4)).astype(int), shift=9000)
    about(rng.normal(0, 2, 4), shift=-1e4)
    about(spread(rng, 3, 4), rng.normal(0, 30, (3, 4)), LEADS, shift=SHIFTS)
