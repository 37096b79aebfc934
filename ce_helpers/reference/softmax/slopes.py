"""Hidden tests of the Jacobian and of Jᵀg, on random inputs."""

from __future__ import annotations

import numpy as np

from ce_helpers.checking import close
from ce_helpers.reference import softmax as reference
from ce_helpers.reference.seed import grading_rng
from ce_helpers.reference.softmax.values import NEARLY
from ce_helpers.softmax.calls import Array, Function, result


def softmax_jacobian(func: Function) -> None:
    """Compare at random logits of several sizes."""
    rng = grading_rng("softmax_jacobian_values")
    for n_classes in (2, 3, int(rng.integers(4, 8))):
        z = rng.normal(0, 1.5, n_classes)
        a, expected = reference.softmax(z), reference.softmax_jacobian(z)
        wrong = {
            "has only the a_k δ_jk term: −a_k a_j is missing": np.diag(a),
            "has only the −a_k a_j term: the delta is missing": -np.outer(a, a),
            "has the delta everywhere: it is 1 on the diagonal alone": np.outer(a, 1 - a),
            "has the delta swapped: it is 1 where j = k, 0 elsewhere": (
                a[:, None] * (1 - np.eye(n_classes) - a)
            ),
            NEARLY: expected,
        }
        close(
            result(func, z, shape=(n_classes, n_classes)),
            expected,
            "softmax_jacobian(z)",
            mistakes=wrong,
            otherwise="its entry [k, j] is a_k (δ_jk − a_j), with a the softmax of z",
        )


def softmax_jacobian_stable(func: Function) -> None:
    """Compare at large logits and at integers."""
    rng = grading_rng("softmax_jacobian_stable")
    for z in (rng.normal(0, 2, 4) + 1e4, rng.uniform(-1e4, 1e4, 5), rng.integers(-3, 4, 4)):
        close(
            result(func, z, shape=(z.size, z.size), stable=True),
            reference.softmax_jacobian(z),
            "softmax_jacobian of large or integer logits",
            atol=1e-9,
            otherwise="build it on a softmax that subtracts the maximum",
        )


def _vjp_mistakes(A: Array, G: Array) -> dict[str, Array]:
    """Return wrong values that are really given for Jᵀg, each with its name."""
    return {
        "keeps the diagonal of the Jacobian alone: each logit moves every output": (
            G * A * (1 - A)
        ),
        "lacks the sum over the outputs: each logit moves every output": G * A,
        "lacks the factor A in front of the bracket": G - np.sum(G * A, axis=-1, keepdims=True),
        "subtracts the sum of G; each entry of that sum needs its factor from A": (
            A * (G - G.sum(axis=-1, keepdims=True))
        ),
        "takes one sum over the whole batch: each row has its own": A * (G - np.sum(G * A)),
        "sums over the samples: the sum runs over the classes": (
            A * (G - np.sum(G * A, axis=0, keepdims=True))
        ),
        "averages over the classes: the weights A already add up to 1": (
            A * (G - np.mean(G * A, axis=-1, keepdims=True))
        ),
        "adds the sum where it should subtract it": A * (G + np.sum(G * A, -1, keepdims=True)),
    }


def _compare_vjp(func: Function, A: Array, G: Array, what: str) -> None:
    expected = reference.softmax_vjp(A, G)
    close(
        result(func, A, G, shape=A.shape),
        expected,
        what,
        n_samples=len(A),
        mistakes={**_vjp_mistakes(A, G), NEARLY: expected},
        otherwise="each entry is a_j (g_j − Σ_k g_k a_k) with the sum of its own row",
    )


def softmax_vjp(func: Function) -> None:
    """Compare on single samples, where no batch can be mixed up."""
    rng = grading_rng("softmax_vjp_values")
    for n_classes in (2, 3, 6):
        A = reference.softmax(rng.normal(0, 2, (1, n_classes)))
        _compare_vjp(func, A, rng.normal(size=A.shape), "softmax_vjp of one sample")


def softmax_vjp_batch(func: Function) -> None:
    """Compare on batches; G may be integer, and neither argument may be written to."""
    rng = grading_rng("softmax_vjp_batch")
    for shape in ((4, 3), (3, 5), (4, 4)):
        A = reference.softmax(rng.normal(0, 2, shape))
        for G in (rng.normal(size=shape), rng.integers(-3, 4, shape)):
            A.flags.writeable = G.flags.writeable = False
            _compare_vjp(func, A, G, f"softmax_vjp of a batch of shape {shape}")
