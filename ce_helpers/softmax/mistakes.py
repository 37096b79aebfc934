"""Mistakes that are often made in 01_softmax, as values, so that a check can name them.

All are built on the printed formula, which is good enough for the small logits of the checks.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ce_helpers.checking import require

Array = NDArray[Any]
Mistakes = Mapping[str, Array]


def by_definition(z: Array, axis: int | None = -1) -> Array:
    """Return softmax by the printed formula, as it stands: for small logits alone."""
    return np.exp(z) / np.exp(z).sum(axis=axis, keepdims=True)


def reject(value: Array, what: str, mistakes: Mistakes) -> None:
    """Raise with the sentence of the mistake that a value shows; none of them may be right."""
    for sentence, wrong in mistakes.items():
        same = wrong.shape == value.shape and np.allclose(value, wrong, rtol=1e-6, atol=1e-9)
        require(not same, f"{what} {sentence}.")


def of_softmax(z: Array) -> Mistakes:
    """Return mistakes in softmax of one vector."""
    a = by_definition(z)
    return {
        "is softmax of softmax: apply it once": by_definition(a),
        "is that of −z: the exponent has the wrong sign": by_definition(-z),
        "is its logarithm": np.log(a),
        "has powers of 2 in it: the base is e": by_definition(z * np.log(2)),
        "is the logistic function of each logit: the classes have to share one sum": (
            1 / (1 + np.exp(-z))
        ),
        "is not divided by the sum of the exponentials": np.exp(z),
        "is not divided by the sum of the exponentials, though shifted": np.exp(z - z.max()),
        "is divided by the sum over the first two entries alone": np.exp(z) / np.exp(z[:2]).sum(),
    }


def of_softmax_rows(Z: Array) -> Mistakes:
    """Return mistakes of axis in softmax of a batch (N, C)."""
    shifted = np.exp(Z - Z.max(axis=-1, keepdims=True))
    columns = "is normalised over the samples: the sum runs over the classes, axis=-1"
    return {
        columns: by_definition(Z, axis=0),
        columns + ", and so does the maximum": shifted / shifted.sum(axis=0, keepdims=True),
        "is divided by one sum for the whole batch: each row has its own": shifted / shifted.sum(),
        "is divided by the sum over the whole batch: each row has its own": (
            by_definition(Z, axis=None)
        ),
    }


def of_log_softmax(z: Array) -> Mistakes:
    """Return mistakes in log-softmax over the last axis."""
    exact = np.log(by_definition(z))
    shifted = z - z.max(axis=-1, keepdims=True)
    found = {
        "is softmax: its logarithm is missing": np.exp(exact),
        "has the wrong sign: a logarithm of a probability is never positive": -exact,
        "is in bits: take the natural logarithm": exact / np.log(2),
        "is in base 10: take the natural logarithm": exact / np.log(10),
        "lacks the logarithm of the sum": shifted,
        "takes log10 of the sum: take the natural logarithm": (
            shifted - np.log10(np.exp(shifted).sum(axis=-1, keepdims=True))
        ),
        "shifts the logits in the sum but not outside it: use the shifted ones in both places": (
            z - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
        ),
    }
    if z.ndim > 1:
        over_samples = "sums over the samples: the sum runs over the classes, axis=-1"
        found[over_samples] = z - np.log(np.exp(z).sum(axis=0, keepdims=True))
        sums = np.exp(shifted).sum(axis=0, keepdims=True)
        found[over_samples + ", as the maximum does"] = shifted - np.log(sums)
    return found


def of_jacobian(z: Array) -> Mistakes:
    """Return mistakes in the Jacobian of softmax at one vector."""
    a, one = by_definition(z), np.eye(z.size)
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
    }


def of_vjp(A: Array, G: Array) -> Mistakes:
    """Return mistakes in Jᵀg, row by row, for outputs and slopes (N, C)."""
    products = G * A
    again = by_definition(A)
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
        "takes A for logits: its rows are softmax outputs already": (
            again * (G - (G * again).sum(-1, keepdims=True))
        ),
    }
    if len(A) > 1:
        found["takes one sum over the whole batch: each row has its own"] = A * (G - products.sum())
        found["sums over the samples: the sum runs over the classes"] = A * (
            G - products.sum(0, keepdims=True)
        )
        found["uses the Jacobian of the first sample for all: each row has its own"] = A[0] * (
            G - (G @ A[0])[:, None]
        )
    return found
