"""Visible checks of the hinge loss and its gradients, on scores that are easy to add up by hand."""

from __future__ import annotations

from functools import partial
from itertools import product
from typing import Any

import numpy as np

from ce_helpers.calls import require_fresh, result, scalar
from ce_helpers.cascade import builds_on
from ce_helpers.checking import Function, name_of, passed, require
from ce_helpers.closeness import close
from ce_helpers.hinge.cases import (
    AT_KINK,
    COSTLY,
    FACTORS,
    LOSSES,
    MANY,
    ONE,
    SAMPLE,
    SCALES,
    SCORES,
    TIED,
    TIED_GRADIENT,
    WEIGHTS,
    WHOLE,
    WHOLE_GRADIENT,
    WHOLE_LOSS,
    Array,
    compare,
    forms,
)
from ce_helpers.hinge.mistakes import GRADIENT, LOSS


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
