"""Visible checks of the hinge loss and its gradients, on scores that are easy to add up by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ce_helpers.calls import require_fresh, result, scalar
from ce_helpers.cascade import builds_on
from ce_helpers.checking import name_of, passed, require
from ce_helpers.closeness import close
from ce_helpers.hinge.mistakes import GRADIENT, LOSS
from ce_helpers.properties import Property

Array = NDArray[Any]
Function = Callable[..., Any]

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
    # sums of large data may cancel
    rtol, atol = (1e-5, 1e-6) if X.dtype == np.float32 else (None, 1e-9)
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


def _require_default(func: Function, *args: Any) -> None:
    """Require that a margin that is left out is 1."""
    left_out, one = (result(func, *args, shape=None, **o) for o in ({}, {"margin": 1.0}))
    require(
        np.array_equal(left_out, one),
        f"{name_of(func)} takes another margin than 1 where none is given: write margin=1.0 in its "
        "first line.",
    )


def hinge_loss_values(func: Function) -> None:
    """Check the loss of one sample, at several margins."""
    _require_default(func, ONE, np.array([0]), COSTLY)
    for (scale, scaled), (label, margin) in product(SCALES.items(), LOSSES):
        compare(
            LOSS,
            func,
            (ONE, np.array([label]), scale * COSTLY),
            partial(_cost, scale, label),
            margin=scale * margin,
            where=f" of one sample (scores 3, 2.5, 0 and 4; true class {label}, margin {margin:g}"
            f"{scaled})",
        )
    close(
        scalar(func, np.array([[1]]), np.array([2]), np.array([[3, 2, 0, 4]]), margin=0.5),
        3.5 + 2.5 + 4.5,
        "the loss of one sample (scores 3, 2, 0 and 4, all of them integers; margin 0.5)",
        otherwise="an array of integers cannot hold what a rival costs",
    )
    close(
        scalar(func, ONE, np.array([1]), COSTLY[:, :2]),
        3.0 - 2.5 + 1,
        "the loss of one sample in two classes (scores 3 and 2.5; true class 1)",
        otherwise="two classes have a column of W each, and the one rival costs max(0, u)",
    )
    passed("hinge_loss: right for one sample, with any margin")


def _cost(scale: float, label: int, margin: float) -> float:
    return scale * LOSSES.get((label, margin / scale), np.nan)


def hinge_loss_batch(func: Function) -> None:
    """Check that the loss is a mean over samples, each with its own label."""
    for what, _, data in forms(*WHOLE):
        where = f" of five samples ({what})"
        compare(LOSS, func, data, lambda _: WHOLE_LOSS, where=where, pure=True)
    for n_classes in (3, 5):
        close(
            scalar(func, WHOLE[0], np.array([0, 2, 0, 1, 1]), np.zeros((2, n_classes))),
            n_classes - 1,
            f"the loss of five samples in {n_classes} classes at weights of 0",
            n_samples=5,
            otherwise="all scores are 0, so each rival costs the margin",
        )
    passed("hinge_loss: a mean over the samples, of any type; the arguments stay")


LOSS_CHECKS = (hinge_loss_values, hinge_loss_batch)


def _compare_one(func: Function, case: tuple[int, float], single: bool) -> None:
    """Compare with the gradient of one sample, or of a batch that holds no other.

    It has two features, or a single one of value 1; the scores are the same.
    """
    label, margin = case
    kink = ", so that u_1 is exactly 0" * (case == AT_KINK)
    scores = "scores 1¾, ½, 2¼, 3, 1, ¼ and −½"
    where = f" of one sample ({scores}; true class {label}, margin {margin:g}{kink})"
    for x, W in ((SAMPLE, WEIGHTS), (ONE[0], SCORES)):
        data, right = (x[np.newaxis], np.array([label]), W), partial(_columns, x, label)
        compare(GRADIENT, func, data, right, margin=margin, where=where, single=single)


def _columns(x: Array, label: int, margin: float) -> Array:
    return np.outer(x, np.array(FACTORS[label, margin], dtype=float))


def _off_kink(func: Function, single: bool) -> None:
    x, label = (SAMPLE, 4) if single else (SAMPLE[np.newaxis], np.array([4]))
    _require_default(func, x, label, WEIGHTS)
    for case in FACTORS:
        if case != AT_KINK:
            _compare_one(func, case, single)
    close(
        result(func, x, label, MANY, shape=MANY.shape),
        np.outer(SAMPLE, np.where(np.arange(300) == 4, -299, 1)),
        "the gradient of one sample in 300 classes",
        otherwise="each of the 299 rivals violates the margin and counts; a type of eight bits "
        "does not reach so far, and nothing is cut off",
    )
    close(
        result(func, x, 0 * label, WEIGHTS[:, 4:2:-1], shape=(2, 2)),
        np.outer(SAMPLE, (-1, 1)),
        "the gradient of one sample in two classes (scores 1 and 3; true class 0)",
        otherwise="two classes have a column each: −x for the true one, x for its rival",
    )


def _in_all_forms(func: Function, right: Array, single: bool) -> None:
    """Compare with the gradient of whole numbers, of the sample with a tie or of all five."""
    which, number = ([TIED], "one sample") if single else (slice(None), "five samples")
    for what, scale, (X, labels, W) in forms(*WHOLE):
        data, scaled = (X[which], labels[which], W), partial(_at_any_margin, scale * right)
        where = f" of {number} ({what})"
        compare(GRADIENT, func, data, scaled, where=where, single=single, pure=True)


def _at_any_margin(value: Array, _: float) -> Array:
    return value


def gradient_sample(func: Function) -> None:
    """Check the gradient of one sample: several margins, other types, and that arguments stay."""
    _off_kink(func, single=True)
    _in_all_forms(func, TIED_GRADIENT, single=True)
    require_fresh(func, (SAMPLE, 0, WEIGHTS), (SAMPLE, 3, WEIGHTS))
    passed("hinge_gradient_sample: right for one sample, with any margin; the arguments stay")


def gradient_sample_kink(func: Function) -> None:
    """Check that a rival exactly at the kink does not count."""
    _compare_one(func, AT_KINK, single=True)
    passed("hinge_gradient_sample: a rival exactly at the kink does not count")


_on_its_parts = builds_on(
    hinge_loss=LOSS_CHECKS, hinge_gradient_sample=(gradient_sample, gradient_sample_kink)
)


@_on_its_parts
def gradient_values(func: Function) -> None:
    """Check the gradient of one sample at several margins, and that of a batch."""
    _off_kink(func, single=False)
    where = " of five samples, with a class that comes twice"
    X, labels, W = WHOLE
    compare(GRADIENT, func, (1.0 * X, labels, 1.0 * W), lambda _: WHOLE_GRADIENT, where=where)
    passed("hinge_gradient: right for one sample, and a mean over a batch")


@_on_its_parts
def gradient_kink(func: Function) -> None:
    """Check that a rival exactly at the kink does not count."""
    _compare_one(func, AT_KINK, single=False)
    passed("hinge_gradient: a rival exactly at the kink does not count")


@_on_its_parts
def gradient_inputs(func: Function) -> None:
    """Check other types, layouts and sizes, and that the arguments are left as they were."""
    _in_all_forms(func, WHOLE_GRADIENT, single=False)
    X, labels, W = WHOLE
    require_fresh(func, (X, labels, W), (X, labels, -W))
    passed("hinge_gradient: the type of the data does not matter, and the arguments stay")


GRADIENT_CHECKS = (gradient_values, gradient_kink, gradient_inputs)
