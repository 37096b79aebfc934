"""Cases of the hinge loss and its gradients whose values are easy to add up by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ce_helpers.calls import result
from ce_helpers.checking import CheckFailed, Function, name_of, require
from ce_helpers.hinge.mistakes import LOSS
from ce_helpers.properties import Property

Array = NDArray[Any]
Problem = tuple[Array, Array, Array]


@dataclass(frozen=True)
class Case:
    """Data, and the loss or gradient there.

    Attributes
    ----------
    data : tuple of ndarray
        Samples (N, D), their classes (N,) and weights (D, C).
    right : callable
        From a margin to the right value.
    where : str
        What the data is, as in `Property.close`.
    margin : float
        Handed on as an option, but for 1, the default.
    pure : bool
        As in `ce_helpers.calls.call`.
    otherwise : str
        The way on if no mistake is recognised, where the property's own says too little.
    """

    data: Problem
    right: Callable[[float], ArrayLike]
    where: str
    margin: float = 1.0
    pure: bool = False
    otherwise: str = ""

    def compare(self, about: Property, func: Function, single: bool) -> None:
        """Compare what a function of a batch, or of a single sample, makes of the data."""
        X, labels, W = self.data
        args = (X[0], labels[0], W) if single else self.data
        # a gradient that is transposed is named as such
        shape = () if about is LOSS else None
        call = partial(result, func, *args, shape=shape, pure=self.pure)
        got = call() if self.margin == 1 else call(margin=self.margin)
        # bytes times float32 make float32 as well; sums of large data may cancel
        rtol, atol = (1e-5, 1e-6) if X.dtype.itemsize < 8 else (None, 1e-9)
        how: dict[str, Any] = {"where": self.where, "n_samples": len(X), "rtol": rtol, "atol": atol}
        told = replace(about, otherwise=self.otherwise or about.otherwise)
        floats = X.astype(np.float64), W.astype(np.float64)  # bytes would wrap in the mistakes, too
        inputs = *floats, labels.tolist(), self.margin
        try:
            told.close(got, self.right(self.margin), self.right, *inputs, **how)
        except CheckFailed:
            require(
                self.margin != 1 or np.array_equal(got, call(margin=1.0)),
                f"{name_of(func)} takes another margin than 1 where none is given: write "
                "margin=1.0 in its first line.",
            )
            raise


Cases = Callable[[np.random.Generator], Iterator[Case]]


def _always(value: ArrayLike) -> Callable[[float], ArrayLike]:
    return lambda margin: value


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
NEAR = 2.0**-40  # which rounds nothing here, either
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
    # rival 1 stands exactly at the kink, and a little on either side, where a tolerance shows
    (4, 0.5): (1, 0, 1, 1, -3, 0, 0),
    (4, 0.5 + NEAR): (1, 1, 1, 1, -4, 0, 0),
    (4, 0.5 - NEAR): (1, 0, 1, 1, -3, 0, 0),
}
MANY = np.arange(600).reshape(2, 300) / 1000  # weights of so many classes, with close scores
AT_KINK = (4, 0.5)
NEAR_KINK = ((4, 0.5 + NEAR), (4, 0.5 - NEAR))

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


def forms(X: Array, labels: Array, W: Array) -> Iterator[tuple[str, float, Problem]]:
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


def loss_of_one(rng: np.random.Generator) -> Iterator[Case]:
    """Yield one sample at several margins; whole numbers; two classes."""
    for (scale, scaled), (label, margin) in product(SCALES.items(), LOSSES):
        where = f" of one sample (scores 3, 2.5, 0 and 4; true class {label}, margin {margin:g}"
        data = ONE, np.array([label]), scale * COSTLY
        yield Case(data, partial(_cost, scale, label), f"{where}{scaled})", scale * margin)
    yield Case(
        (np.array([[1]]), np.array([2]), np.array([[3, 2, 0, 4]])),
        _always(3.5 + 2.5 + 4.5),
        " of one sample (scores 3, 2, 0 and 4, all of them integers; margin 0.5)",
        margin=0.5,
        otherwise="an array of integers cannot hold what a rival costs",
    )
    yield Case(
        (ONE, np.array([1]), COSTLY[:, :2]),
        _always(3.0 - 2.5 + 1),
        " of one sample in two classes (scores 3 and 2.5; true class 1)",
        otherwise="two classes have a column of W each, and the one rival costs max(0, u)",
    )


def _cost(scale: float, label: int, margin: float) -> float:
    return scale * LOSSES.get((label, margin / scale), np.nan)


def loss_of_batch(rng: np.random.Generator) -> Iterator[Case]:
    """Yield whole numbers in all forms; weights of 0."""
    for what, _, data in forms(*WHOLE):
        yield Case(data, _always(WHOLE_LOSS), f" of five samples ({what})", pure=True)
    for n_classes in (3, 5):
        yield Case(
            (WHOLE[0], np.array([0, 2, 0, 1, 1]), np.zeros((2, n_classes))),
            _always(n_classes - 1),
            f" of five samples in {n_classes} classes at weights of 0",
            otherwise="all scores are 0, so each rival costs the margin",
        )


_NEAR = "a rival counts as soon as u_j is above 0, however little, and not before"


def _scored(label: int, margin: float) -> Iterator[Case]:
    """Yield a sample of two features, and one of a single feature of value 1, of equal scores."""
    near, at_kink = (label, margin) in NEAR_KINK, (label, margin) == AT_KINK
    kink = ", so that u_1 is exactly 0" * at_kink + f" {margin - 0.5:+.0e}" * near
    scores = "scores 1¾, ½, 2¼, 3, 1, ¼ and −½"
    where = f" of one sample ({scores}; true class {label}, margin {margin:g}{kink})"
    for x, W in ((SAMPLE, WEIGHTS), (ONE[0], SCORES)):
        data = x[np.newaxis], np.array([label]), W
        yield Case(data, partial(_columns, x, label), where, margin, otherwise=_NEAR * near)


def _columns(x: Array, label: int, margin: float) -> Array:
    return np.outer(x, np.array(FACTORS[label, margin], dtype=float))


def gradient_of_one(rng: np.random.Generator) -> Iterator[Case]:
    """Yield one sample at several margins, off the kinks; many classes; two classes."""
    for label, margin in FACTORS:
        if (label, margin) not in (AT_KINK, *NEAR_KINK):
            yield from _scored(label, margin)
    yield Case(
        (SAMPLE[np.newaxis], np.array([4]), MANY),
        _always(np.outer(SAMPLE, np.where(np.arange(300) == 4, -299, 1))),
        " of one sample in 300 classes",
        otherwise="each of the 299 rivals violates the margin and counts; a type of eight bits "
        "does not reach so far, and nothing is cut off",
    )
    yield Case(
        (SAMPLE[np.newaxis], np.array([0]), WEIGHTS[:, 4:2:-1]),
        _always(np.outer(SAMPLE, (-1, 1))),
        " of one sample in two classes (scores 1 and 3; true class 0)",
        otherwise="two classes have a column each: −x for the true one, x for its rival",
    )


def gradient_at_kink(rng: np.random.Generator) -> Iterator[Case]:
    """Yield a sample with one rival exactly at the kink, and close to it on both sides.

    Close by the margin, by a weight, and by a feature that float32 rounds to 1.
    """
    raised = SCORES + np.where(np.arange(7) == 1, NEAR, 0.0)
    for x, W in ((ONE[0], raised), (ONE[0] - 2.0**-28, SCORES)):
        where = " of one sample with a rival hardly above the kink"
        data = x[np.newaxis], np.array(AT_KINK[:1]), W
        yield Case(data, partial(_hardly_above, x), where, AT_KINK[1], otherwise=_NEAR)
    for label, margin in (AT_KINK, *NEAR_KINK):
        for case in _scored(label, margin):
            yield case
            (X, labels, W), right = case.data, case.right  # and the last class violates, too
            last = X, W.shape[1] - 1 - labels, W[:, ::-1]
            backwards = partial(_backwards, right)
            yield replace(case, data=last, right=backwards, where=f"{case.where}, read backwards")


def _hardly_above(x: Array, margin: float) -> Array:
    label, at_kink = AT_KINK
    return _columns(x, label, margin + NEAR * (margin == at_kink))


def _backwards(right: Callable[[float], ArrayLike], margin: float) -> Array:
    return np.asarray(right(margin))[:, ::-1]


def gradient_of_batch(rng: np.random.Generator) -> Iterator[Case]:
    """Yield the batches of one sample, and one of five."""
    yield from gradient_of_one(rng)
    X, labels, W = WHOLE
    where = " of five samples, with a class that comes twice"
    yield Case((1.0 * X, labels, 1.0 * W), _always(WHOLE_GRADIENT), where)


def gradient_in_forms(rng: np.random.Generator) -> Iterator[Case]:
    """Yield whole numbers in all forms."""
    for what, scale, data in forms(*WHOLE):
        where = f" of five samples ({what})"
        yield Case(data, _always(scale * WHOLE_GRADIENT), where, pure=True)


def gradient_of_sample(rng: np.random.Generator) -> Iterator[Case]:
    """Yield what a function of one sample can take: besides, the one with a tie in all forms."""
    yield from gradient_of_one(rng)
    for what, scale, (X, labels, W) in forms(*WHOLE):
        data, where = (X[[TIED]], labels[[TIED]], W), f" of one sample ({what})"
        yield Case(data, _always(scale * TIED_GRADIENT), where, pure=True)
