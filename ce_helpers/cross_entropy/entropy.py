"""Visible checks of `one_hot` and `cross_entropy` in 02_cross_entropy."""

from __future__ import annotations

import numpy as np

from ce_helpers.checking import CheckFailed, as_array, call, close, passed, require
from ce_helpers.cross_entropy.inputs import (
    NEARLY,
    SOFT,
    Array,
    Function,
    result,
    unwatched,
)


def one_hot_values(func: Function) -> None:
    """Check the rows: as wide as n_classes, a single 1, at the label."""
    labels = np.array([2, 0, 1, 0, 2])
    encoded = call(unwatched(func), labels, 4)
    require(
        np.shape(encoded) != (5, 3),
        "one_hot is as wide as the largest label present; make it n_classes wide, "
        "whatever labels the batch holds.",
    )
    require(np.shape(encoded) != (4, 5), "one_hot is transposed: one row for each label.")
    rows = as_array(encoded, (5, 4), "one_hot")
    require(
        bool(np.isin(rows, (0.0, 1.0)).all() and (rows.sum(axis=1) == 1).all()),
        "one_hot: each row should hold a single 1 and otherwise 0; "
        "does an index with a colon set whole columns?",
    )
    require(
        not np.array_equal(rows.argmax(axis=1), (labels - 1) % 4),
        "one_hot counts labels from 1, as the notes do; in code they start at 0.",
    )
    require(
        np.array_equal(rows.argmax(axis=1), labels),
        "one_hot: the 1 of row i should stand in column labels[i].",
    )
    passed("one_hot: one 1 a row, at the label, in n_classes columns")


def one_hot_labels(func: Function) -> None:
    """Check that labels outside 0..C−1 raise ValueError, and that 0 and C−1 do not."""
    try:
        call(unwatched(func), np.array([0, 3]), 4)
    except CheckFailed as error:
        if isinstance(error.__cause__, ValueError):
            raise CheckFailed(
                "one_hot refuses the labels 0 and 3, which are fine for 4 classes."
            ) from error
        raise
    for bad in ([0, 4], [1, -1], [7, 2], [-4, 0]):
        require_value_error(func, np.array(bad), 4)
    passed("one_hot: a label outside 0..C−1 raises ValueError")


def require_value_error(func: Function, labels: Array, n_classes: int) -> None:
    """Require ValueError, and no other error or none, for a label out of range."""
    what = f"one_hot with labels {labels.tolist()} and {n_classes} classes"
    try:
        func(labels, n_classes)
    except ValueError:
        return
    except Exception as error:
        raise CheckFailed(
            f"{what} should raise ValueError, not {type(error).__name__}: test the range first."
        ) from error
    reason = (
        "NumPy takes a negative index from the end" if labels.min() < 0 else "test the range first"
    )
    raise CheckFailed(f"{what} should raise ValueError, but returned: {reason}.")


def cross_entropy_values(func: Function) -> None:
    """Check that a sure outcome k costs −log q_k, and that the cost is an average under p."""
    q = np.array([0.5, 0.2, 0.3])
    sure = np.array([result(func, row, q, shape=()) for row in np.eye(3)])
    cost = -np.log(q)
    close(
        sure,
        cost,
        "cross_entropy(p, q) where p is sure of one outcome",
        mistakes={
            "is in bits: take the natural logarithm": cost / np.log(2),
            "is in tenths of a decade: take the natural logarithm, not log10": cost / np.log(10),
            "is averaged over the classes: sum over k": cost / 3,
            NEARLY: cost,
        },
        otherwise="it costs −log of what q gives to that outcome; is the logarithm taken of q?",
    )
    p = np.array([0.1, 0.6, 0.3])
    close(
        result(func, p, q, shape=()),
        p @ sure,
        "cross_entropy(p, q)",
        otherwise="it is the average of the costs −log q_k, weighted by p_k",
    )
    passed("cross_entropy: outcome k costs −log q_k, averaged under p")


def cross_entropy_tail(func: Function) -> None:
    """Check 0·log 0 = 0 and outcomes of tiny probability."""
    p, q = np.array([0.4, 0.0, 0.6, 0.0]), np.array([0.1, 0.0, 0.5, 0.4])
    value = as_array_or_zero_log(func, p, q)
    close(
        value,
        result(func, np.array([0.4, 0.6, 0.0]), np.array([0.1, 0.5, 0.4]), shape=()),
        "cross_entropy with an outcome of p = q = 0",
        otherwise="an outcome that never happens adds nothing",
    )
    tiny = result(func, np.array([1.0, 0.0]), np.array([1e-300, 1.0]), shape=())
    close(
        np.exp(-tiny / 300),
        0.1,
        "exp(−H/300) for an outcome with q = 1e-300",
        otherwise="a clipped q, or one with something added to it, changes the loss of a rare "
        "outcome",
    )
    passed("cross_entropy: 0·log 0 is 0, and rare outcomes keep their cost")


def as_array_or_zero_log(func: Function, p: Array, q: Array) -> Array:
    """Call with a zero in both; name the concept if NaN comes back."""
    value = np.asarray(call(unwatched(func), p, q))
    if value.dtype.kind == "f":
        require(
            not np.isnan(value).any(),
            "cross_entropy holds NaN where p = q = 0: there p·log q is 0·(−∞) in floating point, "
            "but counts as 0; leave those entries out.",
        )
    return as_array(value, (), "cross_entropy")


def cross_entropy_axis(func: Function) -> None:
    """Check that the sum runs over the last axis, for any leading shape and integer p."""
    P, Q = SOFT, np.array([[0.1, 0.2, 0.3, 0.4], [0.4, 0.3, 0.2, 0.1], [0.25, 0.25, 0.25, 0.25]])
    one = np.array([result(func, p, q, shape=()) for p, q in zip(P, Q, strict=True)])
    for shape in ((3,), (3, 1), (1, 3)):
        close(
            result(func, P.reshape(*shape, 4), Q.reshape(*shape, 4), shape=shape, pure=True),
            one.reshape(shape),
            f"cross_entropy of arrays of shape {(*shape, 4)}",
            otherwise="each row should equal cross_entropy of that row alone",
        )
    counts = np.array([[0, 1, 0, 0], [1, 0, 0, 0]])
    close(
        result(func, counts, Q[:2], shape=(2,), pure=True),
        result(func, counts.astype(float), Q[:2], shape=(2,)),
        "cross_entropy with one-hot integers as p",
    )
    passed("cross_entropy: over the last axis, any leading shape, arguments left alone")
