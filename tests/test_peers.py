"""The reference agrees to 1e-12 with SciPy, JAX and optax wherever they compute the same.

PyTorch's comparisons stand beside each reference's own tests.
"""

import importlib.util
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import scipy.special
import scipy.stats

from ce_helpers.reference.binary.solution import multilabel_gradient, multilabel_loss
from ce_helpers.reference.cross_entropy.solution import cce_gradient, cce_loss, cross_entropy
from ce_helpers.reference.hinge.solution import hinge_gradient, hinge_loss
from ce_helpers.reference.sgd.solution import loss_and_gradients
from ce_helpers.reference.softmax.solution import (
    log_softmax,
    softmax,
    softmax_jacobian,
    softmax_vjp,
)

SCALES = [1.0, 30.0, 1000.0]
close = {"rtol": 1e-12, "atol": 1e-12}


def problem(number):
    """Return logits, one-hot targets, a cotangent, samples, weights and biases."""
    n, c = 5, 3  # of one shape, as JAX compiles for each
    rng = np.random.default_rng(number)
    Y = np.eye(c)[rng.integers(0, c, n)]
    Z, G, X, W, b = (rng.normal(size=s) for s in ((n, c), (n, c), (n, 4), (4, c), (c,)))
    return {"Z": SCALES[number] * Z, "Y": Y, "G": G, "X": X, "W": W, "b": b}


def ours(Z, Y, G, X, W, b):
    """Return what the reference answers, under the names of `jax_peer.answers`."""
    labels, (_, dW, db) = Y.argmax(axis=1), loss_and_gradients(X, Y, W, b, 0.1)
    return {
        "softmax": softmax(Z),
        "log_softmax": log_softmax(Z),
        "vjp": softmax_vjp(softmax(Z), G),
        "jacobian": softmax_jacobian(Z[0]),
        "cce": cce_loss(Z, Y),
        "cce_gradient": cce_gradient(Z, Y),
        "bce": multilabel_loss(Z, Y),
        "bce_gradient": multilabel_gradient(Z, Y),
        "hinge": hinge_loss(X, labels, W),
        "hinge_gradient": hinge_gradient(X, labels, W),
        "step_weights": W - 0.5 * dW,
        "step_biases": b - 0.5 * db,
    }


@pytest.fixture(scope="module")
def jax_says(tmp_path_factory):
    """What JAX and optax answer to all problems, asked once."""
    for name in ("jax", "optax"):
        if importlib.util.find_spec(name) is None:
            pytest.skip(f"{name} (extra: peers) is missing")
    source, target = (tmp_path_factory.mktemp("jax") / f"{name}.npz" for name in ("in", "out"))
    named = {f"{n}/{k}": a for n in range(len(SCALES)) for k, a in problem(n).items()}
    np.savez(source, **named)
    script = Path(__file__).with_name("jax_peer.py")
    subprocess.run([sys.executable, script, source, target], check=True)
    return dict(np.load(target))


@pytest.mark.peers
@pytest.mark.parametrize("number", range(len(SCALES)))
def test_jax_and_optax_agree(jax_says, number):
    """Values, and derivatives by automatic differentiation, also of logits in the thousands."""
    for name, value in ours(**problem(number)).items():
        np.testing.assert_allclose(value, jax_says[f"{number}/{name}"], err_msg=name, **close)


@pytest.mark.parametrize("number", range(len(SCALES)))
def test_scipy_agrees(number):
    """Its softmax, its logarithm, and the losses that are made of them."""
    given = problem(number)
    found, Z, Y = ours(**given), given["Z"], given["Y"]
    log_a, signed = scipy.special.log_softmax(Z, axis=1), (2 * Y - 1) * Z
    expected = {
        "softmax": scipy.special.softmax(Z, axis=1),
        "log_softmax": log_a,
        "cce": -(Y * log_a).sum(axis=1).mean(),
        "cce_gradient": (scipy.special.softmax(Z, axis=1) - Y) / len(Z),
        "bce": -scipy.special.log_expit(signed).sum(axis=1).mean(),
        "bce_gradient": (scipy.special.expit(Z) - Y) / len(Z),
    }
    for name, value in expected.items():
        np.testing.assert_allclose(found[name], value, err_msg=name, **close)


def test_scipys_entropy_is_the_cross_entropy_less_the_divergence():
    """scipy.stats.entropy of one distribution, and of two."""
    p, q = np.random.default_rng(3).dirichlet(np.ones(5), (2, 6))
    together = scipy.stats.entropy(p, axis=1) + scipy.stats.entropy(p, q, axis=1)
    np.testing.assert_allclose(cross_entropy(p, q), together, **close)
