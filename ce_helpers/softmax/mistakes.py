"""Mistakes that are often made in 01_softmax, as values, so that a check can name them.

All are built on the printed formulas: far from 0 they are NaN, and name nothing.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ce_helpers.checking import Array, Mistakes
from ce_helpers.numeric import central_jacobian
from ce_helpers.printed import log_softmax, logistic, softmax


def of_logistic(z: Array) -> Mistakes:
    """Return mistakes in the logistic function of an array of scores."""
    p = logistic(z)
    return {
        "is that of −z: the exponent has the wrong sign": logistic(-z),
        "is rescaled: it is (1 + tanh(z))/2": logistic(2 * z),
        "is tanh: another curve, between −1 and 1": np.tanh(z),
        "is p (1 − p), the derivative of the logistic function": p * (1 - p),
        "is softmax: each score should be treated on its own": softmax(z, None),
        **{
            f"clips the scores to ±{limit}: use e^(−|z|), which cannot overflow": logistic(
                np.clip(z, -limit, limit)
            )
            for limit in (500, 709, 700, 100, 30)
        },
    }


def of_softmax(z: Array) -> Mistakes:
    """Return mistakes in softmax over the last axis."""
    a, top = softmax(z), z.max(axis=-1, keepdims=True)
    exponentials = np.exp(z - top)
    found = {
        "is softmax of softmax: apply it once": softmax(a),
        "is that of −z: the exponent has the wrong sign": softmax(-z),
        "is the logarithm of softmax": log_softmax(z),
        "has powers of 2 in it: the base is e": softmax(z * np.log(2)),
        "is the logistic function of each logit: the classes have to share one sum": logistic(z),
        "is each logit over the sum of the logits: take the exponentials first": (
            z / z.sum(axis=-1, keepdims=True)
        ),
        "is divided by the length of the vector of exponentials, not by their sum": (
            exponentials / np.linalg.norm(exponentials, axis=-1, keepdims=True)
        ),
        "is not divided by the sum of the exponentials": a * np.exp(z).sum(axis=-1, keepdims=True),
        "is not divided by the sum of the exponentials, though shifted": exponentials,
        "is divided by the mean of the exponentials, not by their sum": a * z.shape[-1],
        "is divided by the sum over the first two entries alone": (
            exponentials / exponentials[..., :2].sum(axis=-1, keepdims=True)
        ),
    }
    rounded = {digits: a.round(digits) for digits in range(2, 6)}
    found |= {f"is rounded to {n} digits: keep all": r for n, r in rounded.items() if r.all()}
    if z.ndim > 1:
        samples = "is normalised over the samples: the sum runs over the classes, axis=-1"
        found |= {
            samples: softmax(z, axis=0),
            samples + ", and so does the maximum": exponentials / exponentials.sum(axis=0),
            "is divided by the sum over the whole batch: each row has its own": softmax(z, None),
            "is divided by one sum for the whole batch: each row has its own": (
                exponentials / exponentials.sum()
            ),
        }
    return {**found, **_along_axis_1(softmax, z)}


def of_log_softmax(z: Array) -> Mistakes:
    """Return mistakes in log-softmax over the last axis."""
    exact, shifted = log_softmax(z), z - z.max(axis=-1, keepdims=True)
    sums = np.exp(shifted).sum(axis=-1, keepdims=True)
    found = {
        "is softmax: its logarithm is missing": np.exp(exact),
        "has the wrong sign: a logarithm of a probability is never positive": -exact,
        "is in bits: take the natural logarithm": exact / np.log(2),
        "is in base 10: take the natural logarithm": exact / np.log(10),
        "lacks the logarithm of the sum": shifted,
        "takes log10 of the sum: take the natural logarithm": shifted - np.log10(sums),
        "shifts the logits in the sum but not outside it: use the shifted ones in both places": (
            z - np.log(sums)
        ),
    }
    if z.ndim > 1:
        samples = "sums over the samples: the sum runs over the classes, axis=-1"
        found |= {
            samples: log_softmax(z, axis=0),
            samples + ", as the maximum does": shifted - np.log(np.exp(shifted).sum(axis=0)),
        }
    return {**found, **_along_axis_1(log_softmax, z)}


def _along_axis_1(printed: Callable[..., Array], z: Array) -> Mistakes:
    """Return what comes of axis=1 where that is not the last axis."""
    sentence = "sums along axis 1: the classes are the last axis of any array, axis=-1"
    return {sentence: printed(z, axis=1)} if z.ndim > 2 else {}


def of_jacobian(z: Array) -> Mistakes:
    """Return mistakes in the Jacobian of softmax at one vector of logits."""
    a, one = softmax(z), np.eye(z.size)
    return {
        "keeps the diagonal alone: each logit moves every output": np.diag(a * (1 - a)),
        "has only the a_k δ_jk term: −a_k a_j is missing": np.diag(a),
        "has only the −a_k a_j term: the delta is missing": -np.outer(a, a),
        "has the delta everywhere: it is 1 on the diagonal alone": np.outer(a, 1 - a),
        "has the delta swapped: it is 1 where j = k, 0 elsewhere": a[:, None] * (1 - one - a),
        "has 1 on the diagonal for a_k: the delta is multiplied by a_k": one - np.outer(a, a),
        "is the Jacobian of log softmax: the factor a_k is missing": one - a,
        "is built on z: a in the formula is softmax(z)": np.diag(z) - np.outer(z, z),
        "subtracts one number everywhere: a_k a_j is an outer product, not a @ a": (
            np.diag(a) - a @ a
        ),
        "is a (1 − a), the derivative of σ: softmax has a square of derivatives, and this is its "
        "diagonal": a * (1 - a),
        "is a vector: the rows of the Jacobian are wanted, not their sums, which are 0": 0 * a,
        "multiplies a by itself: for a vector a.T is a, and a_k a_j is np.outer(a, a)": (
            np.diag(a) - a * a
        ),
        "is only nearly right: use the formula, which is exact; differences, float32 and added "
        "constants are not": central_jacobian(softmax, z),
    }


def of_vjp(A: Array, G: Array) -> Mistakes:
    """Return mistakes in Jᵀg, row by row, for outputs and their gradients (N, C)."""
    products, again = G * A, softmax(A)
    found = {
        "keeps the diagonal of the Jacobian alone: each logit moves every output": (
            products * (1 - A)
        ),
        "lacks the sum over the outputs: each logit moves every output": products,
        "lacks the factor A in front of the bracket": G - products.sum(-1, keepdims=True),
        "subtracts the sum of G; each entry of that sum needs its factor from A": (
            A * (G - G.sum(-1, keepdims=True))
        ),
        "averages over the classes: the weights A already add up to 1": (
            A * (G - products.mean(-1, keepdims=True))
        ),
        "adds the sum where it should subtract it": A * (G + products.sum(-1, keepdims=True)),
        "is A − G: that is the gradient behind cross-entropy alone, and G is any gradient here": A
        - G,
        "has A in the place of G": A * (A - (A * A).sum(-1, keepdims=True)),
        "has A in the place of G, and lacks the factor A in front": (
            A - (A * A).sum(-1, keepdims=True)
        ),
        "takes A for logits: its rows are softmax outputs already": (
            again * (G - (G * again).sum(-1, keepdims=True))
        ),
    }
    if len(A) > 1:
        found |= {
            "takes one sum over the whole batch: each row has its own": A * (G - products.sum()),
            "sums over the samples: the sum runs over the classes": A * (G - products.sum(0)),
            "uses the Jacobian of the first sample for all: each row has its own": (
                A[0] * (G - (G @ A[0])[:, None])
            ),
        }
    return found
