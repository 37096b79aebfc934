"""Visible checks of 02_cross_entropy: each tests a property that the banner promises.

No reference solution stands here. The losses are pinned down by their properties (equal logits
cost log C, two classes differ by their logits, a batch is the mean of its rows), the gradient
by central differences of the printed formula.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ce_helpers.checks.core import CheckFailed, as_array, call, close, name_of, passed, require
from ce_helpers.checks.cross_entropy_claims import (
    repairs_loss,
    repairs_sign,
    repairs_sums,
    try_claims,
    verdicts_gradient,
    verdicts_loss,
)
from ce_helpers.checks.cross_entropy_symbolic import dL_da, dL_dz_steps_ends, dL_dz_steps_pairs
from ce_helpers.numeric import central_gradient

__all__ = [
    "cce_gradient",
    "cce_gradient_stable",
    "cce_gradient_types",
    "cce_loss",
    "cce_loss_soft",
    "cce_loss_stable",
    "cce_loss_types",
    "cross_entropy",
    "cross_entropy_axis",
    "cross_entropy_tail",
    "dL_da",
    "dL_dz_steps_ends",
    "dL_dz_steps_pairs",
    "one_hot",
    "one_hot_labels",
    "repairs_loss",
    "repairs_sign",
    "repairs_sums",
    "try_claims",
    "verdicts_gradient",
    "verdicts_loss",
]

Array = NDArray[Any]
Function = Callable[..., Any]

LOGITS = np.array([[0.5, -1.0, 2.0, 0.0], [1.0, 1.0, -2.0, 0.3], [-0.7, 0.2, 0.1, 1.5]])
LABELS = np.array([2, 0, 2])
TARGETS = np.eye(4)[LABELS]
SOFT = np.array([[0.1, 0.2, 0.3, 0.4], [0.7, 0.0, 0.3, 0.0], [0.25, 0.25, 0.25, 0.25]])
FAR = np.array([[1e4, 0.0, -1e4, 9999.0], [-1e4, -1e4, -9990.0, 1e4]])

NEARLY = "is only nearly right: add nothing to a probability, and clip none"
APART = np.array([[9990.0], [-9990.0], [0.0]])  # a shift for each row of LOGITS


def result(
    func: Function, *args: Any, shape: tuple[int, ...], stable: bool = False, pure: bool = False
) -> Array:
    """Call a student's function; return a float array of the promised shape.

    Unless purity is what is checked, the function gets copies, so that one slip loses one cell.
    float32 is given back only where an argument was float32: elsewhere it has lost digits.
    """
    require(callable(func), f"expected a function, but got {func!r:.40}.")
    handed = args if pure else [_copied(arg) for arg in args]
    value = as_array(
        call(func if pure else _unwatched(func), *handed, stable=stable), shape, name_of(func)
    )
    single = any(getattr(arg, "dtype", None) == np.float32 for arg in args)
    return value if single else value.astype(np.float64)


def _copied(arg: Any) -> Any:
    return np.array(arg) if isinstance(arg, np.ndarray) else arg


def _unwatched(func: Function) -> Function:
    def on_copies(*args: Any) -> Any:
        return func(*[_copied(arg) for arg in args])

    on_copies.__name__ = name_of(func)
    return on_copies


def scalar(func: Function, *args: Any, stable: bool = False, pure: bool = False) -> float:
    """Call a student's loss on a batch; one number, in any legal type or of shape (1,)."""
    value = call(func if pure else _unwatched(func), *args, stable=stable)
    if isinstance(value, np.ndarray) and value.shape == (1,) and not pure:
        value = value[0]  # the shape costs its own cell
    return float(as_array(value, (), name_of(func)))


def one_hot(func: Function) -> None:
    """Check the rows: as wide as n_classes, a single 1, at the label."""
    labels = np.array([2, 0, 1, 0, 2])
    encoded = call(_unwatched(func), labels, 4)
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
        call(_unwatched(func), np.array([0, 3]), 4)
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


