"""Hidden tests of the logistic function, softmax and its logarithm, on random inputs."""

from __future__ import annotations

from typing import Any

import numpy as np

from ce_helpers.checking import close
from ce_helpers.reference import softmax as reference
from ce_helpers.reference.seed import grading_rng
from ce_helpers.softmax.calls import Array, Function, on_copies, result

SHAPES = ((2,), (5,), (3, 4), (2, 3, 5))
NEARLY = (
    "is nearly right, but off by more than rounding: no added constant, no clipping, no float32"
)


def logistic_values(func: Function) -> None:
    """Compare on moderate scores of any shape, floats and integers."""
    rng = grading_rng("logistic_values")
    for shape in ((), (7,), *SHAPES[2:]):
        z = np.asarray(rng.uniform(-30, 30, shape))
        p = reference.logistic(z)
        wrong = {
            "has the wrong sign in its exponent": reference.logistic(-z),
            "is rescaled: it is (1 + tanh(s))/2, not the logistic function of s": (
                reference.logistic(2 * z)
            ),
            "is its slope, p(1 − p), instead": p * (1 - p),
            NEARLY: p,
        }
        close(
            result(func, z, shape=shape),
            p,
            f"logistic of an array of shape {shape}",
            mistakes=wrong,
            otherwise="every score is treated on its own",
        )
    counts = rng.integers(-9, 10, 6)
    close(
        result(func, counts, shape=(6,)), reference.logistic(counts), "logistic of integer scores"
    )


def logistic_stable(func: Function) -> None:
    """Compare far out in both tails, relative to the tiny value itself."""
    z = grading_rng("logistic_stable").uniform(31, 700, 20) * np.resize([-1, 1], 20)
    for scores in (z, np.array([-1e4, 1e4])):
        close(
            result(func, scores, shape=scores.shape, stable=True),
            reference.logistic(scores),
            "logistic far out in the tails",
            atol=0,
            mistakes={"is clipped": reference.logistic(np.clip(scores, -500, 500))},
            otherwise="use the exponential of −|z|, and each twin on its own side",
        )


def _softmax_mistakes(z: Array) -> dict[str, Array]:
    """Return wrong values that are really given for softmax, each with its name."""
    a = reference.softmax(z)
    found = {
        "is softmax of softmax: apply it once": reference.softmax(a),
        "is that of −z: the exponent has the wrong sign": reference.softmax(-z),
        "is the logistic function of each logit: the classes have to share one sum": (
            reference.logistic(z)
        ),
        "is its logarithm": np.log(a),
        "has powers of 2 in it: the base is e": reference.softmax(z * np.log(2)),
        "is not divided by the sum": np.exp(z - z.max(-1, keepdims=True)),
    }
    if z.ndim > 1:
        whole = reference.softmax(z.ravel()).reshape(z.shape)
        found["is normalised over the wrong axis"] = reference.softmax(z.swapaxes(0, -1)).swapaxes(
            0, -1
        )
        found["is divided by the sum over the whole array, not over each row"] = whole
    return found | {NEARLY: a}


def _compare_softmax(func: Function, z: Array, what: str, **options: Any) -> None:
    close(
        result(func, z, shape=z.shape),
        reference.softmax(z),
        what,
        mistakes=_softmax_mistakes(np.asarray(z, dtype=np.float64)),
        otherwise="each entry is e to the power of its logit over the sum of these in its row",
        **options,
    )


def softmax_values(func: Function) -> None:
    """Compare on single vectors: random, equal, and widely spread logits."""
    rng = grading_rng("softmax_values")
    for n_classes in (2, 3, int(rng.integers(4, 9))):
        for z in (rng.normal(0, 2, n_classes), np.full(n_classes, rng.normal())):
            _compare_softmax(on_copies(func), z, "softmax of a vector")
    _compare_softmax(on_copies(func), rng.permutation([-30.0, 0.0, 11.0, 30.0]), "softmax(z)")


def softmax_axis(func: Function) -> None:
    """Compare on batches, where rows and classes differ in number."""
    rng = grading_rng("softmax_axis")
    for shape in ((3, 5), (5, 3), (4, 4), (2, 3, 5)):
        z = rng.normal(0, 2, shape)
        _compare_softmax(on_copies(func), z, f"softmax of an array of shape {shape}")


def softmax_stable(func: Function) -> None:
    """Compare on large logits of one row; rows far apart must stay finite and quiet."""
    rng = grading_rng("softmax_stable")
    quiet = on_copies(func)
    for z in (rng.normal(0, 2, 5) + 1e4, rng.normal(0, 2, 5) - 1e4, rng.uniform(-1e4, 1e4, 6)):
        close(
            result(quiet, z, shape=z.shape, stable=True),
            reference.softmax(z),
            "softmax of large logits",
            atol=1e-9,
            otherwise="subtract the largest logit of the row before taking exponentials",
        )
    rows = rng.normal(0, 2, (3, 4)) + np.array([[1e4], [0.0], [-1e4]])
    result(quiet, rows, shape=rows.shape, stable=True)


def softmax_types(func: Function) -> None:
    """Compare on integers and float32, and on an array that cannot be written to."""
    rng = grading_rng("softmax_types")
    _compare_softmax(func, rng.integers(-5, 6, 6), "softmax of integers")
    single = rng.normal(0, 2, 5).astype(np.float32)
    _compare_softmax(func, single, "softmax of float32 logits", rtol=1e-5, atol=1e-6)
    fixed = rng.normal(0, 2, 5)
    fixed.flags.writeable = False
    result(func, fixed, shape=(5,))
    result(func, rng.normal(0, 2, 5), shape=(5,))


def log_softmax_values(func: Function) -> None:
    """Compare on moderate logits of any leading shape."""
    rng = grading_rng("log_softmax_values")
    for shape in SHAPES:
        z = rng.normal(0, 2, shape)
        expected = reference.log_softmax(z)
        wrong = {
            "is in bits: take the natural logarithm": expected / np.log(2),
            "is in base 10: take the natural logarithm": expected / np.log(10),
            "is softmax: its logarithm is missing": np.exp(expected),
            "lacks the logarithm of the sum": z - z.max(-1, keepdims=True),
            NEARLY: expected,
        }
        if len(shape) > 1:
            other = reference.log_softmax(z.swapaxes(0, -1)).swapaxes(0, -1)
            wrong["is normalised over the wrong axis"] = other
        close(
            result(func, z, shape=shape),
            expected,
            f"log_softmax of an array of shape {shape}",
            mistakes=wrong,
            otherwise="subtract the logarithm of each row's sum of exponentials from the row",
        )


def log_softmax_stable(func: Function) -> None:
    """Compare on large logits, one row and rows far apart."""
    rng = grading_rng("log_softmax_stable")
    for z in (
        rng.uniform(-1e4, 1e4, 6),
        rng.normal(0, 2, 4) - 1e4,
        rng.normal(0, 300, (3, 4)) + np.array([[1e4], [0.0], [-1e4]]),
    ):
        close(
            result(func, z, shape=z.shape, stable=True),
            reference.log_softmax(z),
            "log_softmax of large logits",
            atol=1e-9,
            otherwise="shift each row by its largest logit, then subtract the logarithm of the sum",
        )
