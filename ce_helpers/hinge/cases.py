"""Data whose hinge loss and gradient are easy to add up by hand, and how an answer is compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ce_helpers.calls import result
from ce_helpers.checking import Function
from ce_helpers.hinge.mistakes import LOSS
from ce_helpers.properties import Property

Array = NDArray[Any]

# one feature of value 1 makes the weights the scores
ONE, COSTLY = np.array([[1.0]]), np.array([[3.0, 2.5, 0.0, 4.0]])
# powers of 2, which round nothing
SCALES = {
    1.0: "",
    2.0**13: "; all of them times 8192",
    2.0**-13: "; all of them divided by 8192",
}
# the loss for these scores, by true class and margin; the first case tells all mistakes apart
LOSSES = {
    (0, 1.2): 0.7 + 2.2,
    (0, 0.0): 1.0,
    (0, 1.0): 0.5 + 2.0,
    (2, 0.0): 3.0 + 2.5 + 4.0,
    (2, 0.5): 3.5 + 3.0 + 4.5,
    (2, 1.0): 4.0 + 3.5 + 5.0,
    # the true class leads by the margin: nothing to pay
    (3, 0.0): 0.0,
    (3, 1.0): 0.0,
}
SAMPLE = np.array([2.0, -1.0])
WEIGHTS = np.array(
    [[0.75, 0.25, 1.5, 1.0, 0.0, 0.5, 0.0], [-0.25, 0.0, 0.75, -1.0, -1.0, 0.75, 0.5]]
)
SCORES = np.array([[1.75, 0.5, 2.25, 3.0, 1.0, 0.25, -0.5]])
# the factor of x in each column of the gradient for these scores, by true class and margin; the
# first two cases tell nearly all mistakes apart
FACTORS = {
    (4, 0.25): (1, 0, 1, 1, -3, 0, 0),
    (4, 1.0): (1, 1, 1, 1, -5, 1, 0),
    (4, 0.0): (1, 0, 1, 1, -3, 0, 0),
    (3, 0.0): (0, 0, 0, 0, 0, 0, 0),
    (3, 1.0): (0, 0, 1, -1, 0, 0, 0),
    (3, 2.25): (1, 0, 1, -3, 1, 0, 0),
    (6, 0.0): (1, 1, 1, 1, 1, 1, -6),
    (6, 1.0): (1, 1, 1, 1, 1, 1, -6),
    # rival 1 stands exactly at the kink
    (4, 0.5): (1, 0, 1, 1, -3, 0, 0),
}
MANY = np.arange(600).reshape(2, 300) / 1000  # weights of so many classes, with close scores
AT_KINK = (4, 0.5)

# whole numbers, those of the data not negative, with their loss and gradient; no u_j is 0, and one
# rival ties with the true class of the third sample
WHOLE = (
    np.array([[3, 1], [1, 3], [2, 3], [2, 1], [0, 2]]),
    np.array([0, 3, 0, 2, 2]),
    np.array([[2, 1, -1, -2], [0, 1, 2, 1]]),
)
WHOLE_LOSS = (0 + 11 + 3 + 9 + 0) / 5
WHOLE_GRADIENT = np.array([[-1, 5, -1, -3], [-2, 7, 4, -9]]) / 5
TIED, TIED_GRADIENT = 2, np.array([[-4, 2, 2, 0], [-6, 3, 3, 0]])


def forms(
    X: Array, labels: Array, W: Array
) -> Iterator[tuple[str, float, tuple[Array, Array, Array]]]:
    """Yield whole numbers in other types, layouts and sizes, all with the same scores.

    Parameters
    ----------
    X, labels, W : ndarray of int, shapes (N, D), (N,) and (D, C)
        Samples, from 0 to 255; their classes; weights.

    Yields
    ------
    tuple
        What the three arrays are, how many times larger the samples are, and the arrays.
    """
    single, whole = np.float32, X.astype(np.float64)
    yield "whole numbers as floats", 1, (whole, labels, W.astype(np.float64))
    yield "integers", 1, (X, labels, W)
    yield "unsigned bytes", 1, (X.astype(np.uint8), labels, W.astype(np.float64))
    yield "type float32", 1, (X.astype(single), labels.astype(np.int32), W.astype(single))
    columns = np.asfortranarray(whole), labels.astype(np.uint8), np.asfortranarray(W, whole.dtype)
    yield "Fortran's layout", 1, columns
    yield "thirds and whole weights", 1 / 3, (whole / 3, labels, 3 * W)
    yield "large samples", 2.0**13, (whole * 2**13, labels, W / 2**13)


def compare(
    about: Property,
    func: Function,
    data: tuple[Array, Array, Array],
    right: Callable[[float], ArrayLike],
    *,
    where: str,
    margin: float = 1.0,
    single: bool = False,
    pure: bool = False,
) -> None:
    """Compare what a student's function makes of some data with the right loss or gradient.

    Parameters
    ----------
    about : Property
        `LOSS` or `GRADIENT`.
    func : callable
        The student's function.
    data : tuple of ndarray
        Samples (N, D), their classes (N,) and weights (D, C).
    right : callable
        From a margin to the right value.
    where : str
        What the data is, as in `Property.close`.
    margin : float
        Handed on as an option, but for 1, the default.
    single : bool
        Whether the function takes one sample and its class.
    pure : bool
        As in `ce_helpers.calls.call`.

    Raises
    ------
    CheckFailed
        If the call fails or the values differ.
    """
    X, labels, W = data
    args = (X[0], labels[0], W) if single else data
    options = {} if margin == 1.0 else {"margin": margin}
    # a gradient that is transposed is named as such
    shape = () if about is LOSS else None
    got = result(func, *args, shape=shape, pure=pure, **options)
    # bytes times float32 make float32 as well; sums of large data may cancel
    rtol, atol = (1e-5, 1e-6) if X.dtype.itemsize < 8 else (None, 1e-9)
    inputs = X, W, labels.tolist(), margin
    about.close(
        got,
        right(margin),
        right,
        *inputs,
        where=where,
        n_samples=len(X),
        rtol=rtol,
        atol=atol,
    )