def cross_entropy(func: Function) -> None:
    """Check that a sure outcome k costs −log q_k, and that the cost is an average under p."""
    q = np.array([0.5, 0.2, 0.3])
    sure = np.array([result(func, row, q, shape=()) for row in np.eye(3)])
    cost = -np.log(q)
    close(
        sure,
        cost,
        "cross_entropy(p, q) where p is sure of one outcome",
        alternatives={
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
    value = np.asarray(call(_unwatched(func), p, q))
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


def one_sample_losses(func: Function, z: Array, stable: bool = False) -> Array:
    """Return the student's loss of one sample for each class as the target."""
    return np.array(
        [scalar(func, z[np.newaxis], row[np.newaxis], stable=stable) for row in np.eye(z.size)]
    )


def cce_loss(func: Function) -> None:
    """Check log C for equal logits, the differences between classes, and the mean."""
    C = 4
    equal = scalar(func, np.full((1, C), 3.0), TARGETS[:1])
    close(
        equal,
        np.log(C),
        "the loss of equal logits, which is log C whatever the target,",
        alternatives={
            "is divided by C as well: average over the samples, sum over the classes": np.log(C)
            / C,
            "is in bits: take the natural logarithm": np.log2(C),
            "is that of log10: take the natural logarithm": np.log10(C),
            "is 1/C: the logarithm is missing": 1 / C,
            "is that of the wrong sign: −log of a probability is positive": -np.log(C),
            NEARLY: np.log(C),
        },
        otherwise="every class has probability 1/C there",
    )
    z = LOGITS[0]
    losses = one_sample_losses(func, z)
    close(
        np.diff(losses),
        -np.diff(z),
        "the difference of the loss for two targets, that of their logits,",
        otherwise="take −log softmax of the logits, once, at the target",
    )
    close(np.exp(-losses).sum(), 1.0, "the sum of exp(−loss) over all targets")
    close(
        scalar(func, LOGITS, TARGETS),
        np.mean([scalar(func, LOGITS[i : i + 1], TARGETS[i : i + 1]) for i in range(3)]),
        "the loss of a batch, compared with the mean of its rows' losses,",
        n_samples=3,
        otherwise="each row has its own normaliser",
    )
    passed("cce_loss: log C for equal logits, right differences, the mean over samples")


def cce_loss_soft(func: Function) -> None:
    """Check targets that are no single 1: the loss is linear in the target row."""
    losses = one_sample_losses(func, LOGITS[0])
    for y in SOFT:
        close(
            scalar(func, LOGITS[:1], y[np.newaxis]),
            y @ losses,
            "the loss of a target row like (0.1, 0.2, 0.3, 0.4)",
            alternatives={"is that of the largest target alone": losses[y.argmax()]},
            otherwise="weight the loss of every class with its target, −Σ_c y_c log a_c",
        )
    passed("cce_loss: soft targets weight the classes")


def cce_loss_stable(func: Function) -> None:
    """Check logits up to ±10 000: quiet, and exact where the probability rounds to 0."""
    for z in FAR:
        losses = one_sample_losses(func, z, stable=True)
        close(
            losses - losses.min(),
            z.max() - z,
            "the loss for logits up to 10 000",
            atol=1e-9,
            otherwise="a logarithm of a rounded or clipped probability has lost the tail; use "
            "z_c − max z − log Σ exp(z − max z)",
        )
    close(
        scalar(func, LOGITS + APART, TARGETS, stable=True),
        scalar(func, LOGITS, TARGETS),
        "the loss of rows that are shifted by ±10 000, each on its own,",
        atol=1e-9,
        otherwise="the shift should change nothing: subtract each row's own maximum",
    )
    passed("cce_loss: quiet and exact for logits up to 10 000")


def cce_loss_types(func: Function) -> None:
    """Check one number, integers, float32, and that the arguments are left as they were."""
    expected = scalar(func, LOGITS, TARGETS)
    value = call(func, LOGITS, TARGETS)
    require(
        np.shape(value) == (),
        f"cce_loss should return one number, not {np.shape(value)}: the mean over the batch.",
    )
    single = scalar(func, LOGITS.astype(np.float32), TARGETS.astype(np.float32), pure=True)
    close(single, expected, "cce_loss of float32", rtol=1e-5)
    counts = np.array([[1, 0, 3], [0, 2, 1]])
    rows = np.array([[0, 1, 0], [1, 0, 0]])
    close(
        scalar(func, counts, rows, pure=True),
        scalar(func, counts.astype(float), rows.astype(float)),
        "cce_loss of integers",
        otherwise="it should equal the loss of the same floats; was an integer array filled?",
    )
    fixed = LOGITS.copy()
    fixed.flags.writeable = False
    scalar(func, fixed, TARGETS, pure=True)
    passed("cce_loss: one number; integers and float32 work; Z and Y are left as they were")


def printed_loss(Z: Array, Y: Array) -> float:
    """Return the mean loss by the printed formula, as it stands: for small logits alone."""
    A = np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)
    return float(-(Y * np.log(A)).sum() / len(Z))


def gradient_mistakes(G: Array, Y: Array) -> dict[str, Array]:
    """Return known mistakes, from the right gradient and one-hot or soft targets."""
    N, C = G.shape
    A_per_N, columns = G + Y / N, (Y.sum(axis=0) > 0) / N
    return {
        "is y − a: its sign is that of 001's last line; the loss climbs along it": -G,
        "is N times too large: the loss is a mean, so divide by N": N * G,
        "is N times too small: it is divided by N twice": G / N,
        "is divided by C as well: average over the samples alone": G / C,
        "is softmax alone: the target is not subtracted": A_per_N,
        "is right at the target alone: the other classes are pushed down as well": G
        * (Y == Y.max(axis=1, keepdims=True)),
        "subtracts 1 in every row of a column (G[:, labels] -= 1): pair each row with its own "
        "label": A_per_N - columns,
        "subtracts the target after dividing by N: divide the difference": A_per_N - Y,
        "pulls up the class beside the target: do its labels count from 1": A_per_N
        - np.roll(Y, 1, axis=1) / N,
    }


def cce_gradient(func: Function) -> None:
    """Compare with central differences of the printed loss, one-hot and soft."""
    for Y in (TARGETS, SOFT):
        measured = central_gradient(partial(printed_loss, Y=Y), LOGITS)
        G = result(func, LOGITS, Y, shape=LOGITS.shape)
        close(
            G,
            measured,
            "cce_gradient(Z, Y), compared with central differences,",
            rtol=1e-6,
            atol=1e-8,
            alternatives=gradient_mistakes(measured, Y),
            otherwise="one sample has a − y, of which the mean takes 1/N",
        )
    passed("cce_gradient: agrees with central differences of the loss")


def cce_gradient_stable(func: Function) -> None:
    """Check logits up to ±10 000: a shift changes nothing, far winners have probability 1."""
    middle = result(func, LOGITS, TARGETS, shape=LOGITS.shape)
    for shift in (1e4 - 2, -1e4 + 2):
        close(
            result(func, LOGITS + shift, TARGETS, shape=LOGITS.shape, stable=True),
            middle,
            "cce_gradient of logits that are all shifted by 10 000",
            atol=1e-9,
            otherwise="the shift should change nothing: subtract each row's maximum",
        )
    result(func, FAR, TARGETS[:2], shape=(2, 4), stable=True)
    result(func, LOGITS + APART, TARGETS, shape=LOGITS.shape, stable=True)
    passed("cce_gradient: quiet for logits up to 10 000, blind to a shift")


def cce_gradient_types(func: Function) -> None:
    """Check integers, float32, and that the arguments are left as they were."""
    expected = result(func, LOGITS, TARGETS, shape=LOGITS.shape)
    single = LOGITS.astype(np.float32), TARGETS.astype(np.float32)
    close(
        result(func, *single, shape=LOGITS.shape, pure=True).astype(np.float32),
        expected,
        "cce_gradient of float32",
    )
    counts, rows = np.array([[1, 0, 3], [0, 2, 1]]), np.array([[0, 1, 0], [1, 0, 0]])
    close(
        result(func, counts, rows, shape=(2, 3), pure=True),
        result(func, counts.astype(float), rows.astype(float), shape=(2, 3)),
        "cce_gradient of integers",
        otherwise="it should equal the gradient of the same floats; was an integer array filled?",
    )
    fixed = LOGITS.copy()
    fixed.flags.writeable = False
    result(func, fixed, TARGETS, shape=LOGITS.shape, pure=True)
    passed("cce_gradient: integers and float32 work; Z and Y are left as they were")
